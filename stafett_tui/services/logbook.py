"""The log itself: reading it, verifying it, and blanking a sentence that landed in the wrong child's log."""

from stafett_tui.domain.changes import Changes
from stafett_tui.domain.event import Entry
from stafett_tui.domain.log import Blanked
from stafett_tui.services.writing import Proposal, Writer
from stafett_tui.store.findings import Finding
from stafett_tui.store.opened import Store


class Logbook:
    """The log of a plan."""

    def __init__(self, writer: Writer, store: Store) -> None:
        """Work through this writer; the whole store is verified."""
        self._writer = writer
        self._store = store

    def entries(self, plan_id: str) -> tuple[Entry, ...]:
        """Give the log."""
        return self._writer.journal.entries(plan_id)

    def verify(self, plan_id: str | None = None) -> tuple[Finding, ...]:
        """Check chain, index and file (I5, I10), and without a plan the look-ups too (S-07)."""
        return self._store.verify(plan_id)

    def blank(self, plan_id: str, event: str, reason: str) -> Changes:
        """Take the body of an event out of every copy; the chain stays whole."""
        return self._writer.write(plan_id, [Proposal(Blanked(target=event, reason=reason))])
