"""What was written, asked and answered in one history, and the laws held on it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from stafett_tui.domain.oslo import oslo_date
from stafett_tui.sync.protocol import Exchange, Exchanged, entry_of
from tests.sync.machine_laws import Judge, hold, nothing_left, only_what_may_be_read, same_as_seen

if TYPE_CHECKING:
    from datetime import datetime

    from stafett_tui.domain.case import Actor
    from stafett_tui.domain.policy import Policy
    from tests.support.fleet import Account, Laptop, Written
    from tests.sync.machine_server import Server, Session

REMEMBERED = frozenset({"consent.withdrawn", "participant.left", "plan.erased", "service.hidden"})
Verdict = tuple[str, int | None, str | None]


@dataclass
class Record:
    """Everything that the laws are held on, beside the logs themselves."""

    server: Server
    policy: Policy
    accounts: dict[str, Account] = field(default_factory=dict)
    written: dict[str, Written] = field(default_factory=dict)
    """What people wrote and saw as saved, by event id."""
    sent: list[tuple[Session, Exchange]] = field(default_factory=list)
    first: dict[tuple[str, str, int, str], Verdict] = field(default_factory=dict)
    """The first verdict on each event, by plan, device, number and id."""
    judges: dict[str, Judge] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    """What took sight or rights from somebody before the server broke."""
    put_back: frozenset[str] = frozenset()
    """What the ledger may have brought back into a restored log."""
    revoked: dict[str, dict[str, int]] = field(default_factory=dict)
    """The head of each plan when a device was taken out."""

    def wrote(self, written: Written) -> None:
        """Somebody saw this as saved."""
        self.written[written.id] = written

    def takes_out(self, device: str) -> None:
        """A device is taken out; nothing of it comes after this (I6)."""
        self.revoked[device] = {plan: len(self.server.log(plan)) for plan in self.server.plans()}

    def server_breaks(self) -> None:
        """What takes sight or rights from somebody stands outside the backups, and comes back with them (R25)."""
        for plan in self.server.plans():
            log = self.server.log(plan)
            self.taken = {e.event.id for e, _ in log if e.event is not None and e.event.kind in REMEMBERED}

    def server_is_older(self) -> None:
        """The server was restored: what it lost may be judged once more, and otherwise."""
        self.judges.clear()
        self.put_back |= self.server.ledger()
        here = {e.event.id for plan in self.server.plans() for e, _ in self.server.log(plan) if e.event is not None}
        forgotten = self.taken - here - self.server.erased()
        hold("I6", not forgotten, "forgotten by the restored server", forgotten)
        self.first.clear()
        heads = {plan: len(self.server.log(plan)) for plan in self.server.plans()}
        for device, known in self.revoked.items():
            self.revoked[device] = {plan: min(known.get(plan, 0), heads.get(plan, 0)) for plan in known | heads}

    def forget_lost(self, laptops: list[Laptop]) -> None:
        """What was only where nothing can be fetched from any more is lost; nobody is asked to find it."""
        here = {e.event.id for plan in self.server.plans() for e, _ in self.server.log(plan) if e.event is not None}
        for laptop in laptops:
            here |= laptop.holds()
        self.written = {key: each for key, each in self.written.items() if key in here}

    # ------------------------------------------------------------ on the way

    def passes(self, session: Session, account: Account | None, request: Any, answer: Any) -> None:
        """Look at an answer on its way; `account` is who reads it, None where nobody does."""
        if isinstance(request, Exchange) and isinstance(answer, Exchanged):
            for key, verdict in verdicts(request, answer, session):
                known = self.first.setdefault(key, verdict)
                hold("I3", known == verdict, "another verdict at a repetition", key, known, verdict)
            if account is not None:
                self._read(answer, account)

    def _actor(self, person: str, at: datetime) -> Actor:
        return self.server.actor(self.accounts[person], at)

    def _read(self, answer: Exchanged, account: Account) -> None:
        sent = [(each.seq, entry_of(each, b"")[0].event) for each in (*answer.page.entries, *answer.page.show)
                if each.body is not None]  # fmt: skip
        if sent:
            log, today = self.server.log(answer.page.plan), oslo_date(self.server.now())
            only_what_may_be_read(log, self.server.actor(account), sent, self.policy, today)

    # ------------------------------------------------------------ when all is quiet

    def check(self, laptops: list[Laptop], sessions: dict[str, Session]) -> None:
        """Hold every law on everything that is there now (I1 to I8)."""
        logs = {plan: self.server.log(plan) for plan in self.server.plans()}
        for plan, log in logs.items():
            self.judges.setdefault(plan, Judge(self.policy, self._actor, self.put_back)).follow(log)
            for device, heads in self.revoked.items():
                late = [e.seq for e, _ in log if e.event is not None and e.event.device == device]
                hold("I6", max(late, default=0) <= heads.get(plan, 0), device, "wrote after it was taken out", late)
        for laptop in laptops:
            if laptop.name in sessions:
                self._laptop(laptop, logs, out=sessions[laptop.name].device in self.revoked)
        self._all_told(laptops, logs, set(sessions))
        hold("I5", not (found := self.server.findings()), found)
        lost = [] if self.put_back else self.server.missing()
        hold("I3", not lost, "numbers are missing", lost)

    def _laptop(self, laptop: Laptop, logs: dict[str, Any], *, out: bool) -> None:
        for plan, log in logs.items():
            if not out:
                reader = self.server.actor(laptop.account)
                same_as_seen(laptop, plan, log, reader, self.policy, oslo_date(self.server.now()))
            if (out or laptop.plan(plan) is None) and plan not in laptop.shelf.alone():
                nothing_left(laptop, plan)

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
