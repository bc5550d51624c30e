"""What one round of syncing asks of the store: the logs as the server confirmed them, and what waits to be sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from stafett_tui.domain.changes import Changes
from stafett_tui.sync.protocol import Adopted, Exchanged, Known, Looked, SentEntry, SentEvent

MOST_WAITING = 500
"""Events that are sent in one request at most."""


EMPTIED = "the log there lacks most of what is here"


class EmptiedError(ValueError):
    """Taking this page would take most of a plan away: nothing goes before somebody has said so (R39)."""


@dataclass(frozen=True, slots=True)
class Purged:
    """A plan that was taken out of the store, and how many unsent events of the person stayed readable."""

    plan: str
    unsent: int = 0


@dataclass(frozen=True, slots=True)
class Stand:
    """How a plan that the server orders stands here."""

    known: Known
    waits: bool
    """Whether something is to be sent, at once or when the log was taken anew."""


class Shelf(Protocol):
    """The logs of a laptop that takes part; every method that writes is one transaction."""

    def ordered(self) -> tuple[str, ...]:
        """Give the plans that the server orders, the nearest meeting first."""

    def stands(self) -> tuple[Stand, ...]:
        """Give how every plan that the server orders stands, the nearest meeting first."""

    def alone(self) -> tuple[str, ...]:
        """Give the logs that were begun alone and are not yet taken over."""

    def known(self, plan: str) -> Known:
        """Give the last confirmed place, the hash there and what lacks; of the log being taken anew where one is."""

    def waiting(self, plan: str, limit: int = MOST_WAITING) -> tuple[SentEvent, ...]:
        """Give what is to be sent, in the order of `n`; a group is never cut in two."""

    def take(self, plan: str, answer: Exchanged) -> Changes | None:
        """Note the verdicts and take the page; raises ValueError where the page does not go on from here (I5)."""

    def acked(self, plan: str, n: int) -> None:
        """Note that the server's counter stands here: what was sent after it is to be sent again (R24)."""

    def anew(self, plan: str, *, offer: bool) -> None:
        """Begin to take the log anew; with `offer`, own events that it lacks are to be sent again (R23, R29)."""

    def renumber(self, plan: str, device: str, after: int) -> None:
        """Let what is not confirmed be of this device from `after + 1` on, with the same ids (R26)."""

    def purge(self, plan: str) -> Purged:
        """Take the plan out of the store; the person's own unsent words stay readable (I7)."""

    def log_alone(self, plan: str, after: int, limit: int) -> tuple[SentEntry, ...]:
        """Give part of a log that was begun alone, as it stands."""

    def adopted(self, plan: str, answer: Adopted) -> None:
        """Note how far the server has the log; what it lacks waits to be sent."""

    def epoch(self) -> str:
        """Give the epoch of the last answer, "" before the first."""

    def set_epoch(self, epoch: str) -> None:
        """Note the server's epoch."""

    def lookups(self, limit: int) -> tuple[Looked, ...]:
        """Give the look-ups that the server does not have yet, in the order of their chain (S-07)."""

    def lookups_taken(self, through: int) -> None:
        """Note how far the server has the look-ups."""

    def unused(self, before: datetime) -> tuple[str, ...]:
        """Give the plans that are whole on the server and were not opened since (D-07)."""
