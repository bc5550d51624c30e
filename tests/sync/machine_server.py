"""The server of a fleet: the real keeper of logs on a database in memory, which can be copied, broken and put back."""

from __future__ import annotations

import shutil
import sqlite3
from dataclasses import dataclass, replace
from datetime import timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from sqlalchemy import event, insert, select
from sqlalchemy.exc import OperationalError

from stafett_server.api.live import Live
from stafett_server.log.actors import REASON_STANDS
from stafett_server.log.database import Database
from stafett_server.log.keeper import Keeper
from stafett_server.log.ledger import FILE, Ledger
from stafett_server.log.rows import read, standing, table
from stafett_server.log.session import Session
from stafett_server.log.tables import Blob, Counter, Entries, Log, Reasons, Tombstone, Verdicts
from stafett_server.log.tables import Lookups as LookedUp
from stafett_tui.domain.case import Actor
from stafett_tui.domain.event import GENESIS, chain, stamp
from stafett_tui.sync.protocol import (
    Adopt,
    Code,
    Exchange,
    Known,
    Lookups,
    NewDevice,
    Overview,
    Overviewed,
    PolicyAsked,
    Problem,
    Reason,
    Registered,
    Reply,
)
from stafett_tui.sync.protocol.codes import HTTP_STATUS
from tests.support.domain import ERASING, START
from tests.support.fleet import TENANT
from tests.sync.faults import StoppedError, knowing

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from stafett_tui.domain.event import Entry, Sealed
    from stafett_tui.domain.policy import Policy
    from tests.support.fleet import Account

__all__ = ["LEASE", "Copy", "Server", "Session"]
MEMORY = "sqlite://"
SPARE: list[Database] = []
"""Empty databases that nobody uses: what they know of statements is kept from one history to the next."""
LEASE = timedelta(days=14)
"""How long a laptop may open plans without contact (R10)."""


@dataclass
class ServerClock:
    """The server's clock, which the test sets."""

    at: datetime = START

    def now(self) -> datetime:
        """Give the moment it stands at."""
        return self.at


@dataclass(frozen=True)
class Copy:
    """A copy of the database, without the ledger, which lies elsewhere (R25)."""

    data: bytes


class Power:
    """Stops the server before one of its statements, or lets that one fail."""

    def __init__(self) -> None:
        self.left: int | None = None
        self.how = "power"

    def __call__(self, *_: Any) -> None:
        if self.left is None:
            return
        self.left -= 1
        if self.left < 0:
            self.left = None
            if self.how == "power":
                raise StoppedError
            error = sqlite3.OperationalError(self.how)
            error.sqlite_errorcode = sqlite3.SQLITE_BUSY if self.how == "busy" else sqlite3.SQLITE_IOERR
            raise OperationalError("", None, error)


class Stored:
    """What stands in the database of a server."""

    database: Database
    keeper: Keeper
    _logs: dict[str, tuple[tuple[bytes, str], list[tuple[Entry, Sealed | None]]]]

    def plans(self) -> list[str]:
        """Give the logs that are here."""
        with self.database.reading() as connection:
            columns = table(Log).c
            rows = connection.execute(select(columns.plan).where(columns.head > 0, columns.adopting == ""))
            return sorted(row[0] for row in rows)

    def log(self, plan: str) -> list[tuple[Entry, Sealed | None]]:
        """Give a whole log with its bytes, read from the tables; what was read before only where it may be another.

        Whoever reads it knows every kind there is, whichever version the programs are of.
        """
        key = (TENANT, plan)
        with self.database.reading() as connection, knowing(later=True):
            at = standing(connection, key)
            known, log = self._logs.get(plan, ((b"", ""), []))
            if at is None or (at.hash, at.at) == known:
                return log if at is not None else []
            new = [(each.entry, each.sealed) for each in read(connection, key, len(log))]
            if not new or new[0][0].hash != _after(log, new[0][0]) or any(map(_erases, new)):
                log, new = [], [(each.entry, each.sealed) for each in read(connection, key)]
        log = [*log, *new]
        self._logs[plan] = ((at.hash, at.at), log)
        return log

    def read_anew(self, plan: str) -> None:
        """Forget what was read of a log whose words may have gone without a new place."""
        self._logs.pop(plan, None)

    def files(self, plan: str) -> set[str]:
        """Give the files of a plan that are here."""
        columns = table(Blob).c
        with self.database.reading() as connection:
            return {row[0] for row in connection.execute(select(columns.hash).where(columns.plan == plan))}

    def lookups(self) -> dict[str, dict[int, bytes]]:
        """Give the chain of look-ups of every device: number and hash (S-07)."""
        columns, found = table(LookedUp).c, dict[str, dict[int, bytes]]()
        with self.database.reading() as connection:
            for device, n, told in connection.execute(select(columns.device, columns.n, columns.hash)):
                found.setdefault(device, {})[n] = bytes(told)
        return found

    def ledger(self) -> set[str]:
        """Give the events that the ledger says must never be forgotten (R25)."""
        return {line["id"] for line in self.keeper.room.ledger.read() if "id" in line}

    def findings(self) -> Any:
        """Give what the server itself finds wrong with what it has (I5, I10)."""
        return self.keeper.check()

    def missing(self) -> list[Any]:
        """Give the numbers of devices that were counted, and stand at no place and under no verdict (R5)."""
        counted, entries, verdicts = table(Counter).c, table(Entries).c, table(Verdicts).c
        with self.database.reading() as connection:
            known = {tuple(r) for c in (entries, verdicts) for r in connection.execute(select(c.plan, c.device, c.n))}
            rows = connection.execute(select(counted.plan, counted.device, counted.acked)).all()
        return [(p, d, n) for p, d, acked in rows for n in range(1, acked + 1) if (p, d, n) not in known]

    def erased(self) -> set[str]:
        """Give the events that were erased."""
        with self.database.reading() as connection:
            return {row[0] for row in connection.execute(select(table(Tombstone).c.event))}


def _after(log: list[tuple[Entry, Sealed | None]], entry: Entry) -> bytes:
    before = log[-1][0].hash if log else GENESIS
    return chain(before, entry.seq, entry.at, entry.status, entry.leaf)


def _erases(placed: tuple[Entry, Sealed | None]) -> bool:
    return placed[0].event is not None and placed[0].event.kind in ERASING


class Asked(Stored):
    """What a server answers to those who take part."""

    clock: ServerClock
    _out: set[str]
    _sessions: dict[str, Session]

    def ask(self, session: Session, request: Any) -> Any:
        """Carry out a request of a device."""
        if session.device in self._out:
            return Problem(code=Code.REVOKED)
        if isinstance(request, NewDevice):
            return self._renamed(session)
        keeper = self.keeper
        ways = {
            Exchange: keeper.exchange, Overview: keeper.overview, Adopt: keeper.adopt, Lookups: keeper.take_lookups,
            Reason: keeper.give_reason, PolicyAsked: keeper.policy,
        }  # fmt: skip
        answer: Any = ways[type(request)](session, request)
        return (
            answer.model_copy(update={"lease": stamp(self.clock.now() + LEASE)})
            if isinstance(answer, Overviewed)
            else answer
        )

    def tell(self, session: Session, plan: str, known: Known | None) -> tuple[list[Reply], Known | None]:
        """Give what the live socket tells of a plan by itself, and what is known there then (R36)."""
        return Live._pages(SimpleNamespace(_keeper=self.keeper), session, plan, known)

    def file(self, session: Session, plan: str, digest: str, data: bytes | None) -> tuple[int, bytes]:
        """Take or give a file, with the status that says how it went."""
        if session.device in self._out:
            return HTTP_STATUS[Code.REVOKED], b""
        if data is not None:
            return _answered(self.keeper.blob_put(session, plan, digest, data))
        return _answered(self.keeper.blob_get(session, plan, digest))

    def _renamed(self, session: Session) -> Registered:
        device = f"d{len(self._sessions) + 1}"
        self._sessions[device] = replace(session, device=device)
        return Registered(
            device=device,
            token="t",
            person=session.person,
            name=session.person,
            epoch=self.keeper.epoch(TENANT),
            lease=stamp(self.clock.now() + LEASE),
        )


class Server(Asked):
    """One server in this process."""

    def __init__(self, folder: Path, policy: Policy) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._policy = policy
        self._power = Power()
        self._out: set[str] = set()
        self.later = False
        """Whether it knows a kind more than the laptops do."""
        self._sessions: dict[str, Session] = {}
        self._accounts: dict[str, Account] = {}
        self._logs = {}
        self.clock = ServerClock()
        self._told_why: dict[str, list[datetime]] = {}
        self._connect(MEMORY)
        self.starts_again()

    def _connect(self, url: str) -> None:
        self.database = SPARE.pop() if url == MEMORY and SPARE else Database(url, pause=lambda _: None)
        event.listen(self.database.engine, "before_cursor_execute", self._power)

    def now(self) -> datetime:
        """Give the server's moment."""
        return self.clock.now()

    def goes_on(self, time: timedelta) -> None:
        """Let time pass."""
        self.clock.at += time
        if time < timedelta(days=100):
            self._give_reasons()

    def close(self) -> None:
        """Let the memory go."""
        event.remove(self.database.engine, "before_cursor_execute", self._power)
        self.database.close()
        if str(self.database.engine.url) == MEMORY:
            SPARE.append(self.database)

    # ------------------------------------------------------------ devices

    def register(self, account: Account, name: str) -> Session:
        """Give a laptop of this account a device of its own."""
        device = f"d{len(self._sessions) + 1}"
        self._sessions[device] = Session(TENANT, account.person, account.offices, device, name)
        self._accounts[account.person] = account
        self._give_reasons()
        return self._sessions[device]

    def revoke(self, session: Session) -> tuple[str, ...]:
        """Take a device out, and give the names it went by (S-10)."""
        self._out.add(session.device)
        return (session.device,)

    def actor(self, account: Account, at: datetime | None = None) -> Actor:
        """Give who somebody is to the gates, with the reasons that stand at this moment (S-06)."""
        at = at or self.now()
        told = any(given <= at <= given + REASON_STANDS for given in self._told_why.get(account.person, ()))
        return Actor(account.person, account.offices, account.reasons if told else frozenset())

    def _give_reasons(self) -> None:
        for account in self._accounts.values():
            if account.reasons:
                self._told_why.setdefault(account.person, []).append(self.now())
                with self.database.writing() as connection:
                    rows = [
                        {"tenant": TENANT, "plan": plan, "person": account.person, "device": f"r{len(self._told_why[account.person])}",
                         "at": stamp(self.now()), "reason": "oppfølging"}
                        for plan in account.reasons
                    ]  # fmt: skip
                    connection.execute(insert(table(Reasons)), rows)

    def epoch(self) -> str:
        """Give the epoch that a laptop is told when it begins to take part."""
        return self.keeper.epoch(TENANT)

    def session(self, device: str) -> Session:
        """Give the session of a device."""
        return self._sessions[device]

    # ------------------------------------------------------------ power

    def fails(self, how: str, left: str) -> None:
        """Let the power go before the statement after so many, or let that one fail."""
        self._power.how, self._power.left = how, int(left)

    def power_stays(self) -> None:
        """Let it stay."""
        self._power.left = None

    def starts_again(self) -> None:
        """Lose what was in memory, keep what is in the database and in the ledger."""
        self._power.left = None
        self.keeper = Keeper(self.database, self.clock, ledger=Ledger(self._folder / FILE), policy=self._policy)

    # ------------------------------------------------------------ copies

    def copied(self) -> Any:
        """Give a copy of the database."""
        with self.database.engine.connect() as connection:
            raw: Any = connection.connection.driver_connection
            return Copy(raw.serialize())

    def _put(self, kept: Any) -> None:
        self.database.close()  # SQLite outlives no statement that it kept of the database before
        with self.database.engine.connect() as connection:
            raw: Any = connection.connection.driver_connection
            raw.deserialize(kept.data)

    def restored(self, kept: Any, *, epoch: bool) -> None:
        """Put a copy in the place of the database."""
        self._put(kept)
        self._logs.clear()
        self.starts_again()
        if epoch:
            self.keeper.restore()
        self._give_reasons()

    def begins_as(self, other: Server, kept: Any) -> None:
        """Become a copy of another server."""
        self.clock.at = other.clock.at
        self._sessions = dict(other._sessions)
        self._accounts = dict(other._accounts)
        self._told_why = {person: [*given] for person, given in other._told_why.items()}
        if (other._folder / FILE).exists():
            shutil.copyfile(other._folder / FILE, self._folder / FILE)
        self.restored(kept, epoch=False)
        self._logs = dict(other._logs)


def _answered(answer: Any) -> tuple[int, bytes]:
    if isinstance(answer, Problem):
        return HTTP_STATUS[answer.code], b""
    return 200, answer if isinstance(answer, bytes) else b""
