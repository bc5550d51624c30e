"""The keeper of the logs: everything that the outside of the server asks of them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from typing import Final, TypeVar

from sqlalchemy import Connection, insert
from sqlalchemy.exc import DBAPIError, IntegrityError

from stafett_server.log import beside, exchanging, rows
from stafett_server.log import restore as restoring
from stafett_server.log.adopting import Adoption
from stafett_server.log.check import Finding, check
from stafett_server.log.database import Database
from stafett_server.log.exchanging import Outcome, Push
from stafett_server.log.ledger import Ledger
from stafett_server.log.migrations import migrate
from stafett_server.log.overseeing import overview
from stafett_server.log.room import Asker, Room, epoch, held_of
from stafett_server.log.rows import table
from stafett_server.log.session import Clock, Ids, MachineClock, RandomIds, Session
from stafett_server.log.stopping import Stopped
from stafett_server.log.tables import Meta
from stafett_tui.domain.national_id import Mode
from stafett_tui.domain.policy import Policy
from stafett_tui.sync.protocol import (
    Adopt,
    Adopted,
    Code,
    Deadlines,
    DeadlinesFound,
    Done,
    Exchange,
    Exchanged,
    Known,
    Lookups,
    LookupsTaken,
    Overview,
    Overviewed,
    Page,
    Problem,
    Reason,
)

A = TypeVar("A")
Listener = Callable[[str, str, int], None]
"""Told of tenant, plan and head, after the commit."""
_SOON: Final = 1.0


class Keeper:
    """Keeps the logs of one database; several keepers, in as many processes, may keep the same."""

    def __init__(
        self, database: Database, clock: Clock | None = None, ids: Ids | None = None, ledger: Ledger | None = None,
        policy: Policy | None = None, *, mode: Mode = Mode.PRODUCTION, name: str = "", replay: bool = True,
    ) -> None:  # fmt: skip
        """Take the steps that the database lacks, and do again what the ledger says and it lacks (R25).

        Without `replay` everything is answered by RESTORING until `restore` was called, where something lacks.
        """
        clock = clock or MachineClock()
        self.room = Room(database, clock, ids or RandomIds(clock), ledger or Ledger(), policy or Policy(), mode, name)
        self._listeners: list[Listener] = []
        self._guard = threading.Lock()
        self._begun: set[str] = set()
        migrate(database)
        self.restoring = bool(restoring.look(self.room))
        if self.restoring and replay:
            self.replay()

    def epoch(self, tenant: str) -> str:
        """Give the epoch of a tenant, made at its first use."""
        if tenant not in self._begun:
            return self._begin(tenant)
        with self.room.database.reading() as connection:
            return epoch(connection, tenant)

    def replay(self) -> int:
        """Do again what the ledger says and the database lacks; give how many lines that were (R25)."""
        done = restoring.replay(self.room)
        self.restoring = False
        return done

    def restore(self) -> tuple[int, tuple[str, ...]]:
        """Say that the database was restored from a backup: `replay`, and new epochs for all (R23)."""
        done = restoring.restored(self.room)
        self.restoring = False
        return done

    def check(self) -> tuple[Finding, ...]:
        """Tell what does not hold in the database (I5, I10)."""
        return check(self.room)

    def listen(self, callback: Listener) -> Callable[[], None]:
        """Tell somebody of every log that goes on here, after the commit (R36); gives the way to stop it."""
        with self._guard:
            self._listeners.append(callback)
        return lambda: self._listeners.remove(callback)

    def exchange(self, session: Session, asked: Exchange) -> Exchanged | Problem:
        """Push and pull one plan; everything in one transaction, done again where it collides (R37)."""
        room, plan = self.room, asked.known.plan
        if not asked.events:
            return self._reading(session, lambda c: exchanging.pull(room, c, session, asked).answer)
        return self._writing(session, plan, lambda c: Push(room, c, session, asked).run())

    def adopt(self, session: Session, asked: Adopt) -> Adopted | Problem:
        """Take over a part of a log that was begun alone; with its last part the log is there for others."""

        def take(connection: Connection) -> Outcome[Adopted | Problem]:
            return Outcome(*Adoption(self.room, connection, session, asked).run())

        return self._writing(session, asked.plan, take)

    def overview(self, session: Session, asked: Overview) -> Overviewed | Problem:
        """Tell a device of all its plans in one call; the lease is left empty."""
        return self._reading(session, lambda c: overview(self.room, c, session, asked))

    def take_lookups(self, session: Session, asked: Lookups) -> LookupsTaken | Problem:
        """Take look-ups of a device (S-07)."""
        return self._writing(session, "", lambda c: Outcome(beside.take_lookups(c, session, asked)))

    def give_reason(self, session: Session, asked: Reason) -> Done | Problem:
        """Note why a plan of others is opened (S-06)."""
        return self._writing(
            session, asked.plan, lambda c: Outcome(beside.give_reason(self.room, c, session, asked))
        )  # fmt: skip

    def deadlines(self, session: Session, asked: Deadlines) -> DeadlinesFound | Problem:
        """Give open deadlines over all plans without a name, where an office may see them (S-09)."""
        return self._reading(session, lambda c: beside.deadlines(c, session, asked))

    def blob_put(self, session: Session, plan: str, digest: str, data: bytes) -> Done | Problem:
        """Keep a file of a plan, named by the hash of its bytes."""
        return self._writing(
            session, plan, lambda c: Outcome(beside.put_blob(self.room, c, session, plan, digest, data))
        )  # fmt: skip

    def blob_get(self, session: Session, plan: str, digest: str) -> bytes | Problem:
        """Give a file of a plan."""
        return self._reading(session, lambda c: beside.get_blob(self.room, c, session, plan, digest))

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

    def _reading(self, session: Session, do: Callable[[Connection], A]) -> A | Problem:
        try:
            self._ready(session)
            with self.room.database.reading() as connection:
                return do(connection)
        except Stopped as stopped:
            return stopped.problem
        except DBAPIError:
            return Problem(code=Code.RETRY, why="the database", wait=_SOON)

    def _writing(self, session: Session, plan: str, do: Callable[[Connection], Outcome[A]]) -> A | Problem:
        """Write in one transaction, remember the log as it is committed, and only then tell of it (R36)."""
        room, key = self.room, (session.tenant, plan)
        try:
            self._ready(session)
            with room.shelf.gate(key):
                outcome = room.database.write(do)
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
