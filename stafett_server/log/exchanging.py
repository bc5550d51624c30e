"""One exchange: push and pull of one plan in one transaction, under the lock of its row (R3 to R9, R13 to R15, R26)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from sqlalchemy import Connection

from stafett_server.log import counting, rows
from stafett_server.log.beginning import begun
from stafett_server.log.held import Held, went_on
from stafett_server.log.incoming import Arrived, arrivals
from stafett_server.log.judging import Judging, Known
from stafett_server.log.pages import nothing, page_of
from stafett_server.log.prepared import together
from stafett_server.log.restore import as_known, put_back
from stafett_server.log.room import Asker, Room, epoch
from stafett_server.log.rows import Key, Standing
from stafett_server.log.session import Session
from stafett_server.log.sight import Sight
from stafett_server.log.stopping import Stopped
from stafett_server.log.writing import write_on
from stafett_tui.domain.event import GENESIS, leaf_of, stamp
from stafett_tui.domain.log import Blanked
from stafett_tui.domain.people import PlanOpened
from stafett_tui.domain.person import PREFIX
from stafett_tui.domain.plan import Plan
from stafett_tui.domain.sight import mark_of
from stafett_tui.sync.protocol import Code, Exchange, Exchanged, Page, Problem, unpacked
from stafett_tui.sync.protocol import Known as KnownPlan

A = TypeVar("A")


@dataclass(frozen=True, slots=True)
class Outcome(Generic[A]):
    """What came of a request: the answer, and the log where it went on."""

    answer: A
    held: Held | None = None


def check_epoch(connection: Connection, session: Session, said: str) -> None:
    """Stop where the server was restored since the device last heard of it (R23)."""
    same_epoch(said, epoch(connection, session.tenant))


def same_epoch(said: str, stands: str) -> None:
    """Stop where a device heard of another epoch than the one that stands (R23)."""
    if said and said != stands:
        raise Stopped(Code.EPOCH, epoch=stands)


def check_known(held: Held, known: KnownPlan) -> None:
    """Stop where the device's log is not this one; asked before any right, else a change of role hides it (R23)."""
    told = unpacked(known.hash) if known.hash else b"" if known.after else GENESIS
    if held.hash_at(known.after) != told:
        raise Stopped(Code.FORK, "not the hash at that place")


def pull(room: Room, connection: Connection, session: Session, asked: Exchange) -> Outcome[Exchanged | Problem]:
    """Answer an exchange without events: nothing is locked, nothing is written."""
    key = (session.tenant, asked.known.plan)
    stands, at, counted, guards = begun(connection, key, session.device)
    same_epoch(asked.epoch, stands)
    if at is None or at.adopting or not at.head:
        raise Stopped(Code.FORK if asked.known.after else Code.PLAN_GONE)
    held = room.shelf.read(connection, key, at)
    check_known(held, asked.known)
    page = seen_page(Asker(room, connection, session, guards), key, held, asked)
    return Outcome(Exchanged(acked=0 if counted is None else counted[0], page=page))


def seen_page(asker: Asker, key: Key, held: Held, asked: Exchange, mine: frozenset[str] = frozenset()) -> Page:
    """Give the next page for whoever asks; raises Stopped with REVOKED or RESNAPSHOT."""
    room, known = asker.room, asked.known
    sight = asker.sight(key, held)
    if not sight.may:
        raise Stopped(Code.REVOKED, "the plan is not read by this person")
    now = sight.until(known.after)
    before = now if known.lacks == mark_of(now) else room.marks.places(known.lacks)
    page = None
    if before is not None:
        page = page_of(asker.connection, key, held, sight, known, before=before, limit=asked.limit, mine=mine)
    if page is None:
        raise Stopped(Code.RESNAPSHOT, "what is read of the log is another")
    _keep_mark(room, sight, page)
    return page


def _keep_mark(room: Room, sight: Sight, page: Page) -> None:
    if page.entries:
        room.marks.keep(sight.until(page.entries[-1].seq))


class Push:
    """One push in its transaction."""

    def __init__(self, room: Room, connection: Connection, session: Session, asked: Exchange) -> None:
        """Take the request as it came."""
        self._room = room
        self._connection = connection
        self._session = session
        self._asked = asked
        self._key = (session.tenant, asked.known.plan)

    def run(self) -> Outcome[Exchanged | Problem]:
        """Judge, write, and give the next page; raises Stopped where nothing of it counts."""
        stands, standing, counted, guards = begun(self._connection, self._key, self._session.device, lock=True)
        same_epoch(self._asked.epoch, stands)
        arrived = arrivals(self._asked.events, self._key[1], self._session.device)
        held = self._hold(standing, arrived)
        check_known(held, self._asked.known)
        asker = Asker(self._room, self._connection, self._session, guards)
        acked, frozen = counted or (0, False)
        at = self._room.now(held.plan)
        judging = Judging(
            held, self._known(held, acked, arrived), asker.gate(self._key[1], at), at,
            self._room.mark,
        )  # fmt: skip
        if frozen or judging.cloned(arrived):
            counting.count(self._connection, self._key, self._session.device, acked, frozen=True, new=counted is None)
            return Outcome(Problem(code=Code.CLONE, why="two machines write under this name"))
        judging.judge(arrived)
        if not held.plan.seq and judging.placed:
            lost = self._room.waiting.get(self._key, ())
            as_known(judging, lost)
            put_back(self._room, judging, lost)
        after = self._write(held, judging, at, new=counted is None)
        gone_on = after if judging.placed else None
        if judging.gap:
            return Outcome(Problem(code=Code.GAP, expect=judging.acked + 1), gone_on)
        return Outcome(self._answer(asker, after, judging, arrived), gone_on)

    def _hold(self, at: Standing | None, arrived: list[Arrived]) -> Held:
        """Give the locked log; one that is not there begins with its opening (or, of a person, with anything)."""
        if at is None or (not at.head and not at.adopting):
            self._may_begin(arrived)
        if at is None:
            rows.begin(self._connection, self._key, Plan(), stamp(self._room.clock.now()))
            return Held()
        if at.adopting:
            raise Stopped(Code.RETRY, "the log is being brought", wait=5.0)
        return self._room.shelf.read(self._connection, self._key, at) if at.head else Held()

    def _may_begin(self, arrived: list[Arrived]) -> None:
        if self._asked.known.after:
            raise Stopped(Code.FORK, "there is no such log here")
        first = arrived[0].event
        opens = first is not None and isinstance(first.body, PlanOpened)
        if not opens and not self._key[1].startswith(PREFIX):
            raise Stopped(Code.PLAN_GONE, "a log begins with its opening")

    def _known(self, held: Held, acked: int, arrived: list[Arrived]) -> Known:
        repeats = [each for each in arrived if each.n <= acked]
        new = [each for each in arrived if each.n > acked and held.place(each.id) is None]
        taken = [each.event.body.target for each in new if each.event and isinstance(each.event.body, Blanked)]
        connection, key = self._connection, self._key
        verdicts = (
            counting.judged(connection, key, self._session.device, repeats[0].n, repeats[-1].n) if repeats else {}
        )  # fmt: skip
        return Known(acked, verdicts, *rows.unwelcome(connection, key, [*(each.id for each in new), *taken]))

    def _write(self, held: Held, judging: Judging, at: datetime, *, new: bool) -> Held:
        connection, key, device = self._connection, self._key, self._session.device
        with together(connection):
            counting.add_verdicts(connection, key, device, judging.to_keep)
            if new or judging.acked != judging.known.acked:
                counting.count(connection, key, device, judging.acked, new=new)
            rows.add_entries(connection, [rows.row_of(key, entry, sealed) for entry, sealed in judging.placed])
            if judging.placed:
                rows.move(connection, key, judging.plan.seq, judging.plan.head, stamp(at))
        if not judging.placed:
            return held
        after = went_on(held, tuple(entry for entry, _ in judging.placed), plan=judging.plan)
        return write_on(self._room, connection, key, held, after, judging.placed)

    def _answer(self, asker: Asker, held: Held, judging: Judging, arrived: list[Arrived]) -> Exchanged:
        """Give the verdicts with the next page; where that may not be given, the device asks again without events."""
        mine = {entry.event.id for entry, _ in judging.placed if entry.event is not None}
        mine |= {each.id for each in arrived if each.id not in mine and _same_bytes(held, each)}
        try:
            page = seen_page(self._after(asker), self._key, held, self._asked, frozenset(mine))
        except Stopped:
            page = nothing(self._key[1])
        return Exchanged(acked=judging.acked, judged=tuple(judging.verdicts), page=page)

    def _after(self, asker: Asker) -> Asker:
        """Give whoever asks, as they stand after what was written: a person's log may guard an address anew."""
        return Asker(self._room, self._connection, self._session) if self._key[1].startswith(PREFIX) else asker


def _same_bytes(held: Held, each: Arrived) -> bool:
    """Tell whether an event stands in the log as it came: else its number stands for other bytes (R26)."""
    entry = held.place(each.id)
    return entry is not None and each.sealed.body is not None and entry.leaf == leaf_of(each.sealed)
