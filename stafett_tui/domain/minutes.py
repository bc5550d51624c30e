"""The lines of the minutes, what was read back, what is parked, and who was there."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from operator import itemgetter
from typing import ClassVar

from pydantic import Field

from stafett_tui.domain.activity import ActivityPlanned
from stafett_tui.domain.attendance import IN_THE_ROOM, AttendanceMarked, Presence
from stafett_tui.domain.deadlines import NEXT_MEETING
from stafett_tui.domain.errors import ErrorKind
from stafett_tui.domain.event import Act, Body, Sort
from stafett_tui.domain.log import Revised
from stafett_tui.domain.meeting import MeetingCalled
from stafett_tui.domain.names import name_of
from stafett_tui.domain.plan import Fact, Plan
from stafett_tui.domain.voice import VoiceHeard


class LineSort(StrEnum):
    """What a line of the minutes is."""

    NOTE = "note"
    AGREEMENT = "agreement"
    DISAGREEMENT = "disagreement"
    PARKED = "parked"
    VOICE = "voice"
    ACTIVITY = "activity"


class LineWritten(Body):
    """One line of the minutes under its agenda item; voices and activities have bodies of their own."""

    KIND: ClassVar[str] = "line.written"
    SORT: ClassVar[Sort] = Sort.CREATED
    ACT: ClassVar[Act] = Act.MINUTES
    REFS: ClassVar[tuple[str, ...]] = ("meeting",)

    meeting: str
    item: str
    sort: LineSort
    text: str = Field(min_length=1)


class LineRevised(Revised):
    """A line is worded anew, or becomes of another sort."""

    KIND: ClassVar[str] = "line.revised"
    ACT: ClassVar[Act] = Act.MINUTES
    TARGET: ClassVar[type[Body]] = LineWritten
    FIELDS: ClassVar[frozenset[str]] = frozenset({"text", "sort", "item"})


class ReadTicked(Body):
    """An agreement or activity of today was read aloud."""

    KIND: ClassVar[str] = "readback.ticked"
    SORT: ClassVar[Sort] = Sort.ADDED
    ACT: ClassVar[Act] = Act.MINUTES
    REFS: ClassVar[tuple[str, ...]] = ("meeting", "thing")

    meeting: str
    thing: str


class OwnWordsSaid(Body):
    """Somebody of the family said in own words what is agreed."""

    KIND: ClassVar[str] = "readback.own_words"
    SORT: ClassVar[Sort] = Sort.ADDED
    ACT: ClassVar[Act] = Act.MINUTES
    REFS: ClassVar[tuple[str, ...]] = ("meeting",)

    meeting: str
    person: str


class Settling(StrEnum):
    """What became of a parked point."""

    TAKEN_UP = "taken_up"
    ACTIVITY = "activity"
    DROPPED = "dropped"


class ParkedSettled(Body):
    """A parked point was taken up, became an activity, or was dropped aloud."""

    KIND: ClassVar[str] = "parked.settled"
    SORT: ClassVar[Sort] = Sort.ADDED
    ACT: ClassVar[Act] = Act.MINUTES
    REFS: ClassVar[tuple[str, ...]] = ("line", "meeting")

    line: str
    how: Settling
    meeting: str | None = None


@dataclass(frozen=True, slots=True)
class MinuteLine:
    """A line as screens and documents see it."""

    id: str
    meeting: str
    item: str
    sort: LineSort
    at: datetime
    by: str
    text: str


@dataclass(frozen=True, slots=True)
class Attendance:
    """The mark that stands for one person."""

    person: str
    how: Presence
    at: str | None
    substitute: str | None
    mark: str
    """Id of the event."""
    came: str | None = None
    """When somebody who left had come late."""


_InMinutes = Fact[LineWritten] | Fact[VoiceHeard] | Fact[ActivityPlanned]


def lines(plan: Plan, meeting: str) -> tuple[MinuteLine, ...]:
    """Give the lines of a meeting in the order of the log: notes, voices and activities alike."""
    return plan.once(_by_meeting).get(meeting, ())


def _by_meeting(plan: Plan) -> dict[str, tuple[MinuteLine, ...]]:
    found: dict[str, list[tuple[int, MinuteLine]]] = {}
    rows: tuple[_InMinutes, ...] = (*plan.of(LineWritten), *plan.of(VoiceHeard), *plan.of(ActivityPlanned))
    for f in rows:
        if f.body.meeting is not None:
            found.setdefault(f.body.meeting, []).append((f.seq, _line(f, f.body.meeting)))
    return {m: tuple(row for _, row in sorted(own, key=itemgetter(0))) for m, own in found.items()}


def _line(fact: _InMinutes, meeting: str) -> MinuteLine:
    match fact.body:
        case LineWritten() as b:
            sort, text = b.sort, b.text
        case VoiceHeard() as b:
            sort, text = LineSort.VOICE, b.text
        case b:
            sort, text = LineSort.ACTIVITY, b.what
    return MinuteLine(fact.id, meeting, b.item or "", sort, fact.at, fact.by, text)


def attendance(plan: Plan, meeting: str) -> dict[str, Attendance]:
    """Give the newest mark of each person."""
    marks: dict[str, Attendance] = {}
    for f in plan.of(AttendanceMarked):
        b = f.body
        if b.meeting == meeting:
            before = marks.get(b.person)
            late = before.at if before and before.how is Presence.LATE and b.how is Presence.LEFT else None
            marks[b.person] = Attendance(b.person, b.how, b.at, b.substitute, f.id, late)
    return marks


def present(plan: Plan, meeting: str) -> tuple[str, ...]:
    """Give those who are, or were, in the room or on video."""
    return tuple(p for p, mark in attendance(plan, meeting).items() if mark.how in IN_THE_ROOM)


def represented(plan: Plan, meeting: str) -> tuple[str, ...]:
    """Give those who were there themselves or sent a substitute."""
    return tuple(p for p, mark in attendance(plan, meeting).items() if mark.how in IN_THE_ROOM or mark.substitute)


def to_read_back(plan: Plan, meeting: str) -> tuple[MinuteLine, ...]:
    """Give what is read aloud: the agreements, disagreements and new activities of the meeting."""
    aloud = {LineSort.AGREEMENT, LineSort.DISAGREEMENT, LineSort.ACTIVITY}
    return tuple(line for line in lines(plan, meeting) if line.sort in aloud)


def read_back(plan: Plan, meeting: str) -> frozenset[str]:
    """Give the ids that were ticked as read aloud, and have not been changed since."""
    return frozenset(
        f.body.thing
        for f in plan.of(ReadTicked)
        if f.body.meeting == meeting and f.seq > _changed_at(plan, f.body.thing)
    )


def _changed_at(plan: Plan, thing: str) -> int:
    """Give the seq of the newest change of what is read aloud; *next meeting* turned into its date is none."""
    return max(
        (r.seq for name in _ALOUD for r in plan.history(thing, name) if r.reason != NEXT_MEETING),
        default=0,
    )


_ALOUD = ("text", "sort", "what", "responsible", "helpers", "due")


def parked(plan: Plan, before: str | None = None) -> tuple[Fact[LineWritten], ...]:
    """Give parked points that nobody has settled; with `before`, only those of meetings held before that one."""
    settled = {f.body.line for f in plan.of(ParkedSettled)}
    open_points = (f for f in plan.of(LineWritten) if f.body.sort is LineSort.PARKED and f.id not in settled)
    return tuple(f for f in open_points if before is None or _earlier(plan, f.body.meeting, before))


def _earlier(plan: Plan, one: str, other: str) -> bool:
    first, second = plan.get(one, MeetingCalled), plan.get(other, MeetingCalled)
    if one == other or first is None:
        return False
    return second is None or first.body.time.starts < second.body.time.starts


def own_words(plan: Plan, meeting: str) -> tuple[str, ...]:
    """Give those who said in own words what is agreed, each once."""
    return tuple(dict.fromkeys(f.body.person for f in plan.of(OwnWordsSaid) if f.body.meeting == meeting))


def check_settled(plan: Plan, body: ParkedSettled) -> ErrorKind | None:
    """Only a parked point is settled, and once."""
    line = plan.get(body.line, LineWritten)
    known = line is not None and line.body.sort is LineSort.PARKED
    return None if known and any(f.id == body.line for f in parked(plan)) else ErrorKind.TARGET_UNKNOWN


def check_ticked(plan: Plan, body: ReadTicked) -> ErrorKind | None:
    """What is ticked as read is something to read aloud in that meeting."""
    known = any(line.id == body.thing for line in to_read_back(plan, body.meeting))
    return None if known else ErrorKind.TARGET_UNKNOWN


def check_own_words(plan: Plan, body: OwnWordsSaid) -> ErrorKind | None:
    """Whoever says it in own words is known to the plan."""
    return None if name_of(plan, body.person) else ErrorKind.PERSON_UNKNOWN


BODIES: tuple[type[Body], ...] = (LineWritten, LineRevised, ReadTicked, OwnWordsSaid, ParkedSettled)
