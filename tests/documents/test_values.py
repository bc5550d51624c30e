"""Every field of every thing that can be changed reads well, in all three languages."""

from __future__ import annotations

import pytest

from stafett_tui.documents.values import FIELDS, THINGS, Values
from stafett_tui.domain.activity import activities
from stafett_tui.domain.goal import goals
from stafett_tui.domain.kinds import REVISES
from stafett_tui.domain.plan import value_of
from stafett_tui.i18n.texts import LANGUAGES, texts
from tests.support.app import make_office
from tests.support.domain import MUNTER, STODIG, planned, started, with_goal

EVERY = sorted((kind, name) for kind, revised in REVISES.items() for name in revised.FIELDS)


@pytest.mark.parametrize(("kind", "name"), EVERY)
def test_every_field_that_can_be_changed_has_a_name(kind, name):
    assert (kind, name) in FIELDS
    assert kind in THINGS
    for language in LANGUAGES:
        said = Values(started().plan, texts(language))
        assert said.field(kind, name) not in {"", name}
        assert said.sort(kind)


def test_no_name_is_left_of_a_field_that_is_no_more():
    assert set(FIELDS) == set(EVERY)


@pytest.fixture
def said():
    log = started()
    goal = with_goal(log)
    planned(log, goal=goal)
    return Values(log.plan, texts("nb")), goal


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("due", "2026-12-03", "torsdag 3. desember 2026"),
        ("due", "next_meeting", "neste møte"),
        ("due", None, "ingenting"),
        ("responsible", STODIG, "Stødig Gran"),
        ("helpers", [STODIG, MUNTER], "Stødig Gran, Munter Linerle"),
        ("helpers", [], "ingenting"),
        ("target_on", "2026-12-15", "15.12.2026"),
        ("arena", "home", "hjemme"),
        ("effect", "works", "virker"),
        ("time", {"starts": "2026-11-16T13:00", "ends": "2026-11-16T13:45"},
         "mandag 16. november 2026 kl. 13:00–13:45"),
        ("agenda", [{"key": "welcome", "minutes": 4}, {"key": "x", "minutes": 2, "title": "Eget"}],
         "Velkommen, hvem er her, samtykke (4 min), Eget (2 min)"),
        ("owner", {"id": "x", "name": "Munter Linerle", "born": "2021-03-14"}, "Munter Linerle, født 14.03.2021"),
        ("owner", {"id": "x", "name": "Munter Linerle"}, "Munter Linerle"),
        ("holder", {"id": "x", "name": "Stødig Gran", "title": "pedagogisk leder", "service": "PPT"},
         "Stødig Gran (pedagogisk leder, PPT)"),
        ("holder", {"id": "x", "name": "Stødig Gran"}, "Stødig Gran"),
        ("language", "nn", "nynorsk"),
        ("language", "sv", "sv"),
        ("item", "child_voice", "Barnets stemme"),
        ("asked_by", "en tolk", "en tolk"),
        ("text", "Som det står.", "Som det står."),
        ("review_on", "i går", "i går"),
        ("goal", "gone", "ingenting"),
    ],
)  # fmt: skip
def test_values_are_said_as_people_say_them(said, name, value, words):
    assert said[0].value(name, value) == words


def test_things_are_named_as_people_know_them(said):
    values, goal = said
    assert values.value("goal", goal).startswith("1 Innen")
    assert values.thing(goal).startswith("Mål: «Innen")
    made = activities(values.plan)[0].id
    assert values.thing(made) == "Aktivitet: Stødig viser deg dagtavla."
    assert values.thing("nothing") == ""


def test_what_stands_in_a_plan_can_all_be_said(tmp_path):
    office, plan_id = make_office(tmp_path)
    plan = office.desk().plans.get(plan_id)
    for language in LANGUAGES:
        values = Values(plan, texts(language))
        for fact in plan.facts.values():
            for name in REVISES[fact.body.KIND].FIELDS if fact.body.KIND in REVISES else ():
                assert values.value(name, value_of(fact.body, name))
    assert goals(plan)
