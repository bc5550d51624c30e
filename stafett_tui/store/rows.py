"""Entries and index rows as the driver stores them: SQL made once from the declared columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields
from operator import attrgetter
from typing import Any, Final

from stafett_tui.domain.event import Entry, Sealed, Status, read_stamp, stamp
from stafett_tui.domain.index import ActivityRow, IndexRows, MeetingRow, OpenerRow, PlanRow, UnseenRow
from stafett_tui.domain.kinds import CODEC
from stafett_tui.store.engine import Connection

_ADD: Final = """INSERT INTO {}
(plan_id, seq, event_id, kind, header, body, salt, at, status, policy, leaf, hash)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""

_READ: Final = """SELECT seq, header, body, salt, at, status, policy, leaf, hash FROM entry
WHERE plan_id=? AND seq<=? ORDER BY seq"""

_PART: Final = """SELECT seq, header, body, salt, at, status, policy, leaf, hash FROM entry
WHERE plan_id=? AND seq>? ORDER BY seq LIMIT ?"""

_LOGS: Final = """WITH RECURSIVE log(id) AS (
SELECT min(plan_id) FROM entry
UNION ALL SELECT (SELECT min(plan_id) FROM entry WHERE plan_id > log.id) FROM log WHERE log.id IS NOT NULL
) SELECT id FROM log WHERE id IS NOT NULL"""

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
    event = CODEC.open(Sealed(header, body, salt or b"")) if header else None
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
        columns = tuple(f.name for f in fields(kind))
        marks = ", ".join("?" * len(columns))
        self.key = key
        self.values: Callable[[Row], tuple[object, ...]] = attrgetter(*columns)
        self.upsert = f'INSERT OR REPLACE INTO "{name}" ({", ".join(columns)}) VALUES ({marks})'  # noqa: S608 - declared names
        self.delete = f'DELETE FROM "{name}" WHERE {key}=?'  # noqa: S608 - as above
        self.empty = f'DELETE FROM "{name}"'  # noqa: S608 - as above

    def by_id(self, rows: Iterable[Row]) -> dict[str, Row]:
        """Give the rows by their ids."""
        return {getattr(row, self.key): row for row in rows}


_PLANS: Final = _Table("plan", "plan_id", PlanRow)
_ACTIVITIES: Final = _Table("activity", "activity_id", ActivityRow)
_MEETINGS: Final = _Table("meeting", "meeting_id", MeetingRow)
_OPENERS: Final = _Table("opener", "opener_id", OpenerRow)
_UNSEEN: Final = _Table("unseen", "unseen_id", UnseenRow)


def write_index(connection: Connection, before: IndexRows, after: IndexRows) -> None:
    """Write the index rows that differ, and delete those that are gone (I10)."""
    for table, old_rows, new_rows in (
        (_PLANS, _listed(before.plan), _listed(after.plan)),
        (_ACTIVITIES, before.activities, after.activities),
        (_MEETINGS, before.meetings, after.meetings),
        (_OPENERS, before.openers, after.openers),
        (_UNSEEN, before.unseen, after.unseen),
    ):
        old, new = table.by_id(_without(old_rows, new_rows)), table.by_id(_without(new_rows, old_rows))
        changed = [table.values(row) for thing, row in new.items() if old.get(thing) != row]
        gone = [(thing,) for thing in old if thing not in new]
        if changed:
            connection.executemany(table.upsert, changed)
        if gone:
            connection.executemany(table.delete, gone)


def _without(rows: Iterable[Row], others: Iterable[Row]) -> list[Row]:
    """Give those of the rows that are not the very same ones as among the others."""
    same = set(map(id, others))
    return [row for row in rows if id(row) not in same]


def _listed(row: PlanRow | None) -> tuple[PlanRow, ...]:
    return () if row is None else (row,)


def empty_index(connection: Connection) -> None:
    """Delete every list row, before all are made anew."""
    for table in (_PLANS, _ACTIVITIES, _MEETINGS, _OPENERS, _UNSEEN):
        connection.execute(table.empty)


def log_ids(connection: Connection) -> tuple[str, ...]:
    """Give the plans that have a log here, with one look-up each, and those of which everything waits."""
    found = [row[0] for row in connection.execute(_LOGS).fetchall()]
    waiting = connection.execute("SELECT DISTINCT plan_id FROM pending").fetchall()
    return tuple(dict.fromkeys([*found, *(row[0] for row in waiting)]))
