"""How often somebody may ask: a bucket of requests that fills again, for each device and each address."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Final

Elapsed = Callable[[], float]
"""Seconds that only go forward."""
_MOST: Final = 10_000
"""Buckets kept; the one unused longest goes."""


@dataclass(frozen=True)
class Rate:
    """So many at once, then so many a second."""

    burst: float
    a_second: float


@dataclass(frozen=True)
class Rates:
    """The limits of one server: far above what people and their laptops do."""

    requests: Rate = Rate(3000, 600)
    """Of one device."""
    tries: Rate = Rate(20, 20 / 60)
    """Of one address that shows a code or a token that is not known."""


class Buckets:
    """One bucket for each name."""

    def __init__(self, rate: Rate, elapsed: Elapsed) -> None:
        """Fill at this rate, by this clock."""
        self._rate = rate
        self._elapsed = elapsed
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def wait(self, name: str) -> float:
        """Take one out and give 0, or the seconds until there is one."""
        now = self._elapsed()
        with self._lock:
            left, then = self._left.pop(name, (self._rate.burst, now))
            left = min(self._rate.burst, left + (now - then) * self._rate.a_second)
            short = max(0.0, 1 - left)
            self._left[name] = (left if short else left - 1, now)
            while len(self._left) > _MOST:
                self._left.popitem(last=False)
        return short / self._rate.a_second
