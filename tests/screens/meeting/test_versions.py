"""Both versions of corrected minutes are read and compared, and locked minutes stay as they were locked."""

from __future__ import annotations

from stafett_tui.domain.activity import activities
from tests.screens.meeting.stage import stage
from tests.screens.meeting.test_case import play


def minutes_of(on):
    return ["".join(text for text, _ in line) if isinstance(line, tuple) else line for line in on.screen.minutes.lines]


async def test_a_later_version_says_what_it_changed_and_the_first_one_is_there_whole(tmp_path):
    async with stage(tmp_path, begin=False) as on:
        await play(on)
        desk, plan_id, thing = on.office.desk(), on.plan_id, on.meeting["id"]
        note = next(line for line in on.meeting["lines"] if line["sort"] == "note")
        desk.minutes.reopen(plan_id, thing, "Et ord var feil")
        desk.minutes.reword(plan_id, note["id"], "Hjemme virker *alt* godt.")
        desk.minutes.lock(plan_id, thing)
        await on.press("escape")
        await on.open(thing)
        told = minutes_of(on)
        at = told.index(" ENDRET I VERSJON 2  Et ord var feil")
        assert told[at + 1 : at + 4] == [
            " 3. Familien forteller",
            f"   - {note['text']}",
            "   + Hjemme virker *alt* godt.",
        ]
        first = told[told.index(" VERSJON 1 SLIK DEN BLE LÅST") :]
        assert f" - {note['text']}" in first
        assert not any("*alt*" in line for line in first)


async def test_locked_minutes_on_the_screen_do_not_follow_what_comes_later(tmp_path):
    async with stage(tmp_path, begin=False) as on:
        await play(on)
        before, thing = minutes_of(on), on.meeting["id"]
        desk = on.office.desk()
        for each in activities(desk.plans.get(on.plan_id)):
            if each.open:
                desk.activities.move(on.plan_id, each.id, "2027-02-01", "Sykdom")
        await on.press("escape")
        await on.open(thing)
        assert minutes_of(on) == before
