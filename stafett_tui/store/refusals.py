"""What was refused, with its words, until its author lets it go; and how much still waits (I2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from stafett_tui.store.engine import Channel


class Refusal(NamedTuple):
    """An event that has no place in the log, as it was sealed."""

    plan_id: str
    event_id: str
    code: str
    """What the server said; REVOKED for what it never had, NOT_YOURS for what somebody else here wrote, RETOLD for what
    is here in other words alone."""
    header: bytes
    body: bytes
    """Empty where the words are erased; an unfinished text is of the kind `draft`."""
    at: str


class Refusals:
    """Refused events with their words, from any thread."""

    def __init__(self, channel: Channel) -> None:
        """Read and write over this channel."""
        self._channel = channel

    def all(self, plan_id: str | None = None) -> tuple[Refusal, ...]:
        """Give what was refused, of one plan or of all, the oldest first."""
        query = """SELECT plan_id, event_id, code, header, body, at FROM refused
        WHERE plan_id=coalesce(?, plan_id) ORDER BY at, plan_id, n, event_id"""
        with self._channel.reading() as connection:
            return tuple(Refusal(*row) for row in connection.execute(query, (plan_id,)).fetchall())

    def let_go(self, plan_id: str, event_id: str) -> None:
        """Forget a refused event with its words."""
        with self._channel.writing() as connection:
            connection.execute("DELETE FROM refused WHERE plan_id=? AND event_id=?", (plan_id, event_id))
        self._channel.empty_wal()

    def count(self) -> tuple[int, int]:
        """Count what waits for the server, and what was refused."""
        query = "SELECT (SELECT count(*) FROM pending), (SELECT count(*) FROM refused)"
        with self._channel.reading() as connection:
            waiting, refused = connection.execute(query).fetchone()
        return int(waiting), int(refused)

    def waiting(self) -> Mapping[str, int]:
        """Count, by plan, the events whose place is not known yet."""
        with self._channel.reading() as connection:
            rows = connection.execute("SELECT plan_id, count(*) FROM pending GROUP BY plan_id").fetchall()
        return {plan_id: int(count) for plan_id, count in rows}
