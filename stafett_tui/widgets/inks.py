"""The few looks a text can have. Meaning is never in a look alone: a mark or a word stands beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, Literal

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.strip import Strip
from textual.theme import Theme

from stafett_tui.widgets.cells import cut, width

Ink = Literal["", "strong", "heading", "quiet", "alarm", "good", "cursor", "far_cursor"]
Span = tuple[str, Ink]
Line = str | tuple[Span, ...]

_TERMINAL: Final[Mapping[Ink, Style]] = {
    "": Style.null(),
    "strong": Style(bold=True),
    "heading": Style(bold=True),
    "quiet": Style(dim=True),
    "alarm": Style(bold=True, color="red"),
    "good": Style(color="green"),
    "cursor": Style(reverse=True),
    "far_cursor": Style(bold=True),
}
_made: dict[str, Mapping[Ink, Style]] = {}


def inks(theme: Theme) -> Mapping[Ink, Style]:
    """Every look in this theme, to be laid over a widget's own colours."""
    if theme.ansi:
        return _TERMINAL
    if theme.name not in _made:
        alarm, good = theme.error, theme.success
        _made[theme.name] = {
            **_TERMINAL,
            "quiet": Style(italic=True),
            "alarm": Style(bold=True, color=Color.parse(alarm).rich_color if alarm else None),
            "good": Style(color=Color.parse(good).rich_color if good else None),
        }
    return _made[theme.name]


def spans(line: Line) -> tuple[Span, ...]:
    """A line as spans, however it was given."""
    return ((line, ""),) if isinstance(line, str) else line


def draw(parts: Iterable[Span], cells: int, base: Style, looks: Mapping[Ink, Style], over: Ink = "") -> Strip:
    """Spans on exactly so many cells: cut with … where they are too long, blank to the end where short."""
    segments: list[Segment] = []
    left = cells
    for text, name in parts:
        if left <= 0:
            break
        drawn = cut(text, left)
        left -= width(drawn)
        segments.append(Segment(drawn, base + looks[name] + looks[over]))
    if left > 0:
        segments.append(Segment(" " * left, base + looks[over]))
    return Strip(segments, max(cells, 0))
