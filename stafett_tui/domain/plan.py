"""The fold: `apply(plan, entry) -> plan`, and many entries at once by `go_on`; nothing else makes a plan of a log."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from pydantic import JsonValue, ValidationError

from stafett_tui.domain.event import Body, Entry, Event, Sort, Status, Undo
from stafett_tui.domain.fact import ActKey, ActRecord, Conflict, Fact, Revision, Step, standing
from stafett_tui.domain.identified import identified
from stafett_tui.domain.log import ActUndone, Blanked, ConflictResolved, PersonIdentified, Restored, Revised, Struck
from stafett_tui.domain.state import Plan

__all__ = [
    "ActKey", "ActRecord", "Conflict", "Fact", "Growing", "Plan", "Revision", "Step", "apply", "fold", "go_on", "gone",
    "revised_body", "standing", "value_of",
]  # fmt: skip

K = TypeVar("K")
V = TypeVar("V")


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
    return go_on(Plan(), (_bodiless(e) if e.event is not None and e.event.id in blank else e for e in log))


def apply(plan: Plan, entry: Entry) -> Plan:
    """Apply the next entry; total: what points at nothing changes nothing."""
    return go_on(plan, (entry,))


def go_on(plan: Plan, entries: Iterable[Entry]) -> Plan:
    """Apply the next entries, as one after the other."""
    course = _Course(plan)
    for entry in entries:
        course.take(entry)
    return course.plan()


class Growing:
    """A plan that grows by one entry after the other: the one it began from stays, each newer one replaces the last.

    Only the newest may be read: what the ones between consist of goes on in it, for copies would cost the whole log.
    """

    __slots__ = ("_course",)

    def __init__(self, began: Plan) -> None:
        """Begin from this plan."""
        self._course = _Course(began)

    def add(self, entry: Entry) -> Plan:
        """Apply the next entry, and give the plan as it stands then."""
        self._course.take(entry)
        return self._course.step()


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


class _Course:
    """A plan on its way through some entries; what it began from is never changed, for it changes copies only."""

    __slots__ = ("_began", "_changed", "_entries", "_last", "at", "by_act", "conflicts", "facts", "revisions", "struck")

    def __init__(self, began: Plan) -> None:
        self._began = self._last = began
        self._entries: list[Entry] = []
        self._changed: dict[str, None] = {}
        self.at = began.at
        self.facts, self.struck, self.revisions = began.facts, began.struck, began.revisions
        self.by_act, self.conflicts = began.by_act, began.conflicts

    def plan(self) -> Plan:
        """Give the plan as it stands now."""
        began, new = self._last, self._entries
        if not new:
            return began
        named = began.id or next((e.event.plan_id for e in new if e.event is not None), "")
        found = Plan(named, new[-1].seq, new[-1].hash, self.at, self.facts, self.struck, self.revisions, self.by_act,
                     self.conflicts, (*began.entries, *new))  # fmt: skip
        return found.after(began, self._changed)

    def step(self) -> Plan:
        """Give the plan as it stands now, and go on from it."""
        self._last = self.plan()
        self._entries, self._changed = [], {}
        return self._last

    def take(self, entry: Entry) -> None:
        """Take the next entry."""
        event = entry.event
        self._entries.append(entry)
        self.at = entry.at if self.at is None else max(self.at, entry.at)
        if event is None or event.body is None or event.id in self.facts:
            return
        body = event.body
        if isinstance(body, Revised):
            self._revise(entry, event, body)
        elif isinstance(body, ConflictResolved):
            self._resolve(entry, event, body)
        elif body.SORT is Sort.ABOUT:
            self._about(event, body)
        else:
            made = Fact(event.id, entry.seq, event.made_at, event.actor, event.act, body, entry.at)
            self._put(made)
            self._record(event, Step(event.id, "made", event.id))

    def _put(self, fact: Fact[Any]) -> None:
        facts = _own(self.facts, self._began.facts)
        facts[fact.id] = fact
        self.facts = facts
        self._changed[fact.id] = None

    def _revise(self, entry: Entry, event: Event, body: Revised) -> None:
        fact = self.facts.get(body.thing)
        if fact is None or type(fact.body) is not body.TARGET or body.field not in body.FIELDS:
            return
        if entry.status is Status.CONFLICT:
            late = Conflict(event.id, entry.seq, event.actor, body.thing, body.field, body.value, body.reason,
                            event.made_at)  # fmt: skip
            self.conflicts = (*self.conflicts, late)
        else:
            self._set(entry, event, fact, (body.field, body.value, body.reason))

    def _set(self, entry: Entry, event: Event, fact: Fact[Any], to: tuple[str, JsonValue, str | None]) -> None:
        name, value, reason = to
        changed = revised_body(fact.body, name, value)
        if changed is None:
            return
        record = self.by_act.get(_act_key(event)) or ActRecord(event.act, event.device, event.actor)
        revision = Revision(
            event.id, entry.seq, event.made_at, event.actor, before=value_of(fact.body, name),
            value=value_of(changed, name), reason=reason, act=event.act, counters=record.undoes, back=record.back,
        )  # fmt: skip
        self._put(replace(fact, body=changed))
        key = (fact.id, name)
        revisions = _own(self.revisions, self._began.revisions)
        revisions[key] = (*revisions.get(key, ()), revision)
        self.revisions = revisions
        self._record(event, Step(event.id, "revised", fact.id, name))

    def _resolve(self, entry: Entry, event: Event, body: ConflictResolved) -> None:
        late = next((c for c in self.conflicts if c.event == body.conflict), None)
        if late is None:
            return
        self.conflicts = tuple(c for c in self.conflicts if c.event != body.conflict)
        if body.take:
            self._set(entry, event, self.facts[late.thing], (late.field, late.value, late.reason))

    def _about(self, event: Event, body: Body) -> None:
        if isinstance(body, Struck) and body.target in self.facts and body.target not in self.struck:
            self._strike(event, self.struck | {body.target}, Step(event.id, "struck", body.target))
        elif isinstance(body, Restored) and body.target in self.struck:
            self._strike(event, self.struck - {body.target}, Step(event.id, "restored", body.target))
        elif isinstance(body, PersonIdentified) and body.local != body.account:
            found = identified(self.plan(), body.local, body.account)
            self.facts, self.revisions = found.facts, found.revisions
            self.by_act, self.conflicts = found.by_act, found.conflicts
            self._changed |= dict.fromkeys(self.facts)
        elif isinstance(body, ActUndone):
            self._record(event, None, body.undone)

    def _strike(self, event: Event, struck: frozenset[str], step: Step) -> None:
        self.struck = struck
        self._changed[step.target] = None
        self._record(event, step)

    def _record(self, event: Event, step: Step | None, undoes: str | None = None) -> None:
        key = _act_key(event)
        last = self.by_act.get(key) or ActRecord(event.act, event.device, event.actor)
        back = last.back
        if undoes is not None:
            undone = self.by_act.get(_act_key(event, undoes))
            back = undone is None or not undone.back
        undo = Undo.YES if event.body is None else event.body.UNDO
        steps = last.steps if step is None else (*last.steps, step)
        by_act = _own(self.by_act, self._began.by_act)
        by_act[key] = ActRecord(last.id, last.device, last.by, (*last.events, event.id), steps, undoes or last.undoes,
                                back, (*last.undos, undo))  # fmt: skip
        self.by_act = by_act


def _own(known: Mapping[K, V], began: Mapping[K, V]) -> dict[K, V]:
    """Give a mapping that may be changed: the one known here, where it is a copy already."""
    return known if known is not began and isinstance(known, dict) else dict(known)


def _act_key(event: Event, act: str | None = None) -> ActKey:
    return (act or event.act, event.device, event.actor)
