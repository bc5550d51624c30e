"""What frames every screen: the head line, rules between parts, and the footer with its hints.

head = Head("Plan 2031  M.H., 9 år", "lagret 13:41:07 | lokalt | F1")
foot = Foot([Hint("m", "møte", "m"), Hint("Ctrl+P", "kommandoer", "ctrl+p")])
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual import events
from textual.strip import Strip
from textual.widget import Widget

from stafett_tui.widgets.cells import cut, fit, width
from stafett_tui.widgets.inks import Line, draw, inks, spans

GAP = "  "


class Hint(NamedTuple):
    """A key as people write it, what it does, and the key a click presses (Textual's name)."""

    key: str
    text: str
    press: str = ""

    @property
    def drawn(self) -> str:
        """As it stands in the footer."""
        return f"{self.key} {self.text}"


class Drawn(Widget):
    """One line, drawn by itself, that nobody can focus."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Drawn { height: 1; width: 1fr; }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's name
        """Begin empty."""
        super().__init__(id=id, classes=classes)

    def line(self, cells: int) -> Line:
        """What stands on the line, at this width."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        """Draw the line."""
        cells = self.size.width
        if y:
            return Strip.blank(cells, self.rich_style)
        return draw(spans(self.line(cells)), cells, self.rich_style, inks(self.app.current_theme))


class Head(Drawn):
    """The first line: where one is to the left, when it was saved to the right, which is never cut."""

    def __init__(self, left: str = "", right: str = "", *, id: str | None = None) -> None:  # noqa: A002 - as above
        """Take both sides."""
        super().__init__(id=id)
        self._sides = (left, right)

    @property
    def left(self) -> str:
        """Where one is."""
        return self._sides[0]

    @property
    def right(self) -> str:
        """When it was saved, and how."""
        return self._sides[1]

    def show(self, *, left: str | None = None, right: str | None = None) -> None:
        """Put another text on either side."""
        sides = (self.left if left is None else left, self.right if right is None else right)
        if sides != self._sides:
            self._sides = sides
            self.refresh()

    def line(self, cells: int) -> Line:
        """Both sides, as far apart as the line is wide."""
        room = cells - width(self.right) - len(GAP)
        if room < 1:
            return ((self.left, "strong"),)
        return ((fit(self.left, room), "strong"), (GAP + self.right, ""))


class Rule(Drawn):
    """A line of hyphens between two parts; a title may stand in it."""

    def __init__(self, title: str = "", *, id: str | None = None) -> None:  # noqa: A002 - as above
        """Take the title."""
        super().__init__(id=id)
        self.title = title

    def line(self, cells: int) -> Line:
        """Hyphens."""
        if not self.title:
            return "-" * cells
        title = f"-- {cut(self.title, cells - 4)} "
        return ((title, "heading"), ("-" * (cells - width(title)), ""))


class Say(Drawn):
    """One line of text with looks; more than fits is cut with …."""

    def __init__(self, text: Line = "", *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - as above
        """Take the text."""
        super().__init__(id=id, classes=classes)
        self._text = text

    @property
    def text(self) -> Line:
        """What it says."""
        return self._text

    def say(self, text: Line) -> None:
        """Say something else."""
        if text != self._text:
            self._text = text
            self.refresh()

    def line(self, cells: int) -> Line:
        """The text."""
        del cells
        return self._text


class Foot(Drawn):
    """The last line: the keys used most here. Every hint can be clicked."""

    def __init__(self, hints: Sequence[Hint] = (), *, id: str | None = None) -> None:  # noqa: A002 - as above
        """Take the hints, most frequent first."""
        super().__init__(id=id)
        self._hints = tuple(hints)

    @property
    def hints(self) -> tuple[Hint, ...]:
        """The hints."""
        return self._hints

    def show(self, hints: Sequence[Hint]) -> None:
        """Give other hints."""
        if tuple(hints) != self._hints:
            self._hints = tuple(hints)
            self.refresh()

    def shown(self, cells: int) -> list[tuple[int, Hint]]:
        """The hints that fit whole, each with its first cell; the last one is always kept."""
        *first, last = self._hints or (Hint("", ""),)
        room = cells - width(last.drawn)
        placed, at = [], 1
        for hint in first:
            end = at + width(hint.drawn) + len(GAP)
            if end > room:
                break
            placed.append((at, hint))
            at = end
        return [*placed, (at, last)]

    def line(self, cells: int) -> Line:
        """The hints that fit."""
        return " " + GAP.join(hint.drawn for _, hint in self.shown(cells))

    async def _on_click(self, event: events.Click) -> None:
        """Press the key of the hint that was clicked."""
        offset = event.get_content_offset(self)
        for at, hint in self.shown(self.size.width):
            if offset and hint.press and at <= offset.x < at + width(hint.drawn):
                event.stop()
                self.app.simulate_key(hint.press)
