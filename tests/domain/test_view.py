"""What a reader sees, the rows for lists, and the policy."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from enum import Enum

import pytest

from stafett_tui.domain.activity import ActivityEnded, ActivityPlanned, ActivityRevised, CommentWritten, activities
from stafett_tui.domain.admit import Actor
from stafett_tui.domain.attendance import Wished
from stafett_tui.domain.evaluation import ActivityEvaluated, Effect
from stafett_tui.domain.event import Entry
from stafett_tui.domain.goal import GoalRevised
from stafett_tui.domain.index import ActivityRow, IndexRows, MeetingRow, PlanRow, index
from stafett_tui.domain.log import Blanked, ConflictResolved, Struck
from stafett_tui.domain.meeting import MeetingCalled
from stafett_tui.domain.people import Role
from stafett_tui.domain.plan import Plan, fold
from stafett_tui.domain.policy import Policy
from stafett_tui.domain.view import may_read, needs_reason, view, visible
from tests.support.domain import (
    BLID,
    KLOK,
    MUNTER,
    NURSE,
    PPT,
    STODIG,
    VARM,
    YOUTH,
    Log,
    called,
    hand_over,
    opened,
    planned,
    provider,
    running,
    started,
    time,
    with_goal,
)

DAY = date(2026, 11, 16)


def seen(log: Log, person: str) -> Plan:
    plan = view(log.plan, log.actor(person), log.policy, log.today)
    assert plan == fold(visible(log.entries, log.actor(person), log.policy, log.today))
    return plan


def travelled(log: Log, person: str) -> tuple[Entry, ...]:
    return visible(log.entries, log.actor(person), log.policy, log.today)


@pytest.mark.parametrize("person", ["stranger", "lun"])
def test_one_outside_the_plan_sees_only_how_long_the_log_is(person):
    log = started()
    log.add(Wished(meeting=called(log), name="Lun Ulltrøye", service=NURSE))
    assert seen(log, person) == Plan(seq=log.plan.seq, head=log.plan.head, at=log.plan.at)
    assert {e.event for e in travelled(log, person)} == {None}


@pytest.mark.parametrize("person", [STODIG, KLOK, VARM, BLID, MUNTER])
def test_those_in_the_plan_see_all_that_stands(person):
    log = started(born=YOUTH)
    planned(log)
    assert seen(log, person) == log.plan


@pytest.mark.parametrize(("office", "opens"), [(Role.COORDINATOR, True), (Role.UNIT_LEADER, True), (Role.ADMIN, False)])
def test_an_office_opens_a_plan_with_a_reason_for_that_plan_only(office, opens):
    log = started()
    offices = frozenset({office})
    assert not may_read(log.plan, Actor("c", offices), log.policy, DAY)
    assert not may_read(log.plan, Actor("c", offices, frozenset({"another"})), log.policy, DAY)
    told = Actor("c", offices, frozenset({log.plan.id}))
    assert may_read(log.plan, told, log.policy, DAY) is opens
    assert needs_reason(log.plan, told) is opens


def test_one_in_the_plan_needs_no_reason_for_it():
    log = started()
    assert not needs_reason(log.plan, Actor(KLOK, frozenset({Role.COORDINATOR})))


@pytest.mark.parametrize(("person", "sees"), [(STODIG, True), (KLOK, True), (VARM, False), (MUNTER, False)])
def test_what_was_taken_back_is_seen_by_its_writer_and_the_holder(person, sees):
    log = started()
    one = planned(log)
    comment = log.add(CommentWritten(activity=one, text="hemmelig tanke"), by=KLOK, device="ppt")
    log.take_back("ppt", KLOK)
    assert (comment in seen(log, person).facts) is sees
    assert ("hemmelig" in repr(travelled(log, person))) is sees


def test_the_rewordings_and_late_values_of_what_was_taken_back_go_with_it():
    log = started()
    goal = with_goal(log)
    log.add(GoalRevised(thing=goal, field="text", value="hemmelig ord"))
    settled = log.late(GoalRevised(thing=goal, field="text", value="hemmelig sent"), base=goal)
    log.add(ConflictResolved(conflict=settled, take=True))
    log.late(GoalRevised(thing=goal, field="text", value="hemmelig senere"), base=goal)
    log.add(Struck(target=goal))
    plan = seen(log, VARM)
    assert (goal in plan.facts, plan.conflicts, plan.revisions) == (False, (), {})
    assert "hemmelig" not in repr(travelled(log, VARM))
    assert seen(log, STODIG) == log.plan


def test_an_activity_is_seen_though_its_goal_was_taken_back_and_what_is_said_of_a_hidden_one_is_not():
    log = started()
    goal = with_goal(log)
    one, other = planned(log, goal=goal), planned(log)
    comment = log.add(CommentWritten(activity=other, text="x"))
    log.add(Struck(target=goal))
    log.add(Struck(target=other))
    facts = seen(log, VARM).facts
    assert one in facts
    assert not {goal, other, comment} & set(facts)


def test_a_blanked_sentence_reaches_nobody_even_where_its_bytes_are_still_there():
    log = started()
    goal = with_goal(log)
    log.add(GoalRevised(thing=goal, field="text", value="feil barn"))
    log.add(Blanked(target=goal, reason="feil logg"))
    log.plan = fold(log.entries)
    for person in (STODIG, KLOK, VARM):
        assert goal not in seen(log, person).facts
        assert "feil barn" not in repr(travelled(log, person))


def test_the_new_holder_sees_what_the_former_took_back():
    log = started()
    with_goal(log)
    log.take_back()
    assert not any(s == "goal.set" for s in kinds(seen(log, KLOK)))
    hand_over(log, KLOK)
    assert "goal.set" in kinds(seen(log, KLOK))


def kinds(plan: Plan) -> set[str]:
    return {f.body.KIND for f in plan.facts.values()}


def full() -> Log:
    log = started()
    goal = with_goal(log)
    one = planned(log, goal=goal)
    planned(log, "neste gang", KLOK, "next_meeting")
    m = running(log)
    log.add(ActivityEvaluated(activity=one, effect=Effect.PARTLY, meeting=m))
    log.add(ActivityRevised(thing=one, field="due", value="2026-12-08"))
    log.add(CommentWritten(activity=one, text="x"))
    log.add(MeetingCalled(time=time(date(2026, 12, 15)), place="Tøyestubben", follows=m))
    return log


def test_a_plan_that_was_never_opened_has_no_rows():
    assert index(Plan()) == IndexRows(None, (), ())


def test_the_row_of_a_plan():
    log = Log()
    log.add(opened())
    assert (index(log.plan).plan.status, index(log.plan).plan.consent_through) == ("draft", None)
    row = index(full().plan).plan
    assert (row.number, row.name, row.initials, row.kind, row.level, row.language) == (
        1,
        "Munter Linerle",
        "M.L.",
        "kindergarten",
        2,
        "nb",
    )
    assert (row.status, row.holder, row.holder_name) == ("active", STODIG, "Stødig Gran")
    assert (row.consent_through, row.next_meeting, row.open_activities) == ("2028-09-22", "2026-12-15T13:00", 2)


def test_the_rows_of_activities_and_meetings():
    log = full()
    first, second = index(log.plan).activities
    assert (first.goal, first.responsible_name, first.due, first.moved, first.last_effect, first.comments) == (
        1,
        "Stødig Gran",
        "2026-12-08",
        1,
        "partly",
        1,
    )
    assert (second.service, second.due, second.at_next_meeting, second.last_effect, second.open) == (
        PPT,
        "2026-12-15",
        True,
        None,
        True,
    )
    now, after = index(log.plan).meetings
    assert (now.starts, now.ends, now.state, now.to_rate, now.version) == (
        "2026-11-16T13:00",
        "2026-11-16T13:45",
        "running",
        2,
        0,
    )
    assert (after.place, after.state, after.to_rate) == ("Tøyestubben", "called", 2)


def test_the_rows_are_the_same_after_folding_again_and_plain_enough_to_store():
    log = full()
    rows = index(log.plan)
    assert index(fold(log.entries)) == rows
    for row in (rows.plan, *rows.activities, *rows.meetings):
        assert all(isinstance(getattr(row, f.name), str | int | None) for f in fields(row))
    assert {type(r) for r in (rows.plan, rows.activities[0], rows.meetings[0])} == {PlanRow, ActivityRow, MeetingRow}


def test_the_rows_do_not_depend_on_when_they_are_made():
    early, late = full(), full()
    late.plan = replace(late.plan, at=late.plan.at.replace(year=2030))
    assert index(early.plan) == index(late.plan)


def another(value):
    """Give a value of the same type that is not this one."""
    if isinstance(value, Enum):
        return next(each for each in type(value) if each is not value)
    return (1,) if isinstance(value, tuple) else not value if isinstance(value, bool) else value + 1


def test_a_policy_is_known_by_the_hash_of_what_it_says():
    assert Policy().fingerprint() == Policy().fingerprint()
    assert len(Policy().fingerprint()) == 16
    changed = [Policy().model_copy(update={name: another(getattr(Policy(), name))}) for name in Policy.model_fields]
    assert len({p.fingerprint() for p in (*changed, Policy())}) == len(changed) + 1


def test_the_activities_of_a_long_log_are_selected_in_one_pass():
    """What is said of activities is grouped once, however many there are; looks are counted, not seconds."""
    looks = []

    class Counting(Plan):
        def of(self, kind):
            looks.extend([kind] if kind in {CommentWritten, ActivityEvaluated, ActivityEnded} else [])
            return Plan.of(self, kind)

    def cost(n: int) -> int:
        log = started()
        for each in range(n):
            one = planned(log, f"tiltak {each}")
            log.add(CommentWritten(activity=one, text="x"))
        plan = Counting(facts=log.plan.facts, revisions=log.plan.revisions)
        looks.clear()
        assert len(activities(plan)) == n
        return len(looks)

    assert cost(40) == cost(10)


def test_a_provider_who_joins_late_sees_the_whole_plan():
    log = started()
    planned(log)
    log.add(provider("to", "To Fjell", PPT))
    assert [f.id for f in seen(log, "to").of(ActivityPlanned)] == [f.id for f in log.plan.of(ActivityPlanned)]
