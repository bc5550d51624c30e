"""What a list is drawn from: the meeting as read, the wall clock, the reader's texts, and what waits for the disk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from stafett_tui.i18n.texts import Texts
from stafett_tui.screens.meeting.view import View
from stafett_tui.widgets.rows import Row

ADD: Final = "+"
WAITING: Final = "…"


@dataclass(frozen=True, slots=True)
class Now:
    """The moment a list is drawn in, or a key is pressed in it."""

    view: View
    texts: Texts
    wall: datetime
    plan_id: str
    cells: int = 80
    """How wide the list is."""
    pending: Mapping[str, str] = field(default_factory=dict)
    """What rows say that the store has not answered for yet."""
    spoken: frozenset[str] = frozenset()
    """Who has had a turn in the round: for this screen only, nothing is written."""
    shown: bool = False
    """Whether the family sees the screen (F5): more space."""

    @property
    def meeting(self) -> str:
        """The id of the meeting."""
        return self.view.meeting.id


def under(text: str, mark_width: int) -> Row:
    """A line under a row, which the cursor skips: what had no room on the row itself."""
    return Row("", (" " * (mark_width + 1) + text,), heading=True)
