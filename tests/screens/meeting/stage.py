"""A meeting on the screen, over a real encrypted store: keys in, the screen and the store out."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from textual import events
from textual.pilot import Pilot

from stafett_tui.app import StafettApp
from stafett_tui.documents.json import plan_state
from stafett_tui.domain.lock import meetings
from stafett_tui.domain.policy import Policy
from stafett_tui.screens.frame.messages import OpenMeeting
from stafett_tui.screens.meeting.screen import MeetingScreen
from stafett_tui.services.clock import SetClock, oslo
from stafett_tui.services.demo.building import make_demo
from stafett_tui.services.opening import Office, open_office
from tests.support.app import screen_text
from tests.support.norwegian_layout import presses
from tests.support.office import settings

NOON = oslo(datetime(2026, 11, 16, 12, 58))
NAMED = {
    " ": "space", "+": "plus", "-": "minus", ".": "full_stop", ",": "comma", "'": "apostrophe", "!": "exclamation_mark",
    "?": "question_mark", ":": "colon", "/": "slash", "\\": "backslash", "(": "left_parenthesis",
    ")": "right_parenthesis",
}  # fmt: skip
"""What Textual calls signs; the pilot takes those names."""


def keys_of(text: str) -> list[str]:
    """The keys that write a text."""
    return [NAMED.get(sign, sign) for sign in text]


def key_event(key: str) -> events.Key:
    """The key as the terminal's driver gives it."""
    signs = {name: sign for sign, name in NAMED.items()}
    return events.Key(key, signs.get(key, key if len(key) == 1 else None))


@dataclass
class Stage:
    """The program with a meeting open."""

    pilot: Pilot[None]
    app: StafettApp
    office: Office
    plan_id: str
    pressed: list[str] = field(default_factory=list)

    @property
    def screen(self) -> MeetingScreen:
        """The meeting screen."""
        assert isinstance(self.app.screen, MeetingScreen)
        return self.app.screen

    async def press(self, *keys: str) -> None:
        """Press keys as fast as a paste, waiting for nothing between them; names such as `ctrl+a`, or single letters."""
        self.pressed += keys
        for key in keys:
            self.app._driver.send_message(key_event(key))
        await self.settle()

    async def type(self, text: str) -> None:
        """Type a text, sign by sign."""
        await self.press(*keys_of(text))

    async def settle(self) -> None:
        """Wait until the store has answered, nothing typed waits for it, and everything is drawn."""
        for _ in range(3):
            await self.pilot._wait_for_screen()
        while True:
            while isinstance(self.app.screen, MeetingScreen) and self.app.screen.busy:
                await self._store_has_answered(self.app.screen)
            await self.pilot._wait_for_screen()
            screen = self.app.screen
            while screen._layout_required or screen._dirty_widgets or screen._repaint_required:
                await self.pilot._wait_for_screen()
                await asyncio.to_thread(int)
            if not isinstance(self.app.screen, MeetingScreen) or not self._something_waits(self.app.screen):
                return

    @staticmethod
    def _something_waits(screen: MeetingScreen) -> bool:
        return screen.conduct.view is not None and (screen.busy or bool(screen.hands.order._held))

    async def _store_has_answered(self, screen: MeetingScreen) -> None:
        if screen.outbox is not None:
            await asyncio.wrap_future(screen.outbox.last)
        await self.pilot._wait_for_screen()

    async def open(self, meeting_id: str) -> None:
        """Open a meeting, and wait until it is there."""
        self.app.screen.post_message(OpenMeeting(self.plan_id, meeting_id))
        for _ in range(200):
            await self.pilot.pause()
            if isinstance(self.app.screen, MeetingScreen):
                break
        await self.settle()

    def cost(self) -> int:
        """How many presses were made since the last time this was asked, modifiers counted."""
        pressed, self.pressed = self.pressed, []
        return presses(pressed)

    @property
    def text(self) -> str:
        """What stands on the screen."""
        return screen_text(self.app)

    @property
    def shown(self) -> dict:
        """The plan as `show --json` gives it, read from the store."""
        desk = self.office.desk()
        return plan_state(desk.plans.get(self.plan_id), Policy(), desk.clock.today())

    @property
    def meeting(self) -> dict:
        """The meeting of today, as `show --json` gives it."""
        return next(m for m in self.shown["meetings"] if m["starts"] == "2026-11-16T13:00")

    @property
    def view(self):
        """The meeting as the screen read it last."""
        assert self.screen.conduct.view is not None
        return self.screen.conduct.view

    def wait(self, minutes: float) -> None:
        """Let the clock of the office go on."""
        clock = self.office.clock
        assert isinstance(clock, SetClock)
        clock.at += timedelta(minutes=minutes)


def demo_office(directory: Path, *, language: str = "nb") -> Office:
    """The demo store, with a clock that stands at two minutes to one."""
    chosen = settings(directory)
    if not (chosen.store_dir / "stafett.db").exists():
        make_demo(chosen.store_dir, "holder", language)
    return open_office(chosen, create=False, clock=SetClock(NOON))


@asynccontextmanager
async def stage(
    directory: Path, *, size: tuple[int, int] = (80, 24), language: str = "nb", begin: bool = True, item: int = 1
) -> AsyncIterator[Stage]:
    """The kindergarten meeting of the demo, begun and at an item."""
    office = demo_office(directory, language=language)
    app = StafettApp(office.settings, office=office)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await app.workers.wait_for_complete()
        plan_id = office.desk().plans.find("1")
        this = next(m for m in meetings(office.desk().plans.get(plan_id)) if m.time.starts.day == 16)
        opened = Stage(pilot, app, office, plan_id)
        await opened.open(this.id)
        if begin:
            await opened.press("enter")
            for _ in range(item - 1):
                await opened.press("ctrl+n")
            opened.cost()
        yield opened
