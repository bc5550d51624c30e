"""What a reader sees of a log: asked of the read rule of the domain, and of nothing else (R30, I7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from stafett_server.log.held import Held
from stafett_tui.domain.case import Actor
from stafett_tui.domain.event import Entry
from stafett_tui.domain.kinds import CODEC
from stafett_tui.domain.policy import Policy
from stafett_tui.domain.sight import lacking, mark_of, retold
from stafett_tui.domain.view import may_read, visible


@dataclass(frozen=True, slots=True)
class Sight:
    """Whether somebody may read a log, and which places they see without words."""

    may: bool
    lacks: tuple[int, ...] = ()
    told: tuple[Entry, ...] = ()
    """Places that are told in other words (D-12, K-04)."""

    def until(self, seq: int) -> tuple[int | str, ...]:
        """Give what is lacking or told in other words up to a place, as marks name it."""
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


def sight_of(held: Held, reader: Actor, policy: Policy, today: date) -> Sight:
    """Give what the reader sees of a plan."""
    if not held.plan.seq or not may_read(held.plan, reader, policy, today):
        return BLIND
    seen = visible(held.plan.entries, reader, policy, today)
    told = tuple(e for e, was in zip(seen, held.plan.entries, strict=True) if _retold(e, was))
    return Sight(may=True, lacks=lacking(seen), told=told)


def _retold(seen: Entry, was: Entry) -> bool:
    return seen.event is not None and was.event is not None and seen.event.body is not was.event.body
