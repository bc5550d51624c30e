"""A plan that may be read no more is taken out of the store; one's own unsent words stay (I7)."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from stafett_tui.domain.event import canonical, stamp
from stafett_tui.store.audit import forget_reasons
from stafett_tui.store.blobs import drop_all
from stafett_tui.store.engine import Connection
from stafett_tui.store.folded import load
from stafett_tui.store.offering import lost
from stafett_tui.store.ordered import DEVICE, LOOKUPS, Ordered, State, read_ordered, write_ordered
from stafett_tui.store.pending import REVOKED, Waiting, read_pending, refuse
from stafett_tui.store.rows import NO_ROWS, write_index
from stafett_tui.store.settings import setting

DRAFT: Final = "draft"
"""The kind under which an unfinished text is kept with what was refused."""
_DRAFTS: Final = 'SELECT "key", text, at FROM draft WHERE plan_id=? ORDER BY at, "key"'


def purge(connection: Connection, plan_id: str) -> int:
    """Take a plan out; give how many events and texts that the server never had stay readable for their authors."""
    before = load(connection, plan_id).rows
    row = read_ordered(connection, plan_id) or Ordered(plan_id)
    offered = lost(connection, row) if row.state in {State.OFFER, State.ADOPT} else ()
    unsent = (*offered, *read_pending(connection, plan_id), *_drafts(connection, plan_id))
    for each in unsent:
        refuse(connection, each, REVOKED)
    for table in ("entry", "anew", "draft"):
        connection.execute(f"DELETE FROM {table} WHERE plan_id=?", (plan_id,))  # noqa: S608 - the names above
    drop_all(connection, plan_id)
    write_index(connection, before, NO_ROWS)
    gone = Ordered(plan_id, State.GONE, acked=row.acked, forgotten=True)
    write_ordered(connection, gone)
    forget_reasons(connection, plan_id, through=_taken(connection))
    return len(unsent)


def forget_taken(connection: Connection) -> None:
    """Let the reasons of look-ups in plans that are gone go too, now that the server has them (S-07)."""
    rows = connection.execute("SELECT plan_id FROM sync_plan WHERE forgotten=1 AND state='gone'").fetchall()
    for (plan_id,) in rows:
        forget_reasons(connection, plan_id, through=_taken(connection))


def _taken(connection: Connection) -> int:
    return int(setting(connection, LOOKUPS) or 0)


def _drafts(connection: Connection, plan_id: str) -> tuple[Waiting, ...]:
    """Give the unfinished texts of a plan as events that their authors can read."""
    device = setting(connection, DEVICE)
    rows = connection.execute(_DRAFTS, (plan_id,)).fetchall()
    return tuple(draft_event(plan_id, device, *row) for row in rows)


def draft_event(plan_id: str, device: str, key: str, text: str, at: str) -> Waiting:
    """Give an unfinished text as an event that its author can read among what was not taken."""
    made = stamp(datetime.fromisoformat(at))
    head = {
        "id": f"{DRAFT}:{key}", "plan": plan_id, "kind": DRAFT, "v": 1, "actor": key.split("/", maxsplit=1)[0],
        "device": device, "n": 0, "made_at": made, "base": None, "act": "", "group": "",
    }  # fmt: skip
    return Waiting(plan_id, device, 0, f"{DRAFT}:{key}", DRAFT, canonical(head), canonical({"text": text}), b"", made)
