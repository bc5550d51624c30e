"""The other lists: the round, the read-back, the next meeting; and the acts as the palette and the mouse run them."""

from __future__ import annotations

import pytest

from stafett_tui.actions import offered
from stafett_tui.screens.meeting.screen import MeetingScreen
from tests.screens.meeting.stage import stage


def activities(on):
    return [a for goal in on.shown["goals"] for a in goal["activities"]]


async def test_who_has_spoken_is_ticked_for_the_round_only(tmp_path):
    async with stage(tmp_path) as on:
        await on.press("ctrl+a", "ctrl+n", "ctrl+n", "ctrl+n", "escape", "space", "space")
        assert "2 av 4 har hatt ordet" in on.text
        seq = on.shown["plan"].get("seq")
        await on.press("up", "space")
        assert "1 av 4 har hatt ordet" in on.text
        assert on.shown["plan"].get("seq") == seq, "nothing is written"


@pytest.mark.parametrize("size", [(60, 18), (80, 24), (120, 40)])
async def test_a_round_without_anybody_says_where_presence_is_marked(tmp_path, size):
    async with stage(tmp_path, item=3, size=size) as on:
        told = "Ingen er merket til stede ennå: 1 og Enter"
        assert told in on.text
        await on.press("1", "enter", "ctrl+a", "ctrl+n", "ctrl+n")
        assert told not in on.text


async def test_tab_goes_from_the_list_to_the_line_and_back(tmp_path):
    async with stage(tmp_path, item=7) as on:
        await on.press("tab")
        assert on.screen.hands.where == "line"
        await on.press("tab")
        assert on.screen.hands.where == "list"
        await on.press("shift+tab")
        assert on.screen.hands.where == "line"
        await on.press("enter")
        assert on.screen.hands.where == "list"


async def agreed(on):
    await on.type("+følge med")
    await on.press("tab", "k", "l", "enter")
    await on.type("!Vi fortsetter")
    await on.press("enter", "ctrl+r")


async def test_a_line_read_back_is_corrected_with_its_person_and_date(tmp_path):
    async with stage(tmp_path, item=6) as on:
        await agreed(on)
        await on.press("tab")
        await on.type(" nøye")
        await on.press("tab")
        await on.type("va og bl")
        assert "Varm Kaffekopp + Blid Sykkel" in on.text
        await on.press("tab")
        await on.type("om to uker")
        assert "man 30. november 2026" in on.text
        await on.press("enter")
        last = activities(on)[-1]
        assert (last["what"], last["responsible"]["name"], last["due"]) == (
            "følge med nøye",
            "Varm Kaffekopp",
            "2026-11-30",
        )
        assert [helper["name"] for helper in last["helpers"]] == ["Blid Sykkel"]


async def test_a_correction_that_is_not_understood_is_asked_about(tmp_path):
    async with stage(tmp_path, item=6) as on:
        await agreed(on)
        await on.press("tab", "tab", *"qq", "enter")
        assert "Ingen i planen" in on.text
        await on.press("ctrl+u", *"lun")
        assert "STOPP" in on.text
        await on.press("ctrl+u", "tab", *"snart", "enter")
        assert activities(on)[-1]["due"] == "next_meeting"
        await on.press("ctrl+u", "enter")
        assert "står som" in on.text


async def test_a_tick_is_taken_away_and_enter_passes_what_is_read(tmp_path):
    async with stage(tmp_path, item=6) as on:
        await on.press("ctrl+r")
        assert "Dere er ikke blitt enige" in on.text or "ennå" in on.text
        await on.press("6", "enter")
        await agreed(on)
        await on.press("enter", "up", "enter", "up", "space")
        assert [point["read"] for point in on.meeting["read_back"]] == [False, False]


async def test_the_next_meeting_gets_another_place_in_its_slots(tmp_path):
    async with stage(tmp_path, item=9) as on:
        await on.press("tab")
        await on.type("neste fredag")
        assert "Pil ned" in on.text
        await on.press("down", "tab")
        await on.type("Biblioteket")
        await on.press("enter")
        following = on.shown["next_meeting"]
        assert (following["starts"], following["place"]) == ("2026-11-20T13:00", "Biblioteket")
        await on.press("enter")
        assert "er satt" in on.text


@pytest.mark.parametrize(("phrase", "said"), [("neste møte", "Hvilken dag"), ("1.1", "2027"), ("i dag", "etter dette")])
async def test_a_next_meeting_is_a_certain_later_day(tmp_path, phrase, said):
    async with stage(tmp_path, item=9) as on:
        await on.press("tab")
        await on.type(phrase)
        await on.press("enter")
        assert said in on.text


async def test_every_act_of_the_palette_runs_on_this_screen(tmp_path):
    async with stage(tmp_path) as on:
        mine = [act.id for act in offered("meeting") if act.screens == ("meeting",)]
        assert [name for name in mine if not hasattr(MeetingScreen, f"action_{name}")] == []
        for name in ("all_present", "next_item", "read_back", "lock", "show", "show", "change_pane", "clock", "clock",
                     "undo", "redo", "phrases", "back", "unlock"):  # fmt: skip
            await on.screen.run_action(name)
            await on.settle()
        await on.screen.run_action("break_off")
        await on.settle()
        assert on.screen.capture.prompt.startswith("hvorfor")
        assert on.meeting["state"] == "running"


async def test_a_double_click_does_what_enter_does(tmp_path):
    async with stage(tmp_path, item=7) as on:
        await on.pilot.click("#list", offset=(10, 0), times=2)
        await on.settle()
        assert on.meeting["level"]["level"] == 2


async def test_a_click_in_the_footer_goes_to_the_next_item(tmp_path):
    async with stage(tmp_path) as on:
        await on.pilot.click("Foot", offset=(30, 0))
        await on.settle()
        assert on.view.item == "child_voice"


async def test_what_is_written_waits_behind_a_form_and_comes_back(tmp_path):
    async with stage(tmp_path, item=5) as on:
        await on.type("Hjemme går det")
        await on.press("f6", "f6", "tab")
        await on.type("ja")
        await on.press("escape")
        assert on.screen.capture.text == "Hjemme går det"
        await on.press("enter", "ctrl+z", "ctrl+z")
        assert on.screen.focused is not None


async def test_going_to_another_item_puts_a_form_aside(tmp_path):
    async with stage(tmp_path, item=5) as on:
        await on.press("1", "tab", *"fordi", "ctrl+n")
        assert on.screen.line.free
        await on.press("ctrl+z")
        assert on.screen.capture.text == "fordi"


async def test_earlier_words_of_the_child_are_shown_whole(tmp_path):
    async with stage(tmp_path, begin=False) as on:
        said = "Jeg vil ikke spise når alle roper, for da hører jeg ikke hva de voksne sier til meg ved bordet."
        on.office.desk().minutes.voice(on.plan_id, None, None, said)
        await on.press("enter", "ctrl+n", "escape", "enter")
        assert "voksne sier til meg ved bordet" in on.text or "…" in on.text
