"""From a phrase to its elements: every word must belong to one, or the phrase is not understood."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from stafett_tui.capture.dates import rules_clock, rules_day, rules_relative, rules_words
from stafett_tui.capture.dates.elements import Doubt, Element, Lead
from stafett_tui.capture.dates.result import AskReason
from stafett_tui.capture.dates.rule import Rule

LONGEST: Final = 80
INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
DASHES: Final = re.compile("[\u2010-\u2015\u2212]")
BETWEEN: Final = re.compile(r"[\s,;()]*")
TAIL: Final = re.compile(r"[\s,;!]+$|(?<![0-9])\.+$|(?<=[0-9]\.)\.+$")


def plain(phrase: str) -> str:
    """The phrase as the rules read it: small letters, one kind of space and dash, no marks at the end."""
    text = unicodedata.normalize("NFKC", phrase).casefold()
    text = " ".join(DASHES.sub("-", INVISIBLE.sub("", text)).split())
    while (shorter := TAIL.sub("", text)) != text:
        text = shorter
    return text


def scan(text: str, lang: str) -> tuple[Element, ...] | None:
    """The elements of a plain phrase in their order, or nothing if some of it belongs to none."""
    if len(text) > LONGEST:
        return None
    found: list[Element] = []
    if text.endswith("?"):
        found, text = [Doubt(AskReason.AMBIGUOUS)], text.rstrip("? ")
    place = BETWEEN.match(text).end()  # type: ignore[union-attr] # it matches the empty string too
    while place < len(text):
        step = _step(text, place, lang, bare=all(_may_precede_a_span(element) for element in found))
        if step is None:
            return None
        elements, place = step
        found.extend(elements)
    return tuple(found)


def _may_precede_a_span(element: Element) -> bool:
    within = {rules_words.WITHIN, rules_words.DURING}
    return isinstance(element, Doubt) or (isinstance(element, Lead) and element.word in within)


def _step(text: str, place: int, lang: str, *, bare: bool) -> tuple[tuple[Element, ...], int] | None:
    for rule in _rules(lang, bare):
        match = rule.pattern.match(text, place)
        if match and match.end() > place and (elements := rule.build(match)):
            after = BETWEEN.match(text, match.end())
            return elements, after.end() if after else match.end()
    return None


@lru_cache(maxsize=8)
def _rules(lang: str, bare: bool) -> tuple[Rule, ...]:
    return (
        *rules_words.FIRST,
        *rules_relative.RULES,
        *((rules_relative.BARE_AHEAD,) if bare else ()),
        *rules_clock.RULES,
        *rules_day.RULES,
        rules_relative.weekday_rule(lang),
        *rules_words.LAST,
    )
