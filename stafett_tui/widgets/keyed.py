"""Widgets that take keys in the order typed (G7b), and screens that act on them in that same order.

Textual gives a letter to the focused widget at once, but lets a bound key bubble up to the application first, so
keys that wait in the queue overtake each other. Here a widget acts on its own keys in `take_key`, one after the
other. What it tells the screen, and a key that the screen is bound to, it sends up the same way and lets them
be acted on before it takes the next key; that one then goes to whatever has focus by now. A key typed while a screen
is still being opened waits there for the widget that gets focus, and so does every key typed after it.
"""

from __future__ import annotations

import asyncio
from collections import deque
from typing import Any, Final

from textual import events
from textual.message import Message
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.widget import Widget

from stafett_tui.widgets.compositor import CursorCell

TYPED: Final = (events.Key, events.Paste)
PATIENCE: Final = 2.0  # seconds to wait for the screen; then keys go on, whatever it does


class Keyed(CursorCell, Widget, can_focus=True):
    """A focusable widget with its own keys and a real cursor."""

    ALLOW_SELECT = False
    _told = False

    class Barrier(Message):
        """Reaches the screen after everything told before; a key is run there as it is bound."""

        def __init__(self, key: str) -> None:
            """Take the key, if any."""
            super().__init__()
            self.key, self.done = key, asyncio.Event()

    def take_key(self, key: str, character: str | None) -> bool:
        """Act on a key now; False leaves it to the screen's bindings."""
        raise NotImplementedError

    def tell(self, message: Message) -> None:
        """Send a message that must be acted on before the next key is taken."""
        self._told = True
        if isinstance(self.parent, MessagePump):
            self.parent.post_message(message)

    def _forward_event(self, event: events.Event) -> None:
        """Take what is typed at the terminal, behind all that was typed before it."""
        if isinstance(event, TYPED) and isinstance(screen := self.screen, OrderedKeys) and screen.keeps(event):
            screen.wait_for_focus(event)
        else:
            super()._forward_event(event)

    async def _on_key(self, event: events.Key) -> None:
        """Take the key, or hand it to whatever has got focus since it was typed."""
        if self._handed_on(event):
            event.stop().prevent_default()
        elif self.take_key(event.key, event.character if event.is_printable else None):
            event.stop().prevent_default()
            if self._told:
                self._told = False
                await self._pass("")
        elif isinstance(self.screen, OrderedKeys) and event.key in self.screen.active_bindings:
            event.stop().prevent_default()
            await self._pass(event.key)

    async def _pass(self, key: str) -> None:
        """Let the screen act on what it was told, and on the key, before the next key is taken."""
        if not isinstance(self.screen, OrderedKeys):
            return
        barrier = self.Barrier(key)
        self.tell(barrier)
        self._told = False
        try:
            await asyncio.wait_for(barrier.done.wait(), PATIENCE)
        except TimeoutError:  # it waits for something itself, perhaps for this very widget
            return

    def _on_paste(self, event: events.Paste) -> None:
        """Hand what is pasted to whatever has got focus since; here it is taken by those who write."""
        if self._handed_on(event):
            event.stop().prevent_default()

    def _handed_on(self, event: events.Key | events.Paste) -> bool:
        """Whether it belongs to another widget by now, or to a screen that has been opened, and went there."""
        again = events.Paste(event.text) if isinstance(event, events.Paste) else events.Key(event.key, event.character)
        top = self.app.screen
        if top is self.screen:
            heir = self.screen.focused or self
            if heir is not self:
                again._set_forwarded()  # noqa: SLF001 - as in wait_for_focus
                heir.post_message(again)
            return heir is not self
        if isinstance(top, OrderedKeys):
            top.wait_for_focus(again, before=True)
        else:
            (top.focused or top).post_message(again)
        return True


class OrderedKeys(Screen[Any]):
    """A screen that runs its bindings itself, in the order in which keys and messages reach it."""

    class Typed(Message, bubble=False):
        """Something was typed while nothing here had focus."""

    def __init__(self, *args: Any, **named: Any) -> None:
        """As Textual's screen; nothing is typed yet."""
        super().__init__(*args, **named)
        self._older: deque[events.Event] = deque()
        self._newer: deque[events.Event] = deque()

    @property
    def has_waiting(self) -> bool:
        """Whether something typed here waits to be taken."""
        return bool(self._older or self._newer)

    def keeps(self, event: events.Event) -> bool:
        """Whether something typed has to wait here."""
        del event
        return self.has_waiting

    def wait_for_focus(self, event: events.Event, *, before: bool = False) -> None:
        """Keep what is typed until this screen is open; before it comes what was handed on from the screen below."""
        event._set_forwarded()  # noqa: SLF001 - or the application would give it on once more; Textual has no other way
        (self._older if before else self._newer).append(event)
        self.post_message(self.Typed())

    def _forward_event(self, event: events.Event) -> None:
        """What is typed comes here where nothing has focus: perhaps nothing has it yet."""
        if isinstance(event, TYPED) and not event.is_forwarded:
            self.wait_for_focus(event)
        else:
            super()._forward_event(event)

    def on_ordered_keys_typed(self, event: Typed) -> None:
        """This screen is open: give the oldest on to what has focus; where nothing can have it, take it here."""
        event.stop()
        (self.focused or self).post_message((self._older or self._newer).popleft())

    async def _on_key(self, event: events.Key) -> None:
        """Run what a key is bound to; the application sees only keys that nothing here is bound to."""
        if self.app.screen is self and await self._run_bound(event.key):
            event.stop().prevent_default()

    async def on_keyed_barrier(self, event: Keyed.Barrier) -> None:
        """Run the key that a widget passed on, and let the widget take the next one."""
        event.stop()
        try:
            if event.key:
                await self._run_bound(event.key)
        finally:
            event.done.set()

    def bars(self, action_id: str) -> bool:
        """Whether an act is not for this person here; whoever bars one says why."""
        del action_id
        return False

    async def _run_bound(self, key: str) -> bool:
        bound = self.active_bindings.get(key)
        if bound is None or not bound.enabled:
            return False
        if bound.binding.id is not None and self.bars(bound.binding.id):
            return True
        return await self.app.run_action(bound.binding.action, bound.node)
