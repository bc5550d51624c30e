"""The capture line: always reachable, never losing a word, and saying what it understands before Enter."""

from __future__ import annotations

import pytest

from stafett_tui.domain.errors import ErrorKind, StafettError
from tests.screens.meeting.stage import stage


def texts(on):
    return [line["text"] for line in on.meeting["lines"]]


async def test_any_letter_on_a_list_is_written_in_the_line(tmp_path):
    async with stage(tmp_path, item=7) as on:
        await on.type("Nivået står")
        await on.press("enter")
        assert texts(on) == ["Nivået står"]


async def test_escape_puts_text_aside_and_undo_brings_it_back(tmp_path):
    async with stage(tmp_path, item=3) as on:
        await on.type("halvferdig")
        await on.press("escape")
        assert on.screen.capture.text == ""
        await on.press("ctrl+z")
        assert on.screen.capture.text == "halvferdig"
        await on.press("enter")
        assert texts(on) == ["halvferdig"]


async def test_undo_after_a_write_takes_back_the_write_not_what_was_put_aside_before(tmp_path):
    async with stage(tmp_path, item=3) as on:
        await on.type("halvferdig")
        await on.press("escape")
        await on.type("hel")
        await on.press("enter", "ctrl+z")
        assert texts(on) == []
        await on.press("up")
        assert on.screen.capture.text == "halvferdig", "Up finds it all the same"


async def test_what_the_store_refuses_comes_back_into_the_line(tmp_path, monkeypatch):
    async with stage(tmp_path, item=3) as on:
        minutes = on.office.desk().minutes

        def full(*_args, **_kwargs):
            raise StafettError(ErrorKind.DISK_FULL)

        monkeypatch.setattr(minutes, "write", full)
        await on.type("viktig")
        await on.press("enter")
        assert on.screen.capture.text == "viktig"
        assert "Disken er full" in on.text
        monkeypatch.undo()
        await on.press("enter")
        assert texts(on) == ["viktig"]


async def test_a_refused_line_waits_while_the_next_one_is_written(tmp_path, monkeypatch):
    async with stage(tmp_path, item=3) as on:
        minutes = on.office.desk().minutes

        def full(*_args, **_kwargs):
            raise StafettError(ErrorKind.DISK_FULL)

        monkeypatch.setattr(minutes, "write", full)
        await on.type("først")
        await on.press("enter", "n", "e", "s", "t")
        monkeypatch.undo()
        await on.press("e", "enter", "up")
        assert texts(on) == ["neste"]
        assert on.screen.capture.text == "først"


async def test_a_crash_in_a_service_is_told_in_words_and_keeps_the_text(tmp_path, monkeypatch):
    async with stage(tmp_path, item=3) as on:

        def broken(*_args, **_kwargs):
            raise ZeroDivisionError

        monkeypatch.setattr(on.office.desk().minutes, "write", broken)
        await on.type("viktig")
        await on.press("enter")
        assert on.screen.capture.text == "viktig"
        assert "Noe gikk galt i programmet (ZeroDivisionError, test_line.py" in on.text


async def test_what_is_written_is_not_called_unwritten_where_only_reading_it_again_fails(tmp_path, monkeypatch):
    async with stage(tmp_path, item=3) as on:

        def broken(*_args, **_kwargs):
            raise ZeroDivisionError

        monkeypatch.setattr("stafett_tui.screens.meeting.acts.read_view", broken)
        await on.type("viktig")
        await on.press("enter")
        assert "Noe gikk galt" in on.text
        monkeypatch.undo()
        assert on.screen.capture.text == ""
        await on.type("neste")
        await on.press("enter")
        assert texts(on) == ["viktig", "neste"]


async def test_a_program_that_was_replaced_while_open_says_to_start_it_again(tmp_path, monkeypatch):
    async with stage(tmp_path, item=3) as on:

        def replaced(*_args, **_kwargs):
            raise ImportError

        monkeypatch.setattr(on.office.desk().minutes, "write", replaced)
        await on.type("viktig")
        await on.press("enter")
        assert on.screen.capture.text == "viktig"
        assert "Programmet ble byttet ut mens det var åpent." in on.text


async def test_the_day_is_said_in_words_before_enter(tmp_path):
    async with stage(tmp_path, item=6) as on:
        await on.type("+følge med")
        await on.press("tab", "tab")
        await on.type("11.12")
        assert "fre 11. desember 2026, om 25 dager" in on.text


@pytest.mark.parametrize(("phrase", "warning"), [("lørdag", "lørdag"), ("25.12", "første juledag")])
async def test_days_off_are_warned_about(tmp_path, phrase, warning):
    async with stage(tmp_path, item=6) as on:
        await on.type("+følge med")
        await on.press("tab", "tab")
        await on.type(phrase)
        assert f"! {warning}" in on.text


async def test_an_uncertain_day_is_offered_and_chosen_with_one_key(tmp_path):
    async with stage(tmp_path, item=6) as on:
        await on.type("+følge med")
        await on.press("tab", "k", "l", "tab")
        await on.type("neste fredag")
        assert "Pil ned: fre 20. november  fre 27. november" in on.text
        await on.press("enter")
        assert texts(on) == [], "asked, not guessed"
        await on.press("down", "enter")
        assert on.shown["goals"][0]["activities"][-1]["due"] == "2026-11-20"


async def test_an_uncertain_day_is_left_open_by_a_second_enter(tmp_path):
    async with stage(tmp_path, item=6) as on:
        await on.type("+følge med")
        await on.press("tab", "tab")
        await on.type("snart kanskje")
        await on.press("enter", "enter")
        assert on.shown["goals"][0]["activities"][-1]["due"] is None
        assert "?" in on.text


async def test_the_next_of_the_people_offered_is_one_key_away(tmp_path):
    async with stage(tmp_path, item=6) as on:
        await on.type("+følge med")
        await on.press("tab", "l")
        assert "Lun Ulltrøye (helsesykepleier) STOPP" in on.text
        await on.press("down", "enter")
        assert on.shown["goals"][0]["activities"][-1]["responsible"]["name"] == "Munter Linerle"


async def test_somebody_without_consent_can_be_chosen_only_with_a_visible_stop(tmp_path):
    async with stage(tmp_path, item=6) as on:
        await on.type("+følge med")
        await on.press("tab", *"lun")
        assert "hvem: Lun Ulltrøye STOPP" in on.text
        assert "spør familien først" in on.text
        await on.press("enter", "ctrl+g")
        assert "Samtykket dekker" in on.text, on.text
        assert "Lun Ulltrøye" in on.text


async def test_an_unknown_person_is_asked_about_once(tmp_path):
    async with stage(tmp_path, item=6) as on:
        await on.type("+følge med")
        await on.press("tab", *"qq", "enter")
        assert "Ingen i planen" in on.text
        assert texts(on) == []
        await on.press("enter")
        assert texts(on) == ["følge med"]


async def test_the_last_line_is_edited_removed_and_brought_back(tmp_path):
    async with stage(tmp_path, item=3) as on:
        await on.type("Du sover godt")
        await on.press("enter", "up", "enter", "backspace", "backspace", "backspace", "backspace", "enter")
        assert texts(on) == ["Du sover "[:-1]] or texts(on) == ["Du sover"]
        await on.press("up", "delete")
        assert texts(on) == []
        await on.press("ctrl+z")
        assert texts(on) == ["Du sover"]


async def test_a_taken_up_line_is_let_go_by_writing_on(tmp_path):
    async with stage(tmp_path, item=3) as on:
        await on.type("en")
        await on.press("enter", "up", "up", "down", "down", "up", "t", "o", "enter")
        assert texts(on) == ["en", "to"]


async def test_who_asked_and_how_are_put_right_afterwards(tmp_path):
    async with stage(tmp_path, item=2) as on:
        await on.type("'Jeg liker dinosaurer")
        await on.press("enter", "up", "tab", *"stø", "tab", *"tegning", "tab", *"1~10", "escape")
        assert on.shown["voices"][0]["asked_by"] is None
        await on.press("up", "ctrl+u", *"1", "full_stop", *"10", "enter")
        voice = on.shown["voices"][0]
        assert (voice["asked_by"], voice["how"], voice["on"]) == ("Stødig Gran", "drawing", "2026-10-01")


async def test_mothers_and_fathers_words_are_theirs(tmp_path):
    async with stage(tmp_path, item=3) as on:
        await on.type("'m Leggetiden er roligere")
        await on.press("enter")
        await on.type("'mamma sier nei")
        await on.press("enter")
        assert [v["speaker"] for v in on.shown["voices"]] == ["mother", "child"]


async def test_a_phrase_begins_a_line(tmp_path):
    async with stage(tmp_path, item=3) as on:
        await on.press("backslash", "enter")
        assert on.screen.capture.text == "Du er god til "
        await on.type("å trøste")
        await on.press("enter")
        assert texts(on) == ["Du er god til å trøste"]


async def test_the_phrases_open_from_a_list_as_well(tmp_path):
    async with stage(tmp_path, item=1) as on:
        assert on.screen.focused is on.screen.list
        await on.press("backslash")
        assert on.screen.conduct.panel == "phrases"
        await on.press("down", "enter")
        assert on.screen.capture.text == "Du har vært "


async def test_an_empty_sign_is_not_saved(tmp_path):
    async with stage(tmp_path, item=3) as on:
        await on.press("exclamation_mark", "enter", "enter")
        assert texts(on) == []
        assert "Skriv noen ord" in on.text or "Skriv" in on.text
