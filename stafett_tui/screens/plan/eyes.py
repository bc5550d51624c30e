"""The plan as somebody in it sees it: to be sure what a family or a service is shown; nothing is written here."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from stafett_tui.domain.names import name_of
from stafett_tui.screens.frame.asking import Dialogue
from stafett_tui.screens.frame.given import Given
from stafett_tui.screens.plan.screen import PlanScreen
from stafett_tui.widgets.bindings import app_bindings, screen_bindings
from stafett_tui.widgets.rows import Rows

if TYPE_CHECKING:
    from stafett_tui.domain.plan import Plan
    from stafett_tui.services.desk import Desk


class EyesScreen(PlanScreen, inherit_bindings=False):
    """The overview with the eyes of one person."""

    SCREEN = "eyes"
    BINDINGS = [*screen_bindings("eyes"), *app_bindings()]

    def __init__(self, given: Given, plan_id: str, person: str) -> None:
        """Look at this plan as this person."""
        super().__init__(given, plan_id)
        self._person = person
        self._whose = ""

    @property
    def place(self) -> str:
        """Whose eyes these are, and what the list is filtered by."""
        whose = self.tr("AS {name} SEES IT", name=self._whose) if self._whose else ""
        return "   ".join(filter(None, (whose, super().place)))

    def reload(self) -> None:
        """Read the plan as that person sees it; the look-up is noted as mine."""

        def seen(desk: Desk) -> tuple[Plan, str]:
            name = name_of(desk.plans.get(self._plan_id, view=self.SCREEN), self._person)
            return desk.people.preview(self._plan_id, self._person), name

        self.read(seen, self._show_seen)

    def _show_seen(self, seen: tuple[Plan, str]) -> None:
        plan, self._whose = seen
        self._take(plan)
        self.say(self.tr("You see the plan as {name} does. {key_back} goes back.", name=self._whose))

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Enter: read the row in full, never go on from here."""
        event.stop()
        event.prevent_default()
        self.read_whole(self.aside)

    def converse(self, talk: Dialogue) -> None:
        """Nothing is asked here but the filter."""
        del talk
        self._only_looking()

    def action_find(self) -> None:
        """Filter the list as one types."""
        super().converse(self._find())

    action_find_here = action_find

    def write(self, fn: Callable[[Desk], Any], then: Callable[[Any], Any] | None = None) -> None:
        """Nothing is written here."""
        del fn, then
        self._only_looking()

    def _only_looking(self) -> None:
        self.say(self.tr("You only look here, as {name}. {key_back} goes back.", name=self._whose))
