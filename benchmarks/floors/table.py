"""E: a bare Textual program with one DataTable, empty or with every row of a list of deadlines (N rows made up)."""

from __future__ import annotations

import sys

from textual.app import App, ComposeResult
from textual.widgets import DataTable

TITLES = ("frist", "dager", "plan", "mål", "aktivitet READY", "ansvarlig", "flyttet")


class Bare(App[None]):
    """One table and nothing else."""

    ENABLE_COMMAND_PALETTE = False

    def compose(self) -> ComposeResult:
        """The table."""
        table: DataTable[str] = DataTable(cursor_type="row")
        table.add_columns(*TITLES)
        for i in range(int(sys.argv[1]) if len(sys.argv) > 1 else 0):
            day = f"{i % 28 + 1:02d}.{i % 12 + 1:02d}"
            table.add_row(day, str(-i % 60), str(i // 20), str(i % 4), f"Lesekurs {i} med lydbok", "Kari Lie", "1")
        yield table

    def on_mount(self) -> None:
        """Keys act on the table."""
        self.screen.focus_next()


if __name__ == "__main__":
    Bare().run()
