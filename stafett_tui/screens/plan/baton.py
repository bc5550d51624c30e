"""The baton on the plan: offered, answered, wished for, and moved by the coordinator (I8)."""

from __future__ import annotations

from collections.abc import Callable

from stafett_tui.domain.baton import offer
from stafett_tui.domain.consent import person_covered
from stafett_tui.domain.errors import ErrorKind
from stafett_tui.domain.names import name_of
from stafett_tui.domain.people import Role, holder_id, participants
from stafett_tui.screens.frame.asking import Choice, Dialogue
from stafett_tui.screens.frame.named import person_label
from stafett_tui.screens.frame.questions import optional_question, pick_question, text_question
from stafett_tui.screens.plan.owner import OwnerActs


class BatonActs(OwnerActs):
    """A screen of one plan where the baton changes hands."""

    @property
    def me(self) -> str:
        """Who writes here."""
        found = self.given.office.me
        return "" if found is None else found.person

    def receivers(self) -> list[Choice]:
        """Everybody who can hold the baton today: of a covered service, and not the holder."""
        plan = self.plan
        found = () if plan is None else participants(plan)
        return [
            Choice(person_label(p, self.texts), p.person)
            for p in found
            if p.role is Role.PROVIDER and plan is not None and person_covered(plan, p.person, self.today)
        ]

    def action_baton(self) -> None:
        """Answer an offer to me; take my own offer back; else offer the baton to somebody."""
        self.when_there(self._baton)

    def _baton(self) -> None:
        standing = None if self.plan is None else offer(self.plan)
        if standing is None:
            self._offer_somebody()
        elif standing.body.person == self.me:
            self.converse(self._answer())
        else:
            self.converse(self._take_back_offer())

    def _offer_somebody(self) -> None:
        if self.receivers():
            self.converse(self._ask_offer())
        else:
            self.say(self.tr("Nobody of a service that the consent covers can take the baton. Add somebody first."))

    def _ask_offer(self) -> Dialogue:
        hint = self.tr("You hold the baton until it is accepted")
        who = yield pick_question(self.tr("Offer the baton to whom?"), self.receivers(), hint=hint)
        reason = yield optional_question(self.tr("Why?"), hint=self.tr("Enter: no reason"))
        name = self._named(who)
        self.write(
            lambda desk: desk.baton.offer(self._plan_id, who, reason),
            lambda _: self.say(self.tr("The baton is offered to {name}. You hold it until it is accepted.", name=name)),
        )

    def _answer(self) -> Dialogue:
        plan = self.plan
        standing = None if plan is None else offer(plan)
        if plan is None or standing is None:
            return
        choices = [Choice(self.tr("take it over"), True), Choice(self.tr("say no"), False)]
        hint = standing.body.reason and self.tr("Reason: {why}", why=standing.body.reason)
        prompt = self.tr("{who} offers you the baton:", who=name_of(plan, standing.by))
        if (yield pick_question(prompt, choices, hint=hint)):
            self.write(lambda desk: desk.baton.accept(self._plan_id),
                       lambda _: self.say(self.tr("You hold the baton now.")))  # fmt: skip
            return
        reason = yield optional_question(self.tr("Why not?"), hint=self.tr("Enter: no reason"))
        self.write(lambda desk: desk.baton.decline(self._plan_id, reason),
                   lambda _: self.say(self.tr("You have said no. The holder keeps the baton.")))  # fmt: skip

    def _take_back_offer(self) -> Dialogue:
        plan = self.plan
        standing = None if plan is None else offer(plan)
        if plan is None or standing is None:
            return
        name = name_of(plan, standing.body.person)
        choices = [Choice(self.tr("let it stand"), False), Choice(self.tr("take it back"), True)]
        if (yield pick_question(self.tr("The baton is offered to {name}:", name=name), choices)):
            self.write(lambda desk: desk.baton.decline(self._plan_id),
                       lambda _: self.say(self.tr("The offer is taken back.")))  # fmt: skip

    def action_baton_wish(self) -> None:
        """The family wishes for a holder."""
        self.when_there(lambda: self._choosing(self._ask_wished))

    def _ask_wished(self, choices: list[Choice]) -> Dialogue:
        hint = self.tr("The holder decides, and takes the wish into account")
        who = yield pick_question(self.tr("Who is wished for as stafettholder?"), choices, hint=hint)
        text = yield optional_question(self.tr("Why?"), hint=self.tr("Enter: no reason"))
        self.write(lambda desk: desk.baton.wish(self._plan_id, who, text),
                   lambda _: self.say(self.tr("The wish is written down.")))  # fmt: skip

    def action_baton_force(self) -> None:
        """The coordinator gives the baton to somebody, without the holder."""
        self.when_there(lambda: self._choosing(self._ask_force))

    def _ask_force(self, choices: list[Choice]) -> Dialogue:
        hint = self.tr("Only where the holder is gone or cannot; the reason is noted")
        who = yield pick_question(self.tr("Give the baton to whom?"), choices, hint=hint)
        reason = yield text_question(self.tr("Why, without the holder?"), self.texts)
        name = self._named(who)
        self.write(lambda desk: desk.baton.force(self._plan_id, who, reason),
                   lambda _: self.say(self.tr("{name} holds the baton now.", name=name)))  # fmt: skip

    def _choosing(self, ask: Callable[[list[Choice]], Dialogue]) -> None:
        choices = [c for c in self.receivers() if self.plan is not None and c.value != holder_id(self.plan)]
        if choices:
            self.converse(ask(choices))
        else:
            self.refuse(ErrorKind.SERVICE_NOT_COVERED)

    def _named(self, person: str) -> str:
        return "" if self.plan is None else name_of(self.plan, person)
