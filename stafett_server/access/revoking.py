"""The end of the part of a device or a person, and the ledger's lines of it, which no restored backup forgets (R25)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, select

from stafett_server.access.accounts import Accounts
from stafett_server.access.devices import Devices
from stafett_server.access.tables import ACCOUNTS, DEVICES
from stafett_tui.domain.event import read_stamp

DEVICE: Final = "device.revoked"
CLOSED: Final = "account.closed"
OPENED: Final = "account.opened"
OURS: Final = frozenset({DEVICE, CLOSED, OPENED})
"""What the ledger says of who takes part."""

Line = Mapping[str, Any]
_D, _A = DEVICES.c, ACCOUNTS.c


def of_device(tenant: str, at: str, row: RowMapping) -> dict[str, Any]:
    """Give the line of a revoked device; with its hash, for a backup may never have known it."""
    kept = {name: row[name] for name in ("device", "token_hash", "account")}
    return {"tenant": tenant, "what": DEVICE, "at": at, **kept}


def of_account(tenant: str, what: str, at: str, account: str) -> dict[str, Any]:
    """Give the line of an account that is closed, or opened again."""
    return {"tenant": tenant, "what": what, "at": at, "account": account}


def lacking(db: Connection, tenant: str, lines: Iterable[Line]) -> tuple[Line, ...]:
    """Give the lines that the database does not know of, oldest first; a later line about the same thing counts."""
    last: dict[str, Line] = {}
    for line in lines:
        if line.get("tenant") == tenant and line.get("what") in OURS and _whole(line):
            last[str(line["device" if line["what"] == DEVICE else "account"])] = line
    revoked = set(db.execute(select(_D.device).where(_D.tenant == tenant, _D.revoked_at.is_not(None))).scalars())
    closed = set(db.execute(select(_A.account).where(_A.tenant == tenant, _A.closed_at.is_not(None))).scalars())
    return tuple(
        line for thing, line in last.items()
        if (line["what"] == DEVICE and thing not in revoked) or (line["what"] == CLOSED and thing not in closed)
    )  # fmt: skip


def replay(db: Connection, lines: Iterable[Line], accounts: Accounts, devices: Devices) -> int:
    """Do again what these lines say; gives how many there were."""
    done = 0
    for line in lines:
        at = str(line["at"])
        if line["what"] == DEVICE:
            devices.revoke(db, at, str(line["device"]), str(line["token_hash"]), str(line["account"]))
        else:
            accounts.close(db, read_stamp(at), str(line["account"]))
        done += 1
    return done


def _whole(line: Line) -> bool:
    names = ("at", "device", "token_hash", "account") if line["what"] == DEVICE else ("at", "account")
    return all(isinstance(line.get(name), str) for name in names)
