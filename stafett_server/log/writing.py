"""What new places change beside the log itself: lists, who may come to read it, what is erased, and the ledger."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import Connection, delete, select, update

from stafett_server.log import listing, rows
from stafett_server.log.actors import write_candidates, write_guard
from stafett_server.log.held import Held
from stafett_server.log.room import Room
from stafett_server.log.rows import Key, table
from stafett_server.log.tables import Blob, Lookups, Reasons
from stafett_tui.domain.document import DocumentAttached
from stafett_tui.domain.event import Entry, Sealed, stamp
from stafett_tui.domain.lifecycle import PlanErased
from stafett_tui.domain.person import PREFIX
from stafett_tui.sync.protocol import packed

WHOLE: Final = frozenset({"consent.withdrawn", "plan.erased"})
"""Kinds whose exact bytes stand in the ledger: no words of a case, and put back where a backup lacks them."""
Brought = tuple[Entry, Sealed | None]
"""A place with its bytes, where they are here."""


def write_on(
    room: Room, connection: Connection, key: Key, before: Held, after: Held, placed: Iterable[Brought]
) -> Held:  # fmt: skip
    """Write what differs between a log before and after these places; the ledger last, and always before the commit."""
    known = frozenset(before.lacking)
    fresh = (after.plan.entries[seq - 1].event for seq in after.lacking if seq not in known)
    gone = [event.id for event in fresh if event is not None]
    if gone:
        rows.blank(connection, key, gone)
        _take_along(connection, key, after)
    listing.write(connection, key, before.rows, after.rows)
    write_candidates(connection, key, before.people, after.people)
    if key[1].startswith(PREFIX):
        write_guard(connection, key, after.plan)
    room.ledger.add(entries_for(key, placed, gone))
    return after


def _take_along(connection: Connection, key: Key, after: Held) -> None:
    """Delete files that no event tells of any more, and why people looked into a plan that is erased (D-06)."""
    bodies = (e.event.body for e in after.plan.entries if e.event is not None)
    told = {body.sha256 for body in bodies if isinstance(body, DocumentAttached)}
    found = table(Blob).c
    here = connection.execute(select(found.hash).where(found.tenant == key[0], found.plan == key[1]))
    for digest in {row[0] for row in here} - told:
        connection.execute(
            delete(table(Blob)).where(found.tenant == key[0], found.plan == key[1], found.hash == digest)
        )  # fmt: skip
    if after.plan.of(PlanErased):
        for beside in (table(Lookups), table(Reasons)):
            same = (beside.c.tenant == key[0], beside.c.plan == key[1])
            connection.execute(update(beside).where(*same).values(reason=""))


def entries_for(key: Key, placed: Iterable[Brought], gone: Iterable[str]) -> list[dict[str, Any]]:
    """Give what the ledger keeps of new places: withdrawals and erasures as written, ids of what was blanked."""
    told: list[dict[str, Any]] = [
        {"what": "event", "header": sealed.header.decode(), "body": sealed.body.decode(), "salt": packed(sealed.salt),
         "at": stamp(entry.at), "seq": entry.seq}
        for entry, sealed in placed
        if sealed is not None and sealed.body is not None and entry.event is not None and entry.event.kind in WHOLE
    ]  # fmt: skip
    ids = sorted(gone)
    if ids:
        told.append({"what": "blanked", "ids": ids})
    return [{"tenant": key[0], "plan": key[1]} | each for each in told]
