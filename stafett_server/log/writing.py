"""What new places change beside the log itself: lists, who may come to read it, what is erased, and the ledger."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, delete, select, update

from stafett_server.log import listing, rows
from stafett_server.log.actors import plans_of, write_candidates, write_guard
from stafett_server.log.held import Held, held_of
from stafett_server.log.remembering import Brought, lines_for
from stafett_server.log.room import Room
from stafett_server.log.rows import Key, table
from stafett_server.log.tables import Blob, Lookups, Reasons
from stafett_tui.domain.document import DocumentAttached
from stafett_tui.domain.event import stamp
from stafett_tui.domain.lifecycle import PlanErased
from stafett_tui.domain.person import PREFIX, log_of


def write_on(
    room: Room, connection: Connection, key: Key, before: Held, after: Held, placed: Iterable[Brought]
) -> Held:  # fmt: skip
    """Write what differs between a log before and after these places; the ledger last, and always before the commit."""
    known = frozenset(before.lacking)
    fresh = (after.plan.entries[seq - 1].event for seq in after.lacking if seq not in known)
    gone = [event.id for event in fresh if event is not None]
    if gone:
        rows.blank(connection, key, gone)
        take_along(connection, key, after)
    listing.write(connection, key, before.rows, after.rows)
    write_candidates(connection, key, before.people, after.people)
    if key[1].startswith(PREFIX):
        write_guard(connection, key, after.plan)
    lines = lines_for(key, after.plan, placed, gone)
    if gone and after.plan.of(PlanErased):
        for person in sorted(before.people - after.people):
            lines += _erase_person(room, connection, (key[0], log_of(person)), key[1])
    room.ledger.add(lines)
    return after


def _erase_person(room: Room, connection: Connection, key: Key, plan: str) -> list[dict[str, Any]]:
    """Take the words out of the log of somebody who is in no other plan (D-06); give the lines of the ledger."""
    at = rows.standing(connection, key, lock=True)
    if at is None or not at.head or plans_of(connection, key[0], key[1].removeprefix(PREFIX)) - {plan}:
        return []
    gone = [event.id for each in rows.read(connection, key) if each.body and (event := each.entry.event) is not None]
    rows.blank(connection, key, gone)
    rows.touch(connection, key, at, stamp(room.clock.now()))
    room.shelf.forget(key)
    held = held_of(tuple(each.entry for each in rows.read(connection, key)))
    listing.rebuild(connection, key, held.rows)
    write_guard(connection, key, held.plan)
    return lines_for(key, held.plan, (), gone)


def take_along(connection: Connection, key: Key, after: Held) -> None:
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
