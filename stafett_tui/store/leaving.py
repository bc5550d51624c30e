"""A laptop that leaves its server and keeps its plans orders them itself again: the logs go on where they stand."""

from __future__ import annotations

from typing import Final

from stafett_tui.domain.conflict import judged
from stafett_tui.domain.event import Entry, Status, place, read_stamp
from stafett_tui.domain.log import Revised
from stafett_tui.domain.plan import Plan, apply, fold
from stafett_tui.domain.plan import gone as gone_from
from stafett_tui.store.blanking import blank, mark
from stafett_tui.store.engine import Channel, Connection
from stafett_tui.store.erased import ErasedIds
from stafett_tui.store.folded import Folded, load
from stafett_tui.store.ordered import EPOCH, Ordered, State, read_ordered, write_ordered
from stafett_tui.store.pending import Waiting, read_pending, takes_words
from stafett_tui.store.rows import add_entries, read_entries, write_index
from stafett_tui.store.settings import set_setting

_ORDERED: Final = "SELECT plan_id FROM sync_plan WHERE state NOT IN ('gone', 'kept')"


def leave(channel: Channel, folded: Folded, erased: ErasedIds) -> None:
    """Order every plan here again in one transaction, and give what waited its place (I2, I7)."""
    with channel.lock:
        try:
            with channel.writing() as connection:
                gone = _stand_alone(connection, erased.read())
        finally:
            folded.clear()
        if gone:
            erased.add(gone)
            channel.empty_wal()


def _stand_alone(connection: Connection, erased: frozenset[str]) -> frozenset[str]:
    found: frozenset[str] = frozenset()
    for (plan_id,) in connection.execute(_ORDERED).fetchall():
        before = load(connection, plan_id).rows
        found |= _kept(connection, read_ordered(connection, plan_id) or Ordered(plan_id))
        write_index(connection, before, load(connection, plan_id).rows)
    connection.execute("DELETE FROM anew")
    connection.execute("DELETE FROM pending")
    set_setting(connection, EPOCH, "")
    if found:
        mark(connection, found | erased)
    return found


def _kept(connection: Connection, row: Ordered) -> frozenset[str]:
    """Place what waits behind the confirmed log, judged as it stands there."""
    plan, blanks = fold(read_entries(connection, row.plan_id)), False
    for each in read_pending(connection, row.plan_id):
        entry = _placed(plan, each)
        add_entries(connection, row.plan_id, [(entry, each.sealed)])
        plan, blanks = apply(plan, entry), blanks or takes_words(entry.event)
    write_ordered(connection, Ordered(row.plan_id, State.KEPT, plan.seq, plan.head, forgotten=row.forgotten))
    return blank(connection, row.plan_id, gone_from(plan.entries)) if blanks else frozenset()


def _placed(plan: Plan, row: Waiting) -> Entry:
    event, at = row.event, read_stamp(row.at)
    status = Status.OK
    if isinstance(event.body, Revised) and event.body.thing in plan.facts:
        status = judged(plan, event.body, event.base or 0)
    previous = None if plan.seq == 0 else Entry(plan.seq, at, Status.OK, b"", plan.head, None)
    return place(event, row.sealed, previous, at if plan.at is None else max(at, plan.at), status, "")
