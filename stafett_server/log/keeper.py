"""The keeper of the logs: everything that the outside of the server asks of them."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection

from stafett_server.log import beside, exchanging, rows
from stafett_server.log import restore as restoring
from stafett_server.log.adopting import Adoption
from stafett_server.log.check import Finding, check
from stafett_server.log.database import Database
from stafett_server.log.doing import Doing, Listener
from stafett_server.log.exchanging import Outcome, Push
from stafett_server.log.ledger import Ledger
from stafett_server.log.migrations import migrate
from stafett_server.log.overseeing import overview
from stafett_server.log.room import Asker, Room, held_of, policy_told
from stafett_server.log.session import Clock, Ids, MachineClock, Others, RandomIds, Session, Stands, anybody, no_others
from stafett_tui.domain.national_id import Mode
from stafett_tui.domain.policy import Policy
from stafett_tui.sync.protocol import (
    Adopt,
    Adopted,
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
    PolicyAsked,
    PolicyTold,
    Problem,
    Reason,
)


class Keeper:
    """Keeps the logs of one database; several keepers, in as many processes, may keep the same."""

    def __init__(
        self, database: Database, clock: Clock | None = None, ids: Ids | None = None, ledger: Ledger | None = None,
        policy: Policy | None = None, *, mode: Mode = Mode.PRODUCTION, name: str = "", replay: bool = True,
        stands: Stands = anybody, reads: Stands = anybody, others: Others = no_others,
    ) -> None:  # fmt: skip
        """Take the steps that the database lacks, and do again what the ledger says and it lacks (R25).

        `stands` is asked in each writing transaction whether the device still takes part, `reads` in each other one;
        `others` tells whether a person is somebody else who has an account.
        Without `replay` everything is answered by RESTORING until `restore` was called, where something lacks.
        """
        clock = clock or MachineClock()
        ids, ledger = ids or RandomIds(clock), ledger or Ledger()
        self.room = Room(database, clock, ids, ledger, policy or Policy(), mode, name, stands, reads, others)
        self._doing = Doing(self.room)
        migrate(database)
        self._doing.restoring = bool(restoring.look(self.room))
        if self.restoring and replay:
            self.replay()

    @property
    def restoring(self) -> bool:
        """Whether the ledger says what the database does not know yet (R25)."""
        return self._doing.restoring

    def epoch(self, tenant: str) -> str:
        """Give the epoch of a tenant, made at its first use."""
        return self._doing.epoch(tenant)

    def replay(self) -> int:
        """Do again what the ledger says and the database lacks; give how many lines that were (R25)."""
        done = restoring.replay(self.room)
        self._doing.restoring = False
        return done

    def restore(self) -> tuple[int, tuple[str, ...]]:
        """Say that the database was restored from a backup: `replay`, and new epochs for all (R23)."""
        done = restoring.restored(self.room)
        self._doing.restoring = False
        return done

    def check(self) -> tuple[Finding, ...]:
        """Tell what does not hold in the database (I5, I10)."""
        return check(self.room)

    def listen(self, callback: Listener) -> Callable[[], None]:
        """Tell somebody of every log that goes on here, after the commit (R36); gives the way to stop it."""
        return self._doing.listen(callback)

    def exchange(self, session: Session, asked: Exchange) -> Exchanged | Problem:
        """Push and pull one plan; everything in one transaction, done again where it collides (R37)."""
        room, plan = self.room, asked.known.plan
        if not asked.events:
            return self._doing.read(session, lambda c: exchanging.pull(room, c, session, asked).answer)
        return self._doing.write(session, plan, lambda c: Push(room, c, session, asked).run())

    def adopt(self, session: Session, asked: Adopt) -> Adopted | Problem:
        """Take over a part of a log that was begun alone; with its last part the log is there for others."""

        def take(connection: Connection) -> Outcome[Adopted | Problem]:
            return Outcome(*Adoption(self.room, connection, session, asked).run())

        return self._doing.write(session, asked.plan, take)

    def overview(self, session: Session, asked: Overview) -> Overviewed | Problem:
        """Tell a device of all its plans in one call; the lease is left empty."""
        return self._doing.read(session, lambda c: overview(self.room, c, session, asked))

    def take_lookups(self, session: Session, asked: Lookups) -> LookupsTaken | Problem:
        """Take look-ups of a device (S-07)."""
        return self._doing.write(session, "", lambda c: Outcome(beside.take_lookups(c, session, asked)))

    def give_reason(self, session: Session, asked: Reason) -> Done | Problem:
        """Note why a plan of others is opened (S-06)."""
        return self._doing.write(
            session, asked.plan, lambda c: Outcome(beside.give_reason(self.room, c, session, asked))
        )  # fmt: skip

    def deadlines(self, session: Session, asked: Deadlines) -> DeadlinesFound | Problem:
        """Give open deadlines over all plans without a name, where an office may see them (S-09)."""
        return self._doing.read(session, lambda c: beside.deadlines(c, session, asked))

    def policy(self, session: Session, asked: PolicyAsked) -> PolicyTold | Problem:
        """Give a policy by its fingerprint: that in force, or one that entries were judged by."""
        return self._doing.read(session, lambda c: policy_told(c, session.tenant, asked.fingerprint))

    def blob_put(self, session: Session, plan: str, digest: str, data: bytes) -> Done | Problem:
        """Keep a file of a plan, named by the hash of its bytes."""
        return self._doing.write(
            session, plan, lambda c: Outcome(beside.put_blob(self.room, c, session, plan, digest, data))
        )  # fmt: skip

    def blob_get(self, session: Session, plan: str, digest: str) -> bytes | Problem:
        """Give a file of a plan."""
        return self._doing.read(session, lambda c: beside.get_blob(self.room, c, session, plan, digest))

    def page(self, session: Session, known: Known, limit: int = 1000) -> Page | Problem:
        """Give the next page of a log, as `exchange` without events does."""
        found = self.exchange(session, Exchange(known=known, limit=limit))
        return found if isinstance(found, Problem) else found.page

    def heads(self, tenant: str, plans: tuple[str, ...]) -> dict[str, int]:
        """Give where these logs stand: other processes write too, and telling is only a hint (R37)."""
        with self.room.database.reading() as connection:
            return {plan: at.head for plan, at in rows.heads(connection, tenant, plans).items()}

    def may_read(self, session: Session, plan: str) -> bool:
        """Tell whether somebody reads a log today."""
        with self.room.database.reading() as connection:
            held = held_of(self.room, connection, (session.tenant, plan))
            return held is not None and Asker(self.room, connection, session).sight((session.tenant, plan), held).may
