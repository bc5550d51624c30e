"""Looking into a plan that is not one's own: an office says why first, and that is noted (S-06)."""

from __future__ import annotations

from dataclasses import replace

from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.screens.frame.asking import Dialogue
from stafett_tui.screens.frame.reading import Reading


class Lookup(Reading):
    """A screen that asks for the reason where the plan opens with one only."""

    def refuse(self, error: StafettError | ErrorKind) -> None:
        """Ask why where a reason opens the plan; else say why something was not done."""
        kind = error.kind if isinstance(error, StafettError) else error
        if kind is not ErrorKind.LOOKUP_REASON or self.plan_id is None:
            super().refuse(error)
        elif not self.asking.open:
            self.converse(self._ask_reason(self.plan_id))

    def _ask_reason(self, plan_id: str) -> Dialogue:
        from stafett_tui.screens.frame.questions import text_question

        asked = text_question(
            self.tr("Why do you look into this plan?"), self.texts,
            hint=self.tr("Not your plan: the reason is noted before anything is shown. {key_back} leaves."),
        )  # fmt: skip
        reason = yield replace(asked, clears=self.without_reason)
        self.write(lambda desk: desk.plans.give_reason(plan_id, reason), lambda _: self._noted())

    def _noted(self) -> None:
        self.say(self.tr("The reason is noted. You may look into the plan now."))
        self.reload()

    def without_reason(self) -> None:
        """No reason was given: what was shown before stays."""
