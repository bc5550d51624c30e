"""Several elements together: the strongest names the day, the others must agree with it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from stafett_tui.capture.dates.elements import (
    Ahead,
    DayAhead,
    DayMonth,
    DayOfMonth,
    Element,
    Feast,
    MonthAhead,
    Nth,
    Week,
    WeekAhead,
    Weekday,
    Which,
    YearAhead,
)
from stafett_tui.capture.dates.propose import STRENGTH, Day, Frame, propose
from stafett_tui.capture.dates.reckon import Choice, coming, monday, nearest
from stafett_tui.capture.dates.result import AskReason

WEEK: Final = timedelta(days=7)


def choose(elements: tuple[Element, ...], today: date) -> Choice | None:
    """The day that the elements agree on, or the days they may mean; nothing if none names a day."""
    days = _days(elements, today)
    if not days:
        return None
    first, others = days[0], days[1:]
    weekdays = sorted((day for day in days if isinstance(day, Weekday)), key=lambda day: day.which is not Which.NEXT)
    frame = Frame(today, weekdays[0] if weekdays else None, others)
    choice = propose(first, frame)
    kept = tuple(day for day in choice.dates if all(_fits(other, day, first, today) for other in others))
    if len(kept) == 1 and choice.reason in {None, AskReason.AMBIGUOUS} and _settled(choice, others):
        return Choice(kept)
    if kept:
        return Choice(kept, choice.reason)
    return Choice(_all_meant(choice, others, frame), AskReason.CONTRADICTION if others else choice.reason)


def _settled(choice: Choice, others: tuple[Day, ...]) -> bool:
    """A question is settled only by another element that names the day."""
    return choice.reason is None or any(not isinstance(other, Ahead) for other in others)


def _days(elements: tuple[Element, ...], today: date) -> tuple[Day, ...]:
    years = [today.year + element.years for element in elements if isinstance(element, YearAhead)]
    months = [element.months for element in elements if isinstance(element, MonthAhead)]
    found: list[Day] = []
    for element in dict.fromkeys(elements):
        if isinstance(element, (DayMonth, Feast, Nth)) and element.year is None and years:
            found.append(replace(element, year=years[0]))
        elif isinstance(element, DayOfMonth) and months:
            year, month = divmod(today.year * 12 + today.month - 1 + months[0], 12)
            found.append(DayMonth(element.day, month + 1, year))
        elif isinstance(element, STRENGTH):
            found.append(element)
    return tuple(sorted(found, key=lambda day: STRENGTH.index(type(day))))


def _fits(said: Day, day: date, first: Day, today: date) -> bool:
    if isinstance(said, Weekday):
        return day.weekday() == said.number and _which_fits(said, day, first, today)
    if isinstance(said, Week):
        return day.isocalendar().week == said.number and said.year in {None, day.isocalendar().year}
    if isinstance(said, WeekAhead):
        return monday(day) == monday(today) + said.weeks * WEEK
    if isinstance(said, DayOfMonth):
        return day.day == said.day
    if isinstance(said, Ahead) and isinstance(first, DayAhead):
        return said.days % 7 == 0 and said.months == 0
    return day in propose(said, Frame(today)).dates


def _which_fits(said: Weekday, day: date, first: Day, today: date) -> bool:
    if said.which is Which.PLAIN or isinstance(first, Ahead):
        return True
    if said.which is Which.THIS:
        return monday(day) == monday(today)
    near = coming(today, said.number)
    return day in ({near, near + WEEK} if said.which is Which.NEXT else {near, near - WEEK})


def _all_meant(choice: Choice, others: tuple[Day, ...], frame: Frame) -> tuple[date, ...]:
    meant = list(choice.dates)
    for other in others:
        if isinstance(other, Weekday):
            meant += [nearest(day, other.number) for day in choice.dates]
        else:
            meant += propose(other, Frame(frame.today, frame.weekday)).dates
    return tuple(meant)
