"""Short forms that open to a word of the plan: `lb ` gives *lydbok*, so that no abbreviation reaches the text."""

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

LONG: Final = 6
"""From how many letters a word is worth a short form."""
_LETTERS: Final = range(2, 5)
_VOWELS: Final = frozenset("aeiouyæøåéèêóòôàäöü")
_WORD: Final = re.compile(r"[^\W\d_]+")
_LAST: Final = re.compile(r"(?:^|(?<=\s)|(?<=[+!.'\-]))([^\W\d_]+)$")
KNOWN: Final = frozenset({
    "bl", "bv", "bvt", "dr", "dvs", "fr", "frk", "hf", "hr", "hs", "jf", "jfr", "kl", "km", "kr", "ktl", "mht", "mm",
    "mtp", "mv", "nb", "nn", "nr", "pk", "pp", "ppt", "pr", "ps", "pst", "slt", "st", "stk", "tlf", "tv", "vgs",
})  # fmt: skip
"""Short forms that mean something of their own; they stay as they are."""


class Opened(NamedTuple):
    """A short form and the word it opens to, as it is to be written."""

    short: str
    word: str


def long_words(texts: Iterable[str]) -> tuple[str, ...]:
    """Give the long words of these texts, each once, in small letters."""
    found = (word.casefold() for text in texts for word in _WORD.findall(text) if len(word) >= LONG)
    return tuple(dict.fromkeys(found))


def opened(text: str, words: Iterable[str]) -> Opened | None:
    """Give the word that the last short form of a text opens to; None where nothing, or more than one, fits.

    A short form has two to four letters and no vowel; it begins like the word, and its letters come in the word in
    their order. A word of which another is only a bending counts once, as the shortest.
    """
    last = _LAST.search(text)
    if last is None:
        return None
    short = last[1]
    bare = short.casefold()
    if len(bare) not in _LETTERS or bare in KNOWN or not _VOWELS.isdisjoint(bare):
        return None
    fits = sorted((word for word in words if _fits(bare, word)), key=len)
    if not fits or any(not word.startswith(fits[0]) for word in fits):
        return None
    word = fits[0]
    return Opened(short, word.capitalize() if short[0].isupper() else word)


def _fits(short: str, word: str) -> bool:
    if word[0] != short[0]:
        return False
    left = iter(word)
    return all(letter in left for letter in short)
