"""The counts that serve as views: number key, words, how many; the one that is shown is in brackets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import events
from textual.message import Message

from stafett_tui.i18n.texts import Texts
from stafett_tui.screens.deadlines.review import KEYS, TITLES, View, count_of
from stafett_tui.widgets.cells import width
from stafett_tui.widgets.chrome import Drawn
from stafett_tui.widgets.inks import Line, Span

if TYPE_CHECKING:
    from stafett_tui.services.deadlines import DeadlineCounts


class Views(Drawn):
    """One line of views, each of which can be clicked."""

    @dataclass
    class Wanted(Message):
        """A view was clicked."""

        view: View

    def __init__(self, t: Texts) -> None:
        """Begin without counts."""
        super().__init__(id="views")
        self.texts = t
        self._counts: DeadlineCounts | None = None
        self._view = View.OVERDUE

    def show(self, view: View, counts: DeadlineCounts | None) -> None:
        """Show which view is on, and how many each has."""
        self._view, self._counts = view, counts
        self.refresh()

    def words(self) -> list[tuple[View, str]]:
        """The words of each view."""
        found = []
        for key, view in KEYS.items():
            count = f" {count_of(self._counts, view)}" if self._counts is not None else ""
            text = f"{key} {self.texts.tr(TITLES[view])}{count}"
            found.append((view, f"[{text}]" if view is self._view else f" {text} "))
        return found

    def line(self, cells: int) -> Line:
        """All views."""
        del cells
        parts: list[Span] = [(text, "strong" if view is self._view else "") for view, text in self.words()]
        return tuple(parts)

    async def _on_click(self, event: events.Click) -> None:
        """Take the view that was clicked."""
        offset = event.get_content_offset(self)
        at = 0
        for view, text in self.words():
            at += width(text)
            if offset is not None and offset.x < at:
                event.stop()
                self.post_message(self.Wanted(view))
                return
