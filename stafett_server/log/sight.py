"""What a reader sees of a log: asked of the read rule of the domain, and of nothing else (R30, I7)."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date

from stafett_server.log.held import Held
from stafett_tui.domain.case import Actor
from stafett_tui.domain.event import Entry
from stafett_tui.domain.kinds import CODEC
from stafett_tui.domain.policy import Policy
from stafett_tui.domain.sight import lacking, mark_of, retold
from stafett_tui.domain.view import reading


@dataclass(frozen=True, slots=True)
class Sight:
    """Whether somebody may read a log, and which places they see without words."""

    may: bool
    lacks: tuple[int, ...] = ()
    told: tuple[Entry, ...] = ()
    """Places that are told in other words (D-12, K-04)."""

    def until(self, seq: int) -> tuple[int | str, ...]:
        """Give what is lacking or told in other words up to a place, as marks name it."""
        if not self.lacks and not self.told:
            return ()
        named: dict[int, int | str] = {each: each for each in self.lacks if each <= seq}
        named |= {each.seq: _named(each) for each in self.told if each.seq <= seq}
        return tuple(named[place] for place in sorted(named))

    def mark(self, seq: int) -> str:
        """Give the mark of what is lacking up to a place (R29)."""
        return mark_of(self.until(seq))


def place_of(named: int | str) -> int:
    """Give the place that is named in a mark."""
    return named if isinstance(named, int) else int(named.split(":")[0])


def _named(told: Entry) -> str:
    body = b"" if told.event is None else CODEC.seal(told.event).body
    return retold(told.seq, body or b"")


BLIND = Sight(may=False)


class Sights:
    """What was found lately, by everything it depends on: the log, who reads, why, who is guarded, and the day."""

    def __init__(self, most: int = 4096) -> None:
        """Keep so many."""
        self._most = most
        self._found: OrderedDict[Hashable, Sight] = OrderedDict()
        self._guard = threading.Lock()

    def get(self, asked: Hashable) -> Sight | None:
        """Give what was found, None where it is not known."""
        return self._found.get(asked)

    def put(self, asked: Hashable, found: Sight) -> None:
        """Remember what was found."""
        with self._guard:
            self._found[asked] = found
            while len(self._found) > self._most:
                self._found.popitem(last=False)


def sight_of(held: Held, reader: Actor, policy: Policy, today: date) -> Sight:
    """Give what the reader sees of a plan."""
    found = reading(held.plan, reader, policy, today) if held.plan.seq else None
    if found is None:
        return BLIND
    if found.whole and not held.lacking:
        return Sight(may=True)
    seen = found.of(held.plan.entries)
    told = tuple(e for e, was in zip(seen, held.plan.entries, strict=True) if _retold(e, was))
    return Sight(may=True, lacks=lacking(seen), told=told)


def _retold(seen: Entry, was: Entry) -> bool:
    return seen.event is not None and was.event is not None and seen.event.body is not was.event.body
