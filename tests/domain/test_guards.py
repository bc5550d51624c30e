"""What stops the lock, guard by guard, and what only warns."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from stafett_tui.domain.activity import ActivityEnded, ActivityPlanned, ActivityRevised, Ending
from stafett_tui.domain.attendance import AttendanceMarked, GuestNamed, Presence, Wished
from stafett_tui.domain.errors import ErrorKind
from stafett_tui.domain.evaluation import ActivityEvaluated, Effect
from stafett_tui.domain.goal import Arena, GoalSet
from stafett_tui.domain.guards import GuardKind, guards, needs_new_date, to_rate
from stafett_tui.domain.lock import MinutesLocked, meeting
from stafett_tui.domain.log import Struck
from stafett_tui.domain.meeting import MeetingCalled
from stafett_tui.domain.minutes import LineSort, LineWritten, ReadTicked
from stafett_tui.domain.people import Role
from stafett_tui.domain.policy import Policy
from stafett_tui.domain.voice import Speaker, VoiceHeard, VoiceNotAsked
from tests.support.domain import (
    KINDERGARTEN,
    KLOK,
    NURSE,
    PPT,
    STODIG,
    VARM,
    called,
    consent,
    planned,
    provider,
    running,
    started,
    there,
    time,
)

NEXT = date(2026, 12, 15)


class Room:
    """A running meeting in which every guard holds."""

    def __init__(self, policy: Policy | None = None) -> None:
        log = self.log = started(policy=policy)
        self.mine, self.theirs = planned(log), planned(log, responsible=KLOK)
        self.meeting = m = running(log)
        there(log, m, STODIG, VARM)
        self.voice = log.add(VoiceHeard(text="hei", meeting=m))
        for activity in (self.mine, self.theirs):
            log.add(ActivityEvaluated(activity=activity, effect=Effect.WORKS, meeting=m))
        self.next = log.add(MeetingCalled(time=time(NEXT), follows=m))

    def missing(self) -> dict[GuardKind, tuple[str, ...]]:
        this = meeting(self.log.plan, self.meeting)
        return {g.kind: g.missing for g in guards(self.log.plan, this, self.log.policy, self.log.today) if not g.ok}

    def verdict(self) -> ErrorKind | None:
        return self.log.refusal(MinutesLocked(meeting=self.meeting, version=1, head=self.log.plan.head.hex()))


@pytest.fixture
def room():
    room = Room()
    assert (room.missing(), room.verdict()) == ({}, None)
    return room


def stopped(room, kind: GuardKind, *missing: str) -> None:
    assert room.missing() == {kind: missing}
    assert room.verdict() is ErrorKind.MINUTES_NOT_READY


def test_an_activity_without_a_person(room):
    room.log.add(ActivityRevised(thing=room.mine, field="responsible", value=None))
    other = planned(room.log)
    stopped(room, GuardKind.RESPONSIBLE, room.mine)
    room.log.add(Struck(target=other))
    assert set(room.missing()) == {GuardKind.RESPONSIBLE, GuardKind.SERVICE_ACTIVITY}


def test_an_activity_without_a_date(room):
    room.log.add(ActivityRevised(thing=room.mine, field="due", value=None))
    stopped(room, GuardKind.DEADLINE, room.mine)


def test_an_activity_not_rated_only_warns(room):
    rated = next(f for f in room.log.plan.of(ActivityEvaluated) if f.body.activity == room.mine)
    room.log.add(Struck(target=rated.id))
    assert room.missing() == {GuardKind.RATED: (room.mine,)}
    assert room.verdict() is None


@pytest.mark.parametrize("due", ["2026-11-16", "2026-11-06", "2026-11-16T09:00"])
def test_a_continued_activity_whose_date_has_come(room, due):
    room.log.add(ActivityRevised(thing=room.mine, field="due", value=due))
    stopped(room, GuardKind.NEW_DATE, room.mine)
    room.log.add(ActivityRevised(thing=room.mine, field="due", value="2026-12-15"))
    assert room.missing() == {}


def test_an_activity_due_at_the_next_meeting_is_due_at_this_one_until_it_is_set_anew_here():
    log = started(policy=Policy(each_service_an_activity=False))
    before = planned(log, due="next_meeting")
    m = running(log)
    assert [a.id for a in needs_new_date(log.plan, meeting(log.plan, m))] == [before]
    log.add(ActivityRevised(thing=before, field="due", value="next_meeting"))
    assert needs_new_date(log.plan, meeting(log.plan, m)) == ()
    waiting = called(log, NEXT)
    assert [a.id for a in needs_new_date(log.plan, meeting(log.plan, waiting))] == [before]


def test_next_meeting_becomes_its_date_before_the_first_lock(room):
    room.log.add(ActivityRevised(thing=room.mine, field="due", value="next_meeting"))
    assert room.missing() == {}
    assert room.verdict() is ErrorKind.MINUTES_NOT_READY
    room.log.add(ActivityRevised(thing=room.mine, field="due", value=NEXT.isoformat(), reason="next_meeting"))
    assert room.verdict() is None


def test_a_service_without_an_activity(room):
    room.log.add(ActivityEnded(activity=room.theirs, how=Ending.DONE, meeting=room.meeting))
    stopped(room, GuardKind.SERVICE_ACTIVITY, PPT)


def test_whether_each_service_needs_an_activity_is_a_municipal_setting():
    room = Room(Policy(each_service_an_activity=False))
    room.log.add(ActivityEnded(activity=room.theirs, how=Ending.DONE, meeting=room.meeting))
    assert room.missing() == {}


def test_two_people_of_one_service_need_one_activity(room):
    room.log.add(provider("to", "To Fjell", "ppt"))
    room.log.add(provider("penn", "Rask Penn", KINDERGARTEN, Role.NOTE_TAKER))
    assert room.missing() == {}


def test_a_child_of_any_age_has_its_voice_or_a_reason_why_not(room):
    room.log.add(Struck(target=room.voice))
    stopped(room, GuardKind.CHILD_VOICE, room.meeting)
    room.log.add(VoiceHeard(text="Hun sov godt.", speaker=Speaker.MOTHER, meeting=room.meeting))
    stopped(room, GuardKind.CHILD_VOICE, room.meeting)
    room.log.add(VoiceNotAsked(meeting=room.meeting, reason="to år, sov"))
    assert room.missing() == {}


@pytest.mark.parametrize("sort", [LineSort.AGREEMENT, LineSort.DISAGREEMENT])
def test_what_was_agreed_and_not_agreed_is_read_aloud(room, sort):
    line = room.log.add(LineWritten(meeting=room.meeting, item="decide_goals", sort=sort, text="vi fortsetter"))
    stopped(room, GuardKind.READ_BACK, line)
    room.log.add(ReadTicked(meeting=room.meeting, thing=line))
    assert room.missing() == {}


def test_new_activities_are_read_aloud_and_notes_are_not(room):
    room.log.add(LineWritten(meeting=room.meeting, item="welcome", sort=LineSort.NOTE, text="kaffe"))
    room.log.add(LineWritten(meeting=room.meeting, item="welcome", sort=LineSort.PARKED, text="tur"))
    new = planned(room.log, meeting=room.meeting, item="decide_goals")
    stopped(room, GuardKind.READ_BACK, new)


def test_no_next_meeting(room):
    room.log.add(Struck(target=room.next))
    stopped(room, GuardKind.NEXT_MEETING, room.meeting)


def test_nobody_present(room):
    for mark in room.log.plan.of(AttendanceMarked):
        room.log.add(Struck(target=mark.id))
    stopped(room, GuardKind.PRESENT, room.meeting)
    room.log.add(AttendanceMarked(meeting=room.meeting, person=KLOK, how=Presence.REGRETS, substitute="Vikar Vind"))
    assert room.missing() == {}


def test_one_wished_for_as_responsible_or_helper(room):
    lun = room.log.add(Wished(meeting=room.meeting, name="Lun Ulltrøye", service=NURSE))
    room.log.add(ActivityRevised(thing=room.mine, field="helpers", value=[lun]))
    stopped(room, GuardKind.CONSENT, lun)


def test_an_interpreter_may_be_in_the_room_but_agrees_nothing(room):
    tolk = room.log.add(GuestNamed(meeting=room.meeting, name="Klar Tale"))
    room.log.add(AttendanceMarked(meeting=room.meeting, person=tolk, how=Presence.PRESENT))
    assert room.missing() == {}
    room.log.add(ActivityRevised(thing=room.mine, field="helpers", value=[tolk]))
    stopped(room, GuardKind.CONSENT, tolk)


def test_a_consent_that_has_run_out(room):
    room.log.add(consent(KINDERGARTEN, through=date(2029, 9, 22)))
    room.log.now = datetime(2028, 9, 23, 8, tzinfo=UTC)
    stopped(room, GuardKind.CONSENT, KLOK)


def test_where_no_consent_is_left_what_was_written_is_locked_and_the_list_only_warns(room):
    room.log.now = datetime(2028, 9, 23, 8, tzinfo=UTC)
    assert room.missing() == {GuardKind.CONSENT: (STODIG, KLOK)}
    assert room.verdict() is None


def test_the_list_stands_in_the_plans_order_by_goal_then_as_created():
    log = started()
    first, second = (log.add(GoalSet(arena=Arena.HOME, text=t)) for t in ("en", "to"))
    loose = planned(log)
    b1, a1, b2, a2 = (planned(log, goal=g) for g in (second, first, second, first))
    m = running(log)
    planned(log, goal=first, meeting=m)
    log.add(ActivityEnded(activity=a2, how=Ending.DROPPED))
    log.add(ActivityEnded(activity=b1, how=Ending.ENDED, meeting=m))
    assert [a.id for a in to_rate(log.plan, meeting(log.plan, m))] == [a1, b1, b2, loose]


def test_the_list_of_a_locked_meeting_holds_what_it_went_through(room):
    room.log.add(MinutesLocked(meeting=room.meeting, version=1, head=room.log.plan.head.hex()))
    planned(room.log)
    room.log.add(ActivityEnded(activity=room.mine, how=Ending.DONE))
    this = meeting(room.log.plan, room.meeting)
    assert [a.id for a in to_rate(room.log.plan, this)] == [room.mine, room.theirs]
    assert [a.id for a in to_rate(room.log.plan, meeting(room.log.plan, room.next))] == [
        room.theirs,
        room.log.plan.last(ActivityPlanned).id,
    ]
