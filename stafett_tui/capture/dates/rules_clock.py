"""Rules for clock times: `kl. 14`, `13:30`, `halv to`, `kvart over ni`."""

import re
from typing import Final

from stafett_tui.capture.dates.clock import compact, spoken, written
from stafett_tui.capture.dates.elements import Clock, DayPart, Element, Hours
from stafett_tui.capture.dates.rule import DIGIT_END, Rule, rule
from stafett_tui.capture.dates.words import HOURS, one_of

AT: Final = r"(?:(?:innen|innan|før|senest|seinast)\s+)?(?:kl\.?|klokka|klokken|klokke)\s*"
HOUR: Final = rf"(?:([0-9]{{1,2}})|({one_of(HOURS)}))"


def _said(minutes: int, hour: re.Match[str]) -> tuple[Element, ...]:
    digits, word = hour.groups()
    readings = spoken(int(digits) if digits else HOURS[word], minutes)
    return (Clock(readings),) if readings else ()


def _spoken(pattern: str, minutes: int) -> Rule:
    return rule(rf"(?:{AT})?{pattern}\s+{HOUR}", lambda match: _said(minutes, match))


def _at(match: re.Match[str]) -> tuple[Element, ...]:
    hour, minute, digits = match.groups()
    readings = compact(digits) if digits else written(hour, minute or "00")
    return (Clock(readings),) if readings else ()


def _at_word(match: re.Match[str]) -> tuple[Element, ...]:
    return (Clock(spoken(HOURS[match.group(1)])),)


def _colon(match: re.Match[str]) -> tuple[Element, ...]:
    readings = written(*match.groups())
    return (Clock(readings),) if readings else ()


def _part(words: str, hours: Hours) -> Rule:
    return rule(rf"(?:(?:på|om)\s+)?(?:{words})", lambda _match: (DayPart(hours),))


RULES: Final = (
    _spoken("halv", -30),
    _spoken("kvart over", 15),
    _spoken("kvart på", -15),
    rule(rf"{AT}(?:([0-9]{{1,2}})(?:[.:]([0-9]{{2}}))?|([0-9]{{3,4}}))\.?(?![0-9]|[.:,/-][0-9])", _at, end=""),
    rule(rf"{AT}({one_of(HOURS)})", _at_word),
    rule(r"([0-9]{1,2}):([0-9]{2})(?!:)", _colon, end=DIGIT_END),
    _part("morgen|morgenen|morgon|morgonen|formiddag|formiddagen|føremiddag|føremiddagen|tidlig|tidleg", Hours.MORNING),
    _part("ettermiddag|ettermiddagen|kveld|kvelden", Hours.EVENING),
)
