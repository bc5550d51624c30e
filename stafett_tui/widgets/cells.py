"""User text as terminal cells: made harmless, measured, cut with …, padded and wrapped.

Text from people is drawn literally: it is never markup, and no character of it may move the cursor, hide
text, reverse the reading order of a line or make a column wider than it was measured.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from rich.cells import cell_len

ELLIPSIS = "…"
REPLACEMENT = "�"
NEWLINE = "↵"
BARE_MARK = "◌"  # carries a combining mark that has no letter before it
MOST_MARKS = 4  # combining marks kept on one letter
_DROPPED_RANGES = ((0xFE00, 0xFE0F), (0xE0000, 0xE0FFF), (0x1F3FB, 0x1F3FF), (0x180B, 0x180F))
_OVERRIDES = frozenset((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
LONG: Final = 256  # longer texts are not kept in mind
_ONE_CELL: Final = (
    *((0x20, 0x7E), (0xA0, 0xAC), (0xAE, 0x2FF), (0x370, 0x482), (0x2010, 0x2027), (0x2030, 0x205E)),
    *((0x20AC, 0x20AC), (0x2500, 0x257F)),
)  # Latin, Greek, Cyrillic, punctuation, the euro and lines
_PLAIN: Final = frozenset(chr(code) for first, last in _ONE_CELL for code in range(first, last + 1))
_REGIONAL_A, _REGIONAL_Z = 0x1F1E6, 0x1F1FF  # halves of flags: terminals disagree on their width
_BLANK, _DELETE, _NO_BREAK, _SURROGATE, _NONCHARACTER = 0x20, 0x7F, 0xA0, "Cs", 0xFFFE
_NAMED = {0x09: " ", 0x0A: NEWLINE, 0x85: NEWLINE, 0x2028: NEWLINE, 0x2029: NEWLINE, _DELETE: "␡"}
LINE_END = "\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]"  # compiled when first needed: the start is light
_WORD = " *[^ ]+| +$"


class Cluster(NamedTuple):
    """What stands together in the terminal: text[start:end] is drawn as `drawn`, `width` cells wide."""

    start: int
    end: int
    drawn: str
    width: int


def _sign(code: int) -> str:
    """How one code point is drawn; an empty text where it is invisible anyway."""
    category = unicodedata.category(chr(code))
    if code in _NAMED:
        sign = _NAMED[code]
    elif code < _BLANK:
        sign = chr(0x2400 + code)  # the control pictures ␀ … ␟
    elif code in _OVERRIDES or _DELETE < code < _NO_BREAK or _is_no_character(code, category):
        sign = REPLACEMENT
    elif _REGIONAL_A <= code <= _REGIONAL_Z:
        sign = chr(ord("A") + code - _REGIONAL_A)
    elif category == "Cf" or any(low <= code <= high for low, high in _DROPPED_RANGES):
        sign = ""
    else:
        sign = chr(code)
    return sign


def _is_no_character(code: int, category: str) -> bool:
    """Whether the code point stands for nothing that could be encoded or drawn."""
    return category == _SURROGATE or code & _NONCHARACTER == _NONCHARACTER


class _Signs(dict[int, str]):
    """A translation table that fills itself as characters turn up."""

    def __missing__(self, code: int) -> str:
        """Work out the sign of a code point met for the first time."""
        sign = self[code] = _sign(code)
        return sign


_SIGNS = _Signs()


def is_plain(text: str) -> bool:
    """Whether every character is an ordinary letter or sign of one cell: the common case, told apart quickly."""
    return text.isprintable() if text.isascii() else _PLAIN.issuperset(text)


def literal(text: str) -> str:
    """The text as one harmless line: controls as pictures, overrides as �, invisible characters left out."""
    if is_plain(text):
        return text
    signs = text.translate(_SIGNS)
    if is_plain(signs):
        return signs
    return "".join(cluster.drawn for cluster in _gathered(signs))


def clusters(text: str) -> Sequence[Cluster]:
    """The text in units that the cursor steps over, with the place of each in the text as it was given."""
    if is_plain(text):
        return [Cluster(i, i + 1, character, 1) for i, character in enumerate(text)]
    return _gathered(text)


@lru_cache(maxsize=8)  # a long text is asked for several times a key, and then never again
def _gathered(text: str) -> tuple[Cluster, ...]:
    """Letters with their combining marks gathered in one cluster each."""
    found: list[Cluster] = []
    marks = 0
    for index, character in enumerate(text):
        drawn = _SIGNS[ord(character)]
        cells = cell_len(drawn)
        if cells:
            found.append(Cluster(index, index + 1, drawn, cells))
            marks = 0
            continue
        last = found[-1] if found else Cluster(index, index, BARE_MARK if drawn else "", 1 if drawn else 0)
        if not last.width and drawn:
            last = Cluster(last.start, last.end, BARE_MARK, 1)
        marks += bool(drawn)
        grown = Cluster(last.start, index + 1, last.drawn + (drawn if marks <= MOST_MARKS else ""), last.width)
        found[-1:] = [grown]
    return tuple(found)


def width(text: str) -> int:
    """How many cells the text takes when drawn literally."""
    return len(text) if is_plain(text) else cell_len(literal(text))


def cut(text: str, cells: int) -> str:
    """The text on at most so many cells, ending in … where something was left out."""
    if is_plain(text):
        return text if len(text) <= cells else (text[: cells - 1] + ELLIPSIS if cells > 0 else "")
    if len(text) <= LONG:
        return _cut(text, cells)
    head = text[: max(LONG, cells * (2 + MOST_MARKS))]
    return head_of(head, cells) if len(head) < len(text) else _whole_or_head(text, cells)


@lru_cache(maxsize=2048)
def _cut(text: str, cells: int) -> str:
    """The same for a text that may be asked for again at every frame."""
    return _whole_or_head(text, cells)


def _whole_or_head(text: str, cells: int) -> str:
    drawn = literal(text)
    return drawn if cell_len(drawn) <= cells else head_of(drawn, cells)


def head_of(text: str, cells: int) -> str:
    """The beginning of the text with …, on at most so many cells."""
    if cells <= 0:
        return ""
    kept, used = [], 0
    for cluster in clusters(text):
        if used + cluster.width > cells - 1:
            break
        kept.append(cluster.drawn)
        used += cluster.width
    return "".join(kept) + ELLIPSIS


def fit(text: str, cells: int, *, right: bool = False) -> str:
    """The text on exactly so many cells: cut with … or padded with blanks; `right` sets it to the right."""
    drawn = cut(text, cells)
    blanks = " " * (cells - width(drawn))
    return blanks + drawn if right else drawn + blanks


def wrap(text: str, cells: int) -> list[str]:
    """The whole text on lines of at most so many cells, broken at words where possible."""
    cells = max(cells, 2)
    lines: list[str] = []
    for paragraph in re.split(LINE_END, text):
        lines.extend(_wrapped(literal(paragraph), cells))
    return lines


def _wrapped(paragraph: str, cells: int) -> list[str]:
    """One paragraph of harmless text on lines of at most so many cells."""
    lines: list[str] = []
    line = ""
    for match in re.finditer(_WORD, paragraph):
        word = match.group()
        if width(line) + width(word) <= cells:
            line += word
            continue
        if line:
            lines.append(line)
        *whole, line = _chopped(word.lstrip(" ") if lines else word, cells)
        lines.extend(whole)
    return [*lines, line]


def _chopped(word: str, cells: int) -> list[str]:
    """A word in pieces of at most so many cells."""
    pieces: list[str] = []
    piece: list[str] = []
    used = 0
    for cluster in clusters(word):
        if used + cluster.width > cells:
            pieces.append("".join(piece))
            piece, used = [], 0
        piece.append(cluster.drawn)
        used += cluster.width
    return [*pieces, "".join(piece)]
