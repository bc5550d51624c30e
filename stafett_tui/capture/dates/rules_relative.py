"""Rules for days counted from today: `fredag`, `neste uke`, `u50`, `om to uker`, `3v`, `neste møte`."""

import re
from typing import Final

from stafett_tui.capture.dates.elements import (
    Ahead,
    DayAhead,
    DayPart,
    Doubt,
    Element,
    Hours,
    Meeting,
    Month,
    MonthAhead,
    Week,
    WeekAhead,
    Weekday,
    Which,
    YearAhead,
)
from stafett_tui.capture.dates.result import AskReason
from stafett_tui.capture.dates.rule import DIGIT_END, Rule, rule, whole, word_rule
from stafett_tui.capture.dates.words import (
    AHEAD_DAYS,
    DAY_NAMES,
    DAY_SHORTS,
    DAYS,
    DOUBTFUL_SHORTS,
    NUMBERS,
    NYNORSK_SHORTS,
    one_of,
)

WEEK: Final = r"(?:uken|uka|uke|uker|veken|veka|veke)"
DAYS_UNIT: Final = r"dager|dagar|dag|d"
WEEKS_UNIT: Final = r"uker|uke|uka|veker|veke|veka|u|v"
MONTHS_UNIT: Final = r"måneder|måned|månader|månadar|månad|mnd\.?|md\.?"
YEARS_UNIT: Final = r"år"
COMING: Final = r"førstkommende|fyrstkomande|førstkomande|fyrstkommande|forstkommende|kommende|komande|kommande|nå|no"
MEETING: Final = r"(?:stafett(?:logg)?|evaluerings?|oppfølgings|samarbeids|ansvarsgruppe)?-?\s?(?:møtet?|mote)"
LIKELY_WEEKS: Final = 20
SINGULAR: Final = frozenset({"dag", "uke", "uka", "veke", "veka", "måned", "månad"})
IDIOM_WEEK: Final = 8  # `åtte dager` is also a way of saying a week


def _weekday(match: re.Match[str]) -> tuple[Element, ...]:
    before, word, definite, after = match.groups()
    which = _which(before, after)
    day = Weekday(DAYS[word], which)
    if (definite and which is Which.PLAIN) or word in DOUBTFUL_SHORTS:
        return (day, Doubt(AskReason.AMBIGUOUS))
    return (day,)


def _which(before: str | None, after: str | None) -> Which:
    lead = (before or "").split()
    if not lead:
        return Which.COMING if after else Which.PLAIN
    return {"neste": Which.NEXT, "denne": Which.THIS}.get(lead[0], Which.COMING)


def _week(match: re.Match[str]) -> tuple[Element, ...]:
    number, year = match.groups()
    return (Week(int(number), whole(year)),)


def _week_ahead(word: str) -> tuple[Element, ...]:
    if word == "neste":
        return (WeekAhead(1),)
    if word.startswith("kom"):
        return (WeekAhead(1), Doubt(AskReason.AMBIGUOUS))
    return (WeekAhead(0),)


def _count(text: str) -> int:
    return int(text) if text.isdecimal() else NUMBERS[text]


def _ahead(match: re.Match[str]) -> tuple[Element, ...]:
    number, unit = match.group("number"), match.group("unit").rstrip(".")
    count, short = _count(number), len(unit) == 1
    if count == 0 or (short and not number.isdecimal()):
        return ()
    if number == "åtte" and unit.startswith("dag"):
        return (Ahead(days=IDIOM_WEEK, or_days=7),)
    if _is_likely_a_slip(count, unit):
        return (_span(count, unit), Doubt(AskReason.AMBIGUOUS))
    return (_span(count, unit),)


def _is_likely_a_slip(count: int, unit: str) -> bool:
    """`50u` and `14 uke` may be slips for week 50 and week 14."""
    if len(unit) == 1:
        return unit != "d" and count > LIKELY_WEEKS
    return unit in SINGULAR and count > 1


def _span(count: int, unit: str) -> Ahead:
    if unit.startswith("d"):
        return Ahead(days=count)
    if unit[0] in "uv":
        return Ahead(days=7 * count)
    return Ahead(months=12 * count if unit == YEARS_UNIT else count)


def _day_ahead(days: int, words: str, *extra: Element) -> Rule:
    return rule(words, lambda _match: (DayAhead(days), *extra))


_AMOUNT: Final = (
    rf"(?P<number>[0-9]{{1,3}}|{one_of(NUMBERS)})\s*"
    rf"(?P<unit>{DAYS_UNIT}|{WEEKS_UNIT}|{MONTHS_UNIT}|{YEARS_UNIT})"
    r"(?:\s+(?:fra|frå)\s+(?:i dag|idag|nå|no))?"
)
AHEAD: Final = rule(rf"(?:om\s+|\+\s*){_AMOUNT}", _ahead)
BARE_AHEAD: Final = rule(_AMOUNT, _ahead)
HALF_YEAR: Final = rule(r"om\s+(?:et|eit|ett|1)?\s*halvt?\s?år", lambda _match: (Ahead(months=6),))

RULES: Final = (
    word_rule(rf"(?:det\s+)?neste\s*{MEETING}|neste\s*g[ao]ng", Meeting()),
    _day_ahead(1, r"(?:i\s+morgen|i\s+morgon|imorgen|imorgon)\s+(?:tidlig|tidleg)", DayPart(Hours.MORNING)),
    _day_ahead(0, r"i\s+ettermiddag|i\s+kveld|ikveld", DayPart(Hours.EVENING)),
    _day_ahead(0, r"i\s+dag|i\s+løpet\s+av\s+dagen"),
    _day_ahead(2, r"i\s+over\s?i?\s?morg[eo]n|i\s+ovenmorgen|i\s+overmorgon|i\s+overmorra"),
    _day_ahead(1, r"i\s+morgen|i\s+morgon|i\s+morra|i\s+mårå|i\s+morn|i\s+morga"),
    *(_day_ahead(days, word) for word, days in AHEAD_DAYS.items()),
    rule(
        rf"(?:i\s+)?(?:{WEEK}|u|v)\.?\s*(?:nr\.?|nummer)?\s*([0-9]{{1,2}})\.?(?:\s+(20[0-9]{{2}}))?(?!\s?[-/][0-9]|\.[0-9])",
        _week,
        end=DIGIT_END,
    ),
    rule(rf"(?:i\s+)?(neste|denne|inneværende|kommende|komande)\s+{WEEK}", lambda m: _week_ahead(m.group(1))),
    rule(r"(?:i\s+løpet\s+av|ila)\s+(?:uka|uken|veka|veken)(?!\s*[0-9])", lambda _match: (WeekAhead(0),)),
    HALF_YEAR,
    AHEAD,
    word_rule(r"(?:i\s+)?denne\s+(?:måned(?:en)?|månad(?:en)?|mnd)", MonthAhead(0)),
    word_rule(r"(?:i\s+)?neste\s+(?:måned(?:en)?|månad(?:en)?|mnd)", MonthAhead(1)),
    word_rule(r"måneden|månaden|mnd", MonthAhead(0)),
    rule(r"uka|uken|veka|veken", lambda _match: (WeekAhead(0), Doubt(AskReason.VAGUE))),
    rule(r"året", lambda _match: (Month(12), Doubt(AskReason.VAGUE))),
    word_rule(r"(?:til\s+)?neste\s+år", YearAhead(1)),
    word_rule(r"i\s+år", YearAhead(0)),
)


def weekday_rule(lang: str) -> Rule:
    """The rule for weekdays; `må`, `ty`, `la` and `su` are days only in nynorsk."""
    words = {**DAY_NAMES, **DAY_SHORTS, **DOUBTFUL_SHORTS, **(NYNORSK_SHORTS if lang == "nn" else {})}
    return rule(
        rf"(?:((?:{COMING}|neste|denne)(?:\s+(?:på|til|{COMING}))?)\s+)?({one_of(words)})(en)?\.?"
        rf"(?:\s+({COMING}))?",
        _weekday,
    )
