"""Files of plans inside the encrypted file: named by the hash of their bytes, gone without a trace when dropped."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Final, NamedTuple

from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.store.engine import Channel, Connection
from stafett_tui.store.settings import set_setting, setting

LIMIT: Final = 20 * 1024 * 1024
"""The most bytes that one file may have."""
_ADD: Final = "INSERT OR REPLACE INTO blob (hash, plan_id, size, name, media, data) VALUES (?, ?, ?, ?, ?, ?)"
_TOLD_OF: Final = """SELECT hash FROM blob WHERE plan_id=:plan AND EXISTS (
SELECT 1 FROM (SELECT body FROM entry WHERE event_id=:event UNION ALL SELECT body FROM pending WHERE event_id=:event)
WHERE instr(body, CAST(blob.hash AS BLOB)) > 0)"""
_UNTOLD: Final = """DELETE FROM blob WHERE plan_id=:plan AND hash=:hash AND NOT EXISTS (
SELECT 1 FROM entry WHERE plan_id=:plan AND instr(body, CAST(:hash AS BLOB)) > 0) AND NOT EXISTS (
SELECT 1 FROM pending WHERE plan_id=:plan AND instr(body, CAST(:hash AS BLOB)) > 0)"""


DUE: Final = "files_due"
"""The setting that names plans whose files are still to be brought or fetched."""
ATTACHED: Final = "document.attached"
_WITH_FILES: Final = f"SELECT DISTINCT plan_id FROM entry WHERE kind='{ATTACHED}'"  # noqa: S608 - a name of this module


class Blob(NamedTuple):
    """What is known of a file, without its bytes."""

    hash: str
    plan_id: str
    size: int
    name: str
    media: str


class Blobs:
    """The files in this store."""

    def __init__(self, channel: Channel) -> None:
        """Read and write over this channel."""
        self._channel = channel

    def put(self, plan_id: str, name: str, data: bytes, media: str = "application/octet-stream") -> str:
        """Keep a file of a plan and give its hash; it is on disk when this returns. Raises TOO_LARGE."""
        if len(data) > LIMIT:
            raise StafettError(ErrorKind.TOO_LARGE)
        digest = hashlib.sha256(data).hexdigest()
        with self._channel.writing() as connection:
            connection.execute(_ADD, (digest, plan_id, len(data), name, media, data))
        return digest

    def get(self, digest: str) -> bytes:
        """Give the bytes of a file; raises FILE_UNREADABLE where it is not here, FILE_DAMAGED where it changed."""
        with self._channel.reading() as connection:
            row = connection.execute("SELECT data FROM blob WHERE hash=? LIMIT 1", (digest,)).fetchone()
        if row is None:
            raise StafettError(ErrorKind.FILE_UNREADABLE)
        data = bytes(row[0])
        if hashlib.sha256(data).hexdigest() != digest:
            raise StafettError(ErrorKind.FILE_DAMAGED)
        return data

    def of(self, plan_id: str) -> tuple[Blob, ...]:
        """Give what is known of the files of a plan, by name."""
        query = "SELECT hash, plan_id, size, name, media FROM blob WHERE plan_id=? ORDER BY name, hash"
        with self._channel.reading() as connection:
            return tuple(Blob(*row) for row in connection.execute(query, (plan_id,)).fetchall())

    def drop(self, plan_id: str) -> None:
        """Forget every file of a plan, so that none of their bytes is left."""
        with self._channel.writing() as connection:
            drop_all(connection, plan_id)
        self._channel.empty_wal()


def read_file(path: Path) -> bytes:
    """Read a file that is to be kept; raises TOO_LARGE before reading it, FILE_UNREADABLE where it cannot be read."""
    try:
        if path.stat().st_size > LIMIT:
            raise StafettError(ErrorKind.TOO_LARGE)
        return path.read_bytes()
    except OSError:
        raise StafettError(ErrorKind.FILE_UNREADABLE) from None


def told_of(connection: Connection, plan_id: str, events: Iterable[str]) -> frozenset[str]:
    """Give the files that the bodies of these events name, placed or not."""
    rows = (connection.execute(_TOLD_OF, {"plan": plan_id, "event": each}).fetchall() for each in events)
    return frozenset(row[0] for found in rows for row in found)


def drop_untold(connection: Connection, plan_id: str, hashes: Iterable[str]) -> None:
    """Delete those of the files that no body of the plan names any more."""
    for each in hashes:
        connection.execute(_UNTOLD, {"plan": plan_id, "hash": each})


def note_due(connection: Connection, plans: Iterable[str] | None = None) -> None:
    """Note that files of these plans, or of all that have any, are to be brought or fetched."""
    if plans is None:
        plans = [row[0] for row in connection.execute(_WITH_FILES).fetchall()]
    due = json.loads(setting(connection, DUE) or "[]")
    told = list(dict.fromkeys([*due, *plans]))
    if told != due:
        set_setting(connection, DUE, json.dumps(told))


def drop_all(connection: Connection, plan_id: str) -> None:
    """Delete every file of a plan inside a transaction of the journal."""
    connection.execute("DELETE FROM blob WHERE plan_id=?", (plan_id,))
