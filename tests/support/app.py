"""The whole program over a real encrypted store in a folder of the test, with a clock that stands still."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from textual.pilot import Pilot

from stafett_tui.app import StafettApp
from stafett_tui.domain.activity import Ending
from stafett_tui.domain.evaluation import Effect
from stafett_tui.domain.goal import goals
from stafett_tui.services.opening import Office
from tests.support.office import HOLDER, open_office, open_plan

KINDERGARTEN = "Tøyestubben barnehage"


def make_office(directory: Path, *, language: str = "nb", me=HOLDER) -> tuple[Office, str]:
    """An open office with the kindergarten plan: a goal, three activities, a meeting called for today at 13."""
    office = open_office(directory, me=type(me)(me.person, me.name, me.service, me.title, language, me.office))
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


async def settle(pilot: Pilot[None]) -> None:
    """Wait until no thread works and every message is answered."""
    for _ in range(4):
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()


def screen_text(app: StafettApp) -> str:
    """What stands on the screen, line by line."""
    width, height = app.size
    rows = [[" "] * width for _ in range(height)]
    lines = app.screen._compositor.render_strips()
    for y, strip in enumerate(lines[:height]):
        text = "".join(segment.text for segment in strip)
        rows[y] = list(text)
    return "\n".join("".join(row).rstrip() for row in rows)


__all__ = ["KINDERGARTEN", "Effect", "Ending", "date", "make_app", "make_office", "screen_text", "settle"]
