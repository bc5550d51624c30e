"""`Field`: one line of text of any length; keys act in the order typed, the real cursor stands in the text.

field = Field(prompt="> ", placeholder="hva ble sagt?")
on_field_submitted(event): event.text        on_field_changed(event): event.field.text
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final, Literal

from textual import events
from textual.geometry import Offset
from textual.message import Message
from textual.strip import Strip

from stafett_tui.widgets.cells import LINE_END, clusters, cut, width
from stafett_tui.widgets.edit import NEAR, Edit, follow, window
from stafett_tui.widgets.inks import Span, draw, inks
from stafett_tui.widgets.keyed import Keyed

HIDDEN: Final = "•"
_KEYS: Final[Mapping[str, Callable[[Edit], Edit]]] = {
    "left": Edit.left,
    "right": Edit.right,
    "home": Edit.home,
    "end": Edit.end,
    "ctrl+left": Edit.word_left,
    "ctrl+right": Edit.word_right,
    "backspace": Edit.backspace,
    "delete": Edit.delete,
    "ctrl+w": Edit.cut_word,
    "ctrl+u": Edit.cut_before,
    "ctrl+k": Edit.cut_after,
}


class Field(Keyed):
    """A line to write on."""

    DEFAULT_CSS = """
    Field { height: 1; width: 1fr; }
    """

    class Changed(Message):
        """The text is another; read `field.text`. Several in a row arrive as one."""

        def __init__(self, field: Field) -> None:
            """Take the field."""
            super().__init__()
            self.field = field

        def can_replace(self, message: Message) -> bool:
            """Only that there was a change counts."""
            return isinstance(message, Field.Changed) and message.field is self.field

    class Submitted(Message):
        """Enter, with the text as it was then; `field` is the widget it came from."""

        def __init__(self, field: Keyed, text: str) -> None:
            """Take the text."""
            super().__init__()
            self.field, self.text = field, text

    class Pasted(Message):
        """Several lines were pasted, and the field was made to give them on."""

        def __init__(self, field: Field, lines: tuple[str, ...]) -> None:
            """Take the lines."""
            super().__init__()
            self.field, self.lines = field, lines

    def __init__(
        self,
        text: str = "",
        *,
        prompt: str = "",
        placeholder: str = "",
        password: bool = False,
        paste: Literal["join", "lines"] = "join",
        clears: bool = False,
        id: str | None = None,  # noqa: A002 - Textual's name
        classes: str | None = None,
    ) -> None:
        """Begin with a text; `clears` empties the field at Enter, before the next key is taken."""
        super().__init__(id=id, classes=classes)
        self.prompt, self.placeholder, self.password = prompt, placeholder, password
        self.paste, self.clears = paste, clears
        self._edit = Edit(text, len(text))
        self._first = 0  # the letter that stands first in the field
        self._laid = 0  # the room that this was chosen for

    # ---- the text

    @property
    def text(self) -> str:
        """What is written."""
        return self._edit.text

    @text.setter
    def text(self, text: str) -> None:
        self._take(Edit(text, len(text)))

    @property
    def at(self) -> int:
        """Where in the text the cursor stands."""
        return self._edit.at

    @at.setter
    def at(self, index: int) -> None:
        self._take(Edit(self.text, max(0, min(index, len(self.text)))))

    def insert(self, text: str) -> None:
        """Write where the cursor is."""
        self._take(self._edit.insert(text))

    def clear(self) -> str:
        """Empty the field and answer what stood in it."""
        text = self.text
        self.text = ""
        return text

    def _take(self, edit: Edit) -> None:
        """Go on from here, and tell if the text is another."""
        before, self._edit = self._edit, edit
        if edit == before:
            return
        self.refresh()
        if edit.text != before.text:
            self.text_changed()
            self.post_message(self.Changed(self))

    # ---- for kinds of fields

    def act(self, key: str) -> bool:
        """For kinds of fields: act on a key before the field does, in typed order; True if used up."""
        del key
        return False

    def text_changed(self) -> None:
        """For kinds of fields: called at once at every change, before the next key."""

    # ---- keys, paste, mouse

    def take_key(self, key: str, character: str | None) -> bool:
        """Write a letter, or edit; Enter tells, all else is left to the screen."""
        if self.act(key):
            return True
        if key in _KEYS:
            self._take(_KEYS[key](self._edit))
        elif key == "enter":
            self.tell(self.Submitted(self, self.text))
            if self.clears:
                self.text = ""
        elif character:
            self.insert(character)
        else:
            return False
        return True

    def _on_paste(self, event: events.Paste) -> None:
        """Take what is pasted here."""
        event.stop().prevent_default()
        if not self._handed_on(event):
            self.take_paste(event.text)

    def take_paste(self, text: str) -> None:
        """Several lines become one line, or are given on line by line; nothing is lost."""
        lines = re.split(LINE_END, text)
        if len(lines) > 1 and self.paste == "lines":
            self.tell(self.Pasted(self, tuple(line for line in lines if line.strip())))
        else:
            self.insert(" ".join(line for line in lines if line.strip() or len(lines) == 1))

    async def _on_click(self, event: events.Click) -> None:
        """A click puts the cursor between the letters."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        event.stop()
        wanted, cells = offset.x - width(self.prompt), 0
        for cluster in clusters(self.text[self._first : self._first + self._room * NEAR]):
            if cells + cluster.width > wanted:
                self.at = self._first + cluster.start
                return
            cells += cluster.width
        self.at = len(self.text)

    # ---- drawing

    @property
    def _room(self) -> int:
        """The cells for text, one of them for the cursor at the end."""
        return max(self.content_size.width - width(self.prompt), 1)

    def _view(self) -> Edit:
        """What is shown for the text, and where in that the cursor stands; notes what stands left of the field."""
        edit = self._edit
        if self.password:
            edit = Edit(HIDDEN * len(clusters(edit.text)), len(clusters(edit.text[: edit.at])))
        if self._laid != self._room:
            self._laid, self._first = self._room, 0
        self._first = follow(edit, self._first, self._room) if self.has_focus else 0
        return edit

    def cursor_cell(self) -> Offset:
        """Where the next letter goes."""
        view = self._view()
        return Offset(width(self.prompt) + width(view.text[self._first : view.at]), 0)

    def render_line(self, y: int) -> Strip:
        """The prompt and the part of the text that fits."""
        cells, looks = self.content_size.width, inks(self.app.current_theme)
        if y:
            return Strip.blank(cells, self.rich_style)
        if not self.text:
            parts: tuple[Span, ...] = ((self.prompt, ""), (self.placeholder, "quiet"))
            return draw(parts, cells, self.rich_style, looks)
        text = self._view().text
        shown = window(text, self._first, self._room) if self.has_focus else cut(text, self._room)
        return draw(((self.prompt, ""), (shown, "")), cells, self.rich_style, looks)

    def watch_has_focus(self, value: bool) -> None:
        """Draw as the field that is written on, or from the beginning with … at the end."""
        super().watch_has_focus(value)
        self.refresh()
