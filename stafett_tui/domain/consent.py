"""Consent: who gave it, to which services, from when and until when (C-01 to C-08, as far as built)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from stafett_tui.domain.errors import ErrorKind
from stafett_tui.domain.event import Act, Body, Sort, Undo
from stafett_tui.domain.people import (
    ParticipantAdded,
    Role,
    opening,
    participant,
    participants,
    role_of,
    same_service,
    services,
)
from stafett_tui.domain.plan import Fact, Plan


class ConsentForm(StrEnum):
    """How consent was given."""

    SIGNED = "signed"
    ORAL = "oral"
    DIGITAL = "digital"


class ConsentGiven(Body):
    """Consent to named services for a period; never overwritten, each giving stands in the history (C-07)."""

    KIND: ClassVar[str] = "consent.given"
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


class ConsentStatus(StrEnum):
    """What a service's consent is worth today."""

    VALID = "valid"
    EXPIRING = "expiring"
    EXPIRED = "expired"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class ServiceConsent:
    """One row of the consent screen."""

    service: str
    people: tuple[str, ...]
    since: date | None
    through: date | None
    status: ConsentStatus


def default_through(given_on: date, years: int) -> date:
    """Give the last valid date of a consent of `years` (29 February ends on the 28th)."""
    try:
        return given_on.replace(year=given_on.year + years)
    except ValueError:
        return given_on.replace(year=given_on.year + years, day=28)


def given_to(plan: Plan, service: str) -> tuple[Fact[ConsentGiven], ...]:
    """Give every consent that names the service, oldest first."""
    return tuple(
        fact for fact in plan.of(ConsentGiven) if any(same_service(service, named) for named in fact.body.services)
    )


def covers(plan: Plan, service: str, today: date) -> bool:
    """Tell whether a consent covers the service today (C-05)."""
    return any(f.body.given_on <= today <= f.body.valid_through for f in given_to(plan, service))


def ever_covered(plan: Plan, service: str) -> bool:
    """Tell whether the service was ever covered: reading stays for those after expiry (C-08)."""
    return bool(given_to(plan, service))


def person_covered(plan: Plan, person: str, today: date) -> bool:
    """Tell whether the person may be in the room: family always, a provider when the service is covered."""
    opened = opening(plan)
    if opened is not None and person == opened.owner.id:
        return True
    found = participant(plan, person)
    if found is None:
        return False
    return found.role is Role.GUARDIAN or covers(plan, found.service, today)


def active(plan: Plan, today: date) -> bool:
    """Tell whether any consent is valid today; without one nothing new is shared (C-08)."""
    return any(f.body.given_on <= today <= f.body.valid_through for f in plan.of(ConsentGiven))


def begun(plan: Plan) -> bool:
    """Tell whether consent was ever given."""
    return bool(plan.of(ConsentGiven))


def valid_through(plan: Plan) -> date | None:
    """Give the last day on which any service is still covered."""
    return max((f.body.valid_through for f in plan.of(ConsentGiven)), default=None)


def service_consents(plan: Plan, wished: Iterable[str], today: date, warn_days: int = 60) -> tuple[ServiceConsent, ...]:
    """Give a row for each service in the plan, named in a consent, or wished for."""
    named = [s for f in plan.of(ConsentGiven) for s in f.body.services]
    distinct: list[str] = []
    for service in (*services(plan), *named, *wished):
        if not any(same_service(service, seen) for seen in distinct):
            distinct.append(service)
    return tuple(_row(plan, service, today, warn_days) for service in distinct)


def _row(plan: Plan, service: str, today: date, warn_days: int) -> ServiceConsent:
    facts = given_to(plan, service)
    people = tuple(p.name for p in participants(plan) if same_service(p.service, service))
    if not facts:
        return ServiceConsent(service, people, None, None, ConsentStatus.MISSING)
    through = max(f.body.valid_through for f in facts)
    since = min(f.body.given_on for f in facts)
    if not covers(plan, service, today):
        return ServiceConsent(service, people, since, through, ConsentStatus.EXPIRED)
    soon = through - today <= timedelta(days=warn_days)
    return ServiceConsent(service, people, since, through, ConsentStatus.EXPIRING if soon else ConsentStatus.VALID)


def check_given(plan: Plan, body: ConsentGiven, today: date) -> ErrorKind | None:
    """Those who consent are the owner or guardians (C-02); it was given, and the period does not end before."""
    opened = opening(plan)
    allowed = {p.person for p in participants(plan) if p.role is Role.GUARDIAN}
    if opened is not None:
        allowed.add(opened.owner.id)
    if not set(body.consenters) <= allowed:
        return ErrorKind.CONSENTER_UNKNOWN
    return ErrorKind.BAD_PERIOD if body.valid_through < body.given_on or body.given_on > today else None


def check_participant(plan: Plan, body: ParticipantAdded, today: date) -> ErrorKind | None:
    """A provider joins only when a consent covers the service (C-05); nobody joins twice, or as holder (I8)."""
    if role_of(plan, body.person) is not None:
        return ErrorKind.PERSON_ALREADY_THERE
    if body.role not in {Role.GUARDIAN, Role.PROVIDER, Role.NOTE_TAKER}:
        return ErrorKind.BAD_INPUT
    if body.role is Role.GUARDIAN:
        return None
    return None if covers(plan, body.service, today) else ErrorKind.SERVICE_NOT_COVERED


BODIES: tuple[type[Body], ...] = (ConsentGiven,)
