"""What protected addresses ask of a plan: no place is written, nothing that tells of one is shown (K-03, K-04)."""

from stafett_tui.domain.activity import ActivityPlanned
from stafett_tui.domain.attendance import AttendanceMarked
from stafett_tui.domain.case import Actor, Case
from stafett_tui.domain.document import DocumentAttached
from stafett_tui.domain.errors import ErrorKind
from stafett_tui.domain.event import Body
from stafett_tui.domain.level import TransitionMade
from stafett_tui.domain.meeting import MeetingCalled, MeetingRevised
from stafett_tui.domain.people import (
    ParticipantAdded,
    PlanOpened,
    PlanRevised,
    Role,
    everyone,
    has_held,
    opening,
    role_of,
)
from stafett_tui.domain.plan import Plan
from stafett_tui.domain.protection import GUARDED, AddressProtection


def strictly(plan: Plan, actor: Actor) -> bool:
    """Tell whether the owner's address is strictly confidential (K-03)."""
    opened = opening(plan) if actor.protected else None
    return opened is not None and actor.protected.get(opened.owner.id) is AddressProtection.STRICTLY_CONFIDENTIAL


def may_open(plan: Plan, actor: Actor) -> bool:
    """Tell whether the list of who alone may open lets somebody in; a strictly confidential plan has one (K-03)."""
    if actor.named is None:
        return not strictly(plan, actor)
    return actor.person in actor.named


def guarded_guardians(plan: Plan, actor: Actor) -> frozenset[str]:
    """Give the guardians whose place the other guardian is not to learn of, also once they left the plan (K-04)."""
    if not actor.protected:
        return frozenset()
    family = {each.person for each in everyone(plan) if each.role is Role.GUARDIAN}
    return frozenset(person for person, protection in actor.protected.items() if protection in GUARDED) & family


def check_place(case: Case, body: Body) -> ErrorKind | None:
    """Where the owner or a guardian is protected, neither a school nor a meeting place is written down (K-03, K-04)."""
    if not (strictly(case.plan, case.actor) or guarded_guardians(case.plan, case.actor)):
        return None
    return ErrorKind.ADDRESS_PROTECTED if _place_of(body).strip() else None


def _place_of(body: Body) -> str:
    match body:
        case MeetingCalled() | PlanOpened():
            return body.place
        case MeetingRevised() | PlanRevised():
            return str(body.value or "") if body.field == "place" else ""
    return ""


def may_not_know_place(plan: Plan, reader: Actor) -> bool:
    """Tell whether the reader is a guardian, and another one is protected (K-04)."""
    others = guarded_guardians(plan, reader) - {reader.person}
    return bool(others) and role_of(plan, reader.person) is Role.GUARDIAN


def tells_of_place(plan: Plan, reader: Actor) -> frozenset[str]:
    """Give the things that would tell a guardian where a protected one lives or is helped (K-04).

    The people of services but those who hold the baton or have, the meetings with their times, files, another
    kindergarten or school, and what the protected one or a provider does. What names a service and must stand, as a
    consent, is told in other words (`retelling`).
    """
    if not may_not_know_place(plan, reader):
        return frozenset()
    guarded = guarded_guardians(plan, reader) - {reader.person}
    found = {f.id for kind in (MeetingCalled, TransitionMade, DocumentAttached) for f in plan.of(kind)}
    found |= {
        f.id
        for f in plan.of(ParticipantAdded)
        if f.body.role is not Role.GUARDIAN and not has_held(plan, f.body.person)
    }
    found |= {f.id for f in plan.of(AttendanceMarked) if f.body.person in guarded}
    found |= {f.id for f in plan.of(ActivityPlanned) if f.body.responsible not in {None, reader.person}}
    return frozenset(found)
