"""The way of every write: build the events, ask the gate, hand them to the journal (architecture §5)."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Protocol
from uuid import UUID

from stafett_tui.domain.admit import Actor, admit
from stafett_tui.domain.case import Case
from stafett_tui.domain.changes import Changes
from stafett_tui.domain.conducting import Conductor, Led, MeetingConducted, check_led, conductor
from stafett_tui.domain.conflict import base_of
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.event import Body, Event, new_id
from stafett_tui.domain.national_id import Mode
from stafett_tui.domain.person import log_of
from stafett_tui.domain.person_gate import admit_person
from stafett_tui.domain.plan import Plan
from stafett_tui.domain.policy import Policy
from stafett_tui.services.clock import Clock, to_wall
from stafett_tui.services.drafts import owned
from stafett_tui.services.persons import Persons
from stafett_tui.store.batch import Batch
from stafett_tui.store.journal import Journal


@dataclass(frozen=True, slots=True)
class Proposal:
    """A body to write, with its base where it revises; the base is looked up where none is given."""

    body: Body
    base: int | str | None = None
    id: str = ""
    """Id of the event where the maker needs it beforehand."""


Later = Callable[[Plan], Proposal]
"""A proposal that depends on what the act has written before it."""


class Randomness(Protocol):
    """A source of random bytes."""

    def __call__(self, size: int, /) -> bytes:
        """Give `size` random bytes."""


class Ids:
    """Makes event and act ids from the clock and a source of randomness."""

    def __init__(self, clock: Clock, random: Randomness = secrets.token_bytes) -> None:
        """Use this clock and source."""
        self._clock = clock
        self.random = random

    def __call__(self) -> str:
        """Make a new id."""
        return new_id(int(self._clock.now().timestamp() * 1000), self.random(10))

    def plan(self) -> str:
        """Make a new plan id: random from its first sign on, as people name a plan by its first six."""
        return str(UUID(bytes=self.random(16), version=4))


class Writer:
    """Writes acts of one person on one device into the journal."""

    def __init__(
        self, journal: Journal, actor: Actor, device: str, clock: Clock, policy: Policy, ids: Ids,
        *, mode: Mode = Mode.PRODUCTION,
    ) -> None:  # fmt: skip
        """Write as this actor, from this device, by this clock and policy; `mode` says whose numbers are taken."""
        self.journal = journal
        self.actor = actor
        self.device = device
        self.clock = clock
        self.policy = policy
        self.ids = ids
        self.mode = mode
        self.persons = Persons(journal)
        self.earlier: Callable[[], frozenset[str]] = frozenset
        """Under which names this laptop wrote before (R26)."""
        self.listeners: list[Callable[[Changes], None]] = []

    def today(self, plan: Plan) -> date:
        """Give today for rules: the later of the machine's date and the log's last confirmation."""
        return max(self.clock.today(), _oslo_date(plan))

    def write(self, plan_id: str, proposals: Sequence[Proposal], *, draft: str | None = None) -> Changes:
        """Write one act; raises StafettError with the code of the first refusal, and then nothing is written."""
        return self.write_with(plan_id, lambda _plan: proposals, draft=draft)

    def write_with(
        self, plan_id: str, make: Callable[[Plan], Sequence[Proposal | Later]], *, draft: str | None = None
    ) -> Changes:
        """Write one act whose proposals depend on the plan as it stands at that moment."""
        act = self.ids()
        at = self.clock.now()
        with self.journal.batch(plan_id, at=at, policy=self.policy.fingerprint()) as batch:
            for proposal in make(batch.plan):
                told = proposal if isinstance(proposal, Proposal) else proposal(batch.plan)
                if isinstance(told.body, Led):
                    self._lead_on(batch, plan_id, told.body, act, at)
                self._add(batch, plan_id, told, act, at)
            if draft is not None:
                batch.clear_draft(owned(self.actor.person, draft))
        changes = batch.changes
        for listener in tuple(self.listeners) if changes.ids else ():
            listener(changes)
        return changes

    def seeing(self, plan: Plan, actor: Actor | None = None) -> Actor:
        """Give who reads here, knowing whose addresses in the plan are protected (K-02, K-03); me where nobody else."""
        reader = actor or self.actor
        protected, named = self.persons.guarded(plan)
        return replace(reader, protected=protected, named=named) if protected or named is not None else reader

    def judge(self, plan_id: str, body: Body) -> None:
        """Raise what would be refused if this were written now; nothing is written."""
        plan, at = self.journal.plan(plan_id), self.clock.now()
        act = self.ids()
        event = Event(
            id=self.ids(), plan_id=plan_id, body=body, salt=self.ids.random(16), actor=self.actor.person,
            device=self.device, n=1, made_at=at, base=base_of(plan, body), act=act, group=act,
        )  # fmt: skip
        verdict = admit(plan, self.seeing(plan), event, self.policy, self.today(plan), at)
        if verdict.status is None:
            raise StafettError(verdict.code or ErrorKind.BAD_INPUT)

    def write_person(self, plan_id: str, person: str, body: Body) -> Changes:
        """Write into a person's own log, as seen from a plan they are in; the plan itself is told nothing."""
        plan, at, act, log = self.journal.plan(plan_id), self.clock.now(), self.ids(), log_of(person)
        with self.journal.batch(log, at=at, policy=self.policy.fingerprint()) as batch:
            event = Event(
                id=self.ids(), plan_id=log, body=body, salt=self.ids.random(16), actor=self.actor.person,
                device=self.device, n=batch.n(self.device), made_at=at, act=act, group=act,
            )  # fmt: skip
            case = Case(plan, self.seeing(plan), event, self.policy, self.today(plan), at)
            verdict = admit_person(case, person, self.mode)
            if verdict.status is None:
                raise StafettError(verdict.code or ErrorKind.BAD_INPUT)
            batch.add(event, verdict.status)
        self.persons.noted(person)
        changes = replace(batch.changes, plan_id=plan_id)
        for listener in tuple(self.listeners):
            listener(changes)
        return changes

    def led_here(self, leads: Conductor) -> bool:
        """Tell whether a meeting is led from this laptop, under this name or one it had before."""
        return leads.device == self.device or (leads.person == self.actor.person and leads.device in self.earlier())

    def _lead_on(self, batch: Batch, plan_id: str, body: Led, act: str, at: datetime) -> None:
        """Go on leading under the name of now, where this laptop leads under an earlier one: nobody is asked (R26)."""
        leads = conductor(batch.plan, body.meeting)
        if leads is not None and check_led(batch.plan, self.device, body) is not None and self.led_here(leads):
            self._add(batch, plan_id, Proposal(MeetingConducted(meeting=body.meeting)), act, at)

    def _add(self, batch: Batch, plan_id: str, proposal: Proposal, act: str, at: datetime) -> None:
        plan = batch.plan
        base = proposal.base if proposal.base is not None else base_of(plan, proposal.body)
        event = Event(
            id=proposal.id or self.ids(), plan_id=plan_id, body=proposal.body, salt=self.ids.random(16),
            actor=self.actor.person, device=self.device, n=batch.n(self.device), made_at=at, base=base,
            act=act, group=act,
        )  # fmt: skip
        verdict = admit(plan, self.seeing(plan), event, self.policy, self.today(plan), at)
        if verdict.status is None:
            raise StafettError(verdict.code or ErrorKind.BAD_INPUT)
        batch.add(event, verdict.status)


def clock_jump(plan: Plan, now: datetime) -> timedelta | None:
    """Give how far the machine's clock lies behind the log when that is more than a day."""
    if plan.at is None or plan.at - now <= timedelta(days=1):
        return None
    return plan.at - now


def _oslo_date(plan: Plan) -> date:
    return date.min if plan.at is None else to_wall(plan.at).date()
