"""Pages of a log: the next places as the reader may see them, and what changed before them (R29, R31)."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable
from typing import Final

from sqlalchemy import Connection

from stafett_server.log import rows
from stafett_server.log.held import Held
from stafett_server.log.rows import Key
from stafett_server.log.sight import Sight
from stafett_tui.domain.event import Entry
from stafett_tui.domain.sight import mark_of
from stafett_tui.sync.protocol import PAGE, Known, Page, SentEntry, packed, sent_entry

_MARKS: Final = 4096


class Marks:
    """The places behind marks that were given lately, so that a change of sight travels as a few places."""

    def __init__(self, most: int = _MARKS) -> None:
        """Keep so many."""
        self._most = most
        self._known: OrderedDict[str, tuple[int, ...]] = OrderedDict()
        self._guard = threading.Lock()

    def keep(self, places: tuple[int, ...]) -> None:
        """Remember what the mark of these places stands for."""
        if not places:
            return
        with self._guard:
            self._known[mark_of(places)] = places
            while len(self._known) > self._most:
                self._known.popitem(last=False)

    def places(self, mark: str) -> tuple[int, ...] | None:
        """Give the places of a mark, None where it is not remembered."""
        with self._guard:
            return () if not mark else self._known.get(mark)


def page_of(
    connection: Connection, key: Key, held: Held, sight: Sight, known: Known, *, before: tuple[int, ...],
    limit: int = PAGE, mine: frozenset[str] = frozenset(),
) -> Page | None:  # fmt: skip
    """Give the next page of a log; None where so much is shown anew that the log is better taken from its beginning.

    `before` is what the device lacks; `mine` are the device's own events of this request, which travel as numbers.
    """
    last = min(held.plan.seq, known.after + limit)
    lacks, had = frozenset(sight.until(last)), frozenset(before)
    show = sorted(had - lacks)
    if len(show) > PAGE:
        return None
    entries = held.plan.entries[known.after : last]
    own = {e.seq for e in entries if e.event is not None and e.event.id in mine and e.seq not in lacks}
    wanted = [e.seq for e in entries if e.seq not in lacks and e.seq not in own]
    sealed = {each.seq: each.sealed for each in _read(connection, key, wanted, show) if each.seq not in lacks}
    return Page(
        plan=known.plan,
        entries=tuple(_numbered(e) if e.seq in own else sent_entry(e, sealed.get(e.seq)) for e in entries),
        hash=packed(held.hash_at(last) or b"") if last else "",
        head=held.plan.seq,
        hide=tuple(seq for seq in sorted(lacks - had) if seq <= known.after),
        show=tuple(sent_entry(held.plan.entries[seq - 1], sealed.get(seq)) for seq in show),
    )


def _numbered(entry: Entry) -> SentEntry:
    """Give a place of the device's own event: its number stands for what the device has."""
    told = sent_entry(entry, None)
    n = None if entry.event is None else entry.event.n
    return SentEntry(seq=told.seq, at=told.at, status=told.status, policy=entry.policy, n=n)


def _read(connection: Connection, key: Key, wanted: list[int], show: Iterable[int]) -> Iterable[rows.Stored]:
    if wanted:
        yield from rows.read(connection, key, wanted[0], wanted[-1])
    yield from rows.read_these(connection, key, show)


def nothing(plan: str) -> Page:
    """Give the page that says nothing: the device asks again, without events."""
    return Page(plan=plan)
