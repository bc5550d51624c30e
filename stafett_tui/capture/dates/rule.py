"""A rule of the date grammar: a pattern, and the elements that its words stand for."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from stafett_tui.capture.dates.elements import Element

Build = Callable[[re.Match[str]], tuple[Element, ...]]

WORD_END: Final = r"(?!\w)"
DIGIT_END: Final = r"(?![0-9])"


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern and its builder; a builder that answers nothing lets the next rule try."""

    pattern: re.Pattern[str]
    build: Build


def rule(pattern: str, build: Build, *, end: str = WORD_END) -> Rule:
    """A rule whose pattern must stop at the end of a word, or of a number."""
    return Rule(re.compile(f"(?:{pattern}){end}"), build)


def word_rule(words: str, element: Element) -> Rule:
    """A rule for words that always stand for the same element; an abbreviation may have its dot."""
    return rule(rf"(?:{words})\.?", lambda _match: (element,), end=r"(?!\w)")


def whole(text: str | None) -> int | None:
    """The number that a group of digits is, if the group took part."""
    return int(text) if text else None
