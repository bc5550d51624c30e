"""What was selected before an event is taken over after it only where it still is true: along the way as from nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from stafett_tui.domain.activity import ActivityPlanned
from stafett_tui.domain.consent import active
from stafett_tui.domain.index import index
from stafett_tui.domain.kinds import KINDS
from stafett_tui.domain.lifecycle import status
from stafett_tui.domain.lock import meetings
from stafett_tui.domain.log import Restored, Struck
from stafett_tui.domain.names import name_of
from stafett_tui.domain.people import everyone, participants
from stafett_tui.domain.plan import Growing, Plan, apply, go_on
from tests.support.domain import planned, started
from tests.support.domain_moves import BIRTHS, HISTORIES, PEOPLE, POLICIES, history


def selected(plan, today):
    names = [name_of(plan, person) for person in PEOPLE]
    things = {kind: plan.of(body) for kind, body in KINDS.items()}
    return (
        things,
        names,
        everyone(plan),
        participants(plan),
        status(plan),
        meetings(plan),
        active(plan, today),
        index(plan),
    )


@given(HISTORIES, POLICIES, BIRTHS)
def test_what_is_asked_after_every_event_is_what_the_whole_log_says(moves, policy, born):
    log = history(moves, policy, born)
    plan = Plan()
    for end, entry in enumerate(log.entries, start=1):
        plan = apply(plan, entry)
        assert selected(plan, log.today) == selected(go_on(Plan(), log.entries[:end]), log.today)


@given(HISTORIES, st.data())
def test_many_events_at_once_are_as_one_after_the_other(moves, data):
    log = history(moves)
    at, plan = 0, Plan()
    while at < len(log.entries):
        more = data.draw(st.integers(1, 7))
        before, was = plan, selected(plan, log.today)
        plan = go_on(plan, log.entries[at : at + more])
        at += more
        assert selected(before, log.today) == was
        assert selected(plan, log.today) == selected(go_on(Plan(), log.entries[:at]), log.today)
    assert go_on(plan, ()) is plan


@given(HISTORIES, st.data())
def test_a_plan_that_grows_is_what_the_whole_log_says_and_leaves_the_one_it_began_from(moves, data):
    log = history(moves)
    at = data.draw(st.integers(0, len(log.entries)))
    began = go_on(Plan(), log.entries[:at])
    was, growing = selected(began, log.today), Growing(began)
    for end, entry in enumerate(log.entries[at:], start=at + 1):
        plan, whole = growing.add(entry), go_on(Plan(), log.entries[:end])
        assert (plan, plan.entries) == (whole, whole.entries)
        assert selected(plan, log.today) == selected(whole, log.today)
    assert began == go_on(Plan(), log.entries[:at])
    assert selected(began, log.today) == was


def test_what_is_struck_and_restored_comes_back_to_its_place():
    log = started()
    first, second, third = planned(log, "en"), planned(log, "to"), planned(log, "tre")
    assert standing(log) == [first, second, third]
    log.add(Struck(target=second))
    assert standing(log) == [first, third]
    log.add(Restored(target=second))
    assert standing(log) == [first, second, third]


def standing(log):
    return [fact.id for fact in log.plan.of(ActivityPlanned)]
