"""Writing a plan's history: the same gate and journal as ever, with the clock set to each day."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from stafett_tui.domain.admit import Actor, admit
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.event import Body, Event, new_id
from stafett_tui.domain.log import Revised
from stafett_tui.domain.plan import Plan
from stafett_tui.domain.policy import Policy
from stafett_tui.services.clock import oslo, to_wall

if TYPE_CHECKING:
    from stafett_tui.store.batch import Batch
    from stafett_tui.store.journal import Journal

DEVICE = "demo-before"
"""The device of what was there before; undo of whoever opens the demo does not reach it."""


@dataclass(frozen=True)
class Told:
    """One event of the past: when (on the wall in Oslo), what, and under which id where it is referred to."""

    at: datetime
    body: Body | Callable[[Plan], Body]
    id: str = ""


def seeded(*parts: object) -> bytes:
    """Bytes that are the same in every demo for the same parts: invented plans need no secret."""
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).digest()


def new_plan_id(*parts: object) -> str:
    """Make a plan's id; it begins at random, so that its first six signs tell plans apart."""
    return str(UUID(bytes=seeded("plan", *parts)[:16], version=4))


class Chronicle:
    """Tells the past of one plan into the journal, as its holder."""

    def __init__(self, journal: Journal, plan_id: str, actor: str, policy: Policy) -> None:
        """Write into this journal, as this person."""
        self._journal = journal
        self._plan_id = plan_id
        self._actor = Actor(actor)
        self.policy = policy
        self._fingerprint = policy.fingerprint()
        self._count = 0

    def new_id(self, at: datetime, *parts: object) -> str:
        """Make the id of a thing of that moment; the same parts give the same id."""
        return new_id(int(oslo(at).timestamp() * 1000), seeded(self._plan_id, *parts))

    def tell(self, events: Iterable[Told]) -> None:
        """Write the events in order of time, each an act of its own and confirmed at its moment; one transaction."""
        told = sorted(events, key=lambda each: each.at)
        with self._journal.batch(self._plan_id, at=oslo(told[0].at), policy=self._fingerprint) as batch:
            for each in told:
                batch.at = oslo(each.at)
                self._add(batch, each)

    def _add(self, batch: Batch, told: Told) -> None:
        self._count += 1
        plan, at = batch.plan, oslo(told.at)
        body = told.body if isinstance(told.body, Body) else told.body(plan)
        event_id = told.id or self.new_id(told.at, "event", self._count)
        event = Event(
            id=event_id, plan_id=self._plan_id, body=body, salt=seeded(event_id, "salt")[:16],
            actor=self._actor.person, device=DEVICE, n=batch.n(DEVICE), made_at=at, act=event_id, group=event_id,
            base=_seen(plan, body),
        )  # fmt: skip
        verdict = admit(plan, self._actor, event, self.policy, to_wall(at).date(), at)
        if verdict.status is None:
            raise StafettError(verdict.code or ErrorKind.BAD_INPUT, event=body.KIND)
        batch.add(event, verdict.status)


def _seen(plan: Plan, body: Body) -> int | None:
    """Give the seq of the value that a change was made of: nobody else wrote in between."""
    if not isinstance(body, Revised):
        return None
    earlier = plan.revisions.get((body.thing, body.field), ())
    return earlier[-1].seq if earlier else plan.facts[body.thing].seq
