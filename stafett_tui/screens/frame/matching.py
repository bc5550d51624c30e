"""Finding by a few letters, with æøå written as they come: `maal` finds `mål`, `kl` finds `Klok Ugle`."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

TWO_LETTERS: Final = str.maketrans({"å": "aa", "æ": "ae", "ø": "oe", "ä": "ae", "ö": "oe"})
ONE_LETTER: Final = str.maketrans({"å": "a", "æ": "a", "ø": "o", "ä": "a", "ö": "o"})
BEGINS, WORD, INITIALS, INSIDE, SCATTERED = range(5)


@lru_cache(maxsize=2048)
def forms(text: str) -> tuple[str, ...]:
    """The ways people write it: with æøå, with aa, ae and oe, with a and o."""
    plain = text.casefold()
    return tuple(dict.fromkeys((plain, plain.translate(TWO_LETTERS), plain.translate(ONE_LETTER))))


def rank(query: str, words: str) -> int | None:
    """How well the words answer the query, 0 best; None where they do not."""
    places = [at for asked in forms(query.strip()) for text in forms(words) if (at := _rank(asked, text)) is not None]
    return min(places, default=None)


def holds(query: str, words: str) -> bool:
    """Whether the words hold the query as it stands: for filters, where scattered letters would surprise."""
    return any(asked in text for asked in forms(query.strip()) for text in forms(words))


def _rank(asked: str, text: str) -> int | None:
    words = text.replace("(", " ").split()
    if text.startswith(asked):
        return BEGINS
    if any(word.startswith(asked) for word in words):
        return WORD
    if len(asked) > 1 and "".join(word[0] for word in words).startswith(asked):
        return INITIALS
    if asked in text:
        return INSIDE
    letters = iter(text)
    return SCATTERED if all(letter in letters for letter in asked.replace(" ", "")) else None
