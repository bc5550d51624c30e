"""A list of the meeting screen, as the conduct and the drawing know it."""

from __future__ import annotations

from typing import Protocol

from stafett_tui.screens.meeting.deeds import Doing, Panel
from stafett_tui.screens.meeting.now import Now
from stafett_tui.widgets.columns import Column
from stafett_tui.widgets.inks import Line
from stafett_tui.widgets.rows import Row


class Pane(Protocol):
    """A list of the meeting screen: what it shows, and what its own keys do. It holds nothing."""

    @property
    def panel(self) -> Panel:
        """Which list it is."""

    def columns(self, now: Now) -> tuple[Column, ...]:
        """Its columns."""

    @property
    def mark_width(self) -> int:
        """How wide the marks before the first column are."""

    def title(self, now: Now) -> Line:
        """The line above the list."""

    def rows(self, now: Now) -> list[Row]:
        """The rows."""

    def keys(self, now: Now) -> str:
        """The list's own keys, as the hint line says them."""

    def press(self, now: Now, key: str, row: str) -> Doing | None:
        """What a key does on a row; None leaves it to the capture line or the screen."""
