"""How long nobody has touched a key: the reading of a clock that goes on while the machine sleeps."""

from __future__ import annotations

import time
from collections.abc import Callable

MINUTE = 60.0


def seconds_awake_or_asleep() -> float:
    """Seconds that nobody can set back, sleep of the machine counted where the system tells it."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boot is None else time.clock_gettime(boot)


class Idle:
    """The time since the last key; it draws nothing and starts nothing."""

    def __init__(self, now: Callable[[], float] = seconds_awake_or_asleep) -> None:
        """Read this clock; until minutes are set nothing is ever over."""
        self.now = now
        self.minutes: int | None = None
        self._last = now()

    def stir(self) -> None:
        """A key was pressed."""
        self._last = self.now()

    @property
    def left(self) -> float:
        """Seconds until it is over, 0 where it is."""
        if self.minutes is None:
            return float("inf")
        return max(0.0, self.minutes * MINUTE - (self.now() - self._last))

    @property
    def over(self) -> bool:
        """Whether nobody has touched a key for so long that the screen locks."""
        return self.left <= 0
