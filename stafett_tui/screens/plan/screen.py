"""One plan at a glance; Enter starts the meeting that is due today."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult

from stafett_tui.domain.activity import activities
from stafett_tui.domain.meeting import MeetingState
from stafett_tui.domain.people import opening
from stafett_tui.domain.plan import Plan
from stafett_tui.screens.frame.given import Given
from stafett_tui.screens.frame.matching import holds
from stafett_tui.screens.frame.messages import OpenBoard, OpenMeeting
from stafett_tui.screens.frame.planacts import CALLS
from stafett_tui.screens.frame.sections import Section, Sections
from stafett_tui.screens.plan.aside import aside
from stafett_tui.screens.plan.atonce import ReadAtOnce
from stafett_tui.screens.plan.emptied import EMPTIED, Emptied
from stafett_tui.screens.plan.held import held_lines
from stafett_tui.screens.plan.overview import GOAL, PERSON, head, meeting_at_hand, sections
from stafett_tui.screens.plan.standing import HELD, LEVEL, OUTCOME, TASK, VERSIONS, WISHED
from stafett_tui.widgets.bindings import screen_bindings
from stafett_tui.widgets.chrome import Rule
from stafett_tui.widgets.page import Sheet
from stafett_tui.widgets.rows import Row, Rows

if TYPE_CHECKING:
    from stafett_tui.widgets.inks import Line


class PlanScreen(ReadAtOnce, Emptied):
    """Head, meeting, goals, deadlines, meetings, parked points; at 120 columns what is known about the row."""

    SCREEN = "plan"
    BINDINGS = [*screen_bindings("plan")]
    CSS_PATH = "screen.tcss"

    def __init__(self, given: Given, plan_id: str, row: str = "") -> None:
        """Open this plan, on the row with this key where there is one."""
        super().__init__(given, plan_id)
        self._row = row
        self.list = Sections(id="overview", vi=given.vi)
        self.top = Sheet(id="top", wrap=True)
        self.aside = Sheet(id="aside", wrap=True, focusable=True)
        self._sought = ""

    @property
    def place(self) -> str:
        """What the list is filtered by."""
        return self.tr("filter: {text}", text=self._sought) if self._sought else ""

    def body(self) -> ComposeResult:
        """The head, the list, and beside it what is known about the row."""
        yield self.top
        yield Rule()
        yield from self.beside(self.list, self.aside)

    def show(self, plan: Plan, *, first: bool) -> None:
        """Show head, list, and what is known about the row."""
        self.top.set_lines(head(plan, self.today, self.texts, me=self.me, reach=self.seen.reach))
        self._fill(plan, keep=not first)
        if first and self._row:
            self.list.go_to(self._row)
        self._tell()

    def _fill(self, plan: Plan, *, keep: bool) -> tuple[int, int]:
        """Show the rows that the filter leaves; answer how many of how many."""
        told = sections(plan, self.today, self.texts, self.seen.policy, self.seen.held, barred=self.barred)
        found = (*self.lacked_sections(), *told)
        left = [Section(s.columns, tuple(r for r in s.rows if self._wants(r)), s.empty) for s in found]
        self.list.set_sections([s for s in left if s.rows] if self._sought else found, keep=keep)
        return sum(len(s.rows) for s in left), sum(len(s.rows) for s in found)

    def _wants(self, row: Row) -> bool:
        return holds(self._sought, "  ".join(row.cells))

    @property
    def filters(self) -> bool:
        """The list can be searched."""
        return True

    def filter_by(self, text: str) -> str:
        """Show only rows with this text."""
        if self.plan is None:
            return ""
        self._sought = text.strip()
        shown, of = self._fill(self.plan, keep=False)
        self.show_head()
        self._tell()
        return self.tr("{n} of {m}", n=shown, m=of)

    @property
    def goal_here(self) -> str | None:
        """The goal on the row."""
        key = self.list.row.key if self.list.row else ""
        return key.removeprefix(GOAL) if key.startswith(GOAL) else None

    def stand_on_owner(self) -> None:
        """Stand on the row of the owner."""
        opened = opening(self.plan) if self.plan is not None else None
        if opened is not None:
            self.list.go_to(PERSON + opened.owner.id)

    def on_rows_moved(self) -> None:
        """Tell about the row where the cursor is now."""
        self._tell()

    def _tell(self) -> None:
        if self.plan is not None:
            row = self.list.row
            self.aside.set_lines((*self._waits(row), *aside(self.plan, row.key if row else "", self.today, self.texts)))

    def _waits(self, row: Row | None) -> tuple[Line, ...]:
        """What waits on this row, whole."""
        if row is None or not row.key.startswith((TASK, OUTCOME, WISHED, HELD)):
            return ()
        if row.key == HELD and self.seen.held is not None:
            return held_lines(self.seen.held, self.texts)
        return (row.cells[0], "")

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Enter: the meeting, the minutes, the board at the goal or activity, or the row to read in full."""
        kind, _, thing = event.row.key.partition(":")
        if kind == "meeting":
            self._open_meeting(thing)
        elif kind == "minutes":
            self.post_message(OpenMeeting(self._plan_id, thing))
        elif event.row.key.startswith(OUTCOME):
            self.action_outcome()
        elif event.row.key.startswith(WISHED):
            (self.action_level if thing == LEVEL else self.action_baton)()
        elif event.row.key == HELD:
            self.ask_held(self.seen.held)
        elif event.row.key == EMPTIED:
            self.ask_emptied()
        elif event.row.key == VERSIONS:
            self.action_conflicts()
        elif event.row.key.startswith(TASK):
            self.do_task(thing)
        elif kind == "activity" or (kind == "goal" and self._stands_on_the_board(thing)):
            self.post_message(OpenBoard(self._plan_id, thing))
        else:
            self.read_aside()

    def read_aside(self) -> None:
        """Read about the row in full."""
        self.read_whole(self.aside)

    def _stands_on_the_board(self, goal: str) -> bool:
        """A goal has a row of its own there only through its activities; else it is read here."""
        return self.plan is not None and any(each.goal == goal for each in activities(self.plan))

    def _open_meeting(self, thing: str) -> None:
        plan = self.plan
        if plan is None:
            return
        at_hand = meeting_at_hand(plan, self.today)

        def go(_answer: Any) -> None:
            self.post_message(OpenMeeting(self._plan_id, thing))

        begins = at_hand is not None and at_hand.id == thing and at_hand.state is MeetingState.CALLED
        if begins and self.offers(CALLS):
            self.write(lambda desk: desk.meetings.start(self._plan_id, thing), go)
        else:
            go(None)
