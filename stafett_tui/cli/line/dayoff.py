"""Saturdays, Sundays and Norwegian holidays, warned about in words wherever a date is understood."""

from __future__ import annotations

from datetime import date

from stafett_tui.domain.calendar import holiday, weekday_warning
from stafett_tui.i18n import dates, enums
from stafett_tui.i18n.texts import Texts


def day_off(day: date, texts: Texts) -> str:
    """Give the warning, empty for a working day."""
    if weekday_warning(day) is None:
        return ""
    key = holiday(day)
    name = dates.weekday(day, texts.language) if key is None else enums.holiday_name(texts, key)
    return texts.tr("Mind: this day is {name}.", name=name)
