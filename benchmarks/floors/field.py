"""Our field on our screen: alone, or keeping its draft in a store as the program does (`DIR` as argument)."""

from __future__ import annotations

import gc

gc.disable()

import sys  # noqa: E402 - the collector is turned off before anything is imported, as the program does
import threading  # noqa: E402
from datetime import UTC, datetime  # noqa: E402
from pathlib import Path  # noqa: E402

from textual import events  # noqa: E402
from textual.app import App, ComposeResult  # noqa: E402

from stafett_tui.i18n.texts import Texts  # noqa: E402
from stafett_tui.store.drafts import Drafts  # noqa: E402
from stafett_tui.store.keys import find_key  # noqa: E402
from stafett_tui.store.opened import Store  # noqa: E402
from stafett_tui.widgets.field import Field  # noqa: E402
from stafett_tui.widgets.pacing import Pacing  # noqa: E402
from stafett_tui.widgets.screen import StafettScreen  # noqa: E402
from stafett_tui.widgets.themes import register_themes  # noqa: E402

EVERY = 0.5


class Keeper(threading.Thread):
    """One thread that keeps the latest text of the field, at most twice a second."""

    def __init__(self, drafts: Drafts) -> None:
        """Take where drafts are kept."""
        super().__init__(daemon=True)
        self.drafts = drafts
        self.latest = ""
        self.wanted = threading.Event()
        self.rest = threading.Event()

    def run(self) -> None:
        """Keep what is there whenever something is new."""
        while self.wanted.wait():
            self.wanted.clear()
            self.drafts.keep("capture", "plan", self.latest, len(self.latest), datetime.now(UTC))
            self.rest.wait(EVERY)


class FieldScreen(StafettScreen):
    """A screen with one field."""

    def body(self) -> ComposeResult:
        """The field."""
        yield Field(placeholder="READY", clears=True)


class FieldProgram(App[None]):
    """The field, with or without drafts."""

    DEFAULT_MODE = "field"
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, keeper: Keeper | None) -> None:
        """Take who keeps the drafts."""
        super().__init__()
        self.keeper = keeper
        self.pacing = Pacing()
        register_themes(self)
        self.add_mode("field", lambda: FieldScreen(Texts("nb")))

    def on_mount(self) -> None:
        """Freeze what the start made."""
        self.call_after_refresh(self.pacing.settle)

    async def on_event(self, event: events.Event) -> None:
        """Note every key."""
        if isinstance(event, events.Key):
            self.pacing.stir()
        await super().on_event(event)

    def on_field_changed(self, event: Field.Changed) -> None:
        """Say that there is something to keep."""
        if self.keeper is not None:
            self.keeper.latest = event.field.text
            self.keeper.wanted.set()


def main() -> None:
    """Run it."""
    keeper = None
    if len(sys.argv) > 1:
        directory = Path(sys.argv[1])
        keeper = Keeper(Store.open(directory, find_key(directory)).drafts)
        keeper.start()
    FieldProgram(keeper).run()


if __name__ == "__main__":
    main()
