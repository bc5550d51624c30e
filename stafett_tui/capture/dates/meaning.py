"""From the elements of one phrase to its result, clock time and doubts included."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Final

from stafett_tui.capture.dates.choose import choose
from stafett_tui.capture.dates.clock import compact, within
from stafett_tui.capture.dates.elements import (
    Beside,
    Clock,
    DayMonth,
    DayOfMonth,
    DayPart,
    Doubt,
    Element,
    Feast,
    Hours,
    Meeting,
    Nth,
    Number,
    Side,
    Weekday,
    YearAhead,
)
from stafett_tui.capture.dates.leads import leads_fit
from stafett_tui.capture.dates.pairs import interpretations, odd_minute
from stafett_tui.capture.dates.propose import STRENGTH, Frame, propose
from stafett_tui.capture.dates.reckon import Choice
from stafett_tui.capture.dates.result import (
    Ask,
    AskReason,
    NextMeeting,
    Result,
    Understood,
    ask,
    ask_all,
    offered,
)
from stafett_tui.capture.dates.vague import vague

DAY: Final = timedelta(days=1)
HOUR_DIGITS: Final = 2


def meaning(elements: tuple[Element, ...], today: date, next_meeting: date | None) -> Result:
    """What the elements of a phrase mean together."""
    if not leads_fit(elements):
        return Ask((), AskReason.UNKNOWN)
    if any(isinstance(element, Meeting) for element in elements):
        return _meeting(elements, today, next_meeting)
    readings = interpretations(elements)
    results = [(settle(reading, today), odd_minute(reading, elements)) for reading in readings]
    return _preferred(results, today)


def _preferred(results: list[tuple[Result, bool]], today: date) -> Result:
    """The one reading that stands, or a question about all that may."""
    if any(isinstance(result, Understood) for result, _odd in results):
        results = [(result, odd) for result, odd in results if not odd] or results
    standing = [result for result, _odd in results if not _without_day(result)] or [results[0][0]]
    if len(standing) == 1:
        return standing[0]
    return ask_all(AskReason.AMBIGUOUS, standing, not_before=today)


def _without_day(result: Result) -> bool:
    return isinstance(result, Ask) and result.reason is AskReason.NO_DAY


def _meeting(elements: tuple[Element, ...], today: date, next_meeting: date | None) -> Result:
    known = next_meeting if next_meeting is not None and next_meeting >= today else None
    if any(isinstance(element, (*STRENGTH, Beside, Doubt, Clock, Number, DayPart)) for element in elements):
        return ask(AskReason.AMBIGUOUS, (known,), not_before=today)
    return NextMeeting(known)


def settle(elements: tuple[Element, ...], today: date) -> Result:
    """What elements without any open pair mean."""
    found: Result | None = vague(elements, today)
    if found is None:
        choice = choose(elements, today)
        found = _no_day(elements, today) if choice is None else _timed(choice, elements, today)
    return _doubted(found, elements, today)


def _timed(choice: Choice, elements: tuple[Element, ...], today: date) -> Result:
    numbers = [element for element in elements if isinstance(element, Number)]
    clocks = {element.readings for element in elements if isinstance(element, Clock)}
    if numbers and _only_weekday(elements) and len(numbers[0].digits) <= HOUR_DIGITS:
        return _weekday_and_number(choice, elements, numbers[0], today)
    clocks |= {compact(number.digits) for number in numbers}
    if len(clocks) > 1 or len(numbers) > 1 or () in clocks:
        return ask(AskReason.AMBIGUOUS, choice.dates, not_before=today)
    readings = within(clocks.pop(), _hours(elements)) if clocks else (None,)
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


def _only_weekday(elements: tuple[Element, ...]) -> bool:
    return {type(element) for element in elements if isinstance(element, STRENGTH)} == {Weekday}


def _weekday_and_number(choice: Choice, elements: tuple[Element, ...], number: Number, today: date) -> Result:
    """`mandag 14`: Monday the 14th, or Monday at 14; only an impossible hour settles it."""
    said = tuple(element for element in elements if not isinstance(element, Number))
    clock = compact(number.digits)
    dated = choose((*said, DayOfMonth(int(number.digits))), today)
    if not clock and dated is not None and dated.reason is None:
        return Understood(dated.dates[0])
    hours = [Understood(day, at).moment for day in choice.dates for at in clock]
    days = dated.dates if dated is not None and dated.reason is not AskReason.CONTRADICTION else ()
    return ask(AskReason.AMBIGUOUS, (*hours, *days), not_before=today)


def _no_day(elements: tuple[Element, ...], today: date) -> Result:
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


def _doubted(result: Result, elements: tuple[Element, ...], today: date) -> Result:
    """The result, made a question by every word that takes its certainty away."""
    doubts = [element.reason for element in elements if isinstance(element, Doubt)]
    sides = [element.side for element in elements if isinstance(element, Beside)]
    if AskReason.PAST in doubts or AskReason.REPEATED in doubts:
        return Ask((), AskReason.PAST if AskReason.PAST in doubts else AskReason.REPEATED)
    if _year_is_left_over(elements):
        return Ask((), AskReason.CONTRADICTION)
    if sides and not _is_vague(result):
        return ask(AskReason.VAGUE, _beside(offered(result), sides[0]), not_before=today)
    return ask_all(doubts[0], (result,), not_before=today) if doubts else result


def _year_is_left_over(elements: tuple[Element, ...]) -> bool:
    """Whether `neste år` stands beside something that has no year to be told."""
    years = {element for element in elements if isinstance(element, YearAhead)}
    dated = [element for element in elements if isinstance(element, (DayMonth, Feast, Nth))]
    return len(years) > 1 or (bool(years) and not dated)


def _is_vague(result: Result) -> bool:
    return isinstance(result, Ask) and result.reason is AskReason.VAGUE


def _beside(moments: Iterable[date | datetime], side: Side) -> Iterable[date | datetime]:
    for moment in moments:
        if side is Side.BEFORE:
            yield from (moment - DAY, moment)
        else:
            yield moment + DAY
