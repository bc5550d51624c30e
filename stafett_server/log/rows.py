"""Rows of the logs as the tables hold them; every statement is made once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, String, bindparam, delete, func, insert, literal_column, select, update
from sqlmodel import SQLModel

from stafett_server.log.prepared import Adding, Prepared, Row
from stafett_server.log.tables import Entries, Log, Tombstone
from stafett_tui.domain.event import Entry, Sealed, Status, read_stamp, stamp
from stafett_tui.domain.kinds import CODEC
from stafett_tui.domain.plan import Plan

Rows = list[dict[str, Any]]
Key = tuple[str, str]
"""Tenant and plan."""


def table(model: type[SQLModel]) -> Any:
    """Give the table of a declared model, for the statements of a hot path."""
    return model.__table__  # type: ignore[attr-defined]  # SQLModel declares it on every table only


_LOG, _ENTRY, _TOMBSTONE = table(Log).c, table(Entries).c, table(Tombstone).c
_T: Final = bindparam("tenant", type_=String)
_P: Final = bindparam("plan", type_=String)

_STANDING: Final = select(_LOG.head, _LOG.hash, _LOG.at, _LOG.adopting).where(_LOG.tenant == _T, _LOG.plan == _P)
_HEADS: Final = Prepared(
    select(_LOG.plan, _LOG.head, _LOG.hash, _LOG.at).where(
        _LOG.tenant == _T,
        _LOG.plan.in_(bindparam("plans", expanding=True)),
        _LOG.adopting == literal_column("''"),
        _LOG.head > literal_column("0"),
    )
)
READ_LOG: Final = Prepared(_STANDING)
LOCK_LOG: Final = Prepared(_STANDING.with_for_update())
_ADD_LOG: Final = Adding(table(Log))
_MOVE_LOG: Final = Prepared(
    update(table(Log))
    .where(_LOG.tenant == bindparam("t"), _LOG.plan == bindparam("p"))
    .values(head=bindparam("head"), hash=bindparam("hash"), at=bindparam("at"), adopting=bindparam("adopting"))
)
_OPENED: Final = (
    _ENTRY.seq, _ENTRY.header, _ENTRY.body, _ENTRY.salt, _ENTRY.at, _ENTRY.status, _ENTRY.policy, _ENTRY.leaf,
    _ENTRY.hash,
)  # fmt: skip
_FROM: Final = Prepared(
    select(*_OPENED)
    .where(_ENTRY.tenant == _T, _ENTRY.plan == _P, _ENTRY.seq >= bindparam("first"), _ENTRY.seq <= bindparam("last"))
    .order_by(_ENTRY.seq)
)
_THESE: Final = Prepared(
    select(*_OPENED)
    .where(_ENTRY.tenant == _T, _ENTRY.plan == _P, _ENTRY.seq.in_(bindparam("these", expanding=True)))
    .order_by(_ENTRY.seq)
)
_ADD_ENTRIES: Final = Adding(table(Entries))
_EVENTS: Final[Any] = bindparam("events", expanding=True)
_HERE: Final = select(_ENTRY.event).where(_ENTRY.tenant == _T, _ENTRY.plan == _P, _ENTRY.event.in_(_EVENTS))
_STANDS: Final = Prepared(_HERE)
_WORDED: Final = Prepared(_HERE.where(_ENTRY.body.is_not(None)))
_GONE: Final = select(_TOMBSTONE.event, literal_column("1")).where(
    _TOMBSTONE.tenant == _T, _TOMBSTONE.plan == _P, _TOMBSTONE.event.in_(_EVENTS)
)
_ERASED: Final = Prepared(_GONE)
_OTHER: Final = select(_ENTRY.event, literal_column("2")).where(
    _ENTRY.tenant == _T, _ENTRY.event.in_(_EVENTS), _ENTRY.plan != _P
)
_ELSEWHERE: Final = Prepared(_OTHER)
_UNWELCOME: Final = Prepared(_GONE.union_all(_OTHER))
_WORDLESS: Final = Prepared(
    select(func.count()).where(
        _ENTRY.tenant == _T, _ENTRY.plan == _P, _ENTRY.seq <= bindparam("last"), _ENTRY.body.is_(None)
    )
)
_BLANK: Final = (
    update(table(Entries))
    .where(
        _ENTRY.tenant == bindparam("t"), _ENTRY.plan == bindparam("p"),
        _ENTRY.event.in_(bindparam("events", expanding=True)),
    )
    .values(body=None, salt=None)
)  # fmt: skip
LAST: Final = 2**62
"""A place behind every log."""
_SOME: Final = 500
"""Values of one list in a statement."""


class Standing(NamedTuple):
    """A log as its row says it stands."""

    head: int
    hash: bytes
    at: str
    adopting: str


class Stored(NamedTuple):
    """A place as it is stored."""

    seq: int
    header: bytes
    body: bytes | None
    salt: bytes | None
    at: str
    status: str
    policy: str
    leaf: bytes
    hash: bytes

    @property
    def sealed(self) -> Sealed | None:
        """Give the bytes of the event, None where the log came without."""
        return Sealed(self.header, self.body, self.salt or b"") if self.header else None

    @property
    def entry(self) -> Entry:
        """Give the place with its event."""
        sealed = self.sealed
        event = None if sealed is None else CODEC.open(sealed)
        return Entry(self.seq, read_stamp(self.at), Status(self.status), self.leaf, self.hash, event, self.policy)


def in_parts(values: Iterable[Any]) -> Iterable[list[Any]]:
    """Give many values in lists that a statement can take."""
    known = list(values)
    return (known[at : at + _SOME] for at in range(0, len(known), _SOME))


def standing(connection: Connection, key: Key, *, lock: bool = False) -> Standing | None:
    """Give how a log stands; with `lock` nobody else moves it until the end of the transaction (R3)."""
    return standing_in((LOCK_LOG if lock else READ_LOG).run(connection, {"tenant": key[0], "plan": key[1]}))


def standing_in(found: list[Row]) -> Standing | None:
    """Give how the log stands that was found."""
    return Standing(found[0][0], bytes(found[0][1]), found[0][2], found[0][3]) if found else None


def begin(connection: Connection, key: Key, plan: Plan, at: str, adopting: str = "") -> None:
    """Begin a log; a second process that begins it at the same moment waits, and collides."""
    _ADD_LOG.run(connection, [(*key, 0, plan.head, at, adopting)])


def move(connection: Connection, key: Key, head: int, hash_: bytes, at: str, adopting: str = "") -> None:
    """Say where the log stands now."""
    told = {"t": key[0], "p": key[1], "head": head, "hash": hash_, "at": at, "adopting": adopting}
    _MOVE_LOG.run(connection, told)


def read(connection: Connection, key: Key, first: int = 1, last: int = LAST) -> list[Stored]:
    """Read places of a log in their order."""
    told = {"tenant": key[0], "plan": key[1], "first": first, "last": last}
    return [_stored(row) for row in _FROM.run(connection, told)]


def wordless(connection: Connection, key: Key, last: int) -> int:
    """Count the places up to this one whose words are not here."""
    return int(_WORDLESS.run(connection, {"tenant": key[0], "plan": key[1], "last": last})[0][0])


def read_these(connection: Connection, key: Key, seqs: Iterable[int]) -> list[Stored]:
    """Read these places of a log in their order."""
    these = sorted(seqs)
    found = _THESE.run(connection, {"tenant": key[0], "plan": key[1], "these": these}) if these else []
    return [_stored(row) for row in found]


def _stored(row: Sequence[Any]) -> Stored:
    seq, header, body, salt, at, status, policy, leaf, hash_ = row
    return Stored(
        seq, bytes(header), None if body is None else bytes(body), None if salt is None else bytes(salt), at, status,
        policy, bytes(leaf), bytes(hash_),
    )  # fmt: skip


def row_of(key: Key, entry: Entry, sealed: Sealed | None) -> Row:
    """Give the row of a place; one that came without its event is named by its number."""
    event = entry.event
    if event is None or sealed is None:
        told: Row = (f"hidden:{entry.seq}", "", 0, "", b"", None, None)
    else:
        salt = None if sealed.body is None else sealed.salt
        told = (event.id, event.device, event.n, event.kind, sealed.header, sealed.body, salt)
    place = (stamp(entry.at), entry.status.value, entry.policy, entry.leaf, entry.hash)
    return (*key, entry.seq, *told, *place)


def add_entries(connection: Connection, rows: Sequence[Row]) -> None:
    """Write places, in one go."""
    _ADD_ENTRIES.run(connection, rows)


def elsewhere(connection: Connection, key: Key, events: Iterable[str]) -> frozenset[str]:
    """Give those of the events that stand in another log (R28)."""
    return _among(connection, _ELSEWHERE, key, events)


def unwelcome(connection: Connection, key: Key, events: Sequence[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Give those of new events that were erased (R34), and those that stand in another log (R28)."""
    found = _UNWELCOME.run(connection, {"tenant": key[0], "plan": key[1], "events": list(events)})
    gone = frozenset(event for event, why in found if why == 1)
    return gone, frozenset(event for event, _ in found) - gone


def here(connection: Connection, key: Key, events: Iterable[str]) -> frozenset[str]:
    """Give those of the events that stand in this log."""
    return _among(connection, _STANDS, key, events)


def worded(connection: Connection, key: Key, events: Iterable[str]) -> frozenset[str]:
    """Give those of the events that stand in this log with their words."""
    return _among(connection, _WORDED, key, events)


def erased(connection: Connection, key: Key, events: Iterable[str]) -> frozenset[str]:
    """Give those of the events that were erased (R34)."""
    return _among(connection, _ERASED, key, events)


def _among(connection: Connection, statement: Prepared, key: Key, events: Iterable[str]) -> frozenset[str]:
    told = {"tenant": key[0], "plan": key[1], "events": list(events)}
    return frozenset(row[0] for row in statement.run(connection, told))


def blank(connection: Connection, key: Key, events: Iterable[str]) -> None:
    """Take the bodies and salts of these events out, and remember their ids (R33, R34)."""
    gone = sorted(events)
    known = erased(connection, key, gone)
    for these in in_parts(gone):
        connection.execute(_BLANK, {"t": key[0], "p": key[1], "events": these})
    new: Rows = [{"tenant": key[0], "plan": key[1], "event": each} for each in gone if each not in known]
    if new:
        connection.execute(insert(table(Tombstone)), new)


def drop(connection: Connection, key: Key) -> None:
    """Take away a log that was begun to be adopted, and never was whole."""
    for model in (Entries, Log):
        columns = table(model).c
        connection.execute(delete(table(model)).where(columns.tenant == key[0], columns.plan == key[1]))


def heads(connection: Connection, tenant: str, plans: Iterable[str]) -> dict[str, Standing]:
    """Give where these logs stand, without those that are not whole."""
    found = _HEADS.run(connection, {"tenant": tenant, "plans": list(plans)})
    return {row[0]: Standing(row[1], bytes(row[2]), row[3], "") for row in found}


def touch(connection: Connection, key: Key, at: Standing, now: str) -> None:
    """Mark that words went out of a log without a new place, so that every process reads it anew."""
    move(connection, key, at.head, at.hash, now, at.adopting)
