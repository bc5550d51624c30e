"""A laptop for the server's tests: it makes events, pushes and pulls, and keeps what it was given."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any

from stafett_server.log.session import Session
from stafett_tui.domain.event import GENESIS, Body, Entry, Event, Sealed, new_id
from stafett_tui.domain.kinds import CODEC
from stafett_tui.domain.people import Role
from stafett_tui.domain.plan import Plan, fold
from stafett_tui.domain.sight import lacking, mark_of, retold
from stafett_tui.sync.protocol import (
    Exchange,
    Exchanged,
    Known,
    Page,
    Problem,
    SentEntry,
    SentEvent,
    entry_of,
    is_retold,
    packed,
    sealed_event,
    sent_event,
)
from tests.support.domain import (
    BLID,
    KINDERGARTEN,
    KLOK,
    PPT,
    START,
    STODIG,
    VARM,
    consent,
    guardian,
    opened,
    provider,
)

if TYPE_CHECKING:
    from stafett_server.log.keeper import Keeper

PLAN = "11111111-1111-4111-8111-111111111111"
_NUMBERS = count(1)


class SetClock:
    """A clock that stands until it is moved."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at

    def move(self, **told: float) -> None:
        self.at += timedelta(**told)


class MadeIds:
    """Ids in order."""

    def __init__(self) -> None:
        self._made = 0

    def random(self, size: int) -> bytes:
        self._made += 1
        return hashlib.sha256(f"server{self._made}".encode()).digest()[:size]

    def __call__(self) -> str:
        return new_id(0, self.random(10))


def fresh_id() -> str:
    """Give an id that no other event of this run has, in whichever process."""
    return new_id(1, hashlib.sha256(f"event{os.getpid()}.{next(_NUMBERS)}".encode()).digest())


def beginning() -> list[Body]:
    """Give what opens a plan: family, consent, a provider."""
    return [
        opened(), guardian(VARM, "Varm Kaffekopp"), guardian(BLID, "Blid Sykkel"), consent(KINDERGARTEN, PPT),
        provider(KLOK, "Klok Ugle", PPT),
    ]  # fmt: skip


@dataclass
class Laptop:
    """One device of one person, with its part of one plan."""

    keeper: Keeper
    person: str = STODIG
    device: str = "laptop"
    plan: str = PLAN
    offices: frozenset[Role] = frozenset()
    tenant: str = "lillevik"
    entries: list[Entry] = field(default_factory=list)
    sealed: dict[str, Sealed] = field(default_factory=dict)
    n: int = 0
    retold: dict[int, str] = field(default_factory=dict)
    """Places that are told in other words, as marks name them."""

    @property
    def session(self) -> Session:
        return Session(self.tenant, self.person, self.offices, self.device, "A laptop")

    def event(self, body: Body, **told: Any) -> SentEvent:
        """Make the next event of this device."""
        self.n += 1
        made = Event(
            **{
                "id": fresh_id(), "plan_id": self.plan, "body": body, "salt": bytes(16), "actor": self.person,
                "device": self.device, "n": self.n, "made_at": START, "base": None, "act": f"act{self.n}", "group": "",
            }
            | told
        )  # fmt: skip
        sealed = CODEC.seal(made)
        self.sealed[made.id] = sealed
        return sent_event(sealed)

    @property
    def known(self) -> Known:
        last = self.entries[-1] if self.entries else None
        return Known(
            plan=self.plan, after=len(self.entries), hash=packed(last.hash) if last else "",
            lacks=self.mark,
        )  # fmt: skip

    @property
    def mark(self) -> str:
        lacks: dict[int, int | str] = {seq: seq for seq in lacking(self.entries)} | self.retold
        return mark_of(lacks[seq] for seq in sorted(lacks))

    def ask(self, *events: SentEvent, epoch: str = "", limit: int = 1000) -> Exchanged | Problem:
        """Send an exchange, and give the answer as it comes."""
        return self.keeper.exchange(self.session, Exchange(known=self.known, events=events, epoch=epoch, limit=limit))

    def push(self, *bodies: Body, **told: Any) -> Exchanged:
        """Write these, push, and take the page; the server carries it out."""
        answer = self.ask(*(self.event(body, **told) for body in bodies))
        assert isinstance(answer, Exchanged), answer
        self.take(answer.page)
        return answer

    def pull(self, limit: int = 1000) -> Page:
        """Fetch the next page and take it."""
        answer = self.ask(limit=limit)
        assert isinstance(answer, Exchanged), answer
        self.take(answer.page)
        return answer.page

    def take(self, page: Page) -> None:
        """Take a page as a laptop does: chain checked, hidden things out, shown things in."""
        for seq in page.hide:
            self.entries[seq - 1] = replace(self.entries[seq - 1], event=None, policy="")
            self.retold.pop(seq, None)
        mine = {sealed.header: sealed for sealed in self.sealed.values()}
        by_n = {CODEC.open(sealed).n: sealed for sealed in mine.values()}
        for sent in page.show:
            before = self.entries[sent.seq - 2].hash if sent.seq > 1 else GENESIS
            entry, _ = entry_of(sent, before)
            assert entry.hash == self.entries[sent.seq - 1].hash
            self.entries[sent.seq - 1] = entry
            self._note(sent)
        for sent in page.entries:
            assert sent.seq == len(self.entries) + 1
            own = None if sent.n is None else by_n[sent.n]
            entry, _ = entry_of(sent, self.entries[-1].hash if self.entries else GENESIS, own)
            self.entries.append(entry)
            self._note(sent)
        if page.head:
            assert packed(self.entries[-1].hash) == page.hash

    def _note(self, sent: SentEntry) -> None:
        self.retold.pop(sent.seq, None)
        if is_retold(sent):
            self.retold[sent.seq] = retold(sent.seq, (sent.body or "").encode())

    @property
    def folded(self) -> Plan:
        return fold(self.entries)

    def seq_of(self, sent: SentEvent) -> int:
        """Give the place of an event of this device."""
        id_ = CODEC.open(sealed_event(sent)).id
        return next(e.seq for e in self.entries if e.event is not None and e.event.id == id_)


def begun(keeper: Keeper, **told: Any) -> Laptop:
    """Give the laptop that opened the plan."""
    laptop = Laptop(keeper, **told)
    laptop.push(*beginning())
    return laptop
