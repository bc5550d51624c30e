"""Entries and index rows as the driver stores them: SQL made once from the declared columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from itertools import zip_longest
from operator import attrgetter
from typing import Any, Final

from stafett_tui.domain.event import Entry, Sealed, Status, read_stamp, stamp
from stafett_tui.domain.index import ActivityRow, IndexRows, MeetingRow, OpenerRow, PlanRow, UnseenRow
from stafett_tui.domain.unread import opened
from stafett_tui.store.engine import Connection

_ADD: Final = """INSERT INTO {}
(plan_id, seq, event_id, kind, header, body, salt, at, status, policy, leaf, hash)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""

_READ: Final = """SELECT seq, header, body, salt, at, status, policy, leaf, hash FROM entry
WHERE plan_id=? AND seq<=? ORDER BY seq"""

_PART: Final = """SELECT seq, header, body, salt, at, status, policy, leaf, hash FROM entry
WHERE plan_id=? AND seq>? ORDER BY seq LIMIT ?"""

LOGS: Final = """WITH RECURSIVE log(id) AS (
SELECT min(plan_id) FROM entry
UNION ALL SELECT (SELECT min(plan_id) FROM entry WHERE plan_id > log.id) FROM log WHERE log.id IS NOT NULL
)"""
"""Begins a statement that reads the ids of logs (and NULL), with one look-up each."""

NO_ROWS: Final = IndexRows(None, (), ())
"""The rows of a plan that is not there."""
LAST: Final = 2**62
"""A place behind every log."""


def hidden_id(plan_id: str, seq: int) -> str:
    """Give what stands for the id of an event that may not be seen here (I7)."""
    return f"hidden:{plan_id}:{seq}"


def add_entries(
    connection: Connection, plan_id: str, places: Iterable[tuple[Entry, Sealed | None]], table: str = "entry"
) -> None:
    """Write places of a log, into the log or the one that is taken anew."""
    connection.executemany(_ADD.format(table), (_place(plan_id, entry, sealed) for entry, sealed in places))


def _place(plan_id: str, entry: Entry, sealed: Sealed | None) -> tuple[object, ...]:
    event = entry.event
    seen = (hidden_id(plan_id, entry.seq), "", b"", None, None) if event is None or sealed is None else (
        event.id, event.kind, sealed.header, sealed.body, sealed.salt
    )  # fmt: skip
    return (plan_id, entry.seq, *seen, stamp(entry.at), entry.status.value, entry.policy, entry.leaf, entry.hash)


def read_entries(connection: Connection, plan_id: str, until: int = LAST) -> tuple[Entry, ...]:
    """Read the confirmed log of a plan in its order, up to a place."""
    return tuple(_entry(row) for row in connection.execute(_READ, (plan_id, until)).fetchall())


def _entry(row: tuple[Any, ...]) -> Entry:
    seq, header, body, salt, at, status, policy, leaf, hash_ = row
    event = opened(Sealed(header, body, salt or b"")) if header else None
    return Entry(seq, read_stamp(at), Status(status), leaf, hash_, event, policy)


def read_places(connection: Connection, plan_id: str, after: int, limit: int) -> tuple[tuple[Entry, Sealed], ...]:
    """Read part of a log with the exact bytes of its events."""
    rows = connection.execute(_PART, (plan_id, after, limit)).fetchall()
    return tuple((_entry(row), Sealed(row[1], row[2], row[3] or b"")) for row in rows)


Row = PlanRow | ActivityRow | MeetingRow | OpenerRow | UnseenRow


class _Table:
    """One index table, with the SQL for a row of its declared columns."""

    def __init__(self, name: str, key: str, kind: type[Row]) -> None:
        """Make the SQL for rows of this kind."""
        self._columns = tuple(f.name for f in fields(kind))
        self._values: Callable[[Row], tuple[object, ...]] = attrgetter(*self._columns)
        self._name, self._key = name, key
        marks = ", ".join("?" * len(self._columns))
        self._add = f'INSERT OR REPLACE INTO "{name}" ({", ".join(self._columns)}) VALUES ({marks})'  # noqa: S608 - declared names
        self._delete = f'DELETE FROM "{name}" WHERE {key}=?'  # noqa: S608 - as above
        self.empty = f'DELETE FROM "{name}"'  # noqa: S608 - as above

    def write(self, connection: Connection, before: Sequence[Row], after: Sequence[Row]) -> None:
        """Write what differs; a row that is the very same at its place is not looked at."""
        moved = [(was, now) for was, now in zip_longest(before, after) if was is not now]
        old, new = self._by_id(was for was, _ in moved), self._by_id(now for _, now in moved)
        if added := [self._values(row) for thing, row in new.items() if thing not in old]:
            connection.executemany(self._add, added)
        for thing in old.keys() & new.keys():
            self._change(connection, thing, old[thing], new[thing])
        if gone := [(thing,) for thing in old if thing not in new]:
            connection.executemany(self._delete, gone)

    def _change(self, connection: Connection, thing: str, was: Row, now: Row) -> None:
        """Write the columns that differ: an index over others is left alone."""
        names = [name for name in self._columns if getattr(was, name) != getattr(now, name)]
        if names:
            told = ", ".join(f"{name}=?" for name in names)
            query = f'UPDATE "{self._name}" SET {told} WHERE {self._key}=?'  # noqa: S608 - declared names
            connection.execute(query, (*(getattr(now, name) for name in names), thing))

    def _by_id(self, rows: Iterable[Row | None]) -> dict[str, Row]:
        return {getattr(row, self._key): row for row in rows if row is not None}


_PLANS: Final = _Table("plan", "plan_id", PlanRow)
_ACTIVITIES: Final = _Table("activity", "activity_id", ActivityRow)
_MEETINGS: Final = _Table("meeting", "meeting_id", MeetingRow)
_OPENERS: Final = _Table("opener", "opener_id", OpenerRow)
_UNSEEN: Final = _Table("unseen", "unseen_id", UnseenRow)


def write_index(connection: Connection, before: IndexRows, after: IndexRows) -> None:
    """Write the index rows that differ, and delete those that are gone (I10)."""
    _PLANS.write(connection, _listed(before.plan), _listed(after.plan))
    _ACTIVITIES.write(connection, before.activities, after.activities)
    _MEETINGS.write(connection, before.meetings, after.meetings)
    _OPENERS.write(connection, before.openers, after.openers)
    _UNSEEN.write(connection, before.unseen, after.unseen)


def _listed(row: PlanRow | None) -> tuple[PlanRow, ...]:
    return () if row is None else (row,)


def empty_index(connection: Connection) -> None:
    """Delete every list row, before all are made anew."""
    for table in (_PLANS, _ACTIVITIES, _MEETINGS, _OPENERS, _UNSEEN):
        connection.execute(table.empty)


def log_ids(connection: Connection) -> tuple[str, ...]:
    """Give the plans that have a log here, with one look-up each, and those of which everything waits."""
    query = f"{LOGS} SELECT id FROM log WHERE id IS NOT NULL"  # noqa: S608 - terms of this module
    found = [row[0] for row in connection.execute(query).fetchall()]
    waiting = connection.execute("SELECT DISTINCT plan_id FROM pending").fetchall()
    return tuple(dict.fromkeys([*found, *(row[0] for row in waiting)]))
