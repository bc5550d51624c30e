"""Item 7: level and holder; Enter keeps both as they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from stafett_tui.screens.meeting.deeds import Deed, Doing, Panel
from stafett_tui.screens.meeting.now import Now
from stafett_tui.widgets.columns import Column
from stafett_tui.widgets.inks import Line
from stafett_tui.widgets.rows import Row

_COLUMNS: Final = (Column("", flex=1),)


@dataclass(frozen=True, slots=True)
class LevelPane:
    """The level it is, first; the two others under it."""

    panel: Panel = "level"
    mark_width: int = 3

    def columns(self, now: Now) -> tuple[Column, ...]:
        """Its columns."""
        del now
        return _COLUMNS

    def title(self, now: Now) -> Line:
        """Whether it was gone through."""
        if now.view.level_kept:
            return now.texts.tr("LEVEL AND HOLDER  gone through")
        return now.texts.tr("LEVEL AND HOLDER  Enter keeps both")

    def rows(self, now: Now) -> list[Row]:
        """Keep, or another level."""
        texts, view = now.texts, now.view
        keep = texts.tr("Level {level} stays, {name} stays the holder", level=view.level, name=view.holder_name)
        mark = "ok" if view.level_kept else "…" if str(view.level) in now.pending else ""
        others = [n for n in (1, 2, 3) if n != view.level]
        return [
            Row(str(view.level), (keep,), mark=mark),
            *(Row(str(n), (texts.tr("Change to level {level}", level=n),), ink="quiet") for n in others),
        ]

    def keys(self, now: Now) -> str:
        """The list's own keys."""
        return now.texts.tr("Enter: keep, or change to the row in focus")

    def press(self, now: Now, key: str, row: str) -> Doing | None:
        """Keep the level or change it."""
        if key not in {"enter", "space"} or not row.isdigit():
            return None
        plan_id, thing, level = now.plan_id, now.meeting, int(row)
        said = now.texts.tr("Level {level} and holder are gone through. Ctrl+Z takes it back.", level=level)
        return Deed(lambda desk: desk.meetings.keep_level(plan_id, thing, level), said, row=row, pending=row)
