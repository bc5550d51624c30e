"""What the conduct of a meeting tells the screen and knows of it, and where the parts hand their keys; no widget."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, Protocol

from stafett_tui.screens.meeting.deeds import Deed
from stafett_tui.widgets.inks import Line

Where = Literal["list", "line", "minutes"]
Elsewhere = Literal["consents", "versions"]


class Face(Protocol):
    """The screen, as far as the conduct needs it."""

    def send(self, deed: Deed) -> None:
        """Write it, after what is being written already."""

    def say(self, line: Line) -> None:
        """Say a sentence."""

    def focus_on(self, where: Where) -> None:
        """Give focus."""

    @property
    def where(self) -> Where:
        """Which part has focus."""

    def step(self, row: str | None = None) -> None:
        """Put the list's cursor on the next row, or on the one named; an empty name is the first row."""

    def put(self, text: str, prompt: str, placeholder: str) -> None:
        """Put a text in the capture line, with the words before it, and those that stand there while it is empty."""

    def draw(self) -> None:
        """Show everything as it is now, soon."""

    def go_to(self, where: Elsewhere) -> None:
        """Go to the consents of the plan, or to what has two versions in it."""

    def leave(self) -> None:
        """Go back to where the screen was opened from, once everything is written."""

    @property
    def cells(self) -> int:
        """How wide the list is."""

    @property
    def wall(self) -> datetime:
        """The wall clock."""

    @property
    def tick(self) -> float:
        """When the key was typed, in seconds that only ever grow."""


class Keys(Protocol):
    """Who takes the keys of the parts."""

    def on_list(self, key: str, character: str | None) -> bool:
        """A key on the list."""

    def on_line(self, key: str, character: str | None) -> bool:
        """A key in the capture line, before the line takes it."""

    def on_minutes(self, key: str, character: str | None) -> bool:
        """A key on the minutes."""

    def line_changed(self, text: str) -> None:
        """The text of the capture line is another."""


class Grip(Face, Keys, Protocol):
    """The face of the screen together with where its parts hand their keys."""

    def release(self) -> None:
        """Let keys act that waited for an answer."""
