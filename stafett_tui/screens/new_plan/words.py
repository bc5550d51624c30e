"""The words of the form: the owner's and the place's follow the template, days are said back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final

from stafett_tui.domain.consent import default_through
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.national_id import Mode, Refusal, check
from stafett_tui.i18n import dates
from stafett_tui.i18n.errors import error_text
from stafett_tui.i18n.owners import owned
from stafett_tui.i18n.texts import N_, Texts
from stafett_tui.screens.frame.asking import Understood
from stafett_tui.screens.frame.named import age
from stafett_tui.screens.frame.questions import coming_day, date_question, past_day
from stafett_tui.services.templates import Template

OWNER: Final[Mapping[str, str]] = {
    "youth": N_("The youth's name"),
    "expectant": N_("The expectant's name"),
}
"""How the owner's name is asked for, by the kind of plan, where it is no child."""
_REFUSED: Final = {
    Refusal.WRONG_DIGITS: ErrorKind.NATIONAL_ID_WRONG,
    Refusal.TEST_NUMBER: ErrorKind.NATIONAL_ID_TEST,
    Refusal.REAL_PERSON: ErrorKind.NATIONAL_ID_REAL,
}


def owner_label(template: Template, t: Texts) -> str:
    """How the owner's name is asked for."""
    return t.tr(OWNER.get(template.kind, N_("The child's name")))


def heard_label(template: Template, t: Texts) -> str:
    """How it is asked when the owner was heard."""
    return t.tr(owned(N_("The child heard on"), template.kind))


def place_label(template: Template, t: Texts) -> str:
    """The place by the template's own word, where the screen speaks Norwegian."""
    if t.language == "en":
        return t.tr("Place")
    word = template.wording(t.language).place
    return word[:1].upper() + word[1:]


def template_hint(template: Template, t: Texts, name: str) -> str:
    """What the template says helps here, where the screen speaks Norwegian."""
    if t.language == "en":
        return t.tr(_ENGLISH[name])
    hint: str = getattr(template.wording(t.language).hints, name)
    return hint


_ENGLISH: Final[Mapping[str, str]] = {
    "place": N_("Kindergarten, school or other place; may be empty"),
    "goal": N_("Something that can be seen, and when it is reached; may wait"),
    "activity": N_("Who does what; may wait"),
}


@dataclass(frozen=True, slots=True)
class Days:
    """Days as they are written, said back and found wrong."""

    texts: Texts
    today: date
    years: int
    """How long a consent is valid where nothing is said."""

    def past(self, text: str) -> date | None:
        """A day that has been."""
        return past_day(text, self.today) if text else None

    def coming(self, text: str) -> date | None:
        """The last day of a period."""
        return coming_day(text, self.today) if text else None

    def said(self, text: str) -> str:
        """A day that has been, said back."""
        return self._long(past_day(text, self.today))

    def through_said(self, text: str) -> str:
        """The last day of a period, said back."""
        return self._long(coming_day(text, self.today))

    def born_said(self, text: str) -> str:
        """The day and the age."""
        day = past_day(text, self.today)
        years = age(day, self.today)
        if years is None:
            return self.example
        told = self.texts.trn("{n} year old", "{n} years old", years, n=years)
        return f"{self._long(day)}, {told}"

    def not_past(self, text: str) -> str:
        """Why this is no day that has been."""
        if not text:
            return ""
        day = past_day(text, self.today)
        if day is None:
            return self.texts.tr("This is no day. Write for example 14.3.2021, or nothing.")
        return self.texts.tr("This day has not come yet.") if day > self.today else ""

    def not_coming(self, text: str) -> str:
        """Why this is no day that a consent is valid through."""
        if not text:
            return ""
        day = coming_day(text, self.today)
        if day is None:
            return self.texts.tr("This is no day. Write for example 14.3.2028, or nothing.")
        return self.texts.tr("This day has been. Write the last day of the consent.") if day < self.today else ""

    def due(self, text: str) -> Understood:
        """What is understood of a deadline."""
        return date_question("", self.texts, self.today, optional=True).understand(text)

    def due_said(self, text: str) -> str:
        """A deadline said back."""
        echo = self.due(text).echo
        return echo if isinstance(echo, str) else ""

    def not_due(self, text: str) -> str:
        """Why this is no deadline, with the days it may be."""
        found = self.due(text)
        if found.ok:
            return ""
        if found.choices:
            days = "; ".join(choice.words for choice in found.choices)
            return self.texts.tr("Which day? {days}", days=days)
        return self.texts.tr("This is not a date I understand")

    def through_hint(self, given: date | None) -> str:
        """Until when the consent is valid where nothing is said (C-08)."""
        through = default_through(given or self.today, self.years)
        return self.texts.tr(
            "Empty: {n} years, as the municipality says ({day})", n=self.years, day=dates.dotted(through)
        )

    @property
    def example(self) -> str:
        """How a day is written."""
        return self.texts.tr("Write a day, for example: 14.3.2021")

    def _long(self, day: date | None) -> str:
        return dates.long(day, self.texts.language) if day else self.example


def number_check(mode: Mode, t: Texts, *, help_numbers: bool) -> partial[str]:
    """A check of identity numbers that says what is wrong (N-03, N-04)."""
    return partial(_not_a_number, mode=mode, t=t, help_numbers=help_numbers)


def _not_a_number(text: str, *, mode: Mode, t: Texts, help_numbers: bool) -> str:
    bare = text.replace(" ", "")
    refused = check(bare, mode, help_numbers=help_numbers).refused if bare else None
    return "" if refused is None else error_text(t, StafettError(_REFUSED[refused]))


def not_an_address(text: str, t: Texts) -> str:
    """Why this is no e-mail address."""
    name, at, domain = text.partition("@")
    right = bool(name and at and "." in domain and " " not in text)
    return "" if right or not text else t.tr("This is no e-mail address. Write it whole, or nothing.")


def not_a_phone(text: str, t: Texts) -> str:
    """Why this is no phone number; one that is made up is worse than none."""
    digits = [sign for sign in text if sign.isdecimal()]
    plain = all(sign.isdecimal() or sign in "+ ()-" for sign in text)
    made_up = len(set(digits)) == 1
    right = plain and len(digits) >= SHORTEST_PHONE and not made_up
    return "" if right or not text else t.tr("This is no phone number. Leave it empty if there is none.")


SHORTEST_PHONE: Final = 5
