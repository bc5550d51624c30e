"""Requests in their transactions: read in one state, or written as a whole, remembered, and only then told of."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from typing import Final, TypeVar

from sqlalchemy import Connection, insert
from sqlalchemy.exc import DBAPIError, IntegrityError

from stafett_server.log.exchanging import Outcome
from stafett_server.log.room import Room, epoch
from stafett_server.log.rows import table
from stafett_server.log.session import Session
from stafett_server.log.stopping import Stopped
from stafett_server.log.tables import Meta
from stafett_tui.sync.protocol import Code, Problem

A = TypeVar("A")
Listener = Callable[[str, str, int], None]
"""Told of tenant, plan and head, after the commit."""
_SOON: Final = 1.0


class Doing:
    """Carries out requests over one database."""

    def __init__(self, room: Room) -> None:
        """Work in this room."""
        self.room = room
        self.restoring = False
        self._listeners: list[Listener] = []
        self._guard = threading.Lock()
        self._begun: set[str] = set()

    def listen(self, callback: Listener) -> Callable[[], None]:
        """Tell somebody of every log that goes on here, after the commit (R36); gives the way to stop it."""
        with self._guard:
            self._listeners.append(callback)
        return lambda: self._listeners.remove(callback)

    def epoch(self, tenant: str) -> str:
        """Give the epoch of a tenant, made at its first use."""
        if tenant not in self._begun:
            return self._begin(tenant)
        with self.room.database.reading() as connection:
            return epoch(connection, tenant)

    def read(self, session: Session, do: Callable[[Connection], A]) -> A | Problem:
        """Answer from one state of the database, writing nothing.

        Who takes part is asked last: a revocation comes after everything that is told, or nothing is told (I6, I7).
        """
        try:
            self._ready(session)
            with self.room.database.reading() as connection:
                found = do(connection)
                self.room.reads(connection, session)
                return found
        except Stopped as stopped:
            return stopped.problem
        except DBAPIError:
            return Problem(code=Code.RETRY, why="the database", wait=_SOON)

    def write(self, session: Session, plan: str, do: Callable[[Connection], Outcome[A]]) -> A | Problem:
        """Write in one transaction, remember the log as it is committed, and only then tell of it (R36).

        A revocation comes before all of it, or after all of it: never between who asks and what they wrote (I6).
        """
        room, key = self.room, (session.tenant, plan)

        def done(connection: Connection) -> Outcome[A]:
            room.stands(connection, session)
            return do(connection)

        try:
            self._ready(session)
            with room.shelf.gate(key):
                outcome = room.database.write(done)
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

    def _ready(self, session: Session) -> None:
        if self.restoring:
            raise Stopped(Code.RESTORING, "the ledger is not yet in the database", wait=_SOON)
        if session.tenant not in self._begun:
            self._begin(session.tenant)

    def _begin(self, tenant: str) -> str:
        """Make the epoch of a tenant where there is none, and keep the policy; another process may be quicker."""
        database = self.room.database
        try:
            found = database.write(partial(self._beginning, tenant))
        except IntegrityError:
            found = database.write(partial(self._beginning, tenant))
        self._begun.add(tenant)
        return found

    def _beginning(self, tenant: str, connection: Connection) -> str:
        self.room.keep_policy(connection, tenant)
        found = epoch(connection, tenant)
        if not found:
            found = self.room.ids()
            connection.execute(insert(table(Meta)), {"tenant": tenant, "name": "epoch", "value": found})
        return found

    def _tell(self, tenant: str, plan: str, head: int) -> None:
        for listener in tuple(self._listeners):
            listener(tenant, plan, head)
