"""The journal: the only writer of logs; it keeps folded plans in memory exactly as they stand on disk."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Final

from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.event import Entry
from stafett_tui.domain.index import IndexRows, index
from stafett_tui.domain.plan import Plan, fold
from stafett_tui.store import drafts as draft_rows
from stafett_tui.store.batch import Batch, Held
from stafett_tui.store.drafts import Drafts
from stafett_tui.store.engine import Channel, Connection
from stafett_tui.store.rows import LAST, add_entry, read_entries, write_index

REMEMBERED: Final = 64
"""How many folded plans stay in memory."""

_NOTHING: Final = IndexRows(None, (), ())


class Journal:
    """Append and read, from any thread; one write at a time."""

    def __init__(self, channel: Channel, drafts: Drafts, remembered: int = REMEMBERED) -> None:
        """Write over this channel; `remembered` bounds how many plans are kept folded."""
        self._channel = channel
        self._drafts = drafts
        self._remembered = remembered
        self._held: OrderedDict[str, Held] = OrderedDict()

    def plan(self, plan_id: str) -> Plan:
        """Give the plan as it stands; raises PLAN_UNKNOWN where there is no such log."""
        with self._channel.lock:
            held = self._hold(plan_id)
        if held.plan.seq == 0:
            raise StafettError(ErrorKind.PLAN_UNKNOWN)
        return held.plan

    def plan_ids(self) -> tuple[str, ...]:
        """Give the ids of all plans, by plan number."""
        with self._channel.reading() as connection:
            rows = connection.execute('SELECT plan_id FROM "plan" ORDER BY number, plan_id').fetchall()
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
        """Collect events and write them in one transaction on a clean end; on any error nothing is changed."""
        with self._channel.lock:
            held = self._hold(plan_id)
            batch = Batch(plan_id, at, policy, held.plan, dict(held.counters))
            yield batch
            if batch.written or batch.finished:
                self._write(batch, held)

    def _write(self, batch: Batch, held: Held) -> None:
        try:
            with self._channel.writing() as connection:
                for event, sealed, entry in batch.written:
                    add_entry(connection, event, sealed, entry)
                plan = self._blank(connection, batch) if batch.blanked else batch.plan
                rows = index(plan) if batch.written else held.rows
                write_index(connection, held.rows, rows)
                for key in batch.finished:
                    draft_rows.delete(connection, key)
        except BaseException:
            self._held.pop(batch.plan_id, None)
            raise
        batch.plan = plan
        self._remember(batch.plan_id, Held(plan, rows, batch.counters))
        for key in batch.finished:
            self._drafts.finished(key, batch.at)

    def _blank(self, connection: Connection, batch: Batch) -> Plan:
        """Take the bodies out of the file, and fold what is left."""
        for target in batch.blanked:
            connection.execute(
                "UPDATE entry SET body=NULL, salt=NULL WHERE plan_id=? AND event_id=?", (batch.plan_id, target)
            )
        return fold(read_entries(connection, batch.plan_id))

    def _read(self, plan_id: str, until: int) -> tuple[Entry, ...]:
        with self._channel.reading() as connection:
            found = read_entries(connection, plan_id, until)
        if not found:
            raise StafettError(ErrorKind.PLAN_UNKNOWN)
        return found

    def _hold(self, plan_id: str) -> Held:
        held = self._held.get(plan_id)
        if held is not None:
            self._held.move_to_end(plan_id)
            return held
        with self._channel.reading() as connection:
            log = read_entries(connection, plan_id)
        counters: dict[str, int] = {}
        for entry in log:
            if entry.event is not None:
                counters[entry.event.device] = max(entry.event.n, counters.get(entry.event.device, 0))
        plan = fold(log)
        held = Held(plan, index(plan) if log else _NOTHING, counters)
        if log:
            self._remember(plan_id, held)
        return held

    def _remember(self, plan_id: str, held: Held) -> None:
        self._held[plan_id] = held
        self._held.move_to_end(plan_id)
        while len(self._held) > self._remembered:
            self._held.popitem(last=False)
