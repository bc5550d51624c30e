"""Dates and times as people write them in bokmål, nynorsk and English. Standard library only."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Final

from stafett_tui.i18n.texts import N_, Language, Texts

NEXT_MEETING: Final = "next_meeting"
_WEEKDAYS: Final[Mapping[Language, tuple[str, ...]]] = {
    "nb": ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"),
    "nn": ("måndag", "tysdag", "onsdag", "torsdag", "fredag", "laurdag", "søndag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_NORWEGIAN_MONTHS: Final = (
    "januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november",
    "desember",
)  # fmt: skip
_ENGLISH_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip


def short(day: date) -> str:
    """`24.11`: the day within the year that is meant anyhow."""
    return f"{day.day:02d}.{day.month:02d}"


def dotted(day: date) -> str:
    """`24.11.2026`."""
    return f"{day.day:02d}.{day.month:02d}.{day.year}"


def clock(moment: time | datetime) -> str:
    """`14:05`."""
    return f"{moment.hour:02d}:{moment.minute:02d}"


def weekday(day: date, language: Language) -> str:
    """`fredag`."""
    return _WEEKDAYS[language][day.weekday()]


def weekday_short(day: date, language: Language) -> str:
    """`fre`."""
    return weekday(day, language)[:3]


def month(day: date, language: Language) -> str:
    """`desember`."""
    return (_ENGLISH_MONTHS if language == "en" else _NORWEGIAN_MONTHS)[day.month - 1]


def long(day: date, language: Language) -> str:
    """`fredag 11. desember 2026`."""
    dot = "" if language == "en" else "."
    return f"{weekday(day, language)} {day.day}{dot} {month(day, language)} {day.year}"


def long_time(moment: datetime, language: Language) -> str:
    """`mandag 30. november 2026 kl. 14:00`."""
    at = "at" if language == "en" else "kl."
    return f"{long(moment.date(), language)} {at} {clock(moment)}"


def away(day: date, today: date, texts: Texts) -> str:
    """How far `day` lies from today: `i dag`, `om 3 dager`, `4 dager over`."""
    days = (day - today).days
    near = {0: N_("today"), 1: N_("tomorrow"), -1: N_("yesterday")}.get(days)
    if near is not None:
        return texts.tr(near)
    if days < 0:
        return texts.trn("{n} day over", "{n} days over", -days, n=-days)
    return texts.trn("in {n} day", "in {n} days", days, n=days)


def due(value: str | None, texts: Texts, *, year: bool = False) -> str:
    """A deadline as it is stored (a date, a minute, the next meeting or nothing) for a list."""
    if value is None:
        return "?"
    if value == NEXT_MEETING:
        return texts.tr(N_("next meeting"))
    shown = dotted if year else short
    if "T" not in value:
        return shown(date.fromisoformat(value))
    moment = datetime.fromisoformat(value)
    return f"{shown(moment)} {clock(moment)}"


def due_long(value: str | None, texts: Texts) -> str:
    """A deadline as it is stored, in full words."""
    if value is None or value == NEXT_MEETING:
        return due(value, texts)
    if "T" not in value:
        return long(date.fromisoformat(value), texts.language)
    return long_time(datetime.fromisoformat(value), texts.language)
