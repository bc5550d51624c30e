"""Item 1: everyone with one chord, one person with one key, STOPP for those no consent covers (C-05)."""

from __future__ import annotations

import pytest

from stafett_tui.domain.attendance import Presence
from stafett_tui.screens.meeting.attendance import presence
from tests.screens.meeting.stage import stage


def marks(on):
    return {row["name"]: row["how"] for row in on.meeting["attendance"]}


@pytest.mark.parametrize(
    ("text", "how", "at"),
    [
        ("video", Presence.VIDEO, None), ("sent 13.10", Presence.LATE, "13:10"), ("kom 13:05", Presence.LATE, "13:05"),
        ("gjekk 1330", Presence.LEFT, "13:30"), ("forfall", Presence.REGRETS, None), ("x", Presence.PRESENT, None),
        ("borte", Presence.ABSENT, None), ("til stede", Presence.PRESENT, None), ("late 25.90", Presence.LATE, None),
        ("tja", None, None), ("", None, None),
    ],
)  # fmt: skip
def test_a_few_words_say_how_somebody_took_part(text, how, at):
    assert presence(text) == (how, at)


async def test_one_key_marks_one_person(tmp_path):
    async with stage(tmp_path) as on:
        await on.press("space", "down", "v", "down", "r")
        assert marks(on)["Varm Kaffekopp"] == "present"
        assert marks(on)["Blid Sykkel"] == "video"
        assert marks(on)["Stødig Gran"] == "regrets"
        await on.press("up", "up", "space")
        assert marks(on)["Varm Kaffekopp"] is None


async def test_somebody_without_consent_is_stopped_in_words_and_never_marked(tmp_path):
    async with stage(tmp_path) as on:
        await on.press("ctrl+a", "down", "down", "down", "down", "space")
        assert "STOPP" in on.text
        assert "Spør familien" in on.text
        assert marks(on)["Lun Ulltrøye"] is None


async def test_late_and_left_carry_the_time_on_the_wall(tmp_path):
    async with stage(tmp_path) as on:
        on.wait(12)
        await on.press("l", "down", "x")
        rows = {row.name: (row.mark, row.at) for row in on.view.room}
        assert rows["Varm Kaffekopp"] == (Presence.LATE, "13:10")
        assert rows["Blid Sykkel"] == (Presence.LEFT, "13:10")


async def test_a_letter_meant_as_text_takes_its_mark_back(tmp_path):
    async with stage(tmp_path) as on:
        await on.type("velkommen til alle")
        await on.press("enter")
        assert marks(on)["Varm Kaffekopp"] is None
        assert [line["text"] for line in on.meeting["lines"]] == ["velkommen til alle"]


async def test_a_substitute_is_named_in_the_slots(tmp_path):
    async with stage(tmp_path) as on:
        await on.press("down", "down", "down", "tab")
        await on.type("sent 13.15")
        await on.press("tab")
        await on.type("Rask Elv")
        assert "kom sent kl. 13:15, vikar: Rask Elv" in on.text
        await on.press("enter")
        row = next(row for row in on.view.room if row.name == "Klok Ugle")
        assert (row.mark, row.at, row.substitute) == (Presence.LATE, "13:15", "Rask Elv")


async def test_an_interpreter_needs_no_consent_but_a_name(tmp_path):
    async with stage(tmp_path) as on:
        await on.press("end", "enter", "enter")
        assert "navn" in on.text
        await on.type("Tydelig Bekk")
        await on.press("enter")
        assert marks(on)["Tydelig Bekk"] == "present"


async def test_words_that_are_not_understood_are_asked_about(tmp_path):
    async with stage(tmp_path) as on:
        await on.press("tab")
        await on.type("tja")
        await on.press("enter")
        assert "Hvordan?" in on.text
        assert marks(on)["Varm Kaffekopp"] is None


async def test_enter_on_a_stop_leads_to_where_the_consent_is_written_down(tmp_path):
    async with stage(tmp_path) as on:
        here = on.screen
        here.list.go_to(next(row.person for row in on.view.room if not row.covered))
        await on.press("f5", "enter")
        assert on.app.screen is here, "not while the family sees the screen"
        await on.press("f5", "enter")
        await on.pilot.pause()
        assert type(on.app.screen).__name__ == "ConsentScreen"
        desk = on.office.desk()
        desk.consents.give(on.plan_id, tuple(p.person for p in on_guardians(desk, on.plan_id)), ("helsestasjonen",),
                           given_on=desk.clock.today())  # fmt: skip
        on.app.pop_screen()
        await on.settle()
        assert on.app.screen is here


def on_guardians(desk, plan_id):
    from stafett_tui.domain.people import guardians

    return guardians(desk.plans.get(plan_id))
