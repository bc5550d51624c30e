"""A log begun alone is taken over as it stands: places, hashes and verdicts are kept, nothing is judged again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import Final

from sqlalchemy import Connection

from stafett_server.log import counting, rows
from stafett_server.log.actors import plans_of
from stafett_server.log.exchanging import check_epoch
from stafett_server.log.held import Held, held_of, went_on
from stafett_server.log.incoming import opened
from stafett_server.log.judging import unjudged
from stafett_server.log.remembering import Brought
from stafett_server.log.restore import SERVER, as_known, put_back
from stafett_server.log.room import Asker, Room
from stafett_server.log.room import held_of as whole
from stafett_server.log.rows import Key, Standing
from stafett_server.log.session import Session
from stafett_server.log.stopping import Stopped
from stafett_server.log.writing import write_on
from stafett_tui.domain.event import GENESIS, Body, Event, Sealed, read_stamp, stamp
from stafett_tui.domain.kinds import CODEC
from stafett_tui.domain.log import PersonIdentified, PlanAdopted
from stafett_tui.domain.people import PlanOpened
from stafett_tui.domain.person import BODIES, PREFIX
from stafett_tui.domain.plan import Plan
from stafett_tui.sync.protocol import Adopt, Adopted, Code, Problem, SentEntry, entry_of

_OF_PERSONS: Final = frozenset(body.KIND for body in BODIES)
_PATIENCE: Final = timedelta(minutes=10)
"""How long a log that is being brought waits for its next part, before another device may bring it."""


class Adoption:
    """One part of a log that a device brings, in its transaction."""

    def __init__(self, room: Room, connection: Connection, session: Session, asked: Adopt) -> None:
        """Take the request as it came."""
        self._room = room
        self._connection = connection
        self._session = session
        self._asked = asked
        self._key: Key = (session.tenant, asked.plan)
        self._is_person = asked.plan.startswith(PREFIX)

    def run(self) -> tuple[Adopted | Problem, Held | None]:
        """Take the part, or tell from where on the log here is another; gives the log once it is whole."""
        check_epoch(self._connection, self._session, self._asked.epoch)
        sent = self._asked.entries
        if not sent or not sent[0].seq or [e.seq - n for n, e in enumerate(sent)] != [sent[0].seq] * len(sent):
            raise Stopped(Code.MALFORMED, "places stand in their order")
        at = self._lock()
        if at.adopting:
            self._check_sight()
        if sent[0].seq > at.head + 1:
            raise Stopped(Code.GAP, "a part is missing before these", expect=at.head + 1)
        known = {e.seq: e for e in rows.read(self._connection, self._key, sent[0].seq - 1, sent[-1].seq)}
        brought = _chained(sent, GENESIS if sent[0].seq == 1 else known[sent[0].seq - 1].hash)
        same = [entry.seq for entry, _ in brought if entry.seq in known and known[entry.seq].hash == entry.hash]
        common = same[-1] if same else sent[0].seq - 1
        if not at.adopting:
            self._check_known(at)
            return Adopted(common=common, whole=common == sent[-1].seq), None
        if common < min(at.head, sent[-1].seq):
            rows.drop(self._connection, self._key)
            return Problem(code=Code.GAP, why="not the log that was begun", expect=1), None
        self._stage([each for each in brought if each[0].seq > common])
        return Adopted(common=sent[-1].seq, whole=True), self._finish() if self._asked.last else None

    def _check_sight(self) -> None:
        """See that whoever brings a person's log sees that person from a plan that stands here (D-11).

        Else anybody could say where to reach somebody, and who alone opens their plan (K-03). The log stays with them,
        unless all its words were taken out here: then they go there too (D-06).
        """
        person, connection = self._asked.plan.removeprefix(PREFIX), self._connection
        if not self._is_person or Asker(self._room, connection, self._session).seen_from(person) is not None:
            return
        here = whole(self._room, connection, self._key)
        if here is None or len(here.lacking) < here.plan.seq:
            raise Stopped(Code.PLAN_GONE, "no plan here shows this person to whoever brings the log")

    def _check_known(self, at: Standing) -> None:
        """See that a plan which is here already has its bringer in it, or shows itself to them.

        Else it stays on the laptop as it is: who they are there is for whoever runs the server to say. In one that was
        erased is nobody; it is erased there too (D-06).
        """
        if self._is_person:
            return
        held = self._room.shelf.read(self._connection, self._key, at)
        if not held.people or self._session.person in held.people:
            return
        if not Asker(self._room, self._connection, self._session).sight(self._key, held).may:
            raise Stopped(Code.PLAN_GONE, "the plan is here without whoever brings it")

    @cached_property
    def _local(self) -> str | None:
        """Who the writer was on the laptop, where that is nobody else here: they are the account from now on."""
        me, connection, session = self._asked.me, self._connection, self._session
        if me == session.person or plans_of(connection, session.tenant, me):
            return None
        return None if self._room.others(connection, session, me) else me

    def _lock(self) -> Standing:
        """Lock the log, or begin to bring it; one that was left lying, or is begun again, starts anew."""
        connection, key, device = self._connection, self._key, self._session.device
        now, first = self._room.clock.now(), self._asked.entries[0].seq == 1
        at = rows.standing(connection, key, lock=True)
        if at is not None and at.adopting not in {"", device} and read_stamp(at.at) > now - _PATIENCE:
            raise Stopped(Code.RETRY, "the log is being brought", wait=5.0)
        if at is not None and (at.adopting not in {"", device} or (at.adopting and first)):
            rows.drop(connection, key)
            at = None
        if at is None:
            rows.begin(connection, key, Plan(), stamp(now), device)
        elif not at.head and not at.adopting:
            rows.move(connection, key, 0, GENESIS, stamp(now), device)
        else:
            return at
        return Standing(0, GENESIS, stamp(now), device)

    def _stage(self, new: list[Brought]) -> None:
        """Write places that are not here yet; the log is seen by nobody before it is whole."""
        if not new:
            return
        self._check(new)
        rows.add_entries(self._connection, [rows.row_of(self._key, entry, sealed) for entry, sealed in new])
        last, now = new[-1][0], stamp(self._room.clock.now())
        rows.move(self._connection, self._key, last.seq, last.hash, now, self._session.device)

    def _check(self, new: Iterable[Brought]) -> None:
        """See that these are events of this log, each once, and begin as a log begins."""
        ids: list[str] = []
        for entry, sealed in new:
            event = None if sealed is None else opened(sealed, self._key[1])
            if event is None:
                continue
            ids.append(event.id)
            if event.kind not in _OF_PERSONS if self._is_person else entry.seq == 1 and event.kind != PlanOpened.KIND:
                raise Stopped(Code.MALFORMED, "a log begins with its opening; one of a person tells of them alone")
        here = rows.here(self._connection, self._key, ids)
        if len(set(ids)) < len(ids) or here or rows.elsewhere(self._connection, self._key, ids):
            raise Stopped(Code.MALFORMED, "an event stands in a log once, and in one log")

    def _finish(self) -> Held:
        """The log is whole: say so in the log, say who the writer is, and write its lists."""
        connection, key, room = self._connection, self._key, self._room
        lost = room.waiting.get(key, ())
        if erased := {each for line in lost for each in line.get("ids", ())}:
            rows.blank(connection, key, erased)  # what was taken out does not come back with the log (R34)
        stored = rows.read(connection, key)
        held = held_of(tuple(each.entry for each in stored))
        if not self._is_person and not held.people & {self._local, self._session.person}:
            raise Stopped(Code.PLAN_GONE, "whoever brings a plan is in it")
        at = room.now(held.plan)
        judging = unjudged(held, at, room.mark)
        as_known(judging, lost)
        for body in self._said(held):
            judging.write(self._event(body, len(judging.placed) + 1, at))
        put_back(room, judging, lost)
        placed = judging.placed
        rows.add_entries(connection, [rows.row_of(key, entry, sealed) for entry, sealed in placed])
        after = went_on(held, tuple(entry for entry, _ in placed), plan=judging.plan)
        for device, n in _numbers(after).items():
            counting.count(connection, key, device, n, new=True)
        rows.move(connection, key, after.plan.seq, after.plan.head, stamp(after.plan.at or at))
        return write_on(room, connection, key, Held(), after, [*((e.entry, e.sealed) for e in stored), *placed])

    def _said(self, held: Held) -> tuple[Body, ...]:
        """Give what the server says of the log: that it took it over, and who its writer is here."""
        if self._is_person:
            return ()
        adopted = PlanAdopted(server=self._room.name, through=held.plan.seq)
        local = self._local
        if local is None or local not in held.people:
            return (adopted,)
        return adopted, PersonIdentified(local=local, account=self._session.person)

    def _event(self, body: Body, n: int, at: datetime) -> Event:
        ids = self._room.ids
        return Event(
            id=ids(), plan_id=self._key[1], body=body, salt=ids.random(16), actor=SERVER, device=SERVER, n=n,
            made_at=at, act=ids(),
        )  # fmt: skip


def _chained(sent: tuple[SentEntry, ...], before: bytes) -> list[Brought]:
    """Give the places with the hashes that follow from what was sent; raises Stopped where they are none."""
    found: list[Brought] = []
    for each in sent:
        try:
            entry, sealed = entry_of(each, before)
            if sealed is None and each.header is not None:  # blanked: its header tells whose it was
                bare = Sealed(each.header.encode(), None, b"")
                entry, sealed = replace(entry, event=CODEC.open(bare)), bare
        except (ValueError, KeyError, TypeError):
            raise Stopped(Code.MALFORMED, "a place of a log") from None
        found.append((entry, sealed))
        before = entry.hash
    return found


def _numbers(held: Held) -> dict[str, int]:
    found: dict[str, int] = {}
    for entry in held.plan.entries:
        if entry.event is not None:
            found[entry.event.device] = max(entry.event.n, found.get(entry.event.device, 0))
    return found
