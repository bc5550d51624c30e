"""Item 7: level and holder; Enter keeps both as they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from stafett_tui.screens.meeting.deeds import Deed, Doing, Fill, Form, Panel, Slot, Tell
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
        if level != now.view.level:
            return Fill(change_form(now, level))
        said = now.texts.tr("Level {level} and holder are gone through. {key_undo} takes it back.", level=level)
        return Deed(lambda desk: desk.meetings.keep_level(plan_id, thing, level), said, row=row, pending=row)


def change_form(now: Now, level: int) -> Form:
    """Another level: why, in a few words; up to 2 or 3 the family has consented to it first (C-06)."""
    texts, plan_id, thing = now.texts, now.plan_id, now.meeting

    def finish(form: Form) -> Doing:
        reason = form.value("text")
        if not reason:
            return Tell(texts.tr("Write why in a few words."))
        said = texts.tr("The plan is on level {level} now.", level=level)
        return Deed(lambda desk: desk.meetings.keep_level(plan_id, thing, level, reason), said, row=str(level))

    title = texts.tr("Change to level {level}", level=level)
    return Form(
        "level", str(level), title, (Slot("text", texts.tr("why")),), finish, lambda _: texts.tr("Enter saves.")
    )
