"""What may be written where a plan is not begun, has no valid consent, or has stopped (C-01, C-08, C-09, C-15)."""

from datetime import date

from stafett_tui.domain.conducting import MeetingConducted
from stafett_tui.domain.consent import ConsentGiven, ConsentKind, active
from stafett_tui.domain.errors import ErrorKind
from stafett_tui.domain.event import Act, Body
from stafett_tui.domain.lifecycle import PlanStatus, status
from stafett_tui.domain.log import ActUndone, Struck
from stafett_tui.domain.meeting import MeetingTurned, Turn
from stafett_tui.domain.people import (
    ParticipantAdded,
    ParticipantLeft,
    ParticipantRevised,
    PlanOpened,
    PlanRevised,
    Role,
)
from stafett_tui.domain.plan import Plan
from stafett_tui.domain.policy import LegalBasis, Policy

_START = (PlanOpened, PlanRevised, ParticipantAdded, ParticipantRevised, ParticipantLeft, ConsentGiven)
"""What is written before the first consent: who it is about and who consents, nothing else (C-15)."""
_ALWAYS = frozenset({Act.CONSENT, Act.LIFECYCLE, Act.DELETE, Act.BLANK, Act.DEMAND, Act.AUDIT, Act.DOCUMENT})
"""What is written whatever the plan's state is: consent, its end, and taking away."""
_STOPPED = _ALWAYS | {Act.LOCK, Act.BATON, Act.BATON_OFFER, Act.BATON_FORCE}
"""What is written while nothing new is shared: what was written before is locked, and the baton goes on."""
_TAKING = (ParticipantLeft, ParticipantRevised, ActUndone, Struck, MeetingConducted)
"""Who leaves or leads, a name put right, and what is taken back; nothing that was taken back comes again."""
_OVER = frozenset({Turn.PAUSED, Turn.BROKEN_OFF, Turn.CANCELLED})


def check_life(plan: Plan, body: Body, policy: Policy, today: date) -> ErrorKind | None:
    """Refuse what the state of the plan does not let in."""
    now = status(plan)
    if now is PlanStatus.ERASED:
        return ErrorKind.PLAN_CLOSED
    if now is PlanStatus.DRAFT:
        before = isinstance(body, _START) or body.ACT in _ALWAYS | {Act.UNDO, Act.BATON_FORCE}
        return None if before else ErrorKind.NO_CONSENT
    if now is PlanStatus.ACTIVE and shares(plan, policy, today):
        return None
    if body.ACT in _STOPPED or isinstance(body, _TAKING) or _ends_a_meeting(body):
        return None
    if isinstance(body, ParticipantAdded) and body.role is Role.GUARDIAN:
        return None
    return stopped(plan, policy, today)


def shares(plan: Plan, policy: Policy, today: date) -> bool:
    """Tell whether something new may be shared today: a consent is valid, both kinds where both are needed (C-13)."""
    if not active(plan, today):
        return False
    return policy.legal_basis is LegalBasis.PUBLIC_TASK or active(plan, today, ConsentKind.DATA_PROCESSING)


def stopped(plan: Plan, policy: Policy, today: date) -> ErrorKind | None:
    """Give why no new content may be written in the plan today; None where it may."""
    now = status(plan)
    if now is PlanStatus.ACTIVE:
        return None if shares(plan, policy, today) else ErrorKind.CONSENT_EXPIRED
    return {PlanStatus.DRAFT: ErrorKind.NO_CONSENT, PlanStatus.PASSIVE: ErrorKind.PLAN_PASSIVE}.get(
        now, ErrorKind.PLAN_CLOSED
    )


def writable(plan: Plan, policy: Policy, today: date) -> bool:
    """Tell whether new content may be written in the plan today."""
    return stopped(plan, policy, today) is None


def _ends_a_meeting(body: Body) -> bool:
    return isinstance(body, MeetingTurned) and body.turn in _OVER
