"""Events about other events: undo, blanking and the settling of conflicts (architecture §3)."""

from typing import ClassVar

from pydantic import JsonValue

from stafett_tui.domain.event import Act, Body, Sort, Undo


class Revised(Body):
    """One field of one thing gets a new value; the base is the seq of the value its author saw (I4)."""

    SORT: ClassVar[Sort] = Sort.REVISED
    TARGET: ClassVar[type[Body]] = Body
    FIELDS: ClassVar[frozenset[str]] = frozenset()
    NEEDS_REASON: ClassVar[frozenset[str]] = frozenset()

    thing: str
    """Id of the event that made the thing."""
    field: str
    value: JsonValue = None
    reason: str | None = None


class ActUndone(Body):
    """The writer takes back a whole act, or takes back the taking back (redo)."""

    KIND: ClassVar[str] = "act.undone"
    SORT: ClassVar[Sort] = Sort.ABOUT
    ACT: ClassVar[Act] = Act.UNDO

    undone: str
    """Id of the act that is taken back."""


class Struck(Body):
    """A created or added thing is struck by undo; it stays in the log."""

    KIND: ClassVar[str] = "struck"
    SORT: ClassVar[Sort] = Sort.ABOUT
    ACT: ClassVar[Act] = Act.UNDO

    target: str


class Restored(Body):
    """A struck thing is taken in again."""

    KIND: ClassVar[str] = "restored"
    SORT: ClassVar[Sort] = Sort.ABOUT
    ACT: ClassVar[Act] = Act.UNDO

    target: str


class Blanked(Body):
    """The body of an event is taken out of every copy; its leaf stays, so the chain stays whole."""

    KIND: ClassVar[str] = "blanked"
    SORT: ClassVar[Sort] = Sort.ABOUT
    ACT: ClassVar[Act] = Act.BLANK

    target: str
    reason: str


class ConflictResolved(Body):
    """Somebody chose which of two values stands."""

    KIND: ClassVar[str] = "conflict.resolved"
    SORT: ClassVar[Sort] = Sort.ABOUT
    ACT: ClassVar[Act] = Act.GOALS_ACTIVITIES
    UNDO: ClassVar[Undo] = Undo.SKIP

    conflict: str
    """Id of the event that became a conflict."""
    take: bool
    """True: its value is taken; False: the value that stands is kept."""


class PlanAdopted(Body):
    """The server took over a log that was begun alone, as it stood; only the server says so."""

    KIND: ClassVar[str] = "plan.adopted"
    SORT: ClassVar[Sort] = Sort.ABOUT
    ACT: ClassVar[Act] = Act.UNITS
    UNDO: ClassVar[Undo] = Undo.SKIP

    server: str
    """What the server calls itself."""
    through: int
    """The last place that was given alone."""


class PersonIdentified(Body):
    """A person of one laptop is an account of the server; only the server says so."""

    KIND: ClassVar[str] = "person.identified"
    SORT: ClassVar[Sort] = Sort.ABOUT
    ACT: ClassVar[Act] = Act.UNITS
    UNDO: ClassVar[Undo] = Undo.SKIP

    local: str
    account: str


OF_THE_SERVER: tuple[type[Body], ...] = (PlanAdopted, PersonIdentified)
"""What nobody writes on a laptop."""
