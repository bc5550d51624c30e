"""Counting days: the next weekday, months ahead, and which year an undated day belongs to."""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from stafett_tui.capture.dates.result import AskReason

FRIDAY: Final = 4
NINE_MONTHS: Final = 9
FAR_YEARS: Final = 10
LEAP_SEARCH: Final = 9


@dataclass(frozen=True, slots=True)
class Choice:
    """The days that some words may mean; without a reason to ask there is one, and it is certain."""

    dates: tuple[date, ...]
    reason: AskReason | None = None


def coming(today: date, weekday: int) -> date:
    """The first such weekday after today."""
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def monday(day: date) -> date:
    """The Monday of the week of a day."""
    return day - timedelta(days=day.weekday())


def real_date(year: int, month: int, day: int) -> date | None:
    """The day, if the calendar has it."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def last_of_month(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def months_ahead(day: date, months: int) -> Choice:
    """The same day of a later month; where that month is too short, a question."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    found = real_date(year, month + 1, day.day)
    if found is not None:
        return certain(found, day)
    end = last_of_month(year, month + 1)
    return Choice((end, end + timedelta(days=1)), AskReason.AMBIGUOUS)


def certain(found: date, today: date) -> Choice:
    """The one day meant, unless it is past or so far off that a slip of the finger is likelier."""
    if found < today:
        return Choice((found,), AskReason.PAST)
    far = found.year - today.year > FAR_YEARS
    return Choice((found,), AskReason.FAR if far else None)


def within_nine_months(found: date, today: date) -> bool:
    """Whether a day of next year is near enough to be meant without its year."""
    limit = months_ahead(today, NINE_MONTHS).dates[0]
    return found <= limit


def annual(of: Callable[[int], date | None], today: date) -> Choice:
    """A day without a year: this year's, or next year's if this year's is past and that is near."""
    for year in range(today.year, today.year + LEAP_SEARCH):
        found = of(year)
        if found is not None and found >= today:
            near = year == today.year or within_nine_months(found, today)
            return Choice((found,), None if near else AskReason.PAST)
    return Choice((), AskReason.IMPOSSIBLE)


def in_year(of: Callable[[int], date | None], year: int, today: date) -> Choice:
    """A day with its year; if it is past, the next such day is offered."""
    found = of(year)
    if found is None:
        return Choice((), AskReason.IMPOSSIBLE)
    if found < today:
        return Choice(annual(of, today).dates, AskReason.PAST)
    return certain(found, today)


def nearest(day: date, weekday: int) -> date:
    """The nearest such weekday to a day."""
    after = (weekday - day.weekday()) % 7
    return day + timedelta(days=after if after <= 3 else after - 7)  # noqa: PLR2004 - half a week


def iso_day(year: int, week: int, weekday: int) -> date | None:
    """The weekday of an ISO week, if the year has that week."""
    try:
        return date.fromisocalendar(year, week, weekday + 1)
    except ValueError:
        return None
