"""A list and one thing of it: Enter reads it over the whole screen, Esc goes back to where one stood in the list."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widget import Widget

from stafett_tui.screens.frame.given import Given
from stafett_tui.screens.frame.ground import Ground


class Reading(Ground):
    """A screen on which one thing can be read whole; in a wide window it stands beside the list all the time."""

    DEFAULT_CSS = """
    Reading > .both { height: 1fr; }
    Reading > .both > .listed { width: 1fr; height: 1fr; }
    Reading > .both > .told { display: none; height: 1fr; width: 38%; border-left: ascii $foreground; padding: 0 1; }
    Reading.-wide > .both > .told { display: block; }
    Reading.-reading > .both > .listed { display: none; }
    Reading.-reading > .both > .told { display: block; width: 1fr; border-left: none; }
    Reading.-tiny > .both, Reading.-flat > .both { display: none; }
    """

    def __init__(self, given: Given) -> None:
        """Begin in the list."""
        super().__init__(given)
        self._read_from: Widget | None = None

    def beside(self, listed: Widget, told: Widget) -> ComposeResult:
        """The list, and beside it what is told of the row."""
        with Horizontal(classes="both"):
            yield listed.add_class("listed")
            yield told.add_class("told")

    def read_whole(self, part: Widget) -> None:
        """Read this part over the whole screen."""
        if not self.has_class("-reading"):
            self._read_from = self.focused
        self.add_class("-reading")
        self.set_focus(part)

    def stop_reading(self) -> None:
        """Go back to where one stood."""
        back, self._read_from = self._read_from, None
        self.remove_class("-reading")
        self.set_focus(back)
        self.stand()

    def action_back(self) -> None:
        """From a question, else from reading to the list, else away."""
        if self.has_class("-reading") and not self.asking.open:
            self.stop_reading()
        else:
            super().action_back()
