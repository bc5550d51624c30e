"""Who may write and read a person's own log: the holder of a plan they are in, themselves, an office with a reason."""

from datetime import date

from stafett_tui.domain.admit import Verdict, roles
from stafett_tui.domain.case import Actor, Case
from stafett_tui.domain.errors import ErrorKind
from stafett_tui.domain.event import Act, Status
from stafett_tui.domain.guarding import may_open
from stafett_tui.domain.names import name_of
from stafett_tui.domain.national_id import Mode
from stafett_tui.domain.people import role_of
from stafett_tui.domain.person import BODIES, NumberNoted, ProtectionNoted, check_number, log_of
from stafett_tui.domain.plan import Plan
from stafett_tui.domain.policy import Policy
from stafett_tui.domain.protection import lowers
from stafett_tui.domain.rights import Right, right


def may_see_person(plan: Plan, person: str, actor: Actor, policy: Policy, today: date) -> bool:
    """Tell whether contact data and numbers of somebody in the plan are shown: hidden from other participants (D-11).

    The same who may see them may write them; the rights table says who.
    """
    if not name_of(plan, person) or not may_open(plan, actor):
        return False
    granted = {right(Act.CONTACT, role) for role in roles(plan, actor, policy, today)}
    return (
        Right.WRITE in granted
        or (Right.OWN in granted and person == actor.person)
        or (Right.REASON in granted and plan.id in actor.reasons)
    )


def admit_person(case: Case, person: str, mode: Mode = Mode.PRODUCTION) -> Verdict:
    """Judge an event of a person's log, seen from a plan they are in."""
    event, actor = case.event, case.actor
    if not isinstance(event.body, BODIES) or event.plan_id != log_of(person):
        return Verdict(None, ErrorKind.UPGRADE)
    if event.actor != actor.person or not may_see_person(case.plan, person, actor, case.policy, case.today):
        return Verdict(None, ErrorKind.NOT_ALLOWED)
    code = check_number(event.body, case.policy, mode) if isinstance(event.body, NumberNoted) else None
    code = code or _check_lowered(case, person)
    return Verdict(Status.OK if code is None else None, code)


def _check_lowered(case: Case, person: str) -> ErrorKind | None:
    """A guarded place is guarded less by a coordinator with a reason, or by the person; never by the holder (K-02)."""
    body, actor = case.event.body, case.actor
    if not isinstance(body, ProtectionNoted) or not lowers(actor.protected.get(person), body.protection):
        return None
    outside = role_of(case.plan, actor.person) is None and case.plan.id in actor.reasons
    office = outside and any(right(Act.CONTACT, office) is Right.REASON for office in actor.offices)
    return None if office or person == actor.person else ErrorKind.PROTECTION_STAYS
