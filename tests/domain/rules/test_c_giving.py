"""C-01 to C-04: who consents, whether everyone has, and what a birthday asks for."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from stafett_tui.domain import consenters
from stafett_tui.domain.consent import ConsentStatus, active, begun, covers, person_covered, service_consents
from stafett_tui.domain.consenters import (
    age_on,
    birthday,
    missing_consenters,
    of_age,
    own_needed_through,
    unsigned,
)
from stafett_tui.domain.errors import ErrorKind
from stafett_tui.domain.goal import Arena, GoalSet
from stafett_tui.domain.lifecycle import PlanStatus, status
from stafett_tui.domain.people import ParticipantAdded, PlanKind, Role
from stafett_tui.domain.policy import LeapBirthday, Policy
from tests.support.domain import (
    BLID,
    KINDERGARTEN,
    KLOK,
    MUNTER,
    NURSE,
    PPT,
    STODIG,
    VARM,
    YOUTH,
    Log,
    asked,
    consent,
    family,
    guardian,
    started,
)

GOAL = GoalSet(arena=Arena.HOME, text="Du sover")
BORN = date(2010, 11, 16)
"""Sixteen on the day of the meeting."""


def test_c01_a_consent_that_lacks_a_signature_is_refused_and_tells_who_is_missing():
    log = family()
    lacking = asked(log, KINDERGARTEN, by=(VARM,))
    assert log.refusal(lacking) is ErrorKind.CONSENT_INCOMPLETE
    assert missing_consenters(log.plan, lacking, log.policy) == (BLID,)
    assert log.refusal(consent(KINDERGARTEN, by=(VARM,))) is ErrorKind.CONSENT_INCOMPLETE
    assert log.refusal(asked(log, KINDERGARTEN)) is None


def test_c01_the_plan_is_no_more_than_a_draft_until_the_last_one_has_signed():
    log = family()
    log.add(asked(log, KINDERGARTEN, by=(VARM,), partial=True))
    assert (status(log.plan), unsigned(log.plan)) == (PlanStatus.DRAFT, (BLID,))
    assert log.refusal(GOAL) is ErrorKind.NO_CONSENT
    [row] = service_consents(log.plan, (), log.today)
    assert (row.status, row.lacking) == (ConsentStatus.PARTIAL, (BLID,))
    log.add(asked(log, KINDERGARTEN, by=(BLID,)))
    assert (status(log.plan), unsigned(log.plan), log.refusal(GOAL)) == (PlanStatus.ACTIVE, (), None)


def test_c01_signatures_for_different_services_are_no_consent_to_either():
    log = family()
    log.add(asked(log, KINDERGARTEN, by=(VARM,), partial=True))
    log.add(asked(log, PPT, by=(BLID,), partial=True))
    assert not begun(log.plan)
    assert log.refusal(asked(log, KINDERGARTEN, PPT, by=(BLID,))) is ErrorKind.CONSENT_INCOMPLETE


def test_c01_what_others_still_are_to_sign_takes_nothing_away():
    log = family()
    log.add(asked(log, KINDERGARTEN, by=(VARM,), one_reason="den andre er på reise"))
    log.add(asked(log, KINDERGARTEN, by=(VARM,), partial=True))
    assert covers(log.plan, KINDERGARTEN, log.today)
    assert status(log.plan) is PlanStatus.ACTIVE


def test_c01_a_signature_counts_only_for_as_long_as_it_was_given_for():
    log = family()
    log.add(asked(log, KINDERGARTEN, through=log.today + timedelta(days=10)))
    renewal = asked(log, KINDERGARTEN, by=(VARM,))
    assert log.refusal(renewal.model_copy(update={"required": None})) is ErrorKind.CONSENT_INCOMPLETE
    log.add(renewal)
    assert covers(log.plan, KINDERGARTEN, log.today + timedelta(days=10))
    assert not covers(log.plan, KINDERGARTEN, log.today + timedelta(days=11))


@pytest.mark.parametrize(
    ("youth_age", "adult_age", "beside"), [(16, 18, True), (15, 18, True), (16, 18, False), (15, 18, False)]
)
@pytest.mark.parametrize(
    ("age", "day"),
    [
        ("15y364d", date(2026, 11, 15)), ("16y0d", date(2026, 11, 16)), ("17y364d", date(2028, 11, 15)),
        ("18y0d", date(2028, 11, 16)), ("14y364d", date(2025, 11, 15)), ("15y0d", date(2025, 11, 16)),
    ],
)  # fmt: skip
def test_c02_who_is_asked_follows_the_age_and_the_policy(age, day, youth_age, adult_age, beside):
    policy = Policy(youth_age=youth_age, adult_age=adult_age, guardians_beside_youth=beside)
    log = family(policy=policy, kind=PlanKind.SCHOOL, born=BORN)
    years = int(age.split("y", maxsplit=1)[0])
    child, adult = years < youth_age, years >= adult_age
    expected = (VARM, BLID) if child else (MUNTER,) if adult or not beside else (MUNTER, VARM, BLID)
    assert consenters.required_consenters(log.plan, policy, day) == expected
    assert of_age(log.plan, policy, day) is not child


@pytest.mark.parametrize(
    ("kind", "born", "expected"),
    [
        (PlanKind.EXPECTANT, None, (MUNTER,)), (PlanKind.EXPECTANT, date(2011, 1, 1), (MUNTER,)),
        (PlanKind.SCHOOL, None, (VARM, BLID)), (PlanKind.YOUTH, None, (MUNTER, VARM, BLID)),
    ],
)  # fmt: skip
def test_c02_a_pregnant_woman_answers_for_herself_and_without_a_birth_date_the_template_tells(kind, born, expected):
    log = family(kind=kind, born=born)
    assert consenters.required_consenters(log.plan, log.policy, log.today) == expected


def test_c02_those_without_parental_responsibility_are_not_asked():
    log = family()
    log.add(ParticipantAdded(person="ste", name="Stille Elv", role=Role.GUARDIAN, parental=False))
    assert consenters.required_consenters(log.plan, log.policy, log.today) == (VARM, BLID)


def test_c02_nobody_but_the_family_consents_and_what_is_said_of_who_is_needed_is_true():
    log = family()
    for person in (STODIG, KLOK, "nobody"):
        assert log.refusal(asked(log, KINDERGARTEN, by=(VARM, BLID, person))) is ErrorKind.CONSENTER_UNKNOWN
    assert log.refusal(asked(log, KINDERGARTEN, required=(VARM,), by=(VARM,))) is ErrorKind.BAD_INPUT
    bare = Log()
    bare.add(started().entries[0].event.body)
    assert bare.refusal(consent(KINDERGARTEN, by=(MUNTER,))) is ErrorKind.GUARDIAN_MISSING


def test_c03_one_of_two_is_enough_only_with_a_reason():
    log = family()
    for told in ({}, {"one_reason": " "}, {"one_reason": "den andre er på reise", "required": None}):
        assert log.refusal(asked(log, KINDERGARTEN, by=(VARM,), **told)) is not None
    log.add(asked(log, KINDERGARTEN, by=(VARM,), one_reason="den andre er på reise"))
    assert active(log.plan, log.today)


def test_c03_a_reason_never_stands_in_for_the_owner_nor_the_owner_for_a_guardian():
    youth = family(kind=PlanKind.YOUTH, born=YOUTH)
    why = {"one_reason": "den andre er på reise"}
    assert youth.refusal(asked(youth, KINDERGARTEN, by=(VARM,), **why)) is ErrorKind.CONSENT_INCOMPLETE
    assert youth.refusal(asked(youth, KINDERGARTEN, by=(MUNTER,), **why)) is ErrorKind.CONSENT_INCOMPLETE
    assert youth.refusal(asked(youth, KINDERGARTEN, by=(MUNTER, VARM), **why)) is None
    child = family()
    for partial in (True, False):
        told = asked(child, KINDERGARTEN, by=(MUNTER,), partial=partial, **why)
        assert child.refusal(told) is ErrorKind.CONSENT_INCOMPLETE


def fifteen(policy: Policy | None = None) -> Log:
    """Give a plan of one who turns sixteen on 16 November 2026, consented to in October."""
    log = family(datetime(2026, 10, 1, 12, tzinfo=UTC), policy, PlanKind.SCHOOL, BORN)
    log.add(asked(log, KINDERGARTEN, PPT))
    return log


@pytest.mark.parametrize(("grace", "last"), [(30, date(2026, 12, 16)), (0, date(2026, 11, 16))])
def test_c04_after_the_birthday_and_its_grace_nothing_new_is_shared_without_the_youths_own(grace, last):
    log = fifteen(Policy(youth_grace_days=grace))
    log.now = datetime(last.year, last.month, last.day, 12, tzinfo=UTC)
    assert (covers(log.plan, PPT, last), log.refusal(GOAL)) == (True, None)
    log.now += timedelta(days=1)
    assert (covers(log.plan, PPT, log.today), log.refusal(GOAL)) == (False, ErrorKind.CONSENT_EXPIRED)
    assert person_covered(log.plan, MUNTER, log.today)
    log.add(asked(log, KINDERGARTEN, PPT, by=(MUNTER,)))
    assert (covers(log.plan, PPT, log.today), log.refusal(GOAL)) == (True, None)


def test_c04_what_the_consent_says_of_the_birthday_is_true():
    log = family(datetime(2026, 10, 1, 12, tzinfo=UTC), None, PlanKind.SCHOOL, BORN)
    assert asked(log, PPT).own_through == date(2026, 12, 16)
    assert log.refusal(asked(log, PPT, own_through=None)) is ErrorKind.BAD_INPUT
    assert log.refusal(asked(log, PPT, own_through=date(2027, 12, 16))) is ErrorKind.BAD_INPUT
    assert own_needed_through(log.plan, log.policy, date(2026, 11, 16), date(2028, 1, 1)) is None
    assert own_needed_through(log.plan, log.policy, date(2024, 1, 1), date(2026, 11, 15)) is None


@pytest.mark.parametrize(
    ("leap", "day"),
    [(LeapBirthday.FIRST_OF_MARCH, date(2029, 3, 1)), (LeapBirthday.LAST_OF_FEBRUARY, date(2029, 2, 28))],
)
def test_c04_one_born_on_29_february_has_a_birthday_in_other_years_as_the_policy_says(leap, day):
    policy, born = Policy(leap_birthday=leap, youth_age=17), date(2012, 2, 29)
    assert birthday(born, 17, policy) == day
    assert birthday(born, 16, policy) == date(2028, 2, 29)
    assert [age_on(born, d, policy) for d in (day - timedelta(days=1), day)] == [16, 17]
    log = family(policy=policy, kind=PlanKind.SCHOOL, born=born)
    assert consenters.required_consenters(log.plan, policy, day - timedelta(days=1)) == (VARM, BLID)
    assert consenters.required_consenters(log.plan, policy, day) == (MUNTER, VARM, BLID)


def test_c04_a_guardian_who_comes_later_is_asked_from_then_on():
    log = started()
    log.add(guardian("ny", "Ny Nabo"))
    assert covers(log.plan, PPT, log.today)
    assert missing_consenters(log.plan, asked(log, NURSE, by=(VARM, BLID)), log.policy) == ("ny",)
