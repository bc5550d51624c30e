"""A small application for tests of one widget: keys in, messages and cells out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual import events
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.widget import Widget

from stafett_tui.widgets.compositor import LineDiff
from stafett_tui.widgets.keyed import OrderedKeys
from stafett_tui.widgets.themes import register_themes


class HostScreen(OrderedKeys, LineDiff):
    BINDINGS = [("ctrl+n", "note", ""), ("x", "note", "")]

    def __init__(self, widgets: Sequence[Widget], css: str) -> None:
        super().__init__()
        self.CSS = css
        self.widgets = widgets
        self.notes: list[str] = []

    def compose(self) -> ComposeResult:
        yield from self.widgets

    def action_note(self) -> None:
        self.notes.append("note")


class Host(App[None]):
    DEFAULT_MODE = "host"
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, *widgets: Widget, css: str = "", theme: str = "ansi") -> None:
        super().__init__()
        self.add_mode("host", lambda: HostScreen(widgets, css))
        register_themes(self, theme)


def shown(app: App[Any]) -> list[str]:
    """The lines on the screen."""
    return [strip.text.rstrip() for strip in app.screen._compositor.render_strips()]


def at_once(app: App[Any], *keys: str) -> None:
    """Give keys to the application as one piece, as after a stall: none waits for the one before."""
    for key in keys:
        app.post_message(events.Key(key, " " if key == "space" else None))


async def run(app: Host, pilot: Pilot[None], *keys: str) -> None:
    """Press keys one after the other and let them act."""
    await pilot.press(*keys)
    await pilot.pause()
