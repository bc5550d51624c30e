"""What was written, asked and answered in one history, and the laws held on it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from stafett_tui.domain.lifecycle import PlanErased
from stafett_tui.domain.oslo import oslo_date
from stafett_tui.domain.person import PREFIX
from stafett_tui.domain.plan import fold
from stafett_tui.domain.view import reading
from stafett_tui.sync.protocol import Adopt, Exchange, Exchanged, entry_of
from tests.sync.faults import knowing
from tests.sync.machine_beside import (
    Guarded,
    PersonJudge,
    chains_are_whole,
    files_are_everywhere,
    lease_holds,
    looked_up,
    names_of_files,
    nobody_is_left,
    only_told_files,
    people,
    sees_person,
)
from tests.sync.machine_laws import Judge, hold, nothing_left, only_what_may_be_read, same_as_seen, whole

if TYPE_CHECKING:
    from datetime import datetime

    from stafett_tui.domain.case import Actor
    from stafett_tui.domain.event import Entry
    from stafett_tui.domain.plan import Plan
    from stafett_tui.domain.policy import Policy
    from stafett_tui.sync.protocol import Page
    from tests.support.fleet import Account, Laptop, Written
    from tests.sync.machine_server import Server, Session

REMEMBERED = frozenset(
    {"consent.withdrawn", "participant.left", "plan.erased", "service.hidden", "person.protection", "person.openers"}
)
Verdict = tuple[str, int | None, str | None]


@dataclass
class Logs:
    """The logs on the server, followed as they grow, and what somebody may read of them."""

    server: Server
    policy: Policy
    accounts: dict[str, Account] = field(default_factory=dict)
    judges: dict[str, Any] = field(default_factory=dict)
    put_back: frozenset[str] = frozenset()
    """What the ledger may have brought back into a restored log."""
    erased: set[str] = field(default_factory=set)
    """Who was in a plan that is erased."""
    guards: Guarded = field(default_factory=Guarded)

    def came(self, request: Any) -> None:
        """Judge what a request may have brought, at the moment it came (I6)."""
        if isinstance(request, Exchange) and request.events:
            self.follow(request.known.plan)
        elif isinstance(request, Adopt):
            self.follow(request.plan, brought=True)

    def follow(self, log: str, *, brought: bool = False) -> None:
        """Follow a log to where it stands now."""
        judge = self.judges.get(log)
        if judge is None:
            judge = self.judges[log] = self._judge(log)
        before = judge.plan
        judge.follow(self.server.log(log), brought=brought)
        if log.startswith(PREFIX) and judge.plan.seq != before.seq:
            self.guards.says(log.removeprefix(PREFIX), judge.plan)
        elif not before.of(PlanErased) and judge.plan.of(PlanErased):
            self.erased |= people(before)
            for each in [each for each in self.judges if each.startswith(PREFIX)]:
                del self.judges[each]
                self.server.read_anew(each)
                self.follow(each, brought=True)

    def plan(self, log: str) -> Plan:
        """Give a log as it is on the server."""
        if log not in self.judges:
            self.follow(log)
        return self.judges[log].plan

    def plans(self) -> list[Plan]:
        """Give the plans on the server."""
        return [self.plan(log) for log in self.server.plans() if not log.startswith(PREFIX)]

    def _judge(self, log: str) -> Any:
        if log.startswith(PREFIX):
            person = log.removeprefix(PREFIX)
            return PersonJudge(person, self.policy, self.plans, self._actor, self.put_back)
        return Judge(self.policy, self._actor, self.machine, self.put_back, self.server.erased)

    def machine(self, event: str) -> str:
        """Give the laptop on which an event was written; of a bare log nobody knows."""
        del event
        return ""

    def _actor(self, person: str, at: datetime, plan: Plan) -> Actor:
        return self.guards.within(self.server.actor(self.accounts[person], at), plan)

    def seen(self, log: str, account: Account) -> tuple[Entry, ...] | None:
        """Give a log as somebody may read it at this moment, None where they may not (I7)."""
        now = self.server.now()
        actor = self.server.actor(account)
        if log.startswith(PREFIX):
            person = log.removeprefix(PREFIX)
            through = (sees_person(p, person, self.guards.within(actor, p), self.policy, now) for p in self.plans())
            return self.plan(log).entries if any(through) else None
        plan = self.plan(log)
        found = reading(plan, self.guards.within(actor, plan), self.policy, oslo_date(max(now, plan.at or now)))
        return None if found is None else found.of(plan.entries)


@dataclass
class Record(Logs):
    """Everything that the laws are held on, beside the logs themselves."""

    written: dict[str, Written] = field(default_factory=dict)
    """What people wrote and saw as saved, by event id."""
    sent: list[tuple[Session, Exchange]] = field(default_factory=list)
    first: dict[tuple[str, str, int, str], Verdict] = field(default_factory=dict)
    """The first verdict on each event, by plan, device, number and id."""
    taken: dict[str, str] = field(default_factory=dict)
    """What took sight or rights from somebody before the server broke, and in which log."""
    revoked: dict[str, dict[str, int]] = field(default_factory=dict)
    """The head of each plan when a device was taken out."""

    looked: set[bytes] = field(default_factory=set)
    """Look-ups that a restored server may lack, as nobody was told of it."""
    files_lost: bool = False
    """Whether it may lack files for the same reason."""

    def goes_on_as(self, other: Record) -> None:
        """Go on from the record of a fleet that this one is a copy of."""
        self.written.update(other.written)
        self.accounts.update(other.accounts)
        self.guards = other.guards.copied()
        for log, judge in other.judges.items():
            self.judges[log] = self._judge(log).goes_on_as(judge)

    def machine(self, event: str) -> str:
        """Give the laptop on which an event was written, "" where nobody saw it as saved."""
        return self.written[event].laptop if event in self.written else ""

    def wrote(self, written: Written) -> None:
        """Somebody saw this as saved."""
        self.written[written.id] = written

    def takes_out(self, device: str) -> None:
        """A device is taken out; nothing of it comes after this (I6)."""
        self.revoked[device] = {plan: len(self.server.log(plan)) for plan in self.server.plans()}

    def server_breaks(self) -> None:
        """What takes sight or rights from somebody stands outside the backups, and comes back with them (R25)."""
        for plan in self.server.plans():
            events = (e.event for e, _ in self.server.log(plan) if e.event is not None)
            self.taken |= {event.id: plan for event in events if event.kind in REMEMBERED}

    def server_is_older(self, laptops: list[Laptop], *, told: bool) -> None:
        """The server was restored: what it lost may be judged once more, and otherwise; of files and look-ups it may
        hear nothing where nobody was `told`.
        """
        self.put_back |= self.server.ledger()
        self.judges.clear()
        self.guards = Guarded()
        for log in self.server.plans():
            self.follow(log, brought=True)
        here = {e.event.id for plan in self.server.plans() for e, _ in self.server.log(plan) if e.event is not None}
        known, plans = here | self.server.erased(), self.server.plans()
        forgotten = {e for e, log in self.taken.items() if e not in known and (log in plans or log.startswith(PREFIX))}
        hold("I6", not forgotten, "forgotten by the restored server", forgotten)
        self.first.clear()
        heads = {plan: len(self.server.log(plan)) for plan in self.server.plans()}
        for device, known in self.revoked.items():
            self.revoked[device] = {plan: min(known.get(plan, 0), heads.get(plan, 0)) for plan in known | heads}
        if not told:
            self.files_lost = True
            self.looked |= {each for laptop in laptops for each in looked_up(laptop)}

    def forget_lost(self, laptops: list[Laptop]) -> None:
        """What nobody can bring any more is lost: a writer brings their own words, one who is shown out none (S-10)."""
        here = {e.event.id for plan in self.server.plans() for e, _ in self.server.log(plan) if e.event is not None}
        for laptop in laptops:
            with knowing(later=laptop.later):
                here |= laptop.brings(out=laptop.device in self.revoked)
        self.written = {key: each for key, each in self.written.items() if key in here}

    # ------------------------------------------------------------ on the way

    def knows(self, session: Session, request: Exchange) -> bool:
        """Tell whether nothing may come of a request that arrives again: all of it is judged here, or it is of before.

        An older server that was told so has another epoch (R23); one that was not may hear of it for the first time.
        """
        if request.epoch not in {"", self.server.epoch()}:
            return True
        plan, heads = request.known.plan, [json.loads(each.header) for each in request.events]
        here = {e.event.id for e, _ in self.server.log(plan) if e.event is not None}
        return all((plan, session.device, h["n"], h["id"]) in self.first or h["id"] in here for h in heads)

    def passes(self, session: Session, account: Account | None, request: Any, answer: Any) -> None:
        """Look at an answer on its way; `account` is who reads it, None where nobody does."""
        if isinstance(request, Exchange) and isinstance(answer, Exchanged):
            for key, verdict in verdicts(request, answer, session):
                known = self.first.setdefault(key, verdict)
                hold("I3", known == verdict, "another verdict at a repetition", key, known, verdict)
            if account is not None:
                self.read(answer.page, account)

    def read(self, page: Page, account: Account) -> None:
        """Look at a page that somebody is handed (I7)."""
        sent = [(each.seq, entry_of(each, b"")[0].event) for each in (*page.entries, *page.show)
                if each.body is not None]  # fmt: skip
        if sent:
            only_what_may_be_read(account.person, sent, self.seen(page.plan, account))

    def fetched(self, plan: str, digest: str, account: Account) -> None:
        """Look at a file that somebody is handed (I7)."""
        seen = self.seen(plan, account)
        hold(
            "I7", seen is not None and digest in names_of_files(fold(seen)), account.person, "was handed a file", digest
        )

    # ------------------------------------------------------------ when all is quiet

    def check(self, laptops: list[Laptop], sessions: dict[str, Session]) -> None:
        """Hold every law on everything that is there now (I1 to I8)."""
        logs = {plan: self.server.log(plan) for plan in self.server.plans()}
        for plan, log in logs.items():
            whole(log, self.put_back)
            self.follow(plan)
            for device, heads in self.revoked.items():
                late = [e.seq for e, _ in log if e.event is not None and e.event.device == device]
                hold("I6", max(late, default=0) <= heads.get(plan, 0), device, "wrote after it was taken out", late)
        active = [each for each in laptops if each.name in sessions and sessions[each.name].device not in self.revoked]
        for laptop in laptops:
            if laptop.name in sessions:
                self._laptop(laptop, logs, out=laptop not in active)
        self._all_told(laptops, logs, set(sessions))
        self._beside(logs, active)
        hold("I5", not (found := self.server.findings()), found)
        lost = [] if self.put_back else [each for each in self.server.missing() if not self._after_it(logs, *each)]
        hold("I3", not lost, "numbers are missing", lost)

    def _after_it(self, logs: dict[str, Any], plan: str, device: str, n: int) -> bool:
        """Tell whether a later event of the device came back from the ledger after a crash: those before it come anew."""
        ledger, events = self.server.ledger(), (entry.event for entry, _ in logs.get(plan, ()))
        return any(e is not None and e.device == device and e.n > n and e.id in ledger for e in events)

    def _laptop(self, laptop: Laptop, logs: dict[str, Any], *, out: bool) -> None:
        for plan in logs:
            if not out:
                same_as_seen(laptop, plan, self.seen(plan, laptop.account))
            if (out or laptop.plan(plan) is None) and plan not in laptop.shelf.alone():
                nothing_left(laptop, plan)

    def _beside(self, logs: dict[str, Any], active: list[Laptop]) -> None:
        """Hold the laws of what stands beside the plans."""
        plans = {log: self.plan(log) for log in logs if not log.startswith(PREFIX)}
        nobody_is_left(self.erased, plans.values(), {log: self.plan(log) for log in logs if log.startswith(PREFIX)})
        for log, plan in plans.items():
            there = self.server.files(log)
            hold("I7", there <= names_of_files(plan), "a file that nothing tells of", log, there - names_of_files(plan))
            for laptop in active:
                only_told_files(laptop, log)
            if not self.files_lost:
                files_are_everywhere(log, there, active)
        chains = self.server.lookups()
        chains_are_whole(chains)
        known = {each for chain in chains.values() for each in chain.values()} | self.looked
        for laptop in active:
            hold("I2", (here := looked_up(laptop)) <= known, laptop.name, "look-ups never came", len(here - known))
            lease_holds(laptop)

    def _all_told(self, laptops: list[Laptop], logs: dict[str, Any], joined: set[str]) -> None:
        """Every event that was written is in the log, or its author can read why not (I2).

        A plan that was erased takes everything along (D-06).
        """
        told = {e.event.id for log in logs.values() for e, _ in log if e.event is not None} | self.server.erased()
        hold("I6", self.server.ledger() <= told, "forgotten", self.server.ledger() - told)
        self._groups(told, set().union(self.put_back, *(laptop.blanked() for laptop in laptops)))
        for laptop in laptops:
            told |= laptop.refused() | laptop.blanked()
            if laptop.name not in joined or laptop.shelf.alone():
                told |= laptop.holds()
        gone = {plan for plan, log in logs.items() if any(e.event and e.event.kind == "plan.erased" for e, _ in log)}
        missing = [(w.laptop, w.kind, key) for key, w in self.written.items() if key not in told and w.plan not in gone]
        hold("I2", not missing, missing)

    def _groups(self, placed: set[str], loose: set[str]) -> None:
        """What was written together is in the log, or none of it is (R15); but for what was blanked or put back."""
        groups: dict[str, list[str]] = {}
        for written in self.written.values():
            groups.setdefault(written.group, []).append(written.id)
        for group, ids in groups.items():
            found = [each for each in ids if each in placed]
            hold("I3", not found or found == ids or not loose.isdisjoint(ids), "half of a group", group)


def verdicts(request: Exchange, answer: Exchanged, session: Session) -> list[tuple[tuple[str, str, int, str], Verdict]]:
    """Give the verdict on each event of a request that has one."""
    judged = {each.n: (each.status, each.seq, each.code) for each in answer.judged}
    heads = [json.loads(each.header) for each in request.events]
    return [((request.known.plan, session.device, h["n"], h["id"]), judged[h["n"]]) for h in heads if h["n"] in judged]
