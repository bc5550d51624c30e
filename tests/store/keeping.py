"""A server in memory that gives every event a place, so that the store can be tested without a network."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from stafett_tui.domain.conflict import judged
from stafett_tui.domain.event import Entry, Event, Sealed, Status, hidden, place
from stafett_tui.domain.kinds import CODEC
from stafett_tui.domain.log import Revised
from stafett_tui.domain.plan import Plan, fold, gone
from stafett_tui.domain.sight import mark_of
from stafett_tui.sync.protocol import (
    Exchanged,
    Judged,
    Known,
    Page,
    SentEvent,
    packed,
    sealed_event,
    sent_entry,
)
from tests.store.making import START, fresh_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from stafett_tui.domain.event import Body

MINE, OTHER = "laptop", "tablet"


@dataclass
class Keeper:
    """One plan's log on a server, as one laptop is shown it."""

    plan_id: str
    log: list[tuple[Entry, Sealed]] = field(default_factory=list)
    acked: dict[str, int] = field(default_factory=dict)
    verdicts: dict[tuple[str, int], Judged] = field(default_factory=dict)
    refused_ids: set[str] = field(default_factory=set)
    unseen: set[int] = field(default_factory=set)
    at: datetime = START + timedelta(hours=1)

    @property
    def plan(self) -> Plan:
        return fold(entry for entry, _ in self.log)

    @property
    def head(self) -> int:
        return len(self.log)

    def place(self, event: Event, sealed: Sealed) -> Entry:
        self.at += timedelta(seconds=1)
        status = Status.OK
        if isinstance(event.body, Revised) and event.body.thing in self.plan.facts:
            status = judged(self.plan, event.body, event.base or 0)
        entry = place(event, sealed, self.log[-1][0] if self.log else None, self.at, status, "policy")
        self.log.append((entry, sealed))
        return entry

    def writes(self, body: Body, by: str = "person-other", device: str = OTHER, **given: Any) -> str:
        """Somebody on another laptop has written this."""
        n = self.acked[device] = self.acked.get(device, 0) + 1
        event = Event(fresh_id(), self.plan_id, body, os.urandom(16), by, device, n, self.at, act=fresh_id(), **given)
        sealed = CODEC.seal(event)
        return self.place(CODEC.open(sealed), sealed).event.id

    def exchange(
        self, known: Known, events: Iterable[SentEvent] = (), *, limit: int = 1000, refuse: Mapping[str, str] = {},
        device: str = MINE,
    ) -> Exchanged:  # fmt: skip
        """Judge what was sent, and answer with the next page; `refuse` says which events are not taken, and why."""
        events = tuple(events)
        judged_now = tuple(self._judge(sent, refuse) for sent in events)
        mine = {json.loads(sent.header)["id"] for sent in events}
        return Exchanged(acked=self.acked.get(device, 0), judged=judged_now, page=self.page(known, limit, mine, device))

    def _judge(self, sent: SentEvent, refuse: Mapping[str, str]) -> Judged:
        sealed = sealed_event(sent)
        event = CODEC.open(sealed)
        key = (event.device, event.n)
        if key in self.verdicts:
            return self.verdicts[key]
        assert event.n == self.acked.get(event.device, 0) + 1, "a gap"
        here = next((entry for entry, _ in self.log if entry.event.id == event.id), None)
        if event.id in refuse:
            verdict = Judged(n=event.n, status="refused", code=refuse[event.id])
            self.refused_ids.add(event.id)
        else:
            entry = here or self.place(event, sealed)
            verdict = Judged(n=event.n, status=entry.status.value, seq=entry.seq)
        self.acked[event.device] = event.n
        self.verdicts[key] = verdict
        return verdict

    def lacks(self) -> list[int]:
        blank = gone(entry for entry, _ in self.log)
        return [e.seq for e, _ in self.log if e.seq in self.unseen or e.event.id in blank]

    def page(
        self, known: Known, limit: int = 1000, mine: Iterable[str] = (), device: str = MINE
    ) -> Page:  # fmt: skip
        """Give the next page; what was shown before and is not to be any more is told, and the other way round."""
        lacks = set(self.lacks())
        before = next(self._meant(known), ())
        cut = self.log[known.after : known.after + limit]
        last = self.log[known.after + len(cut) - 1][0].hash if known.after + len(cut) else b""
        return Page(
            plan=self.plan_id, head=self.head, hash=packed(last),
            entries=tuple(self._sent(e, s, lacks, device if e.event.id in mine else None) for e, s in cut),
            hide=tuple(seq for seq in sorted(lacks) if seq <= known.after and seq not in before),
            show=tuple(self._sent(*self.log[seq - 1], lacks, None) for seq in before if seq not in lacks),
        )  # fmt: skip

    def _sent(self, entry: Entry, sealed: Sealed, lacks: set[int], own: str | None) -> Any:
        return sent_entry(hidden(entry), None) if entry.seq in lacks else sent_entry(entry, sealed, own=own)

    def knows(self, known: Known) -> bool:
        """Tell whether the server remembers which places a mark stands for; else the log is taken anew (R29)."""
        return next(self._meant(known), None) is not None

    def _meant(self, known: Known) -> Iterator[tuple[int, ...]]:
        for each in self._guesses():
            places = tuple(sorted(seq for seq in each if seq <= known.after))
            if mark_of(places) == known.lacks:
                yield places

    _shown: list[frozenset[int]] = field(default_factory=list)

    def _guesses(self) -> Iterable[frozenset[int]]:
        """The sets that were told before, as the server remembers them behind their marks."""
        self._shown.append(frozenset(self.lacks()))
        return [*self._shown, frozenset[int]()]


def sync(store: Any, keeper: Keeper, *, limit: int = 1000, refuse: Mapping[str, str] = {}, device: str = MINE) -> None:
    """Send and take until nothing is left of either."""
    shelf = store.shelf
    while True:
        known, events = shelf.known(keeper.plan_id), shelf.waiting(keeper.plan_id)
        answer = keeper.exchange(known, events, limit=limit, refuse=refuse, device=device)
        shelf.take(keeper.plan_id, answer)
        if not (events or answer.page.more or shelf.waiting(keeper.plan_id)):
            return


def joined(store: Any, plan_id: str) -> Keeper:
    """Let a plan begun alone be taken over by a server as it stands, and give that server."""
    from stafett_tui.sync.protocol import Adopted

    shelf = store.shelf
    shelf.begin(MINE, "person-mona")
    shelf.set_epoch("epoch")
    keeper = Keeper(plan_id)
    for sent in shelf.log_alone(plan_id, 0, 1000):
        sealed = sealed_event(SentEvent(header=sent.header, body=sent.body, salt=sent.salt))
        event = CODEC.open(sealed)
        keeper.at = store.journal.entries(plan_id)[sent.seq - 1].at - timedelta(seconds=1)
        keeper.place(event, sealed)
        keeper.acked[event.device] = event.n
    keeper.at = START + timedelta(hours=1)
    shelf.adopted(plan_id, Adopted(common=keeper.head, whole=True))
    return keeper
