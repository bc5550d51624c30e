"""Keys wait for the screen, but not for ever; on a stock screen everything is as Textual does it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.screen import ModalScreen

from stafett_tui.widgets import keyed
from stafett_tui.widgets.field import Field
from stafett_tui.widgets.keyed import OrderedKeys
from tests.widgets.host import Host, at_once, run


class Stock(App[None]):
    BINDINGS = [("ctrl+n", "note", "")]
    notes = 0

    def compose(self) -> ComposeResult:
        yield Field()

    def action_note(self) -> None:
        self.notes += 1


async def test_on_a_stock_screen_a_bound_key_bubbles_as_usual() -> None:
    app = Stock()
    async with app.run_test(size=(40, 4)) as pilot:
        await pilot.press("a", "ctrl+n", "enter", "b")
        await pilot.pause()
        assert app.notes == 1
        assert app.screen.query_one(Field).text == "ab"


async def test_a_screen_that_waits_for_the_widget_itself_does_not_stop_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyed, "PATIENCE", 0.05)
    line = Field()
    app = Host(line)
    typed = asyncio.Event()

    async def wait_for_a_letter() -> None:
        async with asyncio.timeout(5):
            await typed.wait()

    async with app.run_test(size=(40, 4)) as pilot:
        app.screen.action_note = wait_for_a_letter
        line.text_changed = typed.set
        at_once(app, "ctrl+n", "a")
        await asyncio.wait_for(typed.wait(), 5)
        await pilot.pause()
        assert line.text == "a"


async def until(state: Callable[[], bool]) -> None:
    """Let the application go on until the state holds."""
    async with asyncio.timeout(5):
        while not state():  # noqa: ASYNC110 - the application tells nobody else
            await asyncio.sleep(0)


class Empty(ModalScreen[None]):
    BINDINGS = [("j", "answer", "")]
    answered = 0

    def action_answer(self) -> None:
        self.answered += 1


async def test_a_key_goes_to_a_screen_on_top_that_has_nothing_to_focus(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyed, "PATIENCE", 0.05)
    top = Empty()
    line = Field()
    app = Host(line)
    async with app.run_test(size=(40, 4)) as pilot:
        app.screen.action_note = lambda: app.push_screen(top)
        at_once(app, "a", "ctrl+n", "j")
        await until(lambda: top.answered == 1)
        await pilot.pause()
        assert line.text == "a"


class Opening(OrderedKeys):
    """A screen that takes its time to open."""

    BINDINGS = [("j", "answer", "")]
    answered = 0

    def action_answer(self) -> None:
        self.answered += 1

    def __init__(self, *lines: Field) -> None:
        super().__init__()
        self.lines, self.may_open = lines, asyncio.Event()

    async def _compose(self) -> None:
        async with asyncio.timeout(5):
            await self.may_open.wait()
        await super()._compose()

    def compose(self) -> ComposeResult:
        yield from self.lines


async def test_letters_typed_before_a_screen_is_opened_go_to_its_line() -> None:
    line, top = Field(), Opening(below := Field())
    app = Host(line)
    async with app.run_test(size=(40, 4)) as pilot:
        app.screen.action_note = lambda: app.push_screen(top)
        at_once(app, "a", "ctrl+n", "b", "c")
        await until(lambda: app.screen is top)
        await until(lambda: top.has_waiting)
        top.may_open.set()
        await pilot.press("d")
        await pilot.pause()
        assert (line.text, below.text) == ("a", "bcd")


async def test_letters_typed_while_a_screen_is_being_opened_go_to_its_line_in_the_order_typed() -> None:
    line, top = Field(), Opening(below := Field())
    app = Host(line)
    async with app.run_test(size=(40, 4)) as pilot:
        app.screen.action_note = lambda: app.push_screen(top)
        at_once(app, "a", "ctrl+n")
        await until(lambda: app.screen is top)
        at_once(app, "b")
        at_once(app, "c")
        app.post_message(events.Paste("def"))
        at_once(app, "g")
        assert below.text == ""
        top.may_open.set()
        await pilot.press("h")
        await pilot.pause()
        assert (line.text, below.text) == ("a", "bcdefgh")


async def test_what_is_pasted_while_a_screen_is_being_opened_is_in_its_line() -> None:
    top = Opening(below := Field())
    app = Host(Field())
    async with app.run_test(size=(40, 4)) as pilot:
        app.screen.action_note = lambda: app.push_screen(top)
        at_once(app, "ctrl+n")
        await until(lambda: app.screen is top)
        app.post_message(events.Paste("abc"))
        top.may_open.set()
        await pilot.press("d")
        await pilot.pause()
        assert below.text == "abcd"


async def test_a_key_typed_while_a_screen_with_nothing_to_focus_is_being_opened_is_run_as_it_is_bound() -> None:
    top = Opening()
    app = Host(Field())
    async with app.run_test(size=(40, 4)) as pilot:
        app.screen.action_note = lambda: app.push_screen(top)
        at_once(app, "ctrl+n")
        await until(lambda: app.screen is top)
        at_once(app, "j")
        top.may_open.set()
        await until(lambda: top.answered == 1)
        await pilot.pause()


async def test_a_widget_without_a_screen_of_ours_tells_nobody() -> None:
    line = Field()
    line.tell(Field.Submitted(line, "x"))
    assert line.text == ""
    app = Host(line)
    async with app.run_test(size=(40, 4)) as pilot:
        await run(app, pilot, "a")
        assert line.text == "a"
