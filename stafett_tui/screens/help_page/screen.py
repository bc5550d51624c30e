"""F1: one page that says how to do what one wants to do here."""

from __future__ import annotations

from textual.app import ComposeResult

from stafett_tui.screens.frame.framed import Framed
from stafett_tui.screens.frame.given import Given
from stafett_tui.screens.frame.sections import Section, Sections
from stafett_tui.screens.help_page.page import sections
from stafett_tui.widgets.bindings import screen_bindings
from stafett_tui.widgets.rows import Rows


class HelpScreen(Framed):
    """Every action of a screen with its keys."""

    SCREEN = "help"
    BINDINGS = [*screen_bindings("help")]
    CSS_PATH = "screen.tcss"

    def __init__(self, given: Given, about: str) -> None:
        """Tell about this screen."""
        super().__init__(given)
        self.about = about
        self.list = Sections(id="help", vi=given.vi)
        self._all = sections(about, given.actions, self.texts)

    def body(self) -> ComposeResult:
        """The page."""
        yield self.list

    def on_mount(self) -> None:
        """Show it."""
        self.list.set_sections(self._all)

    @property
    def title_line(self) -> str:
        """What this is, and how to leave it."""
        return self.tr("Help   {key} goes back", key=self.key("back"))

    @property
    def filters(self) -> bool:
        """The page can be searched."""
        return True

    def filter_by(self, text: str) -> str:
        """Show only lines with this text."""
        wanted = text.casefold().strip()
        kept = [
            Section(s.columns, tuple(r for r in s.rows if wanted in " ".join(r.cells).casefold())) for s in self._all
        ]
        self.list.set_sections(kept)
        shown, of = sum(len(s.rows) for s in kept), sum(len(s.rows) for s in self._all)
        return self.tr("{n} of {m}", n=shown, m=of)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Enter on a line: go back, where it can be done."""
        event.stop()
        self.action_back()
