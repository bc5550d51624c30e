"""Deadlines over all plans: ordered ids first, rows for the page that is seen (G8)."""

from collections.abc import Sequence
from datetime import timedelta

from stafett_tui.services.clock import Clock
from stafett_tui.store.reader import DeadlineCounts, DeadlineRow, Reader


class Deadlines:
    """Open deadlines over the plans of this store; other people's plans show number and initials only (S-09)."""

    def __init__(self, reader: Reader, clock: Clock, person: str) -> None:
        """Read through this reader, by this clock, as this person."""
        self._reader = reader
        self._clock = clock
        self._person = person

    def ids(
        self, *, overdue: bool = False, within: int | None = None, mine: bool = False, unassigned: bool = False,
        limit: int | None = None,
    ) -> Sequence[str]:  # fmt: skip
        """Give the ids of open activities, the earliest date first; `within` is days from today."""
        today = self._clock.today()
        until = None if within is None else (today + timedelta(days=within)).isoformat()
        return self._reader.deadline_ids(
            today.isoformat(), overdue=overdue, until=until, responsible=self._person if mine else None,
            unassigned=unassigned, limit=limit,
        )  # fmt: skip

    def rows(self, ids: Sequence[str]) -> tuple[DeadlineRow, ...]:
        """Give the rows of these ids, in their order."""
        return self._reader.deadline_rows(ids)

    def counts(self) -> DeadlineCounts:
        """Give the counts that serve as filters."""
        today = self._clock.today()
        return self._reader.deadline_counts(today.isoformat(), (today + timedelta(days=7)).isoformat(),
                                            (today + timedelta(days=30)).isoformat())  # fmt: skip
