"""What the screens offer follows the gate: nobody is offered what is never theirs to do."""

from __future__ import annotations

from dataclasses import replace

from stafett_tui.actions import ACTIONS
from stafett_tui.domain.people import Role
from stafett_tui.domain.plan import Plan
from stafett_tui.services.desk import Desk
from stafett_tui.services.permitted import TRIED, _tries
from tests.support.office import HOLDER, open_office, open_plan

OF_THE_FAMILY = frozenset({"baton_wish", "demand"})
OF_COORDINATORS = frozenset({"baton_force", "erase_plan"})
OF_THE_HOLDER = frozenset({
    "new_goal", "change_goal", "new_participant", "hide_service", "leave_plan", "wish", "concern", "give_consent",
    "withdraw_consent", "keep_out", "let_in", "attach_form", "baton", "outcome", "level", "transition", "pause_plan",
    "end_plan", "reopen_plan", "wrong_log", "lock", "unlock", "reopen", "all_present", "take_over",
})  # fmt: skip


def barred(tmp_path, person="", *offices):
    """What is not for somebody in the plan of a holder."""
    office = open_office(tmp_path)
    plan_id = open_plan(office.desk())
    if not person:
        return office.desk().permitted.barred(plan_id)
    me = replace(HOLDER, person=person)
    theirs = Desk(office.store, office.clock, me, office.device, offices=frozenset(offices))
    if offices:
        theirs.plans.give_reason(plan_id, "Familien ba om det")
    return theirs.permitted.barred(plan_id)


def test_the_holder_is_offered_all_but_what_belongs_to_others(tmp_path):
    assert barred(tmp_path) == OF_THE_FAMILY | OF_COORDINATORS | {"level_proposal"}


def test_a_provider_is_offered_nothing_of_the_holder_the_family_or_the_coordinator(tmp_path):
    found = barred(tmp_path, "p-klok")
    assert found >= OF_THE_HOLDER | OF_THE_FAMILY | OF_COORDINATORS | {"new_activity"}
    assert "level_proposal" not in found


def test_a_guardian_may_agree_what_is_done_at_home_wish_demand_and_decide_their_own_consent(tmp_path):
    found = barred(tmp_path, "p-varm")
    assert not found & (OF_THE_FAMILY | {"new_activity", "withdraw_consent", "give_consent", "keep_out", "about_me"})
    assert found >= OF_COORDINATORS | {"lock", "pause_plan", "baton", "wrong_log"}


def test_a_coordinator_who_said_why_is_offered_what_is_theirs(tmp_path):
    found = barred(tmp_path, "p-vaken", Role.COORDINATOR)
    assert not found & (OF_COORDINATORS | {"pause_plan", "wrong_log", "new_participant"})
    assert found >= OF_THE_FAMILY | {"lock", "new_goal", "concern"}


def test_whoever_is_offered_the_baton_may_answer(tmp_path):
    office = open_office(tmp_path)
    plan_id = open_plan(office.desk())
    office.desk().baton.offer(plan_id, "p-klok", "Jeg slutter")
    theirs = Desk(office.store, office.clock, replace(HOLDER, person="p-klok"), office.device)
    assert "baton" not in theirs.permitted.barred(plan_id)


def test_every_name_is_an_action_of_the_registry():
    named = {name for names, _ in _tries(Plan(), "x") for name in names.split()}
    assert named | {"lookups"} == TRIED
    assert {each.id for each in ACTIONS} >= TRIED
