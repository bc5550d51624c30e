"""Every look-up of a plan is noted, of one's own plans too, and told to the family (S-06, S-08)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Final

from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.people import Role, role_of
from stafett_tui.domain.plan import Plan
from stafett_tui.domain.view import may_see_lookups
from stafett_tui.services.person import Me
from stafett_tui.services.writing import Writer
from stafett_tui.store.audit import Audit, Lookup, Viewing

__all__ = ["ALERT", "REASON", "Lookup", "Lookups"]

REASON: Final = "reason"
"""The view of the entry in which somebody says why a plan of others is opened."""
ALERT: Final = "alert"
"""The view of the entry that tells the coordinator: a strictly confidential plan was looked into (K-03)."""
_LATER: Final = frozenset({ErrorKind.DISK_FULL, ErrorKind.READ_ONLY})


class Lookups:
    """The look-ups that this person makes on this device."""

    def __init__(self, audit: Audit, writer: Writer, me: Me) -> None:
        """Note into this log, as this person."""
        self._audit = audit
        self._writer = writer
        self._me = me
        self._reasons: dict[str, str] = {}
        self._waiting: list[tuple[Viewing, datetime]] = []

    def note(self, plan_id: str, view: str) -> None:
        """Note that the plan is read in this view, before it is shown; the same within ten minutes is one entry.

        A full disk keeps nobody out of a plan of their own: the entry waits. Into that of others nobody looks unnoted.
        """
        plan = self._writer.journal.plan(plan_id)
        told = self._viewing(plan, view, self._reasons.get(plan_id, ""))
        now = self._writer.clock.now()
        try:
            self._catch_up()
            self._audit.note(told, now)
            self._alert(plan, told, now)
        except StafettError as error:
            if error.kind not in _LATER or role_of(plan, self._me.person) is None:
                raise
            self._waiting.append((told, now))

    def give_reason(self, plan_id: str, reason: str) -> None:
        """Note why a plan of others is opened, each time; the views that follow carry the reason (S-06)."""
        if not reason.strip():
            raise StafettError(ErrorKind.REASON_NEEDED)
        plan = self._writer.journal.plan(plan_id)
        self._audit.record(self._viewing(plan, REASON, reason.strip()), self._writer.clock.now())
        self._reasons[plan_id] = reason.strip()
        actor = self._writer.actor
        self._writer.actor = replace(actor, reasons=actor.reasons | {plan_id})

    def extract(self, plan_id: str) -> tuple[Lookup, ...]:
        """Give every look-up of a plan that this device knows, oldest first: the extract for the family (S-08).

        Whoever shows it reads the plan first, by `Plans.get` in a view of its own, which is noted like any other.
        Raises NOT_ALLOWED where the table gives no extract.
        """
        if not self.may_see(plan_id):
            raise StafettError(ErrorKind.NOT_ALLOWED)
        found = self._audit.lookups(plan_id)
        return _unplaced(found) if self._guarded(self._writer.journal.plan(plan_id)) else found

    def may_see(self, plan_id: str) -> bool:
        """Tell whether I am told who has looked into a plan."""
        plan = self._writer.journal.plan(plan_id)
        return may_see_lookups(plan, self._writer.seeing(plan), self._writer.policy, self._writer.today(plan))

    def alerts(self, since: datetime | None = None) -> tuple[Lookup, ...]:
        """Give the look-ups of strictly confidential plans, for the coordinator alone; raises NOT_ALLOWED (K-03)."""
        if Role.COORDINATOR not in self._writer.actor.offices:
            raise StafettError(ErrorKind.NOT_ALLOWED)
        return _unplaced(each for each in self._audit.viewed(ALERT) if since is None or each.at >= since)

    def _alert(self, plan: Plan, told: Viewing, now: datetime) -> None:
        """Mark the look-up of a strictly confidential plan with an entry of its own."""
        if self._guarded(plan):
            self._audit.note(told._replace(view=ALERT), now)

    def _guarded(self, plan: Plan) -> bool:
        return self._writer.persons.guarded(plan)[1] is not None

    def _catch_up(self) -> None:
        """Note first what a full disk did not take."""
        while self._waiting:
            self._audit.note(*self._waiting[0])
            del self._waiting[0]

    def _viewing(self, plan: Plan, view: str, reason: str) -> Viewing:
        me = self._me
        role = role_of(plan, me.person)
        return Viewing(plan.id, me.person, me.name, me.office if role is None else role.value, me.service, view,
                       self._writer.device, reason)  # fmt: skip


def _unplaced(found: Iterable[Lookup]) -> tuple[Lookup, ...]:
    """Give look-ups without the units of the readers, which would tell where the child is found (K-03)."""
    return tuple(each._replace(unit="") for each in found)
