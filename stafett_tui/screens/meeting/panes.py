"""Which list belongs to which agenda item, and whether one writes or acts on the list when it comes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from stafett_tui.screens.meeting.attendance import AttendancePane
from stafett_tui.screens.meeting.course import BeforePane, LockedPane
from stafett_tui.screens.meeting.deeds import Panel
from stafett_tui.screens.meeting.goalslist import GoalsPane
from stafett_tui.screens.meeting.guardlist import GuardPane
from stafett_tui.screens.meeting.level import LevelPane
from stafett_tui.screens.meeting.now import Now
from stafett_tui.screens.meeting.pane import Pane
from stafett_tui.screens.meeting.phrases import PhrasesPane
from stafett_tui.screens.meeting.readback import ReadBackPane
from stafett_tui.screens.meeting.review import ReviewPane, rating
from stafett_tui.screens.meeting.rounds import RoundPane
from stafett_tui.screens.meeting.upcoming import NextPane
from stafett_tui.screens.meeting.voices import VoicesPane

PANES: Final[Mapping[Panel, Pane]] = {
    "before": BeforePane(), "attendance": AttendancePane(), "voices": VoicesPane(), "round": RoundPane(),
    "review": ReviewPane(), "goals": GoalsPane(), "level": LevelPane(), "read_back": ReadBackPane(),
    "next": NextPane(), "lock": GuardPane(), "locked": LockedPane(),
    "phrases": PhrasesPane(),
}  # fmt: skip
ITEMS: Final[Mapping[str, Panel]] = {
    "welcome": "attendance", "child_voice": "voices", "review_activities": "review", "decide_goals": "goals",
    "level_and_holder": "level", "read_back": "read_back", "next_meeting": "next",
}  # fmt: skip
LISTED: Final = frozenset({"attendance", "review", "level", "read_back", "next", "before", "locked", "lock", "phrases"})
"""Lists that have focus when they come; in the others one writes."""


def panel_of(item: str) -> Panel:
    """The list of an agenda item; one of the person's own has the round."""
    return ITEMS.get(item, "round")


def item_of(panel: Panel) -> str | None:
    """The agenda item whose list it is."""
    return next((key for key, each in ITEMS.items() if each == panel), None)


def first_row(now: Now, panel: Panel) -> str:
    """The row to stand on when a list comes: the first that is not done yet; empty for the first of all."""
    if panel == "review":
        return next((a.id for a in now.view.rated if rating(now, a) is None and a.ended_in is None), "")
    if panel == "read_back":
        return next((line.id for line in now.view.aloud if line.id not in now.view.ticked), "")
    return ""
