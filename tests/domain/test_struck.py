"""What is struck was seen by whoever strikes it: the last word on it, standing or late (I4, R11)."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from stafett_tui.domain.activity import ActivityRevised
from stafett_tui.domain.conflict import base_of
from stafett_tui.domain.errors import ErrorKind
from stafett_tui.domain.goal import GoalRevised
from stafett_tui.domain.log import Struck
from tests.support.domain import KLOK, planned, started, with_goal


def revised(log, goal, text, **told):
    return log.add(GoalRevised(thing=goal, field="text", value=text), **told)


def test_whoever_saw_the_last_word_strikes_it():
    log = started()
    goal = with_goal(log)
    revised(log, goal, "Du ler", device="tablet")
    assert log.refusal(Struck(target=goal)) is None


def test_a_word_since_then_keeps_the_thing():
    log = started()
    goal = with_goal(log)
    seen = base_of(log.plan, Struck(target=goal))
    revised(log, goal, "Du ler", device="tablet")
    assert log.refusal(Struck(target=goal), base=seen) is ErrorKind.MOVED_ON


def test_so_does_a_late_word_that_became_a_second_version():
    log = started()
    goal = with_goal(log)
    first = log.plan.facts[goal].seq
    revised(log, goal, "Du ler")
    seen = base_of(log.plan, Struck(target=goal))
    log.late(GoalRevised(thing=goal, field="text", value="Du synger"), base=first, device="tablet")
    assert log.refusal(Struck(target=goal), base=seen) is ErrorKind.MOVED_ON
    assert log.refusal(Struck(target=goal)) is None


def test_ones_own_last_word_is_named_by_its_event_before_it_has_a_place():
    log = started()
    goal = with_goal(log)
    mine = revised(log, goal, "Du ler")
    assert log.refusal(Struck(target=goal), base=mine) is None
    revised(log, goal, "Du synger", device="tablet")
    assert log.refusal(Struck(target=goal), base=mine) is ErrorKind.MOVED_ON


def test_an_own_word_that_came_late_itself_has_not_seen_the_one_that_stands():
    log = started()
    goal = with_goal(log)
    first = log.plan.facts[goal].seq
    revised(log, goal, "Du ler", device="tablet")
    late = log.late(GoalRevised(thing=goal, field="text", value="Du synger"), base=first)
    assert log.refusal(Struck(target=goal), base=late) is ErrorKind.MOVED_ON


def test_who_names_no_word_strikes_what_only_they_have_worded():
    log = started()
    goal = with_goal(log)
    revised(log, goal, "Du ler", device="tablet")
    assert log.refusal(Struck(target=goal), base=None) is None
    activity = planned(log, responsible=KLOK)
    log.add(ActivityRevised(thing=activity, field="due", value="2026-12-20", reason="ferie"), by=KLOK, device="ppt")
    assert log.refusal(Struck(target=activity), base=None) is ErrorKind.MOVED_ON
    assert log.refusal(Struck(target=activity)) is None


@given(st.lists(st.sampled_from(["seen", "unseen"]), min_size=1, max_size=6))
def test_a_strike_stands_exactly_where_nothing_was_said_since_it_was_seen(course):
    log = started()
    goal = with_goal(log)
    seen = base_of(log.plan, Struck(target=goal))
    for number, each in enumerate(course):
        revised(log, goal, f"Du ler {number}", device="tablet")
        if each == "seen":
            seen = base_of(log.plan, Struck(target=goal))
    refused = log.refusal(Struck(target=goal), base=seen)
    assert (refused is ErrorKind.MOVED_ON) is (course[-1] == "unseen")
