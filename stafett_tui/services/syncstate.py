"""How this laptop and the server stand: one small value for the head line. Light: the first frame reads it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final


class Word(StrEnum):
    """The words that people see; that a plan stands in two versions is the plan's own to say."""

    SAVED = "saved"
    """On the disk of this laptop, which stands alone."""
    WAITING = "waiting"
    """Saved here, and not yet at the server."""
    SYNCED = "synced"
    """Here and at the server."""


@dataclass(frozen=True, slots=True)
class Removed:
    """A plan that was taken out of this laptop, as it may be read no more (I7)."""

    plan_id: str
    name: str = ""
    """Number and initials, as lists name it; empty where that is not known."""
    unsent: int = 0
    """How many of my own words stay, as they were never sent."""


@dataclass(frozen=True, slots=True)
class SyncState:
    """What the head line and the word line say of syncing."""

    word: Word = Word.SAVED
    waiting: int = 0
    since: datetime | None = None
    """Since when the server has not answered; None while it does, or where there is none."""
    clock_off: timedelta | None = None
    """How far the machine's clock lies before (+) or behind (-) the server's, where that is too far."""
    removed: tuple[Removed, ...] = ()
    """What was removed since the program began."""
    hindered: str = ""
    """Why syncing does not go on, where somebody has to do something: a value of `standing.Hindrance`."""
    fetching: tuple[int, int] | None = None
    """So many plans of so many are here, while they come for the first time."""

    emptied: tuple[str, ...] = ()
    """Plans of which the server lacks most of what is here: somebody has to say whether that is right (R39)."""

    @property
    def told(self) -> tuple[object, ...]:
        """What is told besides the word: where it is another, home says so."""
        return (self.clock_off, self.removed, self.hindered, self.fetching, self.emptied)


ALONE: Final = SyncState()
"""A laptop without a server."""
