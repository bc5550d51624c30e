"""Activities, their deadlines, ratings and comments, and conflicts about them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from pydantic import ValidationError

from stafett_tui.domain.activity import (
    ActivityEnded,
    ActivityPlanned,
    ActivityRevised,
    ActivityState,
    CommentWritten,
    Ending,
    activities,
    activity,
)
from stafett_tui.domain.attendance import GuestNamed, Wished
from stafett_tui.domain.deadlines import due_date, is_due
from stafett_tui.domain.errors import ErrorKind
from stafett_tui.domain.evaluation import ActivityEvaluated, Done, Effect, EvaluationRevised, evaluations
from stafett_tui.domain.event import Status
from stafett_tui.domain.goal import Arena, GoalRevised, GoalSet, goals
from stafett_tui.domain.initials import initials
from stafett_tui.domain.log import ConflictResolved, Struck
from stafett_tui.domain.minutes import LineRevised, LineSort, LineWritten
from stafett_tui.domain.names import name_of, service_of
from stafett_tui.domain.people import services
from stafett_tui.domain.plan import Plan
from stafett_tui.domain.undo import stacks
from tests.support.domain import (
    BLID,
    KINDERGARTEN,
    KLOK,
    MUNTER,
    NURSE,
    PPT,
    STODIG,
    VARM,
    called,
    planned,
    running,
    started,
    turn,
    with_goal,
)

DAY = date(2026, 11, 16)


@pytest.mark.parametrize(
    ("text", "day"), [("2026-12-15", date(2026, 12, 15)), ("2026-11-30T14:00", date(2026, 11, 30))]
)
def test_a_deadline_is_a_date_or_a_minute(text, day):
    assert is_due(text)
    assert due_date(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "20261215",
        "2026-W50-1",
        "2026-13-01",
        "2026-12-15T14:00:00",
        "2026-12-15T14:00+01:00",
        "2026-12-15T25:00",
        "２026-12-15",
    ],
)
def test_anything_else_is_no_deadline(text):
    assert not is_due(text)
    with pytest.raises(ValidationError):
        ActivityPlanned(what="x", due=text)


def test_the_next_meeting_is_a_deadline_with_the_date_of_that_meeting():
    assert is_due("next_meeting")
    assert due_date("next_meeting") is due_date(None) is None
    log = started()
    planned(log, due="next_meeting")
    [without], [with_date] = activities(log.plan), activities(log.plan, date(2026, 12, 15))
    assert (without.due_on, with_date.due_on, with_date.due) == (None, date(2026, 12, 15), "next_meeting")


@pytest.mark.parametrize(
    ("today", "over"), [(date(2026, 11, 30), False), (date(2026, 12, 1), False), (date(2026, 12, 2), True)]
)
def test_a_deadline_is_over_the_day_after(today, over):
    log = started()
    planned(log, due="2026-12-01")
    [found] = activities(log.plan)
    assert found.overdue(today) is over


def test_an_ended_activity_is_never_overdue():
    log = started()
    one = planned(log, due="2026-01-01")
    log.add(ActivityEnded(activity=one, how=Ending.DONE))
    assert not activities(log.plan)[0].overdue(DAY)


@pytest.mark.parametrize(
    ("how", "state"),
    [(Ending.DONE, ActivityState.DONE), (Ending.ENDED, ActivityState.ENDED), (Ending.DROPPED, ActivityState.DROPPED)],
)
def test_an_activity_runs_is_evaluated_and_ends_once(how, state):
    log = started()
    one = planned(log)
    assert activity(log.plan, one).state is ActivityState.ACTIVE
    log.add(ActivityEvaluated(activity=one, effect=Effect.WORKS))
    assert (activity(log.plan, one).state, activity(log.plan, one).open) == (ActivityState.EVALUATED, True)
    log.add(ActivityEnded(activity=one, how=how))
    assert (activity(log.plan, one).state, activity(log.plan, one).open) == (state, False)
    assert log.refusal(ActivityEnded(activity=one, how=how)) is ErrorKind.ACTIVITY_CLOSED
    assert log.refusal(CommentWritten(activity=one, text="takk")) is None


def test_what_is_said_of_an_activity_needs_one():
    log = started()
    for body in (
        ActivityEnded(activity="none", how=Ending.DONE), CommentWritten(activity="none", text="x"), ActivityEvaluated(activity="none", effect=Effect.WORKS),
    ):  # fmt: skip
        assert log.refusal(body) is ErrorKind.ACTIVITY_UNKNOWN
    assert activity(log.plan, "none") is None


def test_activities_stand_by_goal_then_as_created_and_those_without_last():
    log = started()
    loose = planned(log)
    first, second = with_goal(log), log.add(GoalSet(arena=Arena.HOME, text="Du sover"))
    b, a, c = planned(log, goal=second), planned(log, goal=first), planned(log, goal=second)
    assert [x.id for x in activities(log.plan)] == [a, b, c, loose]
    assert [x.goal_number for x in activities(log.plan)] == [1, 2, 2, None]
    log.add(Struck(target=first))
    assert [(x.id, x.goal) for x in activities(log.plan)] == [(b, second), (c, second), (loose, None), (a, None)]


def test_one_is_responsible_and_helpers_are_others():
    log = started()
    one = planned(log, responsible=VARM, helpers=(BLID, BLID, VARM))
    found = activity(log.plan, one)
    assert (found.responsible_name, found.service, found.helper_names) == ("Varm Kaffekopp", "", ("Blid Sykkel",))
    log.add(ActivityRevised(thing=one, field="responsible", value=KLOK))
    assert (activity(log.plan, one).service, activity(log.plan, one).helpers) == (PPT, (BLID, VARM))


def test_people_and_goals_of_an_activity_are_in_the_plan():
    log = started()
    one = planned(log)
    cases = [
        (ActivityPlanned(what="x", responsible="nobody"), ErrorKind.PERSON_UNKNOWN), (ActivityPlanned(what="x", helpers=("nobody",)), ErrorKind.PERSON_UNKNOWN),
        (ActivityPlanned(what="x", goal="none"), ErrorKind.GOAL_UNKNOWN), (ActivityRevised(thing=one, field="goal", value="none"), ErrorKind.GOAL_UNKNOWN),
        (ActivityRevised(thing=one, field="responsible", value="nobody"), ErrorKind.PERSON_UNKNOWN),
        (ActivityRevised(thing=one, field="helpers", value=[VARM, "nobody"]), ErrorKind.PERSON_UNKNOWN),
        (ActivityRevised(thing=one, field="due", value="soon"), ErrorKind.BAD_INPUT), (ActivityRevised(thing="none", field="due", value=None), ErrorKind.TARGET_UNKNOWN),
        (ActivityRevised(thing=one, field="meeting", value=None), ErrorKind.FIELD_UNKNOWN),
    ]  # fmt: skip
    assert [log.refusal(body) for body, _ in cases] == [code for _, code in cases]
    assert log.refusal(ActivityRevised(thing=one, field="responsible", value=MUNTER)) is None
    assert log.refusal(ActivityRevised(thing=one, field="goal", value=None)) is None


def test_those_wished_for_and_guests_have_names_and_strangers_none():
    log = started()
    m = called(log)
    lun = log.add(Wished(meeting=m, name="Lun Ulltrøye", service=NURSE))
    tolk = log.add(GuestNamed(meeting=m, name="Klar Tale"))
    assert [name_of(log.plan, p) for p in (lun, tolk, MUNTER, STODIG, "x", None)] == [
        "Lun Ulltrøye",
        "Klar Tale",
        "Munter Linerle",
        "Stødig Gran",
        "",
        "",
    ]
    assert [service_of(log.plan, p) for p in (lun, tolk, STODIG, None)] == [NURSE, "", KINDERGARTEN, ""]
    assert name_of(Plan(), "x") == ""
    assert services(log.plan) == (KINDERGARTEN, PPT)
    assert initials("Munter Ærlig-Linerle 2") == "M.Æ."


def test_between_meetings_a_deadline_is_moved_with_a_reason():
    log = started()
    one = planned(log, due="2026-12-01")
    assert (
        log.refusal(ActivityRevised(thing=one, field="due", value="2026-12-08", reason=" ")) is ErrorKind.REASON_NEEDED
    )
    at = log.now
    log.add(ActivityRevised(thing=one, field="due", value="2026-12-08", reason="sykdom"))
    [move] = activity(log.plan, one).moves
    assert (move.at, move.by, move.before, move.after, move.reason) == (
        at,
        STODIG,
        "2026-12-01",
        "2026-12-08",
        "sykdom",
    )


def test_a_first_deadline_and_one_set_in_a_meeting_need_none():
    log = started()
    one, other = planned(log, due=None), planned(log)
    log.add(ActivityRevised(thing=one, field="due", value="2026-12-08"))
    assert activity(log.plan, one).moves == ()
    running(log)
    log.add(ActivityRevised(thing=other, field="due", value="2026-12-08"))
    log.add(ActivityRevised(thing=other, field="due", value="2026-12-08"))
    assert [m.after for m in activity(log.plan, other).moves] == ["2026-12-08"]


def test_next_meeting_that_became_a_date_is_no_move_of_its_own():
    log = started()
    one, moved = planned(log, due="next_meeting"), planned(log)
    running(log)
    log.add(ActivityRevised(thing=moved, field="due", value="next_meeting", reason="mer tid"))
    for each in (one, moved):
        log.add(ActivityRevised(thing=each, field="due", value="2026-12-15", reason="next_meeting"))
    assert activity(log.plan, one).moves == ()
    assert [(m.before, m.after, m.reason) for m in activity(log.plan, moved).moves] == [
        ("2026-12-01", "2026-12-15", "mer tid")
    ]


def test_a_date_of_review_stands_beside_the_deadline():
    log = started()
    one = planned(log, review_on=date(2027, 1, 10))
    log.add(ActivityRevised(thing=one, field="review_on", value="2027-01-17"))
    assert activity(log.plan, one).review_on == date(2027, 1, 17)


def test_the_effects_stand_in_the_order_of_the_digits():
    assert [e.value for e in Effect] == ["works", "partly", "no_effect", "worse", "too_early", "not_started"]


def test_done_as_agreed_why_and_the_childs_own_mark_stand_beside_the_effect():
    log = started()
    one = planned(log)
    m = running(log)
    rated = log.add(ActivityEvaluated(activity=one, effect=Effect.PARTLY, meeting=m))
    for name, value in (("done_as_agreed", "yes"), ("why", "lyd i gangen"), ("child_effect", "works")):
        log.add(EvaluationRevised(thing=rated, field=name, value=value))
    [found] = evaluations(log.plan, one)
    assert (found.effect, found.done_as_agreed, found.why, found.child_effect) == (
        Effect.PARTLY,
        Done.YES,
        "lyd i gangen",
        Effect.WORKS,
    )


def test_in_one_meeting_the_newest_rating_stands_and_undoing_it_brings_the_other_back():
    log = started()
    one = planned(log)
    between = log.add(ActivityEvaluated(activity=one, effect=Effect.WORSE))
    m = running(log)
    first = log.add(ActivityEvaluated(activity=one, effect=Effect.WORKS, meeting=m))
    later = log.add(ActivityEvaluated(activity=one, effect=Effect.TOO_EARLY))
    second = log.add(ActivityEvaluated(activity=one, effect=Effect.PARTLY, meeting=m))
    assert [e.id for e in evaluations(log.plan, one)] == [between, later, second]
    log.take_back()
    assert [e.id for e in evaluations(log.plan, one)] == [between, first, later]


def test_comments_are_kept_in_order_with_their_writers():
    log = started()
    one = planned(log)
    for who in (KLOK, VARM):
        log.add(CommentWritten(activity=one, text=f"fra {who}"), by=who)
    assert [(c.by, c.text) for c in activity(log.plan, one).comments] == [(KLOK, "fra klok"), (VARM, "fra varm")]


def test_a_date_late_in_the_evening_is_the_date_in_oslo():
    log = started()
    log.now = log.now.replace(hour=23, minute=30)
    with_goal(log)
    assert goals(log.plan)[0].set_on == DAY + timedelta(days=1)


def test_a_late_old_value_never_wins():
    log = started()
    goal = with_goal(log)
    seen = log.plan.facts[goal].seq
    log.add(GoalRevised(thing=goal, field="text", value="nytt"), device="tablet")
    late = log.late(GoalRevised(thing=goal, field="text", value="gammelt"), base=seen)
    assert goals(log.plan)[0].text == "nytt"
    assert [(c.event, c.thing, c.field, c.value) for c in log.plan.conflicts] == [(late, goal, "text", "gammelt")]
    assert log.try_(GoalRevised(thing=goal, field="arena", value="home"), base=seen).status is Status.OK


def test_a_change_says_which_value_it_saw():
    log = started()
    goal = with_goal(log)
    assert log.refusal(GoalRevised(thing=goal, field="text", value="x"), base=None) is ErrorKind.BASE_MISSING
    assert log.try_(GoalRevised(thing=goal, field="text", value="x"), base=999).status is Status.CONFLICT


def test_own_changes_follow_one_another_and_join_the_conflict_of_the_first():
    log = started()
    goal = with_goal(log)
    first = log.add(GoalRevised(thing=goal, field="text", value="en"), base=goal)
    second = log.add(GoalRevised(thing=goal, field="text", value="to"), base=first)
    third = log.late(GoalRevised(thing=goal, field="text", value="tre"), base=first)
    log.late(GoalRevised(thing=goal, field="text", value="fire"), base=third)
    assert goals(log.plan)[0].text == "to"
    assert log.plan.history(goal, "text")[-1].event == second


@pytest.mark.parametrize(("take", "text"), [(True, "gammelt"), (False, "nytt")])
def test_a_conflict_is_open_until_somebody_chooses(take, text):
    log = started()
    goal = with_goal(log)
    log.add(GoalRevised(thing=goal, field="text", value="nytt"))
    late = log.late(GoalRevised(thing=goal, field="text", value="gammelt"), base=goal)
    chosen = log.add(ConflictResolved(conflict=late, take=take))
    assert (goals(log.plan)[0].text, log.plan.conflicts) == (text, ())
    assert log.refusal(ConflictResolved(conflict=late, take=take)) is ErrorKind.TARGET_UNKNOWN
    assert all(chosen not in act.events for act in stacks(log.plan, "laptop").undo)
    assert log.try_(GoalRevised(thing=goal, field="text", value="videre")).status is Status.OK


def test_a_conflict_about_what_was_struck_can_only_be_let_go():
    log = started()
    goal = with_goal(log)
    log.add(GoalRevised(thing=goal, field="text", value="nytt"))
    late = log.late(GoalRevised(thing=goal, field="text", value="gammelt"), base=goal)
    log.add(Struck(target=goal))
    assert log.refusal(ConflictResolved(conflict=late, take=True)) is ErrorKind.TARGET_UNKNOWN
    assert log.refusal(ConflictResolved(conflict=late, take=False)) is None


def test_a_conflict_about_a_line_is_settled_by_taking_only_while_the_minutes_are_open():
    log = started()
    m = running(log)
    line = log.add(LineWritten(meeting=m, item="welcome", sort=LineSort.NOTE, text="en"))
    log.add(LineRevised(thing=line, field="text", value="to"))
    late = log.late(LineRevised(thing=line, field="text", value="tre"), base=line)
    assert log.refusal(ConflictResolved(conflict=late, take=True)) is None
    turn(log, m, "broken_off")
    assert log.refusal(ConflictResolved(conflict=late, take=True)) is None
