"""The life of a plan: draft, active, passive, closed, reopened, erased (C-09, C-11, D-05, D-06)."""

from enum import StrEnum
from typing import Any, ClassVar

from pydantic import Field

from stafett_tui.domain.consent import ConsentGiven, ConsentKind, ConsentWithdrawn, Occasion, begun
from stafett_tui.domain.endings import Command, EndReason, PlanClosed, PlanPaused, PlanReopened
from stafett_tui.domain.errors import ErrorKind
from stafett_tui.domain.event import Act, Body, Sort, Undo
from stafett_tui.domain.lock import meetings
from stafett_tui.domain.plan import Fact, Plan
from stafett_tui.domain.sections import Section

__all__ = [
    "BODIES", "Demanded", "EndReason", "Ending", "ErasureAsked", "PlanClosed", "PlanErased", "PlanPaused",
    "PlanReopened", "PlanStatus", "check_asked", "check_closed", "check_erased", "check_paused", "check_reopened_plan",
    "endings", "reopenings", "shown_again", "status",
]  # fmt: skip


class PlanStatus(StrEnum):
    """Where a plan stands in its life."""

    DRAFT = "draft"
    ACTIVE = "active"
    PASSIVE = "passive"
    CLOSED = "closed"
    ERASED = "erased"


class Demanded(Body):
    """The family demands that the plan pauses, ends or is erased; somebody else acts on it."""

    KIND: ClassVar[str] = "plan.demanded"
    SORT: ClassVar[Sort] = Sort.ADDED
    ACT: ClassVar[Act] = Act.DEMAND
    UNDO: ClassVar[Undo] = Undo.SKIP

    what: PlanStatus
    text: str = ""


class ErasureAsked(Command):
    """The first of two steps: the coordinator says why everything is to be erased (D-06)."""

    KIND: ClassVar[str] = "plan.erasure_asked"
    ACT: ClassVar[Act] = Act.DELETE

    reason: str = Field(min_length=1)
    archived: bool = False
    """Whether archived versions stay under archive law; the letter to the family says so (D-05)."""


class PlanErased(Command):
    """The second step: every body of the log goes; leaves and hashes stay."""

    KIND: ClassVar[str] = "plan.erased"
    ACT: ClassVar[Act] = Act.DELETE
    ERASES: ClassVar[bool] = True

    asked: str
    """Id of the first step."""
    reason: EndReason = EndReason.DELETION_DEMANDED
    archived: bool = False
    """Whether archived versions stay; it is what is left to tell the family (D-05)."""


Ending = PlanPaused | PlanClosed | ConsentWithdrawn


def endings(plan: Plan) -> tuple[Fact[Ending], ...]:
    """Give every time the plan was set passive, withdrawn from or closed, oldest first."""
    whole = tuple(f for f in plan.of(ConsentWithdrawn) if not f.body.services)
    found: tuple[Fact[Any], ...] = (*plan.of(PlanPaused), *plan.of(PlanClosed), *whole)
    return tuple(sorted(found, key=lambda fact: fact.seq))


def reopenings(plan: Plan) -> tuple[Fact[PlanReopened], ...]:
    """Give every reopening, oldest first."""
    return plan.of(PlanReopened)


def status(plan: Plan) -> PlanStatus:
    """Give where the plan stands; it does not depend on today."""
    return plan.once_from(_LIFE, _status)


def _status(plan: Plan) -> PlanStatus:
    if plan.of(PlanErased):
        return PlanStatus.ERASED
    ended, again = endings(plan), reopenings(plan)
    since = again[-1].seq if again else 0
    last = [f for f in ended if f.seq > since]
    if any(isinstance(f.body, PlanClosed) for f in last):
        return PlanStatus.CLOSED
    if last:
        return PlanStatus.PASSIVE
    return PlanStatus.ACTIVE if begun(plan) else PlanStatus.DRAFT


_LIFE = (PlanErased, PlanPaused, PlanClosed, PlanReopened, ConsentWithdrawn, ConsentGiven)
"""All that says where a plan stands."""


def shown_again(plan: Plan) -> tuple[int, frozenset[Section]] | None:
    """Give the place before which only these sections are shown, None where the plan was never reopened (C-11)."""
    again = reopenings(plan)
    return (again[-1].seq, frozenset(again[-1].body.sections)) if again else None


def check_paused(plan: Plan, body: PlanPaused) -> ErrorKind | None:
    """An active plan is set passive, with a reason."""
    del body
    return None if status(plan) is PlanStatus.ACTIVE else ErrorKind.NOT_ACTIVE


def check_closed(plan: Plan, body: PlanClosed) -> ErrorKind | None:
    """A plan ends once, when no minutes stand open; who is told is known here or by name in the note."""
    del body
    if status(plan) in {PlanStatus.CLOSED, PlanStatus.ERASED}:
        return ErrorKind.PLAN_CLOSED
    return ErrorKind.MINUTES_OPEN if any(m.writable for m in meetings(plan)) else None


def check_reopened_plan(plan: Plan, body: PlanReopened) -> ErrorKind | None:
    """A plan is opened again by a consent that was given for it since it stopped (C-11)."""
    if status(plan) not in {PlanStatus.PASSIVE, PlanStatus.CLOSED}:
        return ErrorKind.NOT_STOPPED
    given = plan.get(body.consent, ConsentGiven)
    stopped = endings(plan)[-1].seq
    if given is None or given.seq < stopped or given.body.partial:
        return ErrorKind.NO_CONSENT
    waives = given.body.kind is ConsentKind.CONFIDENTIALITY_WAIVER
    return None if waives and given.body.occasion is Occasion.REOPENING else ErrorKind.NO_CONSENT


def check_erased(plan: Plan, body: PlanErased, act: str) -> ErrorKind | None:
    """Erasing takes two steps in two acts (D-06)."""
    asked = plan.get(body.asked, ErasureAsked)
    if asked is None or plan.last(ErasureAsked) != asked or asked.body.archived != body.archived:
        return ErrorKind.TARGET_UNKNOWN
    return ErrorKind.TWO_STEPS if asked.act == act else None


def check_asked(plan: Plan, body: ErasureAsked) -> ErrorKind | None:
    """With a reason, and while there is something to erase."""
    if not body.reason.strip():
        return ErrorKind.REASON_NEEDED
    return ErrorKind.PLAN_CLOSED if status(plan) is PlanStatus.ERASED else None


BODIES: tuple[type[Body], ...] = (PlanPaused, PlanClosed, PlanReopened, Demanded, ErasureAsked, PlanErased)
