"""The folded plan: `apply(plan, entry) -> plan`; what people see is selected from it by the topics."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import reduce
from typing import Any, TypeVar

from pydantic import JsonValue, ValidationError

from stafett_tui.domain.event import GENESIS, Body, Entry, Event, Sort, Status, Undo
from stafett_tui.domain.fact import ActKey, ActRecord, Conflict, Fact, Revision, Step, standing
from stafett_tui.domain.identified import identified
from stafett_tui.domain.log import ActUndone, Blanked, ConflictResolved, PersonIdentified, Restored, Revised, Struck

__all__ = [
    "ActKey", "ActRecord", "Conflict", "Fact", "Plan", "Revision", "Step", "apply", "fold", "gone", "revised_body",
    "standing", "value_of",
]  # fmt: skip

B = TypeVar("B", bound=Body)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Plan:
    """One Stafettlogg as it stands at `seq`; the mappings are never changed in place."""

    id: str = ""
    seq: int = 0
    head: bytes = GENESIS
    at: datetime | None = None
    """The latest time of the keeper's clock in the log: a clock set back does not take today back."""
    facts: Mapping[str, Fact[Any]] = field(default_factory=dict)
    struck: frozenset[str] = frozenset()
    revisions: Mapping[tuple[str, str], tuple[Revision, ...]] = field(default_factory=dict)
    by_act: Mapping[ActKey, ActRecord] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()
    entries: tuple[Entry, ...] = field(default=(), repr=False, compare=False)
    """The log it was folded from, for readers whose reading ended on some day (C-08)."""
    _selected: dict[Callable[["Plan"], Any], Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    _kept: dict[Callable[["Plan"], Any], tuple[tuple[Any, ...], Any]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """What was selected from things of some kinds, with these things; the plans of one log share it."""

    @property
    def acts(self) -> tuple[ActRecord, ...]:
        """Give the acts, oldest first."""
        return tuple(self.by_act.values())

    def once(self, select: "Callable[[Plan], T]") -> T:
        """Give what a pure function selects from this plan, selecting it once."""
        found: T
        try:
            found = self._selected[select]
        except KeyError:
            found = self._selected[select] = select(self)
        return found

    def once_from(self, kinds: tuple[type[Body], ...], select: "Callable[[Plan], T]") -> T:
        """Give what a function selects from the things of these kinds alone, anew only where one of them changed."""
        standing = self.once(_standing_by_kind)
        known = self._kept.get(select)
        found: T
        if known is not None:
            for kind, was in zip(kinds, known[0], strict=True):
                if standing.get(kind, ()) is not was:
                    break
            else:
                found = known[1]
                return found
        found = select(self)
        self._kept[select] = (tuple(standing.get(kind, ()) for kind in kinds), found)
        return found

    def of(self, kind: type[B]) -> "tuple[Fact[B], ...]":
        """Give the things of a kind that stand, in the order of the log."""
        try:
            return self._selected[_standing_by_kind].get(kind, ())  # type: ignore[no-any-return]  # by its own kind
        except KeyError:
            return self.once(_standing_by_kind).get(kind, ())

    def after(self, before: "Plan", thing: str | None) -> "Plan":
        """Take over what was selected one event before, where it still is true; gives itself.

        `thing` is all that the event made or changed, None where it is more.
        """
        kinds = before._selected.get(_standing_by_kind)  # noqa: SLF001 - of the same class
        if kinds is not None and self.struck is before.struck:
            self._selected[_standing_by_kind] = _with_changes(kinds, before, self, thing)
            object.__setattr__(self, "_kept", before._kept)  # noqa: SLF001 - as above
        return self

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


def _standing_by_kind(plan: Plan) -> Mapping[type[Body], tuple[Fact[Any], ...]]:
    found: dict[type[Body], list[Fact[Any]]] = {}
    for fact in plan.facts.values():
        if fact.id not in plan.struck:
            found.setdefault(type(fact.body), []).append(fact)
    return {kind: tuple(facts) for kind, facts in found.items()}


_ByKind = Mapping[type[Body], tuple[Fact[Any], ...]]


def _with_changes(kinds: _ByKind, before: Plan, after: Plan, thing: str | None) -> _ByKind:
    """Give the things by kind after one event; the kinds that it does not touch keep the same tuples."""
    if after.facts is before.facts:
        return kinds
    if thing is None:
        return _standing_by_kind(after)
    fact = after.facts[thing]
    same = kinds.get(type(fact.body), ())
    if thing not in before.facts:
        return {**kinds, type(fact.body): (*same, fact)}
    return {**kinds, type(fact.body): tuple(fact if f.id == thing else f for f in same)}


def _thing(plan: Plan, event: Event) -> str | None:
    """Give the one thing that an event makes or changes, None where it may be more."""
    body = event.body
    if isinstance(body, Revised):
        return body.thing
    if isinstance(body, ConflictResolved):
        return next((c.thing for c in plan.conflicts if c.event == body.conflict), None)
    return None if isinstance(body, PersonIdentified) else event.id


def gone(entries: Iterable[Entry]) -> frozenset[str]:
    """Give the events whose bodies must be nowhere: those blanked, and every rewording of what is blanked."""
    log = [e.event for e in entries if e.event is not None]
    targets = {e.body.target for e in log if isinstance(e.body, Blanked)} | _erased(log)
    return frozenset(targets | {e.id for e in log if isinstance(e.body, Revised) and e.body.thing in targets})


def _erased(log: list[Event]) -> set[str]:
    """Give every event before an erasure of the whole plan (D-06)."""
    last = max((at for at, e in enumerate(log) if e.body is not None and e.body.ERASES), default=0)
    return {e.id for e in log[:last]}


def fold(entries: Iterable[Entry]) -> Plan:
    """Fold a log into the plan; bodies that a later event blanks take no part, whether still there or not."""
    log = list(entries)
    blank = gone(log)
    return reduce(apply, (_bodiless(e) if e.event is not None and e.event.id in blank else e for e in log), Plan())


def apply(plan: Plan, entry: Entry) -> Plan:
    """Apply the next entry; total: what points at nothing changes nothing."""
    event, at = entry.event, entry.at if plan.at is None else max(plan.at, entry.at)
    if event is None:
        return replace(plan, seq=entry.seq, head=entry.hash, at=at, entries=(*plan.entries, entry))
    found = {} if event.body is None or event.id in plan.facts else _changes(plan, entry, event, event.body)
    new = found.get
    after = Plan(plan.id or event.plan_id, entry.seq, entry.hash, at, new("facts", plan.facts),
                 new("struck", plan.struck), new("revisions", plan.revisions), new("by_act", plan.by_act),
                 new("conflicts", plan.conflicts), (*plan.entries, entry))  # fmt: skip
    return after.after(plan, _thing(plan, event))


def revised_body(body: Body, name: str, value: JsonValue) -> Body | None:
    """Give the body with one field changed, None where the value does not fit."""
    try:
        return type(body).model_validate({**body.model_dump(mode="json"), name: value})
    except ValidationError:
        return None


def value_of(body: Body, name: str) -> JsonValue:
    """Give a field's value as it stands in JSON."""
    value: JsonValue = body.model_dump(mode="json", include={name}).get(name)
    return value


def _bodiless(entry: Entry) -> Entry:
    return entry if entry.event is None else replace(entry, event=replace(entry.event, body=None))


_Changed = dict[str, Any]
"""Fields of the plan that get a new value."""


def _changes(plan: Plan, entry: Entry, event: Event, body: Body) -> _Changed:
    if isinstance(body, Revised):
        fact = plan.facts.get(body.thing)
        if fact is None or type(fact.body) is not body.TARGET or body.field not in body.FIELDS:
            return {}
        if entry.status is Status.CONFLICT:
            late = Conflict(event.id, entry.seq, event.actor, body.thing, body.field, body.value, body.reason,
                            event.made_at)  # fmt: skip
            return {"conflicts": (*plan.conflicts, late)}
        return _revised(plan, entry, event, fact, (body.field, body.value, body.reason))
    if isinstance(body, ConflictResolved):
        return _resolved(plan, entry, event, body)
    if body.SORT is Sort.ABOUT:
        return _about(plan, event, body)
    made = Fact(event.id, entry.seq, event.made_at, event.actor, event.act, body, entry.at)
    return {"facts": {**plan.facts, event.id: made}, **_recorded(plan, event, Step(event.id, "made", event.id))}


def _revised(
    plan: Plan, entry: Entry, event: Event, fact: Fact[Any], to: tuple[str, JsonValue, str | None]
) -> _Changed:
    name, value, reason = to
    changed = revised_body(fact.body, name, value)
    if changed is None:
        return {}
    record = plan.by_act.get(_act_key(event)) or ActRecord(event.act, event.device, event.actor)
    revision = Revision(
        event.id, entry.seq, event.made_at, event.actor, before=value_of(fact.body, name),
        value=value_of(changed, name), reason=reason, act=event.act, counters=record.undoes, back=record.back,
    )  # fmt: skip
    key = (fact.id, name)
    return {
        "facts": {**plan.facts, fact.id: replace(fact, body=changed)},
        "revisions": {**plan.revisions, key: (*plan.revisions.get(key, ()), revision)},
        **_recorded(plan, event, Step(event.id, "revised", fact.id, name)),
    }


def _resolved(plan: Plan, entry: Entry, event: Event, body: ConflictResolved) -> _Changed:
    late = next((c for c in plan.conflicts if c.event == body.conflict), None)
    if late is None:
        return {}
    found: _Changed = {"conflicts": tuple(c for c in plan.conflicts if c.event != body.conflict)}
    if not body.take:
        return found
    return found | _revised(plan, entry, event, plan.facts[late.thing], (late.field, late.value, late.reason))


def _about(plan: Plan, event: Event, body: Body) -> _Changed:
    if isinstance(body, Struck) and body.target in plan.facts and body.target not in plan.struck:
        return {"struck": plan.struck | {body.target}, **_recorded(plan, event, Step(event.id, "struck", body.target))}
    if isinstance(body, Restored) and body.target in plan.struck:
        step = Step(event.id, "restored", body.target)
        return {"struck": plan.struck - {body.target}, **_recorded(plan, event, step)}
    if isinstance(body, PersonIdentified):
        return identified(plan, body.local, body.account)
    return _recorded(plan, event, None, body.undone) if isinstance(body, ActUndone) else {}


def _act_key(event: Event, act: str | None = None) -> ActKey:
    return (act or event.act, event.device, event.actor)


def _recorded(plan: Plan, event: Event, step: Step | None, undoes: str | None = None) -> _Changed:
    key = _act_key(event)
    last = plan.by_act.get(key) or ActRecord(event.act, event.device, event.actor)
    back = last.back
    if undoes is not None:
        undone = plan.by_act.get(_act_key(event, undoes))
        back = undone is None or not undone.back
    undo = Undo.YES if event.body is None else event.body.UNDO
    steps = last.steps if step is None else (*last.steps, step)
    record = ActRecord(last.id, last.device, last.by, (*last.events, event.id), steps, undoes or last.undoes, back,
                       (*last.undos, undo))  # fmt: skip
    return {"by_act": {**plan.by_act, key: record}}
