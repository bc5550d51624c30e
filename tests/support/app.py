"""The whole program over a real encrypted store in a folder of the test, with a clock that stands still."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from stafett_tui.app import StafettApp
from stafett_tui.domain.goal import goals
from stafett_tui.services.opening import Office
from stafett_tui.services.person import Me
from tests.support.office import HOLDER, open_office, open_plan

NARROW, WIDE, SMALL = (80, 24), (120, 40), (60, 18)
FRAMES = 3
PATIENCE = 30.0
"""Seconds, for threads that make keys or wait for the disk."""


def make_empty_office(directory: Path, *, language: str = "nb", me: Me = HOLDER) -> Office:
    """An open office without a plan."""
    office = open_office(directory, me=replace(me, language=language))
    office.settings = replace(office.settings, language=language, language_chosen=True)
    return office


def make_office(directory: Path, *, language: str = "nb", me: Me = HOLDER) -> tuple[Office, str]:
    """An open office with the kindergarten plan: a goal, three activities, a meeting called for today at 13."""
    office = make_empty_office(directory, language=language, me=me)
    desk = office.desk()
    plan_id = open_plan(desk)
    goal = goals(desk.plans.get(plan_id))[0].id
    for what, who, due in (
        ("Bilder av dagen på tavla", "p-stodig", "2026-11-13"),
        ("Bilder hjemme ved leggetid", "p-varm", "2026-11-20"),
        ("Klok ser på overgangene", "p-klok", "2026-11-06"),
    ):
        desk.activities.plan(plan_id, what, responsible=who, due=due, goal=goal)
    desk.meetings.call(plan_id, datetime(2026, 11, 16, 13), datetime(2026, 11, 16, 13, 45), place="Grupperommet")
    return office, plan_id


def make_app(office: Office) -> StafettApp:
    """The program on that office."""
    return StafettApp(office.settings, office=office)


@asynccontextmanager
async def running(office: Office, size: tuple[int, int] = NARROW) -> AsyncIterator[Pilot[None]]:
    """The program, drawn and settled."""
    app = make_app(office)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        yield pilot


async def settle(pilot: Pilot[None]) -> None:
    """Wait until no thread works, the store has answered every meeting, and every message is answered."""
    await pilot.pause()
    while pilot.app.is_running:
        for _ in range(3):  # a message, what it leads to, and what that starts
            await pilot._wait_for_screen()
        writing = [box for each in pilot.app.screen_stack if (box := getattr(each, "outbox", None)) and box.busy]
        if working := [each for each in pilot.app.workers if not each.is_finished]:
            with suppress(WorkerCancelled):  # its screen was left
                await pilot.app.workers.wait_for_complete(working)
        elif writing:
            await asyncio.wrap_future(writing[-1].last)
        elif not pilot.app.screen._callbacks and not pilot.app.screen._layout_required:
            return
        await pilot.pause()


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys one by one and wait for what they lead to; `=text` types a text."""
    for key in keys:
        await pilot.press(*(key[1:] if key.startswith("=") else (key,)))
        await settle(pilot)


async def until(pilot: Pilot[None], words: str) -> None:
    """Wait until these words stand on the screen."""
    end = time.monotonic() + PATIENCE
    while words not in screen_text(pilot.app):
        if time.monotonic() > end:
            raise AssertionError(words)
        await pilot.pause(0.02)


async def at_rest(pilot: Pilot[None]) -> str:
    """What stands on the screen once it has not changed for some frames: a slow machine draws later."""
    last, same = "", 0
    while same < FRAMES:
        await pilot.pause(0.02)
        now = screen_text(pilot.app)
        same = same + 1 if now == last else 0
        last = now
    return last


def screen_text(app: StafettApp) -> str:
    """What stands on the screen, line by line."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)


def word(app: StafettApp) -> str:
    """The word at the foot of the screen."""
    (line,) = app.screen.word.lines or ("",)  # type: ignore[attr-defined]  # every framed screen has one
    return line if isinstance(line, str) else "".join(text for text, _ in line)
