"""One round against a scripted server: every code has its deed, and nothing is lost on the way (R4 to R40)."""

from __future__ import annotations

import pytest

from stafett_tui.sync.deeds import DEEDS, errands, fitting
from stafett_tui.sync.link import Unreachable
from stafett_tui.sync.outcome import Step
from stafett_tui.sync.protocol import (
    MOST_BYTES,
    Code,
    Exchanged,
    Head,
    Looked,
    LookupsTaken,
    Page,
    Problem,
    Registered,
    SentEvent,
)
from stafett_tui.sync.round import MOST_TURNS, go_round
from tests.sync.scripted import AT, NOON, MemoryShelf, ScriptedLink, exchanged, overviewed, sent

PLAN = "plan-a"
NAMED = Registered(device="second", token="t", person="p", name="Rask Elg", epoch="one", lease=AT)


def looked(n):
    return Looked(n=n, at=AT, plan=PLAN, hash="AAAA")


def test_every_code_of_the_protocol_has_a_deed():
    assert set(DEEDS) == set(Code)


def test_what_waits_goes_out_and_what_is_new_comes_in_with_one_request():
    shelf = MemoryShelf(unsent={PLAN: [sent(1), sent(2)]})
    link = ScriptedLink(exchanged(PLAN, 1, 2, acked=2, judged=(1, 2)))
    outcome = go_round(shelf, link, [PLAN])
    assert [len(each.events) for each in link.asked] == [2]
    assert outcome.waiting == 0
    assert [each.seq for each in outcome.changes] == [2]


def test_a_round_with_nothing_to_do_is_one_question():
    link = ScriptedLink(overviewed())
    outcome = go_round(MemoryShelf(), link)
    assert link.kinds == ["overview"]
    assert (outcome.now, outcome.changes, outcome.problems) == (AT, (), ())


def test_r31_a_long_log_comes_page_by_page_until_its_head():
    shelf, told = MemoryShelf(), []
    link = ScriptedLink(exchanged(PLAN, 1, 2, head=5), exchanged(PLAN, 3, 4, head=5), exchanged(PLAN, 5))
    go_round(shelf, link, [PLAN], told=told.append)
    assert [each.known.after for each in link.asked] == [0, 2, 4]
    assert [(each.done, each.of) for each in told] == [(2, 5), (4, 5), (5, 5)]


def test_r31_what_is_gone_comes_first_then_unsent_words_then_the_nearest_meeting():
    found = overviewed(
        Head(plan="late", head=3, next_meeting="2026-12-24T09:00"), Head(plan="person:x", head=1), Head(plan="never", head=3),
        Head(plan="soon", head=3, next_meeting="2026-11-20T09:00"), gone=("gone",),
    )  # fmt: skip
    order = errands(found, ("late", "mine", "gone", "soon"), {"mine"})
    assert order == ("gone", "mine", "soon", "late", "never", "person:x")


def test_a_plan_that_is_new_to_this_laptop_is_fetched_unless_it_was_put_away():
    shelf = MemoryShelf(plans=[])
    link = ScriptedLink(overviewed(Head(plan="new", head=2), Head(plan="away", head=9)), exchanged("new", 1, 2))
    outcome = go_round(shelf, link, wanted=lambda head: head.plan != "away")
    assert shelf.ordered() == ("new",)
    assert outcome.heads == {"new": 2, "away": 9}


def test_r5_after_a_gap_it_goes_on_from_what_the_server_expects():
    shelf = MemoryShelf(unsent={PLAN: [sent(4)]})
    link = ScriptedLink(Problem(code=Code.GAP, expect=3), exchanged(PLAN, 1, acked=4, judged=(4,)))
    go_round(shelf, link, [PLAN])
    assert ("acked", PLAN, 2) in shelf.did


def test_r5_where_the_missing_number_is_nowhere_the_rest_is_numbered_anew():
    shelf = MemoryShelf(unsent={PLAN: [sent(4)]})
    gap = Problem(code=Code.GAP, expect=3)
    link = ScriptedLink(gap, gap, exchanged(PLAN, 1, acked=3, judged=(3,)))
    outcome = go_round(shelf, link, [PLAN])
    assert ("renumber", PLAN, "laptop", 2) in shelf.did
    assert (outcome.waiting, outcome.problems) == (0, ())


def test_r23_a_new_epoch_is_noted_and_the_past_proven_again():
    shelf = MemoryShelf()
    link = ScriptedLink(Problem(code=Code.EPOCH, epoch="two"), exchanged(PLAN, 1))
    go_round(shelf, link, [PLAN])
    assert [each.epoch for each in link.asked] == ["one", "two"]


def test_r23_a_new_epoch_at_the_first_question_is_noted_before_anything_else():
    link = ScriptedLink(Problem(code=Code.EPOCH, epoch="two"), overviewed(epoch="two"))
    shelf = MemoryShelf()
    assert go_round(shelf, link).problems == ()
    assert shelf.epoch() == "two"


@pytest.mark.parametrize(("code", "offer"), [(Code.FORK, True), (Code.RESNAPSHOT, False)])
def test_r23_r29_a_log_that_is_another_is_taken_anew_and_one_s_own_offered_only_after_a_fork(code, offer):
    shelf, told = MemoryShelf(after={PLAN: 7}), []
    go_round(shelf, ScriptedLink(Problem(code=code), exchanged(PLAN, 1)), [PLAN], told=told.append)
    assert shelf.did[0] == ("anew", PLAN, offer)
    assert told[0].step is Step.ANEW


def test_a_page_that_does_not_go_on_from_here_is_a_fork():
    shelf = MemoryShelf(broken={PLAN})
    go_round(shelf, ScriptedLink(exchanged(PLAN, 5), exchanged(PLAN, 1)), [PLAN])
    assert shelf.did[0] == ("anew", PLAN, True)


def test_r26_a_cloned_laptop_takes_another_name_for_everything_unsent():
    shelf = MemoryShelf(plans=[PLAN, "plan-b"], unsent={PLAN: [sent(3)]})
    told = []
    link = ScriptedLink(Problem(code=Code.CLONE), NAMED, exchanged(PLAN, 1, acked=1, judged=(1,)))
    go_round(shelf, link, [PLAN], told=told.append)
    assert shelf.did[:2] == [("renumber", PLAN, "second", 0), ("renumber", "plan-b", "second", 0)]
    assert told[0].device == NAMED


def test_r26_without_another_name_nothing_more_is_asked():
    shelf = MemoryShelf(unsent={PLAN: [sent(3)]})
    link = ScriptedLink(Problem(code=Code.CLONE), Problem(code=Code.REVOKED))
    outcome = go_round(shelf, link, [PLAN])
    assert [each.problem.code for each in outcome.problems] == [Code.REVOKED]
    assert (outcome.stopped, outcome.waiting) == (True, 1)


def test_i7_a_plan_that_may_be_read_no_more_is_purged_and_told():
    shelf, told = MemoryShelf(unsent={PLAN: [sent(1)]}), []
    outcome = go_round(shelf, ScriptedLink(Problem(code=Code.REVOKED)), [PLAN], told=told.append)
    assert [(each.plan, each.unsent) for each in outcome.gone] == [(PLAN, 1)]
    assert told[-1].purged == outcome.gone[0]
    assert outcome.problems == ()


def test_r39_what_the_overview_calls_gone_goes_only_when_its_own_answer_says_so():
    shelf = MemoryShelf()
    go_round(shelf, ScriptedLink(overviewed(gone=(PLAN,)), exchanged(PLAN)))
    assert shelf.ordered() == (PLAN,)


def test_s02_a_revoked_laptop_wipes_every_plan():
    shelf = MemoryShelf(plans=[PLAN, "plan-b"])
    outcome = go_round(shelf, ScriptedLink(Problem(code=Code.REVOKED)))
    assert shelf.ordered() == ()
    assert len(outcome.gone) == 2


def test_r8_words_pushed_into_a_lost_plan_are_judged_before_it_goes():
    shelf = MemoryShelf(after={PLAN: 4}, unsent={PLAN: [sent(1)]})
    judged = Exchanged(acked=1, judged=exchanged(judged=(1,)).judged, page=Page(plan=PLAN))
    outcome = go_round(shelf, ScriptedLink(judged, Problem(code=Code.REVOKED)), [PLAN])
    assert [each.unsent for each in outcome.gone] == [0]


def test_i2_a_plan_the_server_lost_is_offered_again_from_its_beginning():
    shelf = MemoryShelf(after={PLAN: 4}, lost={PLAN: [sent(1), sent(2)]})
    none = Problem(code=Code.PLAN_GONE)
    outcome = go_round(shelf, ScriptedLink(none, none, exchanged(PLAN, 1, 2, acked=2, judged=(1, 2))), [PLAN])
    assert shelf.did[0] == ("anew", PLAN, True)
    assert (outcome.waiting, outcome.problems) == (0, ())


def test_r39_a_plan_the_server_lost_never_goes_from_here_where_nothing_of_it_is_one_s_own():
    shelf = MemoryShelf(after={PLAN: 4})
    outcome = go_round(shelf, ScriptedLink(*[Problem(code=Code.PLAN_GONE)] * 2), [PLAN])
    assert shelf.ordered() == (PLAN,)
    assert outcome.problems[0].problem.code is Code.PLAN_GONE


def test_r39_words_for_a_plan_that_never_was_are_kept():
    shelf = MemoryShelf(unsent={PLAN: [sent(1)]})
    outcome = go_round(shelf, ScriptedLink(*[Problem(code=Code.PLAN_GONE)] * 2), [PLAN])
    assert (outcome.waiting, outcome.problems[0].problem.code) == (1, Code.PLAN_GONE)


def test_while_an_answer_is_taken_the_first_question_about_the_next_plan_is_out():
    shelf = MemoryShelf(plans=[PLAN, "plan-b", "plan-c"], unsent={"plan-b": [sent(1)]})
    link = ScriptedLink(exchanged(PLAN, 1), exchanged("plan-b", 1, acked=1, judged=(1,)), exchanged("plan-c", 1))
    go_round(shelf, link, shelf.plans)
    assert [each.known.plan for each in link.foreseen] == ["plan-b", "plan-c"]
    assert all(was is asked for was, asked in zip(link.foreseen, link.asked[1:], strict=True))


def test_the_log_of_a_person_is_asked_about_when_the_plans_before_it_are_through():
    link = ScriptedLink(exchanged(PLAN, 1), exchanged("person:x", 1))
    go_round(MemoryShelf(plans=[PLAN, "person:x"]), link, [PLAN, "person:x"])
    assert (link.kinds, link.foreseen) == (["exchange", "exchange"], [])


def test_after_a_problem_what_was_foreseen_is_asked_anew():
    shelf = MemoryShelf(plans=[PLAN, "plan-b"])
    new = Problem(code=Code.EPOCH, epoch="two")
    link = ScriptedLink(exchanged(PLAN, 1, head=2), new, exchanged(PLAN, 2), exchanged("plan-b", 1))
    go_round(shelf, link, [PLAN, "plan-b"])
    assert [each.epoch for each in link.foreseen] == ["one", "two"]
    assert link.asked[-1] is link.foreseen[1]


@pytest.mark.parametrize("code", [Code.MALFORMED, Code.UPGRADE])
def test_r22_what_the_server_does_not_understand_stays_and_the_next_plan_goes_on(code):
    shelf = MemoryShelf(plans=[PLAN, "plan-b"], unsent={PLAN: [sent(1)]})
    link = ScriptedLink(Problem(code=code), exchanged("plan-b", 1))
    outcome = go_round(shelf, link, [PLAN, "plan-b"])
    assert (outcome.waiting, outcome.stopped) == (1, False)
    assert [(each.plan, each.problem.code) for each in outcome.problems] == [(PLAN, code)]


@pytest.mark.parametrize("code", [Code.AUTH, Code.RETRY, Code.RESTORING])
def test_r25_a_server_that_cannot_now_is_left_alone_and_everything_kept(code):
    shelf = MemoryShelf(plans=[PLAN, "plan-b"], unsent={PLAN: [sent(1)]})
    link = ScriptedLink(Problem(code=code, wait=3.0))
    outcome = go_round(shelf, link, [PLAN, "plan-b"])
    assert link.kinds == ["exchange"]
    assert (outcome.waiting, outcome.stopped) == (1, True)


def test_a_request_that_is_too_large_is_halved_until_it_fits():
    shelf = MemoryShelf(unsent={PLAN: [sent(n) for n in range(1, 9)]})
    large = Problem(code=Code.TOO_LARGE)
    link = ScriptedLink(large, large, exchanged(PLAN, 1, acked=2, judged=(1, 2)), Problem(code=Code.RETRY))
    outcome = go_round(shelf, link, [PLAN])
    assert [len(each.events) for each in link.asked] == [8, 4, 2, 2]
    assert outcome.waiting == 6


def test_one_event_that_is_too_large_is_told_and_kept():
    shelf = MemoryShelf(unsent={PLAN: [sent(1)]})
    outcome = go_round(shelf, ScriptedLink(Problem(code=Code.TOO_LARGE)), [PLAN])
    assert (outcome.waiting, outcome.problems[0].problem.code) == (1, Code.TOO_LARGE)


def test_a_request_stays_within_the_bytes_that_the_server_takes():
    large = SentEvent(header="{}", body="x" * 60_000, salt="")
    count = fitting([large] * 40)
    assert 0 < count < 40
    assert count * 60_000 < MOST_BYTES
    assert fitting([large]) == 1


def test_large_events_go_out_in_several_requests():
    events = [sent(n, words="x" * 60_000) for n in range(1, 31)]
    shelf = MemoryShelf(unsent={PLAN: events})

    def judge(request):
        numbers = tuple(range(1, 31))[30 - len(shelf.unsent[PLAN]) :][: len(request.events)]
        return exchanged(PLAN, numbers[-1], acked=numbers[-1], judged=numbers)

    link = ScriptedLink(*[judge] * 5)
    assert go_round(shelf, link, [PLAN]).waiting == 0
    assert sum(len(each.events) for each in link.asked) == 30


def test_after_eight_problems_with_one_plan_it_is_told_and_left_for_later():
    shelf = MemoryShelf()
    link = ScriptedLink(*[Problem(code=Code.FORK)] * 20)
    outcome = go_round(shelf, link, [PLAN])
    assert len(link.asked) == MOST_TURNS
    assert outcome.problems[0].problem.code is Code.FORK


def test_a_server_that_changes_its_epoch_for_ever_is_left_alone():
    link = ScriptedLink(*[Problem(code=Code.EPOCH, epoch=str(n)) for n in range(20)])
    outcome = go_round(MemoryShelf(), link)
    assert len(link.asked) == MOST_TURNS
    assert outcome.problems[0].problem.code is Code.EPOCH


def test_another_answer_than_asked_for_changes_nothing():
    shelf = MemoryShelf(unsent={PLAN: [sent(1)]})
    outcome = go_round(shelf, ScriptedLink(LookupsTaken(through=9)), [PLAN])
    assert (outcome.problems[0].problem.code, shelf.did) == (Code.MALFORMED, [])


def test_r7_when_nobody_answers_everything_is_kept_and_said():
    shelf = MemoryShelf(unsent={PLAN: [sent(1)]})
    with pytest.raises(Unreachable) as raised:
        go_round(shelf, ScriptedLink(), [PLAN])
    assert raised.value.since == NOON
    assert len(shelf.waiting(PLAN)) == 1


def test_r24_a_lower_counter_of_the_server_is_noted_at_every_pull():
    shelf = MemoryShelf()
    go_round(shelf, ScriptedLink(exchanged(PLAN, 1, acked=3)), [PLAN])
    assert ("acked", PLAN, 3) in shelf.did


def test_a_server_that_stands_still_is_not_asked_for_ever():
    shelf = MemoryShelf(unsent={PLAN: [sent(1)]})
    link = ScriptedLink(*[exchanged(PLAN)] * 9)
    assert go_round(shelf, link, [PLAN]).waiting == 1
    assert len(link.asked) < 9


def test_s07_look_ups_go_first_and_as_far_as_the_server_has_them():
    shelf = MemoryShelf(looked=[looked(1), looked(2)])
    link = ScriptedLink(LookupsTaken(through=2), overviewed())
    go_round(shelf, link)
    assert link.kinds == ["lookups", "overview"]
    assert shelf.looked == []


def test_s07_look_ups_the_server_did_not_take_stay_for_the_next_round():
    shelf = MemoryShelf(looked=[looked(1), looked(2)])
    go_round(shelf, ScriptedLink(LookupsTaken(through=1), overviewed()))
    assert [each.n for each in shelf.looked] == [2]


def test_look_ups_that_are_refused_do_not_stop_the_plans():
    shelf = MemoryShelf(looked=[looked(1)])
    link = ScriptedLink(Problem(code=Code.MALFORMED), overviewed())
    outcome = go_round(shelf, link)
    assert link.kinds == ["lookups", "overview"]
    assert outcome.problems[0].problem.code is Code.MALFORMED


def test_look_ups_prove_a_new_epoch_as_everything_else_does():
    shelf = MemoryShelf(looked=[looked(1)])
    link = ScriptedLink(Problem(code=Code.EPOCH, epoch="two"), LookupsTaken(through=1), overviewed(epoch="two"))
    go_round(shelf, link)
    assert (shelf.looked, shelf.epoch()) == ([], "two")
