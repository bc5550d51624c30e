"""Starting a plan: one act with the first goal and activity; what needs a whole consent waits for it (C-01, C-05)."""

from datetime import date
from pathlib import Path

import pytest

from stafett_tui.domain.activity import activities
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.goal import Arena, goals
from stafett_tui.domain.lifecycle import PlanStatus, status
from stafett_tui.domain.national_id import Mode
from stafett_tui.domain.people import PlanKind, Relation, Role, participants
from stafett_tui.services.desk import Desk
from stafett_tui.services.newplan import NewActivity, NewGoal, NewPerson, NewPlan
from stafett_tui.services.opening import Office
from stafett_tui.services.person import Me
from stafett_tui.services.starting import Reach
from tests.support.office import HOLDER, desk_of, open_office, open_plan

TODAY = date(2026, 11, 16)
NUMBER = "14832199851"
VARM = NewPerson("Varm Kaffekopp", Role.GUARDIAN, relation=Relation.MOTHER, id="p-varm")
BLID = NewPerson("Blid Sykkel", Role.GUARDIAN, relation=Relation.FATHER, id="p-blid")
KLOK = NewPerson("Klok Ugle", Role.PROVIDER, "rådgiver", "PPT", id="p-klok")


def new_plan(**changes: object) -> NewPlan:
    """Give a plan with both guardians, PPT, a goal and an activity of PPT; everybody has signed today."""
    told = {
        "owner": "Munter Linerle", "born": date(2021, 3, 14), "kind": PlanKind.KINDERGARTEN, "language": "nb",
        "people": (VARM, BLID, KLOK), "consent_on": TODAY, "owner_id": "p-munter",
        "goal": NewGoal(Arena.KINDERGARTEN, "Du går fra lek til mat uten å gråte."),
        "activity": NewActivity("Klok ser på overgangene", "p-klok", "2026-12-01"),
    }  # fmt: skip
    return NewPlan(**(told | changes))  # type: ignore[arg-type]  # the fields of a plan


def unsigned_by_blid(**changes: object) -> NewPlan:
    """Give the same plan before the father has signed."""
    blid = NewPerson("Blid Sykkel", Role.GUARDIAN, relation=Relation.FATHER, id="p-blid", consents=False)
    return new_plan(people=(VARM, blid, KLOK), **changes)


@pytest.fixture
def office(tmp_path: Path):
    """Give an open office over a real store."""
    made = open_office(tmp_path)
    yield made
    made.close()


@pytest.fixture
def desk(office: Office) -> Desk:
    """Give a desk that takes synthetic numbers."""
    return Desk(office.store, office.clock, HOLDER, "laptop", mode=Mode.DEMO)


def test_everything_of_the_form_is_written_in_one_act(desk: Desk) -> None:
    started = desk.starting.start(new_plan(template="kindergarten@1"))
    plan = desk.plans.get(started.plan_id)
    assert not started.waits
    assert len({f.act for f in plan.facts.values()}) == 1
    assert [g.text for g in goals(plan)] == ["Du går fra lek til mat uten å gråte."]
    (activity,) = activities(plan)
    assert (activity.goal_number, activity.responsible_name, activity.due) == (1, "Klok Ugle", "2026-12-01")
    assert status(plan) is PlanStatus.ACTIVE


def test_the_draft_of_the_form_is_gone_in_the_same_transaction(desk: Desk) -> None:
    desk.drafts.keep("", "new_plan", "{}")
    desk.starting.start(new_plan(), draft="new_plan")
    assert desk.drafts.offered() == ()


@pytest.mark.parametrize("missing", [{"consent_on": None}, {"others_sign_later": True}])
def test_c01_what_needs_a_whole_consent_waits_and_is_written_when_everybody_has_signed(
    desk: Desk, missing: dict[str, object]
) -> None:
    started = desk.starting.start(unsigned_by_blid(**missing), (Reach("p-klok", phone="40 00 00 00"),))
    plan = desk.plans.get(started.plan_id)
    assert started.waits
    assert status(plan) is PlanStatus.DRAFT
    assert [p.name for p in participants(plan)] == ["Stødig Gran", "Varm Kaffekopp", "Blid Sykkel"]
    assert goals(plan) == ()
    assert desk.starting.waiting(started.plan_id) == ("Klok Ugle",)
    desk.consents.give(started.plan_id, ("p-varm", "p-blid"), ("Tøyestubben barnehage", "PPT"), given_on=TODAY)
    plan = desk.plans.get(started.plan_id)
    assert [p.name for p in participants(plan)][-1] == "Klok Ugle"
    assert [a.responsible_name for a in activities(plan)] == ["Klok Ugle"]
    assert desk.people.known(started.plan_id, "p-klok").phone == "40 00 00 00"
    assert desk.drafts.offered() == ()


def test_c05_who_is_of_a_service_outside_the_consent_waits_on(desk: Desk) -> None:
    started = desk.starting.start(new_plan(consent_on=None))
    desk.consents.give(started.plan_id, ("p-varm", "p-blid"), ("Tøyestubben barnehage",), given_on=TODAY)
    plan = desk.plans.get(started.plan_id)
    assert [a.responsible for a in activities(plan)] == [None]
    assert desk.starting.waiting(started.plan_id) == ("Klok Ugle",)
    desk.consents.give(started.plan_id, ("p-varm", "p-blid"), ("PPT",), given_on=TODAY)
    assert desk.starting.waiting(started.plan_id) == ()
    assert [p.name for p in participants(desk.plans.get(started.plan_id))][-1] == "Klok Ugle"


def test_c03_one_guardian_is_enough_with_a_reason(desk: Desk) -> None:
    started = desk.starting.start(unsigned_by_blid(one_reason="Faren er på sjøen til jul."))
    assert not started.waits
    assert status(desk.plans.get(started.plan_id)) is PlanStatus.ACTIVE


def test_a_refused_plan_is_not_there_and_its_form_stays(desk: Desk) -> None:
    desk.drafts.keep("", "new_plan", "{}")
    with pytest.raises(StafettError) as refused:
        desk.starting.start(new_plan(consent_on=date(2027, 1, 1)), draft="new_plan")
    assert refused.value.kind is ErrorKind.BAD_PERIOD
    assert desk.plans.rows() == ()
    assert [d.key for d in desk.drafts.offered()] == ["/new_plan"]


def test_d11_numbers_and_contact_data_go_to_each_persons_own_log(desk: Desk) -> None:
    reach = (Reach("p-munter", number=NUMBER), Reach("p-varm", phone="40 00 00 00"), Reach("p-blid", email="b@x.no"))
    started = desk.starting.start(new_plan(), reach)
    known = desk.people.known(started.plan_id, "p-munter")
    assert (known.number, known.phone) == (NUMBER, "")
    assert desk.people.known(started.plan_id, "p-blid").email == "b@x.no"
    assert NUMBER not in "".join(str(e.event) for e in desk.plans.entries(started.plan_id))


def test_n04_a_number_that_is_refused_leaves_the_plan(desk: Desk) -> None:
    started = desk.starting.start(new_plan(), (Reach("p-munter", number="02013299997"),))
    assert started.refused is ErrorKind.NATIONAL_ID_REAL
    assert desk.plans.get(started.plan_id)


def test_a_known_phone_stays_when_only_the_address_is_said(desk: Desk) -> None:
    first = desk.starting.start(new_plan(), (Reach("p-varm", phone="40 00 00 00"),))
    again = desk.starting.start(new_plan(owner="Rask Ekorn", owner_id=""), (Reach("p-varm", email="v@x.no"),))
    assert desk.people.known(first.plan_id, "p-varm") == desk.people.known(again.plan_id, "p-varm")
    assert desk.people.known(first.plan_id, "p-varm").phone == "40 00 00 00"


def test_waiting_that_cannot_be_read_counts_as_nothing(desk: Desk) -> None:
    started = desk.starting.start(new_plan(consent_on=None))
    desk.drafts.keep(started.plan_id, "waiting", "{}x")
    desk.consents.give(started.plan_id, ("p-varm", "p-blid"), ("PPT",), given_on=TODAY)
    assert goals(desk.plans.get(started.plan_id)) == ()


def test_everybody_of_my_plans_is_found_once_with_what_is_known(office: Office, desk: Desk) -> None:
    open_plan(desk_of(office))
    desk.starting.start(new_plan(owner="Rask Ekorn", owner_id="p-rask"))
    found = {each.name: each for each in desk.people_search.everyone()}
    assert found["Varm Kaffekopp"].plans == (1, 2)
    assert found["Varm Kaffekopp"].relation is Relation.MOTHER
    assert found["Munter Linerle"].born == date(2021, 3, 14)
    assert found["Klok Ugle"].service == "PPT"


def test_d11_a_person_is_found_by_a_number_that_i_may_see(desk: Desk) -> None:
    assert desk.people_search.by_number(NUMBER) is None
    desk.starting.start(new_plan(), (Reach("p-munter", number=NUMBER),))
    found = desk.people_search.by_number(f"{NUMBER[:6]} {NUMBER[6:]}")
    assert found is not None
    assert found.person == "p-munter"
    assert desk.people_search.by_number("148321") is None
    assert desk.people_search.by_number("14832199770") is None


def test_nobody_is_found_in_the_plans_of_others(office: Office, desk: Desk) -> None:
    desk.starting.start(new_plan(), (Reach("p-munter", number=NUMBER),))
    other = Desk(office.store, office.clock, Me("p-annen", "Lun Vott", "SFO", "", "nb"), "laptop")
    assert other.people_search.everyone() == ()
    assert other.people_search.by_number(NUMBER) is None


def test_d11_a_number_that_i_may_not_see_finds_nobody(office: Office, desk: Desk) -> None:
    desk.starting.start(new_plan(), (Reach("p-munter", number=NUMBER),))
    klok = Desk(office.store, office.clock, Me("p-klok", "Klok Ugle", "PPT", "", "nb"), "laptop")
    assert "Munter Linerle" in {each.name for each in klok.people_search.everyone()}
    assert klok.people_search.by_number(NUMBER) is None


def test_s09_an_office_finds_nobody_in_plans_it_has_given_no_reason_for(office: Office, desk: Desk) -> None:
    desk.starting.start(new_plan(), (Reach("p-munter", number=NUMBER),))
    me = Me("p-annen", "Lun Vott", "oppvekst", "", "nb", "coordinator")
    coordinator = Desk(office.store, office.clock, me, "laptop", offices=frozenset({Role.COORDINATOR}))
    assert coordinator.people_search.everyone() == ()


def test_what_waits_and_is_refused_waits_on(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    started = desk.starting.start(new_plan(consent_on=None))
    writer, write = desk.starting._writer, desk.starting._writer.write

    def refuse_joining(plan_id: str, proposals: object, **named: object) -> object:
        if any(p.body.KIND == "participant.added" for p in proposals if hasattr(p, "body")):
            raise StafettError(ErrorKind.NOT_ALLOWED)
        return write(plan_id, proposals, **named)

    monkeypatch.setattr(writer, "write", refuse_joining)
    desk.consents.give(started.plan_id, ("p-varm", "p-blid"), ("Tøyestubben barnehage", "PPT"), given_on=TODAY)
    assert desk.starting.waiting(started.plan_id) == ("Klok Ugle",)
