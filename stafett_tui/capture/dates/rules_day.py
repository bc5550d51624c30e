"""Rules for days that are named: `1.12`, `11. desember 2026`, `siste fredag i januar`, `2. juledag`."""

import re
from datetime import time
from typing import Final

from stafett_tui.capture.dates import feasts
from stafett_tui.capture.dates.clock import written
from stafett_tui.capture.dates.elements import (
    Clock,
    DayMonth,
    DayOfMonth,
    Doubt,
    Element,
    Feast,
    Month,
    MonthAhead,
    Nth,
    Pair,
    Season,
)
from stafett_tui.capture.dates.result import AskReason
from stafett_tui.capture.dates.rule import DIGIT_END, WORD_END, Rule, rule, whole, word_rule
from stafett_tui.capture.dates.words import DAY_NAMES, MONTHS, ORDINALS, one_of

CENTURY: Final = 2000
DD: Final = r"([0-9]{1,2})"
YEAR: Final = r"((?:19|20)[0-9]{2})"
SPACED_YEAR: Final = r"(?:\s?[.,]?\s?(20[0-9]{2})(?![0-9]))?"
MONTH_WORD: Final = rf"({one_of(MONTHS)})"
MONTH_SPAN: Final = r"(denne\s+|inneværende\s+|neste\s+)?(?:måned(?:en)?|månad(?:en)?|mnd)"
WHOLE_YEAR: Final = r"året|dette\s+året"
LAST: Final = -1
DECEMBER: Final = 12


def _iso(match: re.Match[str]) -> tuple[Element, ...]:
    year, month, day, hour, minute = match.groups()
    named = DayMonth(int(day), int(month), int(year))
    return (named, Clock(written(hour, minute))) if hour else (named,)


def _with_year(match: re.Match[str]) -> tuple[Element, ...]:
    day, month, year, short = match.groups()
    return (DayMonth(int(day), int(month), int(year) if year else CENTURY + int(short)),)


def _spaced_year(match: re.Match[str]) -> tuple[Element, ...]:
    day, month, year = map(int, match.groups())
    return (DayMonth(day, month, year, maybe_clock=_like_clock(year)),)


def _like_clock(year: int) -> bool:
    return year % 100 < 60 and year % 5 == 0  # noqa: PLR2004 - minutes of an hour


def _pair(match: re.Match[str]) -> tuple[Element, ...]:
    first, sign, second = match.groups()
    clock: tuple[time, ...] = ()
    if sign == "." and len(second) == len("00"):
        clock = written(first, second)
    return (Pair(int(first), int(second), clock),)


def _day_month(match: re.Match[str]) -> tuple[Element, ...]:
    day, word, year = match.groups()
    return _named_day(int(day), word, year)


def _ordinal_month(match: re.Match[str]) -> tuple[Element, ...]:
    ordinal, word, year = match.groups()
    return _named_day(ORDINALS[ordinal], word, year)


def _named_day(day: int, word: str, year: str | None) -> tuple[Element, ...]:
    number = whole(year)
    named = DayMonth(day, MONTHS[word], number, maybe_clock=number is not None and _like_clock(number))
    return (named, Doubt(AskReason.AMBIGUOUS)) if word == "jul" else (named,)


def _in_month_number(match: re.Match[str]) -> tuple[Element, ...]:
    day, ordinal, month, spoken = match.groups()
    return (DayMonth(int(day) if day else ORDINALS[ordinal], int(month) if month else ORDINALS[spoken]),)


def _nth(match: re.Match[str]) -> tuple[Element, ...]:
    digit, word, day, ahead, month, year, whole_year = match.groups()
    nth = int(digit) if digit else ORDINALS.get(word, LAST)
    weekday = DAY_NAMES[day] if day else None
    return (Nth(nth, weekday, *_month_of(ahead, month, year, whole_year, nth)),)


def _month_end(match: re.Match[str]) -> tuple[Element, ...]:
    ahead, month, year, whole_year = match.groups()
    return (Nth(LAST, None, *_month_of(ahead, month, year, whole_year, LAST)),)


def _month_of(
    ahead: str | None, month: str | None, year: str | None, whole_year: str | None, nth: int
) -> tuple[int | MonthAhead, int | None]:
    if whole_year:
        return (DECEMBER if nth == LAST else 0), None
    if month:
        return MONTHS[month], whole(year)
    return MonthAhead(1 if (ahead or "").startswith("neste") else 0), None


def _month(match: re.Match[str]) -> tuple[Element, ...]:
    word, year = match.groups()
    if word == "jul" and year is None:
        return (Season("christmas"),)
    return (Month(MONTHS[word], whole(year)),)


def _feast(key: str, pattern: str) -> Rule:
    return rule(rf"(?:{pattern})(?:\s+(20[0-9]{{2}}))?", lambda match: (Feast(key, whole(match.group(1))),))


def _advent(match: re.Match[str]) -> tuple[Element, ...]:
    digit, word, year = match.groups()
    number = int(digit) if digit else ORDINALS[word]
    return (Feast(f"advent_{number}", whole(year)),) if number <= 4 else ()  # noqa: PLR2004 - Sundays of Advent


def _day_of_month(match: re.Match[str]) -> tuple[Element, ...]:
    return (DayOfMonth(int(match.group(1)), bare=match.group()[0].isdecimal()),)


_ORDINAL = rf"({one_of(ORDINALS)})"
_SPAN = rf"(?:{MONTH_SPAN}|{MONTH_WORD}{SPACED_YEAR}|({WHOLE_YEAR}))"

RULES: Final = (
    rule(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:t([0-9]{2}):([0-9]{2}))?", _iso, end=DIGIT_END),
    *(_feast(key, pattern) for key, pattern in feasts.PATTERNS.items()),
    rule(
        rf"(?:([1-9])\.?|{_ORDINAL})\s*(?:(?:s[øu]ndag(?:en)?\s+)?i\s+)?advent(?:s[øu]ndag)?(?:\s+(20[0-9]{{2}}))?",
        _advent,
    ),
    rule(
        rf"{DD}\s?[./]\s?{DD}(?:\s?[./]\s?|[./]?\s?-\s?){YEAR}()\.?(?![0-9]|[.:,][0-9])",
        _with_year,
        end="",
    ),
    rule(rf"{DD}[./]{DD}(?:[./]-?|-)()([0-9]{{2}})\.?(?![0-9]|[.:,][0-9])", _with_year, end=""),
    rule(rf"{DD}-{DD}-{YEAR}()", _with_year, end=DIGIT_END),
    rule(rf"{DD}[./]{DD}\.?\s(20[0-9]{{2}})", _spaced_year, end=DIGIT_END),
    rule(rf"(?:{DD}\.|{_ORDINAL})\s?i\s(?:{DD}\.|{_ORDINAL})", _in_month_number, end=WORD_END),
    rule(rf"(?:den\s+)?{DD}(?:\.|de)?\s?{MONTH_WORD}{WORD_END}\.?{SPACED_YEAR}", _day_month, end=""),
    rule(rf"(?:den\s+)?{_ORDINAL}\s+{MONTH_WORD}{WORD_END}\.?{SPACED_YEAR}", _ordinal_month, end=""),
    rule(
        rf"(?:([1-5])\.\s?|({one_of([*ORDINALS, 'siste'])})\s+)(?:({one_of(DAY_NAMES)})|dag)(?:en)?\s+i\s+{_SPAN}",
        _nth,
    ),
    rule(rf"(?:utgangen|utløpet)\s+av\s+{_SPAN}", _month_end),
    rule(rf"{DD}(\s?\.\s?|\s?/\s?){DD}\.?(?![0-9]|[.:,/-][0-9])", _pair, end=""),
    rule(rf"{DD}\.(?![0-9.])", _day_of_month, end=""),
    rule(rf"(?:den|d\.)\s+{DD}(?![0-9./:-])", _day_of_month, end=WORD_END),
    rule(rf"den\s+{_ORDINAL}", lambda match: (DayOfMonth(ORDINALS[match.group(1)]),)),
    *(word_rule(rf"(?:i\s+)?(?:{words})", Season(key)) for key, words in feasts.SEASONS.items() if key != "christmas"),
    rule(rf"(?:i\s+)?{MONTH_WORD}{WORD_END}\.?(?:\s+(20[0-9]{{2}}))?", _month, end=WORD_END),
    word_rule(rf"(?:i\s+)?(?:{feasts.SEASONS['christmas']})", Season("christmas")),
)
