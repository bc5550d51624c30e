"""Take bodies out of the file for good; leaf and hash stay, so the chain stays whole (I5, I7)."""

from __future__ import annotations

from typing import Final

from stafett_tui.domain.event import Entry
from stafett_tui.domain.log import Revised
from stafett_tui.store.audit import forget_reasons
from stafett_tui.store.blobs import drop_all, drop_untold, told_of
from stafett_tui.store.engine import Connection
from stafett_tui.store.erased import SETTING, mark_of
from stafett_tui.store.rows import read_entries
from stafett_tui.store.settings import set_setting

_BLANK: Final = "UPDATE entry SET body=NULL, salt=NULL WHERE plan_id=? AND event_id=? AND body IS NOT NULL"
_DRAFTS: Final = 'DELETE FROM draft WHERE plan_id=? AND instr("key", ?) > 0'
_ERASED: Final = "SELECT 1 FROM entry WHERE plan_id=? AND seq=1 AND body IS NULL"
"""A plan whose opening has no body is erased whole."""
_TEXT: Final = """SELECT plan_id FROM entry WHERE event_id=:event AND body IS NOT NULL
UNION SELECT plan_id FROM pending WHERE event_id=:event"""


def blank(connection: Connection, plan_id: str, targets: frozenset[str]) -> frozenset[str]:
    """Blank these events, every revision of what they made and the files that only they name; give all their ids."""
    log = read_entries(connection, plan_id)
    gone = targets | {_id(entry) for entry in log if _revises(entry, targets)}
    files = told_of(connection, plan_id, gone)
    for each in gone:
        connection.execute(_BLANK, (plan_id, each))
        connection.execute(_DRAFTS, (plan_id, each))
        connection.execute("DELETE FROM pending WHERE event_id=?", (each,))
    drop_untold(connection, plan_id, files)
    if connection.execute(_ERASED, (plan_id,)).fetchone() is not None:
        _drop_rest(connection, plan_id)
    return gone


def blank_plan(connection: Connection, plan_id: str, keep: frozenset[str]) -> frozenset[str]:
    """Blank every event of a plan but those to keep, with its drafts, files and refused texts; give their ids."""
    found = connection.execute("SELECT event_id FROM entry WHERE plan_id=? AND kind<>''", (plan_id,)).fetchall()
    gone = frozenset(row[0] for row in found) - keep
    for each in gone:
        connection.execute(_BLANK, (plan_id, each))
    connection.execute("DELETE FROM pending WHERE plan_id=?", (plan_id,))
    _drop_rest(connection, plan_id)
    return gone


def _drop_rest(connection: Connection, plan_id: str) -> None:
    """Delete what an erased plan has beside its log."""
    for table in ("draft", "refused"):
        connection.execute(f"DELETE FROM {table} WHERE plan_id=?", (plan_id,))  # noqa: S608 - the names above
    drop_all(connection, plan_id)
    forget_reasons(connection, plan_id)


def mark(connection: Connection, ids: frozenset[str]) -> None:
    """Remember, inside the encrypted file, which ids it has taken in."""
    set_setting(connection, SETTING, mark_of(ids))


def blanked_ids(connection: Connection) -> frozenset[str]:
    """Give the events in the file whose body was taken out of it, not those that were never to be seen here."""
    rows = connection.execute("SELECT event_id FROM entry WHERE body IS NULL AND kind<>''")
    return frozenset(row[0] for row in rows)


def plans_to_blank(connection: Connection, ids: frozenset[str]) -> dict[str, frozenset[str]]:
    """Give, by plan, those of the ids whose bodies are in the file: a restore brought them back."""
    found: dict[str, frozenset[str]] = {}
    for each in ids:
        row = connection.execute(_TEXT, {"event": each}).fetchone()
        if row is not None:
            found[row[0]] = found.get(row[0], frozenset()) | {each}
    return found


def _id(entry: Entry) -> str:
    return "" if entry.event is None else entry.event.id


def _revises(entry: Entry, targets: frozenset[str]) -> bool:
    body = None if entry.event is None else entry.event.body
    return isinstance(body, Revised) and body.thing in targets
