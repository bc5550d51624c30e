"""What a reader is not told, so that nothing calls it missing (D-12)."""

from stafett_tui.domain.activity import ActivityPlanned
from stafett_tui.domain.goal import GoalSet
from stafett_tui.domain.lifecycle import PlanStatus, status
from stafett_tui.domain.meeting import MeetingCalled
from stafett_tui.domain.people import ParticipantAdded, Role
from stafett_tui.domain.plan import Plan


def consent_unseen(plan: Plan) -> bool:
    """Tell whether there is a consent that this reader is not told of: without one nothing could have been written."""
    if status(plan) is not PlanStatus.DRAFT:
        return False
    joined = any(f.body.role is Role.PROVIDER for f in plan.of(ParticipantAdded))
    return joined or any(plan.of(kind) for kind in (GoalSet, ActivityPlanned, MeetingCalled))
