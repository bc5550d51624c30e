"""A plan is started in one screen: who consents by the policy, what waits, what is wrong beside its line."""

from __future__ import annotations

from dataclasses import replace

import pytest

from stafett_tui.domain.activity import activities
from stafett_tui.domain.consent import ConsentForm, ConsentGiven
from stafett_tui.domain.goal import Arena, goals
from stafett_tui.domain.lifecycle import PlanStatus, status
from stafett_tui.domain.national_id import Mode
from stafett_tui.domain.people import Relation, guardians, opening, participants
from stafett_tui.screens.new_plan.screen import NewPlanScreen
from stafett_tui.screens.plan.screen import PlanScreen
from tests.support.app import SMALL, WIDE, make_empty_office, make_office, press, running, screen_text, settle, word

CHILD = ("=Munter Linerle", "enter", "=14.3.2021", "enter", "=Tøyestubben", "enter", "enter", "enter")
"""From the name to the first guardian."""
BOTH = ("=Varm Kaffekopp", "enter", "enter", "=Blid Sykkel", "enter", "enter", "enter")
"""Both guardians, past the third line: to the first from a service."""


def part(pilot, name):
    """Give a line by its id."""
    return pilot.app.screen.query_one(f"#{name}")


def wrong(pilot):
    """Give what stands beside the lines, by line."""
    return {each.id: each.wrong for each in pilot.app.screen.form.parts if each.wrong}


async def go(pilot, name, *keys):
    """Stand on a line and press keys there."""
    pilot.app.screen.set_focus(part(pilot, name))
    await press(pilot, *keys)


def opened_plan(office, pilot):
    """Give the plan that the screen shows."""
    assert isinstance(pilot.app.screen, PlanScreen)
    return office.desk().plans.get(pilot.app.screen.plan_id)


async def test_everything_to_the_first_activity_is_one_form_and_one_act(tmp_path):
    office = make_empty_office(tmp_path)
    async with running(office) as pilot:
        await press(pilot, "n", *CHILD, *BOTH, "=Klok Ugle", "enter", "=PPT", "enter", "=rådgiver", "enter", "enter")
        await press(pilot, "right", "enter", "enter", "=SFO", "enter", "enter", "right", "enter", "=15.11", "enter")
        await press(pilot, "=Du går fra lek til mat", "enter", "enter", "=Bilder av dagen", "enter", "k", "enter")
        await press(pilot, "=20.11", "enter", "enter")
        plan = opened_plan(office, pilot)
        assert len(pilot.app.screen_stack) == 2
        head, given = opening(plan), plan.last(ConsentGiven).body
        assert (head.owner.name, str(head.owner.born), head.place) == ("Munter Linerle", "2021-03-14", "Tøyestubben")
        assert head.template == "kindergarten@1"
        assert [p.name for p in participants(plan)][1:] == ["Varm Kaffekopp", "Blid Sykkel", "Klok Ugle"]
        assert [g.relation for g in guardians(plan)] == [Relation.MOTHER, Relation.FATHER]
        assert given.services == ("Tøyestubben barnehage", "PPT", "SFO")
        assert (str(given.given_on), given.form, str(given.child_heard_on)) == (
            "2026-11-16", ConsentForm.ORAL, "2026-11-15",
        )  # fmt: skip
        (goal,), (activity,) = goals(plan), activities(plan)
        assert (goal.arena, activity.responsible_name, activity.due) == (Arena.KINDERGARTEN, "Klok Ugle", "2026-11-20")
        assert len({fact.act for fact in plan.facts.values()}) == 1
        assert status(plan) is PlanStatus.ACTIVE
        assert office.desk().drafts.offered() == ()


async def test_c02_who_has_to_consent_is_said_as_it_is_written(tmp_path):
    office = make_empty_office(tmp_path)
    async with running(office) as pilot:
        await press(pilot, "n", *CHILD, *BOTH)
        assert "Trengs fra Varm Kaffekopp og Blid Sykkel" in screen_text(pilot.app)
        await go(pilot, "guardian2_kin", "space")
        assert "Trengs fra Varm Kaffekopp, for" in screen_text(pilot.app)
        await go(pilot, "born", "ctrl+u", "=14.3.2010")
        assert "Trengs fra Munter Linerle og Varm Kaffekopp" in screen_text(pilot.app)
        await press(pilot, "ctrl+u", "=14.3.2008")
        assert "Trengs fra Munter Linerle, for" in screen_text(pilot.app)


async def test_c02_a_youth_consents_with_the_guardians(tmp_path):
    office = make_empty_office(tmp_path)
    async with running(office, WIDE) as pilot:
        await press(pilot, "n", "shift+tab", "right", "right", "enter", "=Lys Stjerne", "enter", "=2.5.2010", "enter")
        assert "Ungdommens navn" in screen_text(pilot.app)
        assert "Skolen eller jobben" in screen_text(pilot.app)
        await go(pilot, "guardian1", "=Varm Kaffekopp")
        await go(pilot, "consent_on", "=i dag")
        assert "Ungdommen hørt" in screen_text(pilot.app)
        assert part(pilot, "signed").values == ("owner", "guardian1")
        await press(pilot, "ctrl+g")
        given = opened_plan(office, pilot).last(ConsentGiven).body
        assert len(given.consenters) == 2
        assert given.consenters[0] == opening(opened_plan(office, pilot)).owner.id
        assert status(opened_plan(office, pilot)) is PlanStatus.ACTIVE


async def test_c02_an_expectant_mother_consents_alone(tmp_path):
    office = make_empty_office(tmp_path)
    async with running(office) as pilot:
        await press(pilot, "n", "shift+tab", "g", "enter", "=Varm Kaffekopp")
        assert "Den gravides navn" in screen_text(pilot.app)
        await go(pilot, "consent_on", "right")
        assert not part(pilot, "heard").display
        assert part(pilot, "signed").values == ("owner",)
        await press(pilot, "ctrl+g")
        plan = opened_plan(office, pilot)
        assert plan.last(ConsentGiven).body.consenters == (opening(plan).owner.id,)
        assert opening(plan).template == "expectant@1"


async def test_c03_one_guardian_is_enough_with_a_reason_only(tmp_path):
    office = make_empty_office(tmp_path)
    async with running(office, WIDE) as pilot:
        await press(pilot, "n", *CHILD, *BOTH)
        await go(pilot, "consent_on", "right")
        await go(pilot, "signed", "right", "space")
        assert "(x) skriver under senere" in screen_text(pilot.app)
        assert "Planen venter på samtykke fra Blid Sykkel" in " ".join(screen_text(pilot.app).split())
        await go(pilot, "rest", "right")
        assert "Planen venter" not in screen_text(pilot.app)
        await press(pilot, "ctrl+g")
        assert set(wrong(pilot)) == {"reason"}
        assert pilot.app.focused is part(pilot, "reason")
        await press(pilot, "=Faren er på sjøen til jul", "ctrl+g")
        plan = opened_plan(office, pilot)
        assert plan.last(ConsentGiven).body.one_reason == "Faren er på sjøen til jul"
        assert status(plan) is PlanStatus.ACTIVE


async def test_c01_the_other_signs_later_and_the_rest_waits(tmp_path):
    office = make_empty_office(tmp_path)
    async with running(office) as pilot:
        await press(pilot, "n", *CHILD, *BOTH, "=Klok Ugle", "enter", "=PPT")
        await go(pilot, "consent_on", "right")
        await go(pilot, "signed", "right", "space")
        await go(pilot, "goal", "=Du går fra lek til mat", "ctrl+g")
        plan = opened_plan(office, pilot)
        assert status(plan) is PlanStatus.DRAFT
        assert "venter på samtykket" in word(pilot.app)
        assert goals(plan) == ()
        desk, family = office.desk(), tuple(g.person for g in guardians(plan))
        desk.consents.give(plan.id, family[1:], ("Tøyestubben barnehage", "PPT"), given_on=office.clock.today())
        assert [g.text for g in goals(desk.plans.get(plan.id))] == ["Du går fra lek til mat"]
        assert [p.name for p in participants(desk.plans.get(plan.id))][-1] == "Klok Ugle"


async def test_a_plan_is_opened_before_anybody_has_consented(tmp_path):
    office = make_empty_office(tmp_path)
    async with running(office) as pilot:
        await press(pilot, "n", "=Munter Linerle", "ctrl+g")
        assert status(opened_plan(office, pilot)) is PlanStatus.DRAFT


async def test_what_is_wrong_stands_beside_its_line_and_nothing_is_lost(tmp_path):
    office = make_empty_office(tmp_path)
    async with running(office) as pilot:
        await press(pilot, "n", "ctrl+g")
        assert set(wrong(pilot)) == {"owner"}
        assert "! Navnet må være med" in screen_text(pilot.app)
        await press(pilot, "=Munter", "enter", "=31.2.2021", "enter")
        assert set(wrong(pilot)) == {"born"}
        assert "! Dette er ikke en dag" in screen_text(pilot.app)
        for name, text in (("consent_on", "1.1.2030"), ("provider1", "Klok Ugle"), ("goal", "Et mål")):
            await go(pilot, name, f"={text}")
        await go(pilot, "through", "=1.1.2020")
        await go(pilot, "activity", "=Bilder", "enter", "enter", "=tja", "ctrl+g")
        assert set(wrong(pilot)) == {"born", "consent_on", "guardian1", "through", "provider1_service", "due"}
        assert pilot.app.focused is part(pilot, "born")
        await press(pilot, "ctrl+u", "=14.3.2021")
        await go(pilot, "consent_on", "ctrl+u", "right")
        await go(pilot, "through", "ctrl+u")
        await go(pilot, "due", "ctrl+u", "=neste møte")
        await go(pilot, "provider1_service", "=PPT", "ctrl+g")
        assert set(wrong(pilot)) == {"guardian1"}
        await press(pilot, "=Varm Kaffekopp")
        await go(pilot, "signed", "space", "ctrl+g")
        assert set(wrong(pilot)) == {"signed"}
        await press(pilot, "space", "ctrl+g")
        assert activities(opened_plan(office, pilot))[0].due == "next_meeting"


async def test_what_is_right_again_is_not_said_to_be_wrong(tmp_path):
    office = make_empty_office(tmp_path)
    async with running(office) as pilot:
        await press(pilot, "n", "=Munter Linerle")
        await go(pilot, "consent_on", "right", "ctrl+g")
        assert set(wrong(pilot)) == {"guardian1"}
        await go(pilot, "consent_on", "ctrl+u", "ctrl+g")
        assert opened_plan(office, pilot)


async def test_the_consent_may_end_on_another_day(tmp_path):
    office = make_empty_office(tmp_path)
    async with running(office) as pilot:
        await press(pilot, "n", *CHILD, *BOTH)
        await go(pilot, "consent_on", "right")
        await go(pilot, "through", "=1.12.2026", "ctrl+g")
        assert str(opened_plan(office, pilot).last(ConsentGiven).body.valid_through) == "2026-12-01"


async def test_an_expectant_mothers_form_has_no_child_and_every_line_fits(tmp_path):
    office = make_empty_office(tmp_path)
    async with running(office, SMALL) as pilot:
        await press(pilot, "n", "shift+tab", "g")
        await go(pilot, "reach", "right")
        for name in ("owner", "guardian1", "provider1"):
            await go(pilot, name, "=Varm Kaffekopp")
        text = screen_text(pilot.app)
        assert "Barn" not in text
        assert all(len(line) <= SMALL[0] for line in text.splitlines())


NUMBER = "14832199851"


@pytest.fixture
def demo(tmp_path):
    """Give an office that takes synthetic numbers, with a plan in it."""
    office, plan_id = make_office(tmp_path)
    office.demo, office._desk = True, None
    office.desk().people.note_number(plan_id, "p-varm", NUMBER)
    assert office.desk()._writer.mode is Mode.DEMO
    return office


async def test_a_known_person_is_found_by_name_and_stays_the_same_person(demo):
    async with running(demo) as pilot:
        await press(pilot, "n", "=Munter Li")
        assert "Pil høyre: Munter Linerle fra plan 1" in word(pilot.app)
        await press(pilot, "right")
        assert "den samme personen" in word(pilot.app)
        assert part(pilot, "born").text == "14.03.2021"
        await go(pilot, "guardian1", "=blid", "right")
        assert part(pilot, "guardian1_kin").value is Relation.FATHER
        await go(pilot, "provider1", "=ugl", "right")
        assert part(pilot, "provider1_service").text == "PPT"
        await go(pilot, "guardian2", "=Varm Kaffekopp", "ctrl+g")
        plan = opened_plan(demo, pilot)
        assert opening(plan).owner.id == "p-munter"
        first, second = guardians(plan)
        assert first.person == "p-blid"
        assert second.person != "p-varm"


async def test_a_known_person_is_found_by_number(demo):
    async with running(demo) as pilot:
        await press(pilot, "n", "=Rask Ekorn")
        await go(pilot, "guardian1", f"={NUMBER}", "enter")
        assert part(pilot, "guardian1").text == "Varm Kaffekopp"
        assert "Varm Kaffekopp" in word(pilot.app)
        await press(pilot, "ctrl+g")
        assert [g.person for g in guardians(opened_plan(demo, pilot))] == ["p-varm"]


async def test_d08_an_unknown_number_gets_its_own_line_and_is_masked(demo):
    async with running(demo) as pilot:
        await press(pilot, "n", "=14832199770", "enter")
        assert part(pilot, "owner_number").text == "14832199770"
        assert pilot.app.focused is part(pilot, "owner")
        assert "148321 *****" in screen_text(pilot.app)
        assert "14832199770" not in screen_text(pilot.app)
        await press(pilot, "=Rask Ekorn", "ctrl+g")
        plan = opened_plan(demo, pilot)
        assert demo.desk().people.known(plan.id, opening(plan).owner.id).number == "14832199770"


async def test_n03_n04_a_wrong_number_is_said_beside_its_line(demo):
    async with running(demo) as pilot:
        await press(pilot, "n", "=Rask Ekorn")
        await go(pilot, "reach", "right")
        for number in ("14832199852", "02013299997", "123"):
            await go(pilot, "owner_number", "ctrl+u", f"={number}", "ctrl+g")
            assert set(wrong(pilot)) == {"owner_number"}, number
        await press(pilot, "ctrl+u", "ctrl+g")
        assert opened_plan(demo, pilot)


async def test_contact_data_are_optional_and_never_made_up(demo):
    async with running(demo) as pilot:
        await press(pilot, "n", "=Rask Ekorn")
        await go(pilot, "reach", "right")
        await go(pilot, "guardian1", "=Lun Vott")
        await go(pilot, "guardian1_phone", "=99999999")
        await go(pilot, "guardian1_email", "=lun", "ctrl+g")
        assert set(wrong(pilot)) == {"guardian1_phone", "guardian1_email"}
        await press(pilot, "ctrl+u", "=40 12 34 56")
        await go(pilot, "guardian1_email", "ctrl+u", "=lun@eksempel.no", "ctrl+g")
        plan = opened_plan(demo, pilot)
        known = demo.desk().people.known(plan.id, guardians(plan)[0].person)
        assert (known.phone, known.email) == ("40 12 34 56", "lun@eksempel.no")


async def test_nobody_is_in_a_plan_twice(demo):
    async with running(demo) as pilot:
        await press(pilot, "n", "=Rask Ekorn")
        for name in ("guardian1", "guardian2"):
            await go(pilot, name, "=varm", "right")
        await press(pilot, "ctrl+g")
        assert set(wrong(pilot)) == {"guardian2"}


async def test_text_of_people_is_taken_as_it_stands(tmp_path):
    office = make_empty_office(tmp_path)
    async with running(office) as pilot:
        await press(pilot, "n", "=Nguyễn [/b] Øy", "enter")
        await go(pilot, "guardian1", "=[red]Åse[/red]", "enter")
        assert "Trengs fra [red]Åse[/red]" in screen_text(pilot.app)
        await press(pilot, "ctrl+g")
        plan = opened_plan(office, pilot)
        assert opening(plan).owner.name == "Nguyễn [/b] Øy"
        assert guardians(plan)[0].name == "[red]Åse[/red]"


async def test_a_half_filled_form_comes_back_line_by_line_and_choice_by_choice(demo):
    async with running(demo) as pilot:
        await press(pilot, "n", "shift+tab", "right", "enter", "=Munter Li", "right", "enter")
        for n in range(1, 5):
            await go(pilot, f"guardian{n}", f"=Lun Vott {n}")
        await go(pilot, "guardian2_kin", "right", "space")
        await go(pilot, "provider1", "=ugl", "right")
        await go(pilot, "consent_on", "right")
        await go(pilot, "signed", "space")
        before = pilot.app.screen.form.values()
        await press(pilot, "escape", "n")
        assert pilot.app.screen.form.values() == before
        assert not part(pilot, "guardian2_kin").parental
        assert part(pilot, "guardian4").text == "Lun Vott 4"
        await go(pilot, "signed", "space", "ctrl+g")
        plan = opened_plan(demo, pilot)
        assert opening(plan).owner.id == "p-munter"
        assert "p-klok" in [p.person for p in participants(plan)]


async def test_a_refused_plan_leaves_the_form_as_it_was(tmp_path, monkeypatch):
    office = make_empty_office(tmp_path)
    office.settings = replace(office.settings)
    async with running(office) as pilot:
        await press(pilot, "n", "=Munter Linerle")

        def broken(*_given, **_named):
            raise OSError

        monkeypatch.setattr(office.desk().starting, "start", broken)
        await press(pilot, "ctrl+g")
        assert isinstance(pilot.app.screen, NewPlanScreen)
        assert part(pilot, "owner").text == "Munter Linerle"
        monkeypatch.undo()
        await press(pilot, "ctrl+g", "ctrl+g")
        assert opened_plan(office, pilot)
        assert len(office.desk().plans.rows()) == 1
        await settle(pilot)
