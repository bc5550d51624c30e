"""The terminal shows what a forced full repaint would show, though only what differs was written (T22, T23, G6)."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pyte
import pytest
from rich.segment import Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.containers import Horizontal
from textual.drivers.headless_driver import HeadlessDriver
from textual.geometry import Offset
from textual.screen import ModalScreen, Screen
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from stafett_tui.widgets.compositor import CursorCell, DiffScreen, LineDiff, LinesUpdate, changed, terminal_of

SIZE = (60, 12)
WORDS = ["leser", "漢字", "Åse", "👍", "e\u0301", "x", "", "en lang linje med mange ord i seg"]


class TerminalDriver(HeadlessDriver):
    """A driver that is no terminal but is drawn on like one."""

    written: list[str]

    @property
    def is_headless(self) -> bool:
        return False

    @property
    def can_suspend(self) -> bool:
        return True

    def write(self, data: str) -> None:
        vars(self).setdefault("written", []).append(data)

    def flush(self) -> None:
        pass


class Line(Static, can_focus=True):
    pass


class Box(CursorCell, Widget, can_focus=True):
    DEFAULT_CSS = "Box { height: 1; }"
    column = 0

    def render_line(self, y: int) -> Strip:
        return Strip([Segment("boks".ljust(self.size.width))])

    def cursor_cell(self) -> Offset:
        return Offset(self.column, 0)


class Overlay(LineDiff, ModalScreen[None]):
    DEFAULT_CSS = "Overlay { align: center middle; } Overlay Static { width: 20; height: 3; }"

    def compose(self) -> ComposeResult:
        yield Static("spørsmål", markup=False)
        yield Box()


class StockOverlay(ModalScreen[None]):
    def compose(self) -> ComposeResult:
        yield Static("stock", markup=False)


class Host(App[None]):
    CSS = "Line { width: 1fr; height: 1; } Horizontal { height: 1; }"

    def get_default_screen(self) -> Screen[Any]:
        return DiffScreen(id="_default")

    def compose(self) -> ComposeResult:
        yield Box()
        for i in range(8):
            with Horizontal():
                yield Line(f"venstre {i}", markup=False)
                yield Line(f"høyre {i}", markup=False)


def replay(app: App[Any], into: pyte.Screen, written: list[str]) -> None:
    stream = pyte.Stream(into)
    stream.feed("".join(written).replace("\x1b[?2026h", "").replace("\x1b[?2026l", ""))


def cells(screen: pyte.Screen) -> list[list[tuple[Any, ...]]]:
    return [[tuple(screen.buffer[y][x]) for x in range(screen.columns)] for y in range(screen.lines)]


async def repainted(app: App[Any], pilot: Any) -> list[list[tuple[Any, ...]]]:
    written = app._driver.written
    mark = len(written)
    terminal_of(app).forget()
    app.screen.refresh()
    await pilot.pause()
    fresh = pyte.Screen(*app.size)
    replay(app, fresh, written[mark:])
    return cells(fresh)


@pytest.fixture
def app() -> Iterator[Host]:
    return Host(driver_class=TerminalDriver)


@pytest.mark.parametrize("seed", range(4))
async def test_after_random_edits_and_overlays_the_screen_equals_a_full_repaint(app: Host, seed: int) -> None:
    rng = random.Random(seed)
    async with app.run_test(size=SIZE, headless=False) as pilot:
        await pilot.pause()
        terminal = pyte.Screen(*SIZE)
        base = app.screen
        for _ in range(60):
            choice = rng.randrange(12)
            if choice < 8:
                rng.choice(list(base.query(Line))).update(rng.choice(WORDS))
            elif choice == 8 and len(app.screen_stack) == 1:
                await app.push_screen(rng.choice([Overlay, StockOverlay])())
            elif choice == 9 and len(app.screen_stack) > 1:
                await app.pop_screen()
            elif choice == 10:
                app.screen.refresh()
            else:
                rng.choice(list(base.query(Line))).toggle_class("gone")
            await pilot.pause()
        replay(app, terminal, app._driver.written)
        assert cells(terminal) == await repainted(app, pilot)


async def test_a_change_of_one_letter_writes_only_that_letter(app: Host) -> None:
    async with app.run_test(size=SIZE, headless=False) as pilot:
        await pilot.pause()
        mark = len(app._driver.written)
        app.screen.query(Line).first().update("venstre 9")
        await pilot.pause()
        out = "".join(app._driver.written[mark:])
        assert "9" in out
        assert "venstre" not in out
        assert len(out) < 100


async def test_what_is_drawn_again_unchanged_writes_nothing(app: Host) -> None:
    async with app.run_test(size=SIZE, headless=False) as pilot:
        await pilot.pause()
        mark = len(app._driver.written)
        app.screen.refresh()
        await pilot.pause()
        assert app._driver.written[mark:] == []


async def test_a_cursor_that_moves_alone_is_written(app: Host) -> None:
    async with app.run_test(size=SIZE, headless=False) as pilot:
        await pilot.pause()
        box = app.screen.query_one(Box)
        box.focus()
        box.column = 3
        box.refresh()
        await pilot.pause()
        terminal = pyte.Screen(*SIZE)
        replay(app, terminal, app._driver.written)
        assert (terminal.cursor.x, terminal.cursor.y, terminal.cursor.hidden) == (3, 0, False)


@pytest.mark.parametrize("size", [(40, 20), SIZE])
async def test_after_a_resize_everything_is_written(app: Host, size: tuple[int, int]) -> None:
    async with app.run_test(size=SIZE, headless=False) as pilot:
        await pilot.pause()
        mark = len(app._driver.written)
        await pilot.resize_terminal(*size)
        await pilot.pause()
        if size == SIZE:
            app.screen.on_resize()
            app.screen.refresh()
            await pilot.pause()
        fresh = pyte.Screen(*size)
        replay(app, fresh, app._driver.written[mark:])
        assert cells(fresh) == await repainted(app, pilot)


async def test_after_a_pause_everything_is_written(app: Host) -> None:
    async with app.run_test(size=SIZE, headless=False) as pilot:
        await pilot.pause()
        mark = len(app._driver.written)
        with app.suspend():
            pass
        await pilot.pause()
        assert "venstre 3" in "".join(app._driver.written[mark:])
        mark = len(app._driver.written)
        app.screen.repaint()
        await pilot.pause()
        assert "venstre 3" in "".join(app._driver.written[mark:])


async def test_an_update_that_was_never_written_does_not_count_as_shown(app: Host) -> None:
    async with app.run_test(size=SIZE, headless=False) as pilot:
        await pilot.pause()
        app.screen.query(Line).first().update("skjult")
        await pilot.pause()
        before = dict(terminal_of(app).lines[1])
        LinesUpdate(terminal_of(app), app.size, [(1, 0, 30, Strip.blank(30))], Offset(0, 0), whole=False)
        assert terminal_of(app).lines[1] == before


async def test_without_a_terminal_the_stock_compositor_draws() -> None:
    app = Host()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        box = app.screen.query_one(Box)
        box.column = 2
        box.focus()
        await pilot.pause()
        assert app.cursor_position == Offset(2, 0)
        assert "venstre" in app.export_screenshot()


def test_the_differing_part_of_a_line_is_found() -> None:
    red = Style(color="red")
    old = Strip([Segment("en to tre", None)])
    first, part = changed(old, Strip([Segment("en ", None), Segment("TO", red), Segment(" tre", None)]))
    assert (first, part.text) == (3, "TO")
    first, part = changed(old, Strip([Segment("en to 漢 ", None)]))
    assert (first, part.text) == (0, "en to 漢 ")
