"""The program: opens the store, shows home, and answers what screens ask for.

The first frame needs Textual and sqlcipher3 alone; the desk with the whole domain loads in a thread after it (G1).
"""

from __future__ import annotations

import asyncio
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any, Final

from rich.text import Text
from textual import events
from textual.geometry import Size
from textual.signal import Signal
from textual.timer import Timer

from stafett_tui import config
from stafett_tui.actions import action
from stafett_tui.domain.errors import StafettError
from stafett_tui.i18n import dates
from stafett_tui.i18n.texts import Language, known_language, texts
from stafett_tui.routing.idle import Idle
from stafett_tui.routing.locking import Locking
from stafett_tui.routing.opening import Opener
from stafett_tui.screens.frame.errands import Errands
from stafett_tui.screens.frame.given import Given
from stafett_tui.services.opening import Office, open_office
from stafett_tui.store.keyrecord import DEMO
from stafett_tui.widgets.bindings import with_own_keys
from stafett_tui.widgets.pacing import Pacing
from stafett_tui.widgets.themes import register_themes

if TYPE_CHECKING:
    from textual.driver import Driver
    from textual.screen import Screen

    from stafett_tui.domain.changes import Changes


AT_REST: Final = 0.2
"""Seconds without another size after which the terminal has come to rest."""


class StafettApp(Locking):
    """One run of the program on one store."""

    TITLE = "Stafett"
    ENABLE_COMMAND_PALETTE = False

    def __init__(
        self, settings: config.Settings, *, office: Office | None = None, opener: Opener = open_office
    ) -> None:
        """Begin with the settings of this run; an office that is open already is used as it stands."""
        super().__init__()
        self.animation_level = "none"
        self.settings = settings
        self.opener = opener
        self.office = office
        self.pacing = Pacing()
        self.changed: Signal[Changes] = Signal(self, "changed")
        self.errands = Errands(self)
        self.idle = Idle()
        self._saved = ""
        self._resting: Timer | None = None
        register_themes(self, settings.theme)

    # ---- the first frame

    def get_default_screen(self) -> Screen[Any]:
        """Home at once where the store opens without waiting; else the door, while a thread opens it."""
        directory = self.settings.store_dir
        if self.office is None and (directory / DEMO).exists():
            try:
                self.office = self.opener(self.settings, create=False)
            except StafettError as error:
                return self.door(error)
        if self.office is not None:
            return self.first_or_door()
        return self.door(None)

    def on_mount(self) -> None:
        """Take the person's own keys; after the first frame, load the rest in a thread."""
        asyncio.get_running_loop().set_exception_handler(self._loop_error)
        changed = [each for each in self.own_actions if each.keys != action(each.id).keys]
        self.set_keymap({each.id: ",".join(each.keys) for each in changed})
        self.call_after_refresh(self._after_first_frame)

    def _after_first_frame(self) -> None:
        self.pacing.settle()
        if self.office is None:
            self.open_store()
        elif self.office.me is not None:
            self.load_desk()

    def get_driver_class(self) -> type[Driver]:
        """On a Unix terminal the driver that notices when the terminal is gone."""
        found = super().get_driver_class()
        if found.__name__ != "LinuxDriver":
            return found
        from stafett_tui.widgets.terminal import TerminalDriver

        return TerminalDriver

    async def on_event(self, event: events.Event) -> None:
        """Note every key, so that the collector waits."""
        if isinstance(event, events.Key):
            self.pacing.stir()
        await super().on_event(event)

    def on_resize(self) -> None:
        """Look at the terminal once more when it rests: in a burst Textual may hear of sizes in another order."""
        if self._resting is not None:
            self._resting.stop()
        self._resting = None if self.is_headless else self.set_timer(AT_REST, self._take_size)

    def _take_size(self) -> None:
        self._resting = None
        size = Size(*get_terminal_size())
        if size != self.size:
            self.post_message(events.Resize(size, size))

    def on_unmount(self) -> None:
        """Close the store; everything in it is saved."""
        self.pacing.stop()
        if self.office is not None:
            self.office.close()
        if self.practice is not None:
            from shutil import rmtree

            rmtree(self.practice, ignore_errors=True)

    # ---- what screens are given

    @property
    def language(self) -> Language:
        """The language of the screens: as chosen in the settings, else the person's."""
        if self.office is None or self.settings.language_chosen:
            return self.settings.language
        return known_language(self.office.language) or self.settings.language

    @property
    def given(self) -> Given:
        """What the next screen is given."""
        assert self.office is not None  # noqa: S101 - only the door is shown before the store is open
        actions = self.own_actions
        told = with_own_keys(texts(self.language), actions)
        return Given(
            self.office, told, actions, self.changed, self.errands, self.settings.vi, self.saved, self.together,
            self.stirred,
        )  # fmt: skip

    def saved(self) -> str:
        """When something was last saved, for the head line; a practice store says what it is."""
        tr = texts(self.language).tr
        practice = [tr("PRACTICE")] if self.office is not None and self.office.demo else []
        return " | ".join([*practice, *([tr("saved {time}", time=self._saved)] if self._saved else [])])

    def forget_saved(self) -> None:
        """Another store: nothing is saved in it yet."""
        self._saved = ""

    def wrote(self, changes: Changes) -> None:
        """Something was written: note when, and tell every screen."""
        if self.office is not None:
            wall = self.office.clock.wall()
            self._saved = f"{dates.clock(wall)}:{wall.second:02d}"
        self.changed.publish(changes)

    # ---- errors

    def _loop_error(self, _loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """An error outside every screen ends the program as well: asyncio would print its values (I12)."""
        error = context.get("exception")
        if isinstance(error, Exception) and self._exception is None:
            self._handle_exception(error)

    def _fatal_error(self) -> None:
        """End with a sentence: no traceback, as its values could be somebody's case (I12)."""
        from stafett_tui.screens.frame.crash import crash_text

        self._exit_renderables.append(Text(crash_text(self._exception, texts(self.settings.language))))
        self._close_messages_no_wait()


def run(settings: config.Settings) -> int:
    """Open the program; answers its exit code."""
    app = StafettApp(settings)
    app.run()
    return app.return_code or 0
