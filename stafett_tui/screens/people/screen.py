"""The people of a plan: who is in it, who has left, and what I may know of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult

from stafett_tui.domain.errors import StafettError
from stafett_tui.domain.plan import Plan
from stafett_tui.screens.frame.given import Given
from stafett_tui.screens.frame.sections import Sections
from stafett_tui.screens.people.known import KnownActs
from stafett_tui.screens.people.listing import person_lines, sections
from stafett_tui.widgets.bindings import screen_bindings
from stafett_tui.widgets.page import Sheet
from stafett_tui.widgets.rows import Rows

if TYPE_CHECKING:
    from stafett_tui.services.desk import Desk
    from stafett_tui.services.people import Known


class PeopleScreen(KnownActs):
    """Everybody in the plan, and beside the list the one on the row."""

    SCREEN = "people"
    BINDINGS = [*screen_bindings("people")]

    def __init__(self, given: Given, plan_id: str) -> None:
        """Open the people of this plan."""
        super().__init__(given, plan_id)
        self.list = Sections(id="people", vi=given.vi)
        self.person = Sheet(id="person", wrap=True, focusable=True)

    @property
    def place(self) -> str:
        """Which screen of the plan this is."""
        return self.tr("People")

    def body(self) -> ComposeResult:
        """The list, and beside it one person."""
        yield from self.beside(self.list, self.person)

    def show(self, plan: Plan, *, first: bool) -> None:
        """Show everybody, and the one on the row."""
        self.list.set_sections(sections(plan, self.today, self.texts), keep=not first)
        self.tell_person(self.person_here)

    @property
    def person_here(self) -> str:
        """The person on the row."""
        return self.list.row.key if self.list.row else ""

    def on_rows_moved(self) -> None:
        """Tell about the person of the row."""
        self.tell_person(self.person_here)

    def tell_person(self, person: str) -> None:
        """Read what I may know of somebody, and show it; what is hidden is said to be (D-11)."""

        def known(desk: Desk) -> Known | None:
            try:
                return desk.people.known(self._plan_id, person)
            except StafettError:
                return None

        if person:
            self.read(known, lambda found: self._tell(person, found))

    def _tell(self, person: str, known: Known | None) -> None:
        if self.plan is not None and person == self.person_here:
            self.person.set_lines(person_lines(self.plan, person, known, self.today, self.texts))

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Enter: read about the person in full."""
        event.stop()
        self.read_whole(self.person)
