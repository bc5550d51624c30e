"""The room and the minutes: who may be there, lines, read-back, and what is parked."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from stafett_tui.domain.attendance import AttendanceMarked, GuestNamed, Presence, Wished
from stafett_tui.domain.errors import ErrorKind
from stafett_tui.domain.goal import Arena, GoalSet
from stafett_tui.domain.lock import meeting
from stafett_tui.domain.log import Struck
from stafett_tui.domain.minutes import (
    LineRevised,
    LineSort,
    LineWritten,
    OwnWordsSaid,
    ParkedSettled,
    ReadTicked,
    Settling,
    attendance,
    lines,
    own_words,
    parked,
    present,
    read_back,
    represented,
    to_read_back,
)
from stafett_tui.domain.voice import Speaker, VoiceHeard, VoiceNotAsked, VoiceRevised, child_voices, heard_in
from tests.support.domain import BLID, KLOK, MUNTER, NURSE, STODIG, VARM, called, planned, running, started, turn

NEXT = date(2026, 12, 15)


def write(log, m: str, sort: LineSort = LineSort.NOTE, text: str = "linje", item: str = "welcome") -> str:
    return log.add(LineWritten(meeting=m, item=item, sort=sort, text=text))


def mark(log, m: str, person: str, how: Presence = Presence.PRESENT, **told) -> str:
    return log.add(AttendanceMarked(meeting=m, person=person, how=how, **told))


@pytest.mark.parametrize("how", [Presence.PRESENT, Presence.VIDEO, Presence.LATE, Presence.LEFT])
def test_stopp_for_one_whose_service_no_consent_covers(how):
    log = started()
    m = running(log)
    lun = log.add(Wished(meeting=m, name="Lun Ulltrøye", title="helsesykepleier", service=NURSE))
    assert log.refusal(AttendanceMarked(meeting=m, person=lun, how=how)) is ErrorKind.SERVICE_NOT_COVERED
    assert log.refusal(AttendanceMarked(meeting=m, person=lun, how=Presence.REGRETS)) is None
    assert (
        log.refusal(AttendanceMarked(meeting=m, person=lun, how=Presence.REGRETS, substitute="Ny Nabo"))
        is ErrorKind.SERVICE_NOT_COVERED
    )


def test_nobody_unknown_is_marked_in_any_way():
    log = started()
    m = running(log)
    for how in Presence:
        assert log.refusal(AttendanceMarked(meeting=m, person="nobody", how=how)) is ErrorKind.PERSON_UNKNOWN


def test_the_newest_mark_stands_and_taking_it_away_brings_the_earlier_back():
    log = started()
    m = running(log)
    mark(log, m, KLOK, Presence.VIDEO)
    late = mark(log, m, KLOK, Presence.LATE, at="13:10")
    left = mark(log, m, KLOK, Presence.LEFT, at="13:30")
    found = attendance(log.plan, m)[KLOK]
    assert (found.how, found.at, found.came, found.mark) == (Presence.LEFT, "13:30", "13:10", left)
    log.add(Struck(target=left))
    assert (attendance(log.plan, m)[KLOK].mark, attendance(log.plan, m)[KLOK].came) == (late, None)
    assert present(log.plan, m) == (KLOK,)


@pytest.mark.parametrize("at", ["25:00", "13:60", "1:00", "13.10", "１３:10"])
def test_coming_and_leaving_have_a_time_on_the_clock(at):
    with pytest.raises(ValidationError):
        AttendanceMarked(meeting="m", person="p", how=Presence.LATE, at=at)


def test_a_substitute_of_a_covered_service_is_there_in_the_others_place():
    log = started()
    m = running(log)
    mark(log, m, KLOK, Presence.REGRETS, substitute="Vikar Vind")
    mark(log, m, VARM, Presence.REGRETS)
    mark(log, m, BLID, Presence.ABSENT)
    assert present(log.plan, m) == ()
    assert represented(log.plan, m) == (KLOK,)
    assert attendance(log.plan, m)[KLOK].substitute == "Vikar Vind"


def test_an_interpreter_is_named_and_needs_no_consent_in_that_meeting():
    log = started()
    m, other = running(log), called(log, NEXT)
    tolk = log.add(GuestNamed(meeting=m, name="Klar Tale"))
    elsewhere = log.add(GuestNamed(meeting=other, name="Rask Tale"))
    mark(log, m, tolk, Presence.VIDEO)
    assert present(log.plan, m) == (tolk,)
    assert (
        log.refusal(AttendanceMarked(meeting=m, person=elsewhere, how=Presence.PRESENT))
        is ErrorKind.SERVICE_NOT_COVERED
    )


def test_wishes_and_guests_are_named_before_the_meeting_begins_and_marks_only_in_it():
    log = started()
    m = called(log)
    lun = log.add(Wished(meeting=m, name="Lun Ulltrøye", service=NURSE))
    assert [w.id for w in meeting(log.plan, m).wished] == [lun]
    assert log.refusal(AttendanceMarked(meeting=m, person=VARM, how=Presence.PRESENT)) is ErrorKind.MEETING_NOT_RUNNING
    assert log.refusal(GuestNamed(meeting="none", name="Klar Tale")) is ErrorKind.MEETING_UNKNOWN


def test_the_owner_may_be_in_the_room():
    log = started()
    m = running(log)
    mark(log, m, MUNTER)
    assert present(log.plan, m) == (MUNTER,)


def test_lines_voices_and_activities_stand_in_the_order_of_the_log():
    log = started()
    m, other = running(log), called(log, NEXT)
    note = write(log, m)
    voice = log.add(VoiceHeard(text="hei", meeting=m, item="child_voice"))
    new = planned(log, meeting=m, item="decide_goals")
    last = write(log, m, LineSort.DISAGREEMENT, "uenig om tid")
    planned(log)
    log.add(VoiceHeard(text="mellom møtene"))
    assert [(x.id, x.sort) for x in lines(log.plan, m)] == [
        (note, LineSort.NOTE), (voice, LineSort.VOICE), (new, LineSort.ACTIVITY), (last, LineSort.DISAGREEMENT),
    ]  # fmt: skip
    assert lines(log.plan, other) == ()


def test_two_people_write_at_once_and_both_lines_stand():
    log = started()
    m = running(log)
    write(log, m, text="min")
    log.add(LineWritten(meeting=m, item="welcome", sort=LineSort.NOTE, text="din"), device="tablet")
    assert [x.text for x in lines(log.plan, m)] == ["min", "din"]


def test_a_line_may_be_reworded_or_become_of_another_sort():
    log = started()
    m = running(log)
    line = write(log, m)
    log.add(LineRevised(thing=line, field="sort", value="agreement"))
    log.add(LineRevised(thing=line, field="text", value="[/b] 😀"))
    assert [(x.sort, x.text) for x in to_read_back(log.plan, m)] == [(LineSort.AGREEMENT, "[/b] 😀")]
    assert log.refusal(LineRevised(thing=line, field="meeting", value="x")) is ErrorKind.FIELD_UNKNOWN
    assert log.refusal(LineRevised(thing=line, field="sort", value="song")) is ErrorKind.BAD_INPUT


def test_only_what_is_read_aloud_is_ticked():
    log = started()
    m = running(log)
    note, agreed = write(log, m), write(log, m, LineSort.AGREEMENT)
    log.add(ReadTicked(meeting=m, thing=agreed))
    assert read_back(log.plan, m) == {agreed}
    for thing in (note, "none"):
        assert log.refusal(ReadTicked(meeting=m, thing=thing)) is ErrorKind.TARGET_UNKNOWN


def test_whoever_says_it_in_own_words_is_known():
    log = started()
    m = running(log)
    for _ in range(2):
        log.add(OwnWordsSaid(meeting=m, person=BLID))
    assert own_words(log.plan, m) == (BLID,)
    assert log.refusal(OwnWordsSaid(meeting=m, person="nobody")) is ErrorKind.PERSON_UNKNOWN


def test_what_is_parked_is_on_every_later_agenda_until_it_is_settled():
    log = started()
    far = called(log, date(2027, 1, 15))
    m = running(log)
    point = write(log, m, LineSort.PARKED, "Ferieturen i februar")
    after = called(log, NEXT, follows=m)
    assert [f.id for f in parked(log.plan)] == [point]
    assert [f.id for f in parked(log.plan, after)] == [f.id for f in parked(log.plan, far)] == [point]
    assert parked(log.plan, m) == ()
    turn(log, m, "broken_off")
    turn(log, after)
    point2 = write(log, after, LineSort.PARKED, "Ny avdeling")
    assert [f.id for f in parked(log.plan, far)] == [point, point2]
    assert parked(log.plan, m) == ()
    log.add(ParkedSettled(line=point, how=Settling.TAKEN_UP, meeting=after))
    assert [f.id for f in parked(log.plan, far)] == [point2]


def test_a_parked_point_is_settled_once_and_nothing_else_is():
    log = started()
    m = running(log)
    point, note = write(log, m, LineSort.PARKED), write(log, m)
    log.add(ParkedSettled(line=point, how=Settling.DROPPED, meeting=m))
    for line in (point, note, "none"):
        assert log.refusal(ParkedSettled(line=line, how=Settling.TAKEN_UP)) is ErrorKind.TARGET_UNKNOWN


def test_the_points_of_a_meeting_that_is_not_there_are_nobodys():
    log = started()
    log.place(log.event(LineWritten(meeting="none", item="welcome", sort=LineSort.PARKED, text="x")))
    m = called(log)
    assert parked(log.plan, m) == ()
    assert len(parked(log.plan)) == len(parked(log.plan, "unknown")) + 1


def test_the_childs_voice_tells_who_asked_how_and_when():
    log = started()
    voice = log.add(VoiceHeard(text="Jeg liker dinosaurer.", asked_by=STODIG, how="tegning"))
    log.add(VoiceHeard(text="Vi er slitne.", speaker=Speaker.FATHER))
    log.add(VoiceRevised(thing=voice, field="on", value="2026-10-01"))
    assert [(v.body.asked_by, v.body.how, v.body.on) for v in child_voices(log.plan)] == [
        (STODIG, "tegning", date(2026, 10, 1))
    ]
    assert log.refusal(VoiceRevised(thing=voice, field="on", value="i går")) is ErrorKind.BAD_INPUT


def test_c14_the_voice_stands_in_the_meeting_or_why_not():
    log = started()
    m = running(log)
    assert not heard_in(log.plan, m)
    log.add(VoiceNotAsked(meeting=m, reason="sov"))
    assert heard_in(log.plan, m)


def test_a_goal_set_in_a_meeting_needs_it_to_have_begun():
    log = started()
    m = called(log)
    assert log.refusal(GoalSet(arena=Arena.HOME, text="x", meeting=m)) is ErrorKind.MEETING_NOT_RUNNING
