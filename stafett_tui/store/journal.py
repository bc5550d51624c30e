"""The journal: the only writer of logs; it keeps folded plans in memory exactly as they stand on disk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.event import Entry
from stafett_tui.domain.index import index
from stafett_tui.domain.plan import Plan, fold
from stafett_tui.store import drafts as draft_rows
from stafett_tui.store.batch import Batch
from stafett_tui.store.blanking import blank, blank_plan, blanked_ids, mark, plans_to_blank
from stafett_tui.store.drafts import Drafts
from stafett_tui.store.engine import FILE, Channel, Connection
from stafett_tui.store.erased import ErasedIds
from stafett_tui.store.findings import Finding
from stafett_tui.store.folded import REMEMBERED, Folded, Held, Together, held_on_top, is_gone, load
from stafett_tui.store.migrations import STALE
from stafett_tui.store.ordered import noted, write_ordered
from stafett_tui.store.pending import add_pending, read_pending
from stafett_tui.store.rows import (
    LAST,
    NO_ROWS,
    add_entries,
    empty_index,
    log_ids,
    read_entries,
    write_index,
)

__all__ = ["Finding", "Journal"]


class Journal:
    """Append and read, from any thread; one write at a time."""

    def __init__(
        self, channel: Channel, drafts: Drafts, directory: Path, key: bytes, *, remembered: int = REMEMBERED
    ) -> None:
        """Write over this channel; `remembered` bounds how many plans are kept folded."""
        self._channel = channel
        self._drafts = drafts
        self._path = directory / FILE
        self._key = key
        self._erased = ErasedIds(directory)
        self.folded = Folded(channel, remembered)

    def plan(self, plan_id: str) -> Plan:
        """Give the plan as it stands; raises PLAN_UNKNOWN where there is no such log."""
        with self._channel.lock:
            held = self.folded.hold(plan_id)
        if held.plan.seq == 0:
            raise StafettError(ErrorKind.PLAN_UNKNOWN)
        return held.plan

    def plan_ids(self) -> tuple[str, ...]:
        """Give the ids of all plans, by plan number."""
        with self._channel.reading() as connection:
            rows = connection.execute('SELECT plan_id FROM "plan" ORDER BY number, plan_id').fetchall()
        return tuple(row[0] for row in rows)

    def logs_of(self, prefix: str) -> tuple[str, ...]:
        """Give the ids of the logs that begin like this, as those of persons do."""
        with self._channel.reading() as connection:
            query = """SELECT plan_id FROM entry WHERE plan_id >= :first AND plan_id < :last
            UNION SELECT plan_id FROM pending WHERE plan_id >= :first AND plan_id < :last"""
            rows = connection.execute(query, {"first": prefix, "last": f"{prefix}\uffff"}).fetchall()
        return tuple(row[0] for row in rows)

    def plans_with(self, kind: str) -> tuple[str, ...]:
        """Give the ids of the logs that hold an event of this kind."""
        with self._channel.reading() as connection:
            query = "SELECT plan_id FROM entry WHERE kind=:kind UNION SELECT plan_id FROM pending WHERE kind=:kind"
            rows = connection.execute(query, {"kind": kind}).fetchall()
        return tuple(row[0] for row in rows)

    def plans_held_by(self, person: str) -> tuple[str, ...]:
        """Give the ids of the plans whose baton a person holds."""
        with self._channel.reading() as connection:
            rows = connection.execute('SELECT plan_id FROM "plan" WHERE holder=?', (person,)).fetchall()
        return tuple(row[0] for row in rows)

    def entries(self, plan_id: str) -> tuple[Entry, ...]:
        """Give the whole log of a plan."""
        return self._read(plan_id, LAST)

    def at_seq(self, plan_id: str, seq: int) -> Plan:
        """Give the plan as it stood at a place in its log."""
        return fold(self._read(plan_id, seq))

    def next_number(self) -> int:
        """Give the first plan number above those in use."""
        with self._channel.reading() as connection:
            row = connection.execute('SELECT coalesce(max(number), 0) + 1 FROM "plan"').fetchone()
        return int(row[0])

    @contextmanager
    def batch(self, plan_id: str, *, at: datetime, policy: str) -> Iterator[Batch]:
        """Collect events and write them in one transaction on a clean end; on any error nothing is changed.

        Where a server orders the plan they wait for it. Raises PLAN_UNKNOWN for a plan that was taken away.
        """
        with self._channel.lock:
            held = self.folded.hold(plan_id)
            if is_gone(held):
                raise StafettError(ErrorKind.PLAN_UNKNOWN)
            batch = Batch(plan_id, at, policy, held.plan, dict(held.counters), together=held.together)
            yield batch
            if batch.written or batch.finished:
                self._write(batch, held)

    def _write(self, batch: Batch, held: Held) -> None:
        gone: frozenset[str] = frozenset()
        if batch.erases and batch.together is None:
            self._drafts.forget(batch.plan_id)
        try:
            with self._channel.writing() as connection:
                if batch.together is not None:
                    after = _wait(connection, batch, batch.together)
                else:
                    after, gone = self._place(connection, batch, held)
                write_index(connection, held.rows, after.rows)
                for key in batch.finished:
                    draft_rows.delete(connection, key)
        except BaseException:
            self.folded.forget(batch.plan_id)
            raise
        batch.plan = after.plan
        self.folded.remember(batch.plan_id, after)
        for key in batch.finished:
            self._drafts.finished(key, batch.at)
        if gone:
            self._erased.add(gone)
            self._channel.empty_wal()

    def _place(self, connection: Connection, batch: Batch, held: Held) -> tuple[Held, frozenset[str]]:
        """Write the events of a plan that this laptop orders, and take out of the file what they blank."""
        gone: frozenset[str] = frozenset()
        add_entries(connection, batch.plan_id, ((entry, sealed) for _, sealed, entry in batch.written))
        if batch.blanked:
            gone = blank(connection, batch.plan_id, batch.blanked)
            mark(connection, gone | self._erased.read())
            batch.plan = fold(read_entries(connection, batch.plan_id))
        return Held(batch.plan, index(batch.plan) if batch.written else held.rows, batch.counters), gone

    def erase_plan(self, plan_id: str, keep: frozenset[str] = frozenset()) -> frozenset[str]:
        """Take every body of a plan out of the file, but those of the events to keep; give the ids that are blank.

        Places, times and leaves stay, so the chain does; drafts, files, refused texts and what waits go (I7).
        Raises PLAN_UNKNOWN.
        """
        with self._channel.lock:
            self._read(plan_id, LAST)
            self._drafts.forget(plan_id)
            with self._channel.writing() as connection:
                before = load(connection, plan_id).rows
                gone = blank_plan(connection, plan_id, keep)
                mark(connection, blanked_ids(connection) | self._erased.read())
                noted(connection, plan_id)
                write_index(connection, before, load(connection, plan_id).rows)
            self.folded.forget(plan_id)
            self._erased.add(gone)
            self._channel.empty_wal()
        return gone

    def blank_again(self) -> None:
        """Blank what a restore brought back, and add to the file of ids what it lacks (I7)."""
        with self._channel.lock:
            erased = self._erased.read()
            with self._channel.writing() as connection:
                for plan_id, ids in plans_to_blank(connection, erased).items():
                    before = load(connection, plan_id).rows
                    blank(connection, plan_id, ids)
                    noted(connection, plan_id)
                    write_index(connection, before, load(connection, plan_id).rows)
                gone = blanked_ids(connection)
                mark(connection, gone | erased)
            self.folded.clear()
            if gone - erased:
                self._erased.add(gone - erased)
            self._channel.empty_wal()

    def rebuild_index(self) -> None:
        """Make every list row anew from the logs that are here (I10)."""
        with self._channel.lock:
            with self._channel.writing() as connection:
                empty_index(connection)
                for plan_id in log_ids(connection):
                    write_index(connection, NO_ROWS, load(connection, plan_id).rows)
                connection.execute("DELETE FROM setting WHERE name=?", (STALE,))
            self.folded.clear()

    def verify(self, plan_id: str | None = None) -> tuple[Finding, ...]:
        """Read a plan, or everything, afresh from the file and tell what does not hold (I5, I10)."""
        from stafett_tui.store.verify import verify

        self._channel.empty_wal()
        return verify(self._path, self._key, plan_id, self._erased.read())

    def _read(self, plan_id: str, until: int) -> tuple[Entry, ...]:
        with self._channel.reading() as connection:
            found = read_entries(connection, plan_id, until)
            if until > len(found) and read_pending(connection, plan_id):
                found = load(connection, plan_id).plan.entries[:until]
        if not found:
            raise StafettError(ErrorKind.PLAN_UNKNOWN)
        return found


def _wait(connection: Connection, batch: Batch, together: Together) -> Held:
    """Let the events of a batch wait for the server; a plan that begins now is the server's from its first event."""
    if together.row.place == 0:
        write_ordered(connection, together.row)
    add_pending(connection, batch.waits)
    if not batch.blanked:
        together = replace(together, waits=(*together.waits, *batch.waits))
        return Held(batch.plan, index(batch.plan), batch.counters, together)
    return held_on_top(together.confirmed, read_pending(connection, batch.plan_id), together.row, together.device)
