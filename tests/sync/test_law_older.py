"""What the histories found about a server that a copy took the place of, each as the shortest history that shows it."""

from __future__ import annotations

import pytest

from stafett_tui.domain.activity import ActivityPlanned, CommentWritten
from stafett_tui.domain.attendance import AttendanceMarked, Presence
from stafett_tui.domain.consent import ConsentGiven, ConsentWithdrawn, Occasion
from stafett_tui.domain.endings import PlanPaused, PlanReopened
from stafett_tui.domain.goal import Arena, GoalSet
from stafett_tui.domain.log import Blanked
from stafett_tui.domain.meeting import MeetingCalled
from tests.support.domain import KLOK, PPT, VARM, asked
from tests.sync.faults import StoppedError, Trouble
from tests.sync.machine_beginning import PLAN
from tests.sync.machine_steps import once_more


def klok_is_there(plan):
    return AttendanceMarked(meeting=plan.of(MeetingCalled)[0].id, person=KLOK, how=Presence.PRESENT)


def a_comment(plan):
    return CommentWritten(activity=plan.of(ActivityPlanned)[0].id, text="Det går")


def meeting_blanked(plan):
    return Blanked(target=plan.of(MeetingCalled)[0].id, reason="feil logg")


def kinds(fleet):
    return [entry.event.kind for entry, _ in fleet.server.log(PLAN)[12:]]


def test_r21_a_later_kind_is_judged_as_what_it_is_where_only_its_writer_is_left(begins):
    fleet = begins(0, 2)
    fleet.upgrade(1, PLAN)
    fleet.revoke(0)
    fleet.settle()
    assert kinds(fleet) == ["line.sung"]


def test_r21_a_later_kind_is_handed_out_as_what_it_is_by_an_older_server(begins):
    fleet = begins(0, 2)
    fleet.server.later = True
    fleet.upgrade(0, PLAN)
    fleet.sync(0)
    fleet.back_up()
    fleet.restore(epoch=False)
    fleet.sync(1)
    assert len(fleet.laptops[1].plan(PLAN).entries) == 13


def test_i6_what_was_written_in_a_meeting_stands_where_the_ledger_blanks_the_meeting_in_an_older_log(begins):
    fleet = begins(0, 5)
    fleet.turn(1, PLAN, klok_is_there)
    fleet.sync(1)
    fleet.back_up()
    fleet.sync(0)
    fleet.turn(0, PLAN, meeting_blanked)
    fleet.settle()
    fleet.restore(epoch=False)
    fleet.settle()
    assert [e.event.kind for e, _ in fleet.server.log(PLAN) if e.event.body is None] == ["meeting.called"]
    assert kinds(fleet) == ["attendance.marked", "blanked"]


@pytest.mark.parametrize(("told", "new"), [(True, []), (False, ["goal.set"])])
def test_r23_an_old_request_is_new_only_to_an_older_server_that_nobody_told_so(begins, told, new):
    fleet = begins(0, 1)
    fleet.back_up()
    fleet.turn(0, PLAN, lambda _: GoalSet(arena=Arena.HOME, text="Du ler"))
    fleet.settle()
    fleet.turn(1, PLAN, lambda _: PlanPaused(reason="ferie"))
    fleet.turn(1, PLAN, lambda _: asked(fleet.at(1).desk(PLAN), PPT, occasion=Occasion.REOPENING))
    fleet.turn(1, PLAN, lambda plan: PlanReopened(consent=plan.of(ConsentGiven)[-1].id))
    fleet.settle()
    fleet.restore(epoch=told)
    fleet.settle()
    assert fleet.record.knows(*fleet.record.sent[0]) is told
    once_more(fleet)
    assert kinds(fleet) == ["plan.paused", "consent.given", "plan.reopened", *new]


def test_r24_what_was_judged_and_not_seen_is_brought_again_where_an_older_server_is_where_the_laptop_stands(begins):
    fleet = begins(0, 2)
    fleet.back_up()
    fleet.turn(1, PLAN, a_comment)
    fleet.sync(1)
    fleet.clone(1)
    fleet.turn(0, PLAN, a_comment)
    fleet.sync(0)
    fleet.limit = 1
    fleet.turn(2, PLAN, a_comment)
    fleet.sync(2, Trouble({2: "request"}))
    fleet.restore(epoch=True)
    fleet.sync(1)
    fleet.sync(0)
    fleet.settle()
    assert kinds(fleet) == ["comment.written"] * 3


def test_r26_what_the_ledger_knew_before_a_crash_stands_and_what_came_before_it_is_judged_after_it(begins):
    fleet = begins(0, 3)
    ledger = fleet.server.keeper.room.ledger
    fleet.turn(0, PLAN, lambda _: GoalSet(arena=Arena.HOME, text="Du ler"))
    fleet.turn(0, PLAN, lambda _: ConsentWithdrawn(by=VARM))
    write = ledger.add

    def power_goes(lines):
        write(lines)
        raise StoppedError

    ledger.add = power_goes
    fleet.sync(0)
    fleet.settle()
    assert kinds(fleet) == ["consent.withdrawn"]
    assert [each.code for each in fleet.laptops[0].store.refusals.all()] == ["plan_passive"]
