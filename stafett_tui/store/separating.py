"""What goes from one store into a person's own: written there whole, and only then taken out here (I2, I5, I7)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.store.blanking import blanked_ids, mark
from stafett_tui.store.drafts import keep_draft
from stafett_tui.store.engine import Connection
from stafett_tui.store.folded import load
from stafett_tui.store.ordered import DEVICE, last_place
from stafett_tui.store.pending import REVOKED, refuse
from stafett_tui.store.purging import draft_event, purge
from stafett_tui.store.rows import write_index
from stafett_tui.store.settings import set_setting, setting

_WHOLE: Final = (
    ("DELETE FROM entry WHERE plan_id=?", "SELECT * FROM entry WHERE plan_id=?", "INSERT INTO entry VALUES"),
    ("DELETE FROM blob WHERE plan_id=?", "SELECT * FROM blob WHERE plan_id=?", "INSERT INTO blob VALUES"),
    (
        "DELETE FROM sync_plan WHERE plan_id=?",
        "SELECT * FROM sync_plan WHERE plan_id=?",
        "INSERT INTO sync_plan VALUES",
    ),
)
"""How the tables that have all of a log, but for its list rows, are emptied of it, read and filled."""
_REFUSED: Final = "INSERT OR REPLACE INTO refused VALUES"
_AT: Final = "SELECT hash FROM entry WHERE plan_id=? AND seq=?"
_MINE: Final = """ FROM draft WHERE substr("key", 1, length(:mine)) = :mine"""
_BLANKED: Final = "SELECT event_id FROM entry WHERE plan_id=? AND body IS NULL AND kind<>''"


class Going(NamedTuple):
    """What goes with a person: by the ids of logs."""

    person: str
    plans: tuple[str, ...]
    people: tuple[str, ...] = ()
    """The logs of persons that these plans need."""
    leaving: frozenset[str] = frozenset()
    """Those of them that no plan needs which stays."""
    known: frozenset[str] = frozenset()
    """Under which other ids the person has written here."""


def bring(source: Connection, target: Connection, going: Going, named: Mapping[str, str]) -> frozenset[str]:
    """Write what goes into the other store, inside its transaction; give the logs of which all is there then.

    What an earlier time has brought already is brought up to date. Raises OTHER_LOG where a plan there goes on in
    another way. The log of a person that does stays as it is, there and here.
    """
    whole: set[str] = set()
    for log in (*going.plans, *going.people):
        if _goes_on(source, target, log):
            _copy_log(source, target, log)
            whole.add(log)
        elif _goes_on(target, source, log):
            whole.add(log)
        elif log in going.plans:
            raise StafettError(ErrorKind.OTHER_LOG)
    _bring_drafts(source, target, going)
    for row in _refused(source, going):
        _add(target, _REFUSED, row)
    for name, value in named.items():
        set_setting(target, name, value)
    return frozenset(whole)


def take_out(connection: Connection, going: Going, whole: frozenset[str], named: Mapping[str, str]) -> None:
    """Take out what is in the other store now, inside a transaction; what others left unfinished stays with them."""
    connection.execute(f"DELETE{_MINE}", {"mine": f"{going.person}/"})
    for plan_id, _, _, event_id, *_ in list(_refused(connection, going)):
        connection.execute("DELETE FROM refused WHERE plan_id=? AND event_id=?", (plan_id, event_id))
    for log in (*going.plans, *sorted(going.leaving)):
        if log in whole:
            purge(connection, log)
    for name, value in named.items():
        set_setting(connection, name, value)


def erased_in(connection: Connection, going: Going) -> frozenset[str]:
    """Give the events of what goes whose words were taken out for good."""
    logs = (*going.plans, *going.people)
    return frozenset(row[0] for log in logs for row in connection.execute(_BLANKED, (log,)).fetchall())


def mark_erased(connection: Connection, known: frozenset[str]) -> None:
    """Remember which events are blank in a store that has been brought some."""
    mark(connection, blanked_ids(connection) | known)


def _goes_on(one: Connection, other: Connection, log: str) -> bool:
    """Tell whether a log in one store is that of the other and what came since, or the same."""
    place, last = last_place(other, "entry", log)
    found = one.execute(_AT, (log, place)).fetchone()
    return place == 0 or (found is not None and bytes(found[0]) == last)


def _copy_log(source: Connection, target: Connection, log: str) -> None:
    before = load(target, log).rows
    for emptied, read, into in _WHOLE:
        target.execute(emptied, (log,))
        for row in source.execute(read, (log,)):
            _add(target, into, row)
    write_index(target, before, load(target, log).rows)


def _add(target: Connection, into: str, row: tuple[Any, ...]) -> None:
    target.execute(f"{into} ({', '.join('?' * len(row))})", row)


def _bring_drafts(source: Connection, target: Connection, going: Going) -> None:
    """Bring what the person left unfinished; of plans that stay it can be read as what was not taken."""
    query, device = f'SELECT "key", plan_id, text, cursor, at{_MINE}', setting(source, DEVICE)
    for row in source.execute(query, {"mine": f"{going.person}/"}).fetchall():
        key, plan_id, text, _, at = row
        if plan_id in {"", *going.plans}:
            keep_draft(target, row)
        else:
            refuse(target, draft_event(plan_id, device, key, text, at), REVOKED)


def _refused(connection: Connection, going: Going) -> Iterator[tuple[Any, ...]]:
    for row in connection.execute("SELECT * FROM refused").fetchall():
        head: Any = json.loads(row[5])
        if head.get("actor") in {going.person, *going.known}:
            yield row
