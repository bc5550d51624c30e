"""Who looked up which plan, how, when and why: a chained log of this device, never in a plan (S-06, S-07)."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Final, NamedTuple

from stafett_tui.store.engine import Channel, Connection

_GENESIS: Final = bytes(32)
_COLUMNS: Final = 'n, at, person, plan_id, reason, name, role, unit, "view", device, salt, sealed, hash'
_ADD: Final = f"INSERT INTO lookup ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 - columns of this module
_LAST: Final = "SELECT n, hash FROM lookup ORDER BY n DESC LIMIT 1"
_ALL: Final = f"SELECT {_COLUMNS} FROM lookup"  # noqa: S608 - columns of this module
_SAME: Final = """SELECT max(at) FROM lookup
WHERE plan_id=? AND person=? AND "view"=? AND device=? AND at BETWEEN ? AND ?"""
_ERASED: Final = """SELECT plan_id FROM entry WHERE seq=1 AND body IS NULL
UNION SELECT plan_id FROM sync_plan WHERE forgotten=1"""
SPAN: Final = timedelta(minutes=10)
"""Within this time the same person's same view of the same plan is one look-up."""


class Viewing(NamedTuple):
    """What a look-up says: who looks at what, as whom, from where, and why."""

    plan_id: str
    person: str
    name: str = ""
    role: str = ""
    """The reader's role in the plan, or the office that let them in."""
    unit: str = ""
    view: str = ""
    """The screen, document or command in which the plan was read."""
    device: str = ""
    reason: str = ""
    """Why, where the plan is not one's own."""


class Lookup(NamedTuple):
    """One look-up in its place."""

    n: int
    at: datetime
    person: str
    plan_id: str
    reason: str
    name: str
    role: str
    unit: str
    view: str
    device: str
    salt: str
    sealed: str
    """Hash of salt and reason: it stands in the chain for the words, which go when their plan is erased."""
    hash: bytes


class Audit:
    """The look-ups of this device; they are only added."""

    def __init__(self, channel: Channel, entropy: Callable[[int], bytes] = os.urandom) -> None:
        """Read and write over this channel."""
        self._channel = channel
        self._entropy = entropy
        self._seen: dict[tuple[str, ...], datetime] = {}

    def record(self, viewing: Viewing, at: datetime) -> None:
        """Note a look-up; it is on disk when this returns."""
        with self._channel.writing() as connection:
            self._add(connection, viewing, at)

    def note(self, viewing: Viewing, at: datetime) -> bool:
        """Note a view of a plan, once within ten minutes; tell whether an entry was made."""
        key = (viewing.plan_id, viewing.person, viewing.view, viewing.device)
        with self._channel.lock:
            if _near(self._seen.get(key), at):
                return False
            with self._channel.writing() as connection:
                span = (_stamp(at - SPAN), _stamp(at))
                (found,) = connection.execute(_SAME, (*key, *span)).fetchone()
                if found is None:
                    self._add(connection, viewing, at)
            self._seen[key] = at if found is None else datetime.fromisoformat(found)
        return found is None

    def lookups(self, plan_id: str) -> tuple[Lookup, ...]:
        """Give the look-ups of a plan, oldest first."""
        with self._channel.reading() as connection:
            rows = connection.execute(f"{_ALL} WHERE plan_id=? ORDER BY n", (plan_id,)).fetchall()
        return tuple(_lookup(row) for row in rows)

    def viewed(self, view: str) -> tuple[Lookup, ...]:
        """Give the look-ups in a view, of whatever plan, oldest first."""
        with self._channel.reading() as connection:
            rows = connection.execute(f'{_ALL} WHERE "view"=? ORDER BY n', (view,)).fetchall()
        return tuple(_lookup(row) for row in rows)

    def broken(self) -> int:
        """Give the number of the first look-up whose link does not hold, 0 where all hold."""
        with self._channel.reading() as connection:
            rows = connection.execute(f"{_ALL} ORDER BY n").fetchall()
            erased = {row[0] for row in connection.execute(_ERASED).fetchall()}
        before = _GENESIS
        for number, row in enumerate(rows, start=1):
            said = _says(row[_REASON], *row[_SALT:-1]) or (row[_PLAN] in erased and not row[_REASON])
            if row[0] != number or row[-1] != link(before, row[:-1]) or not said:
                return number
            before = row[-1]
        return 0

    def _add(self, connection: Connection, viewing: Viewing, at: datetime) -> None:
        last = connection.execute(_LAST).fetchone()
        n, before = (1, _GENESIS) if last is None else (int(last[0]) + 1, bytes(last[1]))
        salt = self._entropy(16).hex()
        row = (n, _stamp(at), viewing.person, viewing.plan_id, viewing.reason, viewing.name, viewing.role,
               viewing.unit, viewing.view, viewing.device, salt, seal(salt, viewing.reason))  # fmt: skip
        connection.execute(_ADD, (*row, link(before, row)))


_FIRST: Final = 5
"""How many columns an entry of the second schema had before its hash."""
_PLAN, _REASON = 3, 4
_SALT: Final = 10
"""How many columns an entry of the third schema had before its hash."""


def link(before: bytes, row: tuple[object, ...]) -> bytes:
    """Give the hash of an entry behind another, by the words of the schema it was written in.

    Since the fifth the seal stands for the reason; those of the second say nothing but their reason.
    """
    *words, salt, sealed = row
    if sealed:
        words[_REASON] = sealed
        return hashlib.sha256(before + json.dumps(words, ensure_ascii=False).encode()).digest()
    del salt
    row = tuple(words)
    if any(row[_FIRST:]):
        return hashlib.sha256(before + json.dumps(row, ensure_ascii=False).encode()).digest()
    return hashlib.sha256(before + "\n".join(map(str, row[:_FIRST])).encode()).digest()


def seal(salt: str, reason: str) -> str:
    """Give what stands in the chain for a reason."""
    return hashlib.sha256(f"{salt}\n{reason}".encode()).hexdigest()


def forget_reasons(connection: Connection, plan_id: str, *, through: int = 2**62) -> None:
    """Take the reasons of a plan that goes out of the log of look-ups; that somebody looked, and when, stays (D-06)."""
    query = "UPDATE lookup SET reason='', salt='' WHERE plan_id=? AND sealed<>'' AND n<=?"
    connection.execute(query, (plan_id, through))


def _says(reason: str, salt: str, sealed: str) -> bool:
    return not sealed or seal(salt, reason) == sealed


def _lookup(row: tuple[Any, ...]) -> Lookup:
    n, at, *said = row
    return Lookup(n, datetime.fromisoformat(at), *said)


def _near(before: datetime | None, at: datetime) -> bool:
    return before is not None and timedelta(0) <= at - before <= SPAN


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
