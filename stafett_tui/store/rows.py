"""Entries and index rows as the driver stores them: SQL made once from the declared columns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, fields
from typing import Any, Final

from stafett_tui.domain.event import Entry, Event, Sealed, Status, read_stamp, stamp
from stafett_tui.domain.index import ActivityRow, IndexRows, MeetingRow, PlanRow
from stafett_tui.domain.kinds import CODEC
from stafett_tui.store.engine import Connection

_ADD: Final = """INSERT INTO entry
(plan_id, seq, event_id, kind, header, body, salt, at, status, policy, leaf, hash)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""

_READ: Final = """SELECT seq, header, body, salt, at, status, policy, leaf, hash FROM entry
WHERE plan_id=? AND seq<=? ORDER BY seq"""

_LOGS: Final = """WITH RECURSIVE log(id) AS (
SELECT min(plan_id) FROM entry
UNION ALL SELECT (SELECT min(plan_id) FROM entry WHERE plan_id > log.id) FROM log WHERE log.id IS NOT NULL
) SELECT id FROM log WHERE id IS NOT NULL"""

NO_ROWS: Final = IndexRows(None, (), ())
"""The rows of a plan that is not there."""
LAST: Final = 2**62
"""A place behind every log."""


def add_entry(connection: Connection, event: Event, sealed: Sealed, entry: Entry) -> None:
    """Write one event in its place."""
    connection.execute(
        _ADD,
        (event.plan_id, entry.seq, event.id, event.kind, sealed.header, sealed.body, sealed.salt,
         stamp(entry.at), entry.status.value, entry.policy, entry.leaf, entry.hash),
    )  # fmt: skip


def read_entries(connection: Connection, plan_id: str, until: int = LAST) -> tuple[Entry, ...]:
    """Read a log in its order, up to a place."""
    return tuple(_entry(row) for row in connection.execute(_READ, (plan_id, until)).fetchall())


def _entry(row: tuple[Any, ...]) -> Entry:
    seq, header, body, salt, at, status, policy, leaf, hash_ = row
    event = CODEC.open(Sealed(header, body, salt or b""))
    return Entry(seq, read_stamp(at), Status(status), leaf, hash_, event, policy)


def _upsert(table: str, columns: tuple[str, ...]) -> str:
    marks = ", ".join("?" * len(columns))
    return f'INSERT OR REPLACE INTO "{table}" ({", ".join(columns)}) VALUES ({marks})'  # noqa: S608 - declared names


def _columns(kind: type[PlanRow | ActivityRow | MeetingRow]) -> tuple[str, ...]:
    return tuple(f.name for f in fields(kind))


_TABLES: Final[tuple[tuple[str, str, str], ...]] = (
    ("plan", "plan_id", _upsert("plan", _columns(PlanRow))),
    ("activity", "activity_id", _upsert("activity", _columns(ActivityRow))),
    ("meeting", "meeting_id", _upsert("meeting", _columns(MeetingRow))),
)


def write_index(connection: Connection, before: IndexRows, after: IndexRows) -> None:
    """Write the index rows that differ, and delete those that are gone (I10)."""
    for (table, key, upsert), old, new in zip(_TABLES, _by_id(before), _by_id(after), strict=True):
        for thing, row in new.items():
            if old.get(thing) != row:
                connection.execute(upsert, row)
        for thing in old.keys() - new.keys():
            connection.execute(f'DELETE FROM "{table}" WHERE {key}=?', (thing,))  # noqa: S608 - declared names


def empty_index(connection: Connection) -> None:
    """Delete every list row, before all are made anew."""
    for table, _, _ in _TABLES:
        connection.execute(f'DELETE FROM "{table}"')  # noqa: S608 - declared names


def log_ids(connection: Connection) -> tuple[str, ...]:
    """Give the plans that have a log here, with one look-up each."""
    return tuple(row[0] for row in connection.execute(_LOGS).fetchall())


def _by_id(rows: IndexRows) -> tuple[dict[str, tuple[object, ...]], ...]:
    plans: Iterable[PlanRow] = () if rows.plan is None else (rows.plan,)
    return (
        {row.plan_id: astuple(row) for row in plans},
        {row.activity_id: astuple(row) for row in rows.activities},
        {row.meeting_id: astuple(row) for row in rows.meetings},
    )
