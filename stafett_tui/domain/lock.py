"""The lock of the minutes: versions, unlocking, correcting; and each meeting's state folded from it all."""

from datetime import datetime, timedelta
from typing import ClassVar

from pydantic import Field

from stafett_tui.domain.attendance import Wished
from stafett_tui.domain.errors import ErrorKind
from stafett_tui.domain.event import Act, Body, Sort, Undo
from stafett_tui.domain.meeting import (
    Meeting,
    MeetingCalled,
    MeetingState,
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
        f
        for f in plan.of(MinutesLocked)
        if f.body.meeting == meeting and f.seq > unlocked.get(f.body.version, 0)
    )


def meetings(plan: Plan) -> tuple[Meeting, ...]:
    """Give all meetings, in the order of their time."""
    return tuple(sorted((_meeting(plan, f) for f in plan.of(MeetingCalled)), key=lambda m: m.time.starts))


def meeting(plan: Plan, thing: str) -> Meeting | None:
    """Give one meeting by id."""
    fact = plan.get(thing, MeetingCalled)
    return None if fact is None else _meeting(plan, fact)


def _meeting(plan: Plan, fact: Fact[MeetingCalled]) -> Meeting:
    course = turns(plan, fact.id)
    locked = locks(plan, fact.id)
    items = reached(plan, fact.id)
    first = fact.body.agenda[0].key if fact.body.agenda else ""
    return Meeting(
        id=fact.id, time=fact.body.time, place=fact.body.place, agenda=fact.body.agenda,
        state=_state(plan, fact.id), follows=fact.body.follows, started_at=course[0].at if course else None,
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
    """Give the next called meeting: the one that follows `after`, else the earliest that waits."""
    waiting = [m for m in meetings(plan) if m.state is MeetingState.CALLED and m.id != after]
    if after is not None:
        this = meeting(plan, after)
        waiting = [m for m in waiting if this is None or m.time.starts > this.time.starts]
    return waiting[0] if waiting else None


def running_meeting(plan: Plan) -> Meeting | None:
    """Give the meeting that has begun and is not locked."""
    return next((m for m in meetings(plan) if m.writable), None)


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


def check_unlocked(
    plan: Plan, actor: str, body: MinutesUnlocked, at: datetime | None, minutes: int
) -> ErrorKind | None:
    """Only the locker unlocks the newest version, and only for some minutes of the keeper's clock."""
    locked = locks(plan, body.meeting)
    if not locked or locked[-1].body.version != body.version:
        return ErrorKind.MINUTES_NOT_LOCKED
    if locked[-1].by != actor:
        return ErrorKind.NOT_ALLOWED
    late = at is not None and at - locked[-1].at > timedelta(minutes=minutes)
    sent = plan.seq > 0 and any(f.body.meeting == body.meeting for f in plan.of(MinutesReopened))
    return ErrorKind.UNLOCK_TOO_LATE if late or sent else None


def check_reopened(plan: Plan, body: MinutesReopened) -> ErrorKind | None:
    """Only locked minutes are corrected."""
    found = meeting(plan, body.meeting)
    if found is None:
        return ErrorKind.MEETING_UNKNOWN
    return None if found.state is MeetingState.LOCKED else ErrorKind.MINUTES_NOT_LOCKED


BODIES: tuple[type[Body], ...] = (MinutesLocked, MinutesUnlocked, MinutesReopened, RemarkMade)
