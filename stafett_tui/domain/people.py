"""Who the plan is about and who is in it: the opening, participants, services and roles."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from stafett_tui.domain.errors import ErrorKind
from stafett_tui.domain.event import Act, Body, Sort, Undo
from stafett_tui.domain.log import Revised
from stafett_tui.domain.oslo import oslo_date
from stafett_tui.domain.plan import Plan


class PlanKind(StrEnum):
    """Which template the plan follows."""

    KINDERGARTEN = "kindergarten"
    SCHOOL = "school"
    YOUTH = "youth"
    EXPECTANT = "expectant"


class Role(StrEnum):
    """Columns of the rights table."""

    HOLDER = "holder"
    NOTE_TAKER = "note_taker"
    PROVIDER = "provider"
    GUARDIAN = "guardian"
    OWNER = "owner"
    COORDINATOR = "coordinator"
    UNIT_LEADER = "unit_leader"
    ADMIN = "admin"


class Relation(StrEnum):
    """How a guardian is related to the owner, where that is said."""

    MOTHER = "mother"
    FATHER = "father"
    OTHER = "other"


class PersonName(Body):
    """A person with the id that events refer to."""

    id: str
    name: str = Field(min_length=1)


class Owner(PersonName):
    """The child, youth or pregnant woman the plan is about; the birth date is asked for, never derived (N-06)."""

    born: date | None = None


class Holder(PersonName):
    """Whoever opens the plan: its first stafettholder (I8)."""

    title: str = ""
    service: str = Field(min_length=1)


class PlanOpened(Body):
    """A plan is opened by its first holder."""

    KIND: ClassVar[str] = "plan.opened"
    SORT: ClassVar[Sort] = Sort.CREATED
    ACT: ClassVar[Act] = Act.OPEN_PLAN
    UNDO: ClassVar[Undo] = Undo.SKIP

    number: int = Field(ge=1)
    kind: PlanKind
    owner: Owner
    holder: Holder
    language: str = Field(pattern="^(nb|nn|en)$")
    level: int = Field(default=1, ge=1, le=3)
    place: str = ""
    """Kindergarten, school or other arena by name."""


class PlanRevised(Revised):
    """The head of the plan is put right: the owner's name or birth date, the arena, the language."""

    KIND: ClassVar[str] = "plan.revised"
    ACT: ClassVar[Act] = Act.HEAD
    TARGET: ClassVar[type[Body]] = PlanOpened
    FIELDS: ClassVar[frozenset[str]] = frozenset({"owner", "kind", "place", "language"})


class ParticipantAdded(Body):
    """A person joins the plan: a guardian, or a provider whose service the consent covers (C-05)."""

    KIND: ClassVar[str] = "participant.added"
    SORT: ClassVar[Sort] = Sort.CREATED
    ACT: ClassVar[Act] = Act.PARTICIPANTS

    person: str
    name: str = Field(min_length=1)
    role: Role
    title: str = ""
    service: str = ""
    relation: Relation | None = None


class ParticipantRevised(Revised):
    """A participant's name, title or relation is put right."""

    KIND: ClassVar[str] = "participant.revised"
    ACT: ClassVar[Act] = Act.PARTICIPANTS
    TARGET: ClassVar[type[Body]] = ParticipantAdded
    FIELDS: ClassVar[frozenset[str]] = frozenset({"name", "title", "relation"})


class BatonTaken(Body):
    """The stafettpinne was offered and is accepted; from now this person is the holder (I8)."""

    KIND: ClassVar[str] = "baton.accepted"
    SORT: ClassVar[Sort] = Sort.COMMAND
    ACT: ClassVar[Act] = Act.BATON
    UNDO: ClassVar[Undo] = Undo.SKIP

    person: str


@dataclass(frozen=True, slots=True)
class Participant:
    """A person in the plan, as screens and matching see them."""

    person: str
    name: str
    role: Role
    title: str = ""
    service: str = ""
    relation: Relation | None = None
    since: date | None = None


def opening(plan: Plan) -> PlanOpened | None:
    """Give the opening, None before it."""
    fact = plan.last(PlanOpened)
    return None if fact is None else fact.body


def participants(plan: Plan) -> tuple[Participant, ...]:
    """Give everyone in the plan but the owner: the first holder first, then as added."""
    return plan.once(_participants)


def _participants(plan: Plan) -> tuple[Participant, ...]:
    opened = plan.last(PlanOpened)
    if opened is None:
        return ()
    first = opened.body.holder
    holder = holder_id(plan)
    found = [Participant(first.id, first.name, Role.PROVIDER, first.title, first.service, None, oslo_date(opened.at))]
    for fact in plan.of(ParticipantAdded):
        b = fact.body
        found.append(Participant(b.person, b.name, b.role, b.title, b.service, b.relation, oslo_date(fact.at)))
    return tuple(_as_holder(p) if p.person == holder else p for p in found)


def _as_holder(p: Participant) -> Participant:
    return Participant(p.person, p.name, Role.HOLDER, p.title, p.service, p.relation, p.since)


def participant(plan: Plan, person: str | None) -> Participant | None:
    """Give one participant by person id."""
    return next((p for p in participants(plan) if p.person == person), None)


def guardians(plan: Plan) -> tuple[Participant, ...]:
    """Give the guardians in the plan."""
    return tuple(p for p in participants(plan) if p.role is Role.GUARDIAN)


def holder_id(plan: Plan) -> str | None:
    """Give the person who holds the baton: one at every moment (I8)."""
    taken = plan.last(BatonTaken)
    if taken is not None:
        return taken.body.person
    opened = opening(plan)
    return None if opened is None else opened.holder.id


def role_of(plan: Plan, person: str) -> Role | None:
    """Give a person's role in this plan, None for a stranger."""
    opened = opening(plan)
    if opened is not None and person == opened.owner.id:
        return Role.OWNER
    found = participant(plan, person)
    return None if found is None else found.role


def services(plan: Plan) -> tuple[str, ...]:
    """Give the services in the plan, each once, in order of joining."""
    return tuple(dict.fromkeys(p.service for p in participants(plan) if p.service))


def same_service(one: str, other: str) -> bool:
    """Tell whether two spellings name the same service."""
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())


def check_opened(plan: Plan, body: PlanOpened) -> ErrorKind | None:
    """A plan is opened once."""
    del body
    return ErrorKind.ALREADY_OPENED if plan.of(PlanOpened) else None


def check_known(plan: Plan, person: str) -> ErrorKind | None:
    """Whoever is named is in the plan."""
    return ErrorKind.PERSON_UNKNOWN if participant(plan, person) is None else None


def check_head(plan: Plan, body: PlanRevised) -> ErrorKind | None:
    """The owner may be named anew but stays the same person."""
    opened = opening(plan)
    same = isinstance(body.value, dict) and opened is not None and body.value.get("id") == opened.owner.id
    return None if body.field != "owner" or same else ErrorKind.BAD_INPUT


def check_baton(plan: Plan, body: BatonTaken) -> ErrorKind | None:
    """Only a provider in the plan can hold the baton."""
    found = participant(plan, body.person)
    return None if found is not None and found.role is Role.PROVIDER else ErrorKind.PERSON_UNKNOWN


BODIES: tuple[type[Body], ...] = (PlanOpened, PlanRevised, ParticipantAdded, ParticipantRevised, BatonTaken)
