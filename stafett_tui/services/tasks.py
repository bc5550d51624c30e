"""What waits for me over all my plans: each thing with what its sentence needs, as a list over plans may tell it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from stafett_tui.domain import tasks
from stafett_tui.domain.changes import POLICY, Changes
from stafett_tui.domain.initials import initials
from stafett_tui.domain.lifecycle import PlanStatus, status
from stafett_tui.domain.people import Role, opening, role_of
from stafett_tui.domain.person import OpenersNamed, ProtectionNoted
from stafett_tui.domain.plan import Plan
from stafett_tui.domain.tasks import Task, TaskKind
from stafett_tui.domain.versions import two_versions
from stafett_tui.services.writing import Writer

OUTCOME: Final = "outcome"
"""An evaluation waits for one of its four outcomes."""
HELD: Final = "held"
"""Something was written down for the plan and waits for a whole consent (C-01)."""
VERSIONS: Final = "versions"
"""Several have changed the same thing without seeing each other: somebody chooses (I4)."""
SILENT: Final = "silent"
"""Something waits in a plan of which no list says more (K-03)."""
_EVERYWHERE: Final = frozenset({OpenersNamed.KIND, ProtectionNoted.KIND, POLICY})
"""These change what a list may say of more than one plan."""
_FAMILY: Final = frozenset({Role.OWNER, Role.GUARDIAN})


@dataclass(frozen=True, slots=True)
class Waits:
    """One thing that waits: in which plan, what, for whom, until when."""

    plan_id: str
    number: int
    initials: str
    kind: str
    """The sort of a task, or one of this module."""
    about: str = ""
    name: str = ""
    """The service or the person; somebody of the family by initials (S-09)."""
    due: date | None = None
    on: date | None = None
    """The day of the consent or meeting that it is about."""


class Tasks:
    """What waits in the plans that I hold; a plan is read once, and again when it changes or the day does."""

    def __init__(self, writer: Writer) -> None:
        """Look through this writer's journal, as its person."""
        self._writer = writer
        self._known: dict[str, tuple[Waits, ...]] = {}
        self._day: date | None = None
        self._turn = 0
        writer.listeners.append(self.heard)

    def mine(self, held: Iterable[str] = ()) -> tuple[Waits, ...]:
        """Give what waits, by plan number; `held` are the plans for which something waits on this laptop (C-01)."""
        today, person = self._writer.clock.today(), self._writer.actor.person
        if today != self._day:
            self._known, self._day = {}, today
        kept = frozenset(held)
        found: list[Waits] = []
        for plan_id in self._writer.journal.plans_held_by(person):
            found.extend(self._of(plan_id, also=plan_id in kept))
        return tuple(sorted(found, key=lambda each: each.number))

    def _of(self, plan_id: str, *, also: bool) -> tuple[Waits, ...]:
        known = self._known.get(plan_id)
        if known is None or also:
            turn, plan = self._turn, self._writer.journal.plan(plan_id)
            known = self._read(plan, also=also)
            if turn == self._turn and not also:
                self._known[plan_id] = known
        return known

    def _read(self, plan: Plan, *, also: bool) -> tuple[Waits, ...]:
        opened = opening(plan)
        if opened is None or status(plan) in {PlanStatus.CLOSED, PlanStatus.ERASED}:
            return ()
        line = Waits(plan.id, opened.number, initials(opened.owner.name), "")
        today = self._writer.today(plan)
        found = [_told(plan, line, task) for task in tasks.tasks(plan, self._writer.policy, today)]
        found += [replace(line, kind=VERSIONS)] if two_versions(plan) else []
        found += [replace(line, kind=OUTCOME, about=meeting) for meeting in tasks.undecided(plan)]
        if also:
            found.append(replace(line, kind=HELD))
        if found and self._writer.persons.guarded(plan)[1] is not None:
            return (replace(line, kind=SILENT),)
        return _together(found)

    def heard(self, changes: Changes) -> None:
        """Read a plan again that was written in, here or elsewhere."""
        self._turn += 1
        if changes.kinds & _EVERYWHERE:
            self._known.clear()
        else:
            self._known.pop(changes.plan_id, None)


def _told(plan: Plan, line: Waits, task: Task) -> Waits:
    name, on = tasks.about(plan, task)
    if role_of(plan, task.about) in _FAMILY:
        name = initials(name)
    return replace(line, kind=task.kind.value, about=task.about, name=name, due=task.due, on=on)


def _together(found: list[Waits]) -> tuple[Waits, ...]:
    """Join the services whose consents end on one day into one line."""
    joined: dict[tuple[str, date | None, str], Waits] = {}
    for each in found:
        services = each.kind in {TaskKind.CONSENT_ENDS, TaskKind.CONSENT_OVER}
        key = (each.kind, each.due, "" if services else each.about)
        known = joined.get(key)
        joined[key] = each if known is None else replace(known, name=f"{known.name}, {each.name}")
    return tuple(joined.values())
