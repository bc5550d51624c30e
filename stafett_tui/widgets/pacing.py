"""Garbage collection out of the way of typing (G4): frozen after start, collected while nobody types.

The command line turns collection off before the imports; `settle` is called after the first frame, and again
when the background imports are done. Nothing polls: one timer runs while keys arrive, none when idle.
"""

from __future__ import annotations

import asyncio
import gc
from typing import Final

IDLE_SECONDS: Final = 2.0
YOUNG, MIDDLE, OLD = 20_000, 50, 100_000  # generation 2 is collected by hand


class Pacing:
    """When the program may stop for a whole garbage collection."""

    def __init__(self, idle: float = IDLE_SECONDS) -> None:
        """Wait so many seconds after the last key."""
        self.idle = idle
        self.collections = 0
        self._last_key = 0.0
        self._waiting: asyncio.TimerHandle | None = None

    def settle(self) -> None:
        """Take everything made so far out of the collector's sight; collect by our own rule from now on."""
        gc.collect(0)
        gc.freeze()
        gc.set_threshold(YOUNG, MIDDLE, OLD)
        gc.enable()

    def stir(self) -> None:
        """Note a key: the whole collection waits until no key has come for a while."""
        loop = asyncio.get_running_loop()
        self._last_key = loop.time()
        if self._waiting is None:
            self._waiting = loop.call_later(self.idle, self._when_due)

    def stop(self) -> None:
        """Let go of the timer, when the program ends."""
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _when_due(self) -> None:
        """Collect if nobody typed meanwhile; else wait for the rest of the time."""
        loop = asyncio.get_running_loop()
        left = self._last_key + self.idle - loop.time()
        if left > 0:
            self._waiting = loop.call_later(left, self._when_due)
            return
        self._waiting = None
        self.collections += 1
        gc.collect()
