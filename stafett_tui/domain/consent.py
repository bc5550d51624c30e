"""Consent: who gave it, to which services, from when and until when, and what ended it (C-01 to C-13)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from stafett_tui.domain.endings import PlanClosed, PlanPaused, PlanReopened, stopped_before
from stafett_tui.domain.event import Act, Body, Sort, Undo
from stafett_tui.domain.keptout import KeptOut, LetIn, is_kept_out, person_kept_out
from stafett_tui.domain.people import PlanOpened, Role, opening, participant, participants, same_service, services
from stafett_tui.domain.plan import Fact, Plan


class ConsentForm(StrEnum):
    """How consent was given."""

    SIGNED = "signed"
    ORAL = "oral"
    DIGITAL = "digital"


class ConsentKind(StrEnum):
    """What the consent is to; the two are kept apart (C-13)."""

    CONFIDENTIALITY_WAIVER = "confidentiality_waiver"
    """The services may tell one another what they have a duty to keep to themselves."""
    DATA_PROCESSING = "data_processing"
    """The data may be processed; needed where the municipality builds on consent."""


class Occasion(StrEnum):
    """What a consent was asked for."""

    START = "start"
    WIDENING = "widening"
    RENEWAL = "renewal"
    LEVEL_2 = "level_2"
    LEVEL_3 = "level_3"
    TRANSITION = "transition"
    REOPENING = "reopening"
    OWN = "own"
    """The youth's own, at the birthday (C-04)."""


class ConsentGiven(Body):
    """Consent to named services for a period; never overwritten, each giving stands in the history (C-07)."""

    KIND: ClassVar[str] = "consent.given"
    V: ClassVar[int] = 2
    SORT: ClassVar[Sort] = Sort.ADDED
    ACT: ClassVar[Act] = Act.CONSENT
    UNDO: ClassVar[Undo] = Undo.SKIP

    consenters: tuple[str, ...] = Field(min_length=1)
    services: tuple[str, ...] = Field(min_length=1)
    given_on: date
    valid_through: date
    """Valid through this date, the date included."""
    form: ConsentForm
    child_heard_on: date | None = None
    kind: ConsentKind = ConsentKind.CONFIDENTIALITY_WAIVER
    occasion: Occasion = Occasion.START
    required: tuple[str, ...] | None = None
    """Whose consent was needed by the policy of the day (C-02); None: the consenters were enough."""
    one_reason: str | None = None
    """Why one guardian is enough (C-03)."""
    partial: bool = False
    """Others who are needed sign later; until then the services are not covered (C-01)."""
    own_through: date | None = None
    """Through this day it is enough without the youth's own consent: birthday and grace (C-04)."""
    evidence: str | None = None
    """The document with the signature, or the line of the minutes that shows the oral consent."""
    explained_in: str = ""
    """The language it was explained in."""


class ConsentWithdrawn(Body):
    """Consent is withdrawn, for some services or wholly; at once, and without a reason (C-09, C-10)."""

    KIND: ClassVar[str] = "consent.withdrawn"
    SORT: ClassVar[Sort] = Sort.COMMAND
    ACT: ClassVar[Act] = Act.CONSENT
    UNDO: ClassVar[Undo] = Undo.SKIP

    by: str
    """The guardian, or the owner, who withdraws."""
    services: tuple[str, ...] = ()
    """Empty: wholly, and the plan becomes passive."""
    form: ConsentForm = ConsentForm.ORAL


class ConsentStatus(StrEnum):
    """What a service's consent is worth today."""

    VALID = "valid"
    EXPIRING = "expiring"
    EXPIRED = "expired"
    MISSING = "missing"
    PARTIAL = "partial"
    """Somebody who is needed has not signed yet."""
    WITHDRAWN = "withdrawn"
    KEPT_OUT = "kept_out"
    """The family has asked that the service is told nothing (C-12)."""


@dataclass(frozen=True, slots=True)
class ServiceConsent:
    """One row of the consent screen."""

    service: str
    people: tuple[str, ...]
    since: date | None
    through: date | None
    status: ConsentStatus
    lacking: tuple[str, ...] = ()
    """Who has not signed yet."""


def default_through(given_on: date, years: int) -> date:
    """Give the last valid date of a consent of `years` (29 February ends on the 28th)."""
    try:
        return given_on.replace(year=given_on.year + years)
    except ValueError:
        return given_on.replace(year=given_on.year + years, day=28)


_WAIVER = ConsentKind.CONFIDENTIALITY_WAIVER


def given_to(plan: Plan, service: str, kind: ConsentKind = _WAIVER) -> tuple[Fact[ConsentGiven], ...]:
    """Give every consent that names the service, oldest first."""
    return tuple(
        fact
        for fact in plan.of(ConsentGiven)
        if fact.body.kind is kind and any(same_service(service, named) for named in fact.body.services)
    )


def standing(plan: Plan, service: str, kind: ConsentKind = _WAIVER) -> tuple[Fact[ConsentGiven], ...]:
    """Give the consents to the service that neither a withdrawal nor a stop of the plan ended (C-09, C-11)."""
    over = max(withdrawn_at(plan, service), stopped_before(plan))
    return tuple(fact for fact in given_to(plan, service, kind) if fact.seq > over)


def withdrawn_at(plan: Plan, service: str) -> int:
    """Give the place of the last withdrawal that meets the service, 0 where there is none."""
    return max(
        (
            f.seq
            for f in plan.of(ConsentWithdrawn)
            if not f.body.services or any(same_service(service, named) for named in f.body.services)
        ),
        default=0,
    )


def lacking(facts: Iterable[Fact[ConsentGiven]]) -> tuple[str, ...]:
    """Give who has not signed yet, by what the newest of these consents asked for (C-01)."""
    known = tuple(facts)
    if not known or known[-1].body.required is None or known[-1].body.one_reason:
        return ()
    signed = {person for fact in known for person in fact.body.consenters}
    return tuple(person for person in known[-1].body.required if person not in signed)


def complete(facts: Iterable[Fact[ConsentGiven]]) -> bool:
    """Tell whether everyone needed has signed; a consent that others still are to sign takes nothing away (C-01)."""
    known = tuple(facts)
    return any(not lacking(known[:end]) for end in range(1, len(known) + 1))


def through(plan: Plan, fact: Fact[ConsentGiven], facts: Iterable[Fact[ConsentGiven]]) -> date:
    """Give the last day of a consent; without the youth's own it ends with the grace after the birthday (C-04).

    What the owner signed before that birthday is no consent of their own.
    """
    body = fact.body
    if body.own_through is None:
        return body.valid_through
    owner = "" if (opened := opening(plan)) is None else opened.owner.id
    own = [f.body.valid_through for f in facts if owner in f.body.consenters and f.body.own_through is None]
    return min(body.valid_through, max(body.own_through, *own) if own else body.own_through)


def holds(plan: Plan, facts: tuple[Fact[ConsentGiven], ...], day: date) -> bool:
    """Tell whether these consents together are enough on a day: in their time, and by everyone needed."""
    valid = tuple(f for f in facts if f.body.given_on <= day <= through(plan, f, facts))
    return complete(valid)


def covers(plan: Plan, service: str, today: date, kind: ConsentKind = _WAIVER) -> bool:
    """Tell whether a consent covers the service today (C-05); a service kept out is never covered (C-12)."""
    known = plan.once_from(_COVERING, _nothing_yet)
    asked = (service, today, kind)
    found = known.get(asked)
    if found is None:
        found = known[asked] = holds(plan, standing(plan, service, kind), today) and not is_kept_out(plan, service)
    return found


_COVERING = (ConsentGiven, ConsentWithdrawn, KeptOut, LetIn, PlanOpened, PlanPaused, PlanClosed, PlanReopened)
"""All that says whether a service is covered on a day."""


def _nothing_yet(_plan: Plan) -> dict[tuple[str, date, ConsentKind], bool]:
    """Begin to remember what is covered, until one of these changes."""
    return {}


def last_covered(plan: Plan, service: str) -> date | None:
    """Give the last day on which the service is or was covered; None where it never was, or was withdrawn."""
    facts = standing(plan, service)
    days = [through(plan, f, facts) for f in facts if holds(plan, facts, through(plan, f, facts))]
    return max(days, default=None)


def person_covered(plan: Plan, person: str, today: date) -> bool:
    """Tell whether the person may be in the room: family always, a provider covered and not kept out (C-05, C-12)."""
    opened = opening(plan)
    if opened is not None and person == opened.owner.id:
        return True
    found = participant(plan, person)
    if found is None:
        return False
    return found.role is Role.GUARDIAN or (covers(plan, found.service, today) and not person_kept_out(plan, person))


def named_services(plan: Plan) -> tuple[str, ...]:
    """Give every service a consent names, each spelling once."""
    return plan.once_from((ConsentGiven,), _named_services)


def _named_services(plan: Plan) -> tuple[str, ...]:
    return tuple(dict.fromkeys(s for f in plan.of(ConsentGiven) for s in f.body.services))


def active(plan: Plan, today: date, kind: ConsentKind = _WAIVER) -> bool:
    """Tell whether any service is covered today; without one nothing new is shared (C-08)."""
    return any(covers(plan, service, today, kind) for service in named_services(plan))


def begun(plan: Plan) -> bool:
    """Tell whether a whole consent was ever given (C-01)."""
    return any(complete(given_to(plan, s)) for s in named_services(plan))


def valid_through(plan: Plan) -> date | None:
    """Give the last day on which any service is still covered."""
    return plan.once_from(_COVERING, _valid_through)


def _valid_through(plan: Plan) -> date | None:
    days = [day for s in named_services(plan) if (day := last_covered(plan, s)) is not None]
    return max(days, default=None)


def service_consents(plan: Plan, wished: Iterable[str], today: date, warn_days: int = 60) -> tuple[ServiceConsent, ...]:
    """Give a row for each service in the plan, named in a consent, or wished for."""
    distinct: list[str] = []
    for service in (*services(plan), *named_services(plan), *wished):
        if not any(same_service(service, seen) for seen in distinct):
            distinct.append(service)
    return tuple(_row(plan, service, today, warn_days) for service in distinct)


def _row(plan: Plan, service: str, today: date, warn_days: int) -> ServiceConsent:
    facts = standing(plan, service)
    people = tuple(p.name for p in participants(plan) if same_service(p.service, service))
    since = min((f.body.given_on for f in facts), default=None)
    last = max((through(plan, f, facts) for f in facts), default=None)
    unsigned = lacking(tuple(f for f in facts if f.body.given_on <= today <= through(plan, f, facts)))
    return ServiceConsent(service, people, since, last, _status(plan, service, today, warn_days), unsigned)


def _status(plan: Plan, service: str, today: date, warn_days: int) -> ConsentStatus:
    facts = standing(plan, service)
    if is_kept_out(plan, service):
        return ConsentStatus.KEPT_OUT
    if not facts:
        return ConsentStatus.WITHDRAWN if given_to(plan, service) else ConsentStatus.MISSING
    last = max(through(plan, f, facts) for f in facts)
    if covers(plan, service, today):
        return ConsentStatus.EXPIRING if last - today <= timedelta(days=warn_days) else ConsentStatus.VALID
    return ConsentStatus.EXPIRED if last < today else ConsentStatus.PARTIAL


BODIES: tuple[type[Body], ...] = (ConsentGiven, ConsentWithdrawn)
