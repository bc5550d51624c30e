"""The end of a run: whatever is half written is kept, and what is being written is waited for."""

from __future__ import annotations

from textual.app import App
from textual.binding import Binding

from stafett_tui.screens.frame.framed import Framed


class Ending(App[None], inherit_bindings=False):
    """A program that ends after everything that was typed before its last key.

    Textual's own binding acts before what waits to be taken, and asks no screen; so it is not inherited.
    """

    BINDINGS = [Binding("ctrl+q", "quit", show=False, id="quit")]

    def on_terminal_gone(self) -> None:
        """Nobody can read or write here any more: end as somebody who quits."""
        self.end_saved()

    async def action_quit(self) -> None:
        """End, asked for where nothing is kept: over a screen, or beside one."""
        self.end_saved()

    def end_saved(self) -> None:
        """End as the screen does that something may be half written on."""
        framed = next((each for each in reversed(self.screen_stack) if isinstance(each, Framed)), None)
        if framed is None:
            self.exit()
        else:
            framed.action_quit()
