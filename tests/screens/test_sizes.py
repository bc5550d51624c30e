"""Every screen at every size: no exception, the focus in sight, nothing wider than the terminal, nothing lost (T25)."""

from __future__ import annotations

import random
from itertools import cycle

import pytest
from rich.cells import cell_len
from textual.geometry import Size

from tests.screens.strange import strange, walk
from tests.support.app import NARROW, screen_text

FIXED = [(120, 40), (60, 18), (30, 8)]
LEAST = (60, 18)

pytestmark = pytest.mark.timeout(240)


def some_sizes() -> list[tuple[int, int]]:
    dice = random.Random(20261116)
    sizes = [(dice.randint(20, 220), dice.randint(5, 70)) for _ in range(6)]
    return [*sizes, *((dice.randint(60, 130), dice.randint(18, 45)) for _ in range(4))]


async def resized(pilot, size: tuple[int, int]) -> None:
    """Give the terminal a size, and wait until the screen is laid out for it."""
    await pilot.resize_terminal(*size)
    for _ in range(100):
        if pilot.app.screen._compositor.size == Size(*size):
            break
        await pilot.pause(0.01)
    await pilot.pause()


def assert_fits(app, columns: int, lines: int, where: str) -> None:
    strips = app.screen._compositor.render_strips()
    assert len(strips) == lines, where
    for strip in strips:
        assert sum(cell_len(segment.text) for segment in strip) == columns, where


def assert_focus_in_sight(app, where: str) -> None:
    """The cell of the real cursor lies in the part of the focused widget that can be seen."""
    focused = app.screen.focused
    assert focused is not None, where
    cell = focused.cursor_cell()
    assert cell is not None, where
    region, clip = app.screen._compositor.visible_widgets[focused]
    spot = focused.content_region.offset + cell
    assert region.intersection(clip).contains_point(spot), (where, region, clip, spot)
    assert app.cursor_position == spot, where


async def test_every_screen_fits_every_size_with_the_focus_in_sight(tmp_path):
    others = cycle(some_sizes())
    async with strange(tmp_path, lambda field: f"en nokså lang tekst om {field}, med æ, ø og å", NARROW) as (pilot, _):
        app = pilot.app

        async def look(where: str, before: str) -> None:
            for size in [*FIXED, next(others)]:
                await resized(pilot, size)
                name = f"{where} at {size[0]}x{size[1]}"
                assert app.size == Size(*size)
                assert_fits(app, *size, name)
                if where == "palette" or (size[0] >= LEAST[0] and size[1] >= LEAST[1]):
                    assert_focus_in_sight(app, name)
                else:
                    assert "Vinduet er for lite" in screen_text(app), name
            await resized(pilot, NARROW)
            assert_focus_in_sight(app, where)

        await walk(pilot, look)
