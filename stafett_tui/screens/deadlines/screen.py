"""Open deadlines over all plans, the oldest first; rows are read as they come on the screen (G8)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from textual.app import ComposeResult
from textual.timer import Timer

from stafett_tui.screens.deadlines.acts import DeadlineActs
from stafett_tui.screens.deadlines.review import WANTED, View, columns, row, row_detail
from stafett_tui.screens.deadlines.views import Views
from stafett_tui.screens.frame.given import Given
from stafett_tui.screens.frame.matching import holds
from stafett_tui.screens.frame.messages import OpenPlan
from stafett_tui.widgets.bindings import screen_bindings
from stafett_tui.widgets.chrome import Rule
from stafett_tui.widgets.page import Sheet
from stafett_tui.widgets.rows import Row, Rows

if TYPE_CHECKING:
    from stafett_tui.domain.changes import Changes
    from stafett_tui.domain.plan import Plan
    from stafett_tui.services.deadlines import DeadlineCounts
    from stafett_tui.services.desk import Desk
    from stafett_tui.services.front import DeadlineLine

REST: Final = 0.15
"""Seconds the cursor rests on a row before its plan is read."""


class DeadlinesScreen(DeadlineActs):
    """Views by number, the list, and the row in full with why its date moved."""

    SCREEN = "deadlines"
    BINDINGS = [*screen_bindings("deadlines")]
    CSS_PATH = "screen.tcss"

    def __init__(self, given: Given) -> None:
        """Begin with what is overdue."""
        super().__init__(given)
        self.views = Views(self.texts)
        self.list = Rows(columns(self.texts), id="deadlines", vi=given.vi,
                         empty=self.tr("No deadlines in this view."))  # fmt: skip
        self.detail = Sheet(id="detail", wrap=True, focusable=True)
        self.view = View.OVERDUE
        self._ids: Sequence[str] = ()
        self._lines: dict[str, DeadlineLine] = {}
        self._counts: DeadlineCounts | None = None
        self.plan_read: Plan | None = None
        self.written_in: str | None = None
        self._resting: Timer | None = None
        self._sought = ""
        self._told = ""

    def body(self) -> ComposeResult:
        """Views, list and detail."""
        yield self.views
        yield Rule()
        yield self.list
        yield Rule()
        yield self.detail

    def on_mount(self) -> None:
        """Show the first view before the desk is there: ids and rows need only the light reads."""
        self._ids = self.given.office.front.deadline_ids(overdue=True)
        self._show_rows()
        self.reload()

    # ---- the plan of the row

    @property
    def current(self) -> DeadlineLine | None:
        """The deadline on the row."""
        return self._lines.get(self.list.row.key) if self.list.row else None

    @property
    def plan_id(self) -> str | None:
        """The plan that was written in last, else the one of the row: undo works there."""
        return self.written_in or (self.current.plan_id if self.current else None)

    @property
    def title_line(self) -> str:
        """Where one is."""
        shown = self.tr("Deadlines of all plans")
        return f"{shown}   {self.tr('filter: {text}', text=self._sought)}" if self._sought else shown

    def touches(self, changes: Changes) -> bool:
        """Every change may move a deadline."""
        del changes
        return True

    # ---- reading

    def reload(self) -> None:
        """Read ids and counts again; the cursor stays where it is."""
        view = self.view
        wanted = WANTED[view]

        def ask(desk: Desk) -> tuple[Sequence[str], DeadlineCounts]:
            ids = desk.deadlines.ids(overdue=wanted.overdue, within=wanted.within, mine=wanted.mine,
                                     unassigned=wanted.unassigned)  # fmt: skip
            return self._filtered(desk, ids), desk.deadlines.counts()

        def take(answer: tuple[Sequence[str], DeadlineCounts]) -> None:
            if view is self.view:
                here = self.list.row.key if self.list.row else ""
                self._ids, self._counts = answer
                self._show_rows(here)

        self.read(ask, take)

    def _filtered(self, desk: Desk, ids: Sequence[str]) -> Sequence[str]:
        if not self._sought:
            return ids
        return [line.activity_id for line in desk.deadlines.rows(ids) if self._holds(line)]

    def _holds(self, line: DeadlineLine) -> bool:
        return holds(self._sought, f"{line.number} {line.initials} {line.what} {line.responsible_name} {line.service}")

    def _show_rows(self, here: str = "") -> None:
        """Show the ids; the cursor stays on the deadline where it was, or else on the same line."""
        self._lines.clear()
        if here in self._ids:
            self.list.cursor = self._ids.index(here)
        self.list.set_source(len(self._ids), self._page)
        self.views.show(self.view, self._counts)
        self._tell()

    def _page(self, start: int, stop: int) -> Sequence[Row]:
        wanted = self._ids[start:stop]
        found = {line.activity_id: line for line in self.given.office.front.deadline_rows(wanted)}
        self._lines.update(found)
        today = self.given.office.clock.today()
        return [row(found[each], today, self.texts) if each in found else Row(each, ("",)) for each in wanted]

    # ---- the row in full

    def on_rows_moved(self) -> None:
        """Tell about another row; its plan is read when the cursor rests on it."""
        if self.current is None or self.current.activity_id != self._told:
            self._tell()

    def _tell(self) -> None:
        line = self.current
        known = self.plan_read is not None and line is not None and line.activity_id == self._told
        self._told = line.activity_id if line else ""
        if not known:
            self.plan_read = None
            shown = () if line is None else row_detail(line, self.given.office.clock.today(), self.texts)
            self.detail.set_lines(shown)
        if line is None:
            return
        if self._resting is not None:
            self._resting.stop()
        self._resting = self.set_timer(REST, self.read_plan)

    # ---- acts

    def on_views_wanted(self, event: Views.Wanted) -> None:
        """A click on a view."""
        event.stop()
        self.look_at(event.view)

    def look_at(self, view: View) -> None:
        """Show another view, from its first row."""
        self.view = view
        self.list.cursor = 0
        self.views.show(view, self._counts)
        self.reload()

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Enter: the plan; Esc there leads back to this row."""
        event.stop()
        line = self._lines.get(event.row.key)
        if line is not None:
            self.post_message(OpenPlan(line.plan_id, f"activity:{line.activity_id}"))

    @property
    def filters(self) -> bool:
        """The list can be searched."""
        return True

    def filter_by(self, text: str) -> str:
        """Show only deadlines with this text."""
        self._sought = text.strip()
        self.show_head()
        self.reload()
        return ""
