"""The course of a meeting: called, begun, paused, broken off, gone on with, locked, corrected."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from pydantic import ValidationError

from stafett_tui.domain.concern import ConcernWritten
from stafett_tui.domain.errors import ErrorKind
from stafett_tui.domain.evaluation import ActivityEvaluated, Effect, EvaluationRevised
from stafett_tui.domain.lock import (
    MinutesLocked,
    MinutesReopened,
    MinutesUnlocked,
    RemarkMade,
    locks,
    meeting,
    meetings,
    next_meeting,
    remarks,
    running_meeting,
)
from stafett_tui.domain.log import Struck
from stafett_tui.domain.meeting import (
    AGENDA,
    AgendaItem,
    AgendaReached,
    LevelChanged,
    LevelKept,
    MeetingCalled,
    MeetingRevised,
    MeetingState,
    MeetingTurned,
    Turn,
    WallTime,
    level,
)
from stafett_tui.domain.minutes import LineSort, LineWritten
from stafett_tui.domain.policy import Policy
from stafett_tui.domain.voice import VoiceHeard, VoiceNotAsked, VoiceRevised
from tests.support.domain import KLOK, STODIG, called, hand_over, planned, running, started, there, time, turn

DAY, NEXT = date(2026, 11, 16), date(2026, 12, 15)


def state(log, m: str) -> MeetingState:
    return meeting(log.plan, m).state


def ready():
    """Give a meeting that only wants its lock."""
    log = started(policy=Policy(each_service_an_activity=False))
    m = running(log)
    there(log, m, STODIG)
    log.add(VoiceNotAsked(meeting=m, reason="sov"))
    log.add(MeetingCalled(time=time(NEXT), follows=m))
    return log, m


def lock(log, m: str, version: int = 1, reason: str | None = None) -> str:
    return log.add(MinutesLocked(meeting=m, version=version, head=log.plan.head.hex(), reason=reason))


def test_the_standard_agenda_has_nine_points_in_45_minutes():
    assert (len(AGENDA), sum(i.minutes for i in AGENDA)) == (9, 45)
    assert [i.key for i in AGENDA][0::4] == ["welcome", "review_activities", "next_meeting"]


def test_a_meeting_is_called_started_paused_and_goes_on():
    log = started()
    m = called(log)
    assert state(log, m) is MeetingState.CALLED
    at = log.now
    turn(log, m)
    assert (state(log, m), meeting(log.plan, m).started_at, meeting(log.plan, m).item) == (
        MeetingState.RUNNING,
        at,
        "welcome",
    )
    turn(log, m, Turn.PAUSED)
    assert state(log, m) is MeetingState.PAUSED
    turn(log, m, Turn.RESUMED)
    assert state(log, m) is MeetingState.RUNNING


def test_a_meeting_broken_off_goes_on_another_day():
    log = started()
    m = running(log)
    turn(log, m, Turn.BROKEN_OFF)
    log.add(MeetingRevised(thing=m, field="time", value=time(date(2026, 11, 18), 9).model_dump(mode="json")))
    log.now += timedelta(days=2)
    turn(log, m, Turn.RESUMED)
    assert (state(log, m), meeting(log.plan, m).on) == (MeetingState.RUNNING, date(2026, 11, 18))


@pytest.mark.parametrize(
    ("before", "how", "code"),
    [
        ((), Turn.PAUSED, ErrorKind.MEETING_NOT_RUNNING), ((), Turn.RESUMED, ErrorKind.MEETING_NOT_RUNNING),
        ((), Turn.BROKEN_OFF, ErrorKind.MEETING_NOT_RUNNING), ((Turn.STARTED,), Turn.STARTED, ErrorKind.MEETING_ALREADY_RUNNING),
        ((Turn.STARTED,), Turn.RESUMED, ErrorKind.MEETING_NOT_RUNNING), ((Turn.STARTED,), Turn.CANCELLED, ErrorKind.MEETING_NOT_RUNNING),
        ((Turn.CANCELLED,), Turn.STARTED, ErrorKind.MEETING_OVER),
    ],
)  # fmt: skip
def test_a_turn_needs_the_state_it_goes_out_from(before, how, code):
    log = started()
    m = called(log)
    for each in before:
        turn(log, m, each)
    assert log.refusal(MeetingTurned(meeting=m, turn=how)) is code


def test_a_meeting_that_was_never_started_has_no_start():
    log = started()
    m = called(log)
    turn(log, m, Turn.CANCELLED)
    assert meeting(log.plan, m).started_at is None


def test_nothing_happens_to_a_meeting_that_is_not_there():
    log = started()
    for body in (
        MeetingTurned(meeting="none", turn=Turn.STARTED), AgendaReached(meeting="none", item="welcome"), RemarkMade(meeting="none", text="x"),
        MinutesLocked(meeting="none", version=1, head=""), MinutesReopened(meeting="none", reason="x"), MeetingCalled(time=time(DAY), follows="none"),
        LineWritten(meeting="none", item="welcome", sort=LineSort.NOTE, text="x"),
    ):  # fmt: skip
        assert log.refusal(body) is ErrorKind.MEETING_UNKNOWN
    assert log.refusal(MinutesUnlocked(meeting="none", version=1)) is ErrorKind.MINUTES_NOT_LOCKED


def test_one_meeting_of_a_plan_is_in_session_at_a_time():
    log = started()
    first, second = running(log), called(log, NEXT)
    assert log.refusal(MeetingTurned(meeting=second, turn=Turn.STARTED)) is ErrorKind.MEETING_ALREADY_RUNNING
    turn(log, first, Turn.BROKEN_OFF)
    turn(log, second)
    assert running_meeting(log.plan).id == second
    assert log.refusal(MeetingTurned(meeting=first, turn=Turn.RESUMED)) is ErrorKind.MEETING_ALREADY_RUNNING
    turn(log, second, Turn.PAUSED)
    assert running_meeting(log.plan).id == second


def test_one_broken_off_is_gone_on_with_where_none_is_in_session():
    log = started()
    assert running_meeting(log.plan) is None
    m = running(log)
    turn(log, m, Turn.BROKEN_OFF)
    assert running_meeting(log.plan).id == m


def test_the_meeting_is_where_it_last_came_to():
    log = started()
    m = running(log)
    for item in ("child_voice", "decide_goals", "child_voice"):
        log.add(AgendaReached(meeting=m, item=item))
    assert meeting(log.plan, m).item == "child_voice"
    assert log.refusal(AgendaReached(meeting=m, item="coffee")) is ErrorKind.ITEM_UNKNOWN


def test_the_agenda_may_have_points_of_its_own_or_none():
    log = started()
    own = called(log, agenda=(AgendaItem(key="trip", minutes=10, title="Tur"),))
    assert meeting(log.plan, own).item == "trip"
    log.add(MeetingRevised(thing=own, field="agenda", value=[]))
    assert meeting(log.plan, own).item == ""


def test_a_meeting_ends_after_it_starts_and_is_on_the_wall():
    noon = datetime(2026, 11, 16, 12)
    with pytest.raises(ValidationError):
        WallTime(starts=noon, ends=noon)
    with pytest.raises(ValidationError):
        WallTime(starts=noon.astimezone(), ends=(noon + timedelta(hours=1)).astimezone())
    log = started()
    m = called(log)
    backwards = {"starts": "2026-11-16T13:00:00", "ends": "2026-11-16T12:00:00"}
    assert log.refusal(MeetingRevised(thing=m, field="time", value=backwards)) is ErrorKind.BAD_INPUT


def test_meetings_stand_in_the_order_of_their_time_and_the_next_is_the_one_that_follows():
    log = started()
    late, early = called(log, date(2027, 1, 5)), called(log, DAY)
    assert [m.id for m in meetings(log.plan)] == [early, late]
    assert next_meeting(log.plan).id == early
    assert next_meeting(log.plan, early).id == late
    follower = called(log, date(2027, 2, 2), follows=early)
    assert next_meeting(log.plan, early).id == follower
    assert next_meeting(log.plan, late).id == follower
    assert next_meeting(log.plan, follower) is None
    turn(log, follower, Turn.CANCELLED)
    assert next_meeting(log.plan, early).id == late
    assert next_meeting(log.plan, "unknown").id == early


def test_the_level_is_as_last_decided():
    log = started()
    m = running(log)
    assert level(log.plan, 2) == 2
    log.add(LevelKept(meeting=m, level=2, holder=STODIG))
    log.add(LevelChanged(level=1, reason="det går bedre", meeting=m))
    assert level(log.plan, 2) == 1
    assert log.refusal(LevelKept(meeting=m, level=2, holder=STODIG)) is ErrorKind.LEVEL_WRONG
    log.place(log.event(LevelKept(meeting=m, level=3, holder=STODIG)))
    assert level(log.plan, 2) == 3
    assert log.refusal(LevelKept(meeting=m, level=2, holder="nobody")) is ErrorKind.PERSON_UNKNOWN


def test_lines_are_written_from_the_start_to_the_lock():
    log, m = ready()
    line = LineWritten(meeting=m, item="welcome", sort=LineSort.NOTE, text="x")
    called_only = next_meeting(log.plan, m).id
    assert log.refusal(line.model_copy(update={"meeting": called_only})) is ErrorKind.MEETING_NOT_RUNNING
    for how in (Turn.PAUSED, Turn.BROKEN_OFF):
        assert log.refusal(line) is None
        turn(log, m, how)
    assert log.refusal(line) is None
    lock(log, m)
    assert log.refusal(line) is ErrorKind.MINUTES_LOCKED


def test_nothing_of_locked_minutes_is_reworded():
    log = started(policy=Policy(each_service_an_activity=False))
    m = running(log)
    earlier = planned(log)
    there(log, m, STODIG)
    voice = log.add(VoiceHeard(text="hei", meeting=m))
    rating = log.add(ActivityEvaluated(activity=earlier, effect=Effect.WORKS, meeting=m))
    log.add(MeetingCalled(time=time(NEXT), follows=m))
    lock(log, m)
    for body in (
        VoiceRevised(thing=voice, field="text", value="x"), EvaluationRevised(thing=rating, field="why", value="x"),
        MeetingRevised(thing=m, field="place", value="x"), ActivityEvaluated(activity=earlier, effect=Effect.WORSE, meeting=m),
    ):  # fmt: skip
        assert log.refusal(body) is ErrorKind.MINUTES_LOCKED, body
    assert log.refusal(ActivityEvaluated(activity=earlier, effect=Effect.WORSE)) is None


def test_a_cancelled_meeting_is_neither_moved_nor_wished_for():
    log = started()
    m = called(log)
    turn(log, m, Turn.CANCELLED)
    assert log.refusal(MeetingRevised(thing=m, field="place", value="x")) is ErrorKind.MEETING_OVER


def test_the_lock_takes_the_next_version_and_the_head_of_the_log():
    log, m = ready()
    head = log.plan.head.hex()
    assert log.refusal(MinutesLocked(meeting=m, version=2, head=head)) is ErrorKind.VERSION_WRONG
    assert log.refusal(MinutesLocked(meeting=m, version=1, head="00")) is ErrorKind.VERSION_WRONG
    lock(log, m)
    assert (state(log, m), meeting(log.plan, m).version) == (MeetingState.LOCKED, 1)
    assert log.refusal(MinutesLocked(meeting=m, version=2, head=log.plan.head.hex())) is ErrorKind.MINUTES_LOCKED


def test_the_lock_knows_the_whole_log_when_only_its_own_device_wrote_since_the_head_it_names():
    log, m = ready()
    head = log.plan.head.hex()
    lock_at = MinutesLocked(meeting=m, version=1, head=head)
    log.add(ConcernWritten(text="Skrevet før låsen"))
    assert log.refusal(lock_at, device="tablet") is ErrorKind.VERSION_WRONG
    assert log.refusal(lock_at) is None
    log.add(ConcernWritten(text="Av en annen"), device="tablet")
    assert log.refusal(lock_at) is ErrorKind.VERSION_WRONG


def test_a_meeting_that_has_not_begun_is_not_locked():
    log, m = ready()
    waiting = next_meeting(log.plan, m).id
    assert (
        log.refusal(MinutesLocked(meeting=waiting, version=1, head=log.plan.head.hex()))
        is ErrorKind.MEETING_NOT_RUNNING
    )


def test_the_locker_unlocks_within_five_minutes_and_locks_version_1_again():
    log, m = ready()
    lock(log, m)
    log.now = locks(log.plan, m)[0].kept + timedelta(minutes=5)
    log.add(MinutesUnlocked(meeting=m, version=1))
    assert (state(log, m), locks(log.plan, m)) == (MeetingState.RUNNING, ())
    lock(log, m)
    assert meeting(log.plan, m).version == 1


def test_after_five_minutes_of_the_keepers_clock_it_is_too_late_whatever_the_writers_clock_said():
    log, m = ready()
    event = log.event(MinutesLocked(meeting=m, version=1, head=log.plan.head.hex()))
    event = type(event)(**{n: getattr(event, n) for n in event.__slots__} | {"made_at": log.now + timedelta(days=1)})
    assert log.judge(event).admitted
    log.place(event)
    log.now = locks(log.plan, m)[0].kept + timedelta(minutes=5, seconds=1)
    assert log.refusal(MinutesUnlocked(meeting=m, version=1)) is ErrorKind.UNLOCK_TOO_LATE


def test_how_long_is_a_municipal_setting():
    log, m = ready()
    log.policy = Policy(each_service_an_activity=False, unlock_minutes=0)
    lock(log, m)
    assert log.refusal(MinutesUnlocked(meeting=m, version=1)) is ErrorKind.UNLOCK_TOO_LATE


def test_only_the_locker_unlocks_and_only_the_newest_version():
    log, m = ready()
    assert log.refusal(MinutesUnlocked(meeting=m, version=1)) is ErrorKind.MINUTES_NOT_LOCKED
    lock(log, m)
    assert log.refusal(MinutesUnlocked(meeting=m, version=2)) is ErrorKind.MINUTES_NOT_LOCKED
    assert log.refusal(MinutesUnlocked(meeting=m, version=1), by=KLOK) is ErrorKind.NOT_ALLOWED
    hand_over(log, KLOK)
    assert log.refusal(MinutesUnlocked(meeting=m, version=1), by=KLOK) is ErrorKind.NOT_ALLOWED
    hand_over(log, STODIG, KLOK)
    log.add(MinutesReopened(meeting=m, reason="feil ord"))
    assert log.refusal(MinutesUnlocked(meeting=m, version=1)) is ErrorKind.MINUTES_NOT_LOCKED


def test_version_2_has_a_reason_and_may_itself_be_unlocked():
    log, m = ready()
    lock(log, m)
    assert log.refusal(MinutesReopened(meeting=m, reason="feil"), by=KLOK) is ErrorKind.NOT_ALLOWED
    log.add(MinutesReopened(meeting=m, reason="feil ord"))
    assert state(log, m) is MeetingState.CORRECTING
    assert log.refusal(MinutesReopened(meeting=m, reason="igjen")) is ErrorKind.MINUTES_NOT_LOCKED
    assert log.refusal(MeetingTurned(meeting=m, turn=Turn.PAUSED)) is ErrorKind.MEETING_OVER
    assert (
        log.refusal(MinutesLocked(meeting=m, version=2, head=log.plan.head.hex(), reason=" "))
        is ErrorKind.REASON_NEEDED
    )
    lock(log, m, 2, "feil ord")
    assert [(f.body.version, f.body.reason) for f in locks(log.plan, m)] == [(1, None), (2, "feil ord")]
    log.add(MinutesUnlocked(meeting=m, version=2))
    assert (state(log, m), meeting(log.plan, m).version) == (MeetingState.CORRECTING, 1)


def test_a_correction_answers_for_its_own_day_and_not_for_what_came_later():
    log, m = ready()
    lock(log, m)
    following = next_meeting(log.plan, m).id
    log.now += timedelta(days=365)
    turn(log, following)
    planned(log, responsible=None, due=None, meeting=following)
    log.now += timedelta(days=365 * 2)
    log.add(MinutesReopened(meeting=m, reason="feil ord"))
    lock(log, m, 2, "feil ord")
    assert meeting(log.plan, m).version == 2


def test_remarks_are_on_minutes_that_are_locked_by_anyone_in_the_plan():
    log, m = ready()
    assert log.refusal(RemarkMade(meeting=m, text="x")) is ErrorKind.MINUTES_NOT_LOCKED
    lock(log, m)
    remark = log.add(RemarkMade(meeting=m, text="Jeg sa noe annet."), by=KLOK)
    assert [(f.id, f.by) for f in remarks(log.plan, m)] == [(remark, KLOK)]
    log.add(Struck(target=remark), by=KLOK)
    assert remarks(log.plan, m) == ()
