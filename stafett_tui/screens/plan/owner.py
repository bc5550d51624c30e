"""What is written about the owner on the overview: why the plan began, and the points about me."""

from __future__ import annotations

from stafett_tui.domain.concern import ConcernWritten, Side, Trait
from stafett_tui.i18n.enums import name_of as enum_name
from stafett_tui.screens.frame.asking import Choice, Dialogue
from stafett_tui.screens.frame.planacts import PlanActs
from stafett_tui.screens.frame.questions import optional_question, pick_question, text_question


class OwnerActs(PlanActs):
    """A screen of one plan where the owner is written about."""

    def stand_on_owner(self) -> None:
        """Stand on the row of the owner: beside it what was written is read."""
        raise NotImplementedError

    def action_concern(self) -> None:
        """Write why the plan began, or word it anew."""
        self.when_there(lambda: self.converse(self._ask_concern()))

    def _ask_concern(self) -> Dialogue:
        plan, t = self.plan, self.texts
        known = plan.last(ConcernWritten) if plan is not None else None
        before = ("", "") if known is None else (known.body.initiator, known.body.text)
        hint = self.tr("for example: the mother. Enter: not written down")
        who = yield optional_question(self.tr("Who took the initiative?"), hint=hint, text=before[0])
        text = yield self.watched(
            text_question(self.tr("What was the wonder or concern?"), t, text=before[1], draft="concern")
        )
        if (who, text) == before:
            self.say(self.tr("Nothing is changed."))
            return
        self.write(
            lambda desk: desk.plans.write_concern(self._plan_id, who, text),
            lambda _: self._written(self.tr("Why the plan began is saved. Enter reads it.")),
        )

    def action_about_me(self) -> None:
        """Write a point about the owner."""
        self.when_there(lambda: self.converse(self._ask_about_me()))

    def _ask_about_me(self) -> Dialogue:
        t = self.texts
        sides = [Choice(enum_name(t, side), side) for side in Side]
        side = yield pick_question(self.tr("About me: which side?"), sides)
        traits = [Choice(enum_name(t, trait), trait) for trait in Trait]
        trait = yield pick_question(self.tr("About me: strength or challenge?"), traits)
        hint = self.tr("Say it to the owner, for example: You are fond of animals")
        text = yield self.watched(text_question(self.tr("About me:"), t, draft="about_me", hint=hint))
        self.write(
            lambda desk: desk.plans.write_about_me(self._plan_id, side, trait, text),
            lambda _: self._written(self.tr("The point about me is saved. Enter reads it.")),
        )

    def _written(self, words: str) -> None:
        self.stand_on_owner()
        self.say(words)
