"""Every view in which a plan can be read has a name in the log of look-ups (S-06)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from stafett_tui.i18n.texts import LANGUAGES, texts
from stafett_tui.i18n.views import VIEWS, view_name
from stafett_tui.screens.board.screen import BoardScreen
from stafett_tui.screens.conflicts.screen import ConflictsScreen
from stafett_tui.screens.consent.screen import ConsentScreen
from stafett_tui.screens.frame.ofplan import OfPlan
from stafett_tui.screens.people.screen import PeopleScreen
from stafett_tui.screens.plan.screen import PlanScreen
from tests.support.source import ROOT

NAMED = re.compile(r'view="([^"]+)"')


def screens(base: type) -> set[str]:
    """The names of all screens of one plan that are loaded."""
    own = {base.SCREEN} if hasattr(base, "SCREEN") else set()
    return own.union(*(screens(each) for each in base.__subclasses__()))


def test_s06_every_screen_of_a_plan_has_a_name_among_the_look_ups():
    found = screens(OfPlan)
    assert found >= {each.SCREEN for each in (BoardScreen, ConflictsScreen, ConsentScreen, PeopleScreen, PlanScreen)}
    assert found - {""} <= set(VIEWS)


def test_s06_every_view_that_the_program_names_has_a_name_among_the_look_ups():
    found = {
        name
        for path in Path(ROOT, "stafett_tui").rglob("*.py")
        for name in NAMED.findall(path.read_text(encoding="utf-8"))
    }
    assert found
    assert found <= set(VIEWS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_view_of_a_later_version_is_shown_as_it_stands(language):
    assert view_name(texts(language), "of a later version") == "of a later version"
    assert view_name(texts(language), "") == view_name(texts(language), "reason")
