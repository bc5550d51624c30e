"""Everything that the overview of a plan shows, read at once: no row moves after it stands there."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from stafett_tui.domain.errors import StafettError
from stafett_tui.domain.people import holder_id
from stafett_tui.screens.frame.given import Given
from stafett_tui.screens.plan.held import HeldActs

if TYPE_CHECKING:
    from stafett_tui.domain.plan import Plan
    from stafett_tui.domain.policy import Policy
    from stafett_tui.services.desk import Desk
    from stafett_tui.services.starting import Held


class Seen(NamedTuple):
    """What the overview shows besides the plan, read with it."""

    policy: Policy | None = None
    """By which what waits is told; None where it is not told."""
    reach: str = ""
    """How the holder is reached."""
    held: Held | None = None
    """What waits here for a whole consent (C-01)."""
    barred: frozenset[str] = frozenset()
    """The actions that are not mine to do here."""


class ReadAtOnce(HeldActs):
    """A screen of one plan that waits for all it shows."""

    def __init__(self, given: Given, plan_id: str) -> None:
        """Open this plan."""
        super().__init__(given, plan_id)
        self.seen = Seen()

    def reload(self) -> None:
        """Read everything that is shown at once, so that no row moves after it stands there."""
        self.read(self._read_all, self._show_all_read)

    def _read_all(self, desk: Desk) -> tuple[Plan, Seen]:
        plan = desk.plans.get(self._plan_id, view=self.SCREEN)
        return plan, Seen(self.given.office.judged_by.policy, self._reach(desk, plan),
                          desk.starting.held(self._plan_id), desk.permitted.barred(self._plan_id))  # fmt: skip

    def _reach(self, desk: Desk, plan: Plan) -> str:
        """How the holder is reached, where I may know it (D-11)."""
        try:
            found = desk.people.known(self._plan_id, holder_id(plan) or "")
        except StafettError:
            return ""
        return "  ".join(filter(None, (found.phone, found.email)))

    def _show_all_read(self, found: tuple[Plan, Seen]) -> None:
        plan, self.seen = found
        self.bar(self.seen.barred)
        self._take(plan)
