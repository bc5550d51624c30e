"""Laptops for tests of sync: real encrypted stores, on which random moves are written as a person's writes are."""

from __future__ import annotations

import hashlib
import json
import shutil
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stafett_tui.domain.admit import Actor, Verdict, admit
from stafett_tui.domain.case import Case
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.event import Event, Status, new_id
from stafett_tui.domain.kinds import REVISES
from stafett_tui.domain.oslo import oslo_date
from stafett_tui.domain.person import log_of
from stafett_tui.domain.person_gate import admit_person
from stafett_tui.domain.policy import Policy
from stafett_tui.domain.undo import opposite, stacks
from stafett_tui.services.persons import Persons
from stafett_tui.store.opened import Store
from stafett_tui.store.ordered import DEVICE, DEVICES, own
from tests.support.domain import AUTO, START, Log
from tests.sync.faults import Statements, knowing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from stafett_tui.domain.event import Body
    from stafett_tui.domain.people import Role
    from stafett_tui.domain.plan import Plan
    from stafett_tui.store.shelf import PlanShelf

KEY = bytes(range(32))
BRINGS = """SELECT event_id, NULL FROM pending UNION SELECT event_id, NULL FROM refused
UNION SELECT e.event_id, CASE WHEN s.state IS NULL OR s.state IN ('adopt', 'kept') THEN NULL ELSE e.header END
FROM entry e LEFT JOIN sync_plan s ON s.plan_id = e.plan_id
WHERE e.body IS NOT NULL AND (s.state IS NULL OR s.state IN ('adopt', 'kept', 'offer') OR NOT :out)"""
"""What waits or was refused, logs that this laptop alone has, and of the others (with a header) what is its own."""
TENANT = "kommune"


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who takes part, with the offices the server knows."""

    person: str
    offices: frozenset[Role] = frozenset()
    reasons: frozenset[str] = frozenset()

    def actor(self) -> Actor:
        return Actor(self.person, self.offices, self.reasons)


@dataclass(frozen=True, slots=True)
class Written:
    """An event that somebody wrote and saw as saved."""

    id: str
    plan: str
    person: str
    laptop: str
    kind: str
    group: str = ""


@dataclass(eq=False)
class Laptop:
    """One disk and who writes on it; the clock stands where the test sets it."""

    name: str
    folder: Path
    account: Account
    device: str
    policy: Policy
    told: Callable[[Written], None]
    now: datetime = START
    skew: timedelta = timedelta(0)
    """How far off the writer's clock is in what it writes."""
    made: int = 0
    joined: bool = False
    later: bool = False
    """Whether its program is of a later version."""
    me: str = ""
    """Who writes: the account's person, or before it takes part somebody the laptop made up."""
    ahead: timedelta = timedelta(0)
    """How far ahead its clock was when it met the server."""
    furthest: timedelta = timedelta(0)
    """How far ahead its clock ever was since then."""
    missed: timedelta = timedelta(0)
    """What went by since then while nothing ran on it: only its clock may tell."""
    met: datetime | None = None
    """When it met the server, where that is known."""
    sitting: Any = None
    """What runs on it besides the store, until it is closed (`machine_sitting`)."""
    store: Store = field(init=False)
    statements: Statements = field(init=False)

    def __post_init__(self) -> None:
        self.open()
        if not self.me:
            self.me = f"{self.account.person}-alone"
            self.store.settings.set("person", self.me)
            self.store.settings.set("device", self.device)

    def open(self) -> None:
        """Open what lies on the disk, as after the power came back."""
        self.store = Store.open(self.folder, KEY, create=True)
        self.statements = Statements(self.store._channel._connection)
        self.store._channel._connection = self.statements

    def power_goes(self, left: int, *, after: bool = False) -> None:
        """Let the power go before the statement after so many, or right after it."""
        self.statements.left, self.statements.after = left, after

    def power_stays(self) -> None:
        self.statements.left = None

    def starts_again(self) -> None:
        """Lose what was in memory, keep what is on the disk; who takes part begins as whom its credentials name."""
        self.close()
        self.open()
        if self.joined:
            self.shelf.begin(self.device, self.me)

    def close(self) -> None:
        self.statements.dead = False
        self.statements.left = None
        self.sitting = None
        self.store.close()

    @property
    def clock(self) -> datetime:
        """What the machine's clock shows."""
        return self.now + self.skew

    def sets_clock(self, skew: timedelta) -> None:
        """Have the clock be so far off from now on (R1)."""
        self.skew, self.furthest = skew, max(self.furthest, skew)

    def join(self, device: str, epoch: str) -> None:
        """Take part from here on; what is here is the server's to order once it took it over."""
        self.joined, self.device, self.me, self.sitting = True, device, self.account.person, None
        self.shelf.begin(self.device, self.me)
        self.shelf.set_epoch(epoch)

    @property
    def shelf(self) -> PlanShelf:
        """What a round reads and writes."""
        return self.store.shelf

    def refused(self) -> set[str]:
        """Give the events that the writer can read the refusal of."""
        return self._ids("SELECT event_id FROM refused")

    def blanked(self) -> set[str]:
        """Give the events whose words were taken out on this laptop."""
        return set(self.store._erased.read())

    def holds(self) -> set[str]:
        """Give every event whose words are on this disk."""
        query = "SELECT event_id FROM entry WHERE body IS NOT NULL UNION SELECT event_id FROM pending"
        return self._ids(query) | self.refused()

    def brings(self, *, out: bool) -> set[str]:
        """Give the events that this laptop brings to a server that lacks them, or keeps for their writer.

        One that is shown out is emptied: of what was confirmed it keeps what it was about to bring (S-10, R23).
        """
        with self.store._channel.reading() as connection:
            rows = connection.execute(BRINGS, {"out": out}).fetchall()
            mine = own(connection, DEVICE, DEVICES)
        return {event_id for event_id, header in rows if header is None or json.loads(header)["device"] in mine}

    def files(self) -> set[str]:
        """Give the files that lie on this disk."""
        return self._ids("SELECT hash FROM blob")

    def _ids(self, query: str) -> set[str]:
        with self.store._channel.reading() as connection:
            return {row[0] for row in connection.execute(query).fetchall()}

    def copied(self, name: str, folder: Path) -> Laptop:
        """Give a laptop with a copy of this disk."""
        copy_disk(self.folder, folder)
        return Laptop(
            name, folder, self.account, self.device, self.policy, self.told, self.now, self.skew, self.made,
            me=self.me, joined=self.joined,
        )  # fmt: skip

    def plan(self, plan_id: str) -> Plan | None:
        """Give the plan as its screens show it, None where it is not here."""
        try:
            with knowing(later=self.later):
                return self.store.journal.plan(plan_id)
        except StafettError as error:
            if error.kind is not ErrorKind.PLAN_UNKNOWN:
                raise
            return None

    def desk(self, plan_id: str) -> Desk:
        return Desk(self, plan_id)


def time_goes_by(laptop: Laptop, time: timedelta) -> None:
    """Let time go by for a laptop; what runs on it notes that (R10)."""
    laptop.now += time
    if laptop.sitting is None:
        laptop.missed += time
    else:
        laptop.sitting.seat.rested()


def copy_disk(source: Path, target: Path) -> None:
    """Copy the files of a store that may be open, as pulling the disk out does."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for path in source.iterdir():
        if path.is_file() and path.name != "lock" and not path.name.endswith("-shm"):
            shutil.copyfile(path, target / path.name)


class Desk(Log):
    """One plan on one laptop, with the face of the log of other tests: moves go through the store's journal."""

    def __init__(self, laptop: Laptop, plan_id: str) -> None:
        self.laptop = laptop
        self.plan_id = plan_id
        self.policy = laptop.policy
        self.step = timedelta(seconds=1)
        self._persons = Persons(laptop.store.journal)
        self._made = 0
        self._counters = {}
        self._act = None
        self.sealed = []

    def actor(self, person: str, plan: Plan | None = None) -> Actor:
        """Give who writes, knowing whose addresses are guarded as this laptop was told (K-02)."""
        base = self.laptop.account.actor()
        protected, named = self._persons.guarded(self.plan if plan is None else plan)
        return replace(base, person=person, protected=protected, named=named)

    @property
    def plan(self) -> Plan:
        return self.laptop.store.journal.plan(self.plan_id)

    @plan.setter
    def plan(self, _: Plan) -> None:
        """A journal is not set back."""

    @property
    def entries(self) -> list[Any]:
        return list(self.plan.entries)

    @entries.setter
    def entries(self, _: list[Any]) -> None:
        """A journal is not set back."""

    @property
    def now(self) -> datetime:
        return self.laptop.now

    @now.setter
    def now(self, at: datetime) -> None:
        time_goes_by(self.laptop, at - self.laptop.now)

    def event(
        self,
        body: Body,
        by: str = "",
        device: str = "",
        base: int | str | None = AUTO,
        act: str | None = None,
    ) -> Event:
        """Give an event of whoever sits at the laptop, whoever was asked for; its number is given when it is placed."""
        laptop = self.laptop
        laptop.made += 1
        seed = f"{laptop.name} {laptop.made}"
        random = hashlib.sha256(seed.encode()).digest()
        act = act or self._act or f"act {seed}"
        return Event(
            id=new_id(int(laptop.clock.timestamp() * 1000), random), plan_id=self.plan_id, body=body,
            salt=random[10:26], actor=laptop.me, device=laptop.device, n=1, made_at=laptop.clock,
            base=self.base(body) if base == AUTO else base, act=act, group=act,
        )  # fmt: skip

    def judge(self, event: Event) -> Verdict:
        return self._judged(self.plan, event)

    def place(self, event: Event, status: Status = Status.OK) -> str:
        self._write([(event, status)])
        return event.id

    def together(self, bodies: Sequence[Body]) -> bool:
        """Write what is accepted or refused together: all of it or nothing."""
        self._made += 1
        with self.acting():
            return self._act_of([self.event(body) for body in bodies])

    def note(self, person: str, *bodies: Body, asking: bool = True) -> None:
        """Write into the log of a person who is in the plan; what is not allowed is not written, if the gate is asked."""
        laptop, plan, log = self.laptop, self.plan, log_of(person)
        with self.acting():
            events = [replace(self.event(body, base=None), plan_id=log) for body in bodies]
        with laptop.store.journal.batch(log, at=self.now, policy=self.policy.fingerprint()) as batch:
            for event in events:
                case = Case(plan, self.actor(laptop.me), event, self.policy, _today(plan, self.now), self.now)
                if asking and admit_person(case, person).status is None:
                    raise StafettError(ErrorKind.NOT_ALLOWED)
                batch.add(replace(event, n=batch.n(event.device)), Status.OK)
        self._told(events)

    def take_back(self, device: str = "", by: str = "", *, redo: bool = False) -> None:
        found = stacks(self.plan, self.laptop.device)
        act = (found.redo if redo else found.undo)[-1]
        with self.acting():
            steps = opposite(self.plan, act, REVISES)
            self._act_of([self.event(step.body, base=AUTO if step.base is None else step.base) for step in steps])

    @contextmanager
    def acting(self) -> Iterator[None]:
        self.laptop.made += 1
        self._act = f"together {self.laptop.name} {self.laptop.made}"
        try:
            yield
        finally:
            self._act = None

    def _judged(self, plan: Plan, event: Event) -> Verdict:
        return admit(plan, self.actor(event.actor, plan), event, self.policy, _today(plan, self.now), self.now)

    def _act_of(self, events: list[Event]) -> bool:
        journal = self.laptop.store.journal
        try:
            with journal.batch(self.plan_id, at=self.now, policy=self.policy.fingerprint()) as batch:
                for event in events:
                    status = self._must(batch.plan, event)
                    batch.add(replace(event, n=batch.n(event.device)), status)
        except _RefusedError:
            return False
        self._told(events)
        return True

    def _must(self, plan: Plan, event: Event) -> Status:
        verdict = self._judged(plan, event)
        if verdict.status is None:
            raise _RefusedError
        return verdict.status

    def _write(self, judged: list[tuple[Event, Status]]) -> None:
        journal = self.laptop.store.journal
        with journal.batch(self.plan_id, at=self.now, policy=self.policy.fingerprint()) as batch:
            for event, status in judged:
                batch.add(replace(event, n=batch.n(event.device)), status)
        self._told([event for event, _ in judged])

    def _told(self, events: list[Event]) -> None:
        laptop = self.laptop
        laptop.now += self.step
        for event in events:
            laptop.told(Written(event.id, event.plan_id, event.actor, laptop.name, event.kind, event.group))


def _today(plan: Plan, now: datetime) -> date:
    return oslo_date(now) if plan.at is None else max(oslo_date(now), oslo_date(plan.at))


class _RefusedError(Exception):
    """One of a group was refused: nothing of it is written."""
