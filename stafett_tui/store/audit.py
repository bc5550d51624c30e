"""Who looked up which plan and why: a chained log of this device, never in a plan (S-06, S-07)."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import NamedTuple

from stafett_tui.store.engine import Channel

_GENESIS = bytes(32)
_ADD = "INSERT INTO lookup (n, at, person, plan_id, reason, hash) VALUES (?, ?, ?, ?, ?, ?)"
_LAST = "SELECT n, hash FROM lookup ORDER BY n DESC LIMIT 1"


class Lookup(NamedTuple):
    """One look-up."""

    n: int
    at: datetime
    person: str
    plan_id: str
    reason: str
    hash: bytes


class Audit:
    """The look-ups of this device; they are only added."""

    def __init__(self, channel: Channel) -> None:
        """Read and write over this channel."""
        self._channel = channel

    def record(self, plan_id: str, person: str, reason: str, at: datetime) -> None:
        """Note a look-up; it is on disk when this returns."""
        with self._channel.writing() as connection:
            last = connection.execute(_LAST).fetchone()
            n, before = (1, _GENESIS) if last is None else (int(last[0]) + 1, bytes(last[1]))
            when = at.astimezone(UTC).isoformat(timespec="microseconds")
            row = (n, when, person, plan_id, reason)
            connection.execute(_ADD, (*row, _link(before, row)))

    def lookups(self, plan_id: str) -> tuple[Lookup, ...]:
        """Give the look-ups of a plan, oldest first."""
        return tuple(each for each in self._all() if each.plan_id == plan_id)

    def broken(self) -> int:
        """Give the number of the first look-up whose link does not hold, 0 where all hold."""
        before = _GENESIS
        for number, each in enumerate(self._all(), start=1):
            when = each.at.isoformat(timespec="microseconds")
            if each.n != number or each.hash != _link(before, (each.n, when, each.person, each.plan_id, each.reason)):
                return number
            before = each.hash
        return 0

    def _all(self) -> tuple[Lookup, ...]:
        with self._channel.reading() as connection:
            rows = connection.execute("SELECT n, at, person, plan_id, reason, hash FROM lookup ORDER BY n").fetchall()
        return tuple(
            Lookup(row[0], datetime.fromisoformat(row[1]), row[2], row[3], row[4], bytes(row[5])) for row in rows
        )


def _link(before: bytes, row: tuple[int, str, str, str, str]) -> bytes:
    return hashlib.sha256(before + "\n".join(map(str, row)).encode()).digest()
