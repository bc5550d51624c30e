"""The one read rule: what a reader sees of a plan, for screens, exports and later sync and pages (I7)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce

from stafett_tui.domain.activity import ActivityPlanned
from stafett_tui.domain.admit import roles
from stafett_tui.domain.attendance import Wished
from stafett_tui.domain.case import Actor
from stafett_tui.domain.consent import ConsentGiven, ConsentWithdrawn, covers, last_covered
from stafett_tui.domain.event import Act, Body, Entry, hidden
from stafett_tui.domain.guarding import may_open, tells_of_place
from stafett_tui.domain.hiding import hidden_from, of_first_holder
from stafett_tui.domain.keptout import person_kept_out
from stafett_tui.domain.lifecycle import shown_again
from stafett_tui.domain.lock import in_session
from stafett_tui.domain.log import ConflictResolved, Restored, Revised, Struck
from stafett_tui.domain.oslo import oslo_date
from stafett_tui.domain.people import ParticipantAdded, Role, participant, role_of, same_service
from stafett_tui.domain.plan import ActRecord, Fact, Plan, fold, gone
from stafett_tui.domain.policy import Policy
from stafett_tui.domain.retelling import Retelling, retelling
from stafett_tui.domain.rights import Right, right
from stafett_tui.domain.sections import SECTION_OF

_FAMILY = frozenset({Role.GUARDIAN, Role.OWNER})


def may_read(plan: Plan, reader: Actor, policy: Policy, today: date) -> bool:
    """Tell whether the reader may open the plan.

    The family always; providers while or until a consent covered them (C-08); note-takers in the meeting; an
    office only with a reason (S-06); where the address is strictly confidential only those named (K-03).
    """
    if not may_open(plan, reader):
        return False
    if needs_reason(plan, reader) and plan.id in reader.reasons:
        return True
    for role in roles(plan, reader, policy, today):
        granted = right(Act.READ, role)
        if granted is Right.READ and (role is not Role.PROVIDER or read_through(plan, reader, today) is not None):
            return True
        if granted is Right.MEETING and in_session(plan) and _covered(plan, reader.person, today):
            return True
    return False


def may_see_lookups(plan: Plan, reader: Actor, policy: Policy, today: date) -> bool:
    """Tell whether somebody is told who has looked: the holder, the family, an office that has said why (S-08)."""
    rights = {right(Act.AUDIT, role) for role in roles(plan, reader, policy, today)}
    return bool(rights & {Right.OWN, Right.READ}) or (Right.REASON in rights and plan.id in reader.reasons)


def read_through(plan: Plan, reader: Actor, today: date) -> date | None:
    """Give the last day whose writing a provider may read: today while covered, else the last covered day (C-08).

    None where the service never was covered, where consent was withdrawn, or where the family keeps the person out.
    """
    found = participant(plan, reader.person)
    if found is None or person_kept_out(plan, reader.person):
        return None
    return today if covers(plan, found.service, today) else last_covered(plan, found.service)


def _covered(plan: Plan, person: str, today: date) -> bool:
    found = participant(plan, person)
    return found is not None and covers(plan, found.service, today) and not person_kept_out(plan, person)


def needs_reason(plan: Plan, reader: Actor) -> bool:
    """Tell whether an office lets the reader open the plan once a reason is given."""
    return role_of(plan, reader.person) is None and any(
        right(Act.READ, office) is Right.REASON for office in reader.offices
    )


def view(plan: Plan, reader: Actor, policy: Policy, today: date) -> Plan:
    """Give the plan as the reader may see it; one who may not read sees only how long the log is."""
    if not may_read(plan, reader, policy, today):
        return Plan(seq=plan.seq, head=plan.head, at=plan.at)
    return _seen(plan, reader, _cut(plan, reader, today), retelling(plan, reader))


def _seen(plan: Plan, reader: Actor, cut: date | None, *words: Retelling | None) -> Plan:
    seen = _until(plan, cut, *(tell for tell in words if tell is not None))
    things = _hidden(plan, reader)
    return _without(seen, things) if things else seen


def preview(plan: Plan, onlooker: Actor, reader: Actor, policy: Policy, today: date) -> Plan:
    """Give the plan as a reader sees it, shown to somebody else: never more than both of them may see (D-12, C-11)."""
    own, seen = view(plan, onlooker, policy, today), view(plan, reader, policy, today)
    if seen.facts and (told := retelling(plan, onlooker)) is not None:
        seen = _seen(plan, reader, _cut(plan, reader, today), told, retelling(plan, reader))
    more = frozenset(seen.facts) - frozenset(own.facts)
    return _without(seen, more) if more else seen


def visible(log: Iterable[Entry], reader: Actor, policy: Policy, today: date) -> tuple[Entry, ...]:
    """Give the log as it travels to the reader: what may not be seen is place and leaf only."""
    entries = tuple(log)
    found = reading(fold(entries), reader, policy, today)
    return tuple(hidden(e) for e in entries) if found is None else found.of(entries)


@dataclass(frozen=True, slots=True)
class Reading:
    """How somebody reads a plan: until which day, without which things, and in which words."""

    cut: date | None
    things: frozenset[str]
    tell: Retelling | None

    @property
    def whole(self) -> bool:
        """Whether everything that stands is read as it stands."""
        return self.cut is None and not self.things and self.tell is None

    def of(self, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
        """Give the whole log as it is read."""
        late = {e.event.id for e in entries if e.event is not None and _thing(e.event.body) in self.things}
        unseen = self.things | late | gone(entries)
        tell = self.tell or _as_it_is
        return tuple(hidden(e) if _late(e, self.cut) or _tells_of(e, unseen) else tell(e) for e in entries)


def reading(plan: Plan, reader: Actor, policy: Policy, today: date) -> Reading | None:
    """Give how somebody reads a folded plan, None where they may not."""
    if not may_read(plan, reader, policy, today):
        return None
    return Reading(_cut(plan, reader, today), _hidden(plan, reader), retelling(plan, reader))


def _as_it_is(entry: Entry) -> Entry:
    return entry


def _cut(plan: Plan, reader: Actor, today: date) -> date | None:
    """Give the last day that is read, None where everything is: only a provider's reading ends (C-08)."""
    if role_of(plan, reader.person) is not Role.PROVIDER or _told_why(plan, reader):
        return None
    through = read_through(plan, reader, today)
    return None if through is None or through >= today else through


def _late(entry: Entry, cut: date | None) -> bool:
    return cut is not None and oslo_date(entry.at) > cut


def _told_why(plan: Plan, reader: Actor) -> bool:
    """Tell whether an office of the reader opens the plan, and a reason for this one was given (S-06)."""
    return plan.id in reader.reasons and any(right(Act.READ, office) is Right.REASON for office in reader.offices)


def _until(plan: Plan, cut: date | None, *words: Retelling) -> Plan:
    """Give the plan as it stood at the end of a day, told in these words, in the log as long as it is now."""
    if not words and (cut is None or not any(_late(e, cut) for e in plan.entries)):
        return plan
    kept = (hidden(e) if _late(e, cut) else e for e in plan.entries)
    return fold(reduce(lambda entry, tell: tell(entry), words, e) for e in kept)


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
    """Give the things that the reader does not see, with what is said of them.

    What somebody else wrote and took back (but the holder sees it); services hidden from the reader (D-12); what
    the family did not let be shown again (C-11); what tells of a protected place (K-04).
    """
    role = role_of(plan, reader.person)
    things = _of_hidden_services(plan, reader) | tells_of_place(plan, reader) | _not_shown_again(plan, role)
    if role is not Role.HOLDER:
        things |= {t for t in plan.struck if plan.facts[t].by != reader.person}
    if not things:
        return frozenset()
    said = [f for f in plan.facts.values() if f.id not in things and f.body.refs() and not _stands_alone(f)]
    while about := {f.id for f in said if not things.isdisjoint(f.body.refs())} - things:
        things |= about
    return frozenset(things)


def never_shown(plan: Plan, person: str) -> frozenset[str]:
    """Give what somebody is not shown on whatever day; "" is anybody outside the family and without a word on them.

    What tells of a protected place is not among it: that stands in the logs of persons, not in this one (K-04).
    """
    return _hidden(plan, Actor(person))


def _of_hidden_services(plan: Plan, reader: Actor) -> frozenset[str]:
    services = hidden_from(plan, reader.person)
    if not services:
        return frozenset()
    people = {f.body.person: f.id for f in plan.of(ParticipantAdded) if _names(services, f.body.service)}
    found = set(people.values())
    first = of_first_holder(plan, services)
    untold = tuple(each for each in services if each != first)
    found |= {f.id for f in plan.of(ConsentGiven) if all(_names(untold, s) for s in f.body.services)}
    found |= {
        f.id for f in plan.of(ConsentWithdrawn) if f.body.services and all(_names(untold, s) for s in f.body.services)
    }
    found |= {f.id for f in plan.of(Wished) if _names(services, f.body.service)}
    for fact in plan.facts.values():
        named = {getattr(fact.body, name, None) for name in ("person", "responsible")}
        if fact.by in people or not named.isdisjoint(people) or _says(fact, services):
            found.add(fact.id)
    return frozenset(found)


def _says(fact: Fact[Body], services: tuple[str, ...]) -> bool:
    """Tell whether a fact of the plan's life names one of the services."""
    named = getattr(fact.body, "service", "") if fact.body.KIND in {"service.hidden", "consent.kept_out"} else ""
    return bool(named) and _names(services, named)


def _names(services: tuple[str, ...], service: str) -> bool:
    return any(same_service(service, each) for each in services)


def _not_shown_again(plan: Plan, role: Role | None) -> frozenset[str]:
    again = shown_again(plan)
    if again is None or role in _FAMILY:
        return frozenset()
    since, shown = again
    return frozenset(
        f.id
        for f in plan.facts.values()
        if f.seq < since and (section := SECTION_OF.get(type(f.body))) is not None and section not in shown
    )


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
