"""Verdicts and a page of the server's log, taken inside one transaction (R6, R24)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from sqlcipher3.dbapi2 import IntegrityError

from stafett_tui.domain.event import Entry, Event, Sealed, leaf_of
from stafett_tui.domain.plan import gone
from stafett_tui.domain.unread import opened
from stafett_tui.store.blanking import blank
from stafett_tui.store.blobs import drop_untold, note_due, told_of
from stafett_tui.store.emptied import mind
from stafett_tui.store.engine import Connection
from stafett_tui.store.offering import goes_on, opened_here, swap
from stafett_tui.store.ordered import Ordered, State, lacks_of, last_place, write_ordered
from stafett_tui.store.owned import Own
from stafett_tui.store.pending import ERASED, NEW, SENT, Waiting, drop_pending, read_pending, refuse, takes_words
from stafett_tui.store.rows import add_entries, hidden_id, read_entries
from stafett_tui.sync.protocol import Exchanged, Judged, Page, SentEntry, entry_of, is_retold, sealed_event, unpacked
from stafett_tui.sync.protocol import SentEvent as Sent

_HIDE: Final = """UPDATE {} SET event_id=?, kind='', header=x'', body=NULL, salt=NULL, policy=''
WHERE plan_id=? AND seq=?"""
_SHOW: Final = """UPDATE {} SET event_id=?, kind=?, header=?, body=?, salt=?, policy=? WHERE plan_id=? AND seq=?"""
_ID: Final = "SELECT event_id FROM {} WHERE plan_id=? AND seq=? AND body IS NOT NULL"
_STATE: Final = "UPDATE pending SET state=? WHERE plan_id=? AND event_id=?"
_PLACED: Final = """DELETE FROM refused WHERE plan_id=? AND EXISTS (
SELECT 1 FROM entry e WHERE e.event_id = refused.event_id)"""
_WIPED: Final = "SELECT 1 FROM entry WHERE plan_id=? AND seq=1 AND body IS NULL"


@dataclass(slots=True)
class Taking:
    """One answer being taken; a ValueError says that it does not go on from what is here (I5)."""

    connection: Connection
    row: Ordered
    waits: dict[str, Waiting]
    """What waits, by event, as it stands on disk at every moment."""
    device: str
    """As which this laptop takes part."""
    entries: list[Entry] = field(default_factory=list)
    """The places that the log here has got."""
    refused: list[str] = field(default_factory=list)
    """The kinds of what was refused."""
    shown: list[Event] = field(default_factory=list)
    """What is read again at a place that was here."""
    gone: frozenset[str] = frozenset()
    """The events whose bodies were taken out of the file."""
    afresh: bool = False
    """Whether the log is another one before its new places."""
    erased: bool = False
    """Whether the plan was erased as a whole (D-06)."""
    wiped: bool = False
    """Whether words that waited are to be nowhere."""
    _places: dict[str, int] = field(default_factory=dict)
    """The places that the verdicts tell, by event."""
    _sent: tuple[str, ...] = ()
    """What was accepted now, of the log that is here."""

    def take(self, answer: Exchanged) -> None:
        """Take verdicts and page; an event that stands in another log stops this plan alone (R28, R38)."""
        try:
            self._take(answer)
        except IntegrityError as error:
            raise ValueError(*error.args) from None

    def _take(self, answer: Exchanged) -> None:
        plan_id, page = self.row.plan_id, answer.page
        if page.plan != plan_id:
            msg = "a page of another plan"
            raise ValueError(msg)
        self._judge(answer.judged)
        self.row = self.row._replace(acked=max(self.row.acked, answer.acked))
        if page.head:
            own = Own(self.connection, plan_id, self.device, self.waits.values())
            self._page(page, own, answer.acked)
        elif self.row.state is State.OFFER and not answer.judged:
            self._begin(answer.acked)
        self._unseen()
        if page.head and not self.row.aside and self.row.place >= page.head:  # asked again, the server tells the places
            self._mark(NEW, [row for row in self.waits.values() if row.state == SENT])
        if answer.acked:
            self._mark(NEW, [row for row in self.waits.values() if row.n > answer.acked])
        write_ordered(self.connection, self.row)

    def _begin(self, acked: int) -> None:
        """The server has no such log: whoever opened the plan offers all that is their own (R23, R39).

        Where nothing of it was ever here, what waits is sent as it is: its first words may have been refused.
        """
        plan_id = self.row.plan_id
        if not self.row.place and not last_place(self.connection, "entry", plan_id)[0]:
            self._mark(NEW, list(self.waits.values()))
            self.row = self.row._replace(state=State.ACTIVE)
            return
        if last_place(self.connection, "anew", plan_id)[0] or not opened_here(self.connection, self.row):
            msg = "a log that others have to bring back"
            raise ValueError(msg)
        self._swap(acked)
        self.row = self.row._replace(state=State.ACTIVE, place=0, hash=b"", lacks="", acked=acked, head=0)

    def _judge(self, judged: tuple[Judged, ...]) -> None:
        if not judged:
            return
        rows = {row.n: row for row in self.waits.values()}
        wiped = self.connection.execute(_WIPED, (self.row.plan_id,)).fetchone() is not None
        for verdict in judged:
            row = rows.get(verdict.n)
            if row is None:
                continue
            if verdict.status == "refused":
                code = ERASED if wiped else verdict.code or ""
                refuse(self.connection, row, code)
                del self.waits[row.event_id]
                self.refused.append(row.kind)
                self.wiped = self.wiped or code == ERASED
            else:
                self._places[row.event_id] = verdict.seq or 0
        self._sent = tuple(self._places)

    def _page(self, page: Page, own: Own, acked: int) -> None:
        row, connection = self.row, self.connection
        place, before = last_place(connection, row.table, row.plan_id) if row.aside else (row.place, row.hash)
        new = [sent for sent in page.entries if sent.seq > place]
        if page.entries and page.entries[0].seq > place + 1:
            return
        if page.entries and not new:
            self._known(page)
        known, found = place, list[tuple[Entry, Sealed | None]]()
        for sent in new:
            had = own.of(sent)
            told = (None, None) if had is None else (had.sealed, had.read)
            entry, sealed = entry_of(sent, before, *told, opening=opened)
            place, before = place + 1, entry.hash
            if entry.seq != place or (entry.event is not None and entry.event.plan_id not in {row.plan_id, ""}):
                msg = "not the next place of this log"
                raise ValueError(msg)
            found.append((entry, sealed))
        add_entries(connection, row.plan_id, found, row.table)
        if new and before != unpacked(page.hash):
            msg = "the chain does not hold"
            raise ValueError(msg)
        if row.aside:
            self._sight(page, known, own)
        self.row = row._replace(head=max(page.head, place))
        if row.aside and place < page.head:
            return
        entries = [entry for entry, _ in found]
        self._stand(entries, acked)
        if not row.aside:
            self._sight(page, known, own)
        self._note(any(entry.event is None or not entry.event.salt for entry in entries))

    def _stand(self, found: list[Entry], acked: int) -> None:
        """Let what is here now be the confirmed log, and execute what takes words away."""
        row, connection = self.row, self.connection
        if row.aside:
            mind(connection, row)
            if row.state is State.ANEW and not goes_on(connection, row):
                row = row._replace(state=State.OFFER)
            self.row = row
            self.entries = self._swap(acked)
            self.row = row._replace(state=State.ACTIVE, acked=row.acked if row.state is State.ANEW else acked)
        else:
            self._placed(found)
            self.entries = found
        taking = [entry.event for entry in self.entries if takes_words(entry.event)]
        if taking:
            self.afresh = True
            self.erased = any(event is not None and event.body is not None and event.body.ERASES for event in taking)
            self.gone = blank(connection, row.plan_id, gone(read_entries(connection, row.plan_id)))
            self.waits = waits_of(connection, row.plan_id)

    def _swap(self, acked: int) -> list[Entry]:
        """Let the log that was taken anew stand for the old one; a server that came back may lack files too (R23)."""
        found = swap(self.connection, self.row, acked)
        if self.row.state is State.OFFER:
            note_due(self.connection)
        self.waits = waits_of(self.connection, self.row.plan_id)
        self.afresh, self._sent = True, ()
        return list(found)

    def _placed(self, found: list[Entry]) -> None:
        """What has a place now waits no more, also where its words are not read there."""
        ids = {entry.event.id for entry in found if entry.event is not None}
        hidden = {entry.leaf for entry in found if entry.event is None}
        self._drop([row for row in self.waits.values() if row.event_id in ids or (hidden and row.leaf in hidden)])
        if ids:
            self.connection.execute(_PLACED, (self.row.plan_id,))

    def _note(self, lacking: bool) -> None:
        """Note how far the log is."""
        plan_id, lacks = self.row.plan_id, self.row.lacks
        if self.afresh or lacking:
            lacks = lacks_of(self.connection, "entry", plan_id)
        place, last = last_place(self.connection, "entry", plan_id)
        self.row = self.row._replace(place=place, hash=last, lacks=lacks)

    def _unseen(self) -> None:
        """What the server has in a place that is here waits no more, also where its writer may not see it there.

        What it has further on is not sent again (R24).
        """
        if not self.row.aside:
            seen = [event_id for event_id, seq in self._places.items() if 0 < seq <= self.row.place]
            self._drop([self.waits[event_id] for event_id in seen if event_id in self.waits])
        self._mark(SENT, [self.waits[event_id] for event_id in self._sent if event_id in self.waits])

    def _drop(self, rows: list[Waiting]) -> None:
        """Let these wait no more."""
        if rows:
            drop_pending(self.connection, rows)
        for row in rows:
            del self.waits[row.event_id]

    def _mark(self, state: str, rows: list[Waiting]) -> None:
        """Note how far the sending of these has come."""
        others = [row for row in rows if row.state != state]
        if others:
            self.connection.executemany(_STATE, [(state, row.plan_id, row.event_id) for row in others])
        self.waits.update((row.event_id, row.in_state(state)) for row in others)

    def _sight(self, page: Page, known: int, own: Own) -> None:
        """Hide what may be seen no more and show what may be seen again, up to the place that was known."""
        self._hide(page.hide, known)
        self._show(page.show, known, own)

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

    def _show(self, shown: Iterable[SentEntry], last: int, own: Own) -> None:
        plan_id, table = self.row.plan_id, self.row.table
        for sent in shown:
            had = own.of(sent)
            sealed = None if had is None else had.sealed
            if sent.header is not None and sent.body is not None:
                sealed = sealed_event(Sent(header=sent.header, body=sent.body, salt=sent.salt or ""))
            if sealed is None or sent.seq > last:
                continue
            query = f"SELECT leaf FROM {table} WHERE plan_id=? AND seq=?"  # noqa: S608 - one of two tables
            (leaf,) = self.connection.execute(query, (plan_id, sent.seq)).fetchone()
            event = opened(sealed)
            told = unpacked(sent.leaf or "") if is_retold(sent) else leaf_of(sealed)
            if told != bytes(leaf) or event.plan_id not in {plan_id, ""}:
                msg = "not what stands at this place"
                raise ValueError(msg)
            given = (event.id, event.kind, sealed.header, sealed.body, sealed.salt, sent.policy, plan_id, sent.seq)
            self.connection.execute(_SHOW.format(table), given)
            self.shown.append(event)
            if not self.row.aside:
                self._drop([row for row in self.waits.values() if row.event_id == event.id])
                self.connection.execute(_PLACED, (plan_id,))
            self.afresh = True


def waits_of(connection: Connection, plan_id: str) -> dict[str, Waiting]:
    """Read what waits in a plan, by event."""
    return {row.event_id: row for row in read_pending(connection, plan_id)}
