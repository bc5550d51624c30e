"""How laptop and server stand, as every screen says it in its head line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stafett_tui.screens.frame.syncwords import head_words, since_words, unread_word
from stafett_tui.screens.frame.threaded import Threaded

if TYPE_CHECKING:
    from stafett_tui.services.syncstate import SyncState


class Standing(Threaded):
    """A screen whose head line says how things stand."""

    unread = 0
    """How much of what is here this program cannot read (R38)."""

    def show_head(self) -> None:
        """Say where one is, and how things stand."""
        raise NotImplementedError

    def stands(self) -> tuple[str, ...]:
        """How what is written stands: saved, waiting, synced, or in two versions."""
        state = self.given.together()
        told = head_words(state, self.given.saved(), self.texts, disputed=self.disputed)
        since = since_words(state, self.given.office.clock.now(), self.texts)
        return (*told, unread_word(self.unread, self.texts), since)

    @property
    def disputed(self) -> bool:
        """Whether something here has two versions."""
        return False

    def _stirred(self, state: SyncState) -> None:
        self.show_head()
        self.stood(state)

    def stood(self, state: SyncState) -> None:
        """Laptop and server stand otherwise than before."""
