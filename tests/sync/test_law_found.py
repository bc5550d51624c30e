"""What the histories found, each as the shortest history that shows it."""

from __future__ import annotations

import pytest

from stafett_tui.domain.activity import ActivityPlanned, ActivityRevised, CommentWritten
from stafett_tui.domain.baton import BatonOffered, BatonTaken
from stafett_tui.domain.document import documents
from stafett_tui.domain.errors import StafettError
from stafett_tui.domain.goal import Arena, GoalSet
from stafett_tui.domain.keptout import KeptOut
from stafett_tui.domain.lifecycle import Demanded, ErasureAsked, PlanErased
from stafett_tui.domain.log import Blanked
from stafett_tui.domain.people import ParticipantLeft, holder_id
from stafett_tui.domain.person import ContactNoted, OpenersNamed, ProtectionNoted
from stafett_tui.domain.protection import AddressProtection
from tests.support.domain import BLID, KLOK, MUNTER, PPT, STODIG, VARM
from tests.sync.faults import Trouble
from tests.sync.machine_beginning import PLAN

STRICT = (OpenersNamed(persons=(VARM,)), ProtectionNoted(protection=AddressProtection.STRICTLY_CONFIDENTIAL))


def a_goal(text):
    return lambda _: GoalSet(arena=Arena.HOME, text=text)


def a_comment(plan):
    return CommentWritten(activity=plan.of(ActivityPlanned)[0].id, text="Det går")


def erased(plan):
    asked = plan.last(ErasureAsked)
    return PlanErased(asked=asked.id, archived=asked.body.archived)


def last_goal_blanked(plan):
    return Blanked(target=plan.of(GoalSet)[-1].id, reason="feil logg")


def log_in(fleet):
    for laptop in fleet.laptops:
        fleet.log_in(laptop)


def test_i2_what_the_second_laptop_noted_about_a_person_while_it_was_alone_comes_along(begins):
    fleet = begins(0, how="alone")
    fleet.note(1, PLAN, VARM, ContactNoted(phone="00000003"))
    log_in(fleet)
    fleet.settle()
    assert len(fleet.server.log(f"person:{VARM}")) == 2


def test_i2_what_a_laptop_had_to_offer_stays_readable_where_the_plan_is_closed_to_it_meanwhile(begins):
    fleet = begins(0, how="alone")
    fleet.turn(1, PLAN, a_goal("Du ler"))
    fleet.note(0, PLAN, MUNTER, *STRICT)
    log_in(fleet)
    fleet.settle()
    assert fleet.laptops[1].plan(PLAN) is None
    assert len(fleet.laptops[1].store.refusals.all()) == 1


def test_i1_words_that_were_blanked_before_their_writer_saw_them_placed_wait_no_more_under_another_name(begins):
    fleet = begins(0, 2)
    fleet.limit = 1
    fleet.clone(0)
    fleet.turn(0, PLAN, a_goal("Du ler"))
    fleet.turn(0, PLAN, last_goal_blanked)
    fleet.sync(0, Trouble({1: "answer"}))
    fleet.turn(2, PLAN, a_goal("Du synger"))
    fleet.sync(2)
    fleet.settle()
    assert not fleet.laptops[0].store.refusals.waiting()


def test_i1_what_a_cloned_disk_sent_again_waits_no_more_where_all_of_it_was_erased_before_its_place_came(begins):
    fleet = begins(0, 4)
    fleet.limit = 1
    fleet.turn(1, PLAN, lambda _: ErasureAsked(reason="familien vil"))
    fleet.clone(1)
    fleet.turn(1, PLAN, lambda _: ParticipantLeft(person=KLOK))
    fleet.turn(2, PLAN, erased)
    fleet.turn(0, PLAN, a_goal("Du ler"))
    fleet.sync(0)
    fleet.sync(1)
    fleet.settle()
    assert [each.store.refusals.waiting() for each in fleet.laptops] == [{}, {}, {}]


@pytest.mark.parametrize("left", range(0, 45, 3))
def test_i2_a_file_is_fetched_also_where_the_power_went_right_after_its_event_came(begins, left):
    fleet = begins(0, 2)
    fleet.attach(0, PLAN, b"skjema")
    fleet.sync(0)
    fleet.sync(1, power=(left, True))
    fleet.settle()
    assert fleet.laptops[1].files() == fleet.server.files(PLAN) != set()


def last_file_blanked(plan):
    return Blanked(target=documents(plan)[-1].id, reason="feil logg")


def test_i7_a_file_that_is_taken_out_before_the_server_knew_of_it_is_nowhere(begins):
    fleet = begins(0, 2)
    fleet.attach(0, PLAN, b"skjema")
    fleet.turn(0, PLAN, last_file_blanked)
    fleet.settle()
    assert [each.files() for each in fleet.laptops] == [set(), set()]


def test_i7_nor_is_one_that_a_cloned_disk_sends_again(begins):
    fleet = begins(0, 2)
    fleet.attach(0, PLAN, b"skjema")
    fleet.clone(0)
    fleet.turn(0, PLAN, last_file_blanked)
    fleet.turn(2, PLAN, a_goal("Du ler"))
    fleet.settle()
    assert [each.files() for each in fleet.laptops] == [set(), set(), set()]


def test_i7_nor_is_one_that_a_log_taken_anew_tells_of_no_more(begins):
    fleet = begins(0, 2)
    fleet.back_up()
    fleet.turn(0, PLAN, a_goal("Du ler"))
    fleet.settle()
    fleet.attach(0, PLAN, b"skjema")
    fleet.clone(0)
    fleet.sync(0, Trouble({1: "answer"}))
    fleet.restore(epoch=True)
    fleet.sync(2)
    fleet.turn(2, PLAN, last_file_blanked)
    fleet.sync(2)
    fleet.settle()
    assert [each.files() for each in fleet.laptops] == [set(), set(), set()]


def test_i7_a_file_whose_words_must_never_come_back_goes_from_a_cloned_disk_too(begins):
    fleet = begins(0, 2)
    fleet.back_up()
    fleet.attach(0, PLAN, b"skjema")
    fleet.clone(0)
    fleet.turn(0, PLAN, last_file_blanked)
    fleet.sync(0)
    fleet.restore(epoch=True)
    fleet.sync(2)
    fleet.settle()
    assert [each.code for each in fleet.laptops[2].store.refusals.all()] == ["ERASED"]
    assert [each.files() for each in fleet.laptops] == [set(), set(), set()]


def test_k04_a_file_that_is_shown_again_is_fetched_again(begins):
    fleet = begins(0, 3, 6)
    fleet.attach(0, PLAN, b"skjema")
    fleet.note(0, PLAN, VARM, ProtectionNoted(protection=AddressProtection.CONFIDENTIAL))
    fleet.settle()
    assert fleet.laptops[2].files() == set()
    fleet.note(1, PLAN, VARM, ProtectionNoted(protection=AddressProtection.NONE))
    fleet.settle()
    assert fleet.laptops[2].files() == fleet.server.files(PLAN) != set()


def test_r23_a_file_that_a_restored_server_lost_is_brought_again(begins):
    fleet = begins(0, 2)
    fleet.attach(0, PLAN, b"skjema")
    fleet.sync(0, Trouble({2: "request"}))
    assert (len(fleet.server.log(PLAN)), fleet.server.files(PLAN)) == (13, set())
    fleet.back_up()
    fleet.settle()
    assert fleet.server.files(PLAN) != set()
    fleet.restore(epoch=True)
    assert fleet.server.files(PLAN) == set()
    fleet.settle()
    assert fleet.server.files(PLAN) != set()


@pytest.mark.parametrize("epoch", [False, True])
@pytest.mark.parametrize("known", [False, True])
def test_r34_what_was_taken_out_before_a_restore_is_told_of_again_though_it_is_done(begins, known, epoch):
    fleet = begins(0, 2)
    fleet.turn(0, PLAN, a_goal("Du ler"))
    if known:
        fleet.sync(0)
    fleet.back_up()
    fleet.sync(0)
    fleet.sync(1)
    fleet.turn(0, PLAN, last_goal_blanked)
    fleet.settle()
    fleet.restore(epoch=epoch)
    fleet.settle()
    placed = [e.event for e, _ in fleet.server.log(PLAN) if e.event is not None]
    assert [e.body.reason for e in placed if e.kind == "blanked"] == ["feil logg"]
    assert [each.store.refusals.all() for each in fleet.laptops] == [(), ()]


@pytest.mark.parametrize("epoch", [False, True])
def test_r23_what_a_restored_server_lost_stays_readable_where_its_writer_left_meanwhile(begins, epoch):
    fleet = begins(0, 2)
    fleet.back_up()
    fleet.turn(1, PLAN, a_comment)
    fleet.sync(1)
    fleet.restore(epoch=epoch)
    fleet.turn(0, PLAN, lambda _: ParticipantLeft(person=KLOK))
    fleet.sync(0)
    fleet.settle()
    assert fleet.laptops[1].plan(PLAN) is None
    assert [each.code for each in fleet.laptops[1].store.refusals.all()] == ["REVOKED"]


@pytest.mark.parametrize("first", ["revoke", "restore"])
def test_s10_what_only_a_laptop_that_is_shown_out_had_beside_a_broken_server_is_lost(begins, first):
    fleet = begins(0, 2)
    fleet.back_up()
    fleet.turn(0, PLAN, a_goal("Du ler"))
    fleet.sync(0)
    fleet.turn(0, PLAN, a_goal("Du synger"))
    if first == "revoke":
        fleet.revoke(0)
    fleet.restore(epoch=True)
    if first == "restore":
        fleet.revoke(0)
    fleet.settle()
    assert [each.code for each in fleet.laptops[0].store.refusals.all()] == ["REVOKED"]


def test_i2_words_that_a_broken_disk_and_a_broken_server_lost_are_not_brought_by_others(begins):
    fleet = begins(0, 2)
    fleet.back_up()
    fleet.copy(1)
    fleet.turn(1, PLAN, a_comment)
    fleet.sync(1)
    fleet.sync(0)
    fleet.put_back(1)
    fleet.restore(epoch=True)
    fleet.settle()
    assert len(fleet.server.log(PLAN)) == len(fleet.laptops[1].plan(PLAN).entries) == 12


def test_i7_what_an_old_request_brings_at_last_is_held_like_the_rest(begins):
    fleet = begins(0, 2)
    fleet.turn(0, PLAN, a_goal("Du ler"))
    fleet.sync(0, Trouble({1: "power 0"}))
    fleet.replay(0)
    fleet.sync(1)
    assert len(fleet.laptops[1].plan(PLAN).entries) == len(fleet.server.log(PLAN)) == 13


def test_r10_a_lease_that_a_clock_ahead_has_ended_is_over_also_when_the_clock_is_right_again(begins):
    fleet = begins(0, 2)
    fleet.sync(0)
    for days in (400, 0):
        fleet.skew(0, days)
        fleet.looks(0, PLAN)
    with pytest.raises(StafettError):
        fleet.laptops[0].sitting.lease.check()
    fleet.sync(0)
    fleet.laptops[0].sitting.lease.check()


def test_r10_days_that_go_by_while_somebody_works_count_whatever_the_clock_says(begins):
    fleet = begins(0, 2)
    fleet.sync(0)
    fleet.skew(0, -400)
    fleet.write(0, PLAN, ("days", 0, 5, 0))
    fleet.laptops[0].starts_again()
    fleet.looks(0, PLAN)
    with pytest.raises(StafettError):
        fleet.laptops[0].sitting.lease.check()


def test_r10_days_that_go_by_while_nothing_runs_count_by_the_clock_alone(begins):
    fleet = begins(0, 2)
    fleet.sync(0)
    fleet.laptops[0].starts_again()
    fleet.days(20)
    fleet.skew(0, -400)
    fleet.looks(0, PLAN)
    fleet.laptops[0].sitting.lease.check()
    fleet.skew(0, 0)
    with pytest.raises(StafettError):
        fleet.laptops[0].sitting.lease.check()


def test_r27_a_disk_that_is_put_back_has_the_lease_of_its_copy(begins):
    fleet = begins(0, 2)
    fleet.sync(0)
    fleet.copy(0)
    fleet.days(10)
    fleet.sync(0)
    fleet.put_back(0)
    fleet.days(5)
    fleet.looks(0, PLAN)
    with pytest.raises(StafettError):
        fleet.laptops[0].sitting.lease.check()


def test_i8_whoever_held_the_baton_when_a_broken_server_was_copied_holds_it_again_until_it_is_handed_on_again(begins):
    fleet = begins(0, 2)
    fleet.back_up()
    fleet.turn(0, PLAN, lambda _: BatonOffered(person=KLOK))
    fleet.settle()
    fleet.turn(1, PLAN, lambda plan: BatonTaken(person=KLOK, offer=plan.of(BatonOffered)[-1].id))
    fleet.turn(1, PLAN, lambda _: ParticipantLeft(person=STODIG))
    fleet.settle()
    assert fleet.laptops[0].plan(PLAN) is None
    fleet.restore(epoch=True)
    fleet.settle()
    assert holder_id(fleet.record.plan(PLAN)) == STODIG


def test_i4_what_was_late_on_purpose_is_so_too_where_a_restored_server_is_brought_it_again(begins):
    fleet = begins(0)
    desk = fleet.laptops[0].desk(PLAN)
    thing = desk.plan.of(ActivityPlanned)[0]
    values = [ActivityRevised(thing=thing.id, field="what", value=each, reason="fordi") for each in ("Leke", "Sove")]
    desk.try_(values[0])
    fleet.settle()
    fleet.back_up()
    desk.try_(values[1], base=thing.seq)
    fleet.settle()
    fleet.restore(epoch=True)
    fleet.settle()
    assert [each.value for each in desk.plan.conflicts] == ["Sove"]


def test_k04_what_names_no_place_is_told_as_it_stands_and_brought_again_to_a_restored_server(begins):
    fleet = begins(0, 3, 6)
    fleet.note(0, PLAN, VARM, ProtectionNoted(protection=AddressProtection.CONFIDENTIAL))
    fleet.settle()
    fleet.back_up()
    fleet.turn(2, PLAN, lambda _: Demanded(what="closed", text="nå"))
    fleet.settle()
    head = len(fleet.server.log(PLAN))
    fleet.restore(epoch=True)
    assert len(fleet.server.log(PLAN)) == head - 1
    fleet.settle()
    assert len(fleet.server.log(PLAN)) == head


def test_i2_what_is_written_of_a_person_is_sent_also_where_the_first_words_of_their_log_were_refused(begins):
    fleet = begins(2, 3)
    fleet.note(1, PLAN, KLOK, ContactNoted(phone="00000005"), asking=False)
    fleet.sync(1)
    assert not fleet.server.log(f"person:{KLOK}")
    fleet.note(1, PLAN, KLOK, ContactNoted(phone="00000006"), asking=False)
    outcome = fleet.sync(1)
    assert not outcome.problems
    fleet.settle()
    assert len(fleet.laptops[1].store.refusals.all()) == 2


@pytest.mark.parametrize("epoch", [False, True])
def test_i2_own_words_that_are_here_in_other_words_alone_are_refused_where_a_restored_server_lost_them(begins, epoch):
    fleet = begins(0, 6)
    fleet.note(0, PLAN, VARM, ProtectionNoted(protection=AddressProtection.CONFIDENTIAL))
    fleet.settle()
    fleet.back_up()
    fleet.turn(1, PLAN, lambda _: KeptOut(by=BLID, topic="jobben", service=PPT))
    fleet.settle()
    assert fleet.laptops[1].plan(PLAN).of(KeptOut)[0].body.service != PPT
    fleet.restore(epoch=epoch)
    fleet.settle()
    (refused,) = fleet.laptops[1].store.refusals.all()
    assert refused.code == "RETOLD"
    assert "jobben" in refused.body.decode()
    assert PPT not in refused.body.decode()
    assert not fleet.laptops[1].store.refusals.waiting()
