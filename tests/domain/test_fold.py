"""The fold: what each sort of event does to the plan, and what does nothing."""

from __future__ import annotations

from dataclasses import replace

from stafett_tui.domain.activity import ActivityPlanned, CommentWritten
from stafett_tui.domain.event import Event, Status, Unknown, hidden
from stafett_tui.domain.goal import Arena, GoalRevised, GoalSet, goal_by_number, goals
from stafett_tui.domain.log import ActUndone, Blanked, ConflictResolved, Restored, Struck
from stafett_tui.domain.minutes import LineRevised, LineSort, LineWritten, lines
from stafett_tui.domain.people import opening
from stafett_tui.domain.plan import Plan, apply, fold, gone, revised_body, value_of
from tests.support.domain import VARM, opened, planned, running, started, with_goal


def test_a_thing_has_the_id_of_the_event_that_made_it():
    log = started()
    goal = with_goal(log)
    fact = log.plan.facts[goal]
    assert (fact.id, fact.seq, fact.by, fact.at, fact.kept) == (
        goal,
        6,
        "stodig",
        log.entries[-1].event.made_at,
        log.entries[-1].at,
    )


def test_applying_one_by_one_and_folding_at_once_give_the_same():
    log = started()
    with_goal(log)
    assert fold(log.entries) == log.plan
    assert fold(tuple(log.entries)) == fold(iter(log.entries))


def test_applying_never_changes_an_earlier_plan():
    log = started()
    before = log.plan
    facts = dict(before.facts)
    goals(before)
    with_goal(log)
    assert before.facts == facts
    assert goals(before) == ()
    assert len(goals(log.plan)) == 1


def test_a_selection_is_made_once_for_a_plan_and_anew_for_the_next():
    log = started()
    calls = []

    def seq(plan: Plan) -> int:
        calls.append(plan.seq)
        return plan.seq

    assert (log.plan.once(seq), log.plan.once(seq)) == (5, 5)
    with_goal(log)
    assert log.plan.once(seq) == 6
    assert calls == [5, 6]


def test_a_revision_changes_one_field_and_remembers_both_values():
    log = started()
    goal = with_goal(log)
    log.add(GoalRevised(thing=goal, field="arena", value="home", reason="fordi"))
    [revision] = log.plan.history(goal, "arena")
    assert (revision.before, revision.value, revision.reason, revision.by) == (
        "kindergarten",
        "home",
        "fordi",
        "stodig",
    )
    assert goals(log.plan)[0].arena is Arena.HOME


def test_what_points_at_nothing_changes_nothing():
    log = started()
    goal = with_goal(log)
    before = log.plan
    for body in (
        GoalRevised(thing="nothing", field="text", value="x"),
        GoalRevised(thing=goal, field="colour", value="x"),
        GoalRevised(thing=goal, field="text", value=""),
        LineRevised(thing=goal, field="text", value="of another kind"),
        Struck(target="nothing"),
        Restored(target=goal),
        ConflictResolved(conflict="nothing", take=True),
        Blanked(target="nothing", reason="x"),
    ):
        log.place(log.event(body, base=None))
        assert replace(log.plan, seq=before.seq, head=before.head, at=before.at) == before, body


def test_a_second_event_with_a_known_id_changes_nothing():
    log = started()
    goal = with_goal(log)
    log.place(replace(log.event(GoalSet(arena=Arena.HOME, text="et annet")), id=goal))
    assert [g.text for g in goals(log.plan)] == [
        "Innen 15. desember går du fra lek til mat uten å gråte fire av fem dager."
    ]


def test_a_hidden_entry_moves_the_head_and_nothing_else():
    log = started()
    entry = log.entries[-1]
    before = fold(log.entries[:-1])
    assert apply(before, hidden(entry)) == replace(before, seq=entry.seq, head=entry.hash, at=entry.at)


def test_an_unknown_kind_is_kept_and_shown_as_such():
    log = started()
    log.place(log.event(Unknown(was="mood.felt", v=1, raw={"a": 1})))
    assert [f.body.was for f in log.plan.of(Unknown)] == ["mood.felt"]


def test_a_conflict_is_no_value_until_somebody_takes_it():
    log = started()
    goal = with_goal(log)
    log.place(log.event(GoalRevised(thing=goal, field="text", value="sent")), Status.CONFLICT)
    assert goals(log.plan)[0].text.startswith("Innen")
    assert [c.value for c in log.plan.conflicts] == ["sent"]


def test_a_conflict_that_is_no_change_is_nothing():
    log = started()
    goal = with_goal(log)
    log.place(log.event(GoalSet(arena=Arena.HOME, text="x")), Status.CONFLICT)
    log.place(log.event(GoalRevised(thing="nothing", field="text", value="x")), Status.CONFLICT)
    assert log.plan.conflicts == ()
    assert goal in log.plan.facts


def test_blanking_a_line_takes_its_rewordings_too():
    log = started()
    m = running(log)
    line = log.add(LineWritten(meeting=m, item="welcome", sort=LineSort.NOTE, text="feil barn"))
    reworded = log.add(LineRevised(thing=line, field="text", value="fremdeles feil barn"))
    log.add(Blanked(target=line, reason="feil logg"))
    assert gone(log.entries) == {line, reworded}
    plan = fold(log.entries)
    assert lines(plan, m) == ()
    assert "feil barn" not in repr((plan.facts.get(line), plan.revisions, plan.conflicts))


def test_blanking_one_rewording_brings_the_words_before_it_back():
    log = started()
    m = running(log)
    line = log.add(LineWritten(meeting=m, item="welcome", sort=LineSort.NOTE, text="rett"))
    wrong = log.add(LineRevised(thing=line, field="text", value="feil barn"))
    log.add(Blanked(target=wrong, reason="feil logg"))
    assert [row.text for row in lines(fold(log.entries), m)] == ["rett"]


def test_the_chain_over_a_blanked_log_has_the_same_head():
    log = started()
    goal = with_goal(log)
    log.add(Blanked(target=goal, reason="feil logg"))
    assert fold(log.entries).head == log.plan.head == log.entries[-1].hash


def test_a_kind_is_given_in_the_order_of_the_log_without_what_is_struck():
    log = started()
    first, second = planned(log, "en"), planned(log, "to")
    assert [f.id for f in log.plan.of(ActivityPlanned)] == [first, second]
    assert log.plan.last(ActivityPlanned).id == second
    log.add(Struck(target=second))
    assert log.plan.last(ActivityPlanned).id == first
    assert log.plan.get(second, ActivityPlanned) is None
    assert log.plan.get(first, CommentWritten) is None
    assert log.plan.last(CommentWritten) is None
    assert log.plan.get(None, ActivityPlanned) is None


def test_striking_twice_is_one_strike():
    log = started()
    goal = with_goal(log)
    log.place(log.event(Struck(target=goal)))
    log.place(log.event(Struck(target=goal)))
    assert [s.what for a in log.plan.acts for s in a.steps].count("struck") == 1


def test_an_undo_of_an_act_nobody_knows_takes_back_nothing():
    log = started()
    log.place(log.event(ActUndone(undone="nothing")))
    assert opening(log.plan) == opened()
    assert log.plan.acts[-1].back


def test_goals_are_numbered_as_they_stand():
    log = started()
    first, second = with_goal(log), log.add(GoalSet(arena=Arena.HOME, text="Du sover"))
    assert goal_by_number(log.plan, 2).id == second
    log.add(Struck(target=first))
    assert goal_by_number(log.plan, 1).id == second
    assert goal_by_number(log.plan, 2) is None


def test_a_field_is_read_and_set_as_it_stands_in_json():
    goal = GoalSet(arena=Arena.HOME, text="x")
    assert (value_of(goal, "arena"), value_of(goal, "target_on"), value_of(goal, "colour")) == ("home", None, None)
    assert revised_body(goal, "target_on", "2026-12-15").target_on.isoformat() == "2026-12-15"
    assert revised_body(goal, "target_on", "soon") is None


def test_an_event_without_body_changes_nothing():
    log = started()
    bare = Event(
        id="x", plan_id=log.plan_id, body=None, salt=b"", actor=VARM, device="d", n=1, made_at=log.now, kind="goal.set"
    )
    entry = replace(log.entries[-1], event=bare)
    assert apply(log.plan, entry) == log.plan
