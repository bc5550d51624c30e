"""Unfinished texts: the latest of each field wins, and is on disk when `keep` returns (I9)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import NamedTuple

from stafett_tui.store.engine import Channel, Connection

_KEEP = """INSERT INTO draft ("key", plan_id, text, cursor, at) VALUES (?, ?, ?, ?, ?)
ON CONFLICT ("key") DO UPDATE SET
    plan_id=excluded.plan_id, text=excluded.text, cursor=excluded.cursor, at=excluded.at
WHERE excluded.at >= draft.at"""

_MOVE = """UPDATE OR REPLACE draft SET "key" = :now || substr("key", length(:before) + 1)
WHERE substr("key", 1, length(:before)) = :before"""

_TAKE = 'SELECT "key", plan_id, text, cursor, at FROM draft'


class Draft(NamedTuple):
    """The unfinished text of one field."""

    key: str
    plan_id: str
    text: str
    cursor: int
    at: datetime


class Drafts:
    """The drafts of this store, from any thread."""

    def __init__(self, channel: Channel) -> None:
        """Read and write over this channel."""
        self._channel = channel
        self._cleared: dict[str, str] = {}
        self._forgotten: set[str] = set()

    def keep(self, key: str, plan_id: str, text: str, cursor: int, at: datetime) -> None:
        """Keep the text of a field; one that is older than what is kept, or was cleared since, is left out."""
        stamp = _stamp(at)
        with self._channel.lock:
            if plan_id in self._forgotten or stamp < self._cleared.get(key, ""):
                return
            with self._channel.writing() as connection:
                keep_draft(connection, (key, plan_id, text, cursor, stamp))

    def take(self, key: str) -> Draft | None:
        """Give the draft of a field; it stays until it is cleared."""
        with self._channel.reading() as connection:
            row = connection.execute(f'{_TAKE} WHERE "key"=?', (key,)).fetchone()
        return None if row is None else _draft(row)

    def all(self) -> tuple[Draft, ...]:
        """Give every draft, the newest first."""
        with self._channel.reading() as connection:
            rows = connection.execute(f'{_TAKE} ORDER BY at DESC, "key"').fetchall()
        return tuple(_draft(row) for row in rows)

    def clear(self, key: str) -> None:
        """Forget the draft of a field."""
        with self._channel.writing() as connection:
            delete(connection, key)

    def forget(self, plan_id: str) -> None:
        """Refuse every later text of a plan that is erased: a window that is still open brings nothing back."""
        self._forgotten.add(plan_id)

    def remember(self, plan_id: str) -> None:
        """Take texts of a plan again that had been taken away and is back."""
        self._forgotten.discard(plan_id)

    def finished(self, key: str, at: datetime) -> None:
        """Refuse late texts of a field that was finished at this time, so that they are not offered again."""
        self._cleared[key] = _stamp(at)


def keep_draft(connection: Connection, row: tuple[str, str, str, int, str]) -> None:
    """Keep the text of a field inside a transaction, where there is none that is newer."""
    connection.execute(_KEEP, row)


def delete(connection: Connection, key: str) -> None:
    """Delete a draft inside a transaction of the journal."""
    connection.execute('DELETE FROM draft WHERE "key"=?', (key,))


def move_drafts(connection: Connection, before: str, now: str) -> None:
    """Let what somebody left unfinished be of the same person under another id, inside a transaction (I2)."""
    if before and before != now:
        connection.execute(_MOVE, {"before": f"{before}/", "now": f"{now}/"})


def _draft(row: tuple[str, str, str, int, str]) -> Draft:
    return Draft(row[0], row[1], row[2], row[3], datetime.fromisoformat(row[4]))


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
