"""A key that acts on a list, and the letter typed right after it: then both were meant as text (T3, §4.1).

Somebody who means to write "2 ganger" presses 2 on the evaluation list and rates an activity. The next letter
within a second takes that back, and both become text. In "12 ganger" two digits have acted: a blank right after them
says that they were one number. Time is an argument: nothing here reads a clock.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

WITHIN: Final = 1.0
_NUMBERS: Final = frozenset(f"{number:02}" for number in range(100))


@dataclass(frozen=True, slots=True)
class Pressed:
    """A character key that just acted on a row, and blanks typed after it."""

    sign: str
    row: str
    at: float
    blanks: str = ""
    before: Pressed | None = None
    """The key that acted right before, when that was a digit too."""

    def blank(self, now: float) -> Pressed | None:
        """A blank right after: perhaps the second sign of a text, so it waits too."""
        return replace(self, blanks=self.blanks + " ", at=now) if self.fresh(now) else None

    def after(self, before: Pressed | None) -> Pressed:
        """The same, remembering the digit right before it."""
        one_number = before is not None and before.sign + self.sign in _NUMBERS and before.fresh(self.at)
        return replace(self, before=before if one_number else None)

    def meant(self, now: float) -> tuple[Pressed, ...]:
        """The keys that were meant as text before the letter that comes now; none where they stand as they acted."""
        if not self.fresh(now):
            return ()
        keys = [self]
        while self.blanks and keys[0].before is not None:
            keys.insert(0, keys[0].before)
        return tuple(keys)

    def text(self, now: float) -> str | None:
        """What those keys and the blanks were meant to write; None where they stand as they acted."""
        return "".join(each.sign for each in self.meant(now)) + self.blanks if self.fresh(now) else None

    def fresh(self, now: float) -> bool:
        """Whether so little time has passed that the next key may belong to it."""
        return now - self.at <= WITHIN
