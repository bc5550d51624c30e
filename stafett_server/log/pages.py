"""Pages of a log: the next places as the reader may see them, and what changed before them (R29, R31)."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable
from typing import Final, Literal

from sqlalchemy import Connection

from stafett_server.log import rows
from stafett_server.log.held import Held
from stafett_server.log.rows import Key
from stafett_server.log.sight import Sight, place_of
from stafett_tui.domain.event import Entry, Status, stamp
from stafett_tui.domain.sight import mark_of
from stafett_tui.sync.protocol import PAGE, Known, Page, SentEntry, packed, retold_entry, sent_entry

_MARKS: Final = 4096
Named = tuple[int | str, ...]
"""What a mark stands for: places that are hidden, and those told in other words with a sign of the words."""


class Marks:
    """The places behind marks that were given lately, so that a change of sight travels as a few places."""

    def __init__(self, most: int = _MARKS) -> None:
        """Keep so many."""
        self._most = most
        self._known: OrderedDict[str, Named] = OrderedDict()
        self._guard = threading.Lock()

    def keep(self, places: Named) -> None:
        """Remember what the mark of these places stands for."""
        if not places:
            return
        with self._guard:
            self._known[mark_of(places)] = places
            while len(self._known) > self._most:
                self._known.popitem(last=False)

    def places(self, mark: str) -> Named | None:
        """Give the places of a mark, None where it is not remembered."""
        with self._guard:
            return () if not mark else self._known.get(mark)


def page_of(
    connection: Connection, key: Key, held: Held, sight: Sight, known: Known, *, before: Named,
    limit: int = PAGE, mine: frozenset[str] = frozenset(),
) -> Page | None:  # fmt: skip
    """Give the next page of a log; None where so much is shown anew that the log is better taken from its beginning.

    `before` is what the device lacks; `mine` are the device's own events of this request, which travel as numbers.
    """
    last = min(held.plan.seq, known.after + limit)
    now, had = frozenset(sight.until(last)), frozenset(before)
    lacks, told = frozenset(sight.lacks), {e.seq: e for e in sight.told}
    changed = {place for each in now ^ had if (place := place_of(each)) <= known.after}
    show = sorted(changed - lacks)
    if len(show) > PAGE:
        return None
    entries = held.plan.entries[known.after : last]
    own = {e.seq for e in entries if e.event is not None and e.event.id in mine} - lacks - told.keys()
    wanted = [e.seq for e in entries if e.seq not in lacks and e.seq not in own and e.seq not in told]
    read = _read(connection, key, wanted, [seq for seq in show if seq not in told])
    sealed = {each.seq: each.sealed for each in read if each.seq not in lacks and each.seq not in told}

    def sent(entry: Entry) -> SentEntry:
        if entry.seq in own:
            return _numbered(entry)
        return retold_entry(told[entry.seq]) if entry.seq in told else sent_entry(entry, sealed.get(entry.seq))

    return Page(
        plan=known.plan,
        entries=tuple(sent(e) for e in entries),
        hash=packed(held.hash_at(last) or b"") if last else "",
        head=held.plan.seq,
        hide=tuple(sorted(changed & lacks)),
        show=tuple(sent(held.plan.entries[seq - 1]) for seq in show),
    )


def _numbered(entry: Entry) -> SentEntry:
    """Give a place of the device's own event: its number stands for what the device has."""
    status: Literal["ok", "conflict"] = "conflict" if entry.status is Status.CONFLICT else "ok"
    n = None if entry.event is None else entry.event.n
    return SentEntry(seq=entry.seq, at=stamp(entry.at), status=status, policy=entry.policy, n=n)


def _read(connection: Connection, key: Key, wanted: list[int], show: Iterable[int]) -> Iterable[rows.Stored]:
    if wanted:
        yield from rows.read(connection, key, wanted[0], wanted[-1])
    yield from rows.read_these(connection, key, show)


def nothing(plan: str) -> Page:
    """Give the page that says nothing: the device asks again, without events."""
    return Page(plan=plan)
