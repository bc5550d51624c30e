"""A server that answers what a test wrote down, and a shelf in memory that notes what is asked of it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime

from stafett_tui.domain.changes import Changes
from stafett_tui.sync.link import Unreachable
from stafett_tui.sync.protocol import (
    Adopted,
    Exchanged,
    Judged,
    Known,
    Overviewed,
    Page,
    SentEntry,
    SentEvent,
)
from stafett_tui.sync.shelf import Purged, Stand

NOON = datetime(2026, 11, 16, 11, 58, tzinfo=UTC)
AT = "2026-11-16T11:58:00.000000Z"


def sent(n, plan="plan-a", device="laptop", group="", words="x"):
    head = {"id": f"e{n}", "plan": plan, "device": device, "n": n, "group": group}
    return SentEvent(header=json.dumps(head), body=json.dumps({"text": words}), salt="")


def entry(seq):
    return SentEntry(seq=seq, at=AT, leaf="AAAA")


def page(plan, *seqs, head=None, **more):
    return Page(plan=plan, entries=tuple(map(entry, seqs)), head=head or max(seqs, default=0), **more)


def exchanged(plan="plan-a", *seqs, acked=0, head=None, judged=()):
    verdicts = tuple(Judged(n=n, status="ok") for n in judged)
    return Exchanged(acked=acked, judged=verdicts, page=page(plan, *seqs, head=head))


def overviewed(*changed, gone=(), epoch="one", **more):
    return Overviewed(epoch=epoch, now=AT, lease="2026-11-30T00:00:00.000000Z", changed=changed, gone=gone, **more)


class ScriptedLink:
    """Gives its answers one after the other; an exception is raised, a function is called with the request."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.asked = []
        self.foreseen = []

    def ask(self, request):
        self.asked.append(request)
        if not self.answers:
            raise Unreachable(NOON)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer(request) if callable(answer) else answer

    def foresee(self, request):
        self.foreseen.append(request)

    @property
    def kinds(self):
        return [each.kind for each in self.asked]


@dataclass
class MemoryShelf:
    """Keeps what a round asks for in lists; `did` says what was done, in order."""

    plans: list = field(default_factory=lambda: ["plan-a"])
    before: list = field(default_factory=list)
    after: dict = field(default_factory=dict)
    unsent: dict = field(default_factory=dict)
    looked: list = field(default_factory=list)
    logs: dict = field(default_factory=dict)
    lost: dict = field(default_factory=dict)
    """What is one's own in a log that the server has no more."""
    era: str = "one"
    broken: set = field(default_factory=set)
    did: list = field(default_factory=list)

    def ordered(self):
        return tuple(self.plans)

    def stands(self):
        return tuple(Stand(self.known(plan), bool(self.waiting(plan, 1))) for plan in self.plans)

    def alone(self):
        return tuple(self.before)

    def known(self, plan):
        return Known(plan=plan, after=self.after.get(plan, 0))

    def waiting(self, plan, limit=500):
        return tuple(self.unsent.get(plan, ())[:limit])

    def take(self, plan, answer):
        if plan in self.broken:
            self.broken.discard(plan)
            raise ValueError("a gap")
        done = {each.n for each in answer.judged}
        self.unsent[plan] = [e for e in self.unsent.get(plan, []) if json.loads(e.header)["n"] not in done]
        if plan not in self.plans:
            self.plans.append(plan)
        self.did.append(("take", plan))
        if answer == Exchanged(acked=0, page=Page(plan=plan)) and ("anew", plan, True) in self.did:
            if plan not in self.lost:
                raise ValueError("another's log")
            self.unsent[plan] = self.lost.pop(plan)
        if not answer.page.entries:
            return None
        self.after[plan] = answer.page.entries[-1].seq
        return Changes(plan, frozenset(), (), seq=self.after[plan])

    def acked(self, plan, n):
        self.did.append(("acked", plan, n))

    def anew(self, plan, *, offer):
        self.after[plan] = 0
        self.did.append(("anew", plan, offer))

    def renumber(self, plan, device, after):
        self.did.append(("renumber", plan, device, after))
        self.unsent[plan] = [sent(after + 1 + at, plan, device) for at, _ in enumerate(self.unsent.get(plan, []))]

    def purge(self, plan):
        self.plans.remove(plan)
        self.did.append(("purge", plan))
        return Purged(plan, len(self.unsent.pop(plan, [])))

    def log_alone(self, plan, after, limit):
        return tuple(each for each in self.logs[plan] if each.seq > after)[:limit]

    def adopted(self, plan, answer: Adopted):
        self.before.remove(plan)
        self.plans.append(plan)
        self.did.append(("adopted", plan, answer.common, answer.whole))

    def epoch(self):
        return self.era

    def set_epoch(self, epoch):
        self.era = epoch
        self.did.append(("epoch", epoch))

    def lookups(self, limit):
        return tuple(self.looked[:limit])

    def lookups_taken(self, through):
        self.looked = [each for each in self.looked if each.n > through]

    def unused(self, before):
        return ()
