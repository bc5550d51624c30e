"""The one read rule: what a reader sees of a plan, for screens, exports and later sync and pages (I7)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from stafett_tui.domain.admit import Actor
from stafett_tui.domain.consent import ever_covered
from stafett_tui.domain.event import Entry, hidden
from stafett_tui.domain.log import Blanked
from stafett_tui.domain.people import Role, participant, role_of
from stafett_tui.domain.plan import ActRecord, Plan, fold
from stafett_tui.domain.policy import Policy


def may_read(plan: Plan, reader: Actor, policy: Policy, today: date) -> bool:
    """Tell whether the reader may open the plan: family always, providers once a consent covered them (C-08)."""
    del policy, today
    role = role_of(plan, reader.person)
    if role in {Role.HOLDER, Role.GUARDIAN, Role.OWNER}:
        return True
    found = participant(plan, reader.person)
    return found is not None and ever_covered(plan, found.service)


def view(plan: Plan, reader: Actor, policy: Policy, today: date) -> Plan:
    """Give the plan as the reader may see it; one who may not read sees only how long the log is."""
    if not may_read(plan, reader, policy, today):
        return Plan(seq=plan.seq, head=plan.head, at=plan.at)
    return _without(plan, _hidden(plan, reader))


def visible(log: Iterable[Entry], reader: Actor, policy: Policy, today: date) -> tuple[Entry, ...]:
    """Give the log as it travels to the reader: what may not be seen is place and leaf only."""
    entries = tuple(log)
    plan = fold(entries)
    if not may_read(plan, reader, policy, today):
        return tuple(hidden(e) for e in entries)
    gone = _hidden(plan, reader)
    return tuple(hidden(e) if e.event is not None and (e.event.id in gone or _aims_at(e, gone)) else e for e in entries)


def _aims_at(entry: Entry, gone: frozenset[str]) -> bool:
    """Tell whether an event speaks of a hidden one in a way that leaves no trace in the fold."""
    body = None if entry.event is None else entry.event.body
    return isinstance(body, Blanked) and body.target in gone


def _hidden(plan: Plan, reader: Actor) -> frozenset[str]:
    """Give the events about things that somebody else wrote and took back: only author and holder see those."""
    if role_of(plan, reader.person) is Role.HOLDER:
        return frozenset()
    things = {t for t in plan.struck if t in plan.facts and plan.facts[t].by != reader.person}
    while True:
        leaning = {f.id for f in plan.facts.values() if f.id not in things and not things.isdisjoint(f.body.refs())}
        if not leaning:
            break
        things |= leaning
    events = set(things)
    events |= {r.event for (thing, _), revisions in plan.revisions.items() if thing in things for r in revisions}
    events |= {s.event for a in plan.acts for s in a.steps if s.target in things}
    events |= {c.event for c in plan.conflicts if c.thing in things}
    return frozenset(events)


def _without(plan: Plan, gone: frozenset[str]) -> Plan:
    if not gone:
        return plan
    return replace(
        plan,
        facts={k: f for k, f in plan.facts.items() if k not in gone},
        struck=plan.struck - gone,
        revisions={k: v for k, v in plan.revisions.items() if k[0] not in gone},
        acts=tuple(a for act in plan.acts if (a := _act_without(act, gone)).events),
        conflicts=tuple(c for c in plan.conflicts if c.event not in gone),
    )


def _act_without(act: ActRecord, gone: frozenset[str]) -> ActRecord:
    return replace(
        act,
        events=tuple(e for e in act.events if e not in gone),
        steps=tuple(s for s in act.steps if s.event not in gone),
    )
