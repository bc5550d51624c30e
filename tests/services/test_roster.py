"""Several people on one laptop: own plans, own drafts, own look-ups, all inside the encrypted file."""

from __future__ import annotations

from datetime import date

import pytest

from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.people import PlanKind
from stafett_tui.services.opening import Office
from stafett_tui.services.plans import NewPlan
from tests.support.office import HOLDER, open_office, open_plan


def reopened(office):
    return Office(office.store, office.settings, office.clock)


def test_whoever_wrote_last_is_there_at_the_next_start_and_who_else_is_known(tmp_path):
    office = open_office(tmp_path)
    assert (office.persons, office.known) == ((HOLDER,), True)
    rask = office.introduce("Rask Elv", "SFO", "leder", "nn", another=True)
    assert office.me == rask
    assert rask.person != HOLDER.person
    assert office.persons == (HOLDER, rask)
    again = reopened(office)
    assert (again.me, again.persons, again.known) == (rask, (HOLDER, rask), False)
    assert again.choose(HOLDER.person) == HOLDER
    assert again.known
    assert reopened(office).me == HOLDER
    with pytest.raises(StafettError) as caught:
        again.choose("p-ingen")
    assert caught.value.kind is ErrorKind.NO_ACTOR


def test_saying_again_who_one_is_makes_nobody_new(tmp_path):
    office = open_office(tmp_path)
    office.introduce("Stødig Gran", "PPT", "rådgiver", "nb")
    assert [(me.person, me.service) for me in office.persons] == [(HOLDER.person, "PPT")]


def test_a_professional_of_the_plans_is_known_by_name_and_service_and_a_guardian_never(tmp_path):
    office = open_office(tmp_path)
    open_plan(office.desk())
    assert office.introduce("klok ugle", " ppt ", "", "nb", another=True).person == "p-klok"
    assert office.desk().plans.rows() != ()
    strange = office.introduce("Klok Ugle", "Barnevernet", "", "nb", another=True).person
    family = office.introduce("Varm Kaffekopp", "Barnevernet", "", "nb", another=True).person
    assert not {strange, family} & {"p-klok", "p-varm"}
    assert office.desk().plans.rows() == ()


def test_each_sees_own_plans_in_every_list(tmp_path):
    office = open_office(tmp_path)
    mine = open_plan(office.desk())
    office.introduce("Rask Elv", "SFO", "leder", "nb", another=True)
    new = NewPlan("Kvikk Rev", date(2019, 2, 3), PlanKind.SCHOOL, "nb", consent_on=None)
    hers = office.desk().plans.open(new).plan_id
    assert [row.plan_id for row in office.front.home().plans] == [hers]
    assert [row.plan_id for row in office.desk().plans.rows()] == [hers]
    with pytest.raises(StafettError) as caught:
        office.desk().plans.get(mine)
    assert caught.value.kind is ErrorKind.NOT_ALLOWED
    office.choose(HOLDER.person)
    assert [row.plan_id for row in office.front.home().plans] == [mine]


def test_a_draft_is_its_authors_alone_and_goes_with_the_line_that_ends_it(tmp_path):
    office = open_office(tmp_path)
    plan_id = open_plan(office.desk())
    office.desk().drafts.keep(plan_id, "capture", "Far sier at", 11)
    office.introduce("Klok Ugle", "PPT", "rådgiver", "nb", another=True)
    desk = office.desk()
    assert (desk.drafts.take(plan_id, "capture"), desk.drafts.offered()) == (None, ())
    desk.drafts.keep(plan_id, "capture", "Mor sier at", 11)
    desk.drafts.clear(plan_id, "capture")
    office.choose(HOLDER.person)
    desk = office.desk()
    assert [(left.key, left.text) for left in desk.drafts.offered()] == [(f"{plan_id}/capture", "Far sier at")]
    goal = next(iter(desk.plans.get(plan_id).facts))
    assert goal
    desk.activities.plan(plan_id, "Ringer far", draft=f"{plan_id}/capture")
    assert desk.drafts.offered() == ()


def test_s06_a_look_up_is_noted_on_whoever_writes_now(tmp_path):
    office = open_office(tmp_path)
    plan_id = open_plan(office.desk())
    office.desk().plans.get(plan_id, view="plan")
    office.introduce("Klok Ugle", "PPT", "rådgiver", "nb", another=True)
    office.desk().plans.get(plan_id, view="plan")
    office.choose(HOLDER.person)
    noted = office.desk().lookups.extract(plan_id)
    assert [(each.name, each.unit, each.view) for each in noted] == [
        ("Stødig Gran", "Tøyestubben barnehage", "plan"),
        ("Klok Ugle", "PPT", "plan"),
    ]


def test_no_name_of_those_who_write_here_stands_in_clear(tmp_path):
    office = open_office(tmp_path)
    office.introduce("Rask Elvesus", "Skolefritid", "leder", "nb", another=True)
    office.close()
    for path in office.directory.rglob("*"):
        data = path.read_bytes() if path.is_file() else b""
        assert b"Elvesus" not in data
        assert b"Skolefritid" not in data
