"""The keeper of the logs: everything that the outside of the server asks of them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Final

from sqlalchemy import Connection, insert
from sqlalchemy.exc import DBAPIError

from stafett_server.log import exchanging, rows
from stafett_server.log.database import Database
from stafett_server.log.exchanging import Outcome, Push
from stafett_server.log.ledger import Ledger
from stafett_server.log.migrations import migrate
from stafett_server.log.room import Asker, Room, epoch, held_of
from stafett_server.log.rows import table
from stafett_server.log.session import Clock, Ids, MachineClock, RandomIds, Session
from stafett_server.log.stopping import Stopped
from stafett_server.log.tables import Meta
from stafett_tui.domain.national_id import Mode
from stafett_tui.domain.policy import Policy
from stafett_tui.sync.protocol import Code, Exchange, Exchanged, Known, Page, Problem

Listener = Callable[[str, str, int], None]
"""Told of tenant, plan and head, after the commit."""
_SOON: Final = 1.0


class Keeper:
    """Keeps the logs of one database; several keepers, in as many processes, may keep the same."""

    def __init__(
        self, database: Database, clock: Clock | None = None, ids: Ids | None = None, ledger: Ledger | None = None,
        policy: Policy | None = None, *, mode: Mode = Mode.PRODUCTION, name: str = "",
    ) -> None:  # fmt: skip
        """Take the steps that the database lacks."""
        clock = clock or MachineClock()
        self.room = Room(database, clock, ids or RandomIds(clock), ledger or Ledger(), policy or Policy(), mode, name)
        self._listeners: list[Listener] = []
        self._guard = threading.Lock()
        self._begun: set[str] = set()
        migrate(database)

    def epoch(self, tenant: str) -> str:
        """Give the epoch of a tenant, made at its first use."""
        with self.room.database.reading() as connection:
            found = epoch(connection, tenant)
        return found or self.room.database.write(lambda connection: self._begin(connection, tenant))

    def listen(self, callback: Listener) -> Callable[[], None]:
        """Tell somebody of every log that goes on here, after the commit (R36); gives the way to stop it."""
        with self._guard:
            self._listeners.append(callback)
        return lambda: self._listeners.remove(callback)

    def exchange(self, session: Session, asked: Exchange) -> Exchanged | Problem:
        """Push and pull one plan; everything in one transaction, done again where it collides (R37)."""
        key = (session.tenant, asked.known.plan)
        room = self.room
        if session.tenant not in self._begun:
            self.epoch(session.tenant)
            self._begun.add(session.tenant)
        try:
            if not asked.events:
                with room.database.reading() as connection:
                    return exchanging.pull(room, connection, session, asked).answer
            with room.shelf.gate(key):
                outcome: Outcome = room.database.write(lambda c: Push(room, c, session, asked).run())
                if outcome.held is not None:
                    room.shelf.put(key, outcome.held)
        except Stopped as stopped:
            return stopped.problem
        except DBAPIError:
            room.shelf.forget(key)
            return Problem(code=Code.RETRY, why="the database", wait=_SOON)
        if outcome.held is not None:
            self._tell(*key, outcome.held.plan.seq)
        return outcome.answer

    def page(self, session: Session, known: Known, limit: int = 1000) -> Page | Problem:
        """Give the next page of a log, as `exchange` without events does."""
        found = self.exchange(session, Exchange(known=known, limit=limit))
        return found if isinstance(found, Problem) else found.page

    def heads(self, tenant: str, plans: tuple[str, ...]) -> dict[str, int]:
        """Give where these logs stand: other processes write too, and telling is only a hint (R37)."""
        with self.room.database.reading() as connection:
            return {plan: head for plan, (head, _) in rows.heads(connection, tenant, plans).items()}

    def may_read(self, session: Session, plan: str) -> bool:
        """Tell whether somebody reads a log today."""
        with self.room.database.reading() as connection:
            held = held_of(self.room, connection, (session.tenant, plan))
            return held is not None and Asker(self.room, connection, session).sight((session.tenant, plan), held).may

    def _begin(self, connection: Connection, tenant: str) -> str:
        found = epoch(connection, tenant)
        if not found:
            found = self.room.ids()
            connection.execute(insert(table(Meta)), {"tenant": tenant, "name": "epoch", "value": found})
        return found

    def _tell(self, tenant: str, plan: str, head: int) -> None:
        for listener in tuple(self._listeners):
            listener(tenant, plan, head)
