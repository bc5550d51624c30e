"""What every act of the keeper stands on: the database, the clock, the policy, and the folded logs in memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any, Final

from sqlalchemy import Connection, bindparam, insert, literal_column, select

from stafett_server.log import rows
from stafett_server.log.actors import Guards, actor_in, actor_of, guards, plans_of
from stafett_server.log.database import Database
from stafett_server.log.held import Held, Shelf
from stafett_server.log.ledger import Ledger
from stafett_server.log.overseen import Overseen
from stafett_server.log.pages import Marks
from stafett_server.log.prepared import Prepared, Row
from stafett_server.log.rows import Key, table
from stafett_server.log.session import Clock, Ids, Others, Session, Stands, anybody, no_others
from stafett_server.log.sight import BLIND, Sight, Sights, sight_of
from stafett_server.log.stopping import Stopped
from stafett_server.log.tables import Meta, Policies
from stafett_tui.domain import person as persons
from stafett_tui.domain.admit import Verdict, admit
from stafett_tui.domain.case import Actor, Case
from stafett_tui.domain.errors import ErrorKind
from stafett_tui.domain.event import Event
from stafett_tui.domain.national_id import Mode
from stafett_tui.domain.oslo import oslo_date
from stafett_tui.domain.person import PREFIX
from stafett_tui.domain.person_gate import admit_person, may_see_person
from stafett_tui.domain.plan import Plan
from stafett_tui.domain.policy import Policy
from stafett_tui.sync.protocol import Code, PolicyTold

_META, _POLICY = table(Meta).c, table(Policies).c
EPOCH: Final = Prepared(
    select(_META.value).where(_META.tenant == bindparam("tenant"), _META.name == literal_column("'epoch'"))
)


@dataclass
class Room:
    """One process's way into the logs."""

    database: Database
    clock: Clock
    ids: Ids
    ledger: Ledger
    policy: Policy
    mode: Mode = Mode.PRODUCTION
    name: str = ""
    """What the server calls itself."""
    stands: Stands = anybody
    """Asked in every writing transaction, before anything else (I6)."""
    reads: Stands = anybody
    """Asked where nothing is written, after everything was read and before it is told."""
    others: Others = no_others
    """Asked whose name somebody brings a log under."""
    shelf: Shelf = field(default_factory=Shelf)
    marks: Marks = field(default_factory=Marks)
    sights: Sights = field(default_factory=Sights)
    overseen: Overseen = field(default_factory=Overseen)
    waiting: dict[Key, list[Mapping[str, Any]]] = field(default_factory=dict)
    """Lines of the ledger about logs that a restore lost: they are put back when the log comes back."""

    def now(self, plan: Plan) -> datetime:
        """Give the moment for a log: never before its last confirmation."""
        now = self.clock.now()
        return now if plan.at is None else max(now, plan.at)

    @cached_property
    def mark(self) -> str:
        """The fingerprint of the policy that is judged by."""
        return self.policy.fingerprint()

    def keep_policy(self, connection: Connection, tenant: str) -> None:
        """Keep the policy that is judged by."""
        told = (_POLICY.tenant == tenant, _POLICY.fingerprint == self.mark)
        if connection.execute(select(_POLICY.fingerprint).where(*told)).first() is None:
            row = {"tenant": tenant, "fingerprint": self.mark, "body": self.policy.model_dump_json()}
            connection.execute(insert(table(Policies)), row)


def policy_told(connection: Connection, tenant: str, fingerprint: str) -> PolicyTold:
    """Give a policy that events here are or were judged by; raises Stopped where there is none such."""
    told = (_POLICY.tenant == tenant, _POLICY.fingerprint == fingerprint)
    body = connection.execute(select(_POLICY.body).where(*told)).scalar()
    if body is None:
        raise Stopped(Code.PLAN_GONE, "no such policy")
    return PolicyTold(fingerprint=fingerprint, policy=str(body))


def epoch(connection: Connection, tenant: str) -> str:
    """Give the epoch of a tenant: another one after each restore (R23)."""
    return epoch_in(EPOCH.run(connection, {"tenant": tenant}))


def epoch_in(found: list[Row]) -> str:
    """Give the epoch that was found."""
    return str(found[0][0]) if found else ""


def held_of(room: Room, connection: Connection, key: Key) -> Held | None:
    """Give a whole log, None where there is none."""
    at = rows.standing(connection, key)
    return None if at is None or at.adopting or not at.head else room.shelf.read(connection, key, at)


@dataclass
class Asker:
    """Who asks in one transaction: read once, then asked of every log."""

    room: Room
    connection: Connection
    session: Session
    known: Guards | None = None
    """Whose address is guarded, where it was read already."""
    _actor: Actor | None = None
    _days: dict[datetime, date] = field(default_factory=dict)

    @cached_property
    def now(self) -> datetime:
        """The moment of the whole transaction."""
        return self.room.clock.now()

    @property
    def actor(self) -> Actor:
        """Whoever asks, with their reasons."""
        if self._actor is None:
            self._actor = actor_of(self.connection, self.session, self.now)
        return self._actor

    @cached_property
    def guards(self) -> Guards:
        """Whose address is guarded."""
        return guards(self.connection, self.session.tenant) if self.known is None else self.known

    def within(self, plan: Plan) -> Actor:
        """Give the actor as the gates know them in a plan."""
        return actor_in(plan, self.actor, self.guards)

    def today(self, plan: Plan) -> date:
        """Give today for rules: the later of the clock's date and the log's last confirmation."""
        at = self.now if plan.at is None else max(self.now, plan.at)
        found = self._days.get(at)
        if found is None:
            found = self._days[at] = oslo_date(at)
        return found

    def sight(self, key: Key, held: Held) -> Sight:
        """Tell what is seen of a log."""
        if key[1].startswith(PREFIX):
            seen = held.plan.seq and self.seen_from(key[1].removeprefix(PREFIX)) is not None
            return Sight(may=True, lacks=held.lacking) if seen else BLIND
        today = self.today(held.plan)
        why = key[1] in self.actor.reasons
        who = self.session
        asked = (key, held.plan.head, len(held.lacking), who.person, who.offices, why, self.guards.mark, today)
        found = self.room.sights.get(asked)
        if found is None:
            found = sight_of(held, self.within(held.plan), self.room.policy, today)
            self.room.sights.put(asked, found)
        return found

    def gate(self, log: str, at: datetime) -> _Gate:
        """Give the one write gate for a log: the plan's, or that of a person's log seen from a plan."""
        return _Gate(self, log, at, oslo_date(at))

    def seen_from(self, person: str) -> Plan | None:
        """Give a plan from which the person's log is seen: it is read, and both are in it or a reason was given."""
        tenant = self.session.tenant
        mine = plans_of(self.connection, tenant, self.session.person) | self.actor.reasons
        for plan_id in sorted(mine & plans_of(self.connection, tenant, person)):
            held = held_of(self.room, self.connection, (tenant, plan_id))
            if held is None or not self.sight((tenant, plan_id), held).may:
                continue
            plan = held.plan
            if may_see_person(plan, person, self.within(plan), self.room.policy, self.today(plan)):
                return plan
        return None


@dataclass(slots=True)
class _Gate:
    """Judges one event after the other."""

    asker: Asker
    log: str
    at: datetime
    today: date
    _from: Plan | None = None

    def __call__(self, plan: Plan, event: Event) -> Verdict:
        """Judge an event on the state after the one before it."""
        asker, today = self.asker, self.today
        if not self.log.startswith(PREFIX):
            return admit(plan, asker.within(plan), event, asker.room.policy, today, self.at)
        person = self.log.removeprefix(PREFIX)
        self._from = self._from or asker.seen_from(person)
        if self._from is None:
            return Verdict(None, ErrorKind.NOT_ALLOWED)
        case = Case(self._from, self._knowing(plan, person), event, asker.room.policy, today, self.at)
        return admit_person(case, person, asker.room.mode)

    def _knowing(self, log: Plan, person: str) -> Actor:
        """Give the actor, who knows what the person's log says so far of the address (K-02)."""
        actor = self.asker.within(self._from or Plan())
        said = persons.protection(log)
        return actor if said is None else replace(actor, protected={**actor.protected, person: said})
