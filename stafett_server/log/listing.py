"""Rows of lists over many plans, as the domain gives them (I10)."""

from __future__ import annotations

from dataclasses import fields
from itertools import zip_longest
from typing import Any, Final

from pydantic_core import to_json
from sqlalchemy import Connection, bindparam, delete

from stafett_server.log.prepared import Adding, Prepared, together
from stafett_server.log.rows import Key, table
from stafett_server.log.tables import Listed
from stafett_tui.domain.index import ActivityRow, IndexRows, MeetingRow, PlanRow

_LISTED = table(Listed).c
_SORTS: Final = tuple(field.name for field in fields(IndexRows))
_DROP: Final = Prepared(
    delete(table(Listed)).where(
        _LISTED.tenant == bindparam("tenant"), _LISTED.plan == bindparam("plan"), _LISTED.sort == bindparam("sort"),
        _LISTED.thing.in_(bindparam("things", expanding=True)),
    )
)  # fmt: skip
_ADD: Final = Adding(table(Listed))
Row = Any
Named = dict[tuple[str, str], Row]


def named(rows: IndexRows) -> Named:
    """Give all rows by their sort, which is the name of the field, and their id, which is their first field."""
    found: Named = {}
    for sort in _SORTS:
        found |= {(sort, getattr(row, _id_of(row))): row for row in _rows(rows, sort)}
    return found


def _rows(rows: IndexRows, sort: str) -> tuple[Row, ...]:
    told = getattr(rows, sort)
    return told if isinstance(told, tuple) else () if told is None else (told,)


def _id_of(row: Row) -> str:
    return str(row.__slots__[0])


def values(row: Row) -> tuple[str, bool, str]:
    """Give the day, whether it is an activity that still runs, and the fields of a row."""
    told = to_json(row).decode()
    if isinstance(row, ActivityRow):
        return row.due or "", row.open, told
    day = row.starts if isinstance(row, MeetingRow) else row.next_meeting if isinstance(row, PlanRow) else ""
    return day or "", False, told


def rebuild(connection: Connection, key: Key, rows: IndexRows) -> None:
    """Write the rows of a log anew."""
    connection.execute(delete(table(Listed)).where(_LISTED.tenant == key[0], _LISTED.plan == key[1]))
    write(connection, key, IndexRows(None, (), ()), rows)


def write(connection: Connection, key: Key, before: IndexRows, after: IndexRows) -> None:
    """Write the rows that differ, and delete those that are gone."""
    with together(connection):
        for sort in _SORTS:
            old, new = _rows(before, sort), _rows(after, sort)
            if old is not new:
                _write(connection, key, sort, old, new)


def _write(connection: Connection, key: Key, sort: str, old: tuple[Row, ...], new: tuple[Row, ...]) -> None:
    """Write what differs; most rows are the same objects, at the same places, before and after."""
    differ = [pair for pair in zip_longest(old, new) if pair[0] is not pair[1]]
    was = {getattr(row, _id_of(row)): row for row, _ in differ if row is not None}
    now = {getattr(row, _id_of(row)): row for _, row in differ if row is not None}
    gone = [thing for thing, row in was.items() if now.get(thing) != row]
    if gone:
        _DROP.run(connection, {"tenant": key[0], "plan": key[1], "sort": sort, "things": gone})
    changed = ((thing, row) for thing, row in now.items() if was.get(thing) != row)
    _ADD.run(connection, [(*key, sort, thing, *values(row)) for thing, row in changed])
