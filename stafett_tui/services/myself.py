"""My own name and title, put right in the plans that I hold, and on this laptop; the service stays (C-05)."""

from dataclasses import dataclass
from typing import Final

from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.lifecycle import PlanStatus, status
from stafett_tui.domain.names import name_of
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
    """The numbers of the plans where I stand anew, of those of other holders, and of mine that take nothing now."""

    done: tuple[int, ...] = ()
    left: tuple[int, ...] = ()
    stopped: tuple[int, ...] = ()
    holders: tuple[str, ...] = ()
    """Who puts it right in the plans of others, as far as a list over plans may tell (K-03)."""


class Myself:
    """Who I am, in the plans that I am in."""

    def __init__(self, writer: Writer) -> None:
        """Write through this writer, as its person."""
        self._writer = writer

    def put_right(self, me: Me) -> PutRight:
        """Stand by this name and title in every plan that I hold and that has not ended; the service stays.

        What another holder or a new consent is needed for is told by number: the table lets only the holder write
        who takes part.
        """
        done: list[int] = []
        left: list[int] = []
        stopped: list[int] = []
        holders: list[str] = []
        for plan_id in self._writer.journal.plan_ids():
            plan = self._writer.journal.plan(plan_id)
            found, opened = participant(plan, me.person), plan.last(PlanOpened)
            if found is None or opened is None or status(plan) in _OVER:
                continue
            if (found.name, found.title) == (me.name, me.title):
                continue
            if holder_id(plan) == me.person:
                (done if self._written(plan, me) else stopped).append(opened.body.number)
                continue
            left.append(opened.body.number)
            if self._writer.persons.guarded(plan)[1] is None:
                holders.append(name_of(plan, holder_id(plan)))
        return PutRight(tuple(done), tuple(left), tuple(stopped), tuple(dict.fromkeys(filter(None, holders))))

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
