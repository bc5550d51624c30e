"""Every value people can meet has a name in every language, and every error a sentence."""

from __future__ import annotations

import pkgutil
from enum import StrEnum
from importlib import import_module

import pytest

import stafett_tui.domain
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.i18n import enums, errors
from stafett_tui.i18n.texts import LANGUAGES, Texts

INTERNAL = {"Sort", "Status", "Undo", "ErrorKind", "Scheme", "Mode", "Refusal"}
"""Enums of the log itself: nobody is shown these."""


def shown_enums() -> list[type[StrEnum]]:
    modules = [
        import_module(found.name) for found in pkgutil.walk_packages(stafett_tui.domain.__path__, "stafett_tui.domain.")
    ]
    found = {
        value
        for module in modules
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, StrEnum) and value.__module__ == module.__name__
    }
    return sorted((each for each in found if each.__name__ not in INTERNAL), key=lambda each: each.__name__)


@pytest.mark.parametrize("enum", shown_enums(), ids=lambda enum: enum.__name__)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_domain_value_has_a_name(enum, language):
    texts = Texts(language)
    names = [enums.name_of(texts, value) for value in enum]
    assert all(names)
    assert len(set(names)) == len(names)


def test_no_name_is_left_for_a_value_that_is_gone():
    known = {enum.__name__: {value.value for value in enum} for enum in shown_enums()}
    assert {name: set(table) for name, table in enums.NAMES.items()} == known


def test_a_value_of_a_later_version_is_shown_as_it_stands():
    assert enums.named(Texts("nb"), "Effect", "wonderful") == "wonderful"


def test_an_agenda_item_of_ones_own_is_its_own_title():
    assert enums.agenda_title(Texts("nn"), "Skidag") == "Skidag"
    assert enums.agenda_title(Texts("nn"), "family_update") == "Familien fortel"
    assert enums.agenda_title(Texts("nb"), "review_activities", short=True) == "Tiltak"


def test_the_standard_agenda_has_its_titles():
    from stafett_tui.domain.meeting import AGENDA

    keys = {item.key for item in AGENDA}
    assert keys == set(enums.AGENDA) == set(enums.AGENDA_SHORT)


def test_every_holiday_has_a_name():
    from datetime import date, timedelta

    from stafett_tui.domain.calendar import holiday

    keys = {holiday(date(2026, 1, 1) + timedelta(days=n)) for n in range(365)} - {None}
    assert keys == set(enums.HOLIDAYS)
    assert enums.holiday_name(Texts("nn"), "maundy_thursday") == "skjertorsdag"


@pytest.mark.parametrize("kind", ErrorKind)
def test_every_error_says_what_happened_and_then_what_to_do(kind):
    for language in LANGUAGES:
        said = errors.sentence(Texts(language), kind)
        assert said.endswith(".")
        assert sum(said.count(stop) for stop in (". ", "; ", ": ")) >= 1, said
        assert len(said) <= 120, said


def test_the_data_of_an_error_are_not_in_its_sentence():
    error = StafettError(ErrorKind.PERSON_UNKNOWN, name="Munter Linerle")
    assert "Linerle" not in errors.error_text(Texts("nb"), error)
