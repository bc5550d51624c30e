"""The one entry: a date phrase in, a day or a question out. Never a guess, never an exception."""

import re
from datetime import date, timedelta
from difflib import get_close_matches
from typing import Final

from stafett_tui.capture.dates.elements import Week, WeekAhead
from stafett_tui.capture.dates.meaning import meaning
from stafett_tui.capture.dates.result import Ask, AskReason, Result, Understood, ask, ask_all, day_of, offered
from stafett_tui.capture.dates.scan import LONGEST, plain, scan
from stafett_tui.capture.dates.words import DAY_NAMES, MONTHS, NUMBERS, one_of

OR: Final = re.compile(r"\s+eller\s+|(?<=[^\W\d])\s*/\s*(?=[^\W\d])")
COUNTED_FROM: Final = re.compile(
    rf"(?:(?P<number>[0-9]{{1,2}}|{one_of(NUMBERS)})\s+(?P<unit>dag(?:er|ar)?|uker?|veker?)|dagen)\s+"
    r"(?P<way>fra|frå|etter|før)\s+(?P<rest>(?!nå$|no$|i ?dag$).+)"
)
LONG_NAMES: Final = tuple(name for name in (*DAY_NAMES, *MONTHS) if len(name) >= 5)  # noqa: PLR2004 - long enough to tell apart
WORD: Final = re.compile(r"[^\W\d_]{4,}")
CLOSE: Final = 0.75


def parse_date(phrase: str, *, today: date, next_meeting: date | None = None, lang: str = "nb") -> Result:
    """What a phrase such as `fredag om to uker` means today; both languages' words are taken."""
    text = plain(phrase)
    if not text:
        return Ask((), AskReason.EMPTY)
    if len(text) > LONGEST:
        return Ask((), AskReason.UNKNOWN)
    parts = [part for part in OR.split(text) if part]
    if len(parts) > 1:
        results = [_parse(part, today, next_meeting, lang) for part in parts]
        return ask_all(AskReason.AMBIGUOUS, results, not_before=today)
    return _counted(text, today, next_meeting, lang) or _parse(text, today, next_meeting, lang)


def _parse(text: str, today: date, next_meeting: date | None, lang: str) -> Result:
    elements = scan(text, lang)
    if elements:
        return meaning(elements, today, next_meeting)
    guess = _spelled(text)
    elements = scan(guess, lang) if guess != text else None
    if not elements:
        return Ask((), AskReason.UNKNOWN)
    result = meaning(elements, today, next_meeting)
    return ask_all(AskReason.UNKNOWN, (result,), not_before=today)


def _counted(text: str, today: date, next_meeting: date | None, lang: str) -> Result | None:
    """`to uker etter 1. desember`, `dagen før julaften`: counted from a day that must itself be certain."""
    match = COUNTED_FROM.fullmatch(text)
    if match is None:
        return None
    start = _parse(match["rest"], today, next_meeting, lang)
    span = _span(match["number"] or "1", match["unit"] or "dag")
    found = [moment - span if match["way"] == "før" else moment + span for moment in offered(start)]
    weeks = any(isinstance(element, (Week, WeekAhead)) for element in scan(match["rest"], lang) or ())
    if isinstance(start, Understood) and start.at is None and not weeks and day_of(found[0]) >= today:
        return Understood(day_of(found[0]))
    return ask(AskReason.VAGUE, found, not_before=today)


def _span(number: str, unit: str) -> timedelta:
    count = int(number) if number.isdecimal() else NUMBERS[number]
    return timedelta(days=count if unit.startswith("d") else 7 * count)


def _spelled(text: str) -> str:
    """The phrase with words that look like a misspelt weekday or month put right, to ask about."""

    def nearest(match: re.Match[str]) -> str:
        close = get_close_matches(match.group(), LONG_NAMES, n=1, cutoff=CLOSE)
        return close[0] if close else match.group()

    return WORD.sub(nearest, text)
