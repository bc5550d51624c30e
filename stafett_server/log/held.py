"""Folded logs in memory: used only where the row's place and hash are theirs, and caught up where it has gone on."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final
from weakref import WeakValueDictionary

from sqlalchemy import Connection

from stafett_server.log import rows
from stafett_server.log.rows import Key, Standing
from stafett_tui.domain.event import GENESIS, Entry, stamp
from stafett_tui.domain.index import IndexRows, index
from stafett_tui.domain.people import JOINING, ever_in
from stafett_tui.domain.plan import Plan, fold, go_on

REMEMBERED: Final = 512
"""How many folded logs stay in memory."""
NO_ROWS: Final = IndexRows(None, (), ())


@dataclass(frozen=True, slots=True)
class Held:
    """A log as it stands: folded, with the place of each event."""

    plan: Plan = field(default_factory=Plan)
    places: dict[str, int] = field(default_factory=dict)
    """Event ids and places; those of later events, or of a write that failed, may be among them."""
    lacking: tuple[int, ...] = ()
    """Places whose words are not there."""

    @property
    def rows(self) -> IndexRows:
        """The rows of lists over many plans."""
        return self.plan.once(index) if self.plan.seq else NO_ROWS

    @property
    def people(self) -> frozenset[str]:
        """Everybody who is or was in the plan."""
        return self.plan.once_from(JOINING, ever_in)

    def place(self, event: str) -> Entry | None:
        """Give the place of an event, where it has one."""
        seq = self.places.get(event, 0)
        entry = self.plan.entries[seq - 1] if 0 < seq <= self.plan.seq else None
        return entry if entry is not None and entry.event is not None and entry.event.id == event else None

    def hash_at(self, seq: int) -> bytes | None:
        """Give the hash of a place, None behind the end."""
        if seq == 0:
            return GENESIS
        return self.plan.entries[seq - 1].hash if seq <= self.plan.seq else None


def erases(entry: Entry) -> bool:
    """Tell whether an entry takes words of others out, so that the log is folded anew."""
    event = entry.event
    return event is not None and (event.kind == "blanked" or (event.body is not None and event.body.ERASES))


def held_of(entries: tuple[Entry, ...]) -> Held:
    """Fold a whole log."""
    return went_on(Held(), entries)


def went_on(held: Held, more: tuple[Entry, ...], *, plan: Plan | None = None) -> Held:
    """Give the log with the entries after it; `plan` where they are applied already."""
    if not more:
        return held
    if plan is None:
        plan = go_on(held.plan, more) if held.plan.seq else fold(more)
        if held.plan.seq and any(erases(each) for each in more):
            plan = fold(plan.entries)
    for entry in more:
        if entry.event is not None:
            held.places[entry.event.id] = entry.seq
    whole = any(erases(each) for each in more) or not held.plan.seq
    lacking = () if whole else held.lacking
    lacking += tuple(
        e.seq for e in (plan.entries if whole else more) if e.event is None or e.event.body is None
    )  # fmt: skip
    return Held(plan, held.places, lacking)


class Shelf:
    """The folded logs of one process, and one gate for each while it is written."""

    def __init__(self, remembered: int = REMEMBERED) -> None:
        """Keep so many at most."""
        self._remembered = remembered
        self._held: OrderedDict[Key, tuple[Held, str]] = OrderedDict()
        """With the time that the row had then."""
        self._guard = threading.Lock()
        self._gates: WeakValueDictionary[Key, _Gate] = WeakValueDictionary()

    @contextmanager
    def gate(self, key: Key) -> Iterator[None]:
        """Let one thread of this process at a time write a log: the others wait here, not in the database."""
        with self._guard:
            gate = self._gates.get(key) or _Gate()
            self._gates[key] = gate
        with gate.lock:
            yield

    def read(self, connection: Connection, key: Key, at: Standing) -> Held:
        """Give a log as it stands at its row: from memory, caught up, or read anew."""
        found, known = self._get(key)
        if found is not None and (found.plan.seq, found.plan.head, known) == (at.head, at.hash, at.at):
            return found
        if found is not None and 0 < found.plan.seq < at.head and _has_its_words(connection, key, found):
            more = rows.read(connection, key, found.plan.seq, at.head)
            if more and more[0].hash == found.plan.head and len(more) == at.head - found.plan.seq + 1:
                return self.put(key, went_on(found, tuple(each.entry for each in more[1:])))
        if found is not None and found.plan.seq > at.head and found.hash_at(at.head) == at.hash:
            return held_of(found.plan.entries[: at.head])
        log = tuple(each.entry for each in rows.read(connection, key, 1, at.head))
        return self.put(key, held_of(log), at.at)

    def put(self, key: Key, held: Held, at: str = "") -> Held:
        """Remember a log as it is committed; `at` where its row has another time than its last place."""
        with self._guard:
            self._held[key] = (held, at or ("" if held.plan.at is None else stamp(held.plan.at)))
            self._held.move_to_end(key)
            while len(self._held) > self._remembered:
                self._held.popitem(last=False)
        return held

    def forget(self, key: Key | None = None) -> None:
        """Forget a log, or all of them."""
        with self._guard:
            if key is None:
                self._held.clear()
            else:
                self._held.pop(key, None)

    def _get(self, key: Key) -> tuple[Held | None, str]:
        with self._guard:
            found = self._held.get(key)
            if found is not None:
                self._held.move_to_end(key)
        return found or (None, "")


def _has_its_words(connection: Connection, key: Key, held: Held) -> bool:
    """Tell whether no words went out of a log since it was folded: another process may have taken them (D-06, I7)."""
    return rows.wordless(connection, key, held.plan.seq) == len(held.lacking)


class _Gate:
    """A lock that goes when nobody holds it."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
