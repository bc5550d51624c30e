"""Which list is shown: it comes when it is asked for, or when the meeting moves on, here or on another device.

What is being done here is never touched by a list that comes by itself: line and focus stay where they are.
"""

from __future__ import annotations

from dataclasses import replace

from stafett_tui.i18n.texts import Texts
from stafett_tui.screens.meeting.deeds import Panel
from stafett_tui.screens.meeting.face import Face
from stafett_tui.screens.meeting.following import place
from stafett_tui.screens.meeting.hasty import Pressed
from stafett_tui.screens.meeting.leading import who
from stafett_tui.screens.meeting.now import Now
from stafett_tui.screens.meeting.pane import Pane
from stafett_tui.screens.meeting.panes import LISTED, PANES, first_row, panel_of
from stafett_tui.screens.meeting.pen import Pen
from stafett_tui.screens.meeting.view import View


class Showing:
    """The list, the agenda item, and the moment they are shown in."""

    def __init__(self, face: Face, texts: Texts, plan_id: str) -> None:
        """Begin before the meeting is read."""
        self.face, self.texts, self.plan_id = face, texts, plan_id
        self.view: View | None = None
        self.line: Pen | None = None
        self.panel: Panel = "before"
        self.item = ""
        self.shown = False
        self.pending: dict[str, str] = {}
        self.spoken: frozenset[str] = frozenset()
        self.pressed: Pressed | None = None
        self.just = ""  # the row rated last, until the cursor is moved
        self.touched = False
        """Whether a key was pressed on the list since it came."""

    def now(self) -> Now:
        """The moment, for drawing and for keys."""
        assert self.view is not None  # noqa: S101 - keys act and lists are drawn only when the meeting is read
        view = self.view
        if self.item and self.item != view.meeting.item:
            view = replace(view, meeting=replace(view.meeting, item=self.item))
        return Now(view, self.texts, self.face.wall, self.plan_id, self.face.cells, dict(self.pending), self.spoken,
                   self.shown)  # fmt: skip

    @property
    def pane(self) -> Pane:
        """The list that is shown."""
        return PANES[self.panel]

    def show(self, panel: Panel) -> None:
        """Show a list, and give focus to it or to the capture line."""
        self.face.say("")
        if self.line is not None:
            self.line.leave_form()
        self.panel, self.just, self.pressed, self.touched = panel, "", None, False
        self.face.draw()
        self.face.step(first_row(self.now(), panel) if self.view is not None else "")
        self.face.focus_on("list" if panel in LISTED else "line")

    def phrases(self) -> None:
        """Open the ready phrases, once the meeting is read."""
        if self.view is not None:
            self.show("phrases")

    # ---- a list that comes by itself

    def follow(self, was: str) -> None:
        """The agenda was moved elsewhere: its list comes where nobody is busy with this one; else it is only said."""
        now = self.now()
        free = self.line is None or self.line.free
        if free and not self.touched and self.panel == panel_of(was):
            self._come(panel_of(now.view.item))
        elif self.panel != panel_of(now.view.item):
            self.face.say(now.texts.tr("The meeting is at {item} now. Next item shows it.", item=place(now)))

    def bring(self, panel: Panel) -> None:
        """Show a list that has to come; where a line is being written, line and focus stay."""
        if self.line is None or self.line.free:
            self.show(panel)
        else:
            self._come(panel)

    def _come(self, panel: Panel) -> None:
        self.panel, self.just, self.pressed, self.touched = panel, "", None, False
        self.face.draw()
        self.face.step(first_row(self.now(), panel))

    # ---- while somebody else leads

    def look(self, panel: Panel) -> None:
        """Look at a list while somebody else leads: the meeting stays where it is."""
        now = self.now()
        self.show(panel)
        if panel != panel_of(now.view.item) and now.view.leader is not None:
            told = now.texts.tr("{who} It is at {item}.", who=who(now.view.leader, now.texts), item=place(now))
            self.face.say(told)

    def look_on(self) -> None:
        """Next item while somebody else leads: to the list where the meeting is; from there to the one after it."""
        now = self.now()
        here = panel_of(now.view.item)
        if self.panel != here:
            self.look(here)
            return
        keys = [item.key for item in now.view.meeting.agenda]
        at = keys.index(now.view.item) + 1 if now.view.item in keys else len(keys)
        self.look(next((panel_of(key) for key in keys[at:]), here))
