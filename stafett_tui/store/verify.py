"""Verify: every leaf, every link of the chain, the index rows and the file itself (I5, I10)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

from sqlmodel import Session, SQLModel, col, select
from sqlmodel.sql.expression import SelectOfScalar

from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.event import GENESIS, Entry, Sealed, Status, chain, leaf_of, read_stamp
from stafett_tui.domain.index import ActivityRow, IndexRows, MeetingRow, OpenerRow, PlanRow, UnseenRow, index
from stafett_tui.domain.kinds import CODEC
from stafett_tui.domain.log import Blanked
from stafett_tui.domain.person import PREFIX
from stafett_tui.domain.plan import fold
from stafett_tui.domain.unread import NAMELESS, opened
from stafett_tui.store.findings import Finding
from stafett_tui.store.ordered import State
from stafett_tui.store.pending import READ, Waiting, on_top
from stafett_tui.store.rows import hidden_id
from stafett_tui.store.sessions import engine, session
from stafett_tui.store.tables import (
    ActivityTable,
    EntryTable,
    MeetingTable,
    OpenerTable,
    PendingTable,
    PlanTable,
    SyncPlanTable,
    UnseenTable,
)

_INDEX_TABLES: tuple[Any, ...] = (PlanTable, ActivityTable, MeetingTable)
T = TypeVar("T")


def verify(path: Path, key: bytes, plan_id: str | None, erased: frozenset[str]) -> tuple[Finding, ...]:
    """Read one plan, or everything, afresh from the file and tell what does not hold."""
    found: list[Finding] = []
    over = engine(path, key)
    try:
        with session(over) as opened:
            if plan_id is None:
                found.extend(_file(opened))
            for each in _logs(opened) if plan_id is None else (plan_id,):
                found.extend(_plan(opened, each, erased))
            found.extend(_files(opened, plan_id))
    except StafettError as error:
        found.append(Finding(error.kind, what="file"))
    finally:
        over.dispose()
    return tuple(found)


def _file(opened: Session) -> Iterator[Finding]:
    connection = opened.connection()
    for _ in connection.exec_driver_sql("PRAGMA cipher_integrity_check"):
        yield Finding(ErrorKind.FILE_DAMAGED, what="page")
    for (told,) in connection.exec_driver_sql("PRAGMA integrity_check"):
        if told != "ok":
            yield Finding(ErrorKind.FILE_DAMAGED, what="file")


def _files(opened: Session, plan_id: str | None) -> Iterator[Finding]:
    rows = opened.connection().exec_driver_sql(
        "SELECT plan_id, hash, data FROM blob WHERE plan_id=coalesce(?, plan_id)", (plan_id,)
    )
    for owner, digest, data in rows:
        if hashlib.sha256(data).hexdigest() != digest:
            yield Finding(ErrorKind.FILE_DAMAGED, owner, what="blob")


def _logs(opened: Session) -> tuple[str, ...]:
    found: set[str] = set()
    for table in (EntryTable, PendingTable, *_INDEX_TABLES):
        found.update(opened.exec(select(col(table.plan_id)).distinct()))
    found.update(f"{PREFIX}{owner}" for owner in opened.exec(select(col(OpenerTable.owner)).distinct()))
    return tuple(sorted(found))


def _plan(opened: Session, plan_id: str, erased: frozenset[str]) -> Iterator[Finding]:
    query = select(EntryTable).where(EntryTable.plan_id == plan_id).order_by(col(EntryTable.seq))
    log = opened.exec(query).all()
    together = opened.get(SyncPlanTable, plan_id)
    entries = [_opened(row) for row in log]
    for seq, what in _chain(log, entries, erased, together=together is not None):
        yield Finding(ErrorKind.CHAIN_BROKEN, plan_id, seq, what)
    last = (log[-1].seq, log[-1].hash) if log else (0, b"")
    if together is not None and together.state != State.KEPT and (together.place, together.hash) != last:
        yield Finding(ErrorKind.CHAIN_BROKEN, plan_id, together.place, "sync")
    waiting = [Waiting(*row) for row in opened.connection().exec_driver_sql(READ, (plan_id,))]
    broken = [row.n for row in waiting if not _is_whole(row)]
    for n in broken:
        yield Finding(ErrorKind.CHAIN_BROKEN, plan_id, n, "pending")
    readable = [entry for entry in entries if entry is not None]
    if len(readable) == len(entries) and not broken:
        stored = _stored(opened, plan_id)
        for part in _differences(index(on_top(fold(readable), waiting)), stored):
            yield Finding(ErrorKind.INDEX_DIFFERS, plan_id, what=part)


def _is_whole(row: Waiting) -> bool:
    """Tell whether an event that waits says the same in its header as in its row."""
    try:
        event = CODEC.open(row.sealed)
        said = (event.plan_id, event.device, event.n, event.id, event.kind)
        return said == row[:5] and read_stamp(row.at) is not None
    except (ValueError, KeyError, TypeError):
        return False


def _chain(
    log: Sequence[EntryTable], entries: Sequence[Entry | None], erased: frozenset[str], *, together: bool
) -> Iterator[tuple[int, str]]:
    reasons = erased | {e.event.body.target for e in entries if e and e.event and isinstance(e.event.body, Blanked)}
    before, counters = GENESIS, dict[str, int]()
    for place, (row, entry) in enumerate(zip(log, entries, strict=True), start=1):
        checks = _checks(row, entry, row.event_id in reasons)
        if together and row.event_id == hidden_id(row.plan_id, row.seq):
            checks = _hidden(row)
        elif together and row.salt == b"" and row.body is not None:
            checks = _retold(row, entry)
        for what, holds in (("place", row.seq == place), *checks, ("link", _link(row, before) == row.hash)):
            if not holds:
                yield row.seq, what
        if not together and entry is not None and entry.event is not None:
            device = entry.event.device
            if entry.event.n != counters.get(device, 0) + 1:
                yield row.seq, "count"
            counters[device] = entry.event.n
        before = row.hash


def _checks(row: EntryTable, entry: Entry | None, may_be_blank: bool) -> Iterator[tuple[str, bool]]:
    if row.body is None or row.salt is None:
        yield "blank", may_be_blank and row.body is None and row.salt is None
    else:
        yield "leaf", _leaf(row) == row.leaf
    yield "header", row.event_id.startswith(NAMELESS) or _agrees(row)
    yield "body", entry is not None and entry.event is not None


def _hidden(row: EntryTable) -> Iterator[tuple[str, bool]]:
    """Check a place that may not be seen here: nothing of its event is in the row (I7)."""
    yield "hidden", (row.kind, row.header, row.body, row.salt) == ("", b"", None, None)


def _retold(row: EntryTable, entry: Entry | None) -> Iterator[tuple[str, bool]]:
    """Check a place that is told in other words: its leaf is that of words which are not here (I7)."""
    yield "header", _agrees(row)
    yield "body", entry is not None and entry.event is not None


def _leaf(row: EntryTable) -> bytes:
    """Give the leaf of what stands in the row, empty where it is no bytes at all."""
    try:
        return leaf_of(Sealed(row.header, row.body, row.salt or b""))
    except TypeError:
        return b""


def _agrees(row: EntryTable) -> bool:
    try:
        head = json.loads(row.header)
        return bool((head["id"], head["plan"], head["kind"]) == (row.event_id, row.plan_id, row.kind))
    except (ValueError, KeyError, TypeError):
        return False


def _link(row: EntryTable, before: bytes) -> bytes:
    try:
        return chain(before, row.seq, read_stamp(row.at), Status(row.status), row.leaf)
    except (ValueError, TypeError):
        return b""


def _opened(row: EntryTable) -> Entry | None:
    try:
        whole = row.body is not None and _leaf(row) == row.leaf
        read = opened if whole else CODEC.open  # whole and not readable is no damage (R38)
        event = read(Sealed(row.header, row.body, row.salt or b"")) if row.header else None
        return Entry(row.seq, read_stamp(row.at), Status(row.status), row.leaf, row.hash, event, row.policy)
    except (ValueError, KeyError, TypeError):
        return None


def _stored(opened: Session, plan_id: str) -> IndexRows:
    plans, activities, meetings = (
        opened.exec(select(table).where(table.plan_id == plan_id)).all() for table in _INDEX_TABLES
    )
    return IndexRows(
        next((_as(PlanRow, row) for row in plans), None),
        tuple(_as(ActivityRow, row) for row in activities),
        tuple(_as(MeetingRow, row) for row in meetings),
        tuple(_as(OpenerRow, row) for row in opened.exec(_openers_of(plan_id)).all()),
        tuple(
            _as(UnseenRow, row) for row in opened.exec(select(UnseenTable).where(UnseenTable.plan_id == plan_id)).all()
        ),
    )


def _openers_of(log: str) -> SelectOfScalar[OpenerTable]:
    owner = log.removeprefix(PREFIX) if log.startswith(PREFIX) else ""
    return select(OpenerTable).where(OpenerTable.owner == owner)


def _as(kind: type[T], row: SQLModel) -> T:
    return kind(**row.model_dump())


def _differences(due: IndexRows, stored: IndexRows) -> Iterator[str]:
    if due.plan != stored.plan:
        yield "plan"
    if set(due.activities) != set(stored.activities):
        yield "activity"
    if set(due.meetings) != set(stored.meetings):
        yield "meeting"
    if set(due.openers) != set(stored.openers):
        yield "opener"
    if set(due.unseen) != set(stored.unseen):
        yield "unseen"
