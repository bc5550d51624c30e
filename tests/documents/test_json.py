"""The plan as JSON: the same shape for every plan, nothing left out, nothing that JSON cannot hold."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given

from stafett_tui.documents.encoding import to_text
from stafett_tui.documents.json import VERSION, plan_state
from stafett_tui.domain.activity import CommentWritten
from stafett_tui.domain.attendance import AttendanceMarked, Presence
from stafett_tui.domain.lock import MinutesLocked, MinutesReopened
from stafett_tui.domain.minutes import LineSort, LineWritten, OwnWordsSaid, ParkedSettled, Settling
from stafett_tui.domain.plan import Plan
from stafett_tui.domain.policy import Policy
from stafett_tui.domain.voice import VoiceHeard
from tests.support.domain import BLID, MUNTER, STODIG, Log, called, planned, running, started
from tests.support.domain_moves import HISTORIES, history

TODAY = date(2026, 11, 16)


def state(plan):
    return json.loads(to_text(plan_state(plan, Policy(), TODAY)))


def test_a_plan_that_may_not_be_read_has_only_its_place_in_the_log():
    assert state(Plan(seq=3))["plan"] == {"id": "", "seq": 3, "head": "00" * 32}


def test_it_carries_its_version():
    assert state(started().plan)["version"] == VERSION


@given(HISTORIES)
def test_every_plan_that_can_come_about_has_the_same_shape(moves):
    shown = state(history(moves).plan)
    assert set(shown) == set(state(started().plan))


def test_an_activity_carries_its_comments():
    log = started()
    thing = planned(log)
    log.add(CommentWritten(activity=thing, text="Venter på svar."))
    (activity,) = state(log.plan)["activities_without_goal"]
    assert [c["text"] for c in activity["comments"]] == ["Venter på svar."]


def test_the_owner_is_in_the_room_only_when_marked():
    log = started()
    thing = running(log)
    rows = state(log.plan)["meetings"][0]["attendance"]
    assert "owner" not in {r["kind"] for r in rows}
    log.add(AttendanceMarked(meeting=thing, person=MUNTER, how=Presence.PRESENT))
    assert state(log.plan)["meetings"][0]["attendance"][0]["kind"] == "owner"


def test_a_running_meeting_shows_its_guards_and_a_waiting_one_none():
    log = started()
    called(log, date(2026, 12, 15))
    running(log)
    guards = {m["state"]: m["guards"] for m in state(log.plan)["meetings"]}
    assert guards["called"] == []
    assert {g["kind"] for g in guards["running"]} >= {"present", "consent", "next_meeting"}


def test_what_became_of_a_parked_point_is_told():
    log = started()
    thing = running(log)
    line = log.add(LineWritten(meeting=thing, item="welcome", sort=LineSort.PARKED, text="Turen?"))
    log.add(ParkedSettled(line=line, how=Settling.DROPPED, meeting=thing))
    shown = state(log.plan)
    assert shown["parked"] == []
    assert shown["settled"] == [{"line": line, "how": "dropped", "meeting": thing}]


def test_a_later_version_tells_why_it_was_made():
    log = ready()
    thing = next(iter(state(log.plan)["meetings"]))["id"]
    log.add(MinutesLocked(meeting=thing, version=1, head=log.plan.head.hex()))
    log.add(MinutesReopened(meeting=thing, reason="Et ord."))
    log.add(MinutesLocked(meeting=thing, version=2, head=log.plan.head.hex(), reason="Et ord."))
    versions = state(log.plan)["meetings"][0]["versions"]
    assert [(v["version"], v["reason"]) for v in versions] == [(1, None), (2, "Et ord.")]
    assert len({v["head"] for v in versions}) == 2


def ready() -> Log:
    log = started(policy=Policy(each_service_an_activity=False))
    thing = running(log)
    log.add(AttendanceMarked(meeting=thing, person=STODIG, how=Presence.PRESENT))
    log.add(VoiceHeard(text="Hei.", meeting=thing, item="child_voice"))
    log.add(OwnWordsSaid(meeting=thing, person=BLID))
    called(log, date(2026, 12, 15), follows=thing)
    return log


@pytest.mark.parametrize("sign", ["\x1b", "\x9b", "\u2028", "\x7f"])
def test_control_signs_of_a_text_are_escaped(sign):
    log = started()
    planned(log, f"a{sign}b")
    printed = to_text(plan_state(log.plan, Policy(), TODAY))
    assert sign not in printed
    assert json.loads(printed)["activities_without_goal"][0]["what"] == f"a{sign}b"
