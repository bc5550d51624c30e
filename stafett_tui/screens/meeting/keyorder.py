"""Keys in the order typed, also while the disk is slow (G7b).

What depends on an answer waits for it, and so does what was typed after it. Nothing is lost, and nothing blocks.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Held:
    """A key that waits, and when it was typed."""

    key: str
    character: str | None
    tick: float


class KeyOrder:
    """The keys that wait for the store."""

    def __init__(self, busy: Callable[[], bool], tick: Callable[[], float]) -> None:
        """Know when the store is busy, and what time it is."""
        self._busy, self._tick = busy, tick
        self._held: deque[Held] = deque()
        self._replayed: Held | None = None

    @property
    def tick(self) -> float:
        """When the key that acts now was typed."""
        return self._tick() if self._replayed is None else self._replayed.tick

    def hold(self, key: str, character: str | None, *, needs_answer: bool) -> bool:
        """Whether the key waits: it needs an answer that is not there, or came after one that does."""
        if self._replayed is not None:
            return False
        if not self._held and not (needs_answer and self._busy()):
            return False
        self._held.append(Held(key, character, self._tick()))
        return True

    def release(self, act: Callable[[str, str | None], None]) -> None:
        """Let the keys act that need not wait any longer."""
        while self._held and not self._busy():
            self._replayed = self._held.popleft()
            try:
                act(self._replayed.key, self._replayed.character)
            finally:
                self._replayed = None
