"""Which words may stand before which: `på fredag` and `innen to uker`, never `på to uker`."""

from typing import Final

from stafett_tui.capture.dates.elements import (
    Clock,
    DayMonth,
    DayOfMonth,
    DayPart,
    Doubt,
    Element,
    Feast,
    Lead,
    Meeting,
    Nth,
    Number,
    Pair,
    Season,
    Weekday,
    YearAhead,
)
from stafett_tui.capture.dates.rules_words import BY, DURING, LATEST, ON, THE, WITHIN

DATED: Final = (DayMonth, Pair, DayOfMonth, Nth)
NO_DAYS: Final = (DayPart, Number, YearAhead)


def leads_fit(elements: tuple[Element, ...]) -> bool:
    """Whether every leading word has something after it that it can lead to."""
    said = False
    for place, element in enumerate(elements):
        if not isinstance(element, Lead):
            said = said or not isinstance(element, Doubt)
            continue
        if place + 1 == len(elements):
            if not (said and element.word == LATEST):
                return False
        elif not _leads_to(element.word, elements[place + 1], said=said):
            return False
    return True


def _leads_to(word: str, following: Element, *, said: bool) -> bool:
    if isinstance(following, Lead):
        return True
    if word == THE:
        return isinstance(following, DATED)
    if word == ON:
        return isinstance(following, (*DATED, Weekday, Feast, Meeting, Season))
    if isinstance(following, Clock):
        return word in {WITHIN, LATEST}
    if isinstance(following, NO_DAYS):
        return False
    return not (said and word in {BY, DURING})
