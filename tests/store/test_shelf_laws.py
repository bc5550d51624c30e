"""Whatever happens between one laptop and its server: in the end both have the same log, and no word is lost (I1-I3, I7)."""

from __future__ import annotations

import copy
import json
import os
import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from stafett_tui.domain.activity import ActivityRevised, CommentWritten
from stafett_tui.domain.event import hidden
from stafett_tui.domain.index import index
from stafett_tui.domain.log import Blanked
from stafett_tui.domain.plan import fold
from stafett_tui.store.folded import load
from stafett_tui.store.opened import Store
from stafett_tui.sync.protocol import packed
from tests.store.keeping import MINE, OTHER, Keeper, joined
from tests.store.making import KEY, small_plan
from tests.support.quick import quick_folder

STEPS = (
    "writes", "writes", "writes", "revises", "other", "other revises", "settles", "settles", "settles", "keeps", "brings back",
    "blanks", "hides", "shows", "loses", "refuses", "falls back", "anew", "half anew", "clone", "reopens",
)  # fmt: skip
HISTORIES = 400 if os.environ.get("STAFETT_SOAK") else 60


@dataclass
class Settling:
    """One laptop and the server of its plan, brought together as a round does."""

    store: Store
    plan: Any
    keeper: Keeper
    device: str = MINE
    written: set[str] = field(default_factory=set)
    lost: set[str] = field(default_factory=set)
    copies: list[Keeper] = field(default_factory=list)
    count: int = 0

    @property
    def shelf(self):
        return self.store.shelf

    def clone(self, n: int) -> None:
        self.count += 1
        self.device = f"laptop-{self.count}"
        self.shelf.renumber(self.plan.id, self.device, 0)

    def settles(self, n: int) -> None:
        for _ in range(40):
            if self._forked():
                self.shelf.anew(self.plan.id, offer=True)
            elif not self.keeper.knows(self.shelf.known(self.plan.id)):
                self.shelf.anew(self.plan.id, offer=False)
            events = self.shelf.waiting(self.plan.id, 4)
            if events and not self._fits(events):
                self._numbers(events)
                continue
            answer = self.keeper.exchange(self.shelf.known(self.plan.id), events, limit=n % 6 + 1, device=self.device)
            self._take(answer)
            if not events:
                self.shelf.acked(self.plan.id, answer.acked)
            if not (events or answer.page.more or self.shelf.waiting(self.plan.id)):
                return
        raise AssertionError("it never settles")

    def _take(self, answer) -> None:
        try:
            self.shelf.take(self.plan.id, answer)
        except ValueError:
            self.shelf.anew(self.plan.id, offer=True)

    def _numbers(self, events) -> None:
        first, key = json.loads(events[0].header), self.keeper.acked.get(self.device, 0)
        if first["n"] <= key:
            self.clone(0)
        else:
            self.shelf.acked(self.plan.id, key)

    def _fits(self, events) -> bool:
        for sent in events:
            head = json.loads(sent.header)
            told = self.keeper.verdicts.get((self.device, head["n"]))
            if told is not None and told.code is None and self.keeper.log[told.seq - 1][0].event.id != head["id"]:
                return False
            if told is not None and told.code is not None and head["id"] not in self.keeper.refused_ids:
                return False
        first = json.loads(events[0].header)["n"]
        here = self.keeper.acked.get(self.device, 0)
        return first == here + 1 or (self.device, first) in self.keeper.verdicts

    def _forked(self) -> bool:
        known, log = self.shelf.known(self.plan.id), self.keeper.log
        return known.after > len(log) or (known.after > 0 and packed(log[known.after - 1][0].hash) != known.hash)


class World(Settling):
    """What may happen to both of them."""

    def step(self, what: str, n: int) -> None:
        getattr(self, what.replace(" ", "_"))(n)

    def _own(self, body, **told) -> None:
        self.written |= set(self.plan.writer.write(body, **told))

    def writes(self, n: int) -> None:
        self._own(CommentWritten(activity=self.plan.late, text=f"Min {n}"))

    def revises(self, n: int) -> None:
        plan = self.store.journal.plan(self.plan.id)
        told = plan.history(self.plan.late, "due")
        seen = (told[-1].seq if told else 5) if n % 3 else 5
        self._own(ActivityRevised(thing=self.plan.late, field="due", value=f"2026-12-{n % 28 + 1:02}"), base=seen)

    def other(self, n: int) -> None:
        self.keeper.writes(CommentWritten(activity=self.plan.late, text=f"Deres {n}"))

    def other_revises(self, n: int) -> None:
        self.keeper.writes(ActivityRevised(thing=self.plan.late, field="due", value=f"2027-01-{n % 28 + 1:02}"), base=5)

    def blanks(self, n: int) -> None:
        found = [
            e.event.id for e, _ in self.keeper.log if e.event.kind == "comment.written" and e.event.device == OTHER
        ]
        if found:
            self.keeper.writes(Blanked(target=found[n % len(found)], reason="Feil"))

    def hides(self, n: int) -> None:
        found = [e.seq for e, _ in self.keeper.log[7:] if e.event.device == OTHER and e.event.kind == "comment.written"]
        self.keeper.unseen |= set(found[n % len(found) :][:2] if found else ())

    def shows(self, n: int) -> None:
        self.keeper.unseen -= set(sorted(self.keeper.unseen)[: n % 3])

    def loses(self, n: int) -> None:
        """The answer never comes."""
        events = self.shelf.waiting(self.plan.id)
        if events and not self._forked() and self._fits(events):
            self.keeper.exchange(self.shelf.known(self.plan.id), events, device=self.device)

    def falls_back(self, n: int) -> None:
        """The answer says nothing of the log."""
        events = self.shelf.waiting(self.plan.id)
        if events and not self._forked() and self._fits(events):
            answer = self.keeper.exchange(self.shelf.known(self.plan.id), events, device=self.device)
            self.shelf.take(
                self.plan.id,
                answer.model_copy(update={"page": answer.page.model_copy(update={"entries": (), "head": 0})}),
            )

    def refuses(self, n: int) -> None:
        events = self.shelf.waiting(self.plan.id)
        if events and not self._forked() and self._fits(events):
            bad = json.loads(events[n % len(events)].header)["id"]
            self._take(
                self.keeper.exchange(self.shelf.known(self.plan.id), events, refuse={bad: "role"}, device=self.device)
            )

    def anew(self, n: int) -> None:
        self.shelf.anew(self.plan.id, offer=False)

    def half_anew(self, n: int) -> None:
        self.shelf.anew(self.plan.id, offer=n % 2 == 0)
        if not self._forked():
            self._take(self.keeper.exchange(self.shelf.known(self.plan.id), limit=n % 5 + 1, device=self.device))

    def reopens(self, n: int) -> None:
        self.store.close()
        self.store = self.plan.writer.store = Store.open(self.store.directory, KEY)

    def keeps(self, n: int) -> None:
        self.copies.append(copy.deepcopy(self.keeper))

    def brings_back(self, n: int) -> None:
        """The server comes back from a copy, and its operator tells nobody."""
        if self.copies:
            self.keeper = self.copies.pop()
            self.keeper.unseen = {seq for seq in self.keeper.unseen if seq <= self.keeper.head}


def test_i01_i02_in_the_end_both_have_the_same_log_and_every_word_is_there_or_refused():
    for seed in range(HISTORIES):
        with quick_folder() as folder:
            _played(folder, random.Random(seed))


def _held_as_on_disk(store: Store, plan_id: str) -> None:
    """What memory holds of a plan, waiting events and all, is what the file says."""
    held = store.journal.folded.hold(plan_id)
    with store._channel.reading() as connection:
        fresh = load(connection, plan_id)
    assert (held.plan, held.rows, held.counters, held.together) == (
        fresh.plan,
        fresh.rows,
        fresh.counters,
        fresh.together,
    )
    assert held.plan.entries == fresh.plan.entries


def _played(folder: Path, chance: random.Random) -> None:
    store = Store.open(folder, KEY, create=True)
    plan = small_plan(store)
    world = World(store, plan, joined(store, plan.id))
    for what in chance.choices(STEPS, k=chance.randint(5, 45)):
        world.step(what, chance.randint(0, 30))
        _held_as_on_disk(world.store, plan.id)
    world.settles(5)
    world.settles(5)
    _holds(world)
    world.store.close()


def _holds(world: World) -> None:
    keeper, store, plan_id = world.keeper, world.store, world.plan.id
    lacks = set(keeper.lacks())
    due = fold(hidden(e) if e.seq in lacks else e for e, _ in keeper.log)
    assert store.journal.plan(plan_id) == due
    assert store.journal.folded.hold(plan_id).rows == index(due)
    assert store.refusals.waiting() == {}
    in_log = [entry.event.id for entry, _ in keeper.log]
    assert len(in_log) == len(set(in_log))
    refused = {row.event_id for row in store.refusals.all()}
    assert world.written - set(in_log) - refused == set()
    assert store.verify() == ()
