"""What the form for a new plan asks, what is still missing, and the plan it stands for."""

from __future__ import annotations

from datetime import date

from stafett_tui.domain.consent import ConsentForm, default_through
from stafett_tui.domain.people import PlanKind, Relation, Role
from stafett_tui.i18n import dates
from stafett_tui.i18n.enums import name_of as enum_name
from stafett_tui.i18n.texts import LANGUAGES, NAMES, Texts
from stafett_tui.screens.frame.form import FormField
from stafett_tui.screens.frame.named import age
from stafett_tui.screens.frame.pick import Option, Pick
from stafett_tui.screens.frame.questions import coming_day, past_day
from stafett_tui.services.plans import NewPerson, NewPlan

GUARDIANS = 2


class PlanForm:
    """The parts of the form, by name."""

    def __init__(self, t: Texts, today: date, years: int, service: str, language: str) -> None:
        """Make the parts; the consent is to name my own service."""
        self.texts, self.today, self.years, self.service = t, today, years, service
        self.fields: dict[str, FormField] = {part.id: part for part in self._fields() if part.id}
        self.picks: dict[str, Pick] = {part.id: part for part in self._picks(language) if part.id}

    def _fields(self) -> list[FormField]:
        tr = self.texts.tr
        later, none = tr("Empty: it is written down later"), tr("Name; may be empty")
        others = tr("With commas between, for example: PPT, public health nurse")
        where = tr("Kindergarten, school or other place; may be empty")
        return [
            FormField(tr("The child's name"), hint=tr("or the youth's, or the expectant mother's"), id="owner"),
            FormField(tr("Born"), hint=self._example(), tell=self._born_words, id="born"),
            FormField(tr("Place"), hint=where, id="place"),
            FormField(tr("Guardian"), hint=none, id="guardian1"),
            FormField(tr("Another guardian"), hint=none, id="guardian2"),
            FormField(tr("Consent given on"), hint=later, tell=self._day_words, id="consent_on"),
            FormField(tr("Also for services"), hint=others, id="services"),
            FormField(tr("Valid through"), hint=self._through_hint(), tell=self._through_words, id="through"),
            FormField(tr("The child heard on"), hint=tr("Empty: not heard yet"), tell=self._day_words, id="heard"),
        ]

    def _picks(self, language: str) -> list[Pick]:
        t, tr = self.texts, self.texts.tr
        relations = [Option(relation, enum_name(t, relation)) for relation in Relation]
        yes_no = [Option(False, tr("no")), Option(True, tr("yes"))]
        alone = tr("A youth or an expectant mother can consent alone")
        codes = [Option(code, NAMES[code]) for code in LANGUAGES]
        follows = tr("Minutes and everything printed follow it")
        return [
            Pick(tr("Kind"), [Option(kind, enum_name(t, kind)) for kind in PlanKind], id="kind"),
            Pick(tr("Language of the plan"), codes, [language], id="language", hint=follows),
            Pick("", relations, id="relation1"),
            Pick("", relations, [Relation.FATHER], id="relation2"),
            Pick(tr("The owner consents"), yes_no, id="self_consents", hint=alone),
            Pick(tr("How"), [Option(form, enum_name(t, form)) for form in ConsentForm], id="form"),
        ]

    def order(self) -> list[FormField | Pick]:
        """The parts from top to bottom."""
        names = ("owner", "born", "kind", "place", "language", "guardian1", "relation1", "guardian2", "relation2",
                 "self_consents", "consent_on", "services", "through", "form", "heard")  # fmt: skip
        return [self.fields[name] if name in self.fields else self.picks[name] for name in names]

    def text(self, name: str) -> str:
        """What is written in a field."""
        return self.fields[name].text.strip()

    def _day(self, name: str) -> date | None:
        read = coming_day if name == "through" else past_day
        return read(self.text(name), self.today)

    def _day_words(self, text: str) -> str:
        return self._said(past_day(text, self.today))

    def _through_words(self, text: str) -> str:
        return self._said(coming_day(text, self.today))

    def _said(self, day: date | None) -> str:
        return dates.long(day, self.texts.language) if day else self._example()

    def _example(self) -> str:
        return self.texts.tr("Write a day, for example: 14.3.2021")

    def _born_words(self, text: str) -> str:
        years = age(past_day(text, self.today), self.today)
        if years is None:
            return self._example()
        return self.texts.trn("{n} year old", "{n} years old", years, n=years)

    def _through_hint(self) -> str:
        through = default_through(self.today, self.years)
        return self.texts.tr(
            "Empty: {n} years, as the municipality says ({day})", n=self.years, day=dates.dotted(through)
        )

    def missing(self) -> tuple[str, str] | None:
        """The part that stops the plan and what is to be done about it; None where nothing does."""
        tr = self.texts.tr
        if not self.text("owner"):
            return "owner", tr("The name is needed.")
        for name in ("born", "consent_on", "through", "heard"):
            if self.text(name) and self._day(name) is None:
                return name, tr("This is no day. Write for example 14.3.2021, or nothing.")
        born, given = self._day("born"), self._day("consent_on")
        if born is not None and born > self.today and self.picks["kind"].value is not PlanKind.EXPECTANT:
            return "born", tr("This day has not come yet.")
        if given is not None and not self._consenters():
            return "guardian1", tr("Who consents? Write a guardian, or let the owner consent.")
        return None

    def _consenters(self) -> bool:
        return bool(self.text("guardian1") or self.text("guardian2") or self.picks["self_consents"].value)

    def plan(self) -> NewPlan:
        """The plan as the form stands."""
        people = tuple(
            NewPerson(self.text(f"guardian{n}"), Role.GUARDIAN, relation=self.picks[f"relation{n}"].value)
            for n in range(1, GUARDIANS + 1)
            if self.text(f"guardian{n}")
        )
        others = tuple(part.strip() for part in self.text("services").split(",") if part.strip())
        return NewPlan(
            owner=self.text("owner"),
            born=self._day("born"),
            kind=self.picks["kind"].value,
            language=self.picks["language"].value,
            people=people,
            owner_consents=bool(self.picks["self_consents"].value),
            consent_on=self._day("consent_on"),
            consent_through=self._day("through"),
            consent_form=self.picks["form"].value,
            child_heard_on=self._day("heard"),
            place=self.text("place"),
            services=others,
        )

    def values(self) -> dict[str, object]:
        """What is filled in, for the draft."""
        written = {name: field.text for name, field in self.fields.items() if field.text}
        chosen = {name: str(pick.value) for name, pick in self.picks.items()}
        return {**written, **chosen} if written else {}

    def fill(self, values: dict[str, object]) -> None:
        """Put back what was left."""
        for name, value in values.items():
            if name in self.fields:
                self.fields[name].text = str(value)
            elif name in self.picks:
                pick = self.picks[name]
                pick.choose([option.value for option in pick.options if str(option.value) == value])
