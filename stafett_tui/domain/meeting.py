"""Meetings: called, begun, paused, broken off, gone on with another day; agenda and next meeting."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from stafett_tui.domain.attendance import Wished
from stafett_tui.domain.errors import ErrorKind
from stafett_tui.domain.event import Act, Body, Sort, Undo
from stafett_tui.domain.log import Revised
from stafett_tui.domain.plan import Fact, Plan


class MeetingState(StrEnum):
    """Where a meeting stands."""

    CALLED = "called"
    RUNNING = "running"
    PAUSED = "paused"
    BROKEN_OFF = "broken_off"
    LOCKED = "locked"
    CORRECTING = "correcting"
    CANCELLED = "cancelled"


class WallTime(BaseModel):
    """Start and end on the wall clock of a zone; one field, as they move together."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    starts: datetime
    ends: datetime
    zone: str = "Europe/Oslo"

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.starts.tzinfo is not None or self.ends.tzinfo is not None or self.ends <= self.starts:
            msg = "wall times, the end after the start"
            raise ValueError(msg)
        return self


class AgendaItem(BaseModel):
    """One point of the agenda: a known key or a title of its own, and its minutes."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    minutes: int = Field(ge=0)
    title: str = ""


AGENDA: tuple[AgendaItem, ...] = tuple(
    AgendaItem(key=key, minutes=minutes)
    for key, minutes in (
        ("welcome", 4), ("child_voice", 5), ("family_update", 5), ("service_update", 6), ("review_activities", 10),
        ("decide_goals", 8), ("level_and_holder", 2), ("read_back", 3), ("next_meeting", 2),
    )
)  # fmt: skip
"""The standard nine points of a 45-minute meeting."""


class MeetingCalled(Body):
    """A meeting is called, with its agenda; `follows` names the meeting that set it."""

    KIND: ClassVar[str] = "meeting.called"
    SORT: ClassVar[Sort] = Sort.CREATED
    ACT: ClassVar[Act] = Act.MINUTES

    time: WallTime
    place: str = ""
    agenda: tuple[AgendaItem, ...] = AGENDA
    follows: str | None = None


class MeetingRevised(Revised):
    """A meeting gets another time, place or agenda."""

    KIND: ClassVar[str] = "meeting.revised"
    ACT: ClassVar[Act] = Act.MINUTES
    TARGET: ClassVar[type[Body]] = MeetingCalled
    FIELDS: ClassVar[frozenset[str]] = frozenset({"time", "place", "agenda"})


class Turn(StrEnum):
    """What happens to the course of a meeting."""

    STARTED = "started"
    PAUSED = "paused"
    RESUMED = "resumed"
    BROKEN_OFF = "broken_off"
    CANCELLED = "cancelled"


class MeetingTurned(Body):
    """The meeting starts, pauses, goes on (also another day), is broken off or cancelled."""

    KIND: ClassVar[str] = "meeting.turned"
    SORT: ClassVar[Sort] = Sort.COMMAND
    ACT: ClassVar[Act] = Act.MINUTES
    UNDO: ClassVar[Undo] = Undo.SKIP
    REFS: ClassVar[tuple[str, ...]] = ("meeting",)

    meeting: str
    turn: Turn
    reason: str | None = None


class AgendaReached(Body):
    """The meeting comes to an agenda item; the clock of the item starts by itself."""

    KIND: ClassVar[str] = "agenda.reached"
    SORT: ClassVar[Sort] = Sort.ADDED
    ACT: ClassVar[Act] = Act.MINUTES
    UNDO: ClassVar[Undo] = Undo.SKIP

    meeting: str
    item: str


class LevelKept(Body):
    """Level and holder are gone through in the meeting and stay, or the level is changed."""

    KIND: ClassVar[str] = "level.kept"
    SORT: ClassVar[Sort] = Sort.ADDED
    ACT: ClassVar[Act] = Act.LEVEL
    REFS: ClassVar[tuple[str, ...]] = ("meeting",)

    meeting: str
    level: int = Field(ge=1, le=3)
    holder: str


class LevelChanged(Body):
    """The BTI level goes up or down, with a reason; both ways are logged (C-06)."""

    KIND: ClassVar[str] = "level.changed"
    SORT: ClassVar[Sort] = Sort.COMMAND
    ACT: ClassVar[Act] = Act.LEVEL
    UNDO: ClassVar[Undo] = Undo.SKIP

    level: int = Field(ge=1, le=3)
    reason: str = Field(min_length=1)
    meeting: str | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting as screens see it."""

    id: str
    time: WallTime
    place: str
    agenda: tuple[AgendaItem, ...]
    state: MeetingState
    follows: str | None
    started_at: datetime | None
    item: str
    """Key of the agenda item where the meeting is."""
    version: int
    """Newest locked version of the minutes, 0 before the first."""
    wished: tuple[Fact[Wished], ...]

    @property
    def on(self) -> date:
        """Give the wall date."""
        return self.time.starts.date()

    @property
    def writable(self) -> bool:
        """Tell whether lines can be written."""
        return self.state in {MeetingState.RUNNING, MeetingState.PAUSED, MeetingState.BROKEN_OFF,
                              MeetingState.CORRECTING}  # fmt: skip


_STATES = {
    Turn.STARTED: MeetingState.RUNNING, Turn.PAUSED: MeetingState.PAUSED, Turn.RESUMED: MeetingState.RUNNING,
    Turn.BROKEN_OFF: MeetingState.BROKEN_OFF, Turn.CANCELLED: MeetingState.CANCELLED,
}  # fmt: skip

_MAY_TURN = {
    Turn.STARTED: {MeetingState.CALLED}, Turn.PAUSED: {MeetingState.RUNNING},
    Turn.RESUMED: {MeetingState.PAUSED, MeetingState.BROKEN_OFF},
    Turn.BROKEN_OFF: {MeetingState.RUNNING, MeetingState.PAUSED}, Turn.CANCELLED: {MeetingState.CALLED},
}  # fmt: skip


def turned_state(turn: Turn) -> MeetingState:
    """Give the state a turn leads to."""
    return _STATES[turn]


def turns(plan: Plan, meeting: str) -> tuple[Fact[MeetingTurned], ...]:
    """Give what happened to the course of a meeting, oldest first."""
    return tuple(f for f in plan.of(MeetingTurned) if f.body.meeting == meeting)


def reached(plan: Plan, meeting: str) -> tuple[Fact[AgendaReached], ...]:
    """Give the agenda items in the order they were come to."""
    return tuple(f for f in plan.of(AgendaReached) if f.body.meeting == meeting)


def level(plan: Plan, opened: int = 1) -> int:
    """Give the BTI level: as last decided, else as opened."""
    decided: tuple[Fact[LevelKept] | Fact[LevelChanged], ...] = (*plan.of(LevelKept), *plan.of(LevelChanged))
    return max(decided, key=lambda f: f.seq).body.level if decided else opened


def check_turned(state: MeetingState | None, body: MeetingTurned) -> ErrorKind | None:
    """A turn needs the state it goes out from."""
    if state is None:
        return ErrorKind.MEETING_UNKNOWN
    if state in _MAY_TURN[body.turn]:
        return None
    if state in {MeetingState.LOCKED, MeetingState.CORRECTING, MeetingState.CANCELLED}:
        return ErrorKind.MEETING_OVER
    return ErrorKind.MEETING_ALREADY_RUNNING if body.turn is Turn.STARTED else ErrorKind.MEETING_NOT_RUNNING


BODIES: tuple[type[Body], ...] = (MeetingCalled, MeetingRevised, MeetingTurned, AgendaReached, LevelKept, LevelChanged)
