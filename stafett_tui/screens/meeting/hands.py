"""Between the conduct of the meeting and its widgets: keys in, sentences, focus and writes out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from time import monotonic
from typing import Final

from stafett_tui.actions import Action
from stafett_tui.screens.meeting.deeds import Deed
from stafett_tui.screens.meeting.face import Elsewhere, Where
from stafett_tui.screens.meeting.keyorder import KeyOrder
from stafett_tui.screens.meeting.parted import MeetingParts
from stafett_tui.screens.meeting.shortening import Shortening
from stafett_tui.widgets.inks import Line

OWN: Final = frozenset({
    "next_item", "all_present", "read_back", "lock", "show", "change_pane", "clock", "break_off", "unlock", "undo",
    "redo", "phrases",
})  # fmt: skip
"""Acts of the registry that act in the order typed, whichever part has focus."""


def own_keys(actions: tuple[Action, ...]) -> Mapping[str, str]:
    """The keys of the acts that are the meeting's own; letters are left to the list and the line."""
    return {key: each.id for each in actions if each.id in OWN for key in each.keys if len(key) > 1}


class Hands:
    """What the conduct can tell the screen, and where the parts hand their keys."""

    def __init__(self, screen: MeetingParts, wall: Callable[[], datetime]) -> None:
        """Act on this screen, by this wall clock."""
        self.screen = screen
        self._wall = wall
        self.order = KeyOrder(lambda: screen.busy, monotonic)
        self.keys = own_keys(screen.given.actions)
        back = next(each.keys for each in screen.given.actions if each.id == "back")
        self._meant = dict.fromkeys(back, "escape")
        """Keys as the parts know them: a person's own key for going back is Esc there."""
        self.shortening = Shortening(screen)

    # ---- keys in

    def on_list(self, key: str, character: str | None) -> bool:
        """A key on the list."""
        screen, key = self.screen, self._meant.get(key, key)
        if key in self.keys:
            return self._own_act(key, character)
        if not character and key not in _LIST_KEYS:
            return self.order.hold(key, character, needs_answer=False)
        if self.order.hold(key, character, needs_answer=True):
            return True
        row = screen.list.row
        return screen.conduct.list_key(key, character, "" if row is None else row.key)

    def on_line(self, key: str, character: str | None) -> bool:
        """A key in the capture line, before the line takes it."""
        screen, key = self.screen, self._meant.get(key, key)
        if key in self.keys:
            return self._own_act(key, character)
        if not character and key.startswith(("ctrl+", "f")) and key not in _EDITING:
            return self.order.hold(key, character, needs_answer=False)
        if self.order.hold(key, character, needs_answer=key == "up" and screen.line.free):
            return True
        if key == "backspace" and self.shortening.backspace():
            return True
        if character == " ":
            self.shortening.blank()
        return screen.line.key(key)

    def on_minutes(self, key: str, character: str | None) -> bool:
        """A key on the minutes: letters are written, Esc and Tab go on."""
        screen, key = self.screen, self._meant.get(key, key)
        if key in self.keys:
            return self._own_act(key, character)
        if key in {"escape", "tab", "enter"}:
            self.focus_on("list")
        elif character and character != " ":
            self.focus_on("line")
            screen.line.type(character)
        else:
            return False
        return True

    def _own_act(self, key: str, character: str | None) -> bool:
        """An act of the meeting; before the meeting has begun it waits for that."""
        view = self.screen.conduct.view
        waits = view is None or not view.writable
        return self.order.hold(key, character, needs_answer=waits) or self.screen.run_act(self.keys[key])

    def line_changed(self, text: str) -> None:
        """The text of the capture line is another."""
        self.screen.line.changed(text)

    def release(self) -> None:
        """Let keys act that waited for an answer."""
        self.order.release(self._act)

    def _act(self, key: str, character: str | None) -> None:
        screen = self.screen
        if screen.focused is screen.capture:
            used = self.on_line(key, character) or screen.capture.write_key(key, character)
        elif screen.focused is screen.minutes:
            used = self.on_minutes(key, character) or screen.minutes.move_key(key, character)
        else:
            used = self.on_list(key, character) or screen.list.move_key(key, character)
        if not used:
            screen.run_binding(key)

    # ---- the face

    def send(self, deed: Deed) -> None:
        """Write it, after what is being written already."""
        self.screen.send(deed)

    def say(self, line: Line) -> None:
        """Say a sentence."""
        self.screen.say(line)

    def focus_on(self, where: Where) -> None:
        """Give focus."""
        screen = self.screen
        screen.set_focus({"list": screen.list, "line": screen.capture, "minutes": screen.minutes}[where])
        screen.show_hints()

    @property
    def where(self) -> Where:
        """Which part has focus."""
        focused = self.screen.focused
        return "line" if focused is self.screen.capture else "minutes" if focused is self.screen.minutes else "list"

    def step(self, row: str | None = None) -> None:
        """Put the list's cursor on the next row, or on the one named; an empty name is the first row."""
        shown = self.screen.list
        if row is None:
            shown.move_to(shown.cursor + 1)
        elif row:
            shown.go_to(row)
        else:
            shown.move_to(0)

    def put(self, text: str, prompt: str, placeholder: str) -> None:
        """Put a text in the capture line, with the words before it, and those that stand there while it is empty."""
        self.screen.capture.prompt, self.screen.capture.placeholder = prompt, placeholder
        self.screen.capture.text = text
        self.screen.capture.refresh()
        self.screen.show_line()

    def draw(self) -> None:
        """Show everything as it is now."""
        self.screen.show()

    def go_to(self, where: Elsewhere) -> None:
        """Go to the consents of the plan, or to what has two versions in it; not from a shared screen."""
        (self.screen.go_to_consent if where == "consents" else self.screen.action_meeting_conflicts)()

    def leave(self) -> None:
        """Go back to where the screen was opened from."""
        self.screen.go_back()

    @property
    def cells(self) -> int:
        """How wide the list is."""
        return self.screen.list.size.width or 80

    @property
    def wall(self) -> datetime:
        """The wall clock."""
        return self._wall()

    @property
    def tick(self) -> float:
        """When the key was typed."""
        return self.order.tick


_LIST_KEYS: Final = frozenset(
    {"enter", "tab", "shift+tab", "escape", "up", "down", "pageup", "pagedown", "home", "end"}
)
_EDITING: Final = frozenset({"ctrl+left", "ctrl+right", "ctrl+w", "ctrl+u", "ctrl+k"})
