"""The folded plan as it stands: what people see is selected from it by the topics."""

from bisect import bisect_left
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from operator import attrgetter
from typing import Any, TypeVar

from stafett_tui.domain.event import GENESIS, Body, Entry
from stafett_tui.domain.fact import ActKey, ActRecord, Conflict, Fact, Revision, standing

B = TypeVar("B", bound=Body)
T = TypeVar("T")
_SEQ = attrgetter("seq")


@dataclass(frozen=True, slots=True)
class Plan:
    """One Stafettlogg as it stands at `seq`; the mappings are never changed in place."""

    id: str = ""
    seq: int = 0
    head: bytes = GENESIS
    at: datetime | None = None
    """The latest time of the keeper's clock in the log: a clock set back does not take today back."""
    facts: Mapping[str, Fact[Any]] = field(default_factory=dict)
    struck: frozenset[str] = frozenset()
    revisions: Mapping[tuple[str, str], tuple[Revision, ...]] = field(default_factory=dict)
    by_act: Mapping[ActKey, ActRecord] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()
    entries: tuple[Entry, ...] = field(default=(), repr=False, compare=False)
    """The log it was folded from, for readers whose reading ended on some day (C-08)."""
    _selected: dict[Callable[["Plan"], Any], Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    _kept: dict[Callable[["Plan"], Any], tuple[frozenset[type[Body]], Any]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """What was selected from things of some kinds alone, with these kinds."""
    _along: dict[Callable[["Plan"], Any], tuple[Any, "_Since"]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """What is put right along the way, with the things that changed since it was."""

    @property
    def acts(self) -> tuple[ActRecord, ...]:
        """Give the acts, oldest first."""
        return tuple(self.by_act.values())

    def once(self, select: "Callable[[Plan], T]") -> T:
        """Give what a pure function selects from this plan, selecting it once."""
        found: T
        try:
            found = self._selected[select]
        except KeyError:
            found = self._selected[select] = select(self)
        return found

    def once_from(self, kinds: tuple[type[Body], ...], select: "Callable[[Plan], T]") -> T:
        """Give what a function selects from the things of these kinds alone, anew only where one of them changed."""
        found: T
        try:
            found = self._kept[select][1]
        except KeyError:
            found = select(self)
            self._kept[select] = (frozenset(kinds), found)
        return found

    def once_along(
        self, select: "Callable[[Plan], T]", put_right: "Callable[[Plan, T, tuple[str, ...]], T]"
    ) -> T:  # fmt: skip
        """Give what a function selects; `put_right` makes it of what it was, and of the things that changed since."""
        known = self._along.get(select)
        if known is not None and known[1] is None:
            found: T = known[0]
            return found
        found = select(self) if known is None else put_right(self, known[0], _in_order(known[1]))
        self._along[select] = (found, None)
        return found

    def of(self, kind: type[B]) -> "tuple[Fact[B], ...]":
        """Give the things of a kind that stand, in the order of the log."""
        try:
            return self._selected[_standing_by_kind].get(kind, ())  # type: ignore[no-any-return]  # by its own kind
        except KeyError:
            return self.once(_standing_by_kind).get(kind, ())

    def after(self, before: "Plan", changed: Collection[str]) -> "Plan":
        """Take over what was selected before, where it still is true; gives itself.

        `changed` are all things that were made, changed, struck or restored since.
        """
        standing = before._selected.get(_standing_by_kind)  # noqa: SLF001 - of the same class
        if standing is None:
            return self
        kept = before._kept  # noqa: SLF001 - as above
        if changed:
            standing, kinds = dict(standing), set[type[Body]]()
            for thing in changed:
                fact = self.facts[thing]
                kind = type(fact.body)
                kinds.add(kind)
                standing[kind] = _with(standing.get(kind, ()), fact, stands=thing not in self.struck)
            kept = {select: known for select, known in kept.items() if kinds.isdisjoint(known[0])}
            for select, (known, since) in before._along.items():  # noqa: SLF001 - as above
                self._along[select] = (known, (since, tuple(changed)))
        else:
            object.__setattr__(self, "_along", before._along)  # noqa: SLF001 - as above
        self._selected[_standing_by_kind] = standing
        object.__setattr__(self, "_kept", kept)
        return self

    def last(self, kind: type[B]) -> "Fact[B] | None":
        """Give the newest standing thing of a kind."""
        found = self.of(kind)
        return found[-1] if found else None

    def get(self, thing: str | None, kind: type[B]) -> "Fact[B] | None":
        """Give the standing thing with this id, where it is of this kind."""
        fact = self.facts.get(thing or "")
        return fact if fact is not None and type(fact.body) is kind and fact.id not in self.struck else None

    def history(self, thing: str, name: str) -> tuple[Revision, ...]:
        """Give the revisions of a field, oldest first, without those taken back."""
        found = self.revisions.get((thing, name))
        return standing(found) if found else ()


_Since = tuple[Any, tuple[str, ...]] | None
"""Things that changed last, behind what changed before them; None where nothing did."""


def _in_order(since: _Since) -> tuple[str, ...]:
    found: list[tuple[str, ...]] = []
    while since is not None:
        since, changed = since
        found.append(changed)
    return tuple(thing for changed in reversed(found) for thing in changed)


def _standing_by_kind(plan: Plan) -> Mapping[type[Body], tuple[Fact[Any], ...]]:
    found: dict[type[Body], list[Fact[Any]]] = {}
    for fact in plan.facts.values():
        if fact.id not in plan.struck:
            found.setdefault(type(fact.body), []).append(fact)
    return {kind: tuple(facts) for kind, facts in found.items()}


def _with(same: tuple[Fact[Any], ...], fact: Fact[Any], *, stands: bool) -> tuple[Fact[Any], ...]:
    """Give the things of a kind with one of them as it is now, in its place in the log."""
    if stands and (not same or same[-1].seq < fact.seq):
        return (*same, fact)
    at = bisect_left(same, fact.seq, key=_SEQ)
    after = at + (at < len(same) and same[at].id == fact.id)
    return (*same[:at], fact, *same[after:]) if stands else (*same[:at], *same[after:])
