"""A key that acts on a list, and the letter typed right after it: then both were meant as text (T3, §4.1).

Somebody who means to write "2 ganger" presses 2 on the evaluation list and rates an activity. The next letter
within a second takes that back, and both become text. Time is an argument: nothing here reads a clock.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

WITHIN: Final = 1.0


@dataclass(frozen=True, slots=True)
class Pressed:
    """A character key that just acted on a row, and blanks typed after it."""

    sign: str
    row: str
    at: float
    blanks: str = ""

    def blank(self, now: float) -> Pressed | None:
        """A blank right after: perhaps the second sign of a text, so it waits too."""
        return replace(self, blanks=self.blanks + " ", at=now) if self._fresh(now) else None

    def text(self, now: float) -> str | None:
        """What was meant as text before the letter that comes now; None where the key stands as it acted."""
        return self.sign + self.blanks if self._fresh(now) else None

    def _fresh(self, now: float) -> bool:
        return now - self.at <= WITHIN
