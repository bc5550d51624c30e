"""Times that are no day: a season, a month, the end of something, a week that something comes before."""

from datetime import date, timedelta
from typing import Final

from stafett_tui.capture.dates.choose import choose
from stafett_tui.capture.dates.elements import (
    Ahead,
    Beside,
    Clock,
    DayOfMonth,
    DayPart,
    Element,
    Lead,
    Month,
    MonthAhead,
    Number,
    Part,
    PartOf,
    Season,
    Side,
    Week,
    WeekAhead,
)
from stafett_tui.capture.dates.feasts import season
from stafett_tui.capture.dates.propose import STRENGTH
from stafett_tui.capture.dates.reckon import last_of_month, monday
from stafett_tui.capture.dates.result import Ask, AskReason, ask
from stafett_tui.capture.dates.rules_words import BY, WITHIN
from stafett_tui.domain.calendar import next_working_day

WEEK: Final = timedelta(days=7)
IN_WEEK: Final = {Part.EARLY: (0, 1), Part.MIDDLE: (2,), Part.LATE: (3, 4)}
MIDDLE_DAY: Final = 15


def vague(elements: tuple[Element, ...], today: date) -> Ask | None:
    """A question with likely days, if the elements name a stretch of time where a day is wanted."""
    for element in elements:
        if isinstance(element, Season):
            sides = [beside.side for beside in elements if isinstance(beside, Beside)]
            days = season(element.key, today, sides[0] if sides else None)
            return ask(AskReason.VAGUE, days, not_before=today)
    part = next((element.part for element in elements if isinstance(element, PartOf)), None)
    return _month(elements, part, today) or _week(elements, part, today)


def _month(elements: tuple[Element, ...], part: Part | None, today: date) -> Ask | None:
    dated = any(isinstance(element, DayOfMonth) for element in elements)
    for element in elements:
        if isinstance(element, Month) or (isinstance(element, MonthAhead) and not dated):
            return ask(AskReason.VAGUE, _month_days(*_year_month(element, today), part), not_before=today)
    return None


def _year_month(said: Month | MonthAhead, today: date) -> tuple[int, int]:
    if isinstance(said, MonthAhead):
        year, month = divmod(today.year * 12 + today.month - 1 + said.months, 12)
        return year, month + 1
    return said.year or today.year + (said.month < today.month), said.month


def _month_days(year: int, month: int, part: Part | None) -> tuple[date, ...]:
    if part is Part.EARLY:
        return (next_working_day(date(year, month, 1)),)
    if part is Part.MIDDLE:
        return (date(year, month, MIDDLE_DAY),)
    return (last_of_month(year, month),)


def _week(elements: tuple[Element, ...], part: Part | None, today: date) -> Ask | None:
    """A week that is its Friday only when nothing else is said about it."""
    choice = choose(elements, today)
    if choice is None:
        return None
    days = [element for element in elements if isinstance(element, STRENGTH)]
    week_alone = all(isinstance(day, (Week, WeekAhead)) for day in days)
    if part is not None:
        steps = IN_WEEK[part] if week_alone else (0,)
        starts = [monday(day) if week_alone else day for day in choice.dates]
        found = [start + timedelta(days=step) for start in starts for step in steps]
        return ask(AskReason.VAGUE, found, not_before=today)
    if week_alone:
        return _week_alone(choice.dates, elements, today)
    if all(isinstance(day, Ahead) for day in days) and any(isinstance(e, DayPart) for e in elements):
        return ask(AskReason.AMBIGUOUS, choice.dates, not_before=today)
    return None


def _week_alone(fridays: tuple[date, ...], elements: tuple[Element, ...], today: date) -> Ask | None:
    """A question, if the week is only the edge of what is meant, or has a clock time but no weekday."""
    sides = [element.side for element in elements if isinstance(element, Beside)]
    if sides:
        step = timedelta(days=3) if sides[0] is Side.AFTER else -WEEK
        return ask(AskReason.VAGUE, [friday + step for friday in fridays], not_before=today)
    if any(isinstance(element, (Clock, Number, DayPart)) for element in elements):
        return ask(AskReason.AMBIGUOUS, fridays, not_before=today)
    if any(isinstance(element, Lead) and element.word in {BY, WITHIN} for element in elements):
        both = [friday - step for friday in fridays for step in (timedelta(0), WEEK)]
        return ask(AskReason.AMBIGUOUS, both, not_before=today)
    return None
