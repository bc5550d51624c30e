"""Rules for the words around a day: `innen`, `før`, `cirka`, `slutten av`, `hver`, `snart`."""

import re
from typing import Final

from stafett_tui.capture.dates.elements import Beside, Doubt, Element, Lead, Number, Part, PartOf, Side
from stafett_tui.capture.dates.result import AskReason
from stafett_tui.capture.dates.rule import rule, word_rule
from stafett_tui.capture.dates.words import ABOUT, EARLY, EVERY, LATE, MIDDLE, PAST, SOON

WITHIN: Final = "innen"
BY: Final = "til"
THE: Final = "den"
ON: Final = "på"
LATEST: Final = "senest"
DURING: Final = "ila"


def _number(match: re.Match[str]) -> tuple[Element, ...]:
    return (Number(match.group()),)


FIRST: Final = (
    rule(rf"(?:i\s+)?(?:{EARLY})\s+(?:av|i|på)", lambda _match: (PartOf(Part.EARLY),)),
    rule(rf"(?:i\s+)?(?:{MIDDLE})(?:\s+(?:av|i|på))?", lambda _match: (PartOf(Part.MIDDLE),)),
    rule(rf"(?:(?:i|mot|ved)\s+)?(?:{LATE})(?:\s+(?:av|i|på))?", lambda _match: (PartOf(Part.LATE),)),
)
LAST: Final = (
    word_rule(EVERY, Doubt(AskReason.REPEATED)),
    word_rule(PAST, Doubt(AskReason.PAST)),
    word_rule(rf"{ABOUT}|{SOON}|{EARLY}", Doubt(AskReason.VAGUE)),
    rule(r"før|foer|før", lambda _match: (Beside(Side.BEFORE),)),
    rule(r"etter|over|efter", lambda _match: (Beside(Side.AFTER),)),
    word_rule("til og med|t\\.?o\\.?m|senest|seinast|seinest|frist(?:en)?(?:\\s+er)?:?", Lead(LATEST)),
    word_rule("innen|innan", Lead(WITHIN)),
    word_rule("i løpet av|ila|i l\\.?a", Lead(DURING)),
    word_rule("til", Lead(BY)),
    word_rule("på|paa|ved", Lead(ON)),
    word_rule("den|d\\.", Lead(THE)),
    rule(r"[0-9]{1,4}", _number),
)
