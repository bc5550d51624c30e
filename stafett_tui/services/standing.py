"""How a laptop stands with its server: what the head line says, and what people need beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from stafett_tui.services.syncstate import ALONE, Removed, SyncState, Word

CLOCK: Final = timedelta(minutes=2)
"""How far a clock may be off before it is told."""


class Hindrance(StrEnum):
    """Why syncing does not go on, where somebody has to do something."""

    LOGIN = "login"
    """The server does not know this laptop any more: log in again."""
    REVOKED = "revoked"
    """The server has shut this laptop out (S-02)."""
    UPGRADE = "upgrade"
    """The program, or the server, is of another version."""
    RESTORING = "restoring"
    REFUSED = "refused"
    """The server did not take a request: a fault of the program."""
    DISK = "disk"
    EMPTIED = "emptied"
    """The server lacks most of what is here of a plan: somebody says whether that is right (R39)."""
    UNTAKEN = "untaken"
    """The server takes no log over from somebody whom no plan there has in it: it stays here, alone."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How it stands at this moment."""

    server: str = ""
    """What the server calls itself; "" while alone."""
    waiting: int = 0
    refused: int = 0
    unreachable_since: datetime | None = None
    synced_at: datetime | None = None
    clock_off: timedelta | None = None
    """How far this machine's clock is ahead of the server's; None while nobody would notice."""
    hindrance: Hindrance | None = None
    removed: tuple[Removed, ...] = ()
    emptied: tuple[str, ...] = ()
    """Plans of which the server lacks most of what is here; nothing of them goes unasked (R39)."""
    fetching: tuple[int, int] | None = None
    """So many plans of so many are through, while there is a first sync."""
    lease_until: datetime | None = None

    @property
    def state(self) -> SyncState:
        """Give what the head line says; whether a plan stands in two versions is the plan's own to say."""
        if not self.server:
            return ALONE
        word = Word.WAITING if self.waiting else Word.SYNCED
        hindered = "" if self.hindrance is None else str(self.hindrance)
        return SyncState(
            word, self.waiting, self.unreachable_since, self.clock_off, self.removed, hindered, self.fetching,
            self.emptied,
        )  # fmt: skip


def clock_off(here: datetime, there: datetime) -> timedelta | None:
    """Give how far the clock here is ahead, None where that is as little as the way to the server takes."""
    off = here - there
    return off if abs(off) > CLOCK else None
