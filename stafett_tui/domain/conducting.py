"""Who leads a meeting, and on which device: lock, read-back and agenda stay there until it is taken over."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import ClassVar, Final

from stafett_tui.domain.errors import ErrorKind
from stafett_tui.domain.event import Act, Body, Sort, Undo
from stafett_tui.domain.lock import MinutesLocked, MinutesReopened, meeting
from stafett_tui.domain.meeting import AgendaReached, MeetingState, MeetingTurned, Turn
from stafett_tui.domain.minutes import OwnWordsSaid, ReadTicked
from stafett_tui.domain.plan import Fact, Plan


class MeetingConducted(Body):
    """The meeting is led from the device of this event from now on."""

    KIND: ClassVar[str] = "meeting.conducted"
    SORT: ClassVar[Sort] = Sort.COMMAND
    ACT: ClassVar[Act] = Act.MINUTES
    UNDO: ClassVar[Undo] = Undo.SKIP
    REFS: ClassVar[tuple[str, ...]] = ("meeting",)

    meeting: str


@dataclass(frozen=True, slots=True)
class Conductor:
    """Who leads a meeting, on which device, and since when on the writer's clock."""

    person: str
    device: str
    since: datetime


Led = MinutesLocked | ReadTicked | OwnWordsSaid | AgendaReached | MeetingTurned
"""What belongs to the device that leads: the lock, the read-back, where the agenda is, and the clock."""

_BEGINS: Final = frozenset({Turn.STARTED, Turn.RESUMED})
_COURSE: Final = frozenset({Turn.PAUSED, Turn.RESUMED, Turn.BROKEN_OFF})
_IN_SESSION: Final = frozenset({MeetingState.RUNNING, MeetingState.PAUSED})


def conductor(plan: Plan, thing: str) -> Conductor | None:
    """Give who leads a meeting: whoever began it, went on with it, opened its minutes anew, or took it over last.

    None before it begins, and where the log does not say on which device that was.
    """
    return plan.once_from((MeetingTurned, MinutesReopened, MeetingConducted), _conductors).get(thing)


def _conductors(plan: Plan) -> Mapping[str, Conductor]:
    begun = [f for f in plan.of(MeetingTurned) if f.body.turn in _BEGINS]
    facts: list[Fact[MeetingTurned] | Fact[MinutesReopened] | Fact[MeetingConducted]]
    facts = [*begun, *plan.of(MinutesReopened), *plan.of(MeetingConducted)]
    found: dict[str, Conductor] = {}
    for fact in sorted(facts, key=lambda f: f.seq):
        device = _device(plan, fact.seq)
        if device:
            found[fact.body.meeting] = Conductor(fact.by, device, fact.at)
    return MappingProxyType(found)


def _device(plan: Plan, seq: int) -> str:
    entry = plan.entries[seq - 1] if 0 < seq <= len(plan.entries) else None
    return "" if entry is None or entry.seq != seq or entry.event is None else entry.event.device


def check_led(plan: Plan, device: str, body: Led) -> ErrorKind | None:
    """What belongs to the device that leads comes from there; what was broken off goes on anywhere."""
    leads = conductor(plan, body.meeting)
    if leads is None or leads.device == device:
        return None
    if isinstance(body, MeetingTurned):
        found = meeting(plan, body.meeting)
        if body.turn not in _COURSE or found is None or found.state not in _IN_SESSION:
            return None
    return ErrorKind.LED_ELSEWHERE


def check_conducted(plan: Plan, body: MeetingConducted) -> ErrorKind | None:
    """Only a meeting that has begun and is not locked is taken over."""
    found = meeting(plan, body.meeting)
    if found is None:
        return ErrorKind.MEETING_UNKNOWN
    if found.writable:
        return None
    return ErrorKind.MINUTES_LOCKED if found.state is MeetingState.LOCKED else ErrorKind.MEETING_NOT_RUNNING


BODIES: tuple[type[Body], ...] = (MeetingConducted,)
