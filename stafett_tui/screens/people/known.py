"""What is noted of a person outside the plan: contact data, identity number, protection (D-08, D-11, K-02, K-03)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stafett_tui.domain.names import name_of
from stafett_tui.domain.national_id import mask
from stafett_tui.domain.people import holder_id, participants
from stafett_tui.domain.protection import AddressProtection
from stafett_tui.i18n.enums import name_of as enum_name
from stafett_tui.screens.frame.asking import Choice, Dialogue
from stafett_tui.screens.frame.named import person_label
from stafett_tui.screens.frame.questions import optional_question, pick_question
from stafett_tui.screens.people.acts import PersonActs

if TYPE_CHECKING:
    from collections.abc import Callable

    from stafett_tui.services.people import Known


class KnownActs(PersonActs):
    """A screen with what is noted of people."""

    def on_known(self, ask: Callable[[str, Known], Dialogue]) -> None:
        """Read what is known of the person of the row, and ask; whoever may not see it is told so."""
        person = self.person_here
        if person:
            self.read(lambda desk: desk.people.known(self._plan_id, person),
                      lambda known: self.converse(ask(person, known)))  # fmt: skip

    def noted(self, person: str, what: Callable[[Any], object], words: str) -> None:
        """Write it, and show the person anew."""
        self.write(what, lambda _: self._saved(person, words))

    def _saved(self, person: str, words: str) -> None:
        self.tell_person(person)
        self.say(words)

    def tell_person(self, person: str) -> None:
        """Show what is known of a person."""
        raise NotImplementedError

    def action_contact(self) -> None:
        """Note how the person is reached."""
        self.when_there(lambda: self.on_known(self._ask_contact))

    def _ask_contact(self, person: str, known: Known) -> Dialogue:
        hint = self.tr("Only the holder and the person see it. Empty: not noted.")
        phone = yield optional_question(self.tr("Telephone:"), hint=hint, text=known.phone)
        email = yield optional_question(self.tr("E-mail:"), hint=hint, text=known.email)
        self.noted(person, lambda desk: desk.people.note_contact(self._plan_id, person, phone=phone, email=email),
                   self.tr("The contact data are saved."))  # fmt: skip

    def action_number(self) -> None:
        """Note an identity number; it is never shown in full (D-08)."""
        self.when_there(lambda: self.on_known(self._ask_number))

    def _ask_number(self, person: str, known: Known) -> Dialogue:
        hint = self.tr("Only where it is needed to be sure who it is. Empty: none.")
        if known.number:
            hint = self.tr("Noted: {number}. Empty takes it away.", number=mask(known.number))
        number = yield optional_question(self.tr("Identity number:"), hint=hint)
        self.noted(person, lambda desk: desk.people.note_number(self._plan_id, person, number),
                   self.tr("The number is saved.") if number else self.tr("No number is noted."))  # fmt: skip

    def action_protection(self) -> None:
        """Note what the population register says of the person's address (K-02)."""
        self.when_there(lambda: self.on_known(self._ask_protection))

    def _ask_protection(self, person: str, known: Known) -> Dialogue:
        choices = [Choice(enum_name(self.texts, each), each) for each in AddressProtection]
        here = next((at for at, each in enumerate(AddressProtection) if each is known.protection), None)
        hint = self.tr("No address is stored. Unknown until somebody has asked.")
        asked = pick_question(self.tr("Protection of the address?"), choices, hint=hint, preset=here)
        protection = yield asked
        openers: list[str] = []
        if protection is AddressProtection.STRICTLY_CONFIDENTIAL:
            openers = yield from self._ask_openers(known)
        self.noted(
            person, lambda desk: desk.people.protect(self._plan_id, person, protection, openers),
            self.tr("The protection is noted, and holds from now on."),
        )  # fmt: skip

    def _ask_openers(self, known: Known) -> Any:
        """Ask who alone may open the plan, besides me and its holder."""
        plan = self.plan
        openers = list(known.openers)
        while plan is not None:
            someone = [p for p in participants(plan) if p.person not in {*openers, holder_id(plan)}]
            names = ", ".join(name_of(plan, each) for each in openers)
            hint = self.tr("Named so far: {names}", names=names or self.tr("only you"))
            ends = Choice(self.tr("nobody more"), "")
            choices = [ends, *(Choice(person_label(p, self.texts), p.person) for p in someone)]
            who = yield pick_question(self.tr("Who alone may open the plan, besides you?"), choices, hint=hint)
            if not who:
                break
            openers.append(who)
        return openers
