"""The form of a consent: who gives it, to which services, what for, when, how, and what if not all have signed."""

from __future__ import annotations

from datetime import date

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from stafett_tui.domain.consent import ConsentForm, ConsentGiven, Occasion, default_through
from stafett_tui.domain.consenters import missing_consenters, required_consenters
from stafett_tui.domain.lifecycle import PlanStatus, status
from stafett_tui.domain.names import name_of
from stafett_tui.domain.people import PlanKind, guardians, opening
from stafett_tui.domain.tasks import TaskKind
from stafett_tui.i18n import dates
from stafett_tui.i18n.enums import name_of as enum_name
from stafett_tui.i18n.owners import owned
from stafett_tui.i18n.texts import N_
from stafett_tui.screens.consent.status import GOOD, services_of
from stafett_tui.screens.frame.form import Button, FormField
from stafett_tui.screens.frame.named import joined
from stafett_tui.screens.frame.pick import Option, Pick
from stafett_tui.screens.frame.questions import coming_day, past_day
from stafett_tui.screens.frame.waiting import Sight, of_consent
from stafett_tui.services.consents import Giving as How
from stafett_tui.widgets.chrome import Rule
from stafett_tui.widgets.lines import plain_bar

LATER, ONE = "later", "one"
"""What to do when not all have signed: they sign later, or one guardian is enough (C-03)."""


class Giving(VerticalScroll, can_focus=False):
    """The form, away until it is asked for."""

    def __init__(self, sight: Sight, wanted: str = "", occasion: str = "") -> None:
        """Propose: everyone who has to consent, the services that lack it, today; all of them for an occasion."""
        super().__init__(id="giving")
        self.sight, self.texts, self.today = sight, sight.t, sight.today
        t = self.texts
        self.who = self._who_pick()
        self.enough = Pick(t.tr("Not everyone yet"), (), id="enough")
        self.reason = FormField(t.tr("Why one is enough"), id="reason",
                                hint=t.tr("For example: the other guardian cannot be reached"))  # fmt: skip
        self.enough.display = self.reason.display = False
        self.services = self._service_pick(wanted, occasion)
        self.more = FormField(t.tr("Another service"), hint=t.tr("Only if it is not in the line above"), id="more")
        self.occasion = self._occasion_pick(occasion)
        self.on = FormField(t.tr("Given on"), dates.dotted(self.today), tell=self._day_words, id="on")
        through = default_through(self.today, sight.policy.consent_years)
        self.through = FormField(t.tr("Valid through"), dates.dotted(through), id="through",
                                 hint=t.tr("As the municipality says, unless another day is agreed"))  # fmt: skip
        self.form = Pick(t.tr("How"), [Option(form, enum_name(t, form)) for form in ConsentForm], id="form")
        self.heard = self._heard_field()
        self.language = FormField(t.tr("Explained in"), hint=t.tr("The language, where it was another"), id="language")
        hint = t.tr("Consent cannot be undone with {key_undo}")
        self.done = Button(t.tr("Write the consent down"), hint=hint, id="give")
        self._offered: tuple[str, ...] | None = None

    def _who_pick(self) -> Pick:
        plan, t = self.sight.plan, self.texts
        family = [Option(p.person, p.name) for p in guardians(plan)]
        opened = opening(plan)
        if opened is not None:
            family.append(Option(opened.owner.id, opened.owner.name))
        needed = required_consenters(plan, self.sight.policy, self.today)
        hint = t.tr("Space takes or leaves one, Enter goes on")
        return Pick(t.tr("Who consents"), family, needed, many=True, hint=hint, id="who")

    def _service_pick(self, wanted: str, occasion: str) -> Pick:
        t, rows = self.texts, services_of(self.sight)
        lacking = [row.service for row in rows if occasion or row.status not in GOOD] or [wanted]
        hint = t.tr("Space takes or leaves one, Enter goes on")
        options = [Option(row.service, row.service) for row in rows]
        return Pick(t.tr("For services"), options, lacking, many=True, hint=hint, id="services")

    def _occasion_pick(self, occasion: str) -> Pick:
        """What it is asked for: what is offered depends on where the plan stands."""
        t, plan = self.texts, self.sight.plan
        opened = opening(plan)
        offered = [Occasion.LEVEL_2, Occasion.LEVEL_3, Occasion.TRANSITION]
        asked = any(task.kind is TaskKind.OWN_CONSENT for task in of_consent(self.sight))
        if asked or (opened is not None and opened.kind is PlanKind.YOUTH):
            offered.append(Occasion.OWN)
        chosen = Occasion.OWN if asked else None
        if status(plan) in {PlanStatus.PASSIVE, PlanStatus.CLOSED}:
            offered.append(Occasion.REOPENING)
            chosen = Occasion.REOPENING
        chosen = Occasion(occasion) if occasion else chosen
        options = [Option(None, t.tr("start, another service, renewal"))]
        options += [Option(each, enum_name(t, each)) for each in offered]
        hint = t.tr("A new level or a transition asks for a consent of its own")
        return Pick(t.tr("What for"), options, [chosen], hint=hint, id="occasion")

    def _heard_field(self) -> FormField:
        t, opened = self.texts, opening(self.sight.plan)
        kind = PlanKind.SCHOOL if opened is None else opened.kind
        field = FormField(t.tr(owned(N_("The child heard on"), kind)), hint=t.tr("Empty: not heard yet"),
                          tell=self._day_words, id="heard")  # fmt: skip
        field.display = kind is not PlanKind.EXPECTANT
        return field

    def compose(self) -> ComposeResult:
        """The parts, one a line."""
        yield Rule(self.texts.tr("CONSENT GIVEN"))
        yield from (self.who, self.enough, self.reason, self.services, self.more, self.occasion, self.on, self.through,
                    self.form, self.heard, self.language, self.done)  # fmt: skip

    def on_mount(self) -> None:
        """Ask about those who have not signed only where somebody lacks."""
        vars(self.vertical_scrollbar)["renderer"] = plain_bar()
        self.weigh()

    # ---- who lacks

    def lacking(self) -> tuple[str, ...]:
        """Who has to consent and does not sign now (C-01)."""
        services = self.asked_services() or ("-",)
        given_on = past_day(self.on.text, self.today) or self.today
        body = ConsentGiven(
            consenters=self.who.values or ("-",), services=services, given_on=given_on, valid_through=given_on,
            form=ConsentForm.SIGNED, occasion=self.occasion.value or Occasion.START,
        )  # fmt: skip
        return missing_consenters(self.sight.plan, body, self.sight.policy)

    def weigh(self) -> None:
        """Offer what can be done about a missing signature, as soon as those who are ticked are not enough (C-03)."""
        t, plan = self.texts, self.sight.plan
        missing = self.lacking() if self.who.values else ()
        if missing != self._offered:
            self._offered = missing
            owner = opening(plan)
            who = joined([name_of(plan, person) for person in missing], t)
            options = [Option(LATER, t.trn("{who} signs later", "{who} sign later", len(missing), who=who))]
            if owner is None or owner.owner.id not in missing:
                options.append(Option(ONE, t.tr("one guardian is enough, because")))
            self.enough.options, self.enough.chosen, self.enough.at = tuple(options), {0}, 0
        self.enough.display = bool(missing)
        self.reason.display = bool(missing) and self.enough.value == ONE
        self.enough.refresh(layout=True)

    def on_pick_changed(self, event: Pick.Changed) -> None:
        """Other people, services or occasions: look again who lacks."""
        event.stop()
        self.weigh()

    def on_field_changed(self) -> None:
        """Another service or another day: look again who lacks."""
        self.weigh()

    # ---- what is written

    def _day_words(self, text: str) -> str:
        day = past_day(text, self.today)
        return dates.long(day, self.texts.language) if day else self.texts.tr("Write a day, for example: 14.3.2021")

    def asked_services(self) -> tuple[str, ...]:
        """The services that are ticked, and the one that was written."""
        more = self.more.text.strip()
        return (*self.services.values, *((more,) if more else ()))

    def missing(self) -> str:
        """What has to be filled in first, in words; empty where nothing lacks."""
        return next((told for told, lacks in self._demands() if lacks), "")

    def _demands(self) -> tuple[tuple[str, bool], ...]:
        """Each thing that is needed, in words, and whether it lacks."""
        t, heard = self.texts, self.heard.text.strip()
        not_heard = owned(N_("When was the child heard? Write a day, or nothing."), self._kind)
        return (
            (t.tr("Who consents? Take at least one with Space."), not self.who.values),
            (t.tr("Why is one guardian enough? Write it in a few words."),
             bool(self.reason.display) and not self.reason.text.strip()),
            (t.tr("For which services? Take at least one with Space."), not self.asked_services()),
            (t.tr("When was it given? Write a day, for example: 14.3.2021"), self._past(self.on.text) is None),
            (t.tr("Through which day? Write a day, for example: 14.3.2028"),
             coming_day(self.through.text, self.today) is None),
            (t.tr(not_heard), bool(heard) and self._past(heard) is None),
        )  # fmt: skip

    def _past(self, text: str) -> date | None:
        return past_day(text, self.today)

    @property
    def _kind(self) -> str:
        opened = opening(self.sight.plan)
        return "" if opened is None else opened.kind.value

    @property
    def reopens(self) -> bool:
        """Whether it is asked for opening the plan again (C-11)."""
        return self.occasion.value is Occasion.REOPENING

    def how(self) -> How:
        """How it is given, besides by whom, to what and when."""
        one = self.reason.text.strip() if self.reason.display else ""
        heard: date | None = past_day(self.heard.text, self.today)
        return How(
            form=self.form.value, child_heard_on=heard, occasion=self.occasion.value, one_reason=one or None,
            partial=bool(self.enough.display) and not one, explained_in=self.language.text.strip(),
        )  # fmt: skip
