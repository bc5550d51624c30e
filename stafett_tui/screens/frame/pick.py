"""A labelled choice on one line of a form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from textual import events
from textual.geometry import Offset
from textual.message import Message
from textual.strip import Strip

from stafett_tui.screens.frame.form import GAP, LABEL, Entered, step
from stafett_tui.widgets.cells import fit, width
from stafett_tui.widgets.inks import Ink, Span, draw, inks
from stafett_tui.widgets.keyed import Keyed


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
