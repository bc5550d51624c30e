"""Verdicts and a page of the server's log, taken inside one transaction (R6, R24)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from stafett_tui.domain.event import Entry, Sealed, leaf_of
from stafett_tui.domain.kinds import CODEC
from stafett_tui.domain.plan import gone
from stafett_tui.store.blanking import blank
from stafett_tui.store.blobs import drop_untold, told_of
from stafett_tui.store.engine import Connection
from stafett_tui.store.offering import goes_on, opened_here, swap
from stafett_tui.store.ordered import DEVICE, Ordered, State, lacks_of, last_place, setting, write_ordered
from stafett_tui.store.pending import ERASED, SENT, drop_hidden, drop_pending, read_pending, refuse, takes_words
from stafett_tui.store.rows import add_place, hidden_id, read_entries
from stafett_tui.sync.protocol import Exchanged, Judged, Page, SentEntry, entry_of, is_retold, sealed_event, unpacked
from stafett_tui.sync.protocol import SentEvent as Sent

_HIDE: Final = """UPDATE {} SET event_id=?, kind='', header=x'', body=NULL, salt=NULL, policy=''
WHERE plan_id=? AND seq=?"""
_SHOW: Final = """UPDATE {} SET event_id=?, kind=?, header=?, body=?, salt=?, policy=? WHERE plan_id=? AND seq=?"""
_ID: Final = "SELECT event_id FROM {} WHERE plan_id=? AND seq=? AND body IS NOT NULL"
_STATE: Final = "UPDATE pending SET state=? WHERE plan_id=? AND event_id=?"
_AGAIN: Final = "UPDATE pending SET state='new' WHERE plan_id=? AND n>? AND state='sent'"
_WIPED: Final = "SELECT 1 FROM entry WHERE plan_id=? AND seq=1 AND body IS NULL"


class _Own:
    """The bytes of this device's own events, which the server does not send back."""

    def __init__(self, connection: Connection, plan_id: str, device: str) -> None:
        """Look among what waits first, and in the log only when that is not enough."""
        self._connection = connection
        self._plan_id = plan_id
        self._device = device
        self._pending = {r.n: r.sealed for r in read_pending(connection, plan_id) if device in {"", r.device}}
        self._log: dict[int, Sealed] | None = None

    def of(self, sent: SentEntry) -> Sealed | None:
        """Give the bytes that the number of an event stands for."""
        if sent.n is None or sent.header is not None:
            return None
        found = self._pending.get(sent.n)
        if found is not None:
            return found
        if self._log is None:
            self._log = dict(self._read())
        return self._log.get(sent.n)

    def _read(self) -> Iterable[tuple[int, Sealed]]:
        query = "SELECT header, body, salt FROM entry WHERE plan_id=? AND body IS NOT NULL AND salt<>x''"
        for header, body, salt in self._connection.execute(query, (self._plan_id,)).fetchall():
            head: Any = json.loads(header)
            if self._device in {"", head["device"]}:
                yield head["n"], Sealed(header, body, salt)


@dataclass(slots=True)
class Taking:
    """One answer being taken; a ValueError says that it does not go on from what is here (I5)."""

    connection: Connection
    row: Ordered
    entries: list[Entry] = field(default_factory=list)
    """The places that the log here has got."""
    refused: list[str] = field(default_factory=list)
    """The kinds of what was refused."""
    gone: frozenset[str] = frozenset()
    """The events whose bodies were taken out of the file."""
    afresh: bool = False
    """Whether the log is another one before its new places."""
    wiped: bool = False
    """Whether words that waited are to be nowhere."""
    _places: dict[str, int] = field(default_factory=dict)
    """The places that the verdicts tell, by event."""

    def take(self, answer: Exchanged) -> None:
        """Take verdicts and page."""
        plan_id, page = self.row.plan_id, answer.page
        if page.plan != plan_id:
            msg = "a page of another plan"
            raise ValueError(msg)
        self._judge(answer.judged)
        self.row = self.row._replace(acked=max(self.row.acked, answer.acked))
        if page.head:
            self._page(page, _Own(self.connection, plan_id, setting(self.connection, DEVICE)), answer.acked)
        elif self.row.state is State.OFFER and not answer.judged:
            self._begin(answer.acked)
        self._unseen()
        if answer.acked:
            self.connection.execute(_AGAIN, (plan_id, answer.acked))
        write_ordered(self.connection, self.row)

    def _begin(self, acked: int) -> None:
        """The server has no such log any more: whoever opened the plan offers all that is their own (R23, R39)."""
        if last_place(self.connection, "anew", self.row.plan_id)[0] or not opened_here(self.connection, self.row):
            msg = "a log that others have to bring back"
            raise ValueError(msg)
        swap(self.connection, self.row, acked)
        self.afresh = True
        self.row = self.row._replace(state=State.ACTIVE, place=0, hash=b"", lacks="", acked=acked, head=0)

    def _judge(self, judged: tuple[Judged, ...]) -> None:
        if not judged:
            return
        rows = {row.n: row for row in read_pending(self.connection, self.row.plan_id)}
        wiped = self.connection.execute(_WIPED, (self.row.plan_id,)).fetchone() is not None
        for verdict in judged:
            row = rows.get(verdict.n)
            if row is None:
                continue
            if verdict.status == "refused":
                code = ERASED if wiped else verdict.code or ""
                refuse(self.connection, row, code)
                self.refused.append(row.kind)
                self.wiped = self.wiped or code == ERASED
            else:
                self.connection.execute(_STATE, (SENT, row.plan_id, row.event_id))
                self._places[row.event_id] = verdict.seq or 0

    def _page(self, page: Page, own: _Own, acked: int) -> None:
        row, connection = self.row, self.connection
        place, before = last_place(connection, row.table, row.plan_id) if row.aside else (row.place, row.hash)
        new = [sent for sent in page.entries if sent.seq > place]
        if page.entries and page.entries[0].seq > place + 1:
            return
        if page.entries and not new:
            self._known(page)
        known, found = place, list[Entry]()
        for sent in new:
            entry, sealed = entry_of(sent, before, own.of(sent))
            place, before = place + 1, entry.hash
            if entry.seq != place or (entry.event is not None and entry.event.plan_id != row.plan_id):
                msg = "not the next place of this log"
                raise ValueError(msg)
            add_place(connection, row.table, row.plan_id, entry, sealed)
            found.append(entry)
        if new and before != unpacked(page.hash):
            msg = "the chain does not hold"
            raise ValueError(msg)
        if row.aside:
            self._sight(page, known, own)
        self.row = row._replace(head=max(page.head, place))
        if row.aside and place < page.head:
            return
        self._stand(found, acked)
        if not row.aside:
            self._sight(page, known, own)
        self._note(any(entry.event is None or not entry.event.salt for entry in found))

    def _stand(self, found: list[Entry], acked: int) -> None:
        """Let what is here now be the confirmed log, and execute what takes words away."""
        row, connection = self.row, self.connection
        if row.aside:
            if row.state is State.ANEW and not goes_on(connection, row):
                row = row._replace(state=State.OFFER)
            self.entries = list(swap(connection, row, acked))
            self.afresh = True
            self.row = row._replace(state=State.ACTIVE, acked=row.acked if row.state is State.ANEW else acked)
        else:
            for entry in found:
                if entry.event is not None:
                    drop_pending(connection, entry.event.id)
            if any(entry.event is None for entry in found):
                drop_hidden(connection, row.plan_id, {entry.leaf for entry in found})
            self.entries = found
        if any(takes_words(entry.event) for entry in self.entries):
            self.afresh = True
            self.gone = blank(connection, row.plan_id, gone(read_entries(connection, row.plan_id)))

    def _note(self, lacking: bool) -> None:
        """Note how far the log is."""
        plan_id, lacks = self.row.plan_id, self.row.lacks
        if self.afresh or lacking:
            lacks = lacks_of(self.connection, "entry", plan_id)
        place, last = last_place(self.connection, "entry", plan_id)
        self.row = self.row._replace(place=place, hash=last, lacks=lacks)

    def _unseen(self) -> None:
        """What the server has in a place that is here waits no more, also where its writer may not see it there."""
        if not self.row.aside:
            for event_id, seq in self._places.items():
                if 0 < seq <= self.row.place:
                    drop_pending(self.connection, event_id)

    def _sight(self, page: Page, known: int, own: _Own) -> None:
        """Hide what may be seen no more and show what may be seen again, up to the place that was known."""
        self._hide(page.hide, known)
        self._show(page.show, known, own)

    @property
    def erased(self) -> bool:
        """Whether the plan was erased as a whole (D-06)."""
        bodies = (entry.event.body for entry in self.entries if entry.event is not None)
        return any(body is not None and body.ERASES for body in bodies)

    def _known(self, page: Page) -> None:
        """Look whether a page that is here already is the same."""
        query = f"SELECT hash FROM {self.row.table} WHERE plan_id=? AND seq=?"  # noqa: S608 - one of two tables
        found = self.connection.execute(query, (self.row.plan_id, page.entries[-1].seq)).fetchone()
        if found is None or bytes(found[0]) != unpacked(page.hash):
            msg = "another log"
            raise ValueError(msg)

    def _hide(self, places: Iterable[int], last: int) -> None:
        plan_id, table = self.row.plan_id, self.row.table
        for seq in places:
            found = self.connection.execute(_ID.format(table), (plan_id, seq)).fetchone()
            if found is None or seq > last:
                continue
            files = told_of(self.connection, plan_id, found)
            self.connection.execute(_HIDE.format(table), (hidden_id(plan_id, seq), plan_id, seq))
            drop_untold(self.connection, plan_id, files)
            self.afresh = True

    def _show(self, shown: Iterable[SentEntry], last: int, own: _Own) -> None:
        plan_id, table = self.row.plan_id, self.row.table
        for sent in shown:
            sealed = own.of(sent)
            if sent.header is not None and sent.body is not None:
                sealed = sealed_event(Sent(header=sent.header, body=sent.body, salt=sent.salt or ""))
            if sealed is None or sent.seq > last:
                continue
            query = f"SELECT leaf FROM {table} WHERE plan_id=? AND seq=?"  # noqa: S608 - one of two tables
            (leaf,) = self.connection.execute(query, (plan_id, sent.seq)).fetchone()
            event = CODEC.open(sealed)
            told = unpacked(sent.leaf or "") if is_retold(sent) else leaf_of(sealed)
            if told != bytes(leaf) or event.plan_id != plan_id:
                msg = "not what stands at this place"
                raise ValueError(msg)
            given = (event.id, event.kind, sealed.header, sealed.body, sealed.salt, sent.policy, plan_id, sent.seq)
            self.connection.execute(_SHOW.format(table), given)
            if not self.row.aside:
                drop_pending(self.connection, event.id)
            self.afresh = True
