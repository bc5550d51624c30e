"""A laptop that takes another name in the middle of a meeting goes on leading it, and nobody is asked (R26)."""

from __future__ import annotations

import pytest

from stafett_tui.domain.conducting import MeetingConducted, conductor
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.meeting import AGENDA
from stafett_tui.services.desk import Desk
from stafett_tui.store.ordered import DEVICES
from tests.services.test_meeting_services import Room
from tests.support.office import HOLDER


@pytest.fixture
def room(tmp_path):
    made = Room(tmp_path)
    yield made
    made.office.close()


def renamed(room, *, remembered=True):
    """Write under another name from now on."""
    before = conductor(room.plan, room.m).device
    room.office.store.settings.set(DEVICES, before if remembered else "")
    room.desk.written_by("another")
    return before


def reach(room, at):
    return room.desk.meetings.reach(room.plan_id, room.m, AGENDA[at].key)


def test_r26_under_its_new_name_the_laptop_leads_on(room):
    renamed(room)
    assert room.desk.meetings.led_elsewhere(room.plan_id, room.m) is None
    reach(room, 1)
    assert conductor(room.plan, room.m).device == "another"
    reach(room, 2)
    assert len(list(room.plan.of(MeetingConducted))) == 1


def test_a_laptop_that_never_had_that_name_is_asked(room):
    renamed(room, remembered=False)
    assert room.desk.meetings.led_elsewhere(room.plan_id, room.m) is not None
    with pytest.raises(StafettError) as raised:
        reach(room, 1)
    assert raised.value.kind is ErrorKind.LED_ELSEWHERE


def test_whoever_took_over_meanwhile_leads(room):
    renamed(room)
    office = room.office
    other = Desk(office.store, office.clock, HOLDER, "tablet")
    other.meetings.take_over(room.plan_id, room.m)
    assert room.desk.meetings.led_elsewhere(room.plan_id, room.m).device == "tablet"
    with pytest.raises(StafettError) as raised:
        reach(room, 1)
    assert raised.value.kind is ErrorKind.LED_ELSEWHERE
