"""The clock time of a phrase, and bare numbers that may be an hour or a day of the month."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Final

from stafett_tui.capture.dates.choose import choose
from stafett_tui.capture.dates.clock import compact, within
from stafett_tui.capture.dates.elements import (
    Clock,
    DayMonth,
    DayOfMonth,
    DayPart,
    Element,
    Feast,
    Hours,
    Nth,
    Number,
    Weekday,
)
from stafett_tui.capture.dates.propose import Frame, propose
from stafett_tui.capture.dates.reckon import Choice
from stafett_tui.capture.dates.result import Ask, AskReason, Result, Understood, ask

DAY: Final = timedelta(days=1)
HOUR_DIGITS: Final = 2
DATED: Final = (DayMonth, Feast, Nth, DayOfMonth)


def timed(choice: Choice, elements: tuple[Element, ...], today: date) -> Result:
    """The chosen day, with the clock time that the phrase gives it."""
    numbers = [element for element in elements if isinstance(element, Number)]
    clocks = {element.readings for element in elements if isinstance(element, Clock)}
    if numbers and _after_weekday(elements) and len(numbers[0].digits) <= HOUR_DIGITS:
        return _weekday_and_number(choice, elements, numbers[0], today)
    clocks |= {compact(number.digits) for number in numbers}
    if len(clocks) > 1 or len(numbers) > 1 or () in clocks:
        return ask(AskReason.AMBIGUOUS, choice.dates, not_before=today)
    readings = within(clocks.pop(), _hours(elements)) if clocks else (None,)
    if any(number.digits == str(day.day) for number in numbers for day in choice.dates) and not _dated(elements):
        bare = [*choice.dates, *(Understood(day, at).moment for day in choice.dates for at in readings)]
        return ask(AskReason.AMBIGUOUS, bare, not_before=today)
    moments = [(day, at) for day in choice.dates for at in readings]
    if choice.reason is None and len(moments) == 1:
        return Understood(*moments[0])
    return ask(choice.reason or AskReason.AMBIGUOUS, _moments(moments or choice.dates), not_before=today)


def _moments(pairs: Iterable[tuple[date, time | None] | date]) -> Iterable[date | datetime]:
    for pair in pairs:
        yield Understood(*pair).moment if isinstance(pair, tuple) else pair


def _hours(elements: tuple[Element, ...]) -> Hours | None:
    parts = [element.hours for element in elements if isinstance(element, DayPart)]
    return parts[0] if parts else None


def _after_weekday(elements: tuple[Element, ...]) -> bool:
    """Whether a bare number follows a weekday and nothing else says the day of the month."""
    return not _dated(elements) and any(
        isinstance(one, Weekday) and isinstance(two, Number) for one, two in pairwise(elements)
    )


def _dated(elements: tuple[Element, ...]) -> bool:
    return any(isinstance(element, DATED) for element in elements)


def _weekday_and_number(choice: Choice, elements: tuple[Element, ...], number: Number, today: date) -> Result:
    """`mandag 14`: Monday the 14th, or Monday at 14; only an impossible hour settles it."""
    said = tuple(element for element in elements if not isinstance(element, Number))
    clock = compact(number.digits)
    dated = choose((*said, DayOfMonth(int(number.digits))), today)
    alone = not any(isinstance(element, Clock) for element in elements) and len(said) + 1 == len(elements)
    if alone and not clock and dated is not None and dated.reason is None:
        return Understood(dated.dates[0])
    hours = [Understood(day, at).moment for day in choice.dates for at in clock]
    days = dated.dates if dated is not None and dated.reason is not AskReason.CONTRADICTION else ()
    return ask(AskReason.AMBIGUOUS, (*hours, *days), not_before=today)


def without_day(elements: tuple[Element, ...], today: date) -> Ask:
    """A phrase that names no day: a clock time alone, or a number alone."""
    clocks = [at for element in elements if isinstance(element, Clock) for at in element.readings]
    if clocks:
        times = within(tuple(clocks), _hours(elements))
        moments = [Understood(day, at).moment for at in times for day in (today, today + DAY)]
        return ask(AskReason.NO_DAY, moments, not_before=today)
    for element in elements:
        if isinstance(element, Number) and len(element.digits) <= HOUR_DIGITS:
            said = DayOfMonth(int(element.digits))
            return ask(AskReason.NO_DAY, propose(said, Frame(today)).dates, not_before=today)
    return Ask((), AskReason.NO_DAY)
