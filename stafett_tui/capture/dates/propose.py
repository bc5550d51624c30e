"""Which days one element of a phrase may mean, seen from today."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from stafett_tui.capture.dates.elements import (
    Ahead,
    DayAhead,
    DayMonth,
    DayOfMonth,
    Feast,
    MonthAhead,
    Nth,
    Week,
    WeekAhead,
    Weekday,
    Which,
)
from stafett_tui.capture.dates.feasts import feast
from stafett_tui.capture.dates.reckon import (
    FRIDAY,
    Choice,
    annual,
    certain,
    coming,
    in_year,
    iso_day,
    last_of_month,
    monday,
    months_ahead,
    real_date,
    within_nine_months,
)
from stafett_tui.capture.dates.result import AskReason

Day = DayMonth | Feast | Nth | DayAhead | Ahead | Week | WeekAhead | DayOfMonth | Weekday
STRENGTH: Final = (DayMonth, Feast, Nth, DayAhead, Ahead, Week, WeekAhead, DayOfMonth, Weekday)
LONGEST_MONTH: Final = 31
MONTHS_OF_YEAR: Final = 12


@dataclass(frozen=True, slots=True)
class Frame:
    """What a phrase is read against: today, and the weekday and other days it names."""

    today: date
    weekday: Weekday | None = None
    also: tuple[Day, ...] = ()


def propose(day: Day, frame: Frame) -> Choice:
    """The days that one element may mean."""
    chooser: Callable[..., Choice] = _CHOOSERS[type(day)]
    return chooser(day, frame)


def _day_month(said: DayMonth, frame: Frame) -> Choice:
    today = frame.today
    if not 1 <= said.month <= MONTHS_OF_YEAR or not 1 <= said.day <= LONGEST_MONTH:
        return Choice((), AskReason.IMPOSSIBLE)

    def of(year: int) -> date | None:
        return real_date(year, said.month, said.day)

    choice = annual(of, today) if said.year is None else in_year(of, said.year, today)
    if said.maybe_clock and said.year is not None and said.year - today.year not in {0, 1}:
        return Choice((*annual(of, today).dates, *choice.dates), AskReason.AMBIGUOUS)
    if choice.reason is AskReason.IMPOSSIBLE:
        return Choice(_month_end(said, today).dates, AskReason.IMPOSSIBLE)
    return choice


def _month_end(said: DayMonth, today: date) -> Choice:
    def of(year: int) -> date:
        return last_of_month(year, said.month)

    return annual(of, today) if said.year is None else in_year(of, said.year, today)


def _feast(said: Feast, frame: Frame) -> Choice:
    def of(year: int) -> date:
        return feast(said.key, year)

    return annual(of, frame.today) if said.year is None else in_year(of, said.year, frame.today)


def _nth(said: Nth, frame: Frame) -> Choice:
    today = frame.today
    if isinstance(said.month, MonthAhead):
        year, month = divmod(today.year * 12 + today.month - 1 + said.month.months, 12)
        found = nth_day(said, year, month + 1)
        return Choice((), AskReason.IMPOSSIBLE) if found is None else certain(found, today)
    month = said.month

    def of(year: int) -> date | None:
        return nth_day(said, year, month or 1)

    return annual(of, today) if said.year is None else in_year(of, said.year, today)


def nth_day(said: Nth, year: int, month: int) -> date | None:
    """The n-th weekday (or day) of a month, or the last one; nothing where there are not so many."""
    last = last_of_month(year, month)
    if said.weekday is None:
        return last if said.nth < 0 else real_date(year, month, said.nth)
    if said.nth < 0:
        return last - timedelta(days=(last.weekday() - said.weekday) % 7)
    first = last.replace(day=1)
    day = 1 + (said.weekday - first.weekday()) % 7 + 7 * (said.nth - 1)
    return real_date(year, month, day)


def _day_ahead(said: DayAhead, frame: Frame) -> Choice:
    further = [span.days for span in frame.also if isinstance(span, Ahead)]
    days = said.days + sum(days for days in further if days % 7 == 0)
    return certain(frame.today + timedelta(days=days), frame.today)


def _ahead(said: Ahead, frame: Frame) -> Choice:
    today = frame.today
    if said.months:
        return months_ahead(today, said.months)
    target = today + timedelta(days=said.days)
    if said.or_days is not None:
        return Choice((today + timedelta(days=said.or_days), target), AskReason.AMBIGUOUS)
    if frame.weekday is None or said.days % 7:
        return certain(target, today)
    if frame.weekday.which is Which.NEXT:
        return Choice((target,), AskReason.AMBIGUOUS)
    number = frame.weekday.number
    in_week = monday(target) + timedelta(days=number)
    counted = coming(today, number) + timedelta(days=said.days)
    if in_week == counted or number == today.weekday():
        return certain(in_week, today)
    return Choice((in_week, counted), AskReason.AMBIGUOUS)


def _week(said: Week, frame: Frame) -> Choice:
    today = frame.today
    weekday = frame.weekday.number if frame.weekday else FRIDAY
    if said.year is not None:
        return in_year(lambda year: iso_day(year, said.number, weekday), said.year, today)
    this = today.isocalendar().year
    for year in (this, this + 1):
        found = iso_day(year, said.number, weekday)
        if found is not None and found >= today:
            near = year <= today.year or within_nine_months(found, today)
            return Choice((found,), None if near else AskReason.PAST)
    return Choice((), AskReason.IMPOSSIBLE)


def _week_ahead(said: WeekAhead, frame: Frame) -> Choice:
    weekday = frame.weekday.number if frame.weekday else FRIDAY
    found = monday(frame.today) + timedelta(days=7 * said.weeks + weekday)
    if found < frame.today:
        return Choice((found + timedelta(days=7),), AskReason.PAST)
    return certain(found, frame.today)


def _day_of_month(said: DayOfMonth, frame: Frame) -> Choice:
    today = frame.today
    this = real_date(today.year, today.month, said.day)
    following = today.replace(day=1) + timedelta(days=LONGEST_MONTH + 1)
    found = real_date(following.year, following.month, said.day)
    if this == today:
        dates = tuple(day for day in (today, found) if day)
        fits = frame.weekday is not None and frame.weekday.number == today.weekday()
        return Choice((today,)) if fits else Choice(dates, AskReason.AMBIGUOUS)
    if this is not None and this > today:
        return Choice((this,))
    reason = AskReason.IMPOSSIBLE if this is None or found is None else None
    return Choice(() if found is None else (found,), reason)


def _weekday(said: Weekday, frame: Frame) -> Choice:
    today = frame.today
    first = coming(today, said.number)
    week = timedelta(days=7)
    if said.which is Which.NEXT:
        return Choice((first, first + week), AskReason.AMBIGUOUS)
    if said.number == today.weekday():
        return Choice((today, today + week), AskReason.AMBIGUOUS)
    if said.which is Which.THIS and monday(first) != monday(today):
        return Choice((first,), AskReason.PAST)
    return Choice((first,))


_CHOOSERS: Final[dict[type[Day], Callable[..., Choice]]] = {
    DayMonth: _day_month,
    Feast: _feast,
    Nth: _nth,
    DayAhead: _day_ahead,
    Ahead: _ahead,
    Week: _week,
    WeekAhead: _week_ahead,
    DayOfMonth: _day_of_month,
    Weekday: _weekday,
}
