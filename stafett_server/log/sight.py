"""What a reader sees of a log: asked of the read rule of the domain, and of nothing else (R30, I7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from stafett_server.log.held import Held
from stafett_tui.domain.case import Actor
from stafett_tui.domain.policy import Policy
from stafett_tui.domain.sight import lacking, mark_of
from stafett_tui.domain.view import may_read, visible


@dataclass(frozen=True, slots=True)
class Sight:
    """Whether somebody may read a log, and which places they see without words."""

    may: bool
    lacks: tuple[int, ...] = ()

    def until(self, seq: int) -> tuple[int, ...]:
        """Give what is lacking up to a place."""
        return tuple(each for each in self.lacks if each <= seq)

    def mark(self, seq: int) -> str:
        """Give the mark of what is lacking up to a place (R29)."""
        return mark_of(self.until(seq))


BLIND = Sight(may=False)


def sight_of(held: Held, reader: Actor, policy: Policy, today: date) -> Sight:
    """Give what the reader sees of a plan."""
    if not held.plan.seq or not may_read(held.plan, reader, policy, today):
        return BLIND
    return Sight(may=True, lacks=lacking(visible(held.plan.entries, reader, policy, today)))
