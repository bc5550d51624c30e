"""Whoever leaves hands all plans over to one person: one offer for each plan, told in words (I8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stafett_tui.screens.frame.asking import Choice, Dialogue
from stafett_tui.screens.frame.framed import Framed
from stafett_tui.screens.frame.named import joined, person_with_service

if TYPE_CHECKING:
    from stafett_tui.services.baton import HandedOver, Receiver
    from stafett_tui.services.front import PlanLine


class Leaving(Framed):
    """A screen from which one leaves the job."""

    @property
    def plans(self) -> tuple[PlanLine, ...]:
        """My plans, as they were read last."""
        raise NotImplementedError

    def offers(self, action_id: str) -> bool:
        """Look-ups of protected plans are told to coordinators; whoever holds no plan has none to hand over."""
        me = self.given.office.me
        if action_id == "alerts":
            return me is not None and me.office == "coordinator"
        if action_id == "hand_over":
            return me is not None and any(each.holder == me.person for each in self.plans)
        return super().offers(action_id)

    def action_hand_over(self) -> None:
        """Hand all my plans over to somebody."""
        self.read(lambda desk: desk.baton.receivers(), self._choose_receiver)

    def _choose_receiver(self, found: tuple[Receiver, ...]) -> None:
        if found:
            self.converse(self._ask_receiver(found))
        else:
            self.say(self.tr("Nobody else of a service is in your plans. Add somebody in each plan first."))

    def _ask_receiver(self, found: tuple[Receiver, ...]) -> Dialogue:
        from stafett_tui.screens.frame.questions import optional_question, pick_question

        choices = [Choice(self._receiver_words(each), each) for each in found]
        hint = self.tr("You hold each plan until its offer is accepted")
        who = yield pick_question(self.tr("Offer all your plans to whom?"), choices, hint=hint)
        reason = yield optional_question(self.tr("Why?"), hint=self.tr("Enter: no reason"))
        self.write(lambda desk: desk.baton.hand_over(who.person, reason), lambda done: self._handed(who.name, done))

    def _receiver_words(self, each: Receiver) -> str:
        knows = self.tr("in {n} of {m} plans", n=len(each.plans), m=each.of)
        return f"{person_with_service(each.name, each.service)} {knows}"

    def _handed(self, name: str, done: HandedOver) -> None:
        """Say what was offered, and which plans could not be."""
        offered, left = (joined([str(n) for n in some], self.texts) for some in (done.offered, done.not_offered))
        said = []
        if offered:
            said.append(self.tr("Offered to {name}: plan {numbers}.", name=name, numbers=offered))
        if left:
            said.append(self.tr("Not offered: plan {numbers}. Offer these one by one.", numbers=left))
        self.say(" ".join(said))
