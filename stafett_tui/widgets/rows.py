"""`Rows`: the one list of the program. It takes rows, or a count and a provider; draws what is on the screen.

rows = Rows((Column("frist", 6), Column("aktivitet", flex=1), Column("ansvarlig", 14, least=8)))
rows.set_rows([Row("a1", ("20.11", "Lesekurs", "Kari Lie"), mark="!"), ...])
rows.set_source(200_000, lambda start, stop: store_rows[start:stop])
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from textual import events
from textual.message import Message
from textual.strip import Strip

from stafett_tui.widgets.cells import fit
from stafett_tui.widgets.columns import GAP, Column, widths
from stafett_tui.widgets.field import Field
from stafett_tui.widgets.inks import Ink, Span, draw, inks
from stafett_tui.widgets.lines import Lines
from stafett_tui.widgets.pages import Pages, Provider, Row, heading

POINTER: Final = ">"
__all__ = ["Column", "Provider", "Row", "Rows", "heading"]


class OnRow(Message):
    """Something that happened on a row of a list."""

    def __init__(self, rows: Rows, row: Row, index: int) -> None:
        """Take the list and the row."""
        super().__init__()
        self.rows, self.row, self.index = rows, row, index


class Rows(Lines):
    """A list with columns, headings, marks and a cursor."""

    class Moved(OnRow):
        """The cursor stands on another row."""

        def can_replace(self, message: Message) -> bool:
            """Only the last place counts."""
            return isinstance(message, Rows.Moved) and message.rows is self.rows

    class Chosen(OnRow):
        """Enter or a double click on a row."""

    class Pressed(OnRow):
        """A key of `acts` on a row."""

        def __init__(self, rows: Rows, key: str, row: Row, index: int) -> None:
            """Take the key, and where the cursor was."""
            super().__init__(rows, row, index)
            self.key = key

    class Typed(Message):
        """A letter that is meant for the capture line; `given` when `writes_to` has it already."""

        def __init__(self, rows: Rows, character: str, *, given: bool) -> None:
            """Take the letter."""
            super().__init__()
            self.rows, self.character, self.given = rows, character, given

    def __init__(
        self,
        columns: Sequence[Column] = (Column("", flex=1),),
        rows: Sequence[Row] = (),
        *,
        id: str | None = None,  # noqa: A002 - Textual's name
        classes: str | None = None,
        vi: bool = False,
        acts: Collection[str] = (),
        typing: bool = False,
        writes_to: Field | None = None,
        mark_width: int = 1,
        empty: str = "",
    ) -> None:
        """Take the columns and the first rows.

        `acts` are keys posted as `Pressed`; with `typing` any other printable key is posted as `Typed` and
        goes at once to `writes_to`, which gets focus; `empty` is the sentence shown where there is no row.
        """
        super().__init__(id=id, classes=classes, vi=vi)
        self.columns = tuple(columns)
        self.acts = frozenset(acts)
        self.typing = typing
        self.writes_to = writes_to
        self.mark_width = mark_width
        self.empty = empty
        self._pages = Pages.of(rows)

    # ---- rows in

    def set_rows(self, rows: Sequence[Row], *, keep: bool = True) -> None:
        """Show these rows; the cursor stays on the row with the same key, or else on the same line."""
        key = self.row.key if keep and self.row is not None else None
        self._pages = Pages.of(rows)
        if not keep:
            self.cursor = 0
        for index, row in enumerate(rows if key else ()):
            if row.key == key and not row.heading:
                self.cursor = index
                break
        self.lines_changed()

    def set_source(self, count: int, provider: Provider, *, keep: bool = True) -> None:
        """Show so many rows, asked for in pieces as they come on the screen."""
        self._pages = Pages(count, provider)
        if not keep:
            self.cursor = 0
        self.lines_changed()

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show these columns from now on."""
        self.columns = tuple(columns)
        self.lines_changed()

    # ---- rows out

    @property
    def count(self) -> int:
        """How many rows there are, headings too."""
        return self._pages.count

    @property
    def row(self) -> Row | None:
        """The row the cursor stands on."""
        row = self.row_at(self.cursor) if self._pages.count else None
        return None if row is None or row.heading else row

    def row_at(self, index: int) -> Row:
        """The row of that number."""
        return self._pages[index]

    def go_to(self, key: str) -> bool:
        """Put the cursor on the row with this key, if it is among those already read."""
        index = self._pages.find(key)
        if index is not None:
            self.move_to(index)
        return index is not None

    # ---- drawing

    @property
    def indent(self) -> int:
        """The cells before the first column: the pointer, the mark and a blank."""
        return 1 + (self.mark_width + 1 if self.mark_width else 0)

    @property
    def heads(self) -> int:
        """One line for the titles of the columns, where any has one."""
        return int(any(column.title for column in self.columns))

    def stands_on(self, index: int) -> bool:
        """The cursor skips headings."""
        return 0 <= index < self._pages.count and not self.row_at(index).heading

    def draw_head(self, y: int, cells: int) -> Strip:
        """The titles of the columns."""
        del y
        titles = self._columns([column.title for column in self.columns], cells)
        return draw(((" " * self.indent + titles, "heading"),), cells, self.rich_style, inks(self.app.current_theme))

    def draw_line(self, index: int, cells: int) -> Strip:
        """One row, with the pointer where the cursor is and its mark."""
        row = self.row_at(index)
        here = index == self.cursor and not row.heading
        if row.heading:
            text = " " + self._heading(row, cells)
        else:
            mark = fit(row.mark, self.mark_width) + " " if self.mark_width else ""
            text = (POINTER if here else " ") + mark + self._columns(row.cells, cells)
        parts: tuple[Span, ...] = ((text, row.ink),)
        over: Ink = ("cursor" if self.has_focus else "far_cursor") if here else ""
        return draw(parts, cells, self.rich_style, inks(self.app.current_theme), over)

    def render_line(self, y: int) -> Strip:
        """The sentence for an empty list, or a line."""
        if self.empty and not self._pages.count and y == self.heads:
            cells = self.scrollable_content_region.width
            return draw(
                ((" " * self.indent + self.empty, "quiet"),),
                cells,
                self.rich_style,
                inks(self.app.current_theme),
            )
        return super().render_line(y)

    def _columns(self, texts: Sequence[str], cells: int) -> str:
        """The texts in their columns, two blanks between them; where there are fewer, the last one has the rest."""
        sizes = list(widths(self.columns, cells - self.indent))
        if 0 < len(texts) < len(sizes):
            taken = sum(size + GAP for size in sizes[: len(texts) - 1] if size)
            sizes[len(texts) - 1] = cells - self.indent - taken
        return (" " * GAP).join(
            fit(text, size, right=column.right)
            for text, size, column in zip(texts, sizes, self.columns, strict=False)
            if size
        )

    def _heading(self, row: Row, cells: int) -> str:
        """A heading over all columns but the last, and what belongs in that."""
        text, last = (*row.cells, "")[:2]
        if not last:
            return fit(text, cells - 1)
        shown = [size for size in widths(self.columns, cells - self.indent) if size]
        return fit(text, cells - 1 - shown[-1] - GAP) + " " * GAP + fit(last, shown[-1], right=self.columns[-1].right)

    # ---- keys and mouse

    def moved(self) -> None:
        """Tell where the cursor is."""
        row = self.row
        if row is not None:
            self.post_message(self.Moved(self, row, self.cursor))

    def take_key(self, key: str, character: str | None) -> bool:
        """Move, choose, act on the row, or pass a letter on to the capture line."""
        if key in self.acts and self.row is not None:
            self.tell(self.Pressed(self, key, self.row, self.cursor))
            return True
        if super().take_key(key, character):
            return True
        if key == "enter" and self.row is not None:
            self.tell(self.Chosen(self, self.row, self.cursor))
            return True
        if self.typing and character and not (character.isdigit() or character == " "):
            return self._pass_on(character)
        return False

    def _pass_on(self, character: str) -> bool:
        """Give a letter to the capture line at once, so that the next ones follow it in order."""
        if self.writes_to is not None:
            self.writes_to.insert(character)
            self.screen.set_focus(self.writes_to)
        self.tell(self.Typed(self, character, given=self.writes_to is not None))
        return True

    async def _on_click(self, event: events.Click) -> None:
        """One click moves the cursor, two choose."""
        index = self.line_at(event)
        if index is None:
            return
        event.stop()
        self.move_to(index)
        row = self.row
        if event.chain == 2 and row is not None:  # noqa: PLR2004 - a double click
            self.tell(self.Chosen(self, row, index))
