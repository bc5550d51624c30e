"""`Sheet`: text to read, line by line, whole: what a list had to cut stands here unabridged.

sheet = Sheet(["Laget 25.08", (("STOPP ", "alarm"), ("Eli Vik (SFO)", "")), long_text], wrap=True)
"""

from __future__ import annotations

from collections.abc import Sequence

from textual.strip import Strip

from stafett_tui.widgets.cells import width, wrap
from stafett_tui.widgets.inks import Line, Span, draw, inks, spans
from stafett_tui.widgets.lines import Lines


class Sheet(Lines, can_focus=False):
    """Lines of text with looks; scrolls when they overflow, and can have focus when asked for."""

    DEFAULT_CSS = """
    Sheet { height: auto; scrollbar-size: 0 0; }
    """

    def __init__(
        self,
        lines: Sequence[Line] = (),
        *,
        wrap: bool = False,
        focusable: bool = False,
        id: str | None = None,  # noqa: A002 - Textual's name
        classes: str | None = None,
    ) -> None:
        """Take the lines; `wrap` breaks long ones at words, else they are cut with …."""
        super().__init__(id=id, classes=classes)
        self.can_focus = focusable
        self._given: tuple[Line, ...] = tuple(lines)
        self._wraps = wrap
        self._laid: tuple[int, tuple[tuple[Span, ...], ...]] | None = None

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines as they were given."""
        return self._given

    def set_lines(self, lines: Sequence[Line], *, to_end: bool = False) -> None:
        """Show these lines from now on; `to_end` scrolls to the last one."""
        new = tuple(lines)
        if new != self._given:
            grown = len(new) != len(self._given) or self._wraps
            self._given, self._laid = new, None
            self.lines_changed()
            if grown and self.styles.is_auto_height:
                self.refresh(layout=True)
        if to_end:
            self.move_to(self.count - 1)

    @property
    def count(self) -> int:
        """How many lines there are at this width."""
        return len(self._lay())

    def draw_line(self, index: int, cells: int) -> Strip:
        """One line."""
        return draw(self._lay()[index], cells, self.rich_style, inks(self.app.current_theme))

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        """As high as its lines."""
        del container, viewport
        return max(len(self._lay(width)), 1)

    def _lay(self, cells: int | None = None) -> tuple[tuple[Span, ...], ...]:
        """The lines as they are laid out at a width."""
        cells = cells or self.scrollable_content_region.width or 80
        if self._laid is None or self._laid[0] != cells:
            self._laid = (
                cells,
                tuple(_laid_out(self._given, cells) if self._wraps else map(spans, self._given)),
            )
        return self._laid[1]


def _laid_out(lines: Sequence[Line], cells: int) -> list[tuple[Span, ...]]:
    """Lines broken at words; what follows the first line of a span stands under its beginning."""
    laid: list[tuple[Span, ...]] = []
    for line in lines:
        *before, (text, ink) = spans(line)
        indent = sum(width(part) for part, _ in before)
        if indent > cells // 2 and indent + width(text) > cells:
            laid.extend(_above(before, cells))
            before, indent = [("  ", "")], 2
        first, *rest = wrap(text, cells - indent)
        laid.append((*before, (first, ink)))
        laid.extend(((" " * indent + part, ink),) for part in rest)
    return laid


def _above(before: Sequence[Span], cells: int) -> list[tuple[Span, ...]]:
    """Words too long to stand before the text: whole, on lines of their own."""
    if sum(width(part) for part, _ in before) <= cells:
        return [tuple(before)]
    return [((piece, ink),) for part, ink in before for piece in wrap(part, cells)]
