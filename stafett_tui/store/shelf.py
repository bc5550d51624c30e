"""What a round of syncing asks of the store, each in one transaction (`sync.shelf`, R6)."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import accumulate
from typing import Final

from stafett_tui.domain.changes import Changes
from stafett_tui.domain.plan import fold, go_on
from stafett_tui.store.blanking import mark
from stafett_tui.store.blobs import ATTACHED, note_due
from stafett_tui.store.drafts import Drafts, move_drafts
from stafett_tui.store.engine import Channel, Connection
from stafett_tui.store.erased import ErasedIds
from stafett_tui.store.folded import Folded, Held, held_on_top, is_gone
from stafett_tui.store.offering import become, renumber, send_from, stands
from stafett_tui.store.ordered import (
    DEVICE,
    EPOCH,
    LOOKUPS,
    PERSON,
    PERSONS,
    Ordered,
    State,
    become_known,
    lacks_of,
    last_place,
    read_ordered,
    write_ordered,
)
from stafett_tui.store.pending import NEW, Waiting
from stafett_tui.store.purging import forget_taken, purge
from stafett_tui.store.rows import LOGS, read_entries, read_places, write_index
from stafett_tui.store.settings import set_setting, setting
from stafett_tui.store.taking import Taking
from stafett_tui.sync.protocol import (
    Adopted,
    Exchanged,
    Known,
    Looked,
    SentEntry,
    SentEvent,
    brought_entry,
    packed,
    sent_event,
)
from stafett_tui.sync.shelf import MOST_WAITING, Purged, Stand

ROOM: Final = 400 * 1024
"""Bytes of events in one request, before their quotes are escaped."""
_ORDERED: Final = """SELECT s.plan_id{} FROM sync_plan s LEFT JOIN "plan" p ON p.plan_id = s.plan_id
WHERE s.state NOT IN ('gone', 'kept') ORDER BY p.next_meeting IS NULL, p.next_meeting, s.plan_id"""
_STAND: Final = """, s.state, s.place, s.hash, s.lacks, s.state IN ('offer', 'adopt') OR EXISTS (
SELECT 1 FROM pending w WHERE w.plan_id = s.plan_id)"""
"""What was judged and is not seen counts as unsent: an older server may have lost it just there (R24)."""
_ALONE: Final = f"""{LOGS} SELECT id FROM log LEFT JOIN "plan" p ON p.plan_id = id
WHERE id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM sync_plan s WHERE s.plan_id = id AND s.state <> 'kept')
ORDER BY p.next_meeting IS NULL, p.next_meeting, id"""  # noqa: S608 - terms of this package
_LOOKUPS: Final = f"""SELECT n, at, plan_id, "view", role, unit, reason, hash FROM lookup
WHERE n > coalesce((SELECT CAST(value AS INTEGER) FROM setting WHERE name='{LOOKUPS}'), 0) ORDER BY n LIMIT ?"""  # noqa: S608 - a name of this package
_UNUSED: Final = """SELECT plan_id FROM sync_plan s WHERE state='active' AND place > 0 AND place >= head
AND NOT EXISTS (SELECT 1 FROM pending p WHERE p.plan_id = s.plan_id)
AND NOT EXISTS (SELECT 1 FROM draft d WHERE d.plan_id = s.plan_id)
AND coalesce((SELECT substr(max(l.at), 1, 26) FROM lookup l WHERE l.plan_id = s.plan_id),
    (SELECT substr(e.at, 1, 26) FROM entry e WHERE e.plan_id = s.plan_id AND e.seq = s.place)) < ?
ORDER BY plan_id"""


class PlanShelf:
    """The logs of a laptop that takes part, from any thread."""

    def __init__(self, channel: Channel, folded: Folded, drafts: Drafts, erased: ErasedIds) -> None:
        """Write over this channel, into the memory that the journal reads from."""
        self._channel = channel
        self._folded = folded
        self._drafts = drafts
        self._erased = erased

    def ordered(self) -> tuple[str, ...]:
        """Give the plans that the server orders, the nearest meeting first."""
        return self._ids(_ORDERED.format(""))

    def stands(self) -> tuple[Stand, ...]:
        """Give how every plan that the server orders stands, the nearest meeting first."""
        with self._channel.reading() as connection:
            rows = connection.execute(_ORDERED.format(_STAND)).fetchall()
            return tuple(
                Stand(
                    Known(plan=plan, after=place, hash=packed(hash_), lacks=lacks)
                    if state == State.ACTIVE
                    else _known(connection, Ordered(plan, State(state), place, hash_, lacks)),
                    bool(waits),
                )
                for plan, state, place, hash_, lacks, waits in rows
            )

    def alone(self) -> tuple[str, ...]:
        """Give the logs that were begun alone and are not yet taken over, the nearest meeting first."""
        return self._ids(_ALONE)

    def known(self, plan: str) -> Known:
        """Give the last confirmed place, the hash there and what lacks; of the log being taken anew where one is."""
        with self._channel.reading() as connection:
            together = self._folded.hold(plan).together
            return _known(connection, Ordered(plan, State.GONE) if together is None else together.row)

    def waiting(self, plan: str, limit: int = MOST_WAITING) -> tuple[SentEvent, ...]:
        """Give what is to be sent, in the order of `n`; a group is never cut in two.

        Nothing while a log is taken anew whose lack is to be offered: its own events come first.
        """
        with self._channel.lock:
            together = self._folded.hold(plan).together
        if together is None or together.row.state in {State.OFFER, State.ADOPT}:
            return ()
        fresh = [each for each in together.waits if each.state == NEW]
        return tuple(sent_event(each.sealed) for each in fresh[: _whole(fresh, limit)])

    def take(self, plan: str, answer: Exchanged) -> Changes | None:
        """Note the verdicts and take the page; raises ValueError where the page does not go on from here (I5)."""
        with self._channel.lock:
            held = self._folded.hold(plan)
            with self._folded.changing(plan) as connection:
                waits = () if held.together is None else held.together.waits
                row, device = _taking(connection, plan), setting(connection, DEVICE)
                taken = Taking(connection, row, {each.event_id: each for each in waits}, device)
                taken.take(answer)
                after = _after(connection, held, taken)
                write_index(connection, held.rows, after.rows)
                events = [entry.event for entry in taken.entries if entry.event is not None] + taken.shown
                if any(event.kind == ATTACHED for event in events):
                    note_due(connection, [plan])
                if taken.gone:
                    mark(connection, taken.gone | self._erased.read())
            self._folded.remember(plan, after)
            if taken.erased:
                self._drafts.forget(plan)
            elif is_gone(held):
                self._drafts.remember(plan)
            if taken.gone:
                self._erased.add(taken.gone - self._erased.read())
            if taken.afresh or taken.wiped:
                self._channel.empty_wal()
        if not (taken.entries or taken.refused or taken.afresh):
            return None
        kinds = frozenset([*(event.kind for event in events), *taken.refused])
        return Changes(plan, kinds, tuple(event.id for event in events), seq=after.plan.seq)

    def acked(self, plan: str, n: int) -> None:
        """Note that the server's counter stands here: what comes after it is sent again, without a gap (R5, R24)."""
        with self._channel.lock:
            with self._channel.reading() as connection:
                row = read_ordered(connection, plan)
                if row is None or stands(connection, row, n):
                    return
            with self._folded.changing(plan) as connection:
                send_from(connection, row, n)

    def anew(self, plan: str, *, offer: bool) -> None:
        """Begin to take the log anew; with `offer`, own events that it lacks are to be sent again (R23, R29)."""
        with self._folded.changing(plan) as connection:
            row = read_ordered(connection, plan) or Ordered(plan)
            state = State.OFFER if offer else State.ANEW
            if row.state in {State.OFFER, State.ADOPT}:
                state = row.state
            connection.execute("DELETE FROM anew WHERE plan_id=?", (plan,))
            write_ordered(connection, row._replace(state=state))

    def renumber(self, plan: str, device: str, after: int) -> None:
        """Let what is not confirmed be of this device from `after + 1` on, with the same ids (R26).

        Where the device is another one than before, it begins at 1 in every other plan.
        """
        with self._folded.changing(None) as connection:
            become(connection, device, self.ordered())
            row = read_ordered(connection, plan)
            if row is not None:
                renumber(connection, row, device, after)

    def begin(self, device: str, person: str) -> None:
        """Take part as this device and person from now on; the ids before, and what was unfinished, stay one's own."""
        with self._folded.changing(None) as connection:
            become(connection, device, self.ordered())
            move_drafts(connection, setting(connection, PERSON), person)
            become_known(connection, PERSON, person, PERSONS)

    def purge(self, plan: str) -> Purged:
        """Take the plan out of the store; the person's own unsent words stay readable (I7)."""
        with self._channel.lock:
            self._drafts.forget(plan)
            with self._folded.changing(plan) as connection:
                unsent = purge(connection, plan)
            self._channel.empty_wal()
        return Purged(plan, unsent)

    def log_alone(self, plan: str, after: int, limit: int) -> tuple[SentEntry, ...]:
        """Give part of a log that was begun alone, as it stands."""
        with self._channel.reading() as connection:
            found = read_places(connection, plan, after, limit)
        sizes = accumulate(len(s.header) + len(s.body or b"") for _, s in found)
        most = sum(size <= ROOM for size in sizes)
        return tuple(brought_entry(entry, sealed) for entry, sealed in found[: max(most, 1)])

    def adopted(self, plan: str, answer: Adopted) -> None:
        """Note how far the server has the log; what it lacks waits to be sent, once its log is here."""
        with self._folded.changing(plan) as connection:
            place, last = last_place(connection, "entry", plan)
            lacks = lacks_of(connection, "entry", plan)
            counter = self._folded.hold(plan).counters.get(setting(connection, DEVICE), 0)
            row = Ordered(plan, place=place, hash=last, lacks=lacks, acked=counter, head=place)
            if answer.common < place:
                row = row._replace(state=State.ADOPT, acked=0)
                connection.execute("DELETE FROM anew WHERE plan_id=?", (plan,))
                connection.execute(
                    "INSERT INTO anew SELECT * FROM entry WHERE plan_id=? AND seq<=?", (plan, answer.common)
                )
            write_ordered(connection, row)

    def epoch(self) -> str:
        """Give the epoch of the last answer, "" before the first."""
        with self._channel.reading() as connection:
            return setting(connection, EPOCH)

    def set_epoch(self, epoch: str) -> None:
        """Note the server's epoch; while there is one, plans that begin here wait for the server.

        A server that was restored may lack files: they are due.
        """
        with self._channel.writing() as connection:
            if epoch and setting(connection, EPOCH) not in {"", epoch}:
                note_due(connection)
            set_setting(connection, EPOCH, epoch)

    def lookups(self, limit: int) -> tuple[Looked, ...]:
        """Give the look-ups that the server does not have yet, in the order of their chain (S-07)."""
        with self._channel.reading() as connection:
            rows = connection.execute(_LOOKUPS, (limit,)).fetchall()
        return tuple(
            Looked(n=n, at=at, plan=plan, view=view[:64], role=role[:64], unit=unit[:200], reason=reason[:2000],
                   hash=packed(hash_))
            for n, at, plan, view, role, unit, reason, hash_ in rows
        )  # fmt: skip

    def lookups_taken(self, through: int) -> None:
        """Note how far the server has the look-ups."""
        with self._channel.writing() as connection:
            set_setting(connection, LOOKUPS, str(through))
            forget_taken(connection)

    def unused(self, before: datetime) -> tuple[str, ...]:
        """Give the plans that are whole on the server and were not opened since (D-07)."""
        return self._ids(_UNUSED, before.astimezone(UTC).isoformat(timespec="microseconds")[:26])

    def _ids(self, query: str, *given: str) -> tuple[str, ...]:
        with self._channel.reading() as connection:
            return tuple(row[0] for row in connection.execute(query, given).fetchall())


def _known(connection: Connection, row: Ordered) -> Known:
    """Give what a server is told of a log; of the one being taken anew where one is."""
    plan = row.plan_id
    if row.state in {State.GONE, State.KEPT}:
        return Known(plan=plan)
    if not row.aside:
        return Known(plan=plan, after=row.place, hash=packed(row.hash), lacks=row.lacks)
    place, last = last_place(connection, "anew", plan)
    return Known(plan=plan, after=place, hash=packed(last), lacks=lacks_of(connection, "anew", plan))


def _taking(connection: Connection, plan: str) -> Ordered:
    """Give how far a plan is here; one that is not here begins now."""
    row = read_ordered(connection, plan) or Ordered(plan)
    if row.state is State.KEPT or (row.place == 0 and not row.aside and last_place(connection, "entry", plan)[0]):
        msg = "a plan that this laptop orders itself"
        raise ValueError(msg)
    return row._replace(state=State.ACTIVE) if row.state is State.GONE else row


def _after(connection: Connection, held: Held, taken: Taking) -> Held:
    """Give the plan after an answer was taken: what still waits is applied on top again."""
    plan_id = taken.row.plan_id
    confirmed = fold(read_entries(connection, plan_id)) if taken.afresh else go_on(held.confirmed, taken.entries)
    return held_on_top(confirmed, tuple(taken.waits.values()), taken.row, taken.device)


def _whole(rows: list[Waiting], limit: int) -> int:
    """Give how many of these fit in one request with the last group whole; one at least where a group is too large."""
    most, room = 0, ROOM
    for row in rows[:limit]:
        room -= len(row.header) + len(row.body)
        if room < 0 and most:
            break
        most += 1
    cut = most
    while 0 < cut < len(rows) and rows[cut].event.group and rows[cut].event.group == rows[cut - 1].event.group:
        cut -= 1
    return cut or most
