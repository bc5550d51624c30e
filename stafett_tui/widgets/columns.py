"""How wide the columns of a list are at a given width of the terminal (T25)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from stafett_tui.widgets.cells import width

GAP: Final = 2


class Column(NamedTuple):
    """A column: `width` cells, or a share `flex` of what is left, but never under `least`.

    Where there is no room for all, those with the highest `drop` are left out first; 0 is never left out.
    """

    title: str = ""
    width: int = 0
    flex: int = 0
    least: int = 0
    right: bool = False
    drop: int = 0

    @property
    def smallest(self) -> int:
        """The fewest cells the column can do with."""
        return self.least or (4 if self.flex else self.width)


def titled(title: str, least: int, *, right: bool = False, drop: int = 0) -> Column:
    """Give a column of at least so many cells that holds its title whole, in whatever language that is."""
    return Column(title, max(least, width(title)), right=right, drop=drop)


def widths(columns: Sequence[Column], cells: int) -> tuple[int, ...]:
    """The width of each column, 0 for those left out."""
    return _widths(tuple(columns), max(cells, 0))


@lru_cache(maxsize=256)
def _widths(columns: tuple[Column, ...], cells: int) -> tuple[int, ...]:
    shown = list(range(len(columns)))
    while len(shown) > 1 and _needed(columns, shown) > cells:
        dropped = max(shown, key=lambda i: (columns[i].drop, i))
        if not columns[dropped].drop:
            break
        shown.remove(dropped)
    sizes = {i: columns[i].smallest for i in shown}
    left = cells - _needed(columns, shown)
    for i in shown:  # first what each column asks for
        more = max(0, min(left, columns[i].width - sizes[i]))
        sizes[i] += more
        left -= more
    shares = sum(columns[i].flex for i in shown)
    for i in shown:  # then what is left, by shares
        if columns[i].flex and left > 0:
            more = left * columns[i].flex // shares
            sizes[i] += more
            left -= more
            shares -= columns[i].flex
    for i in reversed(shown):  # too narrow even so: the last ones shrink
        over = max(0, -left)
        less = min(over, max(sizes[i] - 1, 0))
        sizes[i] -= less
        left += less
    return tuple(sizes.get(i, 0) for i in range(len(columns)))


def _needed(columns: Sequence[Column], shown: Sequence[int]) -> int:
    """The cells that these columns take at the least, with the gaps between them."""
    return sum(columns[i].smallest for i in shown) + GAP * max(len(shown) - 1, 0)
