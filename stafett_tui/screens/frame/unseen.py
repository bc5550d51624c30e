"""What a reader is not shown, so that a screen does not call it missing (D-12)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stafett_tui.domain.activity import ActivityPlanned
from stafett_tui.domain.goal import GoalSet
from stafett_tui.domain.lifecycle import PlanStatus, status
from stafett_tui.domain.meeting import MeetingCalled

if TYPE_CHECKING:
    from stafett_tui.domain.plan import Plan


def consent_unseen(plan: Plan) -> bool:
    """Whether there is a consent that this reader is not shown: without one nothing could have been written (D-12)."""
    return status(plan) is PlanStatus.DRAFT and any(plan.of(kind) for kind in (GoalSet, ActivityPlanned, MeetingCalled))
