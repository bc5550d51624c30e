"""What the first frame shows, read by the raw driver without the domain (G1, G8)."""

from collections.abc import Sequence

from stafett_tui.services.clock import Clock
from stafett_tui.services.drafts import DraftService
from stafett_tui.services.masked import masked
from stafett_tui.store.drafts import Drafts
from stafett_tui.store.reader import DeadlineLine, Home, MeetingLine, PlanLine, Reader

__all__ = ["DeadlineLine", "Front", "Home", "MeetingLine", "PlanLine"]


class Front:
    """Light reads for home and the deadlines of all plans."""

    def __init__(self, reader: Reader, drafts: Drafts, clock: Clock, person: str) -> None:
        """Read through this reader and from these drafts, by this clock, as this person."""
        self._reader = reader
        self._drafts = DraftService(drafts, clock, person)
        self._clock = clock
        self._person = person

    def home(self) -> Home:
        """Give today's meetings, my plans and my overdue activities."""
        return self._reader.home(self._clock.today().isoformat(), self._person)

    def unfinished(self) -> frozenset[str]:
        """Give the plans with text left in a field; "" stands for a new plan."""
        return self._drafts.unfinished()

    def deadline_ids(self, *, overdue: bool = False, within: int | None = None) -> Sequence[str]:
        """Give the ids of open activities with a date, earliest first; `within` is days from today."""
        return self._reader.deadline_ids(
            self._clock.today().isoformat(), overdue=overdue, within=within, person=self._person
        )

    def deadline_rows(self, ids: Sequence[str]) -> tuple[DeadlineLine, ...]:
        """Give the rows of these ids, in their order; a family's names are initials where the plan is not mine."""
        return tuple(masked(row, self._person) for row in self._reader.deadline_rows(ids, self._person))
