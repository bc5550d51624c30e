"""Goals and activities between meetings: done, a comment, a new date with its reason, and new ones."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal

from stafett_tui.domain.activity import Activity, activity
from stafett_tui.domain.goal import goals
from stafett_tui.domain.plan import Plan
from stafett_tui.domain.versions import two_versions
from stafett_tui.i18n import dates
from stafett_tui.screens.board.acts import BoardActs
from stafett_tui.screens.board.lanes import Lanes
from stafett_tui.screens.board.listing import board_columns, list_rows, services_line
from stafett_tui.screens.frame.given import Given
from stafett_tui.screens.frame.history import activity_lines
from stafett_tui.widgets.bindings import screen_bindings
from stafett_tui.widgets.chrome import Rule
from stafett_tui.widgets.inks import Line, Span
from stafett_tui.widgets.page import Sheet
from stafett_tui.widgets.rows import Rows


class BoardScreen(BoardActs):
    """A list by goal, or columns at 120 cells; under it everything about the activity on the row."""

    SCREEN = "board"
    BINDINGS = [*screen_bindings("board")]
    CSS_PATH = "screen.tcss"

    def __init__(self, given: Given, plan_id: str, stand_on: str | None = None) -> None:
        """Open the board of a plan, on an activity or a goal where one is named."""
        super().__init__(given, plan_id)
        self.list = Rows(board_columns(self.texts), id="board", vi=given.vi,
                         empty=self.tr("No activities yet. g: new goal, n: new activity."))  # fmt: skip
        self.lanes = Lanes(self.texts, vi=given.vi)
        self.detail = Sheet(id="detail", wrap=True, focusable=True)
        self.stand_on = stand_on
        self._sought = ""

    def body(self) -> ComposeResult:
        """The list or the columns, and the detail."""
        with Horizontal(id="activities"):
            yield self.list
            yield self.lanes
        yield Rule()
        yield self.detail

    @property
    def place(self) -> str:
        """Where one is."""
        shown = self.tr("Board")
        return f"{shown}   {self.tr('filter: {text}', text=self._sought)}" if self._sought else shown

    # ---- showing

    def show(self, plan: Plan, *, first: bool) -> None:
        """Show both ways of looking, and the detail."""
        stand_on = self.stand_on or self.current_id
        self.list.set_rows(list_rows(plan, self.today, self.texts, self._sought), keep=not first)
        self.lanes.show(plan, self.today, self._sought)
        if stand_on is not None:
            self._go_to(plan, stand_on)
            self.stand_on = None
        self._tell()

    def _go_to(self, plan: Plan, thing: str) -> None:
        if not self.list.go_to(thing):
            number = next((g.id for g in goals(plan) if g.id == thing), None)
            under = next((row for row in list_rows(plan, self.today, self.texts) if row.key and number
                          and (found := activity(plan, row.key)) and found.goal == number), None)  # fmt: skip
            if under is not None:
                self.list.go_to(under.key)
        self.lanes.go_to(thing)

    @property
    def in_lanes(self) -> bool:
        """Whether the columns are shown."""
        return self.has_class("-lanes")

    @property
    def current_id(self) -> str | None:
        """The activity on the row."""
        if self.in_lanes:
            return self.lanes.current_id
        return self.list.row.key if self.list.row else None

    @property
    def current(self) -> Activity | None:
        """The activity on the row, as it stands."""
        if self.plan is None or self.current_id is None:
            return None
        return activity(self.plan, self.current_id, self.next_day)

    def on_rows_moved(self) -> None:
        """Tell about the activity where the cursor is now."""
        self._tell()

    def _tell(self) -> None:
        self.detail.set_lines(self.lines())
        self.detail.scroll_home(animate=False)

    def lines(self) -> tuple[Line, ...]:
        """Everything about the activity on the row, whole, with its goal."""
        found, plan = self.current, self.plan
        if found is None or plan is None:
            return ()
        goal = next((g for g in goals(plan) if g.id == found.goal), None)
        under: tuple[Line, ...] = ()
        if goal is not None:
            until = self.tr("  until {day}", day=dates.dotted(goal.target_on)) if goal.target_on else ""
            last: tuple[Span, ...] = ((until, "quiet"),) if until else ()
            under = (((self.tr("GOAL {n}  ", n=goal.number), "heading"), (goal.text, ""), *last),)
        told: tuple[Line, ...] = ()
        if any(each.thing == found.id for each in two_versions(plan)):
            words = self.tr("Two versions: {key} shows both, and one is chosen.", key=self.key("conflicts"))
            told = ((("! ", "alarm"), (words, "")),)
        return (*told, *activity_lines(plan, found, self.today, self.texts), *under, services_line(plan, self.texts))

    # ---- looking

    def action_columns(self) -> None:
        """Columns or list."""
        if not self.has_class("-wide"):
            self.say(self.tr("Columns need a window of 100 columns or more."))
            return
        stand_on = self.current_id
        self.toggle_class("-lanes")
        if stand_on is not None and self.plan is not None:
            self._go_to(self.plan, stand_on)
        (self.lanes.standing if self.in_lanes else self.list).focus()
        self._tell()

    def on_resize(self) -> None:
        """Too narrow for columns: the list again."""
        if self.in_lanes and self.size.width < 100:  # noqa: PLR2004 - the breakpoint -wide
            self.remove_class("-lanes")
            self.list.focus()

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Enter: read everything about the activity, over the whole screen."""
        event.stop()
        self.read_whole(self.detail)

    def stop_reading(self) -> None:
        """Go back to the list, or to the column one stands in."""
        super().stop_reading()
        (self.lanes.standing if self.in_lanes else self.list).focus()

    @property
    def filters(self) -> bool:
        """The activities can be searched."""
        return True

    def filter_by(self, text: str) -> str:
        """Show only activities with this text."""
        self._sought = text.strip()
        if self.plan is None:
            return ""
        self.show(self.plan, first=False)
        self.show_head()
        shown, of = (
            sum(not row.heading for row in list_rows(self.plan, self.today, self.texts, kept))
            for kept in (self._sought, "")
        )
        return self.tr("{n} of {m}", n=shown, m=of)
