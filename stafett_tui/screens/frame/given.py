"""What every screen is given when it is made: nothing is fetched from the application."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.signal import Signal

from stafett_tui.actions import Action
from stafett_tui.i18n.texts import Texts
from stafett_tui.screens.frame.errands import Errands
from stafett_tui.services.syncstate import ALONE, SyncState

if TYPE_CHECKING:
    from stafett_tui.domain.changes import Changes
    from stafett_tui.services.opening import Office


@dataclass(frozen=True)
class Given:
    """The open office, the texts, the registry with the person's own keys, and the signal of every change."""

    office: Office
    texts: Texts
    actions: tuple[Action, ...]
    changed: Signal[Changes]
    """Carries every write, whoever made it, on the application's thread."""
    errands: Errands
    """Does every write, in order."""
    vi: bool = False
    saved: Callable[[], str] = str
    """When something was last saved, as it is said in the header."""
    together: Callable[[], SyncState] = lambda: ALONE
    """How laptop and server stand."""
    stirred: Signal[SyncState] | None = None
    """Carries every new state of syncing."""
