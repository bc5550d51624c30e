"""The folded plan: `apply(plan, entry) -> plan`; what people see is selected from it by the topics."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import reduce
from typing import Any, Generic, Literal, TypeVar

from pydantic import JsonValue, ValidationError

from stafett_tui.domain.event import GENESIS, Body, Entry, Event, Sort, Status, Undo
from stafett_tui.domain.log import ActUndone, Blanked, ConflictResolved, Restored, Revised, Struck

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
    undo: bool = False
    """Whether it took an earlier revision back."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A late value that did not overwrite what its author had not seen (I4)."""

    event: str
    seq: int
    by: str
    thing: str
    field: str
    value: JsonValue


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
    undo: Undo = Undo.YES


@dataclass(frozen=True, slots=True)
class Plan:
    """One Stafettlogg as it stands at `seq`; the mappings are never changed in place."""

    id: str = ""
    seq: int = 0
    head: bytes = GENESIS
    at: datetime | None = None
    """The keeper's time of the last event."""
    facts: Mapping[str, Fact[Any]] = field(default_factory=dict)
    struck: frozenset[str] = frozenset()
    revisions: Mapping[tuple[str, str], tuple[Revision, ...]] = field(default_factory=dict)
    acts: tuple[ActRecord, ...] = ()
    conflicts: tuple[Conflict, ...] = ()

    def of(self, kind: type[B]) -> "tuple[Fact[B], ...]":
        """Give the things of a kind that stand, in the order of the log."""
        return tuple(f for f in self.facts.values() if type(f.body) is kind and f.id not in self.struck)

    def last(self, kind: type[B]) -> "Fact[B] | None":
        """Give the newest standing thing of a kind."""
        found = self.of(kind)
        return found[-1] if found else None

    def get(self, thing: str | None, kind: type[B]) -> "Fact[B] | None":
        """Give the standing thing with this id, where it is of this kind."""
        fact = self.facts.get(thing or "")
        return fact if fact is not None and type(fact.body) is kind and fact.id not in self.struck else None

    def history(self, thing: str, name: str) -> tuple[Revision, ...]:
        """Give the revisions of a field, oldest first, without those taken back."""
        return standing(self.revisions.get((thing, name), ()))


def standing(revisions: tuple[Revision, ...]) -> tuple[Revision, ...]:
    """Leave out revisions that undo took back, and the undo itself."""
    kept: list[Revision] = []
    for revision in revisions:
        if revision.undo and kept:
            kept.pop()
        else:
            kept.append(revision)
    return tuple(kept)


def fold(entries: Iterable[Entry]) -> Plan:
    """Fold a log into the plan; bodies that a later event blanks take no part, whether still there or not."""
    log = list(entries)
    gone = {e.event.body.target for e in log if e.event is not None and isinstance(e.event.body, Blanked)}
    return reduce(apply, (_without_body(e) if e.event is not None and e.event.id in gone else e for e in log), Plan())


def apply(plan: Plan, entry: Entry) -> Plan:
    """Apply the next entry; total: what points at nothing changes nothing."""
    event = entry.event
    moved = replace(plan, seq=entry.seq, head=entry.hash, at=entry.at)
    if event is None:
        return moved
    moved = replace(moved, id=moved.id or event.plan_id)
    body = event.body
    if body is None:
        return moved
    if entry.status is Status.CONFLICT:
        return _contest(moved, entry, event)
    if isinstance(body, Revised):
        return _revise(moved, entry, event, body)
    if body.SORT is Sort.ABOUT:
        return _about(moved, event, body)
    fact = Fact(event.id, entry.seq, event.made_at, event.actor, event.act, body)
    moved = replace(moved, facts={**moved.facts, event.id: fact})
    return _record(moved, event, Step(event.id, "made", event.id))


def revised_body(body: Body, name: str, value: JsonValue) -> Body | None:
    """Give the body with one field changed, None where the value does not fit."""
    try:
        return type(body).model_validate({**body.model_dump(mode="json"), name: value})
    except ValidationError:
        return None


def value_of(body: Body, name: str) -> JsonValue:
    """Give a field's value as it stands in JSON."""
    value: JsonValue = body.model_dump(mode="json").get(name)
    return value


def _without_body(entry: Entry) -> Entry:
    assert entry.event is not None  # noqa: S101 - the caller has looked
    return replace(entry, event=replace(entry.event, body=None))


def _revise(plan: Plan, entry: Entry, event: Event, body: Revised) -> Plan:
    fact = plan.facts.get(body.thing)
    changed = None if fact is None else revised_body(fact.body, body.field, body.value)
    if fact is None or changed is None or body.field not in body.FIELDS:
        return plan
    key = (body.thing, body.field)
    revision = Revision(event.id, entry.seq, event.made_at, event.actor, value_of(fact.body, body.field),
                        body.value, body.reason, _undoing(plan, event))  # fmt: skip
    plan = replace(
        plan,
        facts={**plan.facts, body.thing: replace(fact, body=changed)},
        revisions={**plan.revisions, key: (*plan.revisions.get(key, ()), revision)},
    )
    return _record(plan, event, Step(event.id, "revised", body.thing, body.field))


def _contest(plan: Plan, entry: Entry, event: Event) -> Plan:
    body = event.body
    if not isinstance(body, Revised):
        return plan
    conflict = Conflict(event.id, entry.seq, event.actor, body.thing, body.field, body.value)
    return replace(plan, conflicts=(*plan.conflicts, conflict))


def _about(plan: Plan, event: Event, body: Body) -> Plan:
    if isinstance(body, Struck) and body.target in plan.facts:
        plan = replace(plan, struck=plan.struck | {body.target})
        return _record(plan, event, Step(event.id, "struck", body.target))
    if isinstance(body, Restored) and body.target in plan.struck:
        plan = replace(plan, struck=plan.struck - {body.target})
        return _record(plan, event, Step(event.id, "restored", body.target))
    if isinstance(body, ActUndone):
        return _record(plan, event, None, undoes=body.undone)
    if isinstance(body, ConflictResolved):
        return replace(plan, conflicts=tuple(c for c in plan.conflicts if c.event != body.conflict))
    return plan


def _undoing(plan: Plan, event: Event) -> bool:
    record = plan.acts[-1] if plan.acts else None
    return record is not None and record.id == event.act and record.back


def _record(plan: Plan, event: Event, step: Step | None, undoes: str | None = None) -> Plan:
    last = plan.acts[-1] if plan.acts else None
    if last is None or last.id != event.act:
        last = ActRecord(event.act, event.device, event.actor)
        earlier = plan.acts
    else:
        earlier = plan.acts[:-1]
    kind = Undo.YES if event.body is None else event.body.UNDO
    undone = next((a for a in earlier if a.id == undoes), None)
    record = replace(
        last,
        back=last.back if undoes is None else undone is None or not undone.back,
        events=(*last.events, event.id),
        steps=last.steps if step is None else (*last.steps, step),
        undoes=undoes or last.undoes,
        undo=max(last.undo, kind, key=_WEIGHT.__getitem__),
    )
    return replace(plan, acts=(*earlier, record))


_WEIGHT = {Undo.YES: 0, Undo.SKIP: 1, Undo.BARRIER: 2}
