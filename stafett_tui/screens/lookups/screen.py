"""Who has looked into a plan, how, when and why: what the family that asks is told (S-06, S-08)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult

from stafett_tui.screens.frame.given import Given
from stafett_tui.screens.frame.matching import holds
from stafett_tui.screens.frame.ofplan import OfPlan
from stafett_tui.screens.frame.sections import Section, Sections
from stafett_tui.screens.lookups.listing import of_plan, whole
from stafett_tui.widgets.bindings import screen_bindings
from stafett_tui.widgets.page import Sheet
from stafett_tui.widgets.rows import Rows

if TYPE_CHECKING:
    from stafett_tui.domain.plan import Plan
    from stafett_tui.services.desk import Desk
    from stafett_tui.services.lookups import Lookup


class LookupsScreen(OfPlan):
    """The look-ups of a plan, the newest first; this one is among them."""

    SCREEN = "lookups"
    BINDINGS = [*screen_bindings("lookups")]
    CSS_PATH = "screen.tcss"

    def __init__(self, given: Given, plan_id: str) -> None:
        """Open the look-ups of this plan."""
        super().__init__(given, plan_id)
        self.list = Sections(id="lookups", vi=given.vi)
        self.whole = Sheet(id="whole", wrap=True, focusable=True)
        self._found: tuple[Lookup, ...] = ()
        self._sought = ""

    @property
    def place(self) -> str:
        """Which screen of the plan this is."""
        return self.tr("Who has looked")

    def body(self) -> ComposeResult:
        """The list, and beside it one look-up."""
        yield from self.beside(self.list, self.whole)

    def reload(self) -> None:
        """Read the plan, which is noted, and then who has looked."""

        def read(desk: Desk) -> tuple[Plan, tuple[Lookup, ...]]:
            return desk.plans.get(self._plan_id, view=self.SCREEN), desk.lookups.extract(self._plan_id)

        self.read(read, self._show_read)

    def _show_read(self, found: tuple[Plan, tuple[Lookup, ...]]) -> None:
        plan, self._found = found
        self._take(plan)

    def show(self, plan: Plan, *, first: bool) -> None:
        """Show the list, and the look-up of the row."""
        del plan
        self._fill(keep=not first)

    def _fill(self, *, keep: bool) -> tuple[int, int]:
        """Show the rows that the filter leaves; answer how many of how many."""
        section = of_plan(self._found, self.texts)
        left = tuple(row for row in section.rows if holds(self._sought, "  ".join(row.cells)))
        self.list.set_sections([Section(section.columns, left, section.empty)], keep=keep)
        self._tell()
        return len(left), len(section.rows)

    @property
    def filters(self) -> bool:
        """The list can be searched."""
        return True

    def filter_by(self, text: str) -> str:
        """Show only rows with this text."""
        self._sought = text.strip()
        shown, of = self._fill(keep=False)
        return self.tr("{n} of {m}", n=shown, m=of)

    def on_rows_moved(self) -> None:
        """Tell about the look-up where the cursor is now."""
        self._tell()

    def _tell(self) -> None:
        key = self.list.row.key if self.list.row else ""
        found = next((each for each in self._found if str(each.n) == key), None)
        self.whole.set_lines(() if found is None else whole(found, self.texts))

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Enter: read the look-up in full."""
        event.stop()
        self.read_whole(self.whole)
