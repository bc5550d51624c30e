"""Who has looked into plans with a protected address: for the coordinator alone (K-03)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult

from stafett_tui.screens.frame.framed import Framed
from stafett_tui.screens.frame.given import Given
from stafett_tui.screens.frame.sections import Sections
from stafett_tui.screens.lookups.listing import of_protected, whole
from stafett_tui.widgets.bindings import screen_bindings
from stafett_tui.widgets.inks import spans
from stafett_tui.widgets.rows import Rows

if TYPE_CHECKING:
    from stafett_tui.services.lookups import Lookup


class AlertsScreen(Framed):
    """The look-ups of protected plans, the newest first; no row says whose plan it is."""

    SCREEN = "lookups"
    BINDINGS = [*screen_bindings("lookups")]
    DEFAULT_CSS = """
    AlertsScreen > Sections { height: 1fr; }
    AlertsScreen.-tiny > Sections, AlertsScreen.-flat > Sections { display: none; }
    """

    def __init__(self, given: Given) -> None:
        """Begin empty."""
        super().__init__(given)
        self.list = Sections(id="alerts", vi=given.vi)
        self._found: tuple[Lookup, ...] = ()

    @property
    def title_line(self) -> str:
        """What this is."""
        return self.tr("Look-ups in plans with a protected address")

    def body(self) -> ComposeResult:
        """The list."""
        yield self.list

    def on_mount(self) -> None:
        """Read the look-ups; whoever is no coordinator is told so."""
        self.reload()

    def reload(self) -> None:
        """Read the look-ups again."""
        self.read(lambda desk: desk.lookups.alerts(), self._show)

    def _show(self, found: tuple[Lookup, ...]) -> None:
        self._found = found
        self.list.set_sections([of_protected(found, self.texts)])

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Enter: the look-up in full, at the foot of the screen."""
        event.stop()
        found = next((each for each in self._found if str(each.n) == event.row.key), None)
        if found is not None:
            self.say("   ".join(part for line in whole(found, self.texts) for part, _ in spans(line)))
