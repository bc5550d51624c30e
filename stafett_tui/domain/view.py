"""The one read rule: what a reader sees of a plan, for screens, exports and later sync and pages (I7)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from stafett_tui.domain.activity import ActivityPlanned
from stafett_tui.domain.admit import Actor
from stafett_tui.domain.consent import ever_covered
from stafett_tui.domain.event import Act, Body, Entry, hidden
from stafett_tui.domain.log import ConflictResolved, Restored, Revised, Struck
from stafett_tui.domain.people import Role, participant, role_of
from stafett_tui.domain.plan import ActRecord, Fact, Plan, fold, gone
from stafett_tui.domain.policy import Policy
from stafett_tui.domain.rights import Right, right


def may_read(plan: Plan, reader: Actor, policy: Policy, today: date) -> bool:
    """Tell whether the reader may open the plan.

    The family always; providers once a consent covered them (C-08); an office only with a reason (S-06).
    """
    del policy, today
    if needs_reason(plan, reader) and plan.id in reader.reasons:
        return True
    role = role_of(plan, reader.person)
    if role in {Role.HOLDER, Role.GUARDIAN, Role.OWNER}:
        return True
    found = participant(plan, reader.person)
    return found is not None and ever_covered(plan, found.service)


def needs_reason(plan: Plan, reader: Actor) -> bool:
    """Tell whether an office lets the reader open the plan once a reason is given."""
    return role_of(plan, reader.person) is None and any(
        right(Act.READ, office) is Right.REASON for office in reader.offices
    )


def view(plan: Plan, reader: Actor, policy: Policy, today: date) -> Plan:
    """Give the plan as the reader may see it; one who may not read sees only how long the log is."""
    if not may_read(plan, reader, policy, today):
        return Plan(seq=plan.seq, head=plan.head, at=plan.at)
    things = _hidden(plan, reader)
    return _without(plan, things) if things else plan


def visible(log: Iterable[Entry], reader: Actor, policy: Policy, today: date) -> tuple[Entry, ...]:
    """Give the log as it travels to the reader: what may not be seen is place and leaf only."""
    entries = tuple(log)
    plan = fold(entries)
    if not may_read(plan, reader, policy, today):
        return tuple(hidden(e) for e in entries)
    things = _hidden(plan, reader)
    late = {e.event.id for e in entries if e.event is not None and _thing(e.event.body) in things}
    unseen = things | late | gone(entries)
    return tuple(hidden(e) if _tells_of(e, unseen) else e for e in entries)


def _tells_of(entry: Entry, unseen: frozenset[str]) -> bool:
    event = entry.event
    return event is not None and (event.id in unseen or _thing(event.body) in unseen)


def _thing(body: Body | None) -> str | None:
    """Give the thing that an event is about."""
    if isinstance(body, Revised):
        return body.thing
    if isinstance(body, Struck | Restored):
        return body.target
    return body.conflict if isinstance(body, ConflictResolved) else None


def _hidden(plan: Plan, reader: Actor) -> frozenset[str]:
    """Give the things that somebody else wrote and took back, with what is said of them.

    Only the author and the holder see those.
    """
    if role_of(plan, reader.person) is Role.HOLDER:
        return frozenset()
    things = {t for t in plan.struck if plan.facts[t].by != reader.person}
    said = [f for f in plan.facts.values() if f.id not in things and f.body.refs() and not _stands_alone(f)]
    while about := {f.id for f in said if not things.isdisjoint(f.body.refs())} - things:
        things |= about
    return frozenset(things)


def _stands_alone(fact: Fact[Body]) -> bool:
    """Tell whether a thing is worth seeing without the one it refers to: an activity without its goal is."""
    return isinstance(fact.body, ActivityPlanned)


def _without(plan: Plan, things: frozenset[str]) -> Plan:
    acts = {key: _act_without(act, things) for key, act in plan.by_act.items()}
    return replace(
        plan,
        facts={k: f for k, f in plan.facts.items() if k not in things},
        struck=plan.struck - things,
        revisions={k: v for k, v in plan.revisions.items() if k[0] not in things},
        by_act={key: act for key, act in acts.items() if act.events},
        conflicts=tuple(c for c in plan.conflicts if c.thing not in things),
    )


def _act_without(act: ActRecord, things: frozenset[str]) -> ActRecord:
    silent = {s.event for s in act.steps if s.target in things}
    kept = [(e, u) for e, u in zip(act.events, act.undos, strict=True) if e not in silent]
    return replace(
        act,
        events=tuple(e for e, _ in kept),
        undos=tuple(u for _, u in kept),
        steps=tuple(s for s in act.steps if s.target not in things),
    )
