"""C-05 to C-08: services, levels and transitions, renewal, and how long a consent lasts."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from stafett_tui.domain.activity import CommentWritten
from stafett_tui.domain.attendance import AttendanceMarked, Presence
from stafett_tui.domain.baton import BatonForced, BatonOffered
from stafett_tui.domain.consent import (
    ConsentGiven,
    ConsentStatus,
    ConsentWithdrawn,
    Occasion,
    covers,
    default_through,
    given_to,
    service_consents,
)
from stafett_tui.domain.consenters import missing_consenters
from stafett_tui.domain.errors import ErrorKind
from stafett_tui.domain.goal import Arena, GoalSet
from stafett_tui.domain.level import Change, TransitionMade, level_now
from stafett_tui.domain.log import Blanked, Restored, Struck
from stafett_tui.domain.meeting import LevelChanged, LevelKept
from stafett_tui.domain.people import Role
from stafett_tui.domain.policy import Policy
from stafett_tui.domain.view import may_read, view
from tests.support.domain import (
    BLID,
    KINDERGARTEN,
    KLOK,
    NURSE,
    PPT,
    STODIG,
    VARM,
    asked,
    consent,
    family,
    for_level,
    planned,
    provider,
    running,
    started,
)

GOAL = GoalSet(arena=Arena.HOME, text="Du sover")
LAST = date(2028, 9, 22)
"""Through this day the usual consent is valid."""


def test_c05_one_of_a_service_that_no_consent_names_does_not_join():
    log = started()
    nurse = provider("lun", "Lun Ulltrøye", NURSE)
    assert log.refusal(nurse) is ErrorKind.SERVICE_NOT_COVERED
    assert log.refusal(provider("lun", "Lun Ulltrøye", NURSE, Role.NOTE_TAKER)) is ErrorKind.SERVICE_NOT_COVERED
    log.add(asked(log, NURSE, occasion=Occasion.WIDENING))
    log.add(nurse)


def test_c05_one_who_was_taken_out_comes_back_only_while_the_service_is_covered():
    log = started()
    log.add(asked(log, NURSE, occasion=Occasion.WIDENING))
    nurse = log.add(provider("lun", "Lun Ulltrøye", NURSE))
    log.add(Struck(target=nurse))
    assert log.refusal(Restored(target=nurse)) is None
    log.add(ConsentWithdrawn(by=VARM, services=(NURSE,)))
    assert log.refusal(Restored(target=nurse)) is ErrorKind.SERVICE_NOT_COVERED


def test_c05_when_a_service_is_covered_no_longer_its_people_write_nothing_and_are_not_in_the_room():
    log = started()
    one, m = planned(log, responsible=KLOK), running(log)
    comment, mark = (
        CommentWritten(activity=one, text="x"),
        AttendanceMarked(meeting=m, person=KLOK, how=Presence.PRESENT),
    )
    assert (log.refusal(comment, by=KLOK), log.refusal(mark)) == (None, None)
    log.add(ConsentWithdrawn(by=VARM, services=(PPT,)))
    assert log.refusal(comment, by=KLOK) is ErrorKind.SERVICE_NOT_COVERED
    assert log.refusal(mark) is ErrorKind.SERVICE_NOT_COVERED
    assert log.refusal(mark.model_copy(update={"person": STODIG})) is None


def test_c05_the_baton_goes_to_nobody_whose_service_is_not_covered():
    log = started()
    log.offices = {"samordner": frozenset({Role.COORDINATOR})}
    forced = BatonForced(person=KLOK, reason="syk")
    assert (log.refusal(BatonOffered(person=KLOK)), log.refusal(forced, by="samordner")) == (None, None)
    log.add(ConsentWithdrawn(by=VARM, services=(PPT,)))
    assert log.refusal(BatonOffered(person=KLOK)) is ErrorKind.SERVICE_NOT_COVERED
    assert log.refusal(forced, by="samordner") is ErrorKind.SERVICE_NOT_COVERED


def test_c06_up_to_level_2_or_3_asks_for_a_new_consent_each_time():
    log = started()
    log.add(LevelChanged(level=1, reason="bedre"))
    up = LevelChanged(level=2, reason="verre")
    assert log.refusal(up) is ErrorKind.NEW_CONSENT_NEEDED
    log.add(for_level(log, 3))
    assert log.refusal(up) is ErrorKind.NEW_CONSENT_NEEDED
    log.add(for_level(log, 2))
    log.add(up)
    log.add(LevelChanged(level=1, reason="bedre"))
    assert log.refusal(up) is ErrorKind.NEW_CONSENT_NEEDED


def test_c06_a_level_goes_both_ways_with_a_reason_and_only_the_holder_changes_it():
    log = started()
    assert level_now(log.plan) == 2
    assert log.refusal(LevelChanged(level=1, reason=" ")) is ErrorKind.REASON_NEEDED
    assert log.refusal(LevelChanged(level=2, reason="x")) is ErrorKind.LEVEL_WRONG
    assert log.refusal(LevelChanged(level=1, reason="bedre"), by=KLOK) is ErrorKind.NOT_ALLOWED
    log.add(for_level(log, 3))
    log.add(LevelChanged(level=3, reason="flere må med"))
    assert level_now(log.plan) == 3
    log.add(LevelChanged(level=1, reason="bedre"))
    assert level_now(log.plan) == 1
    log.policy = Policy(lowest_level=2)
    log.add(for_level(log, 2))
    log.add(LevelChanged(level=2, reason="verre"))
    assert log.refusal(LevelChanged(level=1, reason="bedre")) is ErrorKind.LEVEL_WRONG


def test_c06_to_keep_a_level_never_changes_it():
    log = started()
    m = running(log)
    assert log.refusal(LevelKept(meeting=m, level=3, holder=STODIG)) is ErrorKind.LEVEL_WRONG
    assert log.refusal(LevelKept(meeting=m, level=2, holder=STODIG)) is None


def test_c06_both_guardians_sign_anew_for_the_same_service():
    log = started()
    log.add(LevelChanged(level=1, reason="bedre"))
    up, told = LevelChanged(level=2, reason="verre"), {"occasion": Occasion.LEVEL_2}
    one = asked(log, PPT, by=(VARM,), **told)
    assert missing_consenters(log.plan, one, log.policy) == (BLID,)
    log.add(one.model_copy(update={"partial": True}))
    log.add(asked(log, KINDERGARTEN, by=(BLID,), partial=True, **told))
    assert log.refusal(up) is ErrorKind.NEW_CONSENT_NEEDED
    log.add(asked(log, PPT, by=(BLID,), **told))
    assert log.refusal(up) is None


@pytest.mark.parametrize("change", Change)
def test_c06_each_transition_asks_for_a_new_consent(change):
    log = started()
    made = TransitionMade(change=change, on=date(2027, 8, 16))
    assert log.refusal(made) is ErrorKind.NEW_CONSENT_NEEDED
    log.add(asked(log, KINDERGARTEN, occasion=Occasion.TRANSITION))
    log.add(made)
    assert log.refusal(made) is ErrorKind.NEW_CONSENT_NEEDED


def test_c06_a_consent_that_was_withdrawn_again_is_none():
    log = started()
    log.add(asked(log, PPT, occasion=Occasion.TRANSITION))
    log.add(ConsentWithdrawn(by=VARM, services=(PPT,)))
    assert log.refusal(TransitionMade(change=Change.SCHOOL_START, on=log.today)) is ErrorKind.NEW_CONSENT_NEEDED


def test_c07_a_renewal_stands_beside_the_one_before_it():
    log = started()
    log.add(asked(log, KINDERGARTEN, PPT, occasion=Occasion.RENEWAL))
    assert [f.body.given_on for f in given_to(log.plan, PPT)] == [date(2026, 9, 22), log.today]
    assert len(log.plan.of(ConsentGiven)) == 2


def test_c07_no_consent_is_struck_or_blanked():
    log = started()
    given = log.plan.last(ConsentGiven).id
    assert log.refusal(Struck(target=given)) is ErrorKind.NOT_UNDOABLE
    assert log.refusal(Blanked(target=given, reason="x")) is ErrorKind.TARGET_UNKNOWN


@pytest.mark.parametrize("years", [1, 2, 5])
def test_c08_how_long_a_consent_lasts_is_a_municipal_setting_of_two_years(years):
    assert Policy().consent_years == 2
    assert default_through(date(2026, 9, 22), years) == date(2026 + years, 9, 22)


@pytest.mark.parametrize("days", [60, 30, 7])
def test_c08_a_consent_warns_so_many_days_ahead(days):
    log = started()
    told = {
        ahead: service_consents(log.plan, (), LAST - timedelta(days=ahead), days)[0].status
        for ahead in (days + 1, days)
    }
    assert told == {days + 1: ConsentStatus.VALID, days: ConsentStatus.EXPIRING}
    assert days in Policy().consent_warn_days


def test_c08_from_the_day_after_the_last_one_nothing_new_is_shared():
    log = started()
    log.now = datetime(2028, 9, 22, 21, 59, tzinfo=UTC)
    assert (log.today, covers(log.plan, PPT, log.today), log.refusal(GOAL)) == (LAST, True, None)
    log.now += timedelta(minutes=1)
    assert (covers(log.plan, PPT, log.today), log.refusal(GOAL)) == (False, ErrorKind.CONSENT_EXPIRED)
    log.add(consent(KINDERGARTEN, given=log.today, through=date(2030, 9, 23)))
    assert log.refusal(GOAL) is None


def test_c08_one_who_was_covered_reads_what_was_written_until_then_and_nothing_later():
    log = started()
    before = planned(log)
    log.now = datetime(2028, 9, 23, 8, tzinfo=UTC)
    log.add(consent(KINDERGARTEN, given=log.today, through=date(2030, 9, 23)))
    after = planned(log, "nytt")
    assert may_read(log.plan, log.actor(KLOK), log.policy, log.today)
    facts = view(log.plan, log.actor(KLOK), log.policy, log.today).facts
    assert (before in facts, after in facts) == (True, False)
    log.add(consent(PPT, given=log.today, through=date(2030, 9, 23)))
    assert after in view(log.plan, log.actor(KLOK), log.policy, log.today).facts


def test_c08_a_period_lies_before_its_end_and_begins_today_or_before():
    log = family()
    for given, through in ((date(2026, 9, 22), date(2026, 9, 21)), (date(2026, 11, 17), date(2028, 11, 17))):
        assert log.refusal(consent(KINDERGARTEN, given=given, through=through)) is ErrorKind.BAD_PERIOD
