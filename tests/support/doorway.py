"""A server in this process: the real desk at the door and the real routes, around a keeper that answers as told."""

from __future__ import annotations

import itertools
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from starlette.testclient import TestClient

from stafett_server.access.desk import Access, Welcome
from stafett_server.api.app import app_of
from stafett_server.api.asking import Asking
from stafett_server.api.front import House
from stafett_server.api.rates import Rate, Rates
from stafett_server.log.database import Database
from stafett_server.log.ledger import Ledger
from stafett_server.log.migrations import migrate
from stafett_server.log.stopping import Stopped
from stafett_tui.sync.protocol import (
    Adopted,
    DeadlinesFound,
    Done,
    Exchanged,
    Judged,
    LookupsTaken,
    Overviewed,
    Page,
    PolicyTold,
    Register,
    SentEntry,
)

TENANT = "solbygd"
START = datetime(2026, 11, 23, 8, tzinfo=UTC)
WIDE = Rates(Rate(100_000, 1000), Rate(100_000, 1000))


class SetTime:
    """A clock that is set."""

    def __init__(self, at: datetime = START) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at

    def elapsed(self) -> float:
        return (self.at - START).total_seconds()

    def go(self, **much: float) -> None:
        self.at += timedelta(**much)


class Counted:
    """Ids that count."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)

    def __call__(self) -> str:
        return f"id-{next(self._numbers)}"

    def random(self, size: int) -> bytes:
        return next(self._numbers).to_bytes(size, "big")


class ToldKeeper:
    """Answers every request as its name says, to whoever takes part; a log is a number of places."""

    def __init__(self) -> None:
        self.stands = lambda session: None
        self.asked = []
        self.answers = {}
        self.at = {}
        self.listeners = []
        self.restoring = False
        self.files = {}

    def epoch(self, tenant):
        return "epoch-1"

    def listen(self, callback):
        self.listeners.append(callback)
        return lambda: self.listeners.remove(callback)

    def heads(self, tenant, plans):
        return {plan: self.at.get(plan, 0) for plan in plans}

    def commit(self, plan, head):
        """Let the log go on, and tell of it."""
        self.at[plan] = head
        for listener in self.listeners:
            listener(TENANT, plan, head)

    def _told(self, kind, session, request, answer):
        if problem := self._out(session):
            return problem
        self.asked.append((session, request))
        told = self.answers.get(kind)
        if isinstance(told, Exception):
            raise told
        return answer if told is None else told

    def _out(self, session):
        try:
            self.stands(session)
        except Stopped as refused:
            return refused.problem
        return None

    def exchange(self, session, request):
        if problem := self._out(session):
            return problem
        plan, head = request.known.plan, self.at.get(request.known.plan, 0)
        judged = tuple(Judged(n=n, status="ok", seq=head + n) for n in range(1, len(request.events) + 1))
        self.at[plan] = head + len(judged)
        page = self.page(session, request.known)
        answer = self._told("exchange", session, request, Exchanged(acked=len(judged), judged=judged, page=page))
        if judged:
            self.commit(plan, self.at[plan])
        return answer

    def page(self, session, known):
        told = self.answers.get("page")
        if problem := self._out(session):
            return problem
        if told is not None:
            return told(session, known)
        head = self.at.get(known.plan, 0)
        entries = tuple(SentEntry(seq=seq, at="", n=seq) for seq in range(known.after + 1, head + 1))
        return Page(plan=known.plan, entries=entries, hash="", head=head)

    def overview(self, session, request):
        return self._told("overview", session, request, Overviewed(epoch="epoch-1", now="", lease=""))

    def adopt(self, session, request):
        return self._told("adopt", session, request, Adopted(common=0, whole=True))

    def take_lookups(self, session, request):
        return self._told("lookups", session, request, LookupsTaken(through=len(request.entries)))

    def give_reason(self, session, request):
        return self._told("reason", session, request, Done())

    def deadlines(self, session, request):
        return self._told("deadlines", session, request, DeadlinesFound(found=(), more=False))

    def policy(self, session, request):
        return self._told("policy", session, request, PolicyTold(fingerprint=request.fingerprint, policy="{}"))

    def blob_put(self, session, plan, digest, data):
        self.files[plan, digest] = data
        return self._told("blob_put", session, digest, Done())

    def blob_get(self, session, plan, digest):
        return self.files[plan, digest]


class Served:
    """A house and its doors."""

    def __init__(self, *, rates=WIDE, database=None, keeper=None) -> None:
        self.clock = SetTime()
        self.database = database or Database("sqlite://")
        migrate(self.database)
        self.ledger = Ledger()
        self.keeper = keeper or ToldKeeper()
        welcome = Welcome("Solbygd kommune", "{}", keep=True, epoch=lambda: self.keeper.epoch(TENANT))
        self.access = Access(
            self.database, self.clock, Counted(), self.ledger, tenant=TENANT, lease=timedelta(days=14), welcome=welcome
        )
        if isinstance(self.keeper, ToldKeeper):
            self.keeper.stands = self._stands
        asking = Asking(self.keeper, self.access, rates, self.clock.elapsed)
        house = House(asking, self.keeper, ThreadPoolExecutor(4))
        self.app = app_of(house, TENANT, self.database.close)

    def _stands(self, session) -> None:
        with self.database.reading() as db:
            self.access.reads(db, session)

    def client(self) -> TestClient:
        return TestClient(self.app)

    def laptop(self, name="Kari Fjell", **given):
        """Let a laptop in and give what it was told."""
        code = self.access.invite(name, **given).code
        return self.access.register(Register(code=code, name=f"{name.split()[0]}-pc"))


def bearer(registered):
    """The headers of a device."""
    return {"authorization": f"Bearer {registered.token}"}
