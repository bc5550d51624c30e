"""Days that have been, for *when was the child asked*: `1.10`, `i går`, `sist tirsdag`, `for to uker siden`."""

import re
from datetime import date, timedelta
from typing import Final

from stafett_tui.capture.dates.elements import DayAhead, DayMonth, DayOfMonth, Element, Lead, Pair, Weekday, Which
from stafett_tui.capture.dates.reckon import NINE_MONTHS, Choice, months_ahead, real_date
from stafett_tui.capture.dates.result import Ask, AskReason, Understood, iso_of
from stafett_tui.capture.dates.rules_words import THE
from stafett_tui.capture.dates.scan import LONGEST, plain, scan
from stafett_tui.capture.dates.words import NUMBERS, one_of

YESTERDAY: Final = re.compile(r"i\s?går|i gaar")
DAY_BEFORE: Final = re.compile(r"i\s?for(?:e)?går(?:s)?|i\s?førgår(?:s)?|forgårs")
AGO: Final = re.compile(
    rf"for\s+(?P<number>[0-9]{{1,3}}|{one_of(NUMBERS)})\s+(?P<unit>dag(?:er|ar)?|uker?|veker?)\s+(?:siden|sidan)"
)
LAST: Final = re.compile(r"(?:(?:nå\s+|no\s+)?sist|på)\s+")
THE_DAY: Final = Lead(THE)
WEEK: Final = timedelta(days=7)
MONTH_BACK: Final = 31


def parse_past(phrase: str, *, today: date, lang: str = "nb") -> Understood | Ask:
    """The day that a phrase says something happened: today or earlier, or a question."""
    text = plain(phrase)
    if not text or len(text) > LONGEST:
        return Ask((), AskReason.UNKNOWN if text else AskReason.EMPTY)
    counted = _counted(text, today)
    if counted is not None:
        return Understood(counted)
    elements = scan(LAST.sub("", text, count=1), lang)
    choice = _choice(elements, today) if elements else Choice((), AskReason.UNKNOWN)
    if choice.reason is None and len(choice.dates) == 1:
        return Understood(choice.dates[0])
    been = sorted({day for day in choice.dates if day <= today}, key=iso_of)
    return Ask(tuple(been), choice.reason or AskReason.AMBIGUOUS)


def _counted(text: str, today: date) -> date | None:
    if YESTERDAY.fullmatch(text):
        return today - timedelta(days=1)
    if DAY_BEFORE.fullmatch(text):
        return today - timedelta(days=2)
    match = AGO.fullmatch(text)
    if match is None:
        return None
    count = int(match["number"]) if match["number"].isdecimal() else NUMBERS[match["number"]]
    return today - timedelta(days=count if match["unit"].startswith("d") else 7 * count)


def _choice(elements: tuple[Element, ...], today: date) -> Choice:
    weekdays = [element for element in elements if isinstance(element, Weekday)]
    others = [element for element in elements if element != THE_DAY and not isinstance(element, Weekday)]
    if len(weekdays) > 1 or len(others) > 1 or not (weekdays or others):
        return Choice((), AskReason.UNKNOWN)
    if not others:
        return _weekday(weekdays[0], today)
    choice = _day(others[0], today)
    if weekdays and any(day.weekday() != weekdays[0].number for day in choice.dates):
        return Choice(choice.dates, AskReason.CONTRADICTION)
    return choice


def _day(element: Element, today: date) -> Choice:
    if isinstance(element, Pair):
        element = DayMonth(element.first, element.second)
    if isinstance(element, DayMonth):
        return _day_month(element, today)
    if isinstance(element, DayAhead) and element.days == 0:
        return Choice((today,))
    if isinstance(element, DayOfMonth):
        return _day_of_month(element.day, today)
    return Choice((), AskReason.UNKNOWN)


def _weekday(said: Weekday, today: date) -> Choice:
    if said.which is not Which.PLAIN:
        return Choice((), AskReason.UNKNOWN)
    last = today - timedelta(days=(today.weekday() - said.number) % 7)
    return Choice((last - WEEK, last), AskReason.AMBIGUOUS) if last == today else Choice((last,))


def _day_month(said: DayMonth, today: date) -> Choice:
    if said.year is not None:
        found = real_date(said.year, said.month, said.day)
        if found is None:
            return Choice((), AskReason.IMPOSSIBLE)
        return Choice((found,), AskReason.CONTRADICTION if found > today else None)
    for year in (today.year, today.year - 1):
        found = real_date(year, said.month, said.day)
        if found is not None and found <= today:
            near = year == today.year or found >= months_ahead(today, -NINE_MONTHS).dates[0]
            return Choice((found,), None if near else AskReason.FAR)
    return Choice((), AskReason.IMPOSSIBLE)


def _day_of_month(day: int, today: date) -> Choice:
    this = real_date(today.year, today.month, day)
    if this is not None and this <= today:
        return Choice((this,))
    end = today.replace(day=1) - timedelta(days=1)
    found = real_date(end.year, end.month, day)
    return Choice((found,)) if found else Choice((), AskReason.IMPOSSIBLE)
