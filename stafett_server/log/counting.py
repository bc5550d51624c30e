"""How far each device has come in a plan, and the verdicts that no place tells (R4, R5, R14)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from sqlalchemy import Connection, String, bindparam, select, update

from stafett_server.log.prepared import Adding, Prepared, Row
from stafett_server.log.rows import Key, table
from stafett_server.log.tables import Counter, Verdicts
from stafett_tui.sync.protocol import Judged

_VERDICT, _COUNTER = table(Verdicts).c, table(Counter).c
_T: Final = bindparam("tenant", type_=String)
_P: Final = bindparam("plan", type_=String)
COUNT: Final = Prepared(
    select(_COUNTER.acked, _COUNTER.frozen).where(
        _COUNTER.tenant == _T, _COUNTER.plan == _P, _COUNTER.device == bindparam("device")
    )
)
_ADD_COUNTER: Final = Adding(table(Counter))
_MOVE_COUNTER: Final = Prepared(
    update(table(Counter))
    .where(
        _COUNTER.tenant == bindparam("t"), _COUNTER.plan == bindparam("p"), _COUNTER.device == bindparam("d")
    )
    .values(acked=bindparam("acked"), frozen=bindparam("frozen"))
)  # fmt: skip
_JUDGED: Final = select(_VERDICT.n, _VERDICT.event, _VERDICT.status, _VERDICT.seq, _VERDICT.code).where(
    _VERDICT.tenant == _T, _VERDICT.plan == _P, _VERDICT.device == bindparam("device"),
    _VERDICT.n >= bindparam("first"), _VERDICT.n <= bindparam("last"),
)  # fmt: skip
_ADD_VERDICTS: Final = Adding(table(Verdicts))


def counter(connection: Connection, key: Key, device: str) -> tuple[int, bool] | None:
    """Give how far a device has come, and whether it is frozen; None where it has sent nothing."""
    return counter_in(COUNT.run(connection, {"tenant": key[0], "plan": key[1], "device": device}))


def counter_in(found: list[Row]) -> tuple[int, bool] | None:
    """Give the counter that was found."""
    return (found[0][0], found[0][1]) if found else None


def count(connection: Connection, key: Key, device: str, acked: int, *, frozen: bool = False, new: bool) -> None:
    """Say how far a device has come."""
    if new:
        _ADD_COUNTER.run(connection, [(*key, device, acked, frozen)])
    else:
        told = {"t": key[0], "p": key[1], "d": device, "acked": acked, "frozen": frozen}
        _MOVE_COUNTER.run(connection, told)


def judged(connection: Connection, key: Key, device: str, first: int, last: int) -> dict[int, tuple[str, Judged]]:
    """Give the stored verdicts of a device by number, with the event each is on."""
    told = {"tenant": key[0], "plan": key[1], "device": device, "first": first, "last": last}
    rows = connection.execute(_JUDGED, told)
    return {row[0]: (row[1], Judged(n=row[0], status=row[2], seq=row[3], code=row[4])) for row in rows}


def add_verdicts(connection: Connection, key: Key, device: str, verdicts: Iterable[tuple[str, Judged]]) -> None:
    """Keep verdicts that no place tells."""
    rows = [(*key, device, v.n, event, v.status, v.seq, v.code) for event, v in verdicts]
    _ADD_VERDICTS.run(connection, rows)
