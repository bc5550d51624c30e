"""Undo adds the opposite fact, and redo the opposite of that."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stafett_tui.domain.activity import ActivityPlanned, ActivityRevised, CommentWritten, activities
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.goal import Arena, GoalRevised, GoalSet, goals
from stafett_tui.domain.kinds import REVISES
from stafett_tui.domain.life_gate import stopped
from stafett_tui.domain.lock import MinutesLocked, RemarkMade, meeting
from stafett_tui.domain.log import ActUndone, Blanked, Restored, Struck
from stafett_tui.domain.meeting import AgendaReached, MeetingCalled
from stafett_tui.domain.minutes import LineRevised, LineSort, LineWritten, ReadTicked, lines
from stafett_tui.domain.people import ParticipantAdded, ParticipantLeft, Role, participant
from stafett_tui.domain.plan import fold
from stafett_tui.domain.undo import REACH, opposite, stacks
from stafett_tui.domain.voice import VoiceNotAsked
from tests.support.domain import (
    BLID,
    KLOK,
    PPT,
    STODIG,
    VARM,
    consent,
    guardian,
    planned,
    running,
    started,
    there,
    time,
    with_goal,
)
from tests.support.domain_moves import HISTORIES, MOVES, WRITERS, history, play


def standing(plan) -> dict:
    """Give what stands, with its words and who people are told had the last word on each."""
    fields = {f.id: type(f.body).model_fields for f in plan.facts.values()}
    return {
        f.id: (f.body, {n: [(r.value, r.reason) for r in plan.history(f.id, n)[-1:]] for n in fields[f.id]})
        for f in plan.facts.values()
        if f.id not in plan.struck
    }


@given(HISTORIES, MOVES)
def test_undo_brings_back_what_stood_and_redo_what_was_done(moves, move):
    log = history(moves)
    who, device = WRITERS[move[1]]
    before, depth = standing(log.plan), len(stacks(log.plan, device).undo)
    play(log, move)
    if move[0] in {"undo", "redo", "lock"} or len(stacks(log.plan, device).undo) != depth + 1:
        return
    done = standing(log.plan)
    for redo in (False, True, False, True, False):
        if brings_what_stopped(log, device, who, redo=redo):
            return
        log.take_back(device, who, redo=redo)
        assert standing(log.plan) == (done if redo else before)
    assert fold(log.entries) == log.plan


def brings_what_stopped(log, device, who, *, redo) -> bool:
    """Tell whether it would bring something again where nothing new is shared; only that is refused, and why (C-09)."""
    stop = stopped(log.plan, log.policy, log.today)
    found = stacks(log.plan, device)
    steps = opposite(log.plan, (found.redo if redo else found.undo)[-1], REVISES)
    again = [step for step in steps if isinstance(step.body, Restored)]
    if not again or stop in {None, ErrorKind.NO_CONSENT}:
        return False
    assert {log.refusal(step.body, by=who, device=device) for step in again} == {stop}
    return True


EDITS = st.lists(st.tuples(st.sampled_from(["goal", "word", "strike", "two"]), st.integers(0, 9)), max_size=12)


def edit(log, what: str, n: int) -> None:
    own = goals(log.plan)
    thing = own[n % len(own)].id if own else ""
    if what == "goal" or not own:
        log.add(GoalSet(arena=Arena.HOME, text=f"mål {n}"))
    elif what == "word":
        log.add(GoalRevised(thing=thing, field="text", value=f"nytt {n}"))
    elif what == "strike":
        log.add(Struck(target=thing))
    else:
        with log.act():
            log.add(GoalRevised(thing=thing, field="text", value=f"først {n}"))
            log.add(GoalRevised(thing=thing, field="text", value=f"så {n}"))
            log.add(GoalSet(arena=Arena.SCHOOL, text=f"ved siden av {n}"))


@given(EDITS)
def test_undo_walks_all_the_way_back_and_redo_all_the_way_forth(edits):
    log = started()
    seen = [standing(log.plan)]
    for what, n in edits:
        edit(log, what, n)
        seen.append(standing(log.plan))
    for state in reversed(seen[:-1]):
        log.take_back()
        assert standing(log.plan) == state
    for state in seen[1:]:
        log.take_back(redo=True)
        assert standing(log.plan) == state
    assert stacks(log.plan, "laptop").redo == ()


@given(EDITS, EDITS)
def test_each_device_takes_back_its_own_acts(mine, others):
    log = started()
    for n in range(max(len(mine), len(others))):
        if n < len(mine):
            log.add(GoalSet(arena=Arena.HOME, text=f"mitt {n}"))
        if n < len(others):
            log.add(GoalSet(arena=Arena.SCHOOL, text=f"det andre {n}"), device="tablet")
    for _ in mine:
        log.take_back()
    assert [g.text for g in goals(log.plan)] == [f"det andre {n}" for n in range(len(others))]


def test_a_new_act_forgets_what_could_be_brought_again():
    log = started()
    with_goal(log)
    log.take_back()
    assert stacks(log.plan, "laptop").redo
    log.add(GoalSet(arena=Arena.HOME, text="et annet"))
    assert stacks(log.plan, "laptop").redo == ()


def test_the_agenda_clock_and_consent_are_passed_by_and_keep_the_redo():
    log = started()
    m = running(log)
    line = log.add(LineWritten(meeting=m, item="welcome", sort=LineSort.NOTE, text="hei"))
    log.take_back()
    log.add(AgendaReached(meeting=m, item="child_voice"))
    log.add(consent("PPT"))
    log.take_back(redo=True)
    assert [row.id for row in lines(log.plan, m)] == [line]


def test_the_event_of_an_undo_keeps_its_place_in_the_log():
    log = started()
    goal = with_goal(log)
    log.take_back()
    assert goals(log.plan) == ()
    assert goal in log.plan.facts
    assert [type(e.event.body) for e in log.entries[-2:]] == [ActUndone, Struck]


def test_what_somebody_else_built_upon_is_not_taken_back():
    log = started()
    activity = planned(log)
    log.add(CommentWritten(activity=activity, text="fint"), by=KLOK, device="ppt")
    with pytest.raises(StafettError) as refused:
        log.take_back()
    assert refused.value.kind is ErrorKind.BUILT_UPON
    assert log.refusal(Struck(target=activity)) is ErrorKind.BUILT_UPON


def test_what_somebody_else_reworded_is_not_taken_back_until_they_take_that_back():
    log = started()
    activity = planned(log, responsible=KLOK)
    log.add(ActivityRevised(thing=activity, field="due", value="2026-12-20", reason="ferie"), by=KLOK, device="ppt")
    with pytest.raises(StafettError) as refused:
        log.take_back()
    assert refused.value.kind is ErrorKind.BUILT_UPON
    log.take_back("ppt", KLOK)
    log.take_back()
    assert activities(log.plan) == ()


def test_a_value_changed_since_is_not_taken_back():
    log = started()
    goal = with_goal(log)
    log.add(GoalRevised(thing=goal, field="text", value="mitt"))
    log.add(GoalRevised(thing=goal, field="text", value="nettbrettet"), device="tablet")
    with pytest.raises(StafettError) as refused:
        log.take_back()
    assert refused.value.kind is ErrorKind.BUILT_UPON


def test_a_thing_struck_since_keeps_its_words():
    log = started()
    goal = with_goal(log)
    log.add(GoalRevised(thing=goal, field="text", value="mitt"))
    log.add(Struck(target=goal), device="tablet")
    with pytest.raises(StafettError) as refused:
        log.take_back()
    assert refused.value.kind is ErrorKind.BUILT_UPON


def test_a_person_who_has_been_given_something_is_not_taken_out_of_the_plan():
    log = started()
    log.add(guardian("ny", "Ny Nabo"))
    log.add(ActivityPlanned(what="leser", responsible="ny", due="2026-12-01"), device="tablet")
    with pytest.raises(StafettError) as refused:
        log.take_back()
    assert refused.value.kind is ErrorKind.BUILT_UPON


def test_what_named_somebody_before_they_came_again_is_not_built_upon_it():
    log = started()
    log.add(ParticipantAdded(person="ny", name="Ny Nabo", role=Role.PROVIDER, service=PPT))
    moved = planned(log, responsible="ny")
    log.add(CommentWritten(activity=moved, text="ses fredag"), by="ny", device="pad")
    log.add(ParticipantLeft(person="ny"))
    log.add(ParticipantAdded(person="ny", name="Ny Nabo", role=Role.PROVIDER, service=PPT))
    log.add(ActivityRevised(thing=moved, field="helpers", value=["ny"], reason="hjelper til"), device="tablet")
    with pytest.raises(StafettError) as refused:
        log.take_back()
    assert refused.value.kind is ErrorKind.BUILT_UPON
    log.take_back("tablet")
    log.take_back()
    assert participant(log.plan, "ny") is None


def test_what_one_act_made_of_things_that_lean_on_each_other_comes_and_goes_as_often_as_one_likes():
    log = started()
    before = standing(log.plan)
    with log.act():
        log.add(CommentWritten(activity=planned(log), text="fint"))
    done = standing(log.plan)
    for _ in range(3):
        log.take_back()
        assert standing(log.plan) == before
        log.take_back(redo=True)
        assert standing(log.plan) == done


def test_a_called_meeting_that_has_begun_is_not_taken_back():
    log = started()
    running(log)
    with pytest.raises(StafettError) as refused:
        log.take_back()
    assert refused.value.kind is ErrorKind.BUILT_UPON


def test_an_own_strike_is_taken_back_once_even_where_somebody_restored_it_first():
    log = started()
    goal = with_goal(log)
    log.add(Struck(target=goal))
    log.add(Restored(target=goal), device="tablet")
    log.take_back()
    assert [g.id for g in goals(log.plan)] == [goal]


def test_a_struck_thing_of_an_own_act_is_left_alone_when_the_act_is_taken_back():
    log = started()
    goal = with_goal(log)
    log.add(Struck(target=goal), device="tablet")
    act = stacks(log.plan, "laptop").undo[-1]
    assert [type(o.body) for o in opposite(log.plan, act, REVISES)] == [ActUndone]


def test_undo_reaches_the_last_200_acts_and_no_further():
    log = started()
    for n in range(REACH + 50):
        log.add(GoalSet(arena=Arena.HOME, text=f"mål {n}"))
    for _ in range(REACH):
        log.take_back()
    assert stacks(log.plan, "laptop").undo == ()
    assert len(goals(log.plan)) == 50
    assert len(stacks(log.plan, "laptop").redo) == REACH


def locked_log():
    log = started()
    m = running(log)
    there(log, m, STODIG)
    log.add(VoiceNotAsked(meeting=m, reason="sov"))
    planned(log)
    planned(log, responsible=KLOK)
    log.add(MeetingCalled(time=time(date(2026, 12, 15)), follows=m))
    log.add(MinutesLocked(meeting=m, version=1, head=log.plan.head.hex()))
    return log, m


def test_the_lock_is_as_far_back_as_undo_goes_on_every_device():
    log, m = locked_log()
    assert stacks(log.plan, "laptop") == stacks(log.plan, "tablet") == stacks(fold([]), "laptop")
    log.add(RemarkMade(meeting=m, text="litt til"))
    assert len(stacks(log.plan, "laptop").undo) == 1
    act = next(a for a in log.plan.acts if a.undo == "yes")
    assert log.refusal(ActUndone(undone=act.id)) is ErrorKind.NOT_UNDOABLE


def test_what_stands_in_locked_minutes_is_neither_struck_nor_restored():
    log, m = locked_log()
    mark = next(
        f.id
        for f in log.plan.facts.values()
        if getattr(f.body, "meeting", None) == m and f.body.KIND == "attendance.marked"
    )
    assert log.refusal(Struck(target=mark)) is ErrorKind.MINUTES_LOCKED
    assert meeting(log.plan, m).version == 1


def test_only_own_acts_are_taken_back():
    log = started()
    with_goal(log)
    act = stacks(log.plan, "laptop").undo[-1]
    assert log.refusal(ActUndone(undone=act.id), by=VARM) is ErrorKind.NOT_UNDOABLE
    assert log.refusal(ActUndone(undone=act.id), device="tablet") is ErrorKind.NOT_UNDOABLE
    assert log.refusal(ActUndone(undone="nothing")) is ErrorKind.NOTHING_TO_UNDO


def test_what_is_no_thing_stands_or_is_anothers_is_neither_struck_nor_restored():
    log = started()
    goal = with_goal(log)
    assert log.refusal(Struck(target="nothing")) is ErrorKind.TARGET_UNKNOWN
    assert log.refusal(Restored(target=goal)) is ErrorKind.TARGET_UNKNOWN
    assert log.refusal(Struck(target=goal), by=BLID) is ErrorKind.NOT_UNDOABLE
    assert log.refusal(Struck(target=log.entries[0].event.id)) is ErrorKind.NOT_UNDOABLE


def test_the_holder_strikes_what_others_wrote_and_its_writer_may_take_it_in_again():
    log = started()
    activity = planned(log)
    comment = log.add(CommentWritten(activity=activity, text="hei"), by=KLOK, device="ppt")
    log.add(Struck(target=comment))
    assert log.refusal(Restored(target=comment), by=KLOK) is None


def test_the_reason_of_a_moved_deadline_comes_back_with_redo():
    log = started()
    activity = planned(log)
    log.add(ActivityRevised(thing=activity, field="due", value="2026-12-20", reason="ferie"))
    log.take_back()
    assert activities(log.plan)[0].moves == ()
    log.take_back(redo=True)
    assert [(m.after, m.reason) for m in activities(log.plan)[0].moves] == [("2026-12-20", "ferie")]


def test_blanking_what_was_taken_back_leaves_the_acts_before_it_in_reach():
    log = started()
    m = running(log)
    kept = log.add(LineWritten(meeting=m, item="welcome", sort=LineSort.NOTE, text="blir"))
    wrong = log.add(LineWritten(meeting=m, item="welcome", sort=LineSort.NOTE, text="feil barn"))
    log.take_back()
    log.add(Blanked(target=wrong, reason="feil logg"))
    log.plan = fold(log.entries)
    found = stacks(log.plan, "laptop")
    assert kept in found.undo[-1].events
    assert found.redo == ()
    log.take_back()
    assert lines(log.plan, m) == ()


def test_an_act_of_several_devices_events_in_between_is_one_act():
    log = started()
    goal = log.add(GoalSet(arena=Arena.HOME, text="mål"), act="sammen")
    log.add(GoalSet(arena=Arena.SCHOOL, text="annet"), device="tablet")
    log.add(GoalRevised(thing=goal, field="text", value="mål igjen"), act="sammen")
    log.take_back()
    assert [g.text for g in goals(log.plan)] == ["annet"]


def test_promoting_a_line_is_taken_back_whole():
    log = started()
    m = running(log)
    line = log.add(LineWritten(meeting=m, item="welcome", sort=LineSort.AGREEMENT, text="Stødig ringer"))
    log.add(LineRevised(thing=line, field="text", value="Stødig ringer i dag"))
    log.add(ReadTicked(meeting=m, thing=line))
    with log.act():
        log.add(Struck(target=line))
        planned(log, "Stødig ringer", meeting=m, item="welcome", from_line=line)
    log.take_back()
    assert [(row.id, row.sort) for row in lines(log.plan, m)] == [(line, LineSort.AGREEMENT)]
