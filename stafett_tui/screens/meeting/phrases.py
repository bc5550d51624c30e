"""Beginnings of sentences that minutes need again and again, in the language of the plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from stafett_tui.i18n.texts import N_, known_language, texts
from stafett_tui.screens.meeting.deeds import Doing, Panel, Write
from stafett_tui.screens.meeting.now import Now
from stafett_tui.widgets.columns import Column
from stafett_tui.widgets.inks import Line
from stafett_tui.widgets.rows import Row

PHRASES: Final = (
    N_("You are good at "), N_("You have been "), N_("It is easiest when "), N_("It is hard when "),
    N_("At home it works well when "), N_("Since last time "), N_("We go on with "), N_("We agree that "),
    N_("We try something new: "), N_("We wonder whether "),
)  # fmt: skip
_COLUMNS: Final = (Column("", flex=1),)


@dataclass(frozen=True, slots=True)
class PhrasesPane:
    """The phrases; Enter writes one in the line."""

    panel: Panel = "phrases"
    mark_width: int = 0

    def columns(self, now: Now) -> tuple[Column, ...]:
        """Its columns."""
        del now
        return _COLUMNS

    def title(self, now: Now) -> Line:
        """What Enter does."""
        return now.texts.tr("PHRASES  Enter writes it in the line")

    def rows(self, now: Now) -> list[Row]:
        """One row a phrase."""
        return [Row(str(n), (phrase,)) for n, phrase in enumerate(phrases(now))]

    def keys(self, now: Now) -> str:
        """The list's own keys."""
        return now.texts.tr("Enter: write it   {key_back}: back to the meeting")

    def press(self, now: Now, key: str, row: str) -> Doing | None:
        """Write the phrase."""
        return Write(phrases(now)[int(row)]) if key in {"enter", "space", "tab"} and row.isdigit() else None


def phrases(now: Now) -> tuple[str, ...]:
    """The phrases, in the language of the plan."""
    own = texts(known_language(now.view.opened.language) or now.texts.language)
    return tuple(own.tr(phrase) for phrase in PHRASES)
