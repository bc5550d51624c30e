"""B: a bare Textual program with one TextArea. Ctrl+S writes its text to $FLOOR_DUMP."""

from __future__ import annotations

import os
from pathlib import Path

from textual.app import App, ComposeResult
from textual.widgets import TextArea


class Bare(App[None]):
    """One text area and nothing else."""

    BINDINGS = [("ctrl+s", "dump", "")]
    ENABLE_COMMAND_PALETTE = False

    def compose(self) -> ComposeResult:
        """The text area."""
        yield TextArea("", placeholder="READY")

    def action_dump(self) -> None:
        """Write down what stands in it."""
        Path(os.environ["FLOOR_DUMP"]).write_text(self.query_one(TextArea).text, encoding="utf-8")


if __name__ == "__main__":
    Bare().run()
