"""`stafett conflicts`, `stafett refused` and `--as`: what two wrote, what was not taken, and who acts (I2, I4)."""

from __future__ import annotations

from contextlib import contextmanager

import pytest

from stafett_tui.config import load
from stafett_tui.domain.activity import ActivityRevised, CommentWritten, activities
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.services.opening import open_office
from tests.support.command import command
from tests.support.refusing import refuse
from tests.support.second import Second

ENGLISH = {"LANG": "en_GB.UTF-8"}


@contextmanager
def office_of(folder):
    office = open_office(load({}, store=folder))
    try:
        yield office
    finally:
        office.close()


@pytest.fixture
def twice(demo):
    """A practice store in which somebody moved a deadline that was moved here."""
    with office_of(demo) as office:
        plan_id = office.desk().plans.find("1")
        other = Second(office, plan_id, office.me.person, "tablet")
        found = next(each for each in activities(other.plan) if each.due)
        seen = other.seen(found.id, "due")
        office.desk().activities.move(plan_id, found.id, "2026-12-03", "Ferie.")
        late = other.late(ActivityRevised(thing=found.id, field="due", value="2026-12-05", reason="Syk."), seen)
    return demo, late


def listed(store, *words):
    done = command("conflicts", 1, *words, "--json", store=store)
    assert done.code == 0, done.err
    return done.json["conflicts"]


def test_i4_both_versions_are_listed_in_words_and_as_json(twice):
    store, late = twice
    (found,) = listed(store)
    assert (found["field"], found["stands"]["value"], found["late"][0]["value"]) == ("due", "2026-12-03", "2026-12-05")
    assert (found["late"][0]["id"], found["late"][0]["reason"]) == (late, "Syk.")
    said = command("conflicts", 1, store=store, **ENGLISH).out
    assert "of yours moved the deadline to" in said
    assert late[-6:] in said


def test_i4_the_late_version_is_taken_by_the_end_of_its_id(twice):
    store, late = twice
    done = command("conflicts", 1, "--take", late[-6:], store=store, **ENGLISH)
    assert (done.code, "It is chosen" in done.err) == (0, True)
    assert listed(store) == []
    with office_of(store) as office:
        plan = office.desk().plans.get(office.desk().plans.find("1"))
    assert "2026-12-05" in {str(each.due) for each in activities(plan)}


@pytest.mark.parametrize("option", ["--keep", "--take"])
def test_i4_what_stands_is_kept(twice, option):
    store, late = twice
    named = late if option == "--keep" else listed(store)[0]["stands"]["id"]
    assert listed(store, option, named) == []
    with office_of(store) as office:
        plan = office.desk().plans.get(office.desk().plans.find("1"))
    assert "2026-12-03" in {str(each.due) for each in activities(plan)}


@pytest.mark.parametrize("named", ["nobody", "5"])
def test_a_version_that_is_not_there_is_told(twice, named):
    store, _ = twice
    assert command("versjoner", 1, "--take", named, store=store).code == 1
    assert len(listed(store)) == 1


def test_where_nobody_disagrees_that_is_said(demo):
    assert "Nothing is to be chosen" in command("conflicts", 1, store=demo, **ENGLISH).err


def test_i2_what_was_not_taken_is_listed_with_its_words(demo):
    assert "Everything you wrote was taken" in command("refused", store=demo, **ENGLISH).err
    with office_of(demo) as office:
        plan_id = office.desk().plans.find("1")
        comment = CommentWritten(activity="gone", text="Det gikk fint.")
        event = refuse(office, plan_id, comment, "activity_unknown", by=office.me.person)
    (found,) = command("refused", "--json", store=demo).json["refused"]
    assert (found["id"], found["code"], found["body"]["text"]) == (event, "activity_unknown", "Det gikk fint.")
    assert "Det gikk fint." in command("avvist", store=demo).out


def test_the_command_line_acts_as_whoever_is_named_and_nobody_else_notices(demo):
    with office_of(demo) as office:
        first = office.me
        office.introduce("Rask Elv", "SFO", "leder", "nb", another=True)
        office.choose(first.person)
    mine = command("plans", "--json", store=demo).json["plans"]
    assert len(mine) >= 3
    for name in ("Rask Elv", "rask"):
        assert command("--as", name, "plans", "--json", store=demo).json["plans"] == []
    assert command("plans", "--json", store=demo).json["plans"] == mine
    with office_of(demo) as office:
        assert office.me == first


@pytest.mark.parametrize("named", ["Nobody", " "])
def test_whoever_does_not_write_here_acts_not(demo, named):
    done = command("--as", named, "plans", store=demo, **ENGLISH)
    assert (done.code, "Nobody of this name" in done.err) == (1, True)


def test_a_name_of_two_is_not_enough(demo):
    with office_of(demo) as office:
        for name in ("Rask Elv", "Rask Foss"):
            office.introduce(name, "SFO", "", "nb", another=True)
        with pytest.raises(StafettError) as raised:
            office.act_as("rask")
        assert raised.value.kind is ErrorKind.NO_SUCH_PERSON
        assert office.act_as("rask foss").name == "Rask Foss"
