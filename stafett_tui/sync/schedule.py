"""When to sync next: soon after a change, now and then otherwise, ever more seldom while nobody answers. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

FIRST: Final = 1.0
"""Seconds after the first failure, at most."""
LONGEST: Final = 300.0
"""Seconds between two attempts while nobody answers, at most."""
POLL: Final = 10.0
"""Seconds between two rounds where no live socket is open."""
SWEEP: Final = 30.0
"""Seconds between two rounds over all plans where one is: wake-ups are hints, asking is the truth (R37)."""
_DOUBLINGS: Final = 16


@dataclass(frozen=True, slots=True)
class Schedule:
    """How the last attempts went; times are seconds of any clock that only goes forward."""

    failures: int = 0
    due: float = 0.0
    """When the next round over all plans is due."""

    def succeeded(self, now: float, random: float, *, live: bool) -> Schedule:
        """Give the schedule after a round that came through; `random` lies in [0, 1)."""
        period = SWEEP if live else POLL
        return Schedule(0, now + period * (0.9 + 0.2 * random))

    def failed(self, now: float, random: float, asked: float | None = None) -> Schedule:
        """Give the schedule after a failure: doubled each time, with jitter; never before what the server asked for."""
        longest = min(LONGEST, FIRST * 2 ** min(self.failures, _DOUBLINGS))
        wait = longest * (0.5 + 0.5 * random)
        if asked is not None:
            wait = max(wait, min(asked, LONGEST) * (1 + 0.2 * random))
        return Schedule(self.failures + 1, now + wait)

    def left(self, now: float) -> float:
        """Give how long to wait for the next round."""
        return max(0.0, self.due - now)
