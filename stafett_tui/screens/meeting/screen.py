"""The meeting: chairing and writing in one screen; every line is on the disk before it is shown as saved (I9)."""

from __future__ import annotations

from concurrent.futures import Future

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from stafett_tui.domain.changes import Changes
from stafett_tui.screens.frame.given import Given
from stafett_tui.screens.frame.messages import Back, OpenConflicts, OpenConsent
from stafett_tui.screens.meeting.actions import MeetingActions
from stafett_tui.screens.meeting.drawing import draw_head
from stafett_tui.screens.meeting.pace import until_next_minute
from stafett_tui.widgets.bindings import screen_bindings
from stafett_tui.widgets.chrome import Rule
from stafett_tui.widgets.field import Field
from stafett_tui.widgets.page import Sheet
from stafett_tui.widgets.rows import Rows


class MeetingScreen(MeetingActions):
    """One meeting of one plan."""

    SCREEN = "meeting"
    BINDINGS = [*screen_bindings("meeting")]
    CSS_PATH = "screen.tcss"
    AUTO_FOCUS = "Listing"

    def __init__(self, given: Given, plan_id: str, meeting_id: str) -> None:
        """Open this meeting; it is read in a thread, and what is typed until then waits."""
        super().__init__(given, plan_id, meeting_id)

    def compose(self) -> ComposeResult:
        """Head and agenda; list and minutes; slots, capture line, hints, a word, and the footer."""
        yield self.head
        yield self.strip
        yield Rule()
        with Horizontal(id="middle"):
            yield self.agenda
            with Vertical(id="main"):
                yield self.list_title
                yield self.list
                yield Rule()
                yield self.minutes_title
                yield self.minutes
            yield self.agreed
        yield Rule()
        yield self.slots
        yield self.capture
        yield self.hints
        yield self.asking
        yield self.word
        yield self.foot
        small = self.tr("The window is too small. Make it at least 60 columns wide and 18 lines high.")
        yield Sheet([small], wrap=True, id="too-small")

    def on_mount(self) -> None:
        """Read the meeting, and let the clock run by whole minutes."""
        self.read_first()

    def on_unmount(self) -> None:
        """Finish what is on its way to the disk, and keep the unfinished line."""
        self.finish()

    def keep_unfinished(self) -> Future[None] | None:
        """Before the screen is covered: the unfinished line goes to the disk, after the lines that wait."""
        if self.outbox is None:
            return None
        self.keep()
        return self.outbox.last

    # ---- showing

    def show_head(self) -> None:
        """Where the meeting is, and when something was saved."""
        draw_head(self)

    def run_clock(self) -> None:
        """Show the next minute when it comes; nothing moves between two minutes (T22)."""
        if self.minute is not None:
            self.minute.stop()
            self.minute = None
        if self.conduct.view is not None and self.conduct.view.writable:
            self.minute = self.set_timer(until_next_minute(self.hands.wall) + 0.01, self._next_minute)

    def _next_minute(self) -> None:
        draw_head(self)
        self.run_clock()

    # ---- messages of the parts

    def on_field_changed(self, event: Field.Changed) -> None:
        """Say at every letter what is understood, and keep the line soon."""
        if event.field is self.capture:
            event.stop()
            self.show_line()
            self.keep_soon()

    def on_paste(self, event: events.Paste) -> None:
        """Pasted while a list or the minutes have focus: text for the line."""
        event.stop()
        if self.conduct.view is not None and self.conduct.view.writable:
            self.hands.focus_on("line")
            self.capture.take_paste(event.text)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """A double click does what Enter does."""
        event.stop()
        self.hands.on_list("enter", None)

    def on_rows_moved(self, event: Rows.Moved) -> None:
        """The goal in focus is that of the next activity."""
        event.stop()
        goals = () if self.conduct.view is None or self.conduct.panel != "goals" else self.conduct.view.goals
        self.show_line()
        self.conduct.focus_goal = next((g.number for g in goals if g.id == event.row.key), None)

    def on_descendant_focus(self) -> None:
        """Other keys are at hand in another part."""
        self.show_hints()

    def on_resize(self) -> None:
        """Lay out anew what depends on the width."""
        self.call_after_refresh(self.show)

    # ---- the frame's own ways

    def reload(self) -> None:
        """Read again after somebody else's change; one's own is read with its answer."""
        self.read_soon()

    def touches(self, changes: Changes) -> bool:
        """Only changes of this plan, and none that this screen is writing; what comes meanwhile is read afterwards."""
        known = 0 if self.conduct.view is None else self.conduct.view.plan.seq
        if changes.plan_id != self.plan_id or self.conduct.view is None:
            return False
        if self.busy:
            self.fall_behind(changes)
            return False
        return not changes.act or changes.seq > known

    def go_to_consent(self) -> None:
        """Go to the consents of the plan; not from a shared screen."""
        if not self.shared():
            self.post_message(OpenConsent(self.plan_id))

    def action_meeting_conflicts(self) -> None:
        """Go to what has two versions in the plan; not from a shared screen."""
        if not self.shared():
            self.post_message(OpenConflicts(self.plan_id))

    def go_back(self) -> None:
        """Leave once everything is written."""
        self.post_message(Back())
