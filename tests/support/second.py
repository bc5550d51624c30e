"""A second laptop: its events arrive through the journal, as those that sync brings do."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from stafett_tui.domain.admit import Actor, Verdict, admit
from stafett_tui.domain.changes import Changes
from stafett_tui.domain.event import Body, Event, Status
from stafett_tui.domain.log import Revised
from stafett_tui.domain.plan import Plan
from stafett_tui.domain.policy import Policy

if TYPE_CHECKING:
    from stafett_tui.app import StafettApp
    from stafett_tui.services.opening import Office


class Second:
    """Somebody who writes in the same plan on another device."""

    def __init__(self, office: Office, plan_id: str, person: str = "p-klok", device: str = "tablet") -> None:
        """Write as this person, on this device."""
        self.office, self.plan_id, self.person, self.device = office, plan_id, person, device
        self._made = 0

    @property
    def plan(self) -> Plan:
        """The plan as it stands."""
        return self.office.store.journal.plan(self.plan_id)

    def seen(self, thing: str, name: str) -> int:
        """The place of the value that stands now: what this laptop has seen when it goes offline."""
        revisions = self.plan.revisions.get((thing, name), ())
        return revisions[-1].seq if revisions else self.plan.facts[thing].seq

    def judge(self, body: Body, *, base: int | str | None = None) -> Verdict:
        """What the gate says of it now."""
        plan, clock = self.plan, self.office.clock
        event = self._event(body, base, 1)
        return admit(plan, Actor(self.person), event, Policy(), clock.today(), clock.now())

    def write(self, body: Body, *, base: int | str | None = None, app: StafettApp | None = None) -> Changes:
        """Write it; with `app` the program is told of it as sync tells."""
        journal, clock = self.office.store.journal, self.office.clock
        with journal.batch(self.plan_id, at=clock.now(), policy=Policy().fingerprint()) as batch:
            event = self._event(body, base, batch.n(self.device))
            verdict = admit(batch.plan, Actor(self.person), event, Policy(), clock.today(), clock.now())
            assert verdict.status is not None, verdict
            batch.add(event, verdict.status)
        found = batch.changes
        changes = Changes(found.plan_id, found.kinds, found.ids, "", found.seq)
        if app is not None:
            app.changed.publish(changes)
        return changes

    def late(self, body: Revised, base: int | str) -> str:
        """Write what was written offline; it must become a conflict. Gives its event."""
        found = self.write(body, base=base)
        last = self.plan.entries[-1]
        assert last.status is Status.CONFLICT, body
        return found.ids[0]

    def _event(self, body: Body, base: int | str | None, n: int) -> Event:
        self._made += 1
        act = f"{self.device}-{self._made}"
        seen = self.seen(body.thing, body.field) if base is None and isinstance(body, Revised) else base
        return Event(
            id=self.office.desk().ids(), plan_id=self.plan_id, body=body, salt=secrets.token_bytes(16),
            actor=self.person, device=self.device, n=n, made_at=self.office.clock.now(), base=seen, act=act,
            group=act,
        )  # fmt: skip
