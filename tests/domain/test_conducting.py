"""A meeting is led from one device: the lock, the read-back and the agenda stay there until it is taken over."""

from __future__ import annotations

from datetime import timedelta

import pytest

from stafett_tui.domain.conducting import MeetingConducted, conductor
from stafett_tui.domain.conflict import disputed
from stafett_tui.domain.errors import ErrorKind
from stafett_tui.domain.guards import Guard, GuardKind, guards
from stafett_tui.domain.lifecycle import PlanPaused
from stafett_tui.domain.lock import MinutesLocked, MinutesReopened, meeting
from stafett_tui.domain.log import ConflictResolved
from stafett_tui.domain.meeting import AgendaReached, MeetingTurned, Turn
from stafett_tui.domain.minutes import LineRevised, LineSort, LineWritten, OwnWordsSaid, ReadTicked
from stafett_tui.domain.policy import Policy
from stafett_tui.domain.versions import two_versions
from tests.support.domain import BLID, KLOK, STODIG, called, running, started, turn

ELSEWHERE = ErrorKind.LED_ELSEWHERE


@pytest.fixture
def held():
    """A log with a meeting begun on the laptop, an agreement in it, and the two."""
    log = started()
    m = running(log)
    agreed = log.add(LineWritten(meeting=m, item="welcome", sort=LineSort.AGREEMENT, text="Vi fortsetter."))
    return log, m, agreed


def led(m: str, agreed: str):
    """Everything that belongs to the device that leads."""
    return (
        AgendaReached(meeting=m, item="child_voice"), ReadTicked(meeting=m, thing=agreed),
        OwnWordsSaid(meeting=m, person=BLID), MeetingTurned(meeting=m, turn=Turn.PAUSED),
        MeetingTurned(meeting=m, turn=Turn.BROKEN_OFF, reason="brann"),
    )  # fmt: skip


def test_whoever_begins_the_meeting_leads_it(held):
    log, m, _ = held
    found = conductor(log.plan, m)
    assert (found.person, found.device) == (STODIG, "laptop")
    assert conductor(log.plan, "no meeting") is None


def test_read_back_agenda_and_clock_stay_with_the_device_that_leads(held):
    log, m, agreed = held
    for body in led(m, agreed):
        assert log.refusal(body) is None
        assert log.refusal(body, device="tablet") is ELSEWHERE


def test_lines_are_written_from_every_device(held):
    log, m, _ = held
    line = LineWritten(meeting=m, item="welcome", sort=LineSort.NOTE, text="Fra nettbrettet.")
    assert log.refusal(line, device="tablet") is None


def test_it_is_taken_over_and_then_belongs_there(held):
    log, m, agreed = held
    log.add(MeetingConducted(meeting=m), device="tablet")
    assert conductor(log.plan, m).device == "tablet"
    for body in led(m, agreed):
        assert log.refusal(body, device="tablet") is None
        assert log.refusal(body) is ELSEWHERE
    log.add(MeetingConducted(meeting=m))
    assert log.refusal(AgendaReached(meeting=m, item="child_voice")) is None


def test_the_lock_stays_with_the_device_that_leads(held, monkeypatch):
    log, m, _ = held
    monkeypatch.setattr("stafett_tui.domain.guards.check_locked", lambda *_: None)
    lock = MinutesLocked(meeting=m, version=1, head=log.plan.head.hex())
    assert log.refusal(lock, device="tablet") is ELSEWHERE
    assert log.refusal(lock) is None


def test_only_those_who_may_write_minutes_take_over(held):
    log, m, _ = held
    assert log.refusal(MeetingConducted(meeting=m), by=KLOK, device="tablet") is ErrorKind.NOT_ALLOWED


def test_only_a_meeting_that_has_begun_and_is_not_locked_is_taken_over(held, monkeypatch):
    log, m, _ = held
    later = called(log, log.today + timedelta(days=30))
    assert log.refusal(MeetingConducted(meeting=later)) is ErrorKind.MEETING_NOT_RUNNING
    assert log.refusal(MeetingConducted(meeting="gone")) is ErrorKind.MEETING_UNKNOWN
    monkeypatch.setattr("stafett_tui.domain.guards.check_locked", lambda *_: None)
    log.add(MinutesLocked(meeting=m, version=1, head=log.plan.head.hex()))
    assert log.refusal(MeetingConducted(meeting=m), device="tablet") is ErrorKind.MINUTES_LOCKED
    log.add(MinutesReopened(meeting=m, reason="Feil dato."), device="tablet")
    assert conductor(log.plan, m).device == "tablet"


def test_a_meeting_that_was_broken_off_goes_on_from_any_device(held):
    log, m, _ = held
    turn(log, m, Turn.BROKEN_OFF)
    turn(log, m, Turn.RESUMED, device="tablet")
    assert conductor(log.plan, m).device == "tablet"
    turn(log, m, Turn.PAUSED, device="tablet")
    assert log.refusal(MeetingTurned(meeting=m, turn=Turn.RESUMED)) is ELSEWHERE


def test_what_was_agreed_before_a_plan_stopped_is_taken_over_to_be_locked(held):
    log, m, _ = held
    log.add(PlanPaused(reason="Flytter."))
    assert log.refusal(MeetingConducted(meeting=m), device="tablet") is None
    assert log.refusal(AgendaReached(meeting=m, item="child_voice")) is not None


# ---- the lock, where a server gives the places


def test_the_lock_names_the_head_that_was_seen_and_what_waits_here_comes_before_it(held):
    log, m, _ = held
    head = log.plan.head.hex()
    log.add(LineWritten(meeting=m, item="welcome", sort=LineSort.NOTE, text="Ventet her."))
    lock = MinutesLocked(meeting=m, version=1, head=head)
    assert log.refusal(lock) is ErrorKind.MINUTES_NOT_READY
    log.add(LineWritten(meeting=m, item="welcome", sort=LineSort.NOTE, text="Fra den andre."), device="tablet")
    assert log.refusal(lock) is ErrorKind.VERSION_WRONG


def test_nothing_is_locked_while_it_stands_in_two_versions(held):
    log, m, agreed = held
    log.add(LineRevised(thing=agreed, field="text", value="En."))
    late = log.late(LineRevised(thing=agreed, field="text", value="To."), base=agreed, device="tablet")
    found = [g for g in guards(log.plan, meeting(log.plan, m), Policy(), log.today) if g.kind is GuardKind.TWO_VERSIONS]
    assert found == [Guard(GuardKind.TWO_VERSIONS, (agreed,))]
    log.add(ConflictResolved(conflict=late, take=False))
    kinds = {g.kind for g in guards(log.plan, meeting(log.plan, m), Policy(), log.today)}
    assert GuardKind.TWO_VERSIONS not in kinds


def test_the_same_words_twice_are_one_version(held):
    log, m, agreed = held
    log.add(LineRevised(thing=agreed, field="text", value="En."))
    log.late(LineRevised(thing=agreed, field="text", value="En."), base=agreed, device="tablet")
    assert disputed(log.plan, m) == ()


def test_whoever_wrote_late_what_stands_after_all_disputes_nothing(held):
    log, m, agreed = held
    log.add(LineRevised(thing=agreed, field="text", value="En."))
    late = log.late(LineRevised(thing=agreed, field="text", value="To."), base=agreed, device="tablet")
    assert disputed(log.plan, m) == (agreed,)
    log.late(LineRevised(thing=agreed, field="text", value="En."), base=late, device="tablet")
    assert two_versions(log.plan) == ()
    assert disputed(log.plan, m) == ()
