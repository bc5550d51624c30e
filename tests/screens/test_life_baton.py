"""The baton on the plan and on home: offered, answered, taken back, wished for, forced, and all plans at once (I8)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from stafett_tui.domain.baton import BatonWished, offer
from stafett_tui.domain.people import PlanKind, Role, holder_id
from stafett_tui.screens.home.screen import HomeScreen
from stafett_tui.screens.plan.screen import PlanScreen
from stafett_tui.services.plans import NewPerson, NewPlan
from tests.screens.life import KLOK, RASK, VARM, act, become, on_plan
from tests.support.app import NARROW, WIDE, make_office, press, running, screen_text, word
from tests.support.office import HOLDER


async def test_the_head_says_who_holds_the_baton_since_when_and_how_to_reach_them(tmp_path):
    office, plan_id = make_office(tmp_path)
    office.desk().people.note_contact(plan_id, "p-stodig", phone="900 00 117", email="stodig@example.invalid")
    for size in (NARROW, WIDE):
        async with on_plan(office, plan_id, size) as pilot:
            text = screen_text(pilot.app)
            for part in ("Stødig Gran (pedagogisk leder) siden 16.11.2026", "900 00 117", "stodig@example.invalid",
                         "Nivå 1"):  # fmt: skip
                assert part in text, part
        office = become(office, HOLDER)


async def test_d11_the_head_hides_how_the_holder_is_reached_from_the_other_participants(tmp_path):
    office, plan_id = make_office(tmp_path)
    office.desk().people.note_contact(plan_id, "p-stodig", phone="900 00 117")
    office = become(office, KLOK)
    async with on_plan(office, plan_id) as pilot:
        assert "Stødig Gran" in screen_text(pilot.app)
        assert "900 00 117" not in screen_text(pilot.app)


async def test_the_baton_is_offered_shown_at_home_and_accepted(tmp_path):
    office, plan_id = make_office(tmp_path)
    async with on_plan(office, plan_id) as pilot:
        await press(pilot, "b", "=kl", "enter", "=Ny jobb", "enter")
        assert "tilbudt Klok Ugle" in screen_text(pilot.app)
        assert holder_id(office.desk().plans.get(plan_id)) == "p-stodig"
    office = become(office, KLOK)
    async with running(office) as pilot:
        assert "Stødig Gran tilbyr deg stafettpinnen" in screen_text(pilot.app)
        screen = pilot.app.screen
        screen.list.go_to(f"plan:{plan_id}")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, PlanScreen)
        assert "Stødig Gran tilbyr deg stafettpinnen" in screen_text(pilot.app)
        await press(pilot, "b")
        assert "Grunn: Ny jobb" in screen_text(pilot.app)
        await press(pilot, "enter")
        assert word(pilot.app) == "Du har stafettpinnen nå."
        assert holder_id(office.desk().plans.get(plan_id)) == "p-klok"


async def test_an_offer_is_declined_with_a_reason_or_taken_back(tmp_path):
    office, plan_id = make_office(tmp_path)
    async with on_plan(office, plan_id) as pilot:
        await press(pilot, "b", "enter", "enter", "b", "enter")
        assert offer(office.desk().plans.get(plan_id)) is not None
        await press(pilot, "b", "=ta", "enter")
        assert word(pilot.app) == "Tilbudet er tatt tilbake."
        await press(pilot, "b", "enter", "enter")
    office = become(office, KLOK)
    async with on_plan(office, plan_id) as pilot:
        pilot.app.screen.list.go_to(next(k for k in keys_of(pilot.app.screen) if k.startswith("task:baton")))
        await press(pilot, "enter", "=nei", "enter", "=For mange fra før", "enter")
        assert "Du har sagt nei" in word(pilot.app)
        assert offer(office.desk().plans.get(plan_id)) is None


def keys_of(screen):
    return [screen.list.row_at(n).key for n in range(screen.list.count)]


async def test_where_nobody_can_take_the_baton_it_says_what_to_do(tmp_path):
    office, plan_id = make_office(tmp_path)
    office.desk().people.leave(plan_id, "p-klok")
    async with on_plan(office, plan_id) as pilot:
        await press(pilot, "b")
        assert "Ingen fra en tjeneste som samtykket dekker" in word(pilot.app)
        await act(pilot, "baton_force")
        assert "samtykke" in word(pilot.app)


async def test_the_family_wishes_for_a_holder(tmp_path):
    office, plan_id = make_office(tmp_path)
    office = become(office, VARM)
    async with on_plan(office, plan_id) as pilot:
        await act(pilot, "baton_wish", "=kl", "enter", "=Hun kjenner oss", "enter")
        assert word(pilot.app) == "Ønsket er skrevet ned."
        assert office.desk().plans.get(plan_id).last(BatonWished).body.person == "p-klok"
    office = become(office, HOLDER)
    async with on_plan(office, plan_id, WIDE) as pilot:
        assert "Varm Kaffekopp ønsker Klok Ugle som stafettholder" in screen_text(pilot.app)
        pilot.app.screen.list.go_to("wished:baton")
        await press(pilot, "enter", "enter", "enter")
        assert offer(office.desk().plans.get(plan_id)).body.person == "p-klok"


async def test_the_coordinator_moves_the_baton_with_a_reason_and_the_holder_cannot(tmp_path):
    office, plan_id = make_office(tmp_path)
    async with on_plan(office, plan_id) as pilot:
        await act(pilot, "baton_force", "enter", "=Syk", "enter")
        assert word(pilot.app).startswith("! ")
    office = become(office, RASK)
    async with on_plan(office, plan_id) as pilot:
        await press(pilot, "=Holderen er syk", "enter")
        await act(pilot, "baton_force", "enter", "=Sykmeldt ut året", "enter")
        assert word(pilot.app) == "Klok Ugle har stafettpinnen nå."
        assert holder_id(office.desk().plans.get(plan_id)) == "p-klok"


async def test_whoever_leaves_hands_all_plans_over_and_is_told_which_cannot_be(tmp_path):
    office, plan_id = make_office(tmp_path)
    desk = office.desk()
    guardian = NewPerson("Myk Pute", Role.GUARDIAN, id="p-myk")
    other = NewPlan("Lett Fjær", date(2020, 5, 5), PlanKind.SCHOOL, "nb", (guardian,), consent_on=date(2026, 9, 1))
    desk.plans.open(other)
    async with running(office) as pilot:
        assert isinstance(pilot.app.screen, HomeScreen)
        await act(pilot, "hand_over")
        assert "Klok Ugle (PPT) med i 1 av 2 planer" in screen_text(pilot.app)
        await press(pilot, "enter", "=Slutter", "enter")
        assert word(pilot.app) == "Tilbudt Klok Ugle: plan 1. Ikke tilbudt: plan 2. Tilby disse én for én."
        assert offer(office.desk().plans.get(plan_id)).body.person == "p-klok"


async def test_one_without_plans_has_nothing_to_hand_over(tmp_path):
    office, _ = make_office(tmp_path)
    office = become(office, replace(KLOK, person="p-annen", name="Annen Ugle"))
    async with running(office) as pilot:
        await act(pilot, "hand_over")
        assert "Ingen andre" in word(pilot.app)
