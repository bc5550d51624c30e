"""What several changed without seeing each other: every version of a field, until somebody has chosen (I4)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import JsonValue

from stafett_tui.domain.fact import Conflict, Fact
from stafett_tui.domain.plan import Plan, value_of


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
