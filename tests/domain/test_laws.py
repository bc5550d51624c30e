"""Laws that hold for every history the gate let through."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from stafett_tui.domain.activity import activities
from stafett_tui.domain.consent import service_consents
from stafett_tui.domain.event import Status, hidden
from stafett_tui.domain.goal import goals
from stafett_tui.domain.guards import guards, needs_new_date
from stafett_tui.domain.index import index
from stafett_tui.domain.kinds import CODEC
from stafett_tui.domain.lifecycle import PlanStatus, status
from stafett_tui.domain.lock import meetings, next_meeting
from stafett_tui.domain.log import Revised
from stafett_tui.domain.minutes import attendance, lines, parked
from stafett_tui.domain.people import holder_id, participants
from stafett_tui.domain.plan import Plan, apply, fold, gone
from stafett_tui.domain.view import view, visible
from tests.support.domain_moves import BIRTHS, HISTORIES, POLICIES, READERS, history


def seen(log) -> tuple:
    """Select everything people look at."""
    plan = log.plan
    of_meetings = [
        (m, lines(plan, m.id), attendance(plan, m.id), parked(plan, m.id), next_meeting(plan, m.id),
         guards(plan, m, log.policy, log.today), needs_new_date(plan, m))
        for m in meetings(plan)
    ]  # fmt: skip
    return (
        of_meetings,
        activities(plan),
        goals(plan),
        participants(plan),
        service_consents(plan, (), log.today),
        index(plan),
    )


@given(HISTORIES, POLICIES, BIRTHS)
def test_what_the_gate_let_through_folds_and_shows_without_error(moves, policy, born):
    log = history(moves, policy, born)
    assert fold(log.entries) == log.plan
    first = seen(log)
    log.plan = fold(log.entries)
    assert seen(log) == first


@given(HISTORIES, POLICIES, BIRTHS)
def test_what_a_reader_gets_folds_to_what_the_reader_may_see(moves, policy, born):
    log = history(moves, policy, born)
    for person in READERS:
        reader = log.actor(person)
        travelled = visible(log.entries, reader, log.policy, log.today)
        assert fold(travelled) == view(fold(log.entries), reader, log.policy, log.today), person
        assert [(e.seq, e.leaf, e.hash) for e in travelled] == [(e.seq, e.leaf, e.hash) for e in log.entries]


@given(HISTORIES, POLICIES, BIRTHS)
def test_no_text_of_what_a_reader_may_not_see_travels(moves, policy, born):
    log = history(moves, policy, born)
    for person in READERS:
        reader = log.actor(person)
        plan = view(log.plan, reader, log.policy, log.today)
        for entry in visible(log.entries, reader, log.policy, log.today):
            body = None if entry.event is None else entry.event.body
            if isinstance(body, Revised):
                assert body.thing in plan.facts


@given(HISTORIES, POLICIES, BIRTHS)
def test_there_is_one_holder_at_every_moment(moves, policy, born):
    log = history(moves, policy, born)
    for end in range(1, len(log.entries) + 1):
        plan = fold(log.entries[:end])
        erased = status(plan) is PlanStatus.ERASED
        assert sum(p.role == "holder" for p in participants(plan)) == (0 if erased else 1), holder_id(plan)


@given(HISTORIES, POLICIES, BIRTHS)
def test_events_read_back_from_their_bytes_fold_to_the_same_plan(moves, policy, born):
    log = history(moves, policy, born)
    read = [replace(e, event=CODEC.open(s)) for e, s in zip(log.entries, log.sealed, strict=True)]
    assert [e.event for e in read] == [e.event for e in log.entries]
    assert fold(read) == fold(log.entries)


@given(HISTORIES, POLICIES, BIRTHS)
def test_blanked_bodies_take_no_part_whether_still_there_or_not(moves, policy, born):
    log = history(moves, policy, born)
    blank = gone(log.entries)
    without = [
        replace(e, event=replace(e.event, body=None, salt=b"")) if e.event and e.event.id in blank else e
        for e in log.entries
    ]
    assert fold(without) == fold(log.entries)


@given(HISTORIES, POLICIES, BIRTHS)
def test_no_value_is_overwritten_by_one_who_had_not_seen_it(moves, policy, born):
    log = history(moves, policy, born)
    plan = Plan()
    for entry in log.entries:
        body = entry.event.body
        if isinstance(body, Revised) and entry.status is Status.OK:
            fact = plan.facts[body.thing]
            revisions = plan.revisions.get((body.thing, body.field), ())
            assert entry.event.base in ({revisions[-1].seq, revisions[-1].event} if revisions else {fact.seq, fact.id})
        plan = apply(plan, entry)


@given(HISTORIES, st.data())
def test_the_fold_takes_any_list_at_all(moves, data):
    log = history(moves)
    order = data.draw(st.permutations(log.entries))
    hide = data.draw(st.sets(st.integers(1, len(order))))
    fold([hidden(e) if e.seq in hide else e for e in order])
    fold([replace(e, status=Status.CONFLICT) for e in order])
