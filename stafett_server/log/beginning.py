"""What every exchange begins with, asked at once: epoch, how the log stands, how far the device came, and guards."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection

from stafett_server.log import actors, counting, room, rows
from stafett_server.log.actors import Guards
from stafett_server.log.prepared import at_once
from stafett_server.log.rows import Key, Standing


class Begun(NamedTuple):
    """What was found, in the order in which it was asked."""

    epoch: str
    at: Standing | None
    counted: tuple[int, bool] | None
    guards: Guards


def begun(connection: Connection, key: Key, device: str, *, lock: bool = False) -> Begun:
    """Ask; with `lock` nobody else moves the log until the end of the transaction, and the counter is of after it."""
    told = {"tenant": key[0], "plan": key[1]}
    epoch, at, counted, guards = at_once(
        connection,
        (room.EPOCH, {"tenant": key[0]}),
        (rows.LOCK_LOG if lock else rows.READ_LOG, told),
        (counting.COUNT, told | {"device": device}),
        (actors.READ_GUARDED, {"tenant": key[0]}),
    )
    return Begun(room.epoch_in(epoch), rows.standing_in(at), counting.counter_in(counted), actors.guards_in(guards))
