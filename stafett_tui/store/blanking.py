"""Take bodies out of the file for good; leaf and hash stay, so the chain stays whole (I5, I7)."""

from __future__ import annotations

from typing import Final

from stafett_tui.domain.event import Entry
from stafett_tui.domain.log import Revised
from stafett_tui.store.engine import Connection
from stafett_tui.store.erased import SETTING, mark_of
from stafett_tui.store.rows import read_entries

_BLANK: Final = "UPDATE entry SET body=NULL, salt=NULL WHERE plan_id=? AND event_id=? AND body IS NOT NULL"
_DRAFTS: Final = 'DELETE FROM draft WHERE plan_id=? AND instr("key", ?) > 0'
_MARK: Final = "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)"


def blank(connection: Connection, plan_id: str, targets: frozenset[str]) -> frozenset[str]:
    """Blank these events and every revision of what they made; give the ids that have no body now."""
    log = read_entries(connection, plan_id)
    gone = targets | {_id(entry) for entry in log if _revises(entry, targets)}
    for each in gone:
        connection.execute(_BLANK, (plan_id, each))
        connection.execute(_DRAFTS, (plan_id, each))
    return gone


def mark(connection: Connection, ids: frozenset[str]) -> None:
    """Remember, inside the encrypted file, which ids it has taken in."""
    connection.execute(_MARK, (SETTING, mark_of(ids)))


def blanked_ids(connection: Connection) -> frozenset[str]:
    """Give the events in the file that have no body."""
    return frozenset(row[0] for row in connection.execute("SELECT event_id FROM entry WHERE body IS NULL"))


def plans_to_blank(connection: Connection, ids: frozenset[str]) -> dict[str, frozenset[str]]:
    """Give, by plan, those of the ids whose bodies are in the file: a restore brought them back."""
    found: dict[str, frozenset[str]] = {}
    for each in ids:
        row = connection.execute("SELECT plan_id FROM entry WHERE event_id=? AND body IS NOT NULL", (each,)).fetchone()
        if row is not None:
            found[row[0]] = found.get(row[0], frozenset()) | {each}
    return found


def _id(entry: Entry) -> str:
    return "" if entry.event is None else entry.event.id


def _revises(entry: Entry, targets: frozenset[str]) -> bool:
    body = None if entry.event is None else entry.event.body
    return isinstance(body, Revised) and body.thing in targets
