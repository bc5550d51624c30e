"""After a restore from a backup: a new epoch, and everything back out that was taken out since (R23, R25, R34)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any, Final

from sqlalchemy import Connection, delete, insert, select, update

from stafett_server.log import counting, listing, rows
from stafett_server.log.actors import write_candidates, write_guard
from stafett_server.log.held import Held, held_of
from stafett_server.log.judging import Judging, unjudged
from stafett_server.log.remembering import BLANKED, EVENT, LEFT
from stafett_server.log.room import Room
from stafett_server.log.rows import Key, Standing, table
from stafett_server.log.stopping import Stopped
from stafett_server.log.tables import Candidate, Meta, Tombstone
from stafett_server.log.writing import take_along
from stafett_tui.domain.event import Event, Sealed, leaf_of, stamp
from stafett_tui.domain.kinds import CODEC
from stafett_tui.domain.people import ParticipantLeft, Role, role_of
from stafett_tui.domain.person import PREFIX
from stafett_tui.domain.plan import Plan
from stafett_tui.sync.protocol import Code, unpacked

Line = Mapping[str, Any]
_OURS: Final = frozenset({EVENT, LEFT, BLANKED})
SERVER: Final = "server"
"""Who writes what only the server says, and on which device."""


def by_log(room: Room) -> dict[Key, list[Line]]:
    """Give the lines of the ledger that are about logs."""
    found: dict[Key, list[Line]] = defaultdict(list)
    for line in room.ledger.read():
        if line.get("what") in _OURS and "plan" in line:
            found[str(line.get("tenant", "")), str(line["plan"])].append(line)
    return found


def lacking(room: Room, connection: Connection) -> dict[Key, list[Line]]:
    """Give, by log, the lines of the ledger that the database does not know of (R25)."""
    found = {key: _lacked(connection, key, lines) for key, lines in by_log(room).items()}
    return {key: lines for key, lines in found.items() if lines}


def _lacked(connection: Connection, key: Key, lines: list[Line]) -> list[Line]:
    """Give the lines that do not hold; of a plan that is not there at all only that nothing of it comes back."""
    at = rows.standing(connection, key)
    there = _there(at) or _begins(key, at, lines)
    ids = {each for line in lines for each in _ids(line, there=there)}
    known = rows.erased(connection, key, ids) | rows.here(connection, key, ids)
    worded = rows.worded(connection, key, {each for line in lines for each in line.get("ids", ())})
    return [
        line
        for line in lines
        if not known.issuperset(_ids(line, there=there)) or not worded.isdisjoint(line.get("ids", ()))
    ]


def _there(at: Standing | None) -> bool:
    return at is not None and at.head > 0 and not at.adopting


def _begins(key: Key, at: Standing | None, lines: list[Line]) -> bool:
    """Tell whether a log that is not there begins with these lines, as one of a person does: addresses stay guarded."""
    if not key[1].startswith(PREFIX) or (at is not None and (at.head or at.adopting)):
        return False
    gone = {each for line in lines for each in line.get("ids", ())}
    return any(line["what"] == EVENT and line["id"] not in gone for line in lines)


def _ids(line: Line, *, there: bool) -> tuple[str, ...]:
    own = (line["id"],) if there and "id" in line else ()
    return (*line.get("ids", ()), *line.get("ends", ()), *own)


def look(room: Room) -> dict[Key, list[Line]]:
    """Give what is lacking, and remember what is about logs that are not here."""
    lines = by_log(room)
    with room.database.reading() as connection:
        room.waiting = {key: of for key, of in lines.items() if not _there(rows.standing(connection, key))}
        return lacking(room, connection)


def replay(room: Room) -> int:
    """Do again what the ledger says and the database lacks; give how many lines that were.

    What is about logs that are not here is done when they come back (`put_back`).
    """
    lines, found = by_log(room), look(room)
    for key in found:
        with room.shelf.gate(key):
            room.database.write(partial(_replay, room, key, lines[key]))
            room.shelf.forget(key)
    return sum(len(of) for of in found.values())


def _replay(room: Room, key: Key, lines: list[Line], connection: Connection) -> None:
    stood = rows.standing(connection, key, lock=True)
    begins = _begins(key, stood, lines)
    there, lines = begins or _there(stood), _lacked(connection, key, lines)
    if begins and stood is None:
        rows.begin(connection, key, Plan(), stamp(room.clock.now()))
    if there:
        held = held_of(tuple(each.entry for each in rows.read(connection, key)))
        at = room.now(held.plan)
        judging = unjudged(held, at, room.mark)
        put_back(room, judging, lines)
        rows.add_entries(connection, [rows.row_of(key, entry, sealed) for entry, sealed in judging.placed])
        _count(connection, key, [entry.event for entry, _ in judging.placed if entry.event is not None])
        rows.move(connection, key, judging.plan.seq, judging.plan.head, stamp(room.clock.now()))
    rows.blank(connection, key, {each for line in lines for each in line.get("ids", ())})
    ids = {each for line in lines for each in _ids(line, there=there)}
    _bury(connection, key, ids - rows.here(connection, key, ids))
    if there:
        rebuild(connection, key)


def as_known(judging: Judging, lines: Iterable[Line]) -> None:
    """See that what a log that comes back says of these events is what was written once; raises Stopped (I6)."""
    for line in lines:
        stands = judging.stands(line["id"]) if line["what"] == EVENT else None
        if stands is not None and stands.leaf != leaf_of(_sealed(line)):
            raise Stopped(Code.MALFORMED, "an event that is known here with other words")


def put_back(room: Room, judging: Judging, lines: Iterable[Line]) -> None:
    """Put events back at the end of a log that lost them; they were admitted once, and are not judged again."""
    for line in lines:
        if line["what"] == EVENT and not judging.knows(line["id"]):
            sealed = _sealed(line)
            judging.put_back(CODEC.open(sealed), sealed)
        elif line["what"] == LEFT and role_of(judging.plan, line["person"]) not in {None, Role.HOLDER}:
            judging.write(_left(room, judging.plan, line["person"]))


def _sealed(line: Line) -> Sealed:
    return Sealed(line["header"].encode(), line["body"].encode(), unpacked(line["salt"]))


def _left(room: Room, plan: Plan, person: str) -> Event:
    own = [e.event.n for e in plan.entries if e.event is not None and e.event.device == SERVER]
    return Event(
        id=room.ids(), plan_id=plan.id, body=ParticipantLeft(person=person), salt=room.ids.random(16), actor=SERVER,
        device=SERVER, n=max(own, default=0) + 1, made_at=room.now(plan), act=room.ids(),
    )  # fmt: skip


def _count(connection: Connection, key: Key, events: list[Event]) -> None:
    """Let the numbers of what was put back count as given, so that no other event gets them (R5, I3)."""
    for device in {event.device for event in events}:
        n = max(event.n for event in events if event.device == device)
        known = counting.counter(connection, key, device)
        acked, frozen = known or (0, False)
        if n > acked:
            counting.count(connection, key, device, n, frozen=frozen, new=known is None)


def _bury(connection: Connection, key: Key, ids: set[str]) -> None:
    """Keep events that are not in the log from coming back (R34)."""
    known = rows.erased(connection, key, ids)
    new = [{"tenant": key[0], "plan": key[1], "event": each} for each in sorted(ids - known)]
    if new:
        connection.execute(insert(table(Tombstone)), new)


def rebuild(connection: Connection, key: Key) -> Held:
    """Make what stands beside a log anew from the log alone (I10)."""
    held = held_of(tuple(each.entry for each in rows.read(connection, key)))
    model = table(Candidate)
    connection.execute(delete(model).where(model.c.tenant == key[0], model.c.plan == key[1]))
    listing.rebuild(connection, key, held.rows)
    write_candidates(connection, key, frozenset(), held.people)
    if key[1].startswith(PREFIX):
        write_guard(connection, key, held.plan)
    take_along(connection, key, held)
    return held


def restored(room: Room) -> tuple[int, tuple[str, ...]]:
    """Say that the database was restored: new epochs, and the ledger done again; give how many lines and the epochs."""
    done = replay(room)
    room.shelf.forget()
    return done, room.database.write(lambda connection: _new_epochs(room, connection))


def _new_epochs(room: Room, connection: Connection) -> tuple[str, ...]:
    meta = table(Meta).c
    tenants = [row[0] for row in connection.execute(select(meta.tenant).where(meta.name == "epoch"))]
    made = tuple(room.ids() for _ in tenants)
    for tenant, epoch in zip(tenants, made, strict=True):
        told = (meta.tenant == tenant, meta.name == "epoch")
        connection.execute(update(table(Meta)).where(*told).values(value=epoch))
    return made
