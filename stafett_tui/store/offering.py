"""A log that was taken anew takes the place of the old one; own events that it lacks are offered again (R23, R26)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, Final

from stafett_tui.domain.event import Entry
from stafett_tui.store.blobs import drop_untold
from stafett_tui.store.engine import Connection
from stafett_tui.store.ordered import (
    DEVICE,
    DEVICES,
    PERSON,
    PERSONS,
    Ordered,
    State,
    become_known,
    own,
    read_ordered,
    write_ordered,
)
from stafett_tui.store.pending import (
    NEW,
    NOT_YOURS,
    RETOLD,
    Waiting,
    drop_pending,
    read_pending,
    refuse,
    replace_pending,
)
from stafett_tui.store.rows import read_entries
from stafett_tui.store.settings import setting

_LOST: Final = """SELECT event_id, kind, header, body, salt, at FROM entry e
WHERE plan_id=:plan AND body IS NOT NULL AND kind<>'' AND NOT EXISTS (
SELECT 1 FROM anew a WHERE a.plan_id=:plan AND (a.event_id=e.event_id OR a.leaf=e.leaf)) ORDER BY seq"""
_NAMES: Final = "SELECT seq, event_id FROM entry WHERE plan_id=? AND kind<>''"
_SEEN: Final = "DELETE FROM {} WHERE event_id IN (SELECT event_id FROM anew WHERE plan_id=?)"
_HIDDEN: Final = "SELECT leaf FROM anew WHERE plan_id=? AND kind=''"
_AGAIN: Final = "UPDATE pending SET state='new' WHERE plan_id=?"
"""Whoever asks again hears the place of what cannot be seen in the log."""
_FILES: Final = "SELECT hash FROM blob WHERE plan_id=?"


def swap(connection: Connection, row: Ordered, acked: int) -> tuple[Entry, ...]:
    """Let the log that was taken anew stand for the old one, and give it; `acked` is the server's counter now."""
    plan_id = row.plan_id
    connection.execute(_SEEN.format("pending"), (plan_id,))
    connection.execute(_SEEN.format("refused"), (plan_id,))
    hidden = {bytes(each[0]) for each in connection.execute(_HIDDEN, (plan_id,)).fetchall()}
    drop_pending(connection, [row for row in read_pending(connection, plan_id) if hidden and row.leaf in hidden])
    connection.execute(_AGAIN, (plan_id,))
    if row.state is not State.ANEW:
        _offer(connection, row, acked)
    files = [each[0] for each in connection.execute(_FILES, (plan_id,)).fetchall() if _told(connection, plan_id, each)]
    connection.execute("DELETE FROM entry WHERE plan_id=?", (plan_id,))
    connection.execute("INSERT INTO entry SELECT * FROM anew WHERE plan_id=?", (plan_id,))
    connection.execute("DELETE FROM anew WHERE plan_id=?", (plan_id,))
    drop_untold(connection, plan_id, files)
    return read_entries(connection, plan_id)


def goes_on(connection: Connection, row: Ordered) -> bool:
    """Tell whether the log that was taken anew is the old one and what came since; else a server came back (R23)."""
    query = "SELECT hash FROM anew WHERE plan_id=? AND seq=?"
    found = connection.execute(query, (row.plan_id, row.place)).fetchone()
    return row.place == 0 or (found is not None and bytes(found[0]) == row.hash)


def _told(connection: Connection, plan_id: str, found: tuple[str]) -> bool:
    query = "SELECT 1 FROM entry WHERE plan_id=? AND instr(body, CAST(? AS BLOB)) > 0 LIMIT 1"
    return connection.execute(query, (plan_id, *found)).fetchone() is not None


def _offer(connection: Connection, row: Ordered, acked: int) -> None:
    """Let own events of the old log wait again, before what waits already; bases name the events they meant."""
    plan_id, device = row.plan_id, setting(connection, DEVICE)
    waits = read_pending(connection, plan_id)
    names = dict(connection.execute(_NAMES, (plan_id,)).fetchall())
    found = lost(connection, row)
    me = (setting(connection, PERSON), own(connection, PERSON, PERSONS))
    judged = [_as_of_now(each, names, me) for each in waits if each.n <= acked]
    later = [_as_of_now(each, names, me) for each in (*found, *(w for w in waits if w.n > acked))]
    replace_pending(connection, plan_id, [*judged, *renumbered(later, device, acked)])


def lost(connection: Connection, row: Ordered) -> list[Waiting]:
    """Give the own events that the new log lacks; those of others on this laptop stay with their authors.

    What is told to its author in other words is not what they wrote: it is refused, with the words as they are told.
    """
    devices, persons = own(connection, DEVICE, DEVICES), own(connection, PERSON, PERSONS)
    found: list[Waiting] = []
    for event_id, kind, header, body, salt, at in connection.execute(_LOST, {"plan": row.plan_id}).fetchall():
        head: Any = json.loads(header)
        if head["device"] not in devices and (row.state is not State.ADOPT or not salt):
            continue
        each = Waiting(row.plan_id, head["device"], head["n"], event_id, kind, header, body, salt, at)
        if persons and head["actor"] not in persons:
            refuse(connection, each, NOT_YOURS)
        elif not salt:
            refuse(connection, each, RETOLD)
        else:
            found.append(each)
    return found


def opened_here(connection: Connection, row: Ordered) -> bool:
    """Tell whether the first event of a plan is one's own: whoever has it can begin the plan on a server."""
    query = "SELECT header FROM entry WHERE plan_id=? AND seq=1 AND body IS NOT NULL"
    found = connection.execute(query, (row.plan_id,)).fetchone()
    return found is not None and json.loads(found[0])["device"] in own(connection, DEVICE, DEVICES)


def _as_of_now(row: Waiting, names: dict[int, str], me: tuple[str, frozenset[str]]) -> Waiting:
    """Give an event as whoever writes here now would send it; a base that cannot be named is one nobody saw."""
    head: Any = json.loads(row.header)
    base = names.get(head["base"], 0) if isinstance(head["base"], int) else head["base"]
    person, before = me
    return row.again(base=base, actor=person if head["actor"] in before else head["actor"])


def renumbered(rows: Iterable[Waiting], device: str, after: int) -> list[Waiting]:
    """Give events with the numbers that follow, of this device where one is set."""
    return [row.again(device=device or row.device, n=n) for n, row in enumerate(rows, start=after + 1)]


def stands(connection: Connection, row: Ordered, after: int) -> bool:
    """Tell whether what waits goes on from `after` as it is."""
    waits = read_pending(connection, row.plan_id)
    later = [each for each in waits if each.n > after]
    numbers = list(range(after + 1, after + 1 + len(later)))
    return row.acked == after and [each.n for each in later] == numbers and all(w.state == NEW for w in later)


def send_from(connection: Connection, row: Ordered, after: int) -> None:
    """Let what the server has not judged be sent from `after + 1` on, without a gap (R5, R24)."""
    waits = read_pending(connection, row.plan_id)
    judged = [each for each in waits if each.n <= after]
    later = [each for each in waits if each.n > after]
    if [each.n for each in later] != list(range(after + 1, after + 1 + len(later))):
        later = renumbered(later, "", after)
    replace_pending(connection, row.plan_id, [*judged, *(each._replace(state=NEW) for each in later)])
    write_ordered(connection, row._replace(acked=after))


def renumber(connection: Connection, row: Ordered, device: str, after: int) -> None:
    """Let everything that is not confirmed be of this device from `after + 1` on (R26)."""
    replace_pending(connection, row.plan_id, renumbered(read_pending(connection, row.plan_id), device, after))
    write_ordered(connection, row._replace(acked=after))


def become(connection: Connection, device: str, plans: Sequence[str]) -> None:
    """Let this laptop be another device from now on: it begins at 1 in every plan it takes part in."""
    if setting(connection, DEVICE) == device:
        return
    become_known(connection, DEVICE, device, DEVICES)
    connection.execute("UPDATE sync_plan SET acked=0")
    for plan_id in plans:
        row = read_ordered(connection, plan_id)
        if row is not None:
            renumber(connection, row, device, 0)
