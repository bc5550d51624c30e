"""Which logs a server orders, how far each of them is here, and as whom this laptop takes part."""

from __future__ import annotations

from enum import StrEnum
from typing import Final, NamedTuple

from stafett_tui.domain.sight import mark_of, retold
from stafett_tui.store.engine import Connection
from stafett_tui.store.settings import set_setting, setting

DEVICE: Final = "device"
PERSON: Final = "person"
EPOCH: Final = "epoch"
"""The setting that says which server, since which restore, orders the plans here; empty while the store is alone."""
DEVICES: Final = "devices_before"
PERSONS: Final = "persons_before"
"""Under which ids this device, and whoever writes on it, was known before."""
LOOKUPS: Final = "lookups_taken"
"""The last look-up that the server has."""

_READ: Final = "SELECT plan_id, state, place, hash, lacks, acked, head, forgotten FROM sync_plan WHERE plan_id=?"
_WRITE: Final = """INSERT OR REPLACE INTO sync_plan (plan_id, state, place, hash, lacks, acked, head, forgotten)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)"""
_LAST: Final = "SELECT seq, hash FROM {} WHERE plan_id=? ORDER BY seq DESC LIMIT 1"
_LACKS: Final = "SELECT seq, body FROM {} WHERE plan_id=? AND (body IS NULL OR salt=x'') ORDER BY seq"


class State(StrEnum):
    """What is being done with the log of an ordered plan."""

    ACTIVE = "active"
    ANEW = "anew"
    """It is taken anew beside the old one."""
    OFFER = "offer"
    """The same, and own events that the new one lacks are sent again (R23)."""
    ADOPT = "adopt"
    """The same after a time alone: everything that the server lacks is this laptop's."""
    GONE = "gone"
    """It may be read no more, or was put away: nothing of it is here (I7)."""
    KEPT = "kept"
    """This laptop left the server and orders it itself again."""


class Ordered(NamedTuple):
    """How far an ordered plan is here."""

    plan_id: str
    state: State = State.ACTIVE
    place: int = 0
    hash: bytes = b""
    lacks: str = ""
    acked: int = 0
    head: int = 0
    forgotten: bool = False

    @property
    def aside(self) -> bool:
        """Whether pages go into a log beside the old one."""
        return self.state in {State.ANEW, State.OFFER, State.ADOPT}

    @property
    def table(self) -> str:
        """The table that pages go into."""
        return "anew" if self.aside else "entry"


def read_ordered(connection: Connection, plan_id: str) -> Ordered | None:
    """Read how far a plan is here, None for one that this laptop orders itself."""
    row = connection.execute(_READ, (plan_id,)).fetchone()
    if row is None:
        return None
    plan, state, place, last, lacks, acked, head, forgotten = row
    return Ordered(plan, State(state), place, bytes(last), lacks, acked, head, bool(forgotten))


def write_ordered(connection: Connection, row: Ordered) -> None:
    """Write how far a plan is here."""
    connection.execute(_WRITE, (*row[:-1], int(row.forgotten)))


def last_place(connection: Connection, table: str, plan_id: str) -> tuple[int, bytes]:
    """Give the last place of a log and the hash there; 0 and nothing where it is empty."""
    row = connection.execute(_LAST.format(table), (plan_id,)).fetchone()
    return (0, b"") if row is None else (int(row[0]), bytes(row[1]))


def lacks_of(connection: Connection, table: str, plan_id: str) -> str:
    """Give the mark of the places whose body is not here, or stands here in other words (R29)."""
    rows = connection.execute(_LACKS.format(table), (plan_id,)).fetchall()
    return mark_of(seq if body is None else retold(seq, bytes(body)) for seq, body in rows)


def noted(connection: Connection, plan_id: str) -> None:
    """Note how far the confirmed log of a plan is after something changed in it; nothing for one that is alone."""
    row = read_ordered(connection, plan_id)
    if row is not None:
        place, last = last_place(connection, "entry", plan_id)
        write_ordered(connection, row._replace(place=place, hash=last, lacks=lacks_of(connection, "entry", plan_id)))


def become_known(connection: Connection, name: str, now: str, before: str) -> None:
    """Let the device or person be known by another id from now on; the one before is remembered as one's own."""
    known = setting(connection, name)
    if known and known != now:
        set_setting(connection, before, " ".join(dict.fromkeys([*setting(connection, before).split(), known])))
    set_setting(connection, name, now)


def own(connection: Connection, name: str, before: str) -> frozenset[str]:
    """Give every id under which this device or person is or was known; empty where none is set."""
    now = setting(connection, name)
    return frozenset({now, *setting(connection, before).split()}) if now else frozenset()
