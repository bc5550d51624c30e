"""Whether a database holds: chains without gaps, lists as the logs say, and the ledger (I5, I10)."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from stafett_server.log import listing, restore, rows
from stafett_server.log.held import Held, held_of
from stafett_server.log.room import Room
from stafett_server.log.rows import Key, Stored, table
from stafett_server.log.tables import Candidate, Listed, Log
from stafett_tui.domain.errors import ErrorKind
from stafett_tui.domain.event import GENESIS, Status, chain, leaf_of, read_stamp

_LOG, _LISTED, _CANDIDATE = table(Log).c, table(Listed).c, table(Candidate).c


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not hold; it names a place, never a word."""

    kind: ErrorKind
    tenant: str
    plan: str
    seq: int = 0
    what: str = ""


def check(room: Room) -> tuple[Finding, ...]:
    """Read every log afresh and tell what does not hold."""
    with room.database.reading() as connection:
        keys = [(row[0], row[1]) for row in connection.execute(select(_LOG.tenant, _LOG.plan).order_by(*_LOG[:2]))]
        found = [finding for key in keys for finding in check_log(connection, key)]
        lines = restore.lacking(room, connection)
    found += [Finding(ErrorKind.CHAIN_BROKEN, *key, what="ledger") for key in lines]
    return tuple(found)


def check_log(connection: Connection, key: Key) -> list[Finding]:
    """Tell what does not hold in one log."""
    at = rows.standing(connection, key)
    if at is None or at.adopting:
        return []
    stored = rows.read(connection, key)
    broken = _broken(stored)
    head = (stored[-1].seq, stored[-1].hash) if stored else (0, GENESIS)
    if broken or head != (at.head, at.hash):
        return [Finding(ErrorKind.CHAIN_BROKEN, *key, seq=broken or at.head, what="log")]
    held = held_of(tuple(each.entry for each in stored))
    return [Finding(ErrorKind.INDEX_DIFFERS, *key, what=what) for what in _beside(connection, key, held)]


def _broken(stored: list[Stored]) -> int:
    """Give the first place whose number, leaf or hash does not hold, 0 where all do (I5)."""
    before = GENESIS
    for number, each in enumerate(stored, 1):
        sealed = each.sealed
        leaf = each.leaf if sealed is None or sealed.body is None else leaf_of(sealed)
        expected = chain(before, number, read_stamp(each.at), Status(each.status), leaf)
        if each.seq != number or leaf != each.leaf or expected != each.hash:
            return number
        before = each.hash
    return 0


def _beside(connection: Connection, key: Key, held: Held) -> list[str]:
    """Give what stands beside the log and is not what the log says (I10)."""
    query = select(_LISTED.sort, _LISTED.thing, _LISTED.day, _LISTED.open, _LISTED.value)
    listed = connection.execute(query.where(_LISTED.tenant == key[0], _LISTED.plan == key[1])).all()
    stored = {(row[0], row[1]): (row[2], bool(row[3]), row[4]) for row in listed}
    made = {name: listing.values(row) for name, row in listing.named(held.rows).items()}
    people = connection.execute(select(_CANDIDATE.person).where(_CANDIDATE.tenant == key[0], _CANDIDATE.plan == key[1]))
    told = {
        "listed": stored == made,
        "candidate": {row[0] for row in people} == held.people,
    }
    return [what for what, holds in told.items() if not holds]
