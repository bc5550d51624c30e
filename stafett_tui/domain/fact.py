"""What stands in a folded plan: facts, the revisions of their fields, conflicts, and the acts that made them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Literal, TypeVar

from pydantic import JsonValue

from stafett_tui.domain.event import Body, Undo

B = TypeVar("B", bound=Body)


@dataclass(frozen=True, slots=True)
class Fact(Generic[B]):
    """A thing in the plan: its id is the id of the event that made it, its body carries later revisions."""

    id: str
    seq: int
    at: datetime
    """The writer's clock, for people to read."""
    by: str
    act: str
    body: B
    kept: datetime
    """The keeper's time of confirmation, for rules."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A field got this value by this event, and had the other before."""

    event: str
    seq: int
    at: datetime
    by: str
    before: JsonValue
    value: JsonValue
    reason: str | None
    act: str = ""
    counters: str | None = None
    """The act it is the opposite of, where it is an undo or a redo."""
    back: bool = False
    """Whether it is an undo."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A late value that did not overwrite what its author had not seen (I4)."""

    event: str
    seq: int
    by: str
    thing: str
    field: str
    value: JsonValue
    reason: str | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """What one event of an act did, so that undo can do the opposite."""

    event: str
    what: Literal["made", "revised", "struck", "restored"]
    target: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class ActRecord:
    """One user action: its events in this plan and whether undo may reach it."""

    id: str
    device: str
    by: str
    events: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    undoes: str | None = None
    back: bool = False
    """Whether it takes something back (undo); taking an undo back (redo) does not."""
    undos: tuple[Undo, ...] = ()
    """What Ctrl+Z does at each of its events."""

    @property
    def undo(self) -> Undo:
        """Tell what Ctrl+Z does when it meets the act: the strongest word among its events."""
        return max(self.undos, key=_WEIGHT.__getitem__, default=Undo.YES)


_WEIGHT = {Undo.YES: 0, Undo.SKIP: 1, Undo.BARRIER: 2}

ActKey = tuple[str, str, str]
"""An act by its id, device and writer."""


def standing(revisions: tuple[Revision, ...]) -> tuple[Revision, ...]:
    """Leave out revisions that undo took back, and the undo itself."""
    kept: list[Revision] = []
    for revision in revisions:
        while kept and kept[-1].act == revision.counters:
            kept.pop()
        if not revision.back:
            kept.append(revision)
    return tuple(kept)
