"""What was written on this laptop and not taken: read with its reason, written again, or let go (I2)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from stafett_tui.domain.changes import Changes
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.event import Body, Event, Sealed, Sort, Unknown
from stafett_tui.domain.kinds import CODEC
from stafett_tui.domain.plan import Plan
from stafett_tui.services.plans import Plans
from stafett_tui.services.roster import Roster
from stafett_tui.services.writing import Proposal, Writer
from stafett_tui.store.opened import Store
from stafett_tui.store.pending import RETOLD
from stafett_tui.store.refusals import Refusal

_AGAIN: Final = frozenset({Sort.CREATED, Sort.ADDED, Sort.REVISED})


@dataclass(frozen=True, slots=True)
class Refused:
    """An event that was not taken: its code, its words, and the plan where that may still be read."""

    plan_id: str
    event: str
    code: str
    kind: str
    body: Body | None
    """None where it was erased."""
    at: datetime
    """The writer's clock."""
    plan: Plan | None
    """None where the plan is not here any more, or may not be read."""

    @property
    def again(self) -> bool:
        """Whether it can be written again: what was wanted of a moment that is over cannot, as a lock.

        Nor can words that are not as they were written.
        """
        if self.code == RETOLD or self.body is None or isinstance(self.body, Unknown) or self.plan is None:
            return False
        return self.body.SORT in _AGAIN


class RefusedService:
    """My own words that were not taken."""

    def __init__(self, writer: Writer, store: Store, plans: Plans) -> None:
        """Write through this writer; what a plan is called is read as I may see it."""
        self._writer = writer
        self._store = store
        self._plans = plans

    def all(self) -> tuple[Refused, ...]:
        """Give what was not taken of me, the newest first; what others wrote on this laptop is theirs."""
        return tuple(reversed([self._one(row, event) for row, event in self._mine()]))

    def count(self) -> int:
        """Give how much of me was not taken; no plan is read for it."""
        return len(self._mine())

    def write_again(self, refused: Refused) -> Changes:
        """Write the same words again as they are, on what stands now; raises the kind of a new refusal."""
        if refused.body is None or not refused.again:
            raise StafettError(ErrorKind.TARGET_UNKNOWN)
        changes = self._writer.write(refused.plan_id, [Proposal(refused.body)])
        self.let_go(refused)
        return changes

    def let_go(self, refused: Refused) -> None:
        """Forget it, with its words."""
        self._store.refusals.let_go(refused.plan_id, refused.event)

    def _mine(self) -> list[tuple[Refusal, Event | None]]:
        me = self._writer.actor.person
        others = {each.person for each in Roster(self._store.settings).everyone()} - {me}
        found = [(row, _event(row)) for row in self._store.refusals.all()]
        return [(row, event) for row, event in found if event is None or event.actor not in others]

    def _one(self, row: Refusal, event: Event | None) -> Refused:
        at = datetime.fromisoformat(row.at) if event is None else event.made_at
        kind, body = ("", None) if event is None else (event.kind, event.body)
        return Refused(row.plan_id, row.event_id, row.code, kind, body, at, self._plan(row.plan_id))

    def _plan(self, plan_id: str) -> Plan | None:
        try:
            return self._plans.get(plan_id)
        except StafettError:
            return None


def _event(row: Refusal) -> Event | None:
    """Read the event; None where its bytes are none that this program knows."""
    try:
        return CODEC.open(Sealed(row.header, row.body or None, b""))
    except (ValueError, KeyError):
        return None
