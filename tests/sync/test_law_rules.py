"""Rules of sync.md that a history of two or three laptops shows whole: R9, R11, R12 and R40."""

from __future__ import annotations

from sqlalchemy import select

from stafett_server.log.rows import table
from stafett_server.log.tables import Verdicts
from stafett_tui.domain.activity import ActivityPlanned, ActivityRevised, CommentWritten
from stafett_tui.domain.baton import BatonOffered, BatonTaken
from stafett_tui.domain.consent import ConsentWithdrawn
from stafett_tui.domain.goal import Arena, GoalRevised, GoalSet
from stafett_tui.domain.log import Struck
from stafett_tui.domain.people import holder_id
from tests.support.domain import KLOK, PPT, VARM
from tests.sync.machine_beginning import PLAN

BERRIES = "blåbærsyltetøy"
"""What stands nowhere else."""


def kinds(fleet):
    return [entry.event.kind for entry, _ in fleet.server.log(PLAN)[12:]]


def renamed(text):
    return lambda plan: ActivityRevised(thing=plan.of(ActivityPlanned)[0].id, field="what", value=text, reason="fordi")


def test_r9_who_was_offline_at_a_withdrawal_loses_sight_at_the_next_contact_and_their_words_stay_theirs_alone(begins):
    fleet = begins(0, 2, 3)
    fleet.turn(2, PLAN, lambda _: ConsentWithdrawn(by=VARM, services=(PPT,)))
    fleet.sync(2)
    fleet.turn(1, PLAN, lambda plan: CommentWritten(activity=plan.of(ActivityPlanned)[0].id, text=BERRIES))
    fleet.settle()
    klok = fleet.laptops[1]
    assert klok.plan(PLAN) is None
    assert [(BERRIES in each.body.decode()) for each in klok.store.refusals.all()] == [True]
    assert BERRIES.encode() not in fleet.server.copied().data
    assert BERRIES not in repr(fleet.server.log(PLAN))
    with fleet.server.database.reading() as connection:
        told = table(Verdicts).c
        rows = connection.execute(select(told.status, told.seq, told.code).where(told.device == klok.device)).all()
    assert [(row.status, row.seq) for row in rows] == [("refused", None)]
    assert rows[0].code


def set_and_then_struck_while_it_is_revised(fleet, first):
    fleet.turn(0, PLAN, lambda _: GoalSet(arena=Arena.HOME, text="Du ler"))
    fleet.settle()
    goal = fleet.laptops[0].plan(PLAN).of(GoalSet)[-1].id
    fleet.turn(1, PLAN, lambda _: GoalRevised(thing=goal, field="text", value="Du ler høyt"))
    fleet.turn(0, PLAN, lambda plan: Struck(target=goal))
    fleet.sync(first)
    fleet.settle()
    return goal


def test_r11_what_is_struck_unseen_after_somebody_revised_it_stands(begins):
    fleet = begins(0, 1)
    goal = set_and_then_struck_while_it_is_revised(fleet, 1)
    assert kinds(fleet) == ["goal.set", "goal.revised"]
    assert [each.code for each in fleet.laptops[0].store.refusals.all()] == ["moved_on"]
    assert {laptop.plan(PLAN).get(goal, GoalSet).body.text for laptop in fleet.laptops} == {"Du ler høyt"}


def test_r11_what_is_revised_after_it_was_struck_keeps_its_words_for_their_writer(begins):
    fleet = begins(0, 1)
    set_and_then_struck_while_it_is_revised(fleet, 0)
    assert kinds(fleet) == ["goal.set", "struck"]
    [refused] = fleet.laptops[1].store.refusals.all()
    assert "Du ler høyt" in refused.body.decode()


def test_r12_of_two_transfers_of_the_baton_at_once_the_second_finds_that_the_first_stands(begins):
    fleet = begins(0, 1, 2)
    fleet.turn(0, PLAN, lambda _: BatonOffered(person=KLOK))
    fleet.turn(1, PLAN, lambda _: BatonOffered(person=KLOK))
    fleet.sync(0)
    fleet.settle()
    assert kinds(fleet).count("baton.offered") == 1
    assert [each.code for each in fleet.laptops[1].store.refusals.all()] == ["baton_offered"]
    fleet.turn(2, PLAN, lambda plan: BatonTaken(person=KLOK, offer=plan.of(BatonOffered)[-1].id))
    fleet.settle()
    assert [holder_id(laptop.plan(PLAN)) for laptop in fleet.laptops] == [KLOK] * 3


def test_r40_two_changes_of_ones_own_before_any_answer_are_no_conflict_with_oneself(begins):
    fleet = begins(0, 1)
    fleet.turn(0, PLAN, renamed("Dagtavla henger"))
    fleet.turn(0, PLAN, renamed("Dagtavla henger ved døra"))
    fleet.settle()
    assert [entry.status.value for entry, _ in fleet.server.log(PLAN)[12:]] == ["ok", "ok"]
    assert not fleet.laptops[1].plan(PLAN).conflicts


def test_r40_a_change_of_the_other_laptop_of_the_same_person_that_was_not_seen_is_one(begins):
    fleet = begins(0, 1)
    fleet.turn(0, PLAN, renamed("Dagtavla henger"))
    fleet.turn(1, PLAN, renamed("Dagtavla står"))
    fleet.settle()
    assert [entry.status.value for entry, _ in fleet.server.log(PLAN)[12:]] == ["ok", "conflict"]
    assert [len(laptop.plan(PLAN).conflicts) for laptop in fleet.laptops] == [1, 1]
