"""No state is told by colour alone: in every theme and without colours the screens say the same (meeting-flow §5.10)."""

from __future__ import annotations

import pytest

from stafett_tui import config
from tests.screens.strange import strange, walk
from tests.support.app import NARROW, WIDE, at_rest, screen_text

TOLD = {
    "home": ["! ", "i gang nå", "2 forfalt"],
    "plan": ["! ", "3 dager over", "om 29 dager", "Enter: fortsett"],
    "board": ["! ", "-3", "virker delvis", "i gang", "neste møte"],
    "consent": ["GYLDIG", "MANGLER", "STOPP", "OK "],
    "deadlines": ["! ", "-3"],
    "attendance": ["x  ", "STOPP", "samtykke mangler", "forfall"],
    "review": ["ok  delvis", "ok  virker", "?  ", "trenger frist!"],
    "read-back": ["!  ", "<>", "+  "],
    "guards": ["ok ", "-- ", "Mangler"],
}  # fmt: skip
"""What must be readable on each screen."""

LATER = frozenset({"deadlines", "found"})
"""Screens that read more about the row in focus once nobody moves."""

pytestmark = pytest.mark.timeout(180)


async def later(pilot) -> str:
    """What stands on the screen half a second from now."""
    await pilot.pause(0.5)
    return screen_text(pilot.app)


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80x24", "120x40"])
async def test_every_theme_says_the_same_in_words(tmp_path, size):
    seen: dict[str, str] = {}
    async with strange(tmp_path, lambda field: f"om {field}", size) as (pilot, _):
        app = pilot.app

        async def look(where: str, _: str) -> None:
            while where == "deadlines" and app.screen.current is not None and app.screen.plan_read is None:
                await pilot.pause(0.02)
            shown = await at_rest(pilot)
            while where in LATER and (now := await later(pilot)) != shown:
                shown = now
            seen[where] = shown
            for theme in config.THEMES:
                app.theme = theme
                assert await at_rest(pilot) == shown, (where, theme)

        await walk(pilot, look)
    for where, words in TOLD.items():
        missing = [each for each in words if each not in seen[where]]
        assert missing == [], (where, missing, seen[where])
