"""The parts of the meeting screen with hands on them, and drawn as the meeting is now."""

from __future__ import annotations

from stafett_tui.screens.meeting.drawing import draw_all, draw_hints, draw_line
from stafett_tui.screens.meeting.hands import Hands
from stafett_tui.screens.meeting.parted import MeetingParts
from stafett_tui.services.permitted import TRIED


class Handed(MeetingParts):
    """The parts, which take keys and show themselves."""

    def gripped(self) -> Hands:
        """Give the hands of this screen."""
        return Hands(self, self.given.office.clock.wall)

    def knows(self, action_id: str) -> bool:
        """What may be somebody else's is known with the meeting."""
        return self.conduct.view is not None or action_id not in TRIED

    def show(self) -> None:
        """Everything, as it is now."""
        draw_all(self)

    def show_line(self) -> None:
        """The slots and what is understood of them."""
        draw_line(self)

    def show_hints(self) -> None:
        """The keys of the part in focus."""
        draw_hints(self)
