"""From alone to together: what was begun on a laptop is taken over as it stands, and nobody types anything twice."""

from __future__ import annotations

import pytest

from stafett_tui.sync.adoption import adopt_all
from stafett_tui.sync.link import Unreachable
from stafett_tui.sync.protocol import MOST_EVENTS, Adopted, Code, LookupsTaken, Problem
from tests.sync.scripted import MemoryShelf, ScriptedLink, entry

PLAN = "plan-a"
LONG = [entry(seq) for seq in range(1, MOST_EVENTS + 11)]


def whole(common):
    return Adopted(common=common, whole=True)


def part(common):
    return Adopted(common=common, whole=False)


def begun_alone(*plans, logs=None):
    logs = logs or {plan: [entry(1), entry(2)] for plan in plans}
    return MemoryShelf(plans=[], before=list(plans), logs=logs)


def test_a_log_goes_over_as_it_stands_with_who_wrote_it():
    shelf, told = begun_alone(PLAN), []
    link = ScriptedLink(whole(2))
    assert adopt_all(shelf, link, "p-me", told=told.append) == ()
    (asked,) = link.asked
    assert (asked.me, asked.last, len(asked.entries)) == ("p-me", True, 2)
    assert shelf.ordered() == (PLAN,)
    assert (told[0].done, told[0].of) == (1, 1)


def test_plans_come_before_the_logs_of_persons_that_are_seen_through_them():
    shelf = begun_alone("person:x", PLAN)
    link = ScriptedLink(whole(2), whole(2))
    adopt_all(shelf, link, "p-me", told=lambda _: None)
    assert [each.plan for each in link.asked] == [PLAN, "person:x"]


def test_a_long_log_goes_over_in_pages():
    shelf = begun_alone(PLAN, logs={PLAN: LONG})
    link = ScriptedLink(part(MOST_EVENTS), whole(len(LONG)))
    adopt_all(shelf, link, "p-me", told=lambda _: None)
    assert [(len(each.entries), each.last) for each in link.asked] == [(MOST_EVENTS, False), (10, True)]
    assert shelf.did == [("adopted", PLAN, len(LONG), True)]


def test_where_another_laptop_was_first_the_rest_of_this_log_is_not_sent_as_it_stands():
    shelf = begun_alone(PLAN, logs={PLAN: LONG})
    link = ScriptedLink(part(3))
    adopt_all(shelf, link, "p-me", told=lambda _: None)
    assert shelf.did == [("adopted", PLAN, 3, False)]


def test_a_log_the_server_does_not_take_stays_alone_and_the_next_one_goes_on():
    shelf = begun_alone(PLAN, "plan-b")
    link = ScriptedLink(Problem(code=Code.MALFORMED), whole(2))
    (trouble,) = adopt_all(shelf, link, "p-me", told=lambda _: None)
    assert (trouble.plan, trouble.problem.code) == (PLAN, Code.MALFORMED)
    assert (shelf.alone(), shelf.ordered()) == ((PLAN,), ("plan-b",))


@pytest.mark.parametrize("code", [Code.AUTH, Code.RETRY, Code.RESTORING])
def test_a_server_that_cannot_now_is_asked_for_nothing_more(code):
    shelf = begun_alone(PLAN, "plan-b")
    link = ScriptedLink(Problem(code=code))
    adopt_all(shelf, link, "p-me", told=lambda _: None)
    assert len(link.asked) == 1


def test_when_nobody_answers_in_the_middle_the_rest_goes_over_later():
    shelf = begun_alone(PLAN, "plan-b")
    with pytest.raises(Unreachable):
        adopt_all(shelf, ScriptedLink(whole(2)), "p-me", told=lambda _: None)
    assert (shelf.alone(), shelf.ordered()) == (("plan-b",), (PLAN,))


def test_a_server_that_was_restored_meanwhile_gets_the_log_from_its_beginning():
    shelf = begun_alone(PLAN)
    link = ScriptedLink(Problem(code=Code.EPOCH, epoch="two"), whole(2))
    assert adopt_all(shelf, link, "p-me", told=lambda _: None) == ()
    assert [each.epoch for each in link.asked] == ["one", "two"]


def test_a_server_that_changes_its_epoch_for_ever_takes_nothing_over():
    link = ScriptedLink(*[Problem(code=Code.EPOCH, epoch=str(n)) for n in range(20)])
    (trouble,) = adopt_all(begun_alone(PLAN), link, "p-me", told=lambda _: None)
    assert trouble.problem.code is Code.EPOCH


def test_another_answer_than_asked_for_adopts_nothing():
    (trouble,) = adopt_all(begun_alone(PLAN), ScriptedLink(LookupsTaken(through=1)), "p-me", told=lambda _: None)
    assert trouble.problem.code is Code.MALFORMED
