"""From the elements of one phrase to its result, clock time and doubts included."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Final

from stafett_tui.capture.dates.choose import choose
from stafett_tui.capture.dates.elements import (
    Beside,
    DayMonth,
    DayOfMonth,
    Doubt,
    Element,
    Feast,
    Lead,
    Meeting,
    Nth,
    Side,
    Weekday,
    YearAhead,
)
from stafett_tui.capture.dates.leads import leads_fit
from stafett_tui.capture.dates.pairs import interpretations, odd_minute
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
from stafett_tui.capture.dates.timed import timed, without_day
from stafett_tui.capture.dates.vague import vague

DAY: Final = timedelta(days=1)


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
    rest = tuple(element for element in elements if not isinstance(element, (Meeting, Lead)))
    if not rest:
        return NextMeeting(known)
    settled = (settle(reading, today) for reading in interpretations(rest))
    beside = (result for result in settled if not _without_day(result))
    return ask_all(AskReason.AMBIGUOUS, (NextMeeting(known), *beside), not_before=today)


def settle(elements: tuple[Element, ...], today: date) -> Result:
    """What elements without any open pair mean."""
    found: Result | None = vague(elements, today)
    if found is None:
        choice = choose(elements, today)
        found = without_day(elements, today) if choice is None else timed(choice, elements, today)
    if _ordinal_leads(elements):
        return ask_all(AskReason.AMBIGUOUS, (found,), not_before=today)
    return _doubted(found, elements, today)


def _ordinal_leads(elements: tuple[Element, ...]) -> bool:
    """Whether an ordinal stands before a weekday (`2. onsdag`) or all alone (`15.`, perhaps unfinished)."""
    if all(isinstance(element, DayOfMonth) and element.bare for element in elements):
        return True
    return any(isinstance(one, DayOfMonth) and isinstance(two, Weekday) for one, two in pairwise(elements))


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
    undated = (element.year is None for element in elements if isinstance(element, (DayMonth, Feast, Nth)))
    return len(years) > 1 or (bool(years) and not any(undated))


def _is_vague(result: Result) -> bool:
    return isinstance(result, Ask) and result.reason is AskReason.VAGUE


def _beside(moments: Iterable[date | datetime], side: Side) -> Iterable[date | datetime]:
    for moment in moments:
        if side is Side.BEFORE:
            yield from (moment - DAY, moment)
        else:
            yield moment if isinstance(moment, datetime) else moment + DAY
