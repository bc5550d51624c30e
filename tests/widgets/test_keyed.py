"""Keys wait for the screen, but not for ever; on a stock screen everything is as Textual does it."""

from __future__ import annotations

import asyncio

import pytest
from textual.app import App, ComposeResult
from textual.screen import ModalScreen

from stafett_tui.widgets import keyed
from stafett_tui.widgets.field import Field
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
        async with asyncio.timeout(5):
            while not top.answered:  # noqa: ASYNC110 - the screen tells nobody else
                await asyncio.sleep(0)
        await pilot.pause()
        assert line.text == "a"


async def test_a_widget_without_a_screen_of_ours_tells_nobody() -> None:
    line = Field()
    line.tell(Field.Submitted(line, "x"))
    assert line.text == ""
    app = Host(line)
    async with app.run_test(size=(40, 4)) as pilot:
        await run(app, pilot, "a")
        assert line.text == "a"
