"""Whose consent is needed, by age and policy, and the checks of what is given and withdrawn (C-01 to C-05)."""

from collections.abc import Iterable
from datetime import date, timedelta

from stafett_tui.domain.consent import (
    ConsentGiven,
    ConsentKind,
    ConsentWithdrawn,
    Occasion,
    covers,
    lacking,
    named_services,
    standing,
)
from stafett_tui.domain.errors import ErrorKind
from stafett_tui.domain.keptout import KeptOut, LetIn, kept_out
from stafett_tui.domain.people import (
    Owner,
    ParticipantAdded,
    PlanKind,
    Role,
    guardians,
    holder_id,
    opening,
    participant,
    role_of,
    same_service,
)
from stafett_tui.domain.plan import Fact, Plan
from stafett_tui.domain.policy import LeapBirthday, Policy


def birthday(born: date, years: int, policy: Policy) -> date:
    """Give the day on which somebody turns so many years; 29 February is a policy value in other years."""
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        first = policy.leap_birthday is LeapBirthday.FIRST_OF_MARCH
        return date(born.year + years, 3, 1) if first else date(born.year + years, 2, 28)


def age_on(born: date, day: date, policy: Policy) -> int:
    """Give the age in whole years on a day."""
    years = day.year - born.year
    return years if birthday(born, years, policy) <= day else years - 1


def of_age(plan: Plan, policy: Policy, day: date) -> bool:
    """Tell whether the owner has rights of their own: a pregnant woman, or one of the policy's age (rights table)."""
    opened = opening(plan)
    if opened is None or opened.kind is PlanKind.EXPECTANT:
        return opened is not None
    born = opened.owner.born
    return opened.kind is PlanKind.YOUTH if born is None else age_on(born, day, policy) >= policy.youth_age


def grown(plan: Plan, policy: Policy, day: date) -> bool:
    """Tell whether the owner has reached the age from which they answer alone (C-02); not where it is unknown."""
    opened = opening(plan)
    born = None if opened is None else opened.owner.born
    return born is not None and age_on(born, day, policy) >= policy.adult_age


def guardian_takes_part(plan: Plan, person: str, policy: Policy, day: date) -> bool:
    """Tell whether a guardian still reads and writes: once the owner is grown only with the owner's consent (C-02).

    That is a consent that the owner gave since that birthday, that the guardian signed with them, and that holds.
    """
    opened = opening(plan)
    if opened is None or opened.owner.born is None or not grown(plan, policy, day):
        return True
    since, both = birthday(opened.owner.born, policy.adult_age, policy), {opened.owner.id, person}
    held = (f.body for kind in ConsentKind for s in named_services(plan) for f in standing(plan, s, kind))
    return any(both <= set(b.consenters) and since <= b.given_on <= day <= b.valid_through for b in held)


def answers(plan: Plan, person: str, policy: Policy, day: date) -> bool:
    """Tell whether somebody speaks for the family: the owner alone once grown, before that each guardian too (C-02)."""
    role = role_of(plan, person)
    return role is Role.OWNER or (role is Role.GUARDIAN and not grown(plan, policy, day))


def speakers(plan: Plan, policy: Policy, day: date) -> tuple[str, ...]:
    """Give who speaks for the family: the guardians, the owner last; the owner alone once grown (C-02)."""
    opened = opening(plan)
    own = () if opened is None else (opened.owner.id,)
    return (*(g.person for g in guardians(plan) if answers(plan, g.person, policy, day)), *own)


def required_consenters(plan: Plan, policy: Policy, day: date) -> tuple[str, ...]:
    """Give whose consent is needed in a plan: the guardians, the youth with them, or the owner alone (C-02)."""
    opened = opening(plan)
    if opened is None:
        return ()
    return who_consents(opened.kind, opened.owner, (g.person for g in guardians(plan) if g.parental), policy, day)


def who_consents(
    kind: PlanKind, owner: Owner, parents: Iterable[str], policy: Policy, day: date
) -> tuple[str, ...]:  # fmt: skip
    """Give whose consent is needed for this owner, with these who have parental responsibility (C-02).

    Without a birth date a child is under age, a youth is not of age yet; a pregnant woman answers for herself.
    """
    family, own = tuple(parents), (owner.id,)
    if kind is PlanKind.EXPECTANT:
        return own
    if owner.born is None:
        return (*own, *family) if kind is PlanKind.YOUTH else family
    age = age_on(owner.born, day, policy)
    if age >= policy.adult_age:
        return own
    if age < policy.youth_age:
        return family
    return (*own, *family) if policy.guardians_beside_youth else own


def own_needed_through(plan: Plan, policy: Policy, given_on: date, valid_through: date) -> date | None:
    """Give the last day on which a consent is enough without the owner's own; None where none is needed (C-04).

    The grace runs from the birthday at which the policy asks the youth; one who is of age already has none.
    """
    opened = opening(plan)
    if opened is None or opened.owner.born is None or opened.kind is PlanKind.EXPECTANT:
        return None
    turns = birthday(opened.owner.born, policy.youth_age, policy)
    if turns <= given_on or turns > valid_through:
        return None
    return turns + timedelta(days=policy.youth_grace_days)


def missing_consenters(plan: Plan, body: ConsentGiven, policy: Policy) -> tuple[str, ...]:
    """Give who is needed and has signed neither now nor before for all of these services (C-01)."""
    needed = required_consenters(plan, policy, body.given_on)
    before = [{p for f in _earlier(plan, s, body) for p in f.body.consenters} for s in body.services]
    signed = set(body.consenters) | (set.intersection(*before) if before else set())
    return tuple(person for person in needed if person not in signed)


_ANEW = frozenset({Occasion.LEVEL_2, Occasion.LEVEL_3, Occasion.TRANSITION, Occasion.REOPENING})
"""What asks for a new consent of everyone: what was signed for something else does not count (C-06, C-11)."""


def _earlier(plan: Plan, service: str, body: ConsentGiven) -> tuple[Fact[ConsentGiven], ...]:
    known = standing(plan, service, body.kind)
    still = tuple(f for f in known if f.body.valid_through >= body.given_on)
    return tuple(f for f in still if f.body.occasion is body.occasion) if body.occasion in _ANEW else still


def check_given(plan: Plan, body: ConsentGiven, policy: Policy, today: date) -> ErrorKind | None:
    """Those who consent are of the family; it was given, for a period, and by all who are needed or with a reason."""
    unknown = _check_consenters(plan, body, policy)
    if unknown is not None:
        return unknown
    if body.valid_through < body.given_on or body.given_on > today:
        return ErrorKind.BAD_PERIOD
    needed = required_consenters(plan, policy, body.given_on)
    if not needed:
        return ErrorKind.GUARDIAN_MISSING
    if body.required is not None and body.required != needed:
        return ErrorKind.BAD_INPUT
    if body.own_through != own_needed_through(plan, policy, body.given_on, body.valid_through):
        return ErrorKind.BAD_INPUT
    return _check_complete(plan, body, policy) or _check_evidence(plan, body)


def _check_consenters(plan: Plan, body: ConsentGiven, policy: Policy) -> ErrorKind | None:
    """They are of the family, and somebody is among them who answered for it on that day."""
    opened = opening(plan)
    allowed = {g.person for g in guardians(plan)} | ({opened.owner.id} if opened is not None else set())
    if not set(body.consenters) <= allowed:
        return ErrorKind.CONSENTER_UNKNOWN
    speaks = any(answers(plan, person, policy, body.given_on) for person in body.consenters)
    return None if speaks else ErrorKind.OWNER_ALONE


def _check_complete(plan: Plan, body: ConsentGiven, policy: Policy) -> ErrorKind | None:
    """All who are needed, or the others sign later, or one guardian is enough for a reason (C-03)."""
    opened = opening(plan)
    owner = "" if opened is None else opened.owner.id
    missing = missing_consenters(plan, body, policy)
    if body.one_reason is not None and not body.one_reason.strip():
        return ErrorKind.REASON_NEEDED
    if body.required is None:
        needed = required_consenters(plan, policy, body.given_on)
        return None if set(needed) <= set(body.consenters) else ErrorKind.CONSENT_INCOMPLETE
    if not missing or (body.partial and body.one_reason is None):
        return None
    if body.one_reason is None:
        return ErrorKind.CONSENT_INCOMPLETE
    one = any(person != owner for person in body.consenters)
    return None if one and owner not in missing else ErrorKind.CONSENT_INCOMPLETE


def _check_evidence(plan: Plan, body: ConsentGiven) -> ErrorKind | None:
    """What shows the consent stands in this plan."""
    if body.evidence is None or body.evidence in plan.facts:
        return None
    return ErrorKind.TARGET_UNKNOWN


def check_withdrawn(plan: Plan, body: ConsentWithdrawn, policy: Policy, today: date) -> ErrorKind | None:
    """The owner withdraws, or a guardian who has parental responsibility or has signed (C-09, C-10).

    Once the owner is grown nobody else does (C-02).
    """
    signed = {person for f in plan.of(ConsentGiven) for person in f.body.consenters}
    having = {g.person for g in guardians(plan) if g.parental or g.person in signed}
    if role_of(plan, body.by) is not Role.OWNER and body.by not in having:
        return ErrorKind.CONSENTER_UNKNOWN
    if not answers(plan, body.by, policy, today):
        return ErrorKind.OWNER_ALONE
    named = body.services or tuple(dict.fromkeys(s for f in plan.of(ConsentGiven) for s in f.body.services))
    left = any(standing(plan, s, kind) for s in named for kind in ConsentKind)
    return None if left else ErrorKind.NO_CONSENT


def check_kept_out(plan: Plan, body: KeptOut, policy: Policy, today: date) -> ErrorKind | None:
    """The family keeps out; the holder cannot be (C-12)."""
    if role_of(plan, body.by) not in {Role.OWNER, Role.GUARDIAN}:
        return ErrorKind.CONSENTER_UNKNOWN
    if not answers(plan, body.by, policy, today):
        return ErrorKind.OWNER_ALONE
    holder = participant(plan, holder_id(plan))
    met = holder is not None and (body.person == holder.person or same_service(body.service, holder.service))
    return ErrorKind.HOLDER_STAYS if met else None


def check_let_in(plan: Plan, body: LetIn, policy: Policy, today: date) -> ErrorKind | None:
    """What is let in is kept out now; whoever kept it out lets it in again, or another of the family once they left.

    The owner who is grown lets in what the guardians kept out.
    """
    kept = next((f for f in kept_out(plan) if f.id == body.kept), None)
    if kept is None:
        return ErrorKind.TARGET_UNKNOWN
    may = body.by == kept.body.by or not answers(plan, kept.body.by, policy, today)
    if role_of(plan, body.by) is Role.GUARDIAN and not answers(plan, body.by, policy, today):
        return ErrorKind.OWNER_ALONE
    return None if may and answers(plan, body.by, policy, today) else ErrorKind.CONSENTER_UNKNOWN


def check_participant(plan: Plan, body: ParticipantAdded, today: date) -> ErrorKind | None:
    """A provider joins only when a consent covers the service (C-05); nobody joins twice, or as holder (I8)."""
    if role_of(plan, body.person) is not None:
        return ErrorKind.PERSON_ALREADY_THERE
    if body.role not in {Role.GUARDIAN, Role.PROVIDER, Role.NOTE_TAKER}:
        return ErrorKind.BAD_INPUT
    if body.role is Role.GUARDIAN:
        return None
    return None if covers(plan, body.service, today) else ErrorKind.SERVICE_NOT_COVERED


def unsigned(plan: Plan) -> tuple[str, ...]:
    """Give everyone whose signature some consent still waits for (C-01)."""
    services = dict.fromkeys(s for f in plan.of(ConsentGiven) for s in f.body.services)
    return tuple(dict.fromkeys(person for s in services for person in lacking(standing(plan, s))))
