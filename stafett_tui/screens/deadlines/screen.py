"""Open deadlines over all plans, the oldest first; rows are read as they come on the screen (G8)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from textual.app import ComposeResult
from textual.timer import Timer

from stafett_tui.screens.deadlines.looking import Looking
from stafett_tui.screens.deadlines.review import WANTED, View, columns, row, row_detail
from stafett_tui.screens.deadlines.views import Views
from stafett_tui.screens.frame.asking import Dialogue
from stafett_tui.screens.frame.given import Given
from stafett_tui.screens.frame.matching import holds
from stafett_tui.screens.frame.messages import OpenPlan
from stafett_tui.screens.frame.questions import date_question, pick_question, text_question
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


class DeadlinesScreen(Looking):
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
        self._plan: Plan | None = None
        self._written_in: str | None = None
        self._resting: Timer | None = None
        self._sought = ""

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
        return self._written_in or (self.current.plan_id if self.current else None)

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
        """Tell about the row; its plan is read when the cursor rests on it."""
        self._tell()

    def _tell(self) -> None:
        self._plan = None
        line = self.current
        if line is None:
            self.detail.set_lines(())
            return
        self.detail.set_lines(row_detail(line, self.given.office.clock.today(), self.texts))
        if self._resting is not None:
            self._resting.stop()
        self._resting = self.set_timer(REST, self._read_plan)

    def _read_plan(self) -> None:
        line = self.current
        if line is not None and not self.asking.open:
            self.read(lambda desk: (line, self._history(desk, line)), self._take_history)

    def _history(self, desk: Desk, line: DeadlineLine) -> Plan | None:
        from stafett_tui.domain.errors import StafettError

        try:
            return desk.plans.get(line.plan_id)
        except StafettError:
            return None

    def _take_history(self, answer: tuple[DeadlineLine, Plan | None]) -> None:
        line, plan = answer
        if plan is None or self.current is None or self.current.activity_id != line.activity_id:
            return
        from stafett_tui.domain.activity import activity
        from stafett_tui.screens.frame.history import activity_lines

        self._plan = plan
        found = activity(plan, line.activity_id)
        if found is not None:
            today = self.given.office.clock.today()
            name = self.tr("Plan {number} {who}", number=line.number, who=line.initials)
            self.detail.set_lines((name, *activity_lines(plan, found, today, self.texts)))

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
            self.post_message(OpenPlan(line.plan_id, line.activity_id))

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

    def action_done(self) -> None:
        """It is done."""
        line = self.current
        if line is None:
            return
        from stafett_tui.domain.activity import Ending

        self._written_in = line.plan_id
        self.write(lambda desk: desk.activities.end(line.plan_id, line.activity_id, Ending.DONE),
                   lambda _: self.say(self.tr("Done. Ctrl+Z undoes it.")))  # fmt: skip

    def action_new_deadline(self) -> None:
        """Another date, with the reason people want to know."""
        if self.current is not None:
            self.converse(self._ask_date(self.current))

    def _ask_date(self, line: DeadlineLine) -> Dialogue:
        today = self.given.office.clock.today()
        due = yield date_question(self.tr("New date:"), self.texts, today)
        reason = yield text_question(self.tr("Why?"), self.texts)
        self._written_in = line.plan_id
        self.write(lambda desk: desk.activities.move(line.plan_id, line.activity_id, due, reason),
                   lambda _: self.say(self.tr("The new date is saved, with its reason.")))  # fmt: skip

    def action_responsible(self) -> None:
        """Somebody else is responsible: read who is in the plan, then ask."""
        line = self.current
        if line is not None:
            self.read(lambda desk: desk.plans.get(line.plan_id), lambda plan: self.converse(self._ask_who(line, plan)))

    def _ask_who(self, line: DeadlineLine, plan: Plan) -> Dialogue:
        from stafett_tui.screens.frame.ofplan import people_choices

        choices = people_choices(plan, self.given.office.clock.today(), self.texts)
        who = yield pick_question(
            self.tr("Who?"), choices, hint=self.tr("Two letters find a person. Enter takes the one marked >")
        )
        self._written_in = line.plan_id
        self.write(lambda desk: desk.activities.revise(line.plan_id, line.activity_id, "responsible", who),
                   lambda _: self.say(self.tr("Another person is responsible now.")))  # fmt: skip
