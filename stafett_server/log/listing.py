"""Rows of lists over many plans, as the domain gives them (I10)."""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from typing import Any, Final

from sqlalchemy import Connection, delete, insert

from stafett_server.log.rows import Key, in_parts, table
from stafett_server.log.tables import Listed
from stafett_tui.domain.index import ActivityRow, IndexRows, MeetingRow, PlanRow

_LISTED = table(Listed).c
_SORTS: Final = tuple(field.name for field in fields(IndexRows))
Row = Any
Named = dict[tuple[str, str], Row]


def named(rows: IndexRows) -> Named:
    """Give all rows by their sort, which is the name of the field, and their id, which is their first field."""
    found: Named = {}
    for sort in _SORTS:
        told = getattr(rows, sort)
        listed = told if isinstance(told, tuple) else () if told is None else (told,)
        found |= {(sort, getattr(row, _id_of(row))): row for row in listed}
    return found


def _id_of(row: Row) -> str:
    return fields(row)[0].name


def values(sort: str, row: Row) -> dict[str, Any]:
    """Give the columns of a row."""
    day = row.due if isinstance(row, ActivityRow) else row.starts if isinstance(row, MeetingRow) else ""
    if isinstance(row, PlanRow):
        day = row.next_meeting
    told = json.dumps(asdict(row), ensure_ascii=False, sort_keys=True)
    return {"sort": sort, "day": day or "", "open": isinstance(row, ActivityRow) and row.open, "value": told}


def write(connection: Connection, key: Key, before: IndexRows, after: IndexRows) -> None:
    """Write the rows that differ, and delete those that are gone."""
    old, new = named(before), named(after)
    changed = [each for each, row in new.items() if old.get(each) != row]
    gone = [each for each in old if each not in new or old[each] != new[each]]
    for sort in {sort for sort, _ in gone}:
        for things in in_parts(thing for each, thing in gone if each == sort):
            told = (_LISTED.tenant == key[0], _LISTED.plan == key[1], _LISTED.sort == sort)
            connection.execute(delete(table(Listed)).where(*told, _LISTED.thing.in_(things)))
    if changed:
        rows = [
            {"tenant": key[0], "plan": key[1], "thing": thing} | values(sort, new[sort, thing])
            for sort, thing in changed
        ]
        connection.execute(insert(table(Listed)), rows)
