"""A plan as one JSON object: the complete state, stable in its shape (`show --json`)."""

from __future__ import annotations

from datetime import date

from stafett_tui.documents.meeting_state import meeting_state, parked_states, settled_states
from stafett_tui.documents.plan_state import (
    State,
    consent_state,
    goal_states,
    head_state,
    loose_activity_states,
    participant_states,
    start_state,
    voice_state,
)
from stafett_tui.domain.lock import meetings, next_meeting
from stafett_tui.domain.plan import Plan
from stafett_tui.domain.policy import Policy
from stafett_tui.domain.voice import VoiceHeard

VERSION = 1
"""Version of the shape; it grows when something in it changes its meaning or goes away."""


def plan_state(plan: Plan, policy: Policy, today: date) -> State:
    """Give the whole state of a plan as plain values; ids and times stand under names of their own."""
    following = next_meeting(plan)
    return {
        "version": VERSION,
        "plan": head_state(plan),
        "participants": participant_states(plan),
        "consent": consent_state(plan, policy, today),
        **start_state(plan),
        "voices": [voice_state(plan, f) for f in plan.of(VoiceHeard)],
        "goals": goal_states(plan),
        "activities_without_goal": loose_activity_states(plan),
        "meetings": [meeting_state(plan, m, policy, today) for m in meetings(plan)],
        "next_meeting": None if following is None else meeting_state(plan, following, policy, today),
        "parked": parked_states(plan),
        "settled": settled_states(plan),
        "conflicts": [
            {"id": c.event, "by": c.by, "thing": c.thing, "field": c.field, "value": c.value} for c in plan.conflicts
        ],
    }
