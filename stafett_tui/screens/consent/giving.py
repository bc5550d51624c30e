"""The small form of a consent: who gives it, to which services, when and how."""

from __future__ import annotations

from datetime import date

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from stafett_tui.domain.consent import ConsentForm, default_through
from stafett_tui.domain.people import guardians, opening
from stafett_tui.domain.plan import Plan
from stafett_tui.i18n import dates
from stafett_tui.i18n.enums import name_of as enum_name
from stafett_tui.i18n.texts import Texts
from stafett_tui.screens.consent.status import BAD, services_of
from stafett_tui.screens.frame.form import Button, FormField
from stafett_tui.screens.frame.pick import Option, Pick
from stafett_tui.screens.frame.questions import coming_day, past_day
from stafett_tui.widgets.chrome import Rule


class Giving(VerticalScroll, can_focus=False):
    """The form, away until it is asked for."""

    def __init__(self, plan: Plan, today: date, years: int, t: Texts, wanted: str = "") -> None:
        """Propose: everyone who can consent, the services that lack it, today."""
        super().__init__(id="giving")
        self.texts, self.today, self.years = t, today, years
        lacking = [row.service for row in services_of(plan, today) if row.status in BAD] or [wanted]
        family = [Option(p.person, p.name) for p in guardians(plan)]
        opened = opening(plan)
        if opened is not None:
            family.append(Option(opened.owner.id, opened.owner.name))
        everyone = [p.person for p in guardians(plan)]
        services = [Option(row.service, row.service) for row in services_of(plan, today)]
        tick = t.tr("Space takes or leaves one, Enter goes on")
        self.who = Pick(t.tr("Who consents"), family, everyone, many=True, hint=tick, id="who")
        self.services = Pick(t.tr("For services"), services, lacking, many=True, hint=tick, id="services")
        self.more = FormField(t.tr("Another service"), hint=t.tr("Only if it is not in the line above"), id="more")
        self.on = FormField(t.tr("Given on"), dates.dotted(today), tell=self._day_words, id="on")
        through = default_through(today, years)
        self.through = FormField(t.tr("Valid through"), dates.dotted(through), id="through",
                                 hint=t.tr("As the municipality says, unless another day is agreed"))  # fmt: skip
        self.form = Pick(t.tr("How"), [Option(form, enum_name(t, form)) for form in ConsentForm], id="form")
        self.heard = FormField(
            t.tr("The child heard on"), hint=t.tr("Empty: not heard yet"), tell=self._day_words, id="heard"
        )
        self.done = Button(t.tr("Write the consent down"), hint=t.tr("Consent cannot be undone with Ctrl+Z"), id="give")

    def compose(self) -> ComposeResult:
        """The parts, one a line."""
        yield Rule(self.texts.tr("CONSENT GIVEN"))
        yield from (self.who, self.services, self.more, self.on, self.through, self.form, self.heard, self.done)

    def _day_words(self, text: str) -> str:
        day = past_day(text, self.today)
        return dates.long(day, self.texts.language) if day else self.texts.tr("Write a day, for example: 14.3.2021")

    def asked_services(self) -> tuple[str, ...]:
        """The services that are ticked, and the one that was written."""
        more = self.more.text.strip()
        return (*self.services.values, *((more,) if more else ()))

    def missing(self) -> str:
        """What has to be filled in first, in words; empty where nothing lacks."""
        t = self.texts
        if not self.who.values:
            return t.tr("Who consents? Take at least one with Space.")
        if not self.asked_services():
            return t.tr("For which services? Take at least one with Space.")
        if past_day(self.on.text, self.today) is None:
            return t.tr("When was it given? Write a day, for example: 14.3.2021")
        if coming_day(self.through.text, self.today) is None:
            return t.tr("Through which day? Write a day, for example: 14.3.2028")
        if self.heard.text.strip() and past_day(self.heard.text, self.today) is None:
            return t.tr("When was the child heard? Write a day, or nothing.")
        return ""
