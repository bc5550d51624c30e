"""What waits for the holder goes when what it asks for is there (C-01, C-04, C-08, C-09, two-week rule, I8)."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from stafett_tui.domain.baton import BatonDeclined, BatonOffered
from stafett_tui.domain.consent import ConsentGiven, ConsentWithdrawn
from stafett_tui.domain.document import DocumentAttached, DocumentSort
from stafett_tui.domain.level import Outcome, OutcomeDecided
from stafett_tui.domain.lifecycle import EndReason, PlanClosed
from stafett_tui.domain.lock import MinutesLocked
from stafett_tui.domain.meeting import MeetingCalled
from stafett_tui.domain.people import Owner, PlanKind, PlanRevised
from stafett_tui.domain.policy import Policy
from stafett_tui.domain.tasks import Task, TaskKind, tasks, warned
from tests.support.domain import BLID, KINDERGARTEN, KLOK, MUNTER, PPT, VARM, Log, opened, running, started, time

LAST = date(2028, 9, 22)


def kinds(log: Log, on: date | None = None) -> list[TaskKind]:
    return [task.kind for task in tasks(log.plan, log.policy, on or log.today)]


def with_form() -> Log:
    """A plan whose consent has its signed form, so that nothing waits."""
    log = started()
    given = log.plan.last(ConsentGiven)
    log.add(
        DocumentAttached(name="skjema.pdf", sort=DocumentSort.CONSENT_FORM, sha256="0" * 64, size=9, consent=given.id)
    )
    return log


def test_a_consent_that_nothing_shows_waits_for_its_form_and_then_nothing_waits():
    assert kinds(started()) == [TaskKind.EVIDENCE]
    assert kinds(with_form()) == []


@pytest.mark.parametrize(
    ("left", "step"), [(61, None), (60, 60), (31, 60), (30, 30), (8, 30), (7, 7), (0, 7), (-1, None)]
)
def test_c08_the_end_of_a_consent_is_told_sixty_thirty_and_seven_days_ahead(left, step):
    assert warned(Policy(), LAST, date.fromordinal(LAST.toordinal() - left)) == step


def test_c08_each_service_whose_consent_ends_or_has_ended_is_named():
    log = with_form()
    ends = tasks(log.plan, log.policy, date(2028, 9, 1))
    assert [(t.kind, t.due, t.about) for t in ends] == [
        (TaskKind.CONSENT_ENDS, LAST, KINDERGARTEN), (TaskKind.CONSENT_ENDS, LAST, PPT)
    ]  # fmt: skip
    over = tasks(log.plan, log.policy, date(2028, 9, 23))
    assert [(t.kind, t.due) for t in over] == [(TaskKind.CONSENT_OVER, LAST)] * 2


def test_c04_from_the_birthday_the_youth_is_to_be_asked_until_they_have_consented():
    log = with_form()
    plan = log.entries[0].event.id
    born = Owner(id=MUNTER, name="Munter Linerle", born=date(2010, 12, 1)).model_dump(mode="json")
    log.add(PlanRevised(thing=plan, field="owner", value=born))
    assert TaskKind.OWN_CONSENT not in kinds(log, date(2026, 11, 30))
    assert Task(TaskKind.OWN_CONSENT, None, MUNTER) in tasks(log.plan, log.policy, date(2026, 12, 1))


def test_an_expectant_mother_is_not_asked_again_for_a_birthday():
    log = Log()
    log.add(opened(PlanKind.EXPECTANT))
    assert kinds(log, date(2040, 1, 1)) == []


def test_help_from_others_asks_for_a_joint_meeting_until_one_is_called_in_time():
    log = with_form()
    log.add(OutcomeDecided(outcome=Outcome.HELP_FROM_OTHERS))
    assert [(t.kind, t.due) for t in tasks(log.plan, log.policy, log.today)] == [
        (TaskKind.JOINT_MEETING, date(2026, 11, 30))
    ]
    log.add(MeetingCalled(time=time(date(2026, 12, 1))))
    assert kinds(log) == [TaskKind.JOINT_MEETING]
    log.add(MeetingCalled(time=time(date(2026, 11, 27))))
    assert kinds(log) == []


def test_an_offer_of_the_baton_waits_for_its_answer():
    log = with_form()
    offer = log.add(BatonOffered(person=KLOK))
    assert tasks(log.plan, log.policy, log.today) == (Task(TaskKind.BATON, None, KLOK),)
    log.add(BatonDeclined(offer=offer), by=KLOK)
    assert kinds(log) == []


def test_c09_after_a_withdrawal_the_holder_locks_tells_and_ends_or_asks_anew():
    log = with_form()
    m = running(log)
    log.add(ConsentWithdrawn(by=VARM))
    assert tasks(log.plan, log.policy, log.today) == (
        Task(TaskKind.LOCK_MINUTES, None, m), Task(TaskKind.TELL, None, VARM), Task(TaskKind.END_OR_ASK)
    )  # fmt: skip
    log.add(MinutesLocked(meeting=m, version=1, head=log.plan.head.hex()))
    assert kinds(log) == [TaskKind.TELL, TaskKind.END_OR_ASK]
    log.add(PlanClosed(reason=EndReason.CONSENT_WITHDRAWN))
    assert kinds(log) == []


def test_c01_a_missing_signature_waits_by_name():
    log = with_form()
    log.now = datetime(2026, 11, 16, 13, tzinfo=UTC)
    log.add(ConsentWithdrawn(by=VARM, services=(PPT,)))
    body = ConsentGiven(consenters=(VARM,), services=(PPT,), given_on=log.today, valid_through=LAST, form="oral",
                        required=(VARM, BLID), partial=True)  # fmt: skip
    log.add(body)
    assert Task(TaskKind.SIGNATURE, None, BLID) in tasks(log.plan, log.policy, log.today)
