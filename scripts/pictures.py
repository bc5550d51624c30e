"""Draw docs/pictures with the program itself: the demo, driven by keys at a clock that stands still.

    python scripts/pictures.py [--check]

`--check` draws nothing and answers 1 where a picture is not current.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
import tempfile
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

from textual.events import Paste
from textual.pilot import Pilot

from stafett_tui.app import StafettApp
from stafett_tui.config import load
from stafett_tui.domain.activity import ActivityRevised, activities
from stafett_tui.domain.event import Event, Status
from stafett_tui.screens.frame.messages import OpenConflicts
from stafett_tui.services.clock import SetClock, oslo
from stafett_tui.services.demo.building import STARTS, make_demo
from stafett_tui.services.opening import Office, open_office

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"
SIZE = (120, 32)
FONT_FACES = re.compile(r"\s*@font-face\s*\{[^}]*\}", re.DOTALL)
Draw = Callable[[str], Awaitable[None]]


async def settle(pilot: Pilot[None]) -> None:
    """Wait until no thread works and every message is answered."""
    for _ in range(5):
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys, and wait until the program is quiet after each."""
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


async def write(pilot: Pilot[None], text: str, *then: str) -> None:
    """Paste text, press the keys."""
    pilot.app.post_message(Paste(text))
    await settle(pilot)
    await press(pilot, *then)


async def journey(pilot: Pilot[None], draw: Draw, clock: SetClock) -> None:
    """Walk through the program and draw what the documents show."""
    await settle(pilot)
    await draw("home")
    await press(pilot, "down", "enter")
    await draw("plan")
    await press(pilot, "t")
    await draw("board")
    await press(pilot, "s")
    await draw("consent")
    await press(pilot, "escape", "escape", "escape", "k")
    await draw("deadlines")
    await press(pilot, "escape", "home", "enter", "enter")
    await meeting(pilot, draw, clock)


async def meeting(pilot: Pilot[None], draw: Draw, clock: SetClock) -> None:
    """Hold the first part of the meeting, as far as a new activity."""

    async def next_item(minutes: int) -> None:
        clock.at = oslo(STARTS) + timedelta(minutes=minutes)
        await press(pilot, "ctrl+n")

    await press(pilot, "ctrl+a")
    await draw("attendance")
    await next_item(5)
    await write(pilot, "'Jeg liker dinosaurer. Det er dumt når alle roper.", "enter")
    await next_item(11)
    await write(pilot, "Hjemme virker bildene godt. Leggetiden er roligere.", "enter")
    await next_item(16)
    await write(pilot, "Du gikk til bordet uten å gråte tre av fem dager.", "enter")
    await next_item(21)
    await press(pilot, "2", "enter", "1", "enter")
    await draw("evaluation")
    await press(pilot, "1")
    await next_item(32)
    await write(pilot, "!Vi fortsetter med bildene begge steder", "enter")
    await write(pilot, "+Du og Stødig går først til maten", "tab")
    await write(pilot, "st", "tab")
    await write(pilot, "fre")
    await draw("meeting")


async def versions(pilot: Pilot[None], draw: Draw, office: Office) -> None:
    """A deadline moved here, and by somebody else who was offline."""
    desk = office.desk()
    plan_id = desk.plans.find("1")
    found = next(a for a in activities(desk.plans.get(plan_id)) if a.responsible_name == "Klok Ugle")
    was = office.store.journal.plan(plan_id).facts[found.id].seq
    desk.activities.move(plan_id, found.id, "2026-12-03", "Klok er på kurs i uke 49")
    late = ActivityRevised(thing=found.id, field="due", value="2026-12-10", reason="Vi venter på svar fra PPT")
    with office.store.journal.batch(plan_id, at=office.clock.now(), policy="") as batch:
        batch.add(
            Event(id=desk.ids(), plan_id=plan_id, body=late, salt=bytes(16), actor=found.responsible or "", n=1,
                  device="tablet", made_at=office.clock.now(), base=was, act="late", group="late"),
            Status.CONFLICT,
        )  # fmt: skip
    pilot.app.post_message(OpenConflicts(plan_id))
    await draw("versions")


async def drawn() -> dict[str, str]:
    """Every picture by its name."""
    os.environ.update(TEXTUAL_ANIMATIONS="none", COLORTERM="truecolor")
    pictures: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder)
        make_demo(store, "holder", "nb", real=SetClock(oslo(STARTS)))
        settings = load(
            {"STAFETT_HOME": folder, "STAFETT_THEME": "stafett-dark", "STAFETT_LANGUAGE": "nb"}, store=store
        )
        clock = SetClock(oslo(STARTS))
        office = open_office(settings, create=False, clock=clock)
        app = StafettApp(settings, office=office)
        async with app.run_test(size=SIZE) as pilot:

            async def draw(name: str) -> None:
                await settle(pilot)
                pictures[name] = FONT_FACES.sub("", app.export_screenshot(title="Stafett"))

            await journey(pilot, draw, clock)
            await versions(pilot, draw, office)
    return pictures


def main(arguments: list[str]) -> int:
    """Draw, or compare with what is kept."""
    pictures = asyncio.run(drawn())
    stale = []
    for name, svg in pictures.items():
        path = PICTURES / f"{name}.svg"
        if path.exists() and path.read_text(encoding="utf-8") == svg:
            continue
        stale.append(name)
        if "--check" not in arguments:
            PICTURES.mkdir(parents=True, exist_ok=True)
            path.write_text(svg, encoding="utf-8")
    print("pictures changed: " + (", ".join(stale) or "none"))
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
