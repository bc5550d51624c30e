"""Columns of plain text, as wide as what stands in them; measured in cells, so that any script stays aligned."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import chain

from stafett_tui.documents.literal import one_line

GAP = "  "


def columns(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Give the rows under their head, nothing where there are no rows; the last column is left as it is."""
    if not rows:
        return
    cells = [[one_line(cell) for cell in row] for row in chain([head], rows)]
    widths = [max(map(width, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        padded = [cell + " " * (wide - width(cell)) for cell, wide in zip(row[:-1], widths[:-1], strict=True)]
        yield GAP.join([*padded, row[-1]]).rstrip()


def width(text: str) -> int:
    """How many cells the text takes on a terminal."""
    return sum(_cells(sign) for sign in text)


def _cells(sign: str) -> int:
    if unicodedata.combining(sign) or unicodedata.category(sign) in {"Cf", "Me", "Mn"}:
        return 0
    return 2 if unicodedata.east_asian_width(sign) in {"W", "F"} else 1
