"""The lines of the form, made with their labels, hints and checks."""

from __future__ import annotations

from functools import partial

from stafett_tui.domain.people import Relation, Role
from stafett_tui.i18n import dates
from stafett_tui.i18n.enums import name_of as enum_name
from stafett_tui.i18n.texts import Texts
from stafett_tui.screens.frame.pick import Option
from stafett_tui.screens.new_plan.blocks import Block, Everyone, name_offer
from stafett_tui.screens.new_plan.parts import Asked, Kin, NumberField, Offer
from stafett_tui.screens.new_plan.words import Days, not_a_phone, not_an_address
from stafett_tui.services.people_search import Found


class Maker:
    """Makes lines; what is known of people and services is asked for when it is needed."""

    def __init__(self, t: Texts, days: Days, number: partial[str], everyone: Everyone) -> None:
        """Speak this language; check numbers so; offer these people."""
        self.texts, self.days, self._number, self._everyone = t, days, number, everyone
        self.services: tuple[str, ...] = ()
        """The services that the template names."""

    def day(self, label: str, hint: str, *, id: str) -> Asked:  # noqa: A002 - Textual's name
        """A day that has been; today is offered."""
        return Asked(label, hint=hint, tell=self.days.said, check=self.days.not_past, offer=self._today, id=id)

    def name(self, label: str, hint: str, key: str) -> Asked:
        """A name; people of other plans are offered."""
        return Asked(label, hint=hint, offer=name_offer(self._everyone, self._known), id=key)

    def owner(self) -> Block:
        """The one the plan is about."""
        hint = self.texts.tr("A name, or the number of somebody who is in one of your plans")
        return Block("owner", Role.OWNER, self.name("", hint, "owner"), (), (self._number_line("owner"),))

    def guardian(self, number: int) -> Block:
        """A guardian."""
        t, key = self.texts, f"guardian{number}"
        label = t.tr("Guardian") if number == 1 else t.tr("Another guardian")
        relations = [Option(relation, enum_name(t, relation)) for relation in Relation]
        first = Relation.FATHER if number == SECOND else Relation.MOTHER
        hint = t.tr("Left and right choose; Space gives or takes parental responsibility")
        kin = Kin(relations, first, t.tr("parental responsibility"), hint=hint, id=f"{key}_kin")
        return Block(key, Role.GUARDIAN, self.name(label, t.tr("Name; may be empty"), key), (kin,), self._reach(key))

    def provider(self, number: int) -> Block:
        """Somebody of a service."""
        t, key = self.texts, f"provider{number}"
        label = t.tr("From a service") if number == 1 else t.tr("Another from a service")
        services = Asked(f"  {t.tr('Service')}", hint=t.tr("for example: PPT; the consent names it"),
                         offer=self._service, id=f"{key}_service")  # fmt: skip
        title = Asked(f"  {t.tr('Title')}", hint=t.tr("for example: adviser; may be empty"), id=f"{key}_title")
        hint = t.tr("Name of somebody who joins from another service; may be empty")
        return Block(key, Role.PROVIDER, self.name(label, hint, key), (services, title), self._reach(key))

    def _reach(self, key: str) -> tuple[Asked, ...]:
        t = self.texts
        only = t.tr("Only those who may see it: not the others in the plan. May be empty")
        phone = Asked(f"  {t.tr('Phone')}", hint=only, check=partial(not_a_phone, t=t), id=f"{key}_phone")
        email = Asked(f"  {t.tr('E-mail')}", hint=only, check=partial(not_an_address, t=t), id=f"{key}_email")
        return (phone, email, self._number_line(key))

    def _number_line(self, key: str) -> NumberField:
        t = self.texts
        hint = t.tr("Only where it is needed to know the person for certain; may be empty")
        return NumberField(f"  {t.tr('Identity number')}", hint=hint, check=self._number, id=f"{key}_number")

    def _today(self, text: str) -> Offer | None:
        day = dates.dotted(self.days.today)
        words = self.texts.tr("Right arrow: today. Or write a day. Empty: not yet")
        return None if text else Offer(day, words)

    def _service(self, text: str) -> Offer | None:
        wanted = text.casefold()
        known = dict.fromkeys((*self.services, *(each.service for each in self._everyone() if each.service)))
        found = next((each for each in known if wanted and each.casefold().startswith(wanted)), None)
        if found is None or found == text:
            return None
        return Offer(found, self.texts.tr("Right arrow: {words}", words=found))

    def _known(self, found: Found) -> tuple[str, str]:
        t = self.texts
        plans = ", ".join(str(number) for number in found.plans)
        told = found.service or ("" if found.relation is None else enum_name(t, found.relation))
        who = f"{found.name} ({told})" if told else found.name
        return (
            t.tr("Right arrow: {who} of plan {plans}. Enter: somebody else", who=who, plans=plans),
            t.tr("{who}: the same person as in plan {plans}", who=who, plans=plans),
        )


SECOND = 2
