"""Two versions of one thing: what stands, what came late, and choosing between them (I4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import JsonValue

from stafett_tui.domain.changes import Changes
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.log import ConflictResolved
from stafett_tui.domain.plan import Conflict, Fact, Plan, value_of
from stafett_tui.services.writing import Proposal, Writer


@dataclass(frozen=True, slots=True)
class Version:
    """One value of a field: by whom, when on the writer's clock, and why where that was said."""

    event: str
    value: JsonValue
    by: str
    at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TwoVersions:
    """A field of a thing that several changed without seeing each other."""

    thing: str
    kind: str
    """The kind of the event that made the thing."""
    field: str
    before: JsonValue
    """What everybody saw before the first of them, as far as that is known."""
    stands: Version
    late: tuple[Version, ...]
    """The last word of each of the others, oldest first."""
    events: tuple[str, ...]
    """Every open conflict of the field."""


def two_versions(plan: Plan) -> tuple[TwoVersions, ...]:
    """Give the open conflicts of a plan, field by field; what nobody disagrees on any more is none."""
    return plan.once(_two_versions)


def _two_versions(plan: Plan) -> tuple[TwoVersions, ...]:
    fields: dict[tuple[str, str], list[Conflict]] = {}
    for late in plan.conflicts:
        if late.thing in plan.facts and late.thing not in plan.struck:
            fields.setdefault((late.thing, late.field), []).append(late)
    found = (_of_field(plan, plan.facts[thing], name, late) for (thing, name), late in fields.items())
    return tuple(each for each in found if each.late)


def _of_field(plan: Plan, fact: Fact[Any], name: str, conflicts: list[Conflict]) -> TwoVersions:
    value = value_of(fact.body, name)
    history = plan.history(fact.id, name)
    if history:
        last = history[-1]
        stands, before = Version(last.event, value, last.by, last.at, last.reason or ""), last.before
    else:
        stands, before = Version(fact.id, value, fact.by, fact.at), value
    last_of = {each.by: each.seq for each in conflicts}
    late = [Version(c.event, c.value, c.by, c.at or fact.at, c.reason or "") for c in conflicts
            if last_of[c.by] == c.seq]  # fmt: skip
    told = tuple(each for each in late if each.value != value)
    return TwoVersions(fact.id, fact.body.KIND, name, before, stands, told, tuple(c.event for c in conflicts))


class Conflicts:
    """The open conflicts of a plan, and settling them."""

    def __init__(self, writer: Writer) -> None:
        """Write through this writer."""
        self._writer = writer

    def settle(self, plan_id: str, found: TwoVersions, take: str | None) -> Changes:
        """Let the late value of this event stand, or keep what stands; every version of the field is settled by it.

        Raises MOVED_ON where another value stands than the one that was shown, and TARGET_UNKNOWN where somebody
        else has chosen already.
        """

        def make(plan: Plan) -> Sequence[Proposal]:
            now = next((each for each in two_versions(plan) if (each.thing, each.field) == (found.thing, found.field)),
                       None)  # fmt: skip
            if now is None:
                raise StafettError(ErrorKind.TARGET_UNKNOWN)
            if now != found:
                raise StafettError(ErrorKind.MOVED_ON)
            others = [Proposal(ConflictResolved(conflict=each, take=False)) for each in found.events if each != take]
            base = _seen(plan, found)
            chosen = [] if take is None else [Proposal(ConflictResolved(conflict=take, take=True), base)]
            return [*others, *chosen]

        return self._writer.write_with(plan_id, make)


def _seen(plan: Plan, found: TwoVersions) -> int:
    """Give the place of the value that stands, also where an undo put it there."""
    revisions = plan.revisions.get((found.thing, found.field), ())
    return revisions[-1].seq if revisions else plan.facts[found.thing].seq
