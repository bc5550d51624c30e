"""What the family says no to: withdrawing, keeping out, and letting in again; each asked in a few words."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from stafett_tui.documents.family_choice import kept_words, quoted
from stafett_tui.domain.consent import ConsentForm, named_services, standing
from stafett_tui.domain.consenters import speakers
from stafett_tui.domain.keptout import KeptOut, kept_out
from stafett_tui.domain.lock import running_meeting
from stafett_tui.domain.names import name_of
from stafett_tui.domain.people import Role, participants, services
from stafett_tui.domain.plan import Fact
from stafett_tui.i18n.enums import name_of as enum_name
from stafett_tui.screens.consent.status import KEPT
from stafett_tui.screens.frame.asking import Choice, Dialogue, Question, Understood
from stafett_tui.screens.frame.named import joined
from stafett_tui.screens.frame.planacts import PlanActs
from stafett_tui.screens.frame.questions import pick_question, text_question

TOPIC, SERVICE, PERSON = "topic", "service", "person"


class EndingActs(PlanActs):
    """A screen where consent ends, wholly or in part."""

    @property
    def row_key(self) -> str:
        """The key of the row the cursor stands on."""
        raise NotImplementedError

    def _family(self) -> list[Choice]:
        """Who may withdraw and keep out: the guardians and the owner, alone once grown."""
        plan = self.plan
        who = () if plan is None else speakers(plan, self.given.office.judged_by.policy, self.today)
        return [Choice(name_of(plan, person), person) for person in who] if plan is not None else []

    # ---- withdrawing

    def action_withdraw_consent(self) -> None:
        """Withdraw, at once and without a reason."""
        self.when_there(self._withdraw)

    def _withdraw(self) -> None:
        plan = self.plan
        if plan is None or not any(standing(plan, service) for service in named_services(plan)):
            self.say(self.tr("There is no consent to withdraw."))
        else:
            self.converse(self._ask_withdrawal())

    def _ask_withdrawal(self) -> Dialogue:
        who = yield pick_question(self.tr("Withdraw consent: who says so?"), self._family(), preset=None,
                                  hint=self.tr("Choose with the arrow down. One guardian is enough."))  # fmt: skip
        chosen = yield from self._ask_services()
        forms = [Choice(enum_name(self.texts, form), form) for form in (ConsentForm.ORAL, ConsentForm.SIGNED)]
        forms.append(Choice(enum_name(self.texts, ConsentForm.DIGITAL), ConsentForm.DIGITAL))
        how = yield pick_question(self.tr("How?"), forms, hint=self.tr("No reason is needed."))
        yield self._sure(chosen)
        self.write(
            lambda desk: desk.consents.withdraw(self._plan_id, who, chosen, how),
            lambda _: self.say(self._next_steps(chosen)),
        )

    def _ask_services(self) -> Generator[Question, Any, tuple[str, ...]]:
        """The services it is about, one after the other; none: wholly."""
        plan = self.plan
        left = [] if plan is None else [s for s in named_services(plan) if standing(plan, s)]
        chosen: list[str] = []
        while left:
            first = self.tr("everything") if not chosen else self.tr("no more")
            choices = [Choice(first, None), *(Choice(service, service) for service in left)]
            prompt = self.tr("Which service too?") if chosen else self.tr("From what?")
            answer = yield pick_question(prompt, choices)
            if answer is None:
                break
            chosen.append(answer)
            left.remove(answer)
        return tuple(chosen)

    def _sure(self, chosen: tuple[str, ...]) -> Question:
        if chosen:
            told = self.tr("{services} is told nothing new from now on.", services=joined(list(chosen), self.texts))
        else:
            told = self.tr("Nothing new is written from now on.")
        keys = self.tr("Enter withdraws, {key_back} leaves")
        return Question(self.tr("Withdraw now?"), lambda _: Understood(f"{told} {keys}", True, ok=True))

    def _next_steps(self, chosen: tuple[str, ...]) -> str:
        """What the holder does next (C-09)."""
        if chosen:
            return self.tr("Withdrawn for {services}. Tell them, and see who takes over what they had agreed to do.",
                           services=joined(list(chosen), self.texts))  # fmt: skip
        if self.plan is not None and running_meeting(self.plan) is not None:
            return self.tr("Consent is withdrawn. Thank the family, lock the minutes of the meeting with {key_lock}, "
                           "tell those in the plan, then end the plan or ask anew.")  # fmt: skip
        return self.tr("Consent is withdrawn. Thank the family, tell those in the plan, then end the plan or ask anew.")

    # ---- keeping out, letting in

    def action_keep_out(self) -> None:
        """Keep a topic, a service or a person out."""
        self.when_there(lambda: self.converse(self._ask_keep_out()))

    def _ask_keep_out(self) -> Dialogue:
        who = yield pick_question(self.tr("Keep out: who wants it?"), self._family(), preset=None,
                                  hint=self.tr("Choose with the arrow down"))  # fmt: skip
        sorts = [Choice(self.tr("a topic"), TOPIC), Choice(self.tr("a service"), SERVICE),
                 Choice(self.tr("a person"), PERSON)]  # fmt: skip
        sort = yield pick_question(self.tr("What is kept out?"), sorts)
        topic = service = person = ""
        if sort == TOPIC:
            hint = self.tr("A word or two, for example: divorce. Whoever writes it is warned.")
            topic = yield text_question(self.tr("Which topic?"), self.texts, hint=hint)
        elif sort == SERVICE:
            service = yield self._service_question()
        else:
            person = yield pick_question(self.tr("Who is kept out?"), self._providers())
        said = self._kept_words(topic, service or name_of(self.plan, person) if self.plan else "")
        self.write(
            lambda desk: desk.consents.keep_out(self._plan_id, who, topic=topic, service=service, person=person),
            lambda _: self.say(said),
        )

    def _service_question(self) -> Question:
        """One of the services in the plan, or another one that is written."""
        plan = self.plan
        known = [] if plan is None else [Choice(s, s) for s in dict.fromkeys((*services(plan), *named_services(plan)))]
        asked = pick_question(self.tr("Which service?"), known, preset=None)

        def understand(written: str) -> Understood:
            found = asked.understand(written)
            hint = self.tr("Choose with the arrow down, or write the name")
            return Understood(hint, written.strip(), bool(written.strip()), found.choices, found.chosen)

        return Question(asked.prompt, understand)

    def _providers(self) -> list[Choice]:
        found = [] if self.plan is None else participants(self.plan)
        return [Choice(f"{p.name} ({p.service})", p.person) for p in found if p.role is not Role.GUARDIAN]

    def _kept_words(self, topic: str, name: str) -> str:
        if topic:
            return self.tr("{topic} is kept out. Whoever writes about it is told so first.",
                           topic=quoted(topic, self.texts))  # fmt: skip
        return self.tr("{name} is kept out: not in the room, and told nothing new.", name=name)

    def action_let_in(self) -> None:
        """Let in again what was kept out."""
        self.when_there(self._let_in)

    def _let_in(self) -> None:
        if self.plan is None or not kept_out(self.plan):
            self.say(self.tr("Nothing is kept out."))
        else:
            self.converse(self._ask_let_in(kept_out(self.plan)))

    def _ask_let_in(self, kept: tuple[Fact[KeptOut], ...]) -> Dialogue:
        plan = self.plan
        if plan is None:
            return
        here = next((f for f in kept if self.row_key == f"{KEPT}{f.id}"), kept[0])
        if len(kept) > 1:
            choices = [Choice(kept_words(plan, f.body, self.texts), f) for f in kept]
            here = yield pick_question(self.tr("Let in again: what?"), choices, preset=kept.index(here))
        what = kept_words(plan, here.body, self.texts)
        family = self._family()
        said = [choice for choice in family if choice.value == here.body.by] or family
        hint = self.tr("Whoever kept it out lets it in again")
        who = yield pick_question(self.tr("{what} is let in again: who says so?", what=what), said, hint=hint)
        self.write(
            lambda desk: desk.consents.let_in(self._plan_id, here.id, who),
            lambda _: self.say(self.tr("{what} is let in again.", what=what)),
        )
