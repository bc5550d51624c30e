"""My own name and title, put right in the plans that I hold, and on this laptop; the service stays (C-05)."""

from dataclasses import dataclass
from typing import Final

from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.lifecycle import PlanStatus, status
from stafett_tui.domain.people import (
    ParticipantAdded,
    ParticipantRevised,
    PlanOpened,
    PlanRevised,
    holder_id,
    participant,
)
from stafett_tui.domain.plan import Plan
from stafett_tui.services.person import Me
from stafett_tui.services.writing import Proposal, Writer


@dataclass(frozen=True, slots=True)
class PutRight:
    """The numbers of the plans where I stand anew, and of those where I cannot put it right."""

    done: tuple[int, ...] = ()
    left: tuple[int, ...] = ()


class Myself:
    """Who I am, in the plans that I am in."""

    def __init__(self, writer: Writer) -> None:
        """Write through this writer, as its person."""
        self._writer = writer

    def put_right(self, me: Me) -> PutRight:
        """Stand by this name and title in every plan that I hold and that has not ended; the service stays.

        What another holder or a new consent is needed for is told by number.
        """
        done: list[int] = []
        left: list[int] = []
        for plan_id in self._writer.journal.plan_ids():
            plan = self._writer.journal.plan(plan_id)
            found, opened = participant(plan, me.person), plan.last(PlanOpened)
            if found is None or opened is None or status(plan) in _OVER:
                continue
            if (found.name, found.title) == (me.name, me.title):
                continue
            mine = holder_id(plan) == me.person and self._written(plan, me)
            (done if mine else left).append(opened.body.number)
        return PutRight(tuple(done), tuple(left))

    def _written(self, plan: Plan, me: Me) -> bool:
        """Write it; tell whether the plan takes it now."""
        try:
            self._writer.write(plan.id, _anew(plan, me))
        except StafettError as error:
            if error.kind in _OF_THE_DISK:
                raise
            return False
        return True


_OVER: Final = frozenset({PlanStatus.CLOSED, PlanStatus.ERASED})
_OF_THE_DISK: Final = frozenset({ErrorKind.DISK_FULL, ErrorKind.READ_ONLY, ErrorKind.FILE_DAMAGED})


def _anew(plan: Plan, me: Me) -> list[Proposal]:
    """Name me anew where I joined, or where I opened the plan."""
    joined = [f for f in plan.of(ParticipantAdded) if f.body.person == me.person]
    if joined:
        said, before = {"name": me.name, "title": me.title}, joined[-1]
        return [Proposal(ParticipantRevised(thing=before.id, field=field, value=value))
                for field, value in said.items() if getattr(before.body, field) != value]  # fmt: skip
    opened = plan.last(PlanOpened)
    assert opened is not None  # noqa: S101 - put_right() has looked
    anew = opened.body.holder.model_copy(update={"name": me.name, "title": me.title})
    return [Proposal(PlanRevised(thing=opened.id, field="holder", value=anew.model_dump()))]
