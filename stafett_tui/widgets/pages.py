"""The rows of a list, read in pages as they come on the screen: 200,000 cost no more than 20 (G8)."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from stafett_tui.widgets.inks import Ink

PAGE: Final = 128
KEPT_PAGES: Final = 16


class Row(NamedTuple):
    """One row: a key of its own, a text a column, a mark that says in a sign what the ink says in colour."""

    key: str
    cells: tuple[str, ...]
    mark: str = ""
    ink: Ink = ""
    heading: bool = False


def heading(text: str, last: str = "") -> Row:
    """A heading between rows, which the cursor skips; `last` stands in the last column."""
    return Row("", (text, last), ink="heading", heading=True)


Provider = Callable[[int, int], Sequence[Row]]


class Pages:
    """So many rows, of which only those asked for lately are held."""

    def __init__(self, count: int, provider: Provider) -> None:
        """Take how many there are, and who gives them."""
        self.count = count
        self._provider = provider
        self._held: OrderedDict[int, Sequence[Row]] = OrderedDict()

    @classmethod
    def of(cls, rows: Sequence[Row]) -> Pages:
        """Rows that are all here."""
        held = tuple(rows)
        return cls(len(held), lambda start, stop: held[start:stop])

    def __getitem__(self, index: int) -> Row:
        """The row of that number."""
        number, place = divmod(index, PAGE)
        page = self._held.get(number)
        if page is None:
            start = number * PAGE
            page = self._held[number] = self._provider(start, min(start + PAGE, self.count))
            if len(self._held) > KEPT_PAGES:
                self._held.popitem(last=False)
        return page[place]

    def find(self, key: str) -> int | None:
        """Where the row with this key stands, if it is among the first page and those held."""
        for number in sorted(self._held.keys() | {0}) if self.count else ():
            for place in range(min(PAGE, self.count - number * PAGE)):
                if self[number * PAGE + place].key == key:
                    return number * PAGE + place
        return None
