"""Parts of a form: lines to write on, choices, and the button; each is one line high with its label before it.

Enter, Tab and the arrows go from part to part in the order typed, so nothing a quick hand writes lands elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from textual import events
from textual.geometry import Offset
from textual.message import Message
from textual.strip import Strip

from stafett_tui.actions import Action
from stafett_tui.i18n.texts import Texts
from stafett_tui.widgets.bindings import hint
from stafett_tui.widgets.cells import fit
from stafett_tui.widgets.chrome import Hint
from stafett_tui.widgets.field import Field
from stafett_tui.widgets.inks import Line, Span, draw, inks
from stafett_tui.widgets.keyed import Keyed

LABEL: Final = 22
GAP: Final = "  "
NEXT: Final = frozenset({"enter", "tab", "down"})
BEFORE: Final = frozenset({"shift+tab", "up"})


def step(part: Keyed, key: str) -> bool:
    """Go to the next part or the one before, at once."""
    if key in NEXT:
        part.screen.focus_next(".part")
    elif key in BEFORE:
        part.screen.focus_previous(".part")
    else:
        return False
    return True


def form_hints(t: Texts, actions: Sequence[Action]) -> list[Hint]:
    """The footer of a form, with the person's own keys; those between the fields are everybody's."""
    own = [hint(each, t) for wanted in ("back", "palette") for each in actions if each.id == wanted and each.keys]
    return [Hint("Tab", t.tr("Next field"), "tab"), Hint("Shift+Tab", t.tr("Previous field"), "shift+tab"), *own]


@dataclass
class Entered(Message):
    """A part of the form has focus now: this is what helps to fill it in, or what is wrong with it."""

    hint: str
    wrong: bool = False

    @property
    def said(self) -> Line:
        """The line for the foot of the screen."""
        return (("! ", "alarm"), (self.hint, "")) if self.wrong else self.hint


class FormField(Field):
    """A labelled line; `tell` says what is understood of the text."""

    DEFAULT_CSS = """
    FormField { height: 1; }
    """

    def __init__(
        self,
        label: str,
        text: str = "",
        *,
        hint: str = "",
        password: bool = False,
        tell: Callable[[str], str] | None = None,
        id: str | None = None,  # noqa: A002 - Textual's name
    ) -> None:
        """Take the label, a first text, and what helps."""
        super().__init__(text, prompt=f" {fit(label, LABEL)} ", password=password, id=id, classes="part")
        self.hint, self.told, self.wrong = hint, tell, ""

    def refuse(self, words: str) -> None:
        """Take focus and say what is wrong, until the text changes."""
        self.wrong = words
        self.focus()
        self.post_message(Entered(words, wrong=True))

    def act(self, key: str) -> bool:
        """Go from part to part."""
        return step(self, key)

    def text_changed(self) -> None:
        """Say what is understood so far."""
        self.wrong = ""
        self.post_message(Entered(self.words))

    @property
    def words(self) -> str:
        """What helps here: what is understood, else the hint."""
        told = self.told(self.text) if self.told is not None and self.text.strip() else ""
        return told or self.hint

    def on_focus(self) -> None:
        """Say what helps here, or what is wrong."""
        self.post_message(Entered(self.wrong or self.words, wrong=bool(self.wrong)))


class Button(Keyed):
    """One line that does something at Enter."""

    DEFAULT_CSS = """
    Button { height: 1; width: 1fr; }
    """

    @dataclass
    class Pressed(Message):
        """Enter, Space or a click on the line."""

        button: Button

    def __init__(self, words: str, *, hint: str = "", id: str | None = None) -> None:  # noqa: A002 - Textual's name
        """Take the words."""
        super().__init__(id=id, classes="part")
        self.words, self.hint = words, hint

    def take_key(self, key: str, character: str | None) -> bool:
        """Do it, or go on."""
        del character
        if key in {"enter", "space"}:
            self.post_message(self.Pressed(self))
            return True
        return step(self, key)

    def on_focus(self) -> None:
        """Say what happens."""
        self.post_message(Entered(self.hint))

    def cursor_cell(self) -> Offset:
        """The first letter."""
        return Offset(1, 0)

    def render_line(self, y: int) -> Strip:
        """The words between angle brackets."""
        cells = self.content_size.width
        if y:
            return Strip.blank(cells, self.rich_style)
        text: Span = (f"{'>' if self.has_focus else ' '}[ {self.words} ]", "cursor" if self.has_focus else "strong")
        return draw((text,), cells, self.rich_style, inks(self.app.current_theme))

    async def _on_click(self, event: events.Click) -> None:
        """A click does it."""
        event.stop()
        self.focus()
        self.post_message(self.Pressed(self))
