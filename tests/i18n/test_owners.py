"""The owner's own words are called what they are in each kind of plan."""

from __future__ import annotations

import pytest

from stafett_tui.domain.guards import GuardKind
from stafett_tui.domain.people import PlanKind
from stafett_tui.i18n.enums import agenda_title, name_of
from stafett_tui.i18n.owners import owned
from stafett_tui.i18n.texts import texts


@pytest.mark.parametrize(
    ("language", "kind", "title", "short"),
    [
        ("nb", PlanKind.KINDERGARTEN, "Barnets stemme", "Barnet"),
        ("nb", PlanKind.SCHOOL, "Barnets stemme", "Barnet"),
        ("nb", PlanKind.YOUTH, "Ungdommens stemme", "Ungdommen"),
        ("nb", PlanKind.EXPECTANT, "Dine egne ord", "Du"),
        ("nn", PlanKind.SCHOOL, "Stemma til barnet", "Barnet"),
        ("nn", PlanKind.YOUTH, "Stemma til ungdommen", "Ungdommen"),
        ("nn", PlanKind.EXPECTANT, "Dine eigne ord", "Du"),
        ("en", PlanKind.YOUTH, "The youth's voice", "The youth"),
        ("en", PlanKind.EXPECTANT, "Your own words", "You"),
    ],
)
def test_the_agenda_speaks_of_the_owner_by_the_kind_of_the_plan(language, kind, title, short):
    assert agenda_title(texts(language), "child_voice", kind=kind) == title
    assert agenda_title(texts(language), "child_voice", short=True, kind=kind) == short


def test_what_says_nothing_of_the_child_is_the_same_in_every_plan():
    assert {owned("Next meeting", kind) for kind in ("", *PlanKind)} == {"Next meeting"}
    assert name_of(texts("nb"), GuardKind.PRESENT, PlanKind.YOUTH) == name_of(texts("nb"), GuardKind.PRESENT)


@pytest.mark.parametrize(("kind", "word"), [(PlanKind.YOUTH, "Ungdommens"), (PlanKind.EXPECTANT, "Dine egne ord")])
def test_the_guard_speaks_of_the_owner_too(kind, word):
    assert name_of(texts("nb"), GuardKind.CHILD_VOICE, kind).startswith(word)
