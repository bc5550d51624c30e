"""Unfinished text, kept within a second and offered again at the next start to its author alone (I9)."""

from datetime import datetime
from typing import Final

from stafett_tui.services.clock import Clock
from stafett_tui.store.drafts import Draft, Drafts

__all__ = ["WAITING", "Draft", "DraftService", "key"]

WAITING: Final = "waiting"
"""The field under which a plan keeps what waits for its consent: nobody left it unfinished (C-01)."""


class DraftService:
    """Drafts of text fields, by plan and field, of one person: nobody else on this laptop sees them."""

    def __init__(self, drafts: Drafts, clock: Clock, author: str) -> None:
        """Keep through this store, by this clock, as this person."""
        self._drafts = drafts
        self._clock = clock
        self._author = author

    def keep(self, plan_id: str, field: str, text: str, cursor: int = 0, at: datetime | None = None) -> None:
        """Keep the text of a field as it stood at `at` (now where none is given); an empty text clears it."""
        if text:
            self._drafts.keep(self._key(plan_id, field), plan_id, text, cursor, at or self._clock.now())
        else:
            self.clear(plan_id, field)

    def take(self, plan_id: str, field: str) -> Draft | None:
        """Give what was left in a field."""
        return self._drafts.take(self._key(plan_id, field))

    def offered(self) -> tuple[Draft, ...]:
        """Give everything that this person left unfinished."""
        mine = owned(self._author, "")
        kept = (draft for draft in self._drafts.all() if draft.key.startswith(mine))
        return tuple(draft._replace(key=draft.key.removeprefix(mine)) for draft in kept)

    def unfinished(self) -> frozenset[str]:
        """Give the plans with text left in a field; "" stands for a new plan."""
        return frozenset(draft.plan_id for draft in self.offered() if not draft.key.endswith(f"/{WAITING}"))

    def clear(self, plan_id: str, field: str) -> None:
        """Forget a draft."""
        self._drafts.clear(self._key(plan_id, field))

    def _key(self, plan_id: str, field: str) -> str:
        return owned(self._author, key(plan_id, field))


def key(plan_id: str, field: str) -> str:
    """Give the key of a field's draft, among those of its author."""
    return f"{plan_id}/{field}"


def owned(author: str, draft: str) -> str:
    """Give the key of an author's draft in the store."""
    return f"{author}/{draft}"
