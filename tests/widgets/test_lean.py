"""The start leaves out what it never uses, and the program runs without it (G1)."""

from __future__ import annotations

import subprocess
import sys

import textual  # noqa: F401 - the second test wants it loaded

from stafett_tui.widgets.lean import lighten

PROGRAM = """
import sys
from stafett_tui.widgets.lean import lighten
assert lighten()
import asyncio
assert "ssl" not in sys.modules
import ssl
ssl.create_default_context()
from textual.app import App
from stafett_tui.widgets.rows import Row, Rows
from stafett_tui.widgets.themes import register_themes
assert not {"textual.widgets._input", "textual.widgets._option_list", "textual.widgets._tree"} & set(sys.modules)

class Program(App[None]):
    ENABLE_COMMAND_PALETTE = False
    def compose(self):
        yield Rows(rows=[Row("a", ("rad",))])
    def on_mount(self):
        register_themes(self)

async def main():
    app = Program()
    async with app.run_test(size=(40, 4)) as pilot:
        await pilot.press("down", "ctrl+p", "enter")
        app.theme = "nord"
        await pilot.pause()
        print(app.focused)

asyncio.run(main())
"""


def test_the_program_runs_without_the_stock_palette_and_others_still_get_ssl() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "Rows()"), done.stderr


def test_nothing_is_left_out_once_textual_is_loaded() -> None:
    assert not lighten()
    from textual.command import CommandPalette

    assert CommandPalette.__module__ == "textual.command"
