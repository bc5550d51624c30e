"""The lock of the minutes: versions, unlocking, correcting; and each meeting's state folded from it all."""

from datetime import datetime, timedelta
from typing import ClassVar

from pydantic import Field

from stafett_tui.domain.attendance import NoteTakerNamed, Wished
from stafett_tui.domain.errors import ErrorKind
from stafett_tui.domain.event import Act, Body, Sort, Undo
from stafett_tui.domain.meeting import (
    AgendaReached,
    Meeting,
    MeetingCalled,
    MeetingRevised,
    MeetingState,
    MeetingTurned,
    Turn,
    check_turned,
    reached,
    turned_state,
    turns,
)
from stafett_tui.domain.plan import Fact, Plan


class MinutesLocked(Body):
    """The minutes are locked as a version, with the head hash of the log they were locked at."""

    KIND: ClassVar[str] = "minutes.locked"
    SORT: ClassVar[Sort] = Sort.COMMAND
    ACT: ClassVar[Act] = Act.LOCK
    UNDO: ClassVar[Undo] = Undo.BARRIER

    meeting: str
    version: int = Field(ge=1)
    head: str
    """Hex hash of the log before the lock."""
    reason: str | None = None
    """Why a later version was made; version 1 has none."""


class MinutesUnlocked(Body):
    """Whoever locked opens again within some minutes, while nothing was sent."""

    KIND: ClassVar[str] = "minutes.unlocked"
    SORT: ClassVar[Sort] = Sort.COMMAND
    ACT: ClassVar[Act] = Act.LOCK
    UNDO: ClassVar[Undo] = Undo.SKIP

    meeting: str
    version: int = Field(ge=1)


class MinutesReopened(Body):
    """Locked minutes are opened to be corrected into a next version, with a reason."""

    KIND: ClassVar[str] = "minutes.reopened"
    SORT: ClassVar[Sort] = Sort.COMMAND
    ACT: ClassVar[Act] = Act.LOCK
    UNDO: ClassVar[Undo] = Undo.SKIP

    meeting: str
    reason: str = Field(min_length=1)


class RemarkMade(Body):
    """Somebody remarks on locked minutes; it becomes a point of the next meeting."""

    KIND: ClassVar[str] = "remark.made"
    SORT: ClassVar[Sort] = Sort.ADDED
    ACT: ClassVar[Act] = Act.REMARK
    REFS: ClassVar[tuple[str, ...]] = ("meeting",)

    meeting: str
    text: str = Field(min_length=1)


def locks(plan: Plan, meeting: str) -> tuple[Fact[MinutesLocked], ...]:
    """Give the locks that stand, oldest first; an unlocked version does not count."""
    unlocked = {f.body.version: f.seq for f in plan.of(MinutesUnlocked) if f.body.meeting == meeting}
    return tuple(
        f for f in plan.of(MinutesLocked) if f.body.meeting == meeting and f.seq > unlocked.get(f.body.version, 0)
    )


def remarks(plan: Plan, meeting: str) -> tuple[Fact[RemarkMade], ...]:
    """Give the remarks on the minutes of a meeting, oldest first."""
    return tuple(f for f in plan.of(RemarkMade) if f.body.meeting == meeting)


def meetings(plan: Plan) -> tuple[Meeting, ...]:
    """Give all meetings, in the order of their time."""
    return plan.once_from(OF_MEETINGS, _meetings)


OF_MEETINGS = (
    MeetingCalled, MeetingTurned, AgendaReached, MinutesLocked, MinutesUnlocked, MinutesReopened, Wished,
)  # fmt: skip
"""All that says which meetings there are, and where they stand."""


def _meetings(plan: Plan) -> tuple[Meeting, ...]:
    return tuple(sorted((_meeting(plan, f) for f in plan.of(MeetingCalled)), key=lambda m: m.time.starts))


def meeting(plan: Plan, thing: str) -> Meeting | None:
    """Give one meeting by id."""
    return next((m for m in meetings(plan) if m.id == thing), None)


def _meeting(plan: Plan, fact: Fact[MeetingCalled]) -> Meeting:
    course = turns(plan, fact.id)
    locked = locks(plan, fact.id)
    items = reached(plan, fact.id)
    first = fact.body.agenda[0].key if fact.body.agenda else ""
    started = next((t.at for t in course if t.body.turn is Turn.STARTED), None)
    return Meeting(
        id=fact.id, time=fact.body.time, place=fact.body.place, agenda=fact.body.agenda,
        state=_state(plan, fact.id), follows=fact.body.follows, started_at=started,
        item=items[-1].body.item if items else first, version=locked[-1].body.version if locked else 0,
        wished=tuple(w for w in plan.of(Wished) if w.body.meeting == fact.id),
    )  # fmt: skip


def _state(plan: Plan, thing: str) -> MeetingState:
    course = turns(plan, thing)
    locked = locks(plan, thing)
    if locked:
        reopened = [f for f in plan.of(MinutesReopened) if f.body.meeting == thing and f.seq > locked[-1].seq]
        return MeetingState.CORRECTING if reopened else MeetingState.LOCKED
    return turned_state(course[-1].body.turn) if course else MeetingState.CALLED


def next_meeting(plan: Plan, after: str | None = None) -> Meeting | None:
    """Give the next called meeting: the one that follows `after`, else the earliest that waits (after it)."""
    waiting = [m for m in meetings(plan) if m.state is MeetingState.CALLED and m.id != after]
    if after is not None:
        this = meeting(plan, after)
        later = [m for m in waiting if this is None or m.time.starts > this.time.starts]
        waiting = [*(m for m in later if m.follows == after), *later]
    return waiting[0] if waiting else None


_IN_SESSION = frozenset({MeetingState.RUNNING, MeetingState.PAUSED})


def running_meeting(plan: Plan) -> Meeting | None:
    """Give the meeting that has begun and is not locked: the one in session before one broken off."""
    begun = [m for m in meetings(plan) if m.writable]
    return next((m for m in begun if m.state in _IN_SESSION), begun[0] if begun else None)


def in_session(plan: Plan, which: str | None = None) -> bool:
    """Tell whether a meeting, or that one, goes on just now; a pause is part of it."""
    return any(m.state in _IN_SESSION for m in meetings(plan) if which in {None, m.id})


def note_taker(plan: Plan) -> str | None:
    """Give whoever was named for the notes of the meeting that goes on now, None where the holder writes."""
    named = plan.last(NoteTakerNamed)
    return named.body.person if named is not None and in_session(plan, named.body.meeting) else None


def check_writable(plan: Plan, thing: str | None) -> ErrorKind | None:
    """Lines need a meeting that has begun and is not locked; outside a meeting anything goes."""
    if thing is None:
        return None
    found = meeting(plan, thing)
    if found is None:
        return ErrorKind.MEETING_UNKNOWN
    if found.writable:
        return None
    return ErrorKind.MINUTES_LOCKED if found.state is MeetingState.LOCKED else ErrorKind.MEETING_NOT_RUNNING


def check_about(plan: Plan, thing: str) -> ErrorKind | None:
    """Wishes and guests are named from the call until the lock."""
    found = meeting(plan, thing)
    if found is None:
        return ErrorKind.MEETING_UNKNOWN
    if found.state is MeetingState.LOCKED:
        return ErrorKind.MINUTES_LOCKED
    return ErrorKind.MEETING_OVER if found.state is MeetingState.CANCELLED else None


def check_called(plan: Plan, body: MeetingCalled) -> ErrorKind | None:
    """A meeting follows one that is known."""
    return ErrorKind.MEETING_UNKNOWN if body.follows is not None and meeting(plan, body.follows) is None else None


def check_moved(plan: Plan, body: MeetingRevised) -> ErrorKind | None:
    """The time, place and agenda of a meeting stand once it is locked or cancelled."""
    return check_about(plan, body.thing)


def check_turn(plan: Plan, body: MeetingTurned) -> ErrorKind | None:
    """A turn needs the state it goes out from, and one meeting of a plan is in session at a time."""
    found = meeting(plan, body.meeting)
    refused = check_turned(None if found is None else found.state, body)
    if refused is not None or body.turn not in {Turn.STARTED, Turn.RESUMED}:
        return refused
    others = any(m.state in _IN_SESSION for m in meetings(plan) if m.id != body.meeting)
    return ErrorKind.MEETING_ALREADY_RUNNING if others else None


def check_remark(plan: Plan, body: RemarkMade) -> ErrorKind | None:
    """Remarks are on minutes that have been locked; before that, the minutes themselves are put right."""
    if meeting(plan, body.meeting) is None:
        return ErrorKind.MEETING_UNKNOWN
    return None if locks(plan, body.meeting) else ErrorKind.MINUTES_NOT_LOCKED


def check_unlocked(
    plan: Plan, actor: str, body: MinutesUnlocked, at: datetime | None, minutes: int
) -> ErrorKind | None:
    """Only the locker unlocks the newest version, and only for some minutes of the keeper's clock.

    `at` is that clock now; without it the log's last confirmation stands in.
    """
    locked = locks(plan, body.meeting)
    found = meeting(plan, body.meeting)
    if found is None or found.state is not MeetingState.LOCKED or locked[-1].body.version != body.version:
        return ErrorKind.MINUTES_NOT_LOCKED
    if locked[-1].by != actor:
        return ErrorKind.NOT_ALLOWED
    late = (at or plan.at or locked[-1].kept) - locked[-1].kept > timedelta(minutes=minutes)
    return ErrorKind.UNLOCK_TOO_LATE if late else None


def check_reopened(plan: Plan, body: MinutesReopened) -> ErrorKind | None:
    """Only locked minutes are corrected."""
    found = meeting(plan, body.meeting)
    if found is None:
        return ErrorKind.MEETING_UNKNOWN
    return None if found.state is MeetingState.LOCKED else ErrorKind.MINUTES_NOT_LOCKED


BODIES: tuple[type[Body], ...] = (MinutesLocked, MinutesUnlocked, MinutesReopened, RemarkMade)
