"""Levels, the four outcomes of an evaluation, and transitions, with what follows from each (C-06)."""

from datetime import date, timedelta
from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from stafett_tui.domain.consent import ConsentGiven, Occasion, complete, named_services, standing
from stafett_tui.domain.errors import ErrorKind
from stafett_tui.domain.event import Act, Body, Sort, Undo
from stafett_tui.domain.lock import meetings
from stafett_tui.domain.meeting import LevelChanged, LevelKept, MeetingState, level
from stafett_tui.domain.oslo import oslo_date
from stafett_tui.domain.people import opening
from stafett_tui.domain.plan import Fact, Plan
from stafett_tui.domain.policy import Policy


class Outcome(StrEnum):
    """What an evaluation leads to."""

    END = "end"
    """The wanted effect, no concern any more."""
    GO_ON = "go_on"
    """Effect, not there yet."""
    NEW_ACTIVITIES = "new_activities"
    """Not the wanted effect; something new in the same services."""
    HELP_FROM_OTHERS = "help_from_others"
    """Not the wanted effect; the next level, with a joint meeting within two weeks."""


class OutcomeDecided(Body):
    """The meeting decides what the evaluation leads to."""

    KIND: ClassVar[str] = "outcome.decided"
    SORT: ClassVar[Sort] = Sort.ADDED
    ACT: ClassVar[Act] = Act.LEVEL
    REFS: ClassVar[tuple[str, ...]] = ("meeting",)

    outcome: Outcome
    meeting: str | None = None
    text: str = ""


class LevelProposed(Body):
    """A provider proposes another level; the holder changes it or not."""

    KIND: ClassVar[str] = "level.proposed"
    SORT: ClassVar[Sort] = Sort.ADDED
    ACT: ClassVar[Act] = Act.LEVEL_PROPOSAL

    level: int = Field(ge=1, le=3)
    text: str = ""


class Change(StrEnum):
    """Where the child or youth goes on to."""

    NEW_KINDERGARTEN = "new_kindergarten"
    SCHOOL_START = "school_start"
    NEW_SCHOOL = "new_school"
    LOWER_SECONDARY = "lower_secondary"
    UPPER_SECONDARY = "upper_secondary"


class TransitionMade(Body):
    """The owner goes on to another kindergarten or school; the family has consented anew (C-06)."""

    KIND: ClassVar[str] = "transition.made"
    SORT: ClassVar[Sort] = Sort.COMMAND
    ACT: ClassVar[Act] = Act.LEVEL
    UNDO: ClassVar[Undo] = Undo.SKIP

    change: Change
    on: date


def level_now(plan: Plan) -> int:
    """Give the level the plan is on."""
    opened = opening(plan)
    return level(plan, 1 if opened is None else opened.level)


def consented_for(plan: Plan, occasion: Occasion, since: int, today: date) -> bool:
    """Tell whether everyone needed has consented to some service for this occasion after a place in the log."""

    def fresh(f: Fact[ConsentGiven]) -> bool:
        anew = f.body.occasion is occasion and f.seq > since
        return anew and f.body.given_on <= today <= f.body.valid_through

    return any(complete(filter(fresh, standing(plan, service))) for service in named_services(plan))


def check_level_changed(plan: Plan, body: LevelChanged, policy: Policy, today: date) -> ErrorKind | None:
    """With a reason, to another level that the municipality has plans on; up to 2 or 3 only with a new consent."""
    now = level_now(plan)
    if not body.reason.strip():
        return ErrorKind.REASON_NEEDED
    if body.level == now or body.level < policy.lowest_level:
        return ErrorKind.LEVEL_WRONG
    if body.level < now:
        return None
    occasion = Occasion.LEVEL_2 if body.level == 2 else Occasion.LEVEL_3  # noqa: PLR2004 - the levels are numbers
    last = plan.last(LevelChanged)
    fresh = consented_for(plan, occasion, 0 if last is None else last.seq, today)
    return None if fresh else ErrorKind.NEW_CONSENT_NEEDED


def check_level_kept(plan: Plan, body: LevelKept) -> ErrorKind | None:
    """What is kept is the level that the plan is on."""
    return None if body.level == level_now(plan) else ErrorKind.LEVEL_WRONG


def check_transition(plan: Plan, today: date) -> ErrorKind | None:
    """A transition asks for a new consent since the last one (C-06)."""
    last = plan.last(TransitionMade)
    fresh = consented_for(plan, Occasion.TRANSITION, 0 if last is None else last.seq, today)
    return None if fresh else ErrorKind.NEW_CONSENT_NEEDED


def joint_meeting_by(plan: Plan, policy: Policy) -> date | None:
    """Give the last day for the joint meeting where help from others was decided and none is called by then."""
    decided: Fact[OutcomeDecided] | None = plan.last(OutcomeDecided)
    if decided is None or decided.body.outcome is not Outcome.HELP_FROM_OTHERS:
        return None
    day = oslo_date(decided.at)
    by = day + timedelta(days=policy.joint_meeting_days)
    held = [m for m in meetings(plan) if m.state is not MeetingState.CANCELLED and m.id != decided.body.meeting]
    return None if any(day <= m.on <= by for m in held) else by


BODIES: tuple[type[Body], ...] = (OutcomeDecided, LevelProposed, TransitionMade)
