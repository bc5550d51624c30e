"""The kindergarten case, event by event through the gate, and what must hold afterwards."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from stafett_tui.domain.activity import (
    ActivityEnded,
    ActivityPlanned,
    ActivityRevised,
    ActivityState,
    Ending,
    activities,
)
from stafett_tui.domain.attendance import AttendanceMarked, Presence, Wished
from stafett_tui.domain.consent import ConsentStatus, service_consents
from stafett_tui.domain.errors import ErrorKind
from stafett_tui.domain.evaluation import ActivityEvaluated, Effect, EvaluationRevised
from stafett_tui.domain.goal import goals
from stafett_tui.domain.guards import guards, needs_new_date, to_rate
from stafett_tui.domain.lock import MinutesLocked, MinutesReopened, locks, meeting, next_meeting
from stafett_tui.domain.meeting import LevelKept, MeetingCalled, MeetingState
from stafett_tui.domain.minutes import (
    LineRevised,
    LineSort,
    LineWritten,
    OwnWordsSaid,
    ReadTicked,
    attendance,
    lines,
    own_words,
    parked,
    to_read_back,
)
from stafett_tui.domain.plan import fold
from stafett_tui.domain.voice import VoiceHeard, child_voices
from tests.support.domain import BLID, KLOK, NURSE, STODIG, VARM, called, planned, started, there, time, turn, with_goal


class Case:
    """The meeting of 16 November, ready to be locked."""

    def __init__(self) -> None:
        log = self.log = started()
        self.goal = with_goal(log)
        self.board = planned(log, "Stødig viser deg dagtavla.", STODIG, "2026-11-13", goal=self.goal)
        self.home = planned(
            log, "Varm og Blid bruker bildene hjemme.", VARM, "2026-11-13", goal=self.goal, helpers=(BLID,)
        )
        self.watch = planned(log, "Klok ser på leken to ganger.", KLOK, "2026-11-06", goal=self.goal)
        self.meeting = m = called(log, place="Tøyestubben")
        self.lun = log.add(Wished(meeting=m, name="Lun Ulltrøye", title="helsesykepleier", service=NURSE))
        turn(log, m)
        there(log, m, VARM, BLID, STODIG, KLOK)
        log.add(VoiceHeard(text="Jeg liker dinosaurer. Det er dumt når alle roper.", asked_by=STODIG, how="tegning",
                           on=date(2026, 10, 1), meeting=m, item="child_voice"))  # fmt: skip
        self.write("family_update", LineSort.NOTE, "Hjemme virker bildene godt. Leggetiden er roligere.")
        self.parked = self.write("family_update", LineSort.PARKED, "Ferieturen i februar: hva gjør vi med bildene?")
        self.write("service_update", LineSort.NOTE, "Du gikk til bordet uten å gråte tre av fem dager.")
        self.rate()
        self.agree()
        log.add(LevelKept(meeting=m, level=2, holder=STODIG))
        for line in to_read_back(log.plan, m):
            log.add(ReadTicked(meeting=m, thing=line.id))
        log.add(OwnWordsSaid(meeting=m, person=BLID))
        self.next = log.add(MeetingCalled(time=time(date(2026, 12, 15)), place="Tøyestubben", follows=m))

    def write(self, item: str, sort: LineSort, text: str) -> str:
        return self.log.add(LineWritten(meeting=self.meeting, item=item, sort=sort, text=text))

    def rate(self) -> None:
        log, m = self.log, self.meeting
        rating = log.add(ActivityEvaluated(activity=self.board, effect=Effect.PARTLY, meeting=m))
        with log.act():
            log.add(EvaluationRevised(thing=rating, field="why", value="Det er verst når det er mye lyd i gangen."))
            log.add(ActivityRevised(thing=self.board, field="due", value="next_meeting"))
        log.add(ActivityEvaluated(activity=self.home, effect=Effect.WORKS, meeting=m))
        log.add(ActivityRevised(thing=self.home, field="due", value="next_meeting"))
        log.add(ActivityEvaluated(activity=self.watch, effect=Effect.WORKS, meeting=m))
        log.add(ActivityEnded(activity=self.watch, how=Ending.ENDED, meeting=m))

    def agree(self) -> None:
        told = {"goal": self.goal, "meeting": self.meeting, "item": "decide_goals"}
        self.new = (
            planned(self.log, "Du og Stødig går først til maten", STODIG, "2026-11-20", **told),
            planned(self.log, "Varm og Blid leser for deg før leggetid", VARM, "2026-11-30", helpers=(BLID,), **told),
            planned(self.log, "Klok sender råd om overganger til personalet", KLOK, "next_meeting", **told),
        )
        self.write("decide_goals", LineSort.AGREEMENT, "Vi fortsetter med bildene begge steder")

    def turn_next_meeting_into_its_date(self) -> None:
        for f in self.log.plan.of(ActivityPlanned):
            if f.body.due == "next_meeting":
                self.log.add(ActivityRevised(thing=f.id, field="due", value="2026-12-15", reason="next_meeting"))

    def lock(self, version: int = 1, reason: str | None = None) -> str:
        with self.log.act():
            self.turn_next_meeting_into_its_date()
            self.head = self.log.plan.head.hex()
            return self.log.add(MinutesLocked(meeting=self.meeting, version=version, head=self.head, reason=reason))


@pytest.fixture
def case():
    return Case()


@pytest.fixture
def locked(case):
    case.lock()
    return case


def test_every_guard_holds_before_the_lock(case):
    this = meeting(case.log.plan, case.meeting)
    assert [g.kind for g in guards(case.log.plan, this, case.log.policy, case.log.today) if not g.ok] == []


def test_the_family_the_kindergarten_and_ppt_are_present_and_lun_is_not(locked):
    marks = attendance(locked.log.plan, locked.meeting)
    assert {p: mark.how for p, mark in marks.items()} == dict.fromkeys((VARM, BLID, STODIG, KLOK), Presence.PRESENT)
    rows = {r.service: r.status for r in service_consents(locked.log.plan, [NURSE], locked.log.today)}
    assert rows[NURSE] is ConsentStatus.MISSING


def test_lun_may_not_be_in_the_room_and_nothing_is_locked_with_her_as_responsible(case):
    mark = AttendanceMarked(meeting=case.meeting, person=case.lun, how=Presence.PRESENT)
    assert case.log.refusal(mark) is ErrorKind.SERVICE_NOT_COVERED
    hers = planned(case.log, "Lun ser på søvnen", case.lun, "2026-12-15", meeting=case.meeting, item="decide_goals")
    case.log.add(ReadTicked(meeting=case.meeting, thing=hers))
    case.turn_next_meeting_into_its_date()
    lock = MinutesLocked(meeting=case.meeting, version=1, head=case.log.plan.head.hex())
    assert case.log.refusal(lock) is ErrorKind.MINUTES_NOT_READY


def test_the_evaluations_and_new_dates_stand(locked):
    found = {a.id: a for a in activities(locked.log.plan)}
    board, home, watch = found[locked.board], found[locked.home], found[locked.watch]
    assert [(e.effect, e.why) for e in board.evaluations] == [
        (Effect.PARTLY, "Det er verst når det er mye lyd i gangen.")
    ]
    assert [e.effect for e in home.evaluations] == [e.effect for e in watch.evaluations] == [Effect.WORKS]
    assert (board.due, home.due) == ("2026-12-15", "2026-12-15")
    assert board.open
    assert home.open
    assert (watch.state, watch.ended_in) == (ActivityState.ENDED, locked.meeting)
    assert [(m.before, m.after) for m in board.moves] == [("2026-11-13", "2026-12-15")]


def test_the_new_activities_stand_under_the_goal_with_person_and_date(locked):
    found = [a for a in activities(locked.log.plan) if a.meeting == locked.meeting]
    assert [(a.responsible_name, a.helper_names, a.due) for a in found] == [
        ("Stødig Gran", (), "2026-11-20"), ("Varm Kaffekopp", ("Blid Sykkel",), "2026-11-30"), ("Klok Ugle", (), "2026-12-15"),
    ]  # fmt: skip
    assert {a.goal for a in found} == {goals(locked.log.plan)[0].id}
    assert found[2].moves == ()


def test_one_voice_one_parked_point_one_agreement_two_notes(locked):
    plan = locked.log.plan
    assert [(v.body.on, v.body.asked_by, v.body.how) for v in child_voices(plan)] == [
        (date(2026, 10, 1), STODIG, "tegning")
    ]
    sorts = [line.sort for line in lines(plan, locked.meeting)]
    assert {s: sorts.count(s) for s in LineSort if s in sorts} == {
        LineSort.NOTE: 2, LineSort.VOICE: 1, LineSort.PARKED: 1, LineSort.AGREEMENT: 1, LineSort.ACTIVITY: 3,
    }  # fmt: skip
    assert own_words(plan, locked.meeting) == (BLID,)


def test_the_parked_point_is_on_the_next_agenda_without_being_copied(locked):
    assert [f.id for f in parked(locked.log.plan, locked.next)] == [locked.parked]
    assert parked(locked.log.plan, locked.meeting) == ()


def test_the_next_meeting_is_as_long_in_december(locked):
    following = next_meeting(locked.log.plan, locked.meeting)
    assert following.id == locked.next
    assert following.time.starts.isoformat() == "2026-12-15T13:00:00"
    assert following.time.ends - following.time.starts == timedelta(minutes=45)


def test_version_1_carries_the_head_of_the_log_and_a_later_change_makes_version_2_with_a_reason(locked):
    log, m = locked.log, locked.meeting
    first = locks(log.plan, m)[0]
    assert (first.body.version, first.by, first.body.head) == (1, STODIG, locked.head)
    assert meeting(log.plan, m).state is MeetingState.LOCKED
    note = next(line for line in lines(log.plan, m) if line.sort is LineSort.NOTE)
    change = LineRevised(thing=note.id, field="text", value="Hjemme virker bildene godt.")
    assert log.refusal(change) is ErrorKind.MINUTES_LOCKED
    log.now += timedelta(days=2)
    log.add(MinutesReopened(meeting=m, reason="Et ord var feil."))
    log.add(change)
    assert log.refusal(MinutesLocked(meeting=m, version=2, head=log.plan.head.hex())) is ErrorKind.REASON_NEEDED
    locked.lock(2, "Et ord var feil.")
    assert [(v.body.version, v.body.reason) for v in locks(log.plan, m)] == [(1, None), (2, "Et ord var feil.")]
    before = fold(log.entries[: first.seq])
    assert {line.id: line.text for line in lines(before, m)}[note.id].endswith("Leggetiden er roligere.")
    assert {line.id: line.text for line in lines(log.plan, m)}[note.id] == "Hjemme virker bildene godt."


def test_earlier_activities_are_gone_through_in_the_plans_order(case):
    this = meeting(case.log.plan, case.meeting)
    assert [a.id for a in to_rate(case.log.plan, this)] == [case.board, case.home, case.watch]
    assert needs_new_date(case.log.plan, this) == ()


def test_the_case_folds_to_the_plan_that_was_kept(locked):
    assert fold(locked.log.entries) == locked.log.plan
