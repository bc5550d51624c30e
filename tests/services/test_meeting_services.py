"""A meeting through the services: lines, ratings, next meeting, lock, and what undo takes back."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from stafett_tui.domain.activity import ActivityState, Ending, activities
from stafett_tui.domain.attendance import Presence
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.evaluation import Effect
from stafett_tui.domain.goal import goals
from stafett_tui.domain.guards import GuardKind, to_rate
from stafett_tui.domain.lock import locks, meeting, next_meeting
from stafett_tui.domain.log import Blanked
from stafett_tui.domain.meeting import MeetingState
from stafett_tui.domain.minutes import LineSort, lines, parked, present, to_read_back
from stafett_tui.services.clock import SetClock
from stafett_tui.services.desk import Desk
from tests.support.office import desk_of, open_office, open_plan

ONE = datetime(2026, 11, 16, 13, 0)


class Room:
    """A desk, a plan with two activities, and its meeting of today, begun."""

    def __init__(self, directory: Path) -> None:
        """Open everything."""
        self.office = open_office(directory)
        self.desk: Desk = desk_of(self.office)
        self.plan_id = open_plan(self.desk)
        self.goal = goals(self.plan)[0].id
        for what, who in (("Vis dagtavla.", "p-stodig"), ("Se på leken.", "p-klok")):
            self.desk.activities.plan(self.plan_id, what, responsible=who, due="2026-11-13", goal=self.goal)
        changes = self.desk.meetings.call(self.plan_id, ONE, ONE + timedelta(minutes=45), place="Møterommet")
        self.m = changes.ids[0]
        self.desk.attendance.wish(self.plan_id, self.m, "Lun Ulltrøye", "helsesykepleier", "Helsestasjonen")
        self.desk.meetings.start(self.plan_id, self.m)

    @property
    def plan(self):
        """Give the plan as it stands."""
        return self.desk.plans.get(self.plan_id)

    def pass_time(self, **delta: int) -> None:
        """Set the clock on."""
        assert isinstance(self.office.clock, SetClock)
        self.office.clock.at += timedelta(**delta)

    def all_guards(self) -> None:
        """Do whatever the list before the lock asks for."""
        d, p, m = self.desk, self.plan_id, self.m
        d.attendance.everyone(p, m)
        d.minutes.voice(p, m, "child_voice", "Jeg liker dinosaurer.", asked_by="p-stodig", how="drawing")
        for a in to_rate(self.plan, meeting(self.plan, m)):
            d.evaluations.rate(p, a.id, Effect.WORKS, m)
            d.evaluations.go_on(p, m, a.id, due="next_meeting")
        for line in to_read_back(self.plan, m):
            d.minutes.tick(p, m, line.id)
        d.meetings.set_next(p, m, datetime(2026, 12, 15, 13, 0))


@pytest.fixture
def room(tmp_path: Path):
    """Give a begun meeting over a real store."""
    made = Room(tmp_path)
    yield made
    made.office.close()


def test_everyone_marks_family_and_covered_providers_but_never_the_wished_for(room: Room) -> None:
    room.desk.attendance.everyone(room.plan_id, room.m)
    assert set(present(room.plan, room.m)) == {"p-stodig", "p-varm", "p-blid", "p-klok"}
    rows = {r.name: r for r in room.desk.attendance.room(room.plan_id, room.m)}
    assert not rows["Lun Ulltrøye"].covered
    assert rows["Lun Ulltrøye"].mark is None


def test_nobody_without_consent_can_be_marked_as_present(room: Room) -> None:
    lun = next(r for r in room.desk.attendance.room(room.plan_id, room.m) if r.kind == "wished")
    with pytest.raises(StafettError) as refused:
        room.desk.attendance.mark(room.plan_id, room.m, lun.person, Presence.PRESENT)
    assert refused.value.kind is ErrorKind.SERVICE_NOT_COVERED


def test_an_interpreter_is_named_and_present_without_consent(room: Room) -> None:
    room.desk.attendance.guest(room.plan_id, room.m, "Nær Bjørk")
    row = next(r for r in room.desk.attendance.room(room.plan_id, room.m) if r.kind == "guest")
    assert (row.name, row.mark, row.covered) == ("Nær Bjørk", Presence.PRESENT, True)


def test_a_mark_can_be_taken_away_and_a_late_one_says_when(room: Room) -> None:
    d, p, m = room.desk, room.plan_id, room.m
    d.attendance.mark(p, m, "p-klok", Presence.LATE, at="13:10")
    row = next(r for r in d.attendance.room(p, m) if r.person == "p-klok")
    assert (row.mark, row.at) == (Presence.LATE, "13:10")
    d.attendance.unmark(p, m, "p-klok")
    assert present(room.plan, m) == ()


def test_a_second_digit_in_the_same_meeting_puts_the_first_right(room: Room) -> None:
    d, p, m = room.desk, room.plan_id, room.m
    first = to_rate(room.plan, meeting(room.plan, m))[0]
    d.evaluations.rate(p, first.id, Effect.WORSE, m)
    d.evaluations.rate(p, first.id, Effect.PARTLY, m)
    rated = activities(room.plan)[0].evaluations
    assert [e.effect for e in rated] == [Effect.PARTLY]
    d.undo.undo(p)
    assert activities(room.plan)[0].evaluations[0].effect is Effect.WORSE
    d.undo.undo(p)
    assert activities(room.plan)[0].evaluations == ()


def test_why_and_new_date_of_a_rated_row_are_one_act(room: Room) -> None:
    d, p, m = room.desk, room.plan_id, room.m
    first = activities(room.plan)[0]
    d.evaluations.rate(p, first.id, Effect.PARTLY, m)
    d.evaluations.go_on(p, m, first.id, why="Det er verst når det er mye lyd i gangen.", due="2026-12-15")
    now = activities(room.plan)[0]
    assert (now.due, now.evaluations[0].why) == ("2026-12-15", "Det er verst når det er mye lyd i gangen.")
    assert now.moves[0].reason == "Det er verst når det er mye lyd i gangen."
    d.undo.undo(p)
    back = activities(room.plan)[0]
    assert (back.due, back.evaluations[0].why, back.moves) == ("2026-11-13", "", ())
    d.undo.redo(p)
    assert activities(room.plan)[0] == now


def test_promoting_a_line_strikes_it_and_plans_the_activity_and_undo_brings_the_line_back(room: Room) -> None:
    d, p, m = room.desk, room.plan_id, room.m
    line = d.minutes.write(p, m, "family_update", LineSort.NOTE, "Klok sender råd.").ids[0]
    d.minutes.promote(p, line, what="Klok sender råd.", responsible="p-klok", due="next_meeting")
    assert [ln.sort for ln in lines(room.plan, m)] == [LineSort.ACTIVITY]
    d.undo.undo(p)
    assert [(ln.id, ln.sort) for ln in lines(room.plan, m)] == [(line, LineSort.NOTE)]


def test_the_lock_turns_next_meeting_into_its_date_and_keeps_the_head_hash(room: Room) -> None:
    d, p, m = room.desk, room.plan_id, room.m
    room.all_guards()
    before = d.minutes.guards(p, m)
    assert all(g.ok for g in before), before
    d.minutes.lock(p, m)
    plan = room.plan
    assert meeting(plan, m).state is MeetingState.LOCKED
    assert {a.due for a in activities(plan)} == {"2026-12-15"}
    locked = locks(plan, m)[-1]
    assert locked.body.version == 1
    assert d.plans.at(p, seq=locked.seq - 1).head.hex() == locked.body.head
    assert next_meeting(plan, m).time.starts == datetime(2026, 12, 15, 13, 0)
    assert next_meeting(plan, m).time.ends == datetime(2026, 12, 15, 13, 45)
    with pytest.raises(StafettError) as refused:
        d.minutes.write(p, m, "welcome", LineSort.NOTE, "For sent.")
    assert refused.value.kind is ErrorKind.MINUTES_LOCKED


def test_the_lock_says_which_guards_are_open(room: Room) -> None:
    with pytest.raises(StafettError) as refused:
        room.desk.minutes.lock(room.plan_id, room.m)
    assert refused.value.kind is ErrorKind.MINUTES_NOT_READY
    assert GuardKind.NEXT_MEETING.value in refused.value.data["guards"]


def test_a_struck_line_is_blanked_by_the_lock_and_gone_from_the_log(room: Room) -> None:
    d, p, m = room.desk, room.plan_id, room.m
    wrong = d.minutes.write(p, m, "welcome", LineSort.NOTE, "Dette gjaldt et annet barn.").ids[0]
    d.undo.undo(p)
    room.all_guards()
    d.minutes.lock(p, m)
    entry = next(e for e in d.log.entries(p) if e.event is not None and e.event.id == wrong)
    assert entry.event.body is None
    assert any(isinstance(e.event.body, Blanked) for e in d.log.entries(p) if e.event is not None)
    assert d.log.verify(p) == ()


def test_the_locker_may_unlock_within_five_minutes_and_not_after(room: Room) -> None:
    d, p, m = room.desk, room.plan_id, room.m
    room.all_guards()
    d.minutes.lock(p, m)
    room.pass_time(minutes=4)
    d.minutes.unlock(p, m)
    assert meeting(room.plan, m).state is MeetingState.RUNNING
    d.minutes.lock(p, m)
    room.pass_time(minutes=6)
    with pytest.raises(StafettError) as refused:
        d.minutes.unlock(p, m)
    assert refused.value.kind is ErrorKind.UNLOCK_TOO_LATE


def test_a_later_change_makes_version_two_with_its_reason_and_both_can_be_read(room: Room) -> None:
    d, p, m = room.desk, room.plan_id, room.m
    line = d.minutes.write(p, m, "family_update", LineSort.NOTE, "Bildene virker got.").ids[0]
    room.all_guards()
    first = d.minutes.lock(p, m)
    d.minutes.reopen(p, m, "Skrivefeil")
    d.minutes.reword(p, line, "Bildene virker godt.")
    d.minutes.lock(p, m)
    assert [(f.body.version, f.body.reason) for f in locks(room.plan, m)] == [(1, None), (2, "Skrivefeil")]
    assert lines(d.plans.at(p, seq=first.seq), m)[0].text == "Bildene virker got."
    assert lines(room.plan, m)[0].text == "Bildene virker godt."


def test_a_line_struck_in_a_correction_still_stands_in_the_version_before(room: Room) -> None:
    d, p, m = room.desk, room.plan_id, room.m
    line = d.minutes.write(p, m, "family_update", LineSort.NOTE, "Dette ble ikke sagt.").ids[0]
    room.all_guards()
    first = d.minutes.lock(p, m)
    d.minutes.reopen(p, m, "Ble ikke sagt")
    d.minutes.strike(p, line)
    d.undo.undo(p)
    d.minutes.strike(p, line)
    slip = d.minutes.write(p, m, "family_update", LineSort.NOTE, "Feil igjen.").ids[0]
    d.minutes.strike(p, slip)
    d.minutes.lock(p, m)
    assert "Dette ble ikke sagt." in [each.text for each in lines(d.plans.at(p, seq=first.seq), m)]
    assert "Dette ble ikke sagt." not in [each.text for each in lines(room.plan, m)]
    entry = next(e for e in d.log.entries(p) if e.event is not None and e.event.id == slip)
    assert entry.event.body is None
    assert d.log.verify(p) == ()


def test_after_opening_again_a_line_can_be_struck_and_the_minutes_locked(room: Room) -> None:
    d, p, m = room.desk, room.plan_id, room.m
    line = d.minutes.write(p, m, "family_update", LineSort.NOTE, "Dette gjaldt et annet barn.").ids[0]
    room.all_guards()
    d.minutes.lock(p, m)
    d.minutes.unlock(p, m)
    d.minutes.strike(p, line)
    d.minutes.lock(p, m)
    entry = next(e for e in d.log.entries(p) if e.event is not None and e.event.id == line)
    assert entry.event.body is None
    assert [f.body.version for f in locks(room.plan, m)] == [1]


def test_what_is_changed_after_it_was_read_aloud_is_read_again(room: Room) -> None:
    d, p, m = room.desk, room.plan_id, room.m
    line = d.minutes.write(p, m, "decide_goals", LineSort.AGREEMENT, "Vi fortsetter.").ids[0]
    room.all_guards()
    d.minutes.reword(p, line, "Vi fortsetter til jul.")
    assert [g.missing for g in d.minutes.guards(p, m) if g.kind is GuardKind.READ_BACK] == [(line,)]
    d.minutes.tick(p, m, line)
    d.minutes.lock(p, m)
    assert meeting(room.plan, m).state is MeetingState.LOCKED


def test_undo_does_not_reach_behind_the_lock(room: Room) -> None:
    room.all_guards()
    room.desk.minutes.lock(room.plan_id, room.m)
    with pytest.raises(StafettError) as refused:
        room.desk.undo.undo(room.plan_id)
    assert refused.value.kind is ErrorKind.NOTHING_TO_UNDO


def test_a_parked_point_waits_until_it_is_settled_and_is_nowhere_copied(room: Room) -> None:
    d, p, m = room.desk, room.plan_id, room.m
    line = d.minutes.write(p, m, "family_update", LineSort.PARKED, "Ferieturen i februar").ids[0]
    room.all_guards()
    d.minutes.lock(p, m)
    after = next_meeting(room.plan, m)
    assert [f.id for f in parked(room.plan, before=after.id)] == [line]
    d.meetings.start(p, after.id)
    d.minutes.settle(p, line, "dropped", after.id)
    assert parked(room.plan, before=after.id) == ()


def test_a_meeting_broken_off_goes_on_another_day_with_its_lines(room: Room) -> None:
    d, p, m = room.desk, room.plan_id, room.m
    d.minutes.write(p, m, "welcome", LineSort.NOTE, "Vi begynte.")
    d.meetings.pause(p, m)
    d.meetings.resume(p, m)
    d.meetings.break_off(p, m, "Brannalarm")
    d.meetings.go_on(p, m, datetime(2026, 11, 18, 9, 0))
    d.meetings.resume(p, m)
    found = meeting(room.plan, m)
    assert (found.state, found.on, len(lines(room.plan, m))) == (MeetingState.RUNNING, date(2026, 11, 18), 1)


def test_the_next_meeting_is_proposed_on_the_same_weekday_and_never_on_a_holiday(room: Room) -> None:
    assert room.desk.meetings.propose_next(room.plan_id, room.m).starts == datetime(2026, 12, 14, 13, 0)
    room.desk.meetings.set_next(room.plan_id, room.m, datetime(2026, 12, 15, 13, 0))
    assert room.desk.meetings.propose_next(room.plan_id, room.m).starts == datetime(2026, 12, 15, 13, 0)
    room.desk.meetings.set_next(room.plan_id, room.m, datetime(2026, 12, 16, 9, 0), place="Rom 2")
    moved = next_meeting(room.plan, room.m)
    assert (moved.time.starts, moved.time.ends, moved.place) == (
        datetime(2026, 12, 16, 9, 0), datetime(2026, 12, 16, 9, 45), "Rom 2")  # fmt: skip


def test_between_meetings_an_activity_is_commented_moved_with_a_reason_and_done(room: Room) -> None:
    d, p = room.desk, room.plan_id
    thing = activities(room.plan)[0].id
    d.activities.comment(p, thing, "Går bedre om morgenen.")
    with pytest.raises(StafettError) as refused:
        d.activities.move(p, thing, "2026-12-01", " ")
    assert refused.value.kind is ErrorKind.REASON_NEEDED
    d.activities.move(p, thing, "2026-12-01", "Sykdom")
    d.activities.end(p, thing, Ending.DONE)
    now = next(a for a in activities(room.plan) if a.id == thing)
    assert (now.state, now.due, now.comments[0].text) == (ActivityState.DONE, "2026-12-01", "Går bedre om morgenen.")
    assert [(mv.before, mv.reason) for mv in now.moves] == [("2026-11-13", "Sykdom")]


def test_a_finished_line_takes_its_draft_away_in_the_same_act(room: Room) -> None:
    d, p, m = room.desk, room.plan_id, room.m
    d.drafts.keep(p, "capture", "Hjemme virker", 13)
    assert d.drafts.take(p, "capture").text == "Hjemme virker"
    d.minutes.write(p, m, "family_update", LineSort.NOTE, "Hjemme virker bildene godt.", draft=f"{p}/capture")
    assert d.drafts.offered() == ()


def test_listeners_hear_what_changed(room: Room) -> None:
    heard = []
    room.desk.listen(heard.append)
    changes = room.desk.minutes.write(room.plan_id, room.m, "welcome", LineSort.NOTE, "Hei.")
    assert heard == [changes]
    assert changes.kinds == {"line.written"}
