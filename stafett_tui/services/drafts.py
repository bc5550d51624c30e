"""Unfinished text, kept within a second and offered again at the next start (I9)."""

from datetime import datetime

from stafett_tui.services.clock import Clock
from stafett_tui.store.drafts import Draft, Drafts

__all__ = ["Draft", "DraftService", "key"]


class DraftService:
    """Drafts of text fields, by plan and field."""

    def __init__(self, drafts: Drafts, clock: Clock) -> None:
        """Keep through this store, by this clock."""
        self._drafts = drafts
        self._clock = clock

    def keep(self, plan_id: str, field: str, text: str, cursor: int = 0, at: datetime | None = None) -> None:
        """Keep the text of a field as it stood at `at` (now where none is given); an empty text clears it."""
        if text:
            self._drafts.keep(key(plan_id, field), plan_id, text, cursor, at or self._clock.now())
        else:
            self._drafts.clear(key(plan_id, field))

    def take(self, plan_id: str, field: str) -> Draft | None:
        """Give what was left in a field."""
        return self._drafts.take(key(plan_id, field))

    def offered(self) -> tuple[Draft, ...]:
        """Give everything that was left unfinished."""
        return self._drafts.all()

    def clear(self, plan_id: str, field: str) -> None:
        """Forget a draft."""
        self._drafts.clear(key(plan_id, field))


def key(plan_id: str, field: str) -> str:
    """Give the key of a field's draft."""
    return f"{plan_id}/{field}"
