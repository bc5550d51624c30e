"""The turns by which a plan stops and goes on: set passive, ended, opened again (C-09, C-11)."""

from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from stafett_tui.domain.event import Act, Body, Sort, Undo
from stafett_tui.domain.plan import Plan
from stafett_tui.domain.sections import Section


class EndReason(StrEnum):
    """Why a plan ends."""

    GOALS_REACHED = "goals_reached"
    TRANSFERRED_TO_INDIVIDUAL_PLAN = "transferred_to_individual_plan"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    DELETION_DEMANDED = "deletion_demanded"
    MOVED_OUT = "moved_out"
    FAMILY_ENDS_IT = "family_ends_it"


class Command(Body):
    """A turn in the life of a plan; its counter-act is another one."""

    SORT: ClassVar[Sort] = Sort.COMMAND
    ACT: ClassVar[Act] = Act.LIFECYCLE
    UNDO: ClassVar[Undo] = Undo.SKIP


class PlanPaused(Command):
    """The plan is set passive; reading stays, nothing new is written."""

    KIND: ClassVar[str] = "plan.paused"

    reason: str = Field(min_length=1)


class PlanClosed(Command):
    """The plan ends, with a closing note."""

    KIND: ClassVar[str] = "plan.closed"

    reason: EndReason
    note: str = ""
    told: tuple[str, ...] = ()
    """Persons who are told."""


class PlanReopened(Command):
    """A passive or closed plan goes on, with a new consent that says which old content is shown (C-11)."""

    KIND: ClassVar[str] = "plan.reopened"

    consent: str
    """Id of the new consent."""
    sections: tuple[Section, ...] = ()
    """What the family lets be shown again; the rest stays with the family."""


def stopped_before(plan: Plan) -> int:
    """Give the place of the stop that the last reopening ended; consents of before it are no longer enough (C-11)."""
    again = plan.last(PlanReopened)
    if again is None:
        return 0
    stops = [f.seq for kind in (PlanPaused, PlanClosed) for f in plan.of(kind)]
    return max((seq for seq in stops if seq < again.seq), default=0)
