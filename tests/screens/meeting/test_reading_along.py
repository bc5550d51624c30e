"""Whoever may not write the minutes reads along, and is told so before a word is written."""

from __future__ import annotations

from dataclasses import replace

import pytest

from stafett_tui.domain.lock import meetings
from stafett_tui.domain.meeting import MeetingState, MeetingTurned, Turn
from stafett_tui.screens.frame.messages import OpenMeeting, OpenPlan
from tests.support.app import NARROW, WIDE, make_office, press, running, screen_text, settle
from tests.support.office import HOLDER
from tests.support.second import Second

KLOK = replace(HOLDER, person="p-klok", name="Klok Ugle", service="PPT", title="rådgiver", language="nb")
NOT_ALLOWED = "Du har ikke lov til å gjøre dette i denne planen. Spør stafettholderen."


def begun(tmp_path):
    """A meeting that its holder leads elsewhere, on the laptop of somebody of another service."""
    office, plan_id = make_office(tmp_path)
    desk = office.desk()
    (called,) = meetings(desk.plans.get(plan_id))
    Second(office, plan_id, HOLDER.person, "tablet").write(MeetingTurned(meeting=called.id, turn=Turn.STARTED))
    office.put_right(KLOK)
    return office, plan_id, called.id


async def shown(pilot, plan_id, thing):
    pilot.app.post_message(OpenMeeting(plan_id, thing))
    await press(pilot, "home")
    await settle(pilot)
    return screen_text(pilot.app)


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_screen_says_so_and_offers_neither_to_write_nor_to_lead(tmp_path, size):
    office, plan_id, thing = begun(tmp_path)
    async with running(office, size) as pilot:
        text = await shown(pilot, plan_id, thing)
        assert "du leser med" in text
        for never in ("hva ble sagt?", "(F7)", "Ctrl+A alle til stede"):
            assert never not in text, never
        assert "Mellomrom til stede" not in text
        assert "Stafettholderen og den som er satt til å skrive, fører referatet." in text


async def test_what_was_left_half_written_is_not_offered_to_be_saved(tmp_path):
    office, plan_id, thing = begun(tmp_path)
    office.desk().drafts.keep(plan_id, "line", "Vi prøver igjen", 15)
    async with running(office) as pilot:
        text = await shown(pilot, plan_id, thing)
        assert "> Vi prøver igjen" in text
        assert "Ikke ferdig sist, og blir ikke lagret her: kopier det. Esc legger det til side." in text
        assert "Enter lagrer" not in text


async def test_the_key_to_take_over_says_whose_it_is(tmp_path):
    office, plan_id, thing = begun(tmp_path)
    async with running(office) as pilot:
        await shown(pilot, plan_id, thing)
        await press(pilot, "f7")
        assert NOT_ALLOWED in screen_text(pilot.app)
        assert not pilot.app.screen.asking.open


async def test_the_note_taker_writes_and_is_told_nothing_of_the_kind(tmp_path):
    office, plan_id, thing = begun(tmp_path)
    office.put_right(replace(HOLDER, language="nb"))
    office.desk().people.take_notes(plan_id, thing, "p-klok")
    office.put_right(KLOK)
    async with running(office) as pilot:
        text = await shown(pilot, plan_id, thing)
        assert "du leser med" not in text
        assert "hva ble sagt?" in text


async def test_a_meeting_that_is_only_called_is_opened_and_not_begun(tmp_path):
    office, plan_id = make_office(tmp_path)
    office.put_right(KLOK)
    async with running(office) as pilot:
        pilot.app.post_message(OpenPlan(plan_id))
        await press(pilot, "home")
        assert "Enter: les med" in screen_text(pilot.app)
        await press(pilot, "enter", "enter")
        text = screen_text(pilot.app)
        assert "MØTET ER IKKE BEGYNT  Stafettholderen starter det" in text
        assert NOT_ALLOWED not in text
    (called,) = meetings(office.store.journal.plan(plan_id))
    assert called.state is MeetingState.CALLED
