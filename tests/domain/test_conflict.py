"""Two versions of one thing: who may choose, and that nobody chooses over what they have not seen (I4)."""

from __future__ import annotations

import pytest

from stafett_tui.domain.activity import ActivityRevised, activity
from stafett_tui.domain.errors import ErrorKind
from stafett_tui.domain.event import Status
from stafett_tui.domain.goal import GoalRevised
from stafett_tui.domain.log import ConflictResolved
from stafett_tui.domain.meeting import MeetingRevised
from stafett_tui.domain.minutes import LineRevised, LineSort, LineWritten
from stafett_tui.domain.protection import AddressProtection
from tests.support.domain import (
    BLID,
    KLOK,
    MUNTER,
    STODIG,
    VARM,
    called,
    planned,
    running,
    started,
    with_goal,
)


def two_dates(responsible: str = STODIG):
    """Give a log in which a deadline was moved twice from the same day; and the activity, and the late move."""
    log = started()
    thing = planned(log, responsible=responsible, due="2026-12-01")
    log.add(ActivityRevised(thing=thing, field="due", value="2026-12-03", reason="Ferie."))
    late = log.late(
        ActivityRevised(thing=thing, field="due", value="2026-12-05", reason="Syk."), base=thing, device="tablet"
    )
    return log, thing, late


def test_i4_nobody_takes_a_late_value_over_one_they_have_not_seen():
    log, thing, late = two_dates()
    seen = log.plan.revisions[thing, "due"][-1].seq
    log.add(ActivityRevised(thing=thing, field="due", value="2026-12-10", reason="Ny plan."))
    assert log.refusal(ConflictResolved(conflict=late, take=True), base=seen) is ErrorKind.MOVED_ON
    newest = log.plan.revisions[thing, "due"][-1]
    assert log.refusal(ConflictResolved(conflict=late, take=True), base=newest.event) is None
    assert log.refusal(ConflictResolved(conflict=late, take=True), base=newest.seq) is None


def test_letting_the_late_value_go_overwrites_nothing():
    log, thing, late = two_dates()
    seen = log.plan.revisions[thing, "due"][-1].seq
    log.add(ActivityRevised(thing=thing, field="due", value="2026-12-10", reason="Ny plan."))
    assert log.refusal(ConflictResolved(conflict=late, take=False), base=seen) is None


def test_what_is_taken_keeps_its_reason_in_the_history():
    log, thing, late = two_dates()
    log.add(ConflictResolved(conflict=late, take=True))
    assert activity(log.plan, thing).moves[-1].reason == "Syk."


@pytest.mark.parametrize(
    ("person", "code"),
    [(STODIG, None), (KLOK, None), (VARM, ErrorKind.NOT_ALLOWED), (MUNTER, ErrorKind.NOT_ALLOWED)],
)
def test_whoever_may_change_it_may_choose(person, code):
    log, _thing, late = two_dates(responsible=KLOK)
    for take in (True, False):
        assert log.refusal(ConflictResolved(conflict=late, take=take), by=person) is code


def test_a_line_is_chosen_by_those_who_may_word_it_anew():
    log = started()
    m = running(log)
    line = log.add(LineWritten(meeting=m, item="welcome", sort=LineSort.NOTE, text="en"))
    log.add(LineRevised(thing=line, field="text", value="to"))
    late = log.late(LineRevised(thing=line, field="text", value="tre"), base=line)
    assert log.refusal(ConflictResolved(conflict=late, take=True)) is None
    assert log.refusal(ConflictResolved(conflict=late, take=True), by=BLID) is ErrorKind.NOT_ALLOWED


def test_what_could_not_be_written_now_is_not_taken_either():
    log = started()
    m = called(log, place="Grupperommet")
    log.add(MeetingRevised(thing=m, field="place", value="Rom 2"))
    late = log.late(MeetingRevised(thing=m, field="place", value="Rom 3"), base=m)
    log.protected = {MUNTER: AddressProtection.CONFIDENTIAL, VARM: AddressProtection.CONFIDENTIAL}
    assert log.refusal(ConflictResolved(conflict=late, take=True)) is ErrorKind.ADDRESS_PROTECTED
    assert log.refusal(ConflictResolved(conflict=late, take=False)) is None


def test_nobody_settles_what_is_no_conflict():
    log = started()
    assert log.refusal(ConflictResolved(conflict="nothing", take=True)) is ErrorKind.TARGET_UNKNOWN


def test_several_late_values_are_settled_one_by_one():
    log = started()
    goal = with_goal(log)
    log.add(GoalRevised(thing=goal, field="text", value="nytt"))
    late = [log.late(GoalRevised(thing=goal, field="text", value=text), base=goal) for text in ("en", "to")]
    log.add(ConflictResolved(conflict=late[0], take=False))
    log.add(ConflictResolved(conflict=late[1], take=True))
    assert (log.plan.facts[goal].body.text, log.plan.conflicts) == ("to", ())
    assert log.try_(GoalRevised(thing=goal, field="text", value="tre")).status is Status.OK
