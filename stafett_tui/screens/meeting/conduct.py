"""How the meeting is led by keys: every key acts at once and in the order typed; nothing here waits for the disk.

It knows no widget: what is to be seen it tells its `Face`, what is to be written it hands to the `Face` as a deed.
"""

from __future__ import annotations

from typing import Final

from stafett_tui.domain.meeting import MeetingState
from stafett_tui.i18n.texts import Texts
from stafett_tui.screens.meeting import course, stopped
from stafett_tui.screens.meeting.deeds import AskConsent, AskVersions, Deed, Doing, Fill, Panel, Tell, Turn
from stafett_tui.screens.meeting.face import Face
from stafett_tui.screens.meeting.hasty import Pressed
from stafett_tui.screens.meeting.panes import item_of, panel_of
from stafett_tui.screens.meeting.showing import Showing
from stafett_tui.screens.meeting.view import View

PHRASES: Final = "\\"
"""The sign that opens the ready phrases, on an empty line or a list."""


class Conduct(Showing):
    """Agenda and acts of the meeting; the capture line has its own part."""

    def __init__(self, face: Face, texts: Texts, plan_id: str) -> None:
        """Begin before the meeting is read."""
        super().__init__(face, texts, plan_id)
        self.leaving = False
        """Whether Esc was pressed once on the list of a running meeting."""
        self.focus_goal: int | None = None
        """The goal of the row in focus: that of the next activity."""

    def read(self, view: View, *, idle: bool) -> None:
        """Take in the meeting as it was read; where nothing waits any more, the disk has the word."""
        before, self.view = self.view, view
        was, elsewhere = self.item, idle and self.item not in {"", view.item}
        if idle:
            self.pending.clear()
            self.item = view.meeting.item
        if before is None or before.meeting.state is not view.meeting.state:
            self._state_changed(before)
        elif elsewhere and view.writable and view.leader is not None:
            self.follow(was)
        elif elsewhere and view.writable:
            self.show(panel_of(view.item))
        if stopped.stops(view) and (before is None or not stopped.stops(before)):
            self.face.say(stopped.words(view, self.texts))
        self.face.draw()

    def _state_changed(self, before: View | None) -> None:
        assert self.view is not None  # noqa: S101 - read() has set it
        state = self.view.meeting.state
        if state is MeetingState.LOCKED:
            self.bring("locked")
        elif state in {MeetingState.CALLED, MeetingState.CANCELLED, MeetingState.BROKEN_OFF}:
            self.bring("before")
        elif before is None or self.panel in {"before", "locked", "lock"}:
            self.item = self.view.meeting.item
            self.bring(panel_of(self.item))

    # ---- going about

    def go_to(self, number: int) -> None:
        """Go to an agenda item by its number (T8)."""
        now = self.now()
        agenda = now.view.meeting.agenda
        if not 1 <= number <= len(agenda):
            self.face.say(self.texts.tr("There are {n} agenda items.", n=len(agenda)))
        elif now.view.writable:
            self.reach(agenda[number - 1].key)
        else:
            self.face.say(self.texts.tr("The meeting is not running."))

    def next_item(self) -> None:
        """Go to the next agenda item."""
        now = self.now()
        keys = [item.key for item in now.view.meeting.agenda]
        at = keys.index(now.view.item) + 1 if now.view.item in keys else 0
        if now.view.meeting.state is MeetingState.CALLED:
            self.do(course.start(now))
        elif now.view.leader is not None:
            self.look_on()
        elif at >= len(keys):
            self.face.say(self.texts.tr("This is the last item. {key_lock} locks the minutes."))
        else:
            self.go_to(at + 1)

    def reach(self, key: str) -> None:
        """Come to an item: its clock starts by itself, its list is shown."""
        plan_id, thing = self.plan_id, self.now().meeting
        if self.now().view.leader is not None:
            self.look(panel_of(key))
            return
        if key != self.now().view.item:
            self.item = key
            if not stopped.stops(self.now().view):
                self.face.send(Deed(lambda desk: desk.meetings.reach(plan_id, thing, key)))
        self.show(panel_of(key))

    def turn(self, panel: Panel) -> None:
        """Show a list; one that belongs to an agenda item brings the meeting there."""
        key = item_of(panel)
        now = self.now()
        if key is not None and now.view.writable and any(i.key == key for i in now.view.meeting.agenda):
            self.reach(key)
        else:
            self.show(panel)

    # ---- keys on the list

    def list_key(self, key: str, character: str | None, row: str) -> bool:
        """A key on the list; False leaves it to the list's own moving about, or to the screen."""
        if self.view is None or self.line is None:
            return False
        self.touched = True
        sign = character if character and character != " " else key
        self.leaving = self.leaving and sign == "escape"
        writes = character is not None and character != " "
        if writes and not self.line.free:
            return self._write(character or "")
        if self._hasty(character):
            return True
        if sign in {"tab", "enter"} and self.just:
            row = self.just
        doing = self.pane.press(self.now(), sign, row)
        if doing is not None:
            self.do(doing)
            return True
        return self._unclaimed(sign, character, row)

    def _unclaimed(self, sign: str, character: str | None, row: str) -> bool:
        if sign == "space":
            if self.panel == "round" and row:
                self.spoken ^= {row}
                self.face.draw()
                self.face.step()
            return True
        if sign in {"tab", "shift+tab"}:
            self.face.focus_on("line")
            return True
        if sign == "escape":
            self.escape()
            return True
        if character:
            return self._write(character)
        self.just, self.pressed = "", None
        return sign == "enter"

    def _write(self, character: str) -> bool:
        assert self.line is not None  # noqa: S101 - list_key() has looked
        if character == PHRASES and self.line.free:
            self.phrases()
            return True
        self.face.focus_on("line")
        self.line.type(character)
        return True

    def _hasty(self, character: str | None) -> bool:
        """A letter right after a key that acted: both were meant as text."""
        pressed, line = self.pressed, self.line
        if pressed is None or not character or line is None:
            return False
        if character == " ":
            self.pressed = pressed.blank(self.face.tick)
            return self.pressed is not None
        if not character.isalpha():
            return False
        self.pressed = None
        meant, text = pressed.meant(self.face.tick), pressed.text(self.face.tick)
        if text is None:
            return False
        self.just = ""
        for each in meant:
            self.pending.pop(each.row, None)
        self.face.step(meant[0].row)
        plan_id, said = self.plan_id, self.texts.tr("Taken back: it was meant as text.")
        for _ in meant:
            self.face.send(Deed(lambda desk: desk.undo.undo(plan_id).changes, said))
        self.face.focus_on("line")
        line.type(text + character)
        return True

    # ---- what keys lead to

    def do(self, doing: Doing) -> None:
        """Do what a key leads to."""
        if isinstance(doing, Deed):
            self._deed(doing)
        elif isinstance(doing, Fill):
            if self.line is not None:
                self.line.fill(doing.form)
        elif isinstance(doing, Turn):
            self.turn(doing.panel)
        elif isinstance(doing, Tell):
            self.face.say(doing.text)
            if doing.on:
                self.face.step()
        elif isinstance(doing, AskConsent):
            self.face.go_to("consents")
        elif isinstance(doing, AskVersions):
            self.face.go_to("versions")
        else:
            self._write_phrase(doing.text)

    def _write_phrase(self, text: str) -> None:
        self.show(panel_of(self.now().view.item))
        self.face.focus_on("line")
        if self.line is not None:
            self.line.type(text)

    def _deed(self, deed: Deed) -> None:
        if deed.row:
            self.pending[deed.row] = deed.pending
        self.just = deed.row if deed.hasty and deed.on else ""
        self.pressed = Pressed(deed.hasty, deed.row, self.face.tick).after(self.pressed) if deed.hasty else None
        self.face.send(deed)
        if deed.on:
            self.face.step()
        self.face.draw()

    def escape(self) -> None:
        """From the guard list back to the meeting, from the shared screen back, else out."""
        if self.shown:
            self.shown = False
            self.face.draw()
        elif self.panel in {"lock", "phrases"}:
            self.show(panel_of(self.now().view.item))
        elif self.view is not None and self.view.meeting.state is MeetingState.RUNNING and not self.leaving:
            self.leaving = True
            self.face.say(self.texts.tr("The meeting is running. {key_back} once more leaves it; everything is saved."))
        else:
            self.face.leave()

    def refused(self, deed: Deed) -> None:
        """The store said no: the row shows again what stands."""
        self.pending.pop(deed.row, None)
        self.pressed, self.just = None, ""
        self.face.draw()
