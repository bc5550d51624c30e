"""Who the plan is about and who is in it: the opening, participants, services and roles."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import ClassVar

from pydantic import Field

from stafett_tui.domain.baton import BatonForced, BatonTaken, handed
from stafett_tui.domain.errors import ErrorKind
from stafett_tui.domain.event import Act, Body, Sort, Undo
from stafett_tui.domain.log import Revised
from stafett_tui.domain.oslo import oslo_date
from stafett_tui.domain.plan import Plan
from stafett_tui.domain.policy import Policy


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
    V: ClassVar[int] = 2
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
    template: str = ""
    """Id and version of the template it follows, as `school@1`."""


class PlanRevised(Revised):
    """The head of the plan is put right: the owner's name or birth date, who opened it, the arena, the language."""

    KIND: ClassVar[str] = "plan.revised"
    ACT: ClassVar[Act] = Act.HEAD
    TARGET: ClassVar[type[Body]] = PlanOpened
    FIELDS: ClassVar[frozenset[str]] = frozenset({"owner", "holder", "kind", "place", "language"})


class ParticipantAdded(Body):
    """A person joins the plan: a guardian, or a provider whose service the consent covers (C-05)."""

    KIND: ClassVar[str] = "participant.added"
    V: ClassVar[int] = 2
    SORT: ClassVar[Sort] = Sort.CREATED
    ACT: ClassVar[Act] = Act.PARTICIPANTS

    person: str
    name: str = Field(min_length=1)
    role: Role
    title: str = ""
    service: str = ""
    relation: Relation | None = None
    parental: bool = True
    """For a guardian: whether this one has parental responsibility (C-02)."""
    unit: str = ""
    """The unit of the service, where it has several."""


class ParticipantLeft(Body):
    """A participant leaves the plan: reads and writes nothing more; what was written stands."""

    KIND: ClassVar[str] = "participant.left"
    SORT: ClassVar[Sort] = Sort.COMMAND
    ACT: ClassVar[Act] = Act.PARTICIPANTS
    UNDO: ClassVar[Undo] = Undo.SKIP

    person: str
    reason: str = ""


class ParticipantRevised(Revised):
    """A participant's name, title, unit or relation is put right."""

    KIND: ClassVar[str] = "participant.revised"
    ACT: ClassVar[Act] = Act.PARTICIPANTS
    TARGET: ClassVar[type[Body]] = ParticipantAdded
    FIELDS: ClassVar[frozenset[str]] = frozenset({"name", "title", "relation", "unit"})


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
    parental: bool = True
    unit: str = ""


JOINING: tuple[type[Body], ...] = (PlanOpened, ParticipantAdded, ParticipantLeft, BatonTaken, BatonForced)
"""What says who is in the plan, and who holds the baton."""


def opening(plan: Plan) -> PlanOpened | None:
    """Give the opening, None before it."""
    fact = plan.last(PlanOpened)
    return None if fact is None else fact.body


def participants(plan: Plan) -> tuple[Participant, ...]:
    """Give everyone in the plan now but the owner: the first holder first, then as added.

    The holder stays, whatever a server that was put back, or a person who turns out to be another, says of them (I8).
    """
    return plan.once_from(JOINING, _participants)


def everyone(plan: Plan) -> tuple[Participant, ...]:
    """Give everyone who is or was in the plan but the owner, in the order of joining."""
    return plan.once_from(JOINING, _everyone)


def ever_in(plan: Plan) -> frozenset[str]:
    """Give everybody who is or was in the plan, its owner with them."""
    opened = opening(plan)
    owner = frozenset() if opened is None else frozenset({opened.owner.id})
    return owner | {each.person for each in everyone(plan)}


def _everyone(plan: Plan) -> tuple[Participant, ...]:
    opened = plan.last(PlanOpened)
    if opened is None:
        return ()
    first = opened.body.holder
    holder = holder_id(plan)
    since = oslo_date(opened.at)
    found = {first.id: Participant(first.id, first.name, Role.PROVIDER, first.title, first.service, None, since)}
    for fact in plan.of(ParticipantAdded):
        b = fact.body
        found[b.person] = Participant(b.person, b.name, b.role, b.title, b.service, b.relation, oslo_date(fact.at),
                                      b.parental, b.unit)  # fmt: skip
    return tuple(replace(p, role=Role.HOLDER) if p.person == holder else p for p in found.values())


def _participants(plan: Plan) -> tuple[Participant, ...]:
    joined = {f.body.person: f.seq for f in plan.of(ParticipantAdded)}
    left = {f.body.person: f.seq for f in plan.of(ParticipantLeft)}
    return tuple(p for p in everyone(plan) if p.role is Role.HOLDER or left.get(p.person, 0) <= joined.get(p.person, 0))


def participant(plan: Plan, person: str | None) -> Participant | None:
    """Give one participant by person id."""
    return None if person is None else plan.once_from(JOINING, _by_person).get(person)


def _by_person(plan: Plan) -> dict[str, Participant]:
    return {p.person: p for p in participants(plan)}


def guardians(plan: Plan) -> tuple[Participant, ...]:
    """Give the guardians in the plan."""
    return tuple(p for p in participants(plan) if p.role is Role.GUARDIAN)


def holder_id(plan: Plan) -> str | None:
    """Give the person who holds the baton: one at every moment (I8)."""
    taken = handed(plan)
    if taken:
        return taken[-1].body.person
    opened = opening(plan)
    return None if opened is None else opened.holder.id


def has_held(plan: Plan, person: str) -> bool:
    """Tell whether somebody holds the baton or has held it."""
    opened = opening(plan)
    first = opened is not None and person == opened.holder.id
    return first or any(fact.body.person == person for fact in handed(plan))


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
    return one_spelling(one) == one_spelling(other)


@lru_cache(maxsize=1024)
def one_spelling(service: str) -> str:
    """Give the spelling by which services are told apart."""
    return " ".join(service.casefold().split())


def check_opened(plan: Plan, body: PlanOpened) -> ErrorKind | None:
    """A plan is opened once."""
    del body
    return ErrorKind.ALREADY_OPENED if plan.of(PlanOpened) else None


def check_level(body: PlanOpened, policy: Policy) -> ErrorKind | None:
    """A plan opens on a level that the municipality has plans on; on level 0 there is none (C-15)."""
    return ErrorKind.LEVEL_WRONG if body.level < policy.lowest_level else None


def check_known(plan: Plan, person: str) -> ErrorKind | None:
    """Whoever is named is in the plan."""
    return ErrorKind.PERSON_UNKNOWN if participant(plan, person) is None else None


def check_head(plan: Plan, body: PlanRevised) -> ErrorKind | None:
    """The owner, and whoever opened the plan, may be named anew but stay the same person, of the same service."""
    opened = opening(plan)
    if body.field not in {"owner", "holder"}:
        return None
    if opened is None or not isinstance(body.value, dict):
        return ErrorKind.BAD_INPUT
    named = opened.owner if body.field == "owner" else opened.holder
    same = body.value.get("id") == named.id
    if isinstance(named, Holder):
        same = same and same_service(str(body.value.get("service") or ""), named.service)
    return None if same else ErrorKind.BAD_INPUT


def check_left(plan: Plan, body: ParticipantLeft) -> ErrorKind | None:
    """Whoever leaves is in the plan; the holder hands the baton over first (I8)."""
    role = None if participant(plan, body.person) is None else role_of(plan, body.person)
    if role is None:
        return ErrorKind.PERSON_UNKNOWN
    return ErrorKind.HOLDER_STAYS if role is Role.HOLDER else None


BODIES: tuple[type[Body], ...] = (PlanOpened, PlanRevised, ParticipantAdded, ParticipantRevised, ParticipantLeft)
