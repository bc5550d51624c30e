"""A small program of our widgets, started on a pseudo-terminal by the tests of the widgets."""

from __future__ import annotations

import os
from pathlib import Path

from textual import events
from textual.app import App, ComposeResult

from stafett_tui.i18n.texts import Texts
from stafett_tui.widgets.columns import Column
from stafett_tui.widgets.dialog import Ask, Choice, Prompt
from stafett_tui.widgets.field import Field
from stafett_tui.widgets.pacing import Pacing
from stafett_tui.widgets.page import Sheet
from stafett_tui.widgets.rows import Row, Rows
from stafett_tui.widgets.screen import StafettScreen
from stafett_tui.widgets.themes import register_themes


class HostScreen(StafettScreen):
    CSS = "Rows { height: 8; } Sheet { height: 4; }"
    BINDINGS = [("ctrl+n", "ask", ""), ("ctrl+g", "prompt", ""), ("ctrl+t", "dump", ""), ("ctrl+q", "app.quit", "")]

    def body(self) -> ComposeResult:
        yield Field(id="field", prompt="> ", placeholder="skriv")
        rows = [Row(str(i), (f"{i}.11", f"aktivitet {i}")) for i in range(100)]
        yield Rows((Column("frist", 6), Column("aktivitet", flex=1)), rows)
        yield Sheet([f"linje {i}" for i in range(20)], focusable=True)

    def action_ask(self) -> None:
        self.app.push_screen(Ask("Låse?", ["7 avtaler"], [Choice("no", "n", "Ikke nå"), Choice("yes", "j", "Lås")]))

    def action_prompt(self) -> None:
        self.app.push_screen(Prompt("Ny frist", "når:"))

    def action_dump(self) -> None:
        Path(os.environ["STAFETT_DUMP"]).write_text(self.query_one("#field", Field).text, encoding="utf-8")
        self.head.show(right="skrevet")


class Host(App[None]):
    DEFAULT_MODE = "host"
    ENABLE_COMMAND_PALETTE = False

    def __init__(self) -> None:
        super().__init__()
        self.add_mode("host", lambda: HostScreen(Texts("nb")))
        self.pacing = Pacing()
        register_themes(self)

    def on_mount(self) -> None:
        self.call_after_refresh(self.pacing.settle)

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key):
            self.pacing.stir()
        await super().on_event(event)


if __name__ == "__main__":
    Host().run()
