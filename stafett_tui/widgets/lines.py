"""A long list of drawn lines with a cursor: the ground that `Rows` and `Sheet` stand on.

Only the lines on the screen are asked for and drawn, so a list costs the same with 10 lines and with 200,000
(G8, G9). Nothing is animated, and the real cursor stands on the line in focus (T23).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Final

from textual import events
from textual.geometry import Offset, Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from stafett_tui.widgets.keyed import Keyed

if TYPE_CHECKING:
    from textual.scrollbar import ScrollBarRender

WHEEL: Final = 3
_STEPS: Final[Mapping[str, str]] = {"up": "up", "down": "down", "k": "up", "j": "down"}


@cache
def plain_bar() -> type[ScrollBarRender]:
    """A scrollbar of blanks, reversed where the page is: no signs for a screen reader to read out."""
    from textual.scrollbar import ScrollBarRender

    return type("PlainBar", (ScrollBarRender,), {"VERTICAL_BARS": [" "] * 8})


class Drawing(Keyed, ScrollView, can_focus=True):
    """What a list says of its lines, and how those on the screen are drawn."""

    DEFAULT_CSS = """
    Drawing { scrollbar-size: 1 1; overflow: hidden auto; height: 1fr; }
    """
    cursor = 0

    @property
    def count(self) -> int:
        """How many lines there are."""
        raise NotImplementedError

    @property
    def heads(self) -> int:
        """How many lines at the top stay where they are."""
        return 0

    def draw_head(self, y: int, cells: int) -> Strip:
        """A line that stays at the top."""
        raise NotImplementedError

    def draw_line(self, index: int, cells: int) -> Strip:
        """The line of that number."""
        raise NotImplementedError

    def stands_on(self, index: int) -> bool:
        """Whether the cursor may stand on the line."""
        return 0 <= index < self.count

    def moved(self) -> None:
        """Called when the cursor stands on another line."""

    # ---- drawing

    @property
    def page(self) -> int:
        """How many lines that scroll fit on the screen."""
        return max(self.scrollable_content_region.height - self.heads, 1)

    def render_line(self, y: int) -> Strip:
        """Draw one line of what is on the screen."""
        cells = self.scrollable_content_region.width
        if y < self.heads:
            return self.draw_head(y, cells)
        index = y - self.heads + self.scroll_offset.y
        if index >= self.count:
            return Strip.blank(cells, self.rich_style)
        return self.draw_line(index, cells)

    def watch_has_focus(self, value: bool) -> None:
        """Show the cursor as the one that keys act on, or as one that waits."""
        super().watch_has_focus(value)
        self._draw_line(self.cursor)

    def cursor_cell(self) -> Offset | None:
        """The first cell of the cursor's line."""
        y = self.cursor - self.scroll_offset.y + self.heads
        return Offset(0, y) if self.heads <= y < self.heads + self.page else None

    def _draw_line(self, index: int) -> None:
        """Draw one line again."""
        y = index - self.scroll_offset.y + self.heads
        if self.heads <= y < self.size.height:
            self.refresh(Region(0, y, self.size.width, 1))

    def line_at(self, event: events.MouseEvent) -> int | None:
        """The line under the mouse that the cursor may stand on."""
        offset = event.get_content_offset(self)
        if offset is None or offset.y < self.heads:
            return None
        index = offset.y - self.heads + self.scroll_offset.y
        return index if self.stands_on(index) else None


class Lines(Drawing, can_focus=True):
    """Lines of one cell's height, of which one is the cursor's."""

    def __init__(
        self,
        *,
        id: str | None = None,  # noqa: A002 - Textual's name
        classes: str | None = None,
        vi: bool = False,
    ) -> None:
        """Begin without lines; `vi` makes j and k move the cursor too."""
        super().__init__(id=id, classes=classes)
        self.vi = vi

    def lines_changed(self) -> None:
        """Draw everything again, after other lines have come in."""
        self.virtual_size = Size(0, self.count + self.heads)
        self._scroll_update(self.virtual_size)
        if self.show_vertical_scrollbar:
            vars(self.vertical_scrollbar)["renderer"] = plain_bar()
        self.cursor = self._nearest(min(self.cursor, self.count - 1), 1)
        self.refresh()
        self._follow()

    def on_resize(self) -> None:
        """Keep the cursor on the screen after a resize."""
        self.lines_changed()

    # ---- moving

    def move_to(self, index: int) -> None:
        """Put the cursor on the line, or the nearest one that it may stand on."""
        old = self.cursor
        index = max(0, min(index, self.count - 1))
        new = self._nearest(index, 1 if index >= old else -1)
        if new == old:
            return
        top = self.scroll_offset.y
        self.cursor = new
        self._follow(heading_too=new < old)
        if self.scroll_offset.y == top:
            self._draw_line(old)
            self._draw_line(new)
        self.moved()

    def _nearest(self, index: int, step: int) -> int:
        """The nearest line from here on that the cursor may stand on, first in the direction of the step."""
        for direction in (step, -step):
            at = index
            while 0 <= at < self.count:
                if self.stands_on(at):
                    return at
                at += direction
        return max(0, min(self.cursor, self.count - 1))

    def _follow(self, *, heading_too: bool = False) -> None:
        """Scroll so that the cursor's line is on the screen, with the heading above it when moving up."""
        top, cursor = self.scroll_offset.y, self.cursor
        wanted = cursor
        while heading_too and wanted > 0 and not self.stands_on(wanted - 1) and cursor - wanted < self.page - 1:
            wanted -= 1
        if wanted < top:
            self.scroll_to(y=wanted, animate=False, force=True)
        elif cursor >= top + self.page:
            self.scroll_to(y=cursor - self.page + 1, animate=False, force=True)

    def on_scroll_to(self) -> None:
        """Take the cursor along when the scrollbar is dragged; a new layout that scrolls leaves it where it is."""
        self.call_after_refresh(self._take_along)

    on_scroll_up = on_scroll_down = on_scroll_to

    def _take_along(self) -> None:
        top = self.scroll_offset.y
        if not top <= self.cursor < top + self.page:
            self.cursor = self._nearest(top if self.cursor < top else min(top + self.page, self.count) - 1, 1)
            self.moved()

    # ---- keys and mouse

    def take_key(self, key: str, character: str | None) -> bool:
        """Arrows, PageUp, PageDown, Home and End move the cursor; j and k too where asked for."""
        del character
        steps = {"up": -1, "down": 1, "pageup": -self.page, "pagedown": self.page}
        step = _STEPS.get(key, key) if self.vi or key not in {"j", "k"} else ""
        if step in steps:
            self.move_to(self.cursor + steps[step])
        elif key == "home":
            self.move_to(0)
            self.scroll_to(y=0, animate=False, force=True)
        elif key == "end":
            self.move_to(self.count - 1)
        else:
            return False
        return True

    def _on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel moves the cursor."""
        event.stop()
        event.prevent_default()
        self.move_to(self.cursor + WHEEL)

    def _on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel moves the cursor."""
        event.stop()
        event.prevent_default()
        self.move_to(self.cursor - WHEEL)
