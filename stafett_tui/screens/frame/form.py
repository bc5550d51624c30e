"""Parts of a form: lines to write on, choices, and the button; each is one line high with its label before it.

Enter, Tab and the arrows go from part to part in the order typed, so nothing a quick hand writes lands elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from textual import events
from textual.geometry import Offset
from textual.message import Message
from textual.strip import Strip

from stafett_tui.i18n.texts import Texts
from stafett_tui.widgets.cells import fit, width
from stafett_tui.widgets.chrome import Hint
from stafett_tui.widgets.field import Field
from stafett_tui.widgets.inks import Ink, Line, Span, draw, inks
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


def form_hints(t: Texts) -> list[Hint]:
    """The footer of a form."""
    return [
        Hint("Tab", t.tr("Next field"), "tab"),
        Hint("Shift+Tab", t.tr("Previous field"), "shift+tab"),
        Hint("Esc", t.tr("Back"), "escape"),
        Hint("Ctrl+P", t.tr("commands"), "ctrl+p"),
    ]


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


@dataclass(frozen=True, slots=True)
class Option:
    """One of the things to choose between."""

    value: Any
    words: str


class Pick(Keyed):
    """A labelled choice on one line: arrows go between the options, Space takes or leaves one where several count."""

    DEFAULT_CSS = """
    Pick { height: auto; width: 1fr; }
    """

    def __init__(
        self,
        label: str,
        options: Sequence[Option],
        chosen: Sequence[Any] = (),
        *,
        many: bool = False,
        hint: str = "",
        id: str | None = None,  # noqa: A002 - Textual's name
    ) -> None:
        """Take the options and what is chosen at first; without `many` one is always chosen."""
        super().__init__(id=id, classes="part")
        self.label, self.options, self.many, self.hint = label, tuple(options), many, hint
        values = [option.value for option in self.options]
        self.chosen = {values.index(value) for value in chosen if value in values}
        if not many and not self.chosen and self.options:
            self.chosen = {0}
        self.at = min(self.chosen, default=0)

    def choose(self, values: Sequence[Any]) -> None:
        """Choose these values."""
        self.chosen = {index for index, option in enumerate(self.options) if option.value in values} or self.chosen
        self.at = min(self.chosen, default=0)
        self.refresh()

    @property
    def values(self) -> tuple[Any, ...]:
        """What is chosen, in the order of the options."""
        return tuple(option.value for index, option in enumerate(self.options) if index in self.chosen)

    @property
    def value(self) -> Any:
        """The one that is chosen, None where none is."""
        return next(iter(self.values), None)

    def take_key(self, key: str, character: str | None) -> bool:
        """Go between the options, take one, or go on to the next part."""
        if key in {"left", "right"} and self.options:
            self._stand(max(0, min(self.at + (1 if key == "right" else -1), len(self.options) - 1)))
        elif key == "space" and self.many:
            self.chosen ^= {self.at}
            self.post_message(self.Changed(self))
            self.refresh()
        elif character and character.isalpha():
            self._stand_on_letter(character)
        else:
            return step(self, key)
        return True

    @dataclass
    class Changed(Message):
        """Something else is chosen."""

        pick: Pick

    def _stand(self, index: int) -> None:
        self.at = index
        if not self.many:
            self.chosen = {index}
            self.post_message(self.Changed(self))
        self.refresh()

    def _stand_on_letter(self, letter: str) -> None:
        order = [(self.at + 1 + n) % len(self.options) for n in range(len(self.options))]
        named = [index for index in order if self.options[index].words.casefold().startswith(letter.casefold())]
        if named:
            self._stand(named[0])

    def on_focus(self) -> None:
        """Say what helps here."""
        self.post_message(Entered(self.hint))

    def _laid(self, cells: int) -> list[list[tuple[int, Span]]]:
        """The options on as many lines as they need, each span with the number of its option."""
        indent = LABEL + 2
        lines: list[list[tuple[int, Span]]] = [[(-1, (f" {fit(self.label, LABEL)} ", ""))]]
        at = indent
        for index, option in enumerate(self.options):
            text = f"{self._mark(index)} {option.words}"
            if at > indent and at + len(GAP) + width(text) > cells:
                lines.append([(-1, (" " * indent, ""))])
                at = indent
            elif at > indent:
                lines[-1].append((-1, (GAP, "")))
                at += len(GAP)
            here: Ink = "cursor" if self.has_focus and index == self.at else ""
            lines[-1].append((index, (text, here)))
            at += width(text)
        return lines

    def _mark(self, index: int) -> str:
        inside = "x" if index in self.chosen else " "
        return f"[{inside}]" if self.many else f"({inside})"

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        """As many lines as the options need."""
        del container, viewport
        return len(self._laid(width))

    def cursor_cell(self) -> Offset:
        """The first cell of the option one stands on."""
        for y, line in enumerate(self._laid(self.content_size.width)):
            at = 0
            for index, (text, _) in line:
                if index == self.at:
                    return Offset(at, y)
                at += width(text)
        return Offset(0, 0)

    def render_line(self, y: int) -> Strip:
        """Label and options."""
        cells = self.content_size.width
        laid = self._laid(cells)
        if y >= len(laid):
            return Strip.blank(cells, self.rich_style)
        return draw([span for _, span in laid[y]], cells, self.rich_style, inks(self.app.current_theme))

    async def _on_click(self, event: events.Click) -> None:
        """A click takes an option."""
        offset = event.get_content_offset(self)
        laid = self._laid(self.content_size.width)
        if offset is None or offset.y >= len(laid):
            return
        at = 0
        for index, (text, _) in laid[offset.y]:
            at += width(text)
            if offset.x < at:
                if index >= 0:
                    event.stop()
                    self._stand(index)
                    if self.many:
                        self.take_key("space", None)
                return


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
