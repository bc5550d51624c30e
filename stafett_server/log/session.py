"""Who asks, and what the keeper is given from outside: a clock and new ids."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol

from sqlalchemy import Connection

from stafett_tui.domain.event import new_id
from stafett_tui.domain.people import Role


@dataclass(frozen=True, slots=True)
class Session:
    """A device that has shown who it is: nothing of this is ever taken from a request."""

    tenant: str
    person: str
    offices: frozenset[Role] = field(default_factory=frozenset)
    device: str = ""
    name: str = ""


class Stands(Protocol):
    """Tells, inside a writing transaction, whether a device still takes part."""

    def __call__(self, connection: Connection, session: Session) -> None:
        """Let no revocation come between this and the commit; raises Stopped where one came before (I6)."""


def anybody(connection: Connection, session: Session) -> None:
    """Let every session be: who takes part is nobody's business here."""
    del connection, session


Others = Callable[[Connection, Session, str], bool]
"""Tells, inside a transaction, whether a person is somebody else who has an account."""


def no_others(connection: Connection, session: Session, person: str) -> bool:
    """Know of no accounts."""
    del connection, session, person
    return False


class Clock(Protocol):
    """Gives the moment."""

    def now(self) -> datetime:
        """Give the moment, aware."""


class Ids(Protocol):
    """Makes ids and salts of the server's own events."""

    def __call__(self) -> str:
        """Make a new id."""

    def random(self, size: int) -> bytes:
        """Give so many random bytes."""


class MachineClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Give the moment in UTC."""
        return datetime.now(UTC)


class RandomIds:
    """Ids from a clock and the system's randomness."""

    def __init__(self, clock: Clock) -> None:
        """Read the time from this clock."""
        self._clock = clock

    def __call__(self) -> str:
        """Make a new id."""
        return new_id(int(self._clock.now().timestamp() * 1000), self.random(10))

    def random(self, size: int) -> bytes:
        """Give so many random bytes."""
        return secrets.token_bytes(size)
