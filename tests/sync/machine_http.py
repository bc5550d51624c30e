"""The server of a fleet behind its real door: every request goes over HTTP, with the token of its device."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import uvicorn
from sqlalchemy import make_url

from stafett_server.access.desk import Access, Welcome
from stafett_server.api.app import app_of
from stafett_server.api.asking import Asking
from stafett_server.api.front import House
from stafett_server.api.rates import Rate, Rates
from stafett_server.log.database import Database
from stafett_server.log.ledger import Ledger
from stafett_server.log.migrations import migrate
from stafett_server.log.session import RandomIds
from stafett_tui.sync.link import HttpLink
from stafett_tui.sync.protocol import Register, Registered
from tests.support.fleet import TENANT
from tests.sync.machine_server import Copy, Server, Session

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from stafett_tui.domain.policy import Policy
    from tests.support.fleet import Account

WIDE = Rates(Rate(10**9, 10**6), Rate(10**9, 10**6))


class Door:
    """One port, behind which one house after the other stands."""

    def __init__(self) -> None:
        self.app: Any = None
        self.address = ""
        self.pool = ThreadPoolExecutor(2)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        await self.app(scope, receive, send)


@contextmanager
def open_door() -> Iterator[Door]:
    """Give a port of this machine with nothing behind it yet."""
    door = Door()
    served = uvicorn.Server(
        uvicorn.Config(door, "127.0.0.1", 0, lifespan="off", log_level="error", timeout_graceful_shutdown=1)
    )
    thread = threading.Thread(target=served.run, daemon=True)
    thread.start()
    while not served.started:
        thread.join(0.01)
    door.address = f"http://127.0.0.1:{served.servers[0].sockets[0].getsockname()[1]}"
    try:
        yield door
    finally:
        served.should_exit = True
        thread.join()
        door.pool.shutdown()


class HttpServer(Server):
    """One server, asked over HTTP; who takes part stands in a database that never breaks."""

    def __init__(self, folder: Path, policy: Policy, door: Door, url: str) -> None:
        self._door = door
        self._url = url
        self._people = Database("sqlite://")
        migrate(self._people)
        self._links: dict[str, HttpLink] = {}
        self._tokens: dict[str, str] = {}
        super().__init__(folder, policy)

    def _connect(self, url: str) -> None:
        super()._connect(self._url)

    def fails(self, how: str, left: str) -> None:
        """Let a statement fail; the power of this process stays (a test of the server kills one)."""
        super().fails("disk" if how == "power" else how, left)

    def starts_again(self) -> None:
        """Open the house anew, with nothing in memory."""
        super().starts_again()
        welcome = Welcome("Lillevik", "", keep=True, epoch=lambda: self.keeper.epoch(TENANT))
        self._access = Access(
            self._people, self.clock, RandomIds(self.clock), Ledger(self._folder / "people.jsonl"), tenant=TENANT,
            lease=timedelta(days=14), welcome=welcome,
        )  # fmt: skip
        asking = Asking(self.keeper, self._access, WIDE, lambda: 0.0)
        self._app = app_of(House(asking, self.keeper, self._door.pool), TENANT, lambda: None)

    def close(self) -> None:
        """Close what is open."""
        for link in self._links.values():
            link.close()
        self._people.close()
        super().close()

    # ------------------------------------------------------------ devices

    def register(self, account: Account, name: str) -> Session:
        """Invite somebody, and let the laptop in by the code."""
        code = self._access.invite(account.person, person=account.person, offices=account.offices).code
        link = HttpLink(self._door.address, "", self.clock.now)
        self._door.app = self._app
        registered = link.register(Register(code=code, name=name))
        link.close()
        assert isinstance(registered, Registered), registered
        self._knows(registered, account.offices, name)
        self._accounts[account.person] = account
        self._give_reasons()
        return self._sessions[registered.device]

    def revoke(self, session: Session) -> tuple[str, ...]:
        """Show the laptop out under every name it had."""
        return self._access.revoke(device=session.device) or ()

    def _knows(self, registered: Registered, offices: Any, name: str) -> None:
        self._tokens[registered.device] = registered.token
        self._sessions[registered.device] = Session(TENANT, registered.person, offices, registered.device, name)

    # ------------------------------------------------------------ requests

    def ask(self, session: Session, request: Any) -> Any:
        """Carry out a request as its device, over HTTP."""
        self._door.app = self._app
        link = self._links.setdefault(session.device, HttpLink(self._door.address, "", self.clock.now))
        link.token = self._tokens[session.device]
        answer = link.ask(request)
        if isinstance(answer, Registered):
            self._knows(answer, session.offices, session.name)
        return answer

    def file(self, session: Session, plan: str, digest: str, data: bytes | None) -> tuple[int, bytes]:
        """Bring or fetch a file over HTTP."""
        self._door.app = self._app
        link = self._links.setdefault(session.device, HttpLink(self._door.address, "", self.clock.now))
        link.token = self._tokens[session.device]
        return link.blob("GET" if data is None else "PUT", plan, digest, data)

    # ------------------------------------------------------------ copies

    def begins_as(self, other: Server, kept: Any) -> None:
        """Become a copy of another server, with those who take part."""
        assert isinstance(other, HttpServer)
        self._tokens = dict(other._tokens)
        with other._people.engine.connect() as here, self._people.engine.connect() as there:
            source: Any = here.connection.driver_connection
            target: Any = there.connection.driver_connection
            target.deserialize(source.serialize())
        super().begins_as(other, kept)


class OnSqlite(HttpServer):
    """The small office: one file."""

    def copied(self) -> Any:
        """Give a copy of the file."""
        with self.database.engine.connect() as connection:
            raw: Any = connection.connection.driver_connection
            return Copy(raw.serialize())

    def _put(self, kept: Any) -> None:
        self.database.close()
        path = self._url.removeprefix("sqlite:///")
        for each in self._folder.glob("logs.db*"):
            each.unlink()
        with open(path, "wb") as file:  # noqa: PTH123 - the path of an address
            file.write(kept.data)
        self._connect(self._url)


class OnPostgres(HttpServer):
    """The real one: a database of its own."""

    def __init__(self, folder: Path, policy: Policy, door: Door, cluster: Any) -> None:
        self._cluster = cluster
        self._copies: list[str] = []
        super().__init__(folder, policy, door, cluster.new_database())

    def copied(self) -> Any:
        """Give the name of a copy."""
        self.database.close()
        name = make_url(self._cluster.new_database()).database
        self._cluster._create(name, make_url(self._url).database)
        return name

    def _put(self, kept: Any) -> None:
        self.database.close()
        self._cluster._create(make_url(self._url).database, kept)
        self._connect(self._url)


def on_sqlite(door: Door) -> Callable[[Path, Policy], Server]:
    """Give the way to make a server on a file."""
    return lambda folder, policy: OnSqlite(folder, policy, door, f"sqlite:///{folder}/logs.db")


def on_postgres(door: Door, cluster: Any) -> Callable[[Path, Policy], Server]:
    """Give the way to make a server on PostgreSQL."""
    return lambda folder, policy: OnPostgres(folder, policy, door, cluster)
