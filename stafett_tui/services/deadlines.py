"""Deadlines over all plans: ordered ids first, rows for the page that is seen (G8)."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from stafett_tui.services.clock import Clock
from stafett_tui.services.masked import masked
from stafett_tui.store.reader import DeadlineLine, Reader

WEEK, MONTH = 7, 30
"""Days that the counts look ahead."""


@dataclass(frozen=True, slots=True)
class DeadlineCounts:
    """The counts that serve as filters."""

    all: int
    overdue: int
    week: int
    month: int
    unassigned: int
    mine: int


class Deadlines:
    """Open deadlines over the plans of this store; rows show plan number and initials only (S-09)."""

    def __init__(self, reader: Reader, clock: Clock, person: str) -> None:
        """Read through this reader, by this clock, as this person."""
        self._reader = reader
        self._clock = clock
        self._person = person

    def ids(
        self,
        *,
        overdue: bool = False,
        within: int | None = None,
        mine: bool = False,
        unassigned: bool = False,
        limit: int | None = None,
    ) -> Sequence[str]:
        """Give the ids of open activities with a date, the earliest first; `within` is days from today."""
        who = "" if unassigned else self._person if mine else None
        return self._reader.deadline_ids(
            self._today, overdue=overdue, within=within, responsible=who, limit=limit, person=self._person
        )

    def rows(self, ids: Sequence[str]) -> tuple[DeadlineLine, ...]:
        """Give the rows of these ids, in their order; a family's names are initials where the plan is not mine."""
        return tuple(masked(row, self._person) for row in self._reader.deadline_rows(ids, self._person))

    def counts(self) -> DeadlineCounts:
        """Give the counts that serve as filters."""
        count, today = partial(self._reader.deadline_count, person=self._person), self._today
        return DeadlineCounts(
            all=count(today), overdue=count(today, overdue=True), week=count(today, within=WEEK),
            month=count(today, within=MONTH), unassigned=count(today, responsible=""),
            mine=count(today, responsible=self._person),
        )  # fmt: skip

    @property
    def _today(self) -> str:
        return self._clock.today().isoformat()
