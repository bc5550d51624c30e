"""The laws I1 to I8, said a second time from the bare log: what the server took in, and what each laptop has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stafett_tui.domain.admit import admit
from stafett_tui.domain.errors import ErrorKind
from stafett_tui.domain.event import GENESIS, Entry, Event, Sealed, Status, chain, leaf_of
from stafett_tui.domain.kinds import CODEC, KINDS
from stafett_tui.domain.lifecycle import PlanStatus, status
from stafett_tui.domain.log import OF_THE_SERVER, Blanked, Revised, Struck
from stafett_tui.domain.oslo import oslo_date
from stafett_tui.domain.people import participants
from stafett_tui.domain.plan import Plan, apply, fold
from tests.support.domain import ERASING
from tests.sync.faults import knowing

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from stafett_tui.domain.case import Actor
    from stafett_tui.domain.policy import Policy
    from tests.support.fleet import Laptop

    Placed = tuple[Entry, Sealed]

SERVER = "server"
KEPT = frozenset({"refused", "lookup", "sync_plan"})
"""Tables that may speak of a plan that was taken out: own unsent words, look-ups, and that it is gone."""


class BrokenLawError(AssertionError):
    """A law did not hold."""


def hold(law: str, holds: object, *told: object) -> None:
    """Raise unless the law holds."""
    if not holds:
        raise BrokenLawError(f"{law}: {' '.join(map(repr, told))}")


class Follower:
    """Follows one log on the server as it grows."""

    def __init__(self) -> None:
        self.plan = Plan()
        self._known: list[bytes] = []

    def follow(self, log: list[Placed], *, brought: bool = False) -> None:
        """Go on from where it was; what was there must be there still (I3, I5); what was `brought` is not judged."""
        hashes = [entry.hash for entry, _ in log]
        hold("I5", hashes[: len(self._known)] == self._known, "what was in the log is another", len(self._known))
        fresh = [entry for entry, _ in log[len(self._known) :]]
        if any(entry.event is not None and entry.event.kind in ERASING for entry in fresh):
            self.plan = fold(entry for entry, _ in log)
            fresh = []
        for entry in fresh:
            if not brought:
                self.again(entry)
            self.plan = apply(self.plan, entry)
            self.holds()
        self._known = hashes
        self.holds()

    def again(self, entry: Entry) -> None:
        """Judge a new place on the state before it."""

    def holds(self) -> None:
        """Look at the state after each place."""

    def goes_on_as(self, other: Follower) -> Follower:
        """Go on from where another one is."""
        self.plan, self._known = other.plan, other._known
        return self


class Judge(Follower):
    """Follows the log of a plan, and judges every entry again."""

    def __init__(
        self,
        policy: Policy,
        actors: Callable[[str, datetime, Plan], Actor],
        machine: Callable[[str], str],
        put_back: frozenset[str] = frozenset(),
        erased: Callable[[], set[str]] = set,
    ) -> None:
        """Ask `actors` who somebody was at a moment, `machine` where an event was written, and what was `erased`.

        What was put back after a restore was judged before it; what it did again may be told of afterwards.
        """
        super().__init__()
        self._machine = machine
        self._put_back = put_back
        self._erased = erased
        self._policy = policy
        self._actors = actors

    def again(self, entry: Entry) -> None:
        event = entry.event
        if event is None or event.body is None or isinstance(event.body, OF_THE_SERVER):
            return
        if event.kind not in KINDS or event.device == SERVER or event.id in self._put_back:
            return
        verdict = admit(
            self.plan,
            self._actors(event.actor, entry.at, self.plan),
            event,
            self._policy,
            oslo_date(entry.at),
            entry.at,
        )
        if isinstance(event.body, Blanked) and verdict.code is ErrorKind.TARGET_UNKNOWN:
            hold("I6", event.body.target in self._erased(), entry.seq, "takes out what stands nowhere")
            return
        hold("I6", verdict.status is entry.status, entry.seq, event.kind, event.actor, verdict, entry.status)
        if isinstance(event.body, Revised) and entry.status is Status.OK:
            self._seen(event.body, event.base)
        if isinstance(event.body, Revised) and entry.status is Status.CONFLICT:
            self._not_with_itself(event.body, event)
        if isinstance(event.body, Struck):
            self._words_seen(event.body.target, event.base)

    def holds(self) -> None:
        if not self.plan.seq:
            return
        expected = 0 if status(self.plan) is PlanStatus.ERASED else 1
        holders = [p.person for p in participants(self.plan) if p.role == "holder"]
        hold("I8", len(holders) == expected, holders)

    def _seen(self, body: Revised, base: int | str | None) -> None:
        """No value was overwritten by one who had not seen it (I4)."""
        revisions = self.plan.revisions.get((body.thing, body.field), ())
        fact = self.plan.facts[body.thing]
        newest = {revisions[-1].seq, revisions[-1].event} if revisions else {fact.seq, fact.id}
        hold("I4", base in newest, body.thing, body.field, base, newest)

    def _words_seen(self, thing: str, base: int | str | None) -> None:
        """Nothing is struck whose last word, standing or late, its striker had not seen (I4, R11)."""
        words = [
            (r.seq, r.event) for (of, _), revisions in self.plan.revisions.items() if of == thing for r in revisions
        ]
        words += [(c.seq, c.event) for c in self.plan.conflicts if c.thing == thing]
        last = max([(self.plan.facts[thing].seq, thing), *words])
        seen = base is not None and (base in last or (isinstance(base, int) and base > last[0]))
        hold("I4", seen, "struck unseen", thing, base, last)

    def _not_with_itself(self, body: Revised, event: Event) -> None:
        """No value is in conflict with an earlier one of the same machine, unless it says it has seen the first (R40)."""
        revisions = self.plan.revisions.get((body.thing, body.field), ())
        places = {e.event.id: e.event for e in self.plan.entries if e.event is not None}
        newest = places.get(revisions[-1].event) if revisions else None
        own = newest is not None and newest.device == event.device and newest.n < event.n
        own = own and self._machine(newest.id) == self._machine(event.id)
        fact = self.plan.facts[body.thing]
        meant = {fact.seq, fact.id, *(c.event for c in self.plan.conflicts)}
        hold("I4", not own or event.base in meant, "in conflict with itself", event.id, event.base)


def whole(log: list[Placed], put_back: frozenset[str] = frozenset()) -> None:
    """Places without gaps, an unbroken chain, every event once (I3, I5).

    What the ledger put back keeps its number, which another of a disk that was cloned before it took part may have too.
    """
    before, ids, counted = GENESIS, set(), dict[tuple[str, int], str]()
    for number, (entry, sealed) in enumerate(log, 1):
        hold("I5", entry.seq == number, "a gap", entry.seq, number)
        if sealed is not None and sealed.body is not None:
            hold("I5", entry.leaf == leaf_of(sealed), "a changed byte", number)
        before = chain(before, entry.seq, entry.at, entry.status, entry.leaf)
        hold("I5", entry.hash == before, "a broken chain", number)
        event = entry.event
        if event is not None:
            place = (event.device, event.n)
            hold("I3", event.id not in ids, "twice", event.id)
            others = place in counted and put_back.isdisjoint({event.id, counted[place]})
            hold("I3", not others or not event.device, "a number twice", place)
            ids.add(event.id)
            counted[place] = event.id


def same_as_seen(laptop: Laptop, plan: str, there: tuple[Entry, ...] | None) -> None:
    """The laptop has exactly what its person may read (I1), or nothing (I7)."""
    with knowing(later=laptop.later):
        here = laptop.plan(plan)
        mine = () if here is None else laptop.store.journal.entries(plan)
        hold("I1", here is None or here == fold(mine), laptop.name, "holds another plan in memory than on disk")
    if there is None:
        hold("I7", here is None, laptop.name, "still has", plan)
        return
    hold("I1", here is not None, laptop.name, "has nothing of", plan)
    hold("I1", len(mine) == len(there), laptop.name, len(mine), len(there))
    for own, seen in zip(mine, there, strict=True):
        place = (seen.seq, seen.at, seen.status, seen.leaf, seen.hash)
        hold("I1", (own.seq, own.at, own.status, own.leaf, own.hash) == place, laptop.name, "another place", seen.seq)
        hold("I1", _same(own.event, seen.event), laptop.name, "other words", seen.seq, own.event, seen.event)


def _same(own: Event | None, seen: Event | None) -> bool:
    """Tell whether both say the same; what one of two versions does not know is the same in its bytes."""
    if own is None or seen is None or own.body is None or seen.body is None:
        return (own is None or own.body is None) and (seen is None or seen.body is None)
    alike = own.body == seen.body or CODEC.seal(own).body == CODEC.seal(seen).body
    return alike and (own.id, own.actor) == (seen.id, seen.actor)


def nothing_left(laptop: Laptop, plan: str) -> None:
    """Nothing of the plan stands in any table but the person's own unsent words (I7)."""
    with laptop.store._channel.reading() as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type='table'").fetchall()
        for (table,) in tables:
            columns = {row[1] for row in connection.execute(f'PRAGMA table_info("{table}")').fetchall()}
            if "plan_id" in columns and table not in KEPT:
                rows = connection.execute(f'SELECT count(*) FROM "{table}" WHERE plan_id=?', (plan,)).fetchone()
                hold("I7", rows[0] == 0, laptop.name, "still has rows of", plan, "in", table)


def only_what_may_be_read(reader: str, sent: list[tuple[int, Any]], seen: tuple[Entry, ...] | None) -> None:
    """What was handed out is what the read rule allows at this moment, in the words it allows (I7)."""
    hold("I7", seen is not None, reader, "may not read at all")
    for seq, event in sent:
        allowed = seen[seq - 1].event
        told = allowed is not None and allowed.body is not None and (allowed.id, allowed.body) == (event.id, event.body)
        hold("I7", told, reader, "was handed", seq, event.kind)
