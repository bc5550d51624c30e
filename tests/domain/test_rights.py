"""Who may write what, where a cell of the table says more than yes or no."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from stafett_tui.domain.activity import ActivityEnded, ActivityPlanned, ActivityRevised, CommentWritten, Ending
from stafett_tui.domain.admit import Actor, admit, roles
from stafett_tui.domain.baton import BatonOffered, BatonTaken
from stafett_tui.domain.concern import AboutMeRevised, AboutMeWritten, ConcernWritten, Side, Trait
from stafett_tui.domain.errors import ErrorKind
from stafett_tui.domain.evaluation import ActivityEvaluated, Effect, EvaluationRevised
from stafett_tui.domain.event import Act, Unknown
from stafett_tui.domain.goal import Arena, GoalSet
from stafett_tui.domain.lock import meetings
from stafett_tui.domain.log import ActUndone, Blanked
from stafett_tui.domain.people import PlanRevised, Role, participant
from stafett_tui.domain.undo import stacks
from stafett_tui.domain.voice import Speaker, VoiceHeard, VoiceRevised
from tests.support.domain import (
    BLID,
    KINDERGARTEN,
    KLOK,
    MUNTER,
    STODIG,
    VARM,
    YOUTH,
    Log,
    guardian,
    hand_over,
    opened,
    planned,
    provider,
    started,
)
from tests.support.domain_moves import _lock
from tests.support.domain_table import body_of, room


def test_an_office_counts_beside_the_role_in_the_plan():
    log = started()
    actor = Actor(STODIG, frozenset({Role.COORDINATOR, Role.ADMIN}))
    assert roles(log.plan, actor, log.policy, log.today) == (Role.HOLDER, Role.ADMIN, Role.COORDINATOR)
    assert roles(log.plan, Actor("stranger"), log.policy, log.today) == ()


def test_a_plan_is_opened_by_its_own_holder_once():
    log = Log()
    assert log.refusal(opened(), by=KLOK) is ErrorKind.NOT_ALLOWED
    assert log.refusal(GoalSet(arena=Arena.HOME, text="x")) is ErrorKind.NOT_OPENED
    log.add(opened())
    assert log.refusal(opened()) is ErrorKind.ALREADY_OPENED


def test_the_writer_is_the_one_who_is_logged_in():
    log = started()
    event = log.event(GoalSet(arena=Arena.HOME, text="x"), by=STODIG)
    assert admit(log.plan, Actor(KLOK), event, log.policy, log.today).code is ErrorKind.NOT_ALLOWED


def test_an_event_of_another_plan_or_with_a_known_id_is_refused():
    log = started()
    event = log.event(GoalSet(arena=Arena.HOME, text="x"))
    assert log.judge(replace(event, plan_id="another")).code is ErrorKind.PLAN_UNKNOWN
    assert log.judge(replace(event, id=log.entries[0].event.id)).code is ErrorKind.BAD_INPUT


@pytest.mark.parametrize("text", [" ", "\n\t", "\u00a0"])
def test_a_text_that_says_nothing_is_refused(text):
    here = room(in_meeting=True)
    assert here.log.refusal(ConcernWritten(text=text)) is ErrorKind.TEXT_EMPTY
    assert here.log.refusal(ActivityPlanned(what=text)) is ErrorKind.TEXT_EMPTY
    assert here.log.refusal(guardian("ny", text)) is ErrorKind.TEXT_EMPTY
    assert here.log.refusal(ActivityRevised(thing=here.activity, field="what", value=text)) is ErrorKind.TEXT_EMPTY


def test_a_kind_that_is_not_known_or_has_no_body_asks_for_an_upgrade():
    log = started()
    assert log.refusal(Unknown(was="mood.felt", v=1, raw={})) is ErrorKind.UPGRADE
    bare = replace(log.event(GoalSet(arena=Arena.HOME, text="x")), body=None)
    assert log.judge(bare).code is ErrorKind.UPGRADE


def test_where_a_topic_has_newer_facts_it_waits_for_the_upgrade_and_lines_never_do():
    here = room(in_meeting=True)
    for was in ("goal.split", "line.split"):
        here.log.place(here.log.event(Unknown(was=was, v=1, raw={})))
    assert here.log.refusal(GoalSet(arena=Arena.HOME, text="x")) is ErrorKind.UPGRADE
    assert here.log.refusal(body_of(Act.MINUTES, here, STODIG, own=False)) is None


def test_what_is_not_understood_is_not_taken_back():
    log = started()
    log.place(log.event(Unknown(was="goal.split", v=1, raw={})))
    assert stacks(log.plan, "laptop").undo == ()


def test_a_coordinator_takes_back_a_repair_only_with_a_reason_as_it_was_made_with_one():
    log = started()
    log.offices, told = {"samordner": frozenset({Role.COORDINATOR})}, frozenset({log.plan_id})
    log.reasons = {"samordner": told}
    log.add(guardian("ny", "Ny Nabo"), by="samordner", device="kontor")
    log.reasons = {}
    taking = ActUndone(undone=stacks(log.plan, "kontor").undo[-1].id)
    assert log.refusal(taking, by="samordner", device="kontor") is ErrorKind.NOT_ALLOWED
    log.reasons = {"samordner": told}
    log.take_back(device="kontor", by="samordner")
    assert participant(log.plan, "ny") is None


def test_a_provider_works_on_own_activities_only():
    here = room(in_meeting=False)
    log = here.log
    own = planned(log, responsible=KLOK)
    rated = ActivityEvaluated(activity=own, effect=Effect.WORKS)
    assert log.refusal(rated, by=KLOK) is None
    assert log.refusal(ActivityRevised(thing=own, field="due", value="2026-12-24", reason="syk"), by=KLOK) is None
    assert log.refusal(ActivityEnded(activity=own, how=Ending.DONE), by=KLOK) is None
    assert log.refusal(ActivityEnded(activity=here.activity, how=Ending.DONE), by=KLOK) is ErrorKind.NOT_ALLOWED
    assert log.refusal(ActivityRevised(thing=own, field="responsible", value=VARM), by=KLOK) is ErrorKind.NOT_ALLOWED
    assert log.refusal(ActivityPlanned(what="nytt", responsible=KLOK), by=KLOK) is ErrorKind.NOT_ALLOWED
    mine, others = log.add(rated, by=KLOK), log.add(rated)
    assert log.refusal(EvaluationRevised(thing=mine, field="why", value="ro"), by=KLOK) is None
    assert log.refusal(EvaluationRevised(thing=others, field="why", value="ro"), by=KLOK) is ErrorKind.NOT_ALLOWED


def test_a_guardian_writes_about_the_child_and_plans_what_they_do_at_home():
    log = started()
    home = log.add(GoalSet(arena=Arena.HOME, text="Du sover"))
    other = log.add(GoalSet(arena=Arena.KINDERGARTEN, text="Du leker"))
    about = log.add(AboutMeWritten(side=Side.SOCIAL, trait=Trait.STRENGTH, text="bygger"))
    assert log.refusal(AboutMeRevised(thing=about, field="text", value="bygger høyt"), by=VARM) is None
    assert (
        log.refusal(PlanRevised(thing=log.entries[0].event.id, field="place", value="x"), by=VARM)
        is ErrorKind.NOT_ALLOWED
    )
    mine = ActivityPlanned(what="leser", responsible=VARM, goal=home)
    assert log.refusal(mine, by=VARM) is None
    assert log.refusal(mine.model_copy(update={"goal": None}), by=VARM) is None
    assert log.refusal(mine.model_copy(update={"goal": other}), by=VARM) is ErrorKind.NOT_ALLOWED
    assert log.refusal(mine, by=BLID) is ErrorKind.NOT_ALLOWED


def test_the_owner_of_age_speaks_for_themselves_only():
    log = started(born=YOUTH)
    own = log.add(VoiceHeard(text="Jeg liker dinosaurer."), by=MUNTER)
    written = log.add(VoiceHeard(text="Jeg liker biler."))
    assert log.refusal(VoiceRevised(thing=own, field="text", value="Jeg liker haier."), by=MUNTER) is None
    assert log.refusal(VoiceRevised(thing=written, field="text", value="x"), by=MUNTER) is ErrorKind.NOT_ALLOWED
    assert log.refusal(VoiceHeard(text="Mor sier", speaker=Speaker.MOTHER), by=MUNTER) is ErrorKind.NOT_ALLOWED


def test_the_baton_is_offered_then_accepted_and_there_is_one_holder():
    log = started()
    assert log.refusal(BatonTaken(person=KLOK), by=KLOK) is ErrorKind.NO_OFFER
    offered = log.add(BatonOffered(person=KLOK))
    assert roles(log.plan, Actor(STODIG), log.policy, log.today) == (Role.HOLDER,)
    assert log.refusal(BatonTaken(person=KLOK, offer=offered)) is ErrorKind.NOT_ALLOWED
    assert log.refusal(BatonTaken(person=VARM, offer=offered), by=VARM) is ErrorKind.NOT_ALLOWED
    log.add(BatonTaken(person=KLOK, offer=offered), by=KLOK)
    assert log.refusal(GoalSet(arena=Arena.HOME, text="x")) is ErrorKind.NOT_ALLOWED
    assert log.refusal(BatonTaken(person=KLOK, offer=offered), by=KLOK) is ErrorKind.NO_OFFER
    hand_over(log, STODIG, KLOK)
    assert roles(log.plan, Actor(STODIG), log.policy, log.today) == (Role.HOLDER,)


def test_nobody_joins_as_a_second_holder_or_twice():
    log = started()
    for role in (Role.HOLDER, Role.OWNER, Role.COORDINATOR, Role.UNIT_LEADER, Role.ADMIN):
        assert log.refusal(provider("ny", "Ny Nabo", KINDERGARTEN, role)) is ErrorKind.BAD_INPUT
    for person in (STODIG, KLOK, VARM, MUNTER):
        assert log.refusal(guardian(person, "Igjen")) is ErrorKind.PERSON_ALREADY_THERE


def test_a_sentence_in_the_wrong_log_is_blanked_by_the_holder_until_the_lock_and_by_the_coordinator_after():
    here = room(in_meeting=True)
    log = here.log
    assert log.refusal(Blanked(target=here.line, reason=" ")) is ErrorKind.REASON_NEEDED
    assert log.refusal(Blanked(target=here.line, reason="feil logg"), by=KLOK) is ErrorKind.NOT_ALLOWED
    assert log.refusal(Blanked(target=here.line, reason="feil logg")) is None
    _lock(log, (STODIG, "laptop"), 0)
    assert meetings(log.plan)[0].version == 1
    assert log.refusal(Blanked(target=here.line, reason="feil logg")) is ErrorKind.MINUTES_LOCKED
    assert log.refusal(Blanked(target=here.line, reason="feil logg"), by="coordinator") is None
    comment = log.add(CommentWritten(activity=here.activity, text="siden låsingen"))
    assert log.refusal(Blanked(target=comment, reason="feil logg")) is None


def test_the_opening_consent_and_commands_are_never_blanked():
    here = room(in_meeting=True)
    kept = [e.event.id for e in here.log.entries if e.event.kind in {"plan.opened", "consent.given", "meeting.turned"}]
    assert [here.log.refusal(Blanked(target=k, reason="x")) for k in kept] == [ErrorKind.TARGET_UNKNOWN] * len(kept)
    assert here.log.refusal(Blanked(target="nothing", reason="x")) is ErrorKind.TARGET_UNKNOWN


def test_the_head_of_the_plan_is_put_right_and_stays_about_the_same_person():
    log = started()
    plan = log.entries[0].event.id
    named = {"id": MUNTER, "name": "Munter Ærfugl", "born": "2021-03-15"}
    log.add(PlanRevised(thing=plan, field="owner", value=named))
    assert log.refusal(PlanRevised(thing=plan, field="owner", value=named | {"id": "another"})) is ErrorKind.BAD_INPUT
    assert log.refusal(PlanRevised(thing=plan, field="language", value="sv")) is ErrorKind.BAD_INPUT
    assert log.refusal(PlanRevised(thing=plan, field="level", value=2)) is ErrorKind.FIELD_UNKNOWN
    assert log.plan.facts[plan].body.owner.born == date(2021, 3, 15)


def test_whoever_opened_the_plan_is_named_anew_and_stays_the_same_person_of_the_same_service():
    log = started()
    plan = log.entries[0].event.id
    known = log.plan.facts[plan].body.holder.model_dump()
    anew = known | {"name": "Stødig Bjørk", "title": "styrer"}
    log.add(PlanRevised(thing=plan, field="holder", value=anew))
    assert log.plan.facts[plan].body.holder.model_dump() == anew
    for wrong in (anew | {"id": "another"}, anew | {"service": "BUP"}, None, "Stødig"):
        assert log.refusal(PlanRevised(thing=plan, field="holder", value=wrong)) is ErrorKind.BAD_INPUT
    assert log.refusal(PlanRevised(thing=plan, field="holder", value=anew | {"name": ""})) is ErrorKind.BAD_INPUT
