"""A server that lacks most of a plan takes nothing away here before somebody has said that it is right (R39)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from stafett_tui.screens.frame.asking import Choice
from stafett_tui.screens.frame.ofplan import OfPlan
from stafett_tui.screens.frame.questions import pick_question
from stafett_tui.screens.frame.sections import Section
from stafett_tui.widgets.columns import Column
from stafett_tui.widgets.rows import Row

if TYPE_CHECKING:
    from stafett_tui.screens.frame.asking import Dialogue
    from stafett_tui.services.desk import Desk
    from stafett_tui.services.syncstate import SyncState

EMPTIED: Final = "emptied:"
"""The row that asks."""


class Emptied(OfPlan):
    """A screen of a plan that asks before most of it goes."""

    _lacked = False

    @property
    def lacked(self) -> bool:
        """Whether the server lacks most of this plan."""
        return self._plan_id in self.given.together().emptied

    def stood(self, state: SyncState) -> None:
        """Show the question, or take it away."""
        super().stood(state)
        if self.lacked != self._lacked:
            self.reload()

    def lacked_sections(self) -> tuple[Section, ...]:
        """The question as a row, before everything else."""
        self._lacked = self.lacked
        if not self._lacked:
            return ()
        words = self.tr("The server lacks most of this plan. Nothing of it goes from here unasked. Enter decides.")
        return (Section((Column(self.tr("THE SERVER"), flex=1),), (Row(EMPTIED, (words,), "!"),)),)

    def ask_emptied(self) -> None:
        """Ask whether the server's log counts."""
        self.converse(self._ask_emptied())

    def _ask_emptied(self) -> Dialogue:
        hint = self.tr("Its version lacks most of what is here. Your own words are sent again.")
        ways = [Choice(self.tr("keep all that is here"), False), Choice(self.tr("take the server's version"), True)]
        counts = yield pick_question(self.tr("What counts?"), ways, hint=hint)
        if not counts:
            self.say(self.tr("Everything stays here as it is. Ask whoever runs the server."))
            return
        together = self.given.office.together

        def agree(_desk: Desk) -> None:
            together.retention.agree(self._plan_id)
            together.sync_soon()

        self.read(agree, lambda _: self.say(self.tr("The server's version is taken at the next sync.")))
