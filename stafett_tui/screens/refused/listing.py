"""What was not taken, as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stafett_tui.i18n import dates
from stafett_tui.screens.frame.named import wall
from stafett_tui.screens.refused import words
from stafett_tui.widgets.columns import Column
from stafett_tui.widgets.rows import Row

if TYPE_CHECKING:
    from datetime import date

    from stafett_tui.i18n.texts import Texts
    from stafett_tui.services.refused import Refused


def columns(t: Texts) -> tuple[Column, ...]:
    """The columns of the list."""
    return (Column(t.tr("NOT TAKEN"), flex=1, least=24), Column(t.tr("plan"), width=24, least=10, drop=1),
            Column(t.tr("written"), width=11))  # fmt: skip


def row(found: Refused, today: date, t: Texts) -> Row:
    """One thing that was not taken."""
    own = words.first_words(found, t)
    said = f"{words.what(found, t)}: {own}" if own else words.what(found, t)
    return Row(found.event, (said, words.where(found, today, t), dates.dotted(wall(found.at))), "!")
