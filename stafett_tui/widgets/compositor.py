"""Only what differs is written to the terminal; the real cursor stands on the focused cell (T22, T23, G6).

This module alone knows Textual's private compositor. Where a later Textual has changed it, `LineDiff` leaves
the stock compositor in place: the picture is the same, only more bytes are written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from weakref import WeakKeyDictionary

from rich.console import Console
from rich.style import Style
from textual._compositor import Compositor, CompositorUpdate
from textual._context import visible_screen_stack
from textual.app import App
from textual.geometry import Offset, Region, Size
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from stafett_tui.widgets.cells import is_plain

_NEEDED = ("_dirty_regions", "_regions_to_spans", "_render_chops", "cuts", "render_update")
SUPPORTED = all(hasattr(Compositor(), name) for name in _NEEDED) and hasattr(App, "_display")
_HIDE, _SHOW = "\x1b[?25l", "\x1b[?25h"

Chop = tuple[int, int, int, Strip]  # line, first column, end column, what stands there


class CursorCell:
    """A widget that knows on which of its own cells the real cursor belongs while it has focus."""

    def cursor_cell(self) -> Offset | None:
        """The cell, counted from the widget's content; None when it is not on the screen."""
        raise NotImplementedError


class Shown:
    """What the terminal of one application shows now, line by line."""

    def __init__(self) -> None:
        """Begin with a terminal of which nothing is known."""
        self.size = Size(0, 0)
        self.lines: list[dict[int, tuple[int, Strip]]] = []
        self.cursor: Offset | None = None

    def forget(self) -> None:
        """Know nothing any more: whatever is drawn next is drawn whole."""
        self.size = Size(0, 0)
        self.cursor = None

    def begin(self, size: Size) -> bool:
        """Prepare for a screen of this size; True when it must be drawn whole."""
        if self.size == size:
            return False
        self.lines = [{} for _ in range(size.height)]
        return True

    def holds(self, chop: Chop, console: Console) -> bool:
        """Whether the terminal already shows this."""
        y, x, end, strip = chop
        known = self.lines[y].get(x)
        if known is None or known[0] != end:
            return False
        return known[1] is strip or known[1].render(console) == strip.render(console)

    def put(self, chop: Chop) -> Strip | None:
        """Note what is being written; answer what stood on exactly these cells."""
        y, x, end, strip = chop
        line = self.lines[y]
        known = line.get(x)
        if known is None or known[0] != end:
            known = None
            for other in [start for start, (stop, _) in line.items() if start < end and stop > x]:
                del line[other]
        line[x] = (end, strip)
        return known[1] if known else None


class LinesUpdate(CompositorUpdate):
    """The parts of lines that differ from what the terminal shows, and the cursor."""

    def __init__(self, shown: Shown, size: Size, chops: list[Chop], cursor: Offset, *, whole: bool) -> None:
        """Hold the parts until they are written: only then do they count as shown."""
        self.shown, self.size, self.chops, self.cursor, self.whole = shown, size, chops, cursor, whole

    def render_segments(self, console: Console) -> str:
        """The characters to write."""
        shown = self.shown
        shown.size, shown.cursor = self.size, self.cursor
        out = [_HIDE] if self.whole else []
        for chop in self.chops:
            y, x, _, strip = chop
            known = shown.put(chop)
            first, part = (0, strip) if known is None else changed(known, strip)
            out.append(f"\x1b[{y + 1};{x + first + 1}H{part.render(console)}")
        if self.whole:
            out.append(_SHOW)
        return "".join(out)


def changed(old: Strip, new: Strip) -> tuple[int, Strip]:
    """The part of a line that differs, and its first column; all of it where a letter may be wide."""
    before, after = _cells(old), _cells(new)
    if before is None or after is None or len(before) != len(after):
        return 0, new
    first, end = 0, len(after)
    while first < end and before[first] == after[first]:
        first += 1
    while end > first and before[end - 1] == after[end - 1]:
        end -= 1
    return first, new.crop(first, end)


def _cells(strip: Strip) -> list[tuple[str, Style | None]] | None:
    """The strip as one letter and style a cell; None where that is not so simple."""
    cells: list[tuple[str, Style | None]] = []
    for text, style, control in strip:
        if control or not is_plain(text):
            return None
        look = style.clear_meta_and_links() if style else None
        cells.extend((letter, look) for letter in text)
    return cells


class DiffCompositor(Compositor):
    """Textual's compositor, leaving out what the terminal shows already."""

    def __init__(self, screen: Screen[Any], shown: Shown) -> None:
        """Draw this screen on the terminal that `shown` describes."""
        super().__init__()
        self.screen, self.shown = screen, shown

    def render_update(
        self, full: bool = False, screen_stack: list[Screen[Any]] | None = None, simplify: bool = False
    ) -> Any:
        """The update to write, or None when the terminal shows everything as it should be."""
        if full or simplify:  # a picture of the screen, not the screen itself
            return super().render_update(full, screen_stack, simplify)
        visible_screen_stack.set([] if screen_stack is None else screen_stack)
        app = self.screen.app
        place_cursor(self.screen.focused)
        if app.is_headless:
            return super().render_update(full, screen_stack, simplify)
        cursor = self.size.clamp_offset(app.cursor_position)
        whole = self.shown.begin(self.size)
        chops = list(self._chops(whole=whole))
        if not whole:
            chops = [chop for chop in chops if not self.shown.holds(chop, app.console)]
        if not chops and cursor == self.shown.cursor:
            return None
        return LinesUpdate(self.shown, self.size, chops, cursor, whole=whole)

    def _chops(self, *, whole: bool) -> Iterable[Chop]:
        """The parts of lines that asked to be drawn again."""
        screen = self.size.region
        regions: set[Region] = {screen} if whole else set(self._dirty_regions)
        self._dirty_regions.clear()
        if not regions:
            return
        crop = Region.from_union(list(regions)).intersection(screen)
        spans = [span for span in self._regions_to_spans(regions) if 0 <= span[0] < screen.height]
        chops: Sequence[Mapping[int, Strip | None]] = self._render_chops(crop, {y for y, _, _ in spans}.__contains__)
        for y, first, last in spans:
            for end, (x, strip) in zip(self.cuts[y][1:], chops[y].items(), strict=False):
                if strip is not None and x < last and end > first:
                    yield y, x, end, strip


_terminals: WeakKeyDictionary[App[Any], Shown] = WeakKeyDictionary()


def terminal_of(app: App[Any]) -> Shown:
    """What the terminal of this application shows; shared by all its screens."""
    shown = _terminals.get(app)
    if shown is None:
        shown = _terminals[app] = Shown()
        _watch(app, shown)
    return shown


def _watch(app: App[Any], shown: Shown) -> None:
    """Forget what is shown whenever anything but a DiffCompositor draws."""
    display = app._display  # noqa: SLF001 - the one place where every frame passes

    def watched(screen: Screen[Any], renderable: Any) -> None:
        if renderable is not None and not isinstance(renderable, LinesUpdate):
            shown.forget()
        display(screen, renderable)

    vars(app)["_display"] = watched


def place_cursor(widget: Widget | None) -> None:
    """Put the real cursor on the cell that the focused widget names (T23)."""
    if widget is None or not isinstance(widget, CursorCell):
        return
    cell = widget.cursor_cell()
    if cell is not None:
        widget.app.cursor_position = widget.content_region.offset + cell


class LineDiff(Screen[Any]):
    """Mixed into a screen: it writes only what differs from what the terminal shows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Make the screen, and give it the compositor that compares."""
        super().__init__(*args, **kwargs)
        if SUPPORTED:
            self._compositor = DiffCompositor(self, Shown())

    def on_mount(self) -> None:
        """Share what the terminal shows with the other screens of the application."""
        if isinstance(self._compositor, DiffCompositor):
            self._compositor.shown = terminal_of(self.app)
        self.app.app_resume_signal.subscribe(self, self._after_pause, immediate=True)

    def on_resize(self) -> None:
        """Draw everything after a resize: the terminal may have cut or moved what it showed."""
        self.forget_terminal()

    def forget_terminal(self) -> None:
        """Draw everything again the next time anything is drawn."""
        terminal_of(self.app).forget()

    def repaint(self) -> None:
        """Draw everything again now: after another program wrote over the terminal."""
        self.forget_terminal()
        self.refresh()

    def _after_pause(self, _app: App[Any]) -> None:
        """Draw everything after the program was suspended: another program had the terminal."""
        self.forget_terminal()


class DiffScreen(LineDiff):
    """A plain screen that writes only what differs."""
