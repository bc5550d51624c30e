"""A list in sections, each with columns of its own, and the rows of all of them under one cursor."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from textual.strip import Strip

from stafett_tui.widgets.cells import fit
from stafett_tui.widgets.columns import Column, widths
from stafett_tui.widgets.rows import Row, Rows


@dataclass(frozen=True, slots=True)
class Section:
    """A titled part of a list; the titles of its columns are its heading."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    empty: str = ""
    """Said where there are no rows; without it an empty section is left out."""


class Sections(Rows):
    """Rows of several sections under one cursor."""

    def __init__(
        self,
        *,
        id: str | None = None,  # noqa: A002 - Textual's name
        vi: bool = False,
        acts: Collection[str] = (),
        empty: str = "",
    ) -> None:
        """Begin empty; `acts` and `empty` as for `Rows`."""
        super().__init__(id=id, vi=vi, acts=acts, empty=empty)
        self._lay: tuple[tuple[Column, ...], ...] = ()

    def set_sections(self, sections: Sequence[Section], *, keep: bool = True) -> None:
        """Show these sections; the cursor stays on the row with the same key."""
        rows: list[Row] = []
        lay: list[tuple[Column, ...]] = []
        for section in sections:
            if not section.rows and not section.empty:
                continue
            if rows:
                rows.append(Row("", ("",), heading=True))
                lay.append((Column("", flex=1),))
            rows.append(Row("", tuple(c.title for c in section.columns), ink="heading", heading=True))
            lay.append(section.columns)
            rows.extend(section.rows)
            lay.extend([section.columns] * len(section.rows))
            if not section.rows:
                rows.append(Row("", (section.empty,), ink="quiet", heading=True))
                lay.append((Column("", flex=1),))
        self._lay = tuple(lay)
        self.set_rows(rows, keep=keep)

    def draw_line(self, index: int, cells: int) -> Strip:
        """One row in the columns of its section."""
        if index < len(self._lay):
            self.columns = self._lay[index]
        return super().draw_line(index, cells)

    def on_resize(self) -> None:
        """Where there is room again, begin with the first heading."""
        self.call_after_refresh(self._from_the_top)

    def _from_the_top(self) -> None:
        if self.cursor < self.page:
            self.scroll_to(y=0, animate=False, force=True)

    @property
    def heads(self) -> int:
        """The headings scroll along with their sections."""
        return 0

    def _heading(self, row: Row, cells: int) -> str:
        """The titles of a section's columns, over the columns; one that stands alone takes the whole line."""
        room = cells - 1 - self.mark_width
        if not any(row.cells[1:]):
            return fit(row.cells[0], room)
        sizes = widths(self.columns, room)
        return "  ".join(
            fit(text, size, right=column.right)
            for text, size, column in zip(row.cells, sizes, self.columns, strict=False)
            if size
        )
