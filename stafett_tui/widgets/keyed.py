"""Widgets that take keys in the order typed (G7b), and screens that run bindings in that same order.

Textual gives a letter to the focused widget at once, but lets a bound key bubble up to the application first,
so keys that wait in the queue overtake each other. Here a widget acts on its own keys in `take_key`, one
after the other; a key it leaves goes up to the screen and is run there, in the queue in which the widget's
messages arrive too.
"""

from __future__ import annotations

from typing import Any

from textual import events
from textual.screen import Screen
from textual.widget import Widget

from stafett_tui.widgets.compositor import CursorCell


class Keyed(CursorCell, Widget, can_focus=True):
    """A focusable widget with its own keys and a real cursor."""

    ALLOW_SELECT = False

    def take_key(self, key: str, character: str | None) -> bool:
        """Act on a key now; False leaves it to the screen's bindings."""
        raise NotImplementedError

    async def _on_key(self, event: events.Key) -> None:
        """Take the key, or hand it to the widget that has got focus since it was typed."""
        target = self.app.screen.focused
        if not isinstance(target, Keyed):
            target = self
        if target.take_key(event.key, event.character if event.is_printable else None):
            event.stop()
            event.prevent_default()


class OrderedKeys(Screen[Any]):
    """A screen that runs its bindings itself, in the order in which keys and messages reach it."""

    async def _on_key(self, event: events.Key) -> None:
        """Run what the key is bound to; the application sees only keys that nothing here is bound to."""
        screen = self.app.screen
        if screen is not self:
            return
        bound = self.active_bindings.get(event.key)
        if bound is not None and bound.enabled and await self.app.run_action(bound.binding.action, bound.node):
            event.stop()
            event.prevent_default()
