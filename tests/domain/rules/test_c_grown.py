"""C-02: once the owner is grown they answer alone; their guardians read and consent only where the owner lets them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from stafett_tui.domain.activity import ActivityPlanned
from stafett_tui.domain.consent import ConsentGiven, ConsentWithdrawn
from stafett_tui.domain.consenters import grown, guardian_takes_part, own_needed_through, speakers
from stafett_tui.domain.errors import ErrorKind
from stafett_tui.domain.keptout import KeptOut, LetIn
from stafett_tui.domain.lifecycle import Demanded, PlanStatus, status
from stafett_tui.domain.people import Owner, PlanKind, PlanRevised
from stafett_tui.domain.plan import Plan
from stafett_tui.domain.policy import LeapBirthday, Policy
from stafett_tui.domain.view import may_read, preview, view, visible
from tests.support.domain import (
    BLID,
    KINDERGARTEN,
    KLOK,
    MUNTER,
    PPT,
    STODIG,
    VARM,
    YOUTH,
    Log,
    consent,
    family,
    started,
    with_goal,
)

EIGHTEEN = date(2027, 11, 5)
GUARDIANS = (VARM, BLID)


def youth(day: date = EIGHTEEN, **policy) -> Log:
    """Give the plan of a youth born on 5 November 2009 on a day, with a goal of before."""
    log = started(born=YOUTH, policy=Policy(**policy))
    with_goal(log)
    log.now = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    return log


def reading(log: Log) -> set[str]:
    people = (STODIG, KLOK, VARM, BLID, MUNTER)
    return {p for p in people if may_read(log.plan, log.actor(p), log.policy, log.today)}


def given(log: Log, *by: str, **told) -> ConsentGiven:
    """Give a consent of today by these."""
    through = log.today.replace(year=log.today.year + 2)
    told = {"required": (MUNTER,), "own_through": own_needed_through(log.plan, log.policy, log.today, through)} | told
    return consent(KINDERGARTEN, PPT, given=log.today, through=through, by=by, **told)


def test_c02_the_guardians_read_until_the_day_before_the_owner_is_grown():
    assert reading(youth(date(2027, 11, 4))) == {STODIG, KLOK, VARM, BLID, MUNTER}
    log = youth()
    assert reading(log) == {STODIG, KLOK, MUNTER}
    for person in GUARDIANS:
        reader = log.actor(person)
        assert view(log.plan, reader, log.policy, log.today).facts == {}
        assert {e.event for e in visible(log.entries, reader, log.policy, log.today)} == {None}
        assert preview(log.plan, log.actor(STODIG), reader, log.policy, log.today).facts == {}


def test_c02_the_age_is_the_municipalitys_and_the_leap_day_too():
    assert reading(youth(date(2026, 11, 16), adult_age=17, youth_age=16)) == {STODIG, KLOK, MUNTER}
    log = youth()
    opening = log.plan.last(type(log.entries[0].event.body)).id
    owner = Owner(id=MUNTER, name="Munter Linerle", born=date(2010, 2, 28)).model_dump(mode="json")
    log.add(PlanRevised(thing=opening, field="owner", value=owner))
    assert reading(log) >= set(GUARDIANS)
    for leap, day in (
        (LeapBirthday.FIRST_OF_MARCH, date(2026, 3, 1)),
        (LeapBirthday.LAST_OF_FEBRUARY, date(2026, 2, 28)),
    ):
        policy = Policy(leap_birthday=leap)
        plan = family(kind=PlanKind.YOUTH, born=date(2008, 2, 29)).plan
        assert grown(plan, policy, day)
        assert not grown(plan, policy, day.replace(day=27, month=2))


def test_c02_where_the_birth_date_is_unknown_nobody_is_taken_for_grown():
    log = family(kind=PlanKind.YOUTH, born=None)
    assert not grown(log.plan, log.policy, date(2090, 1, 1))
    assert guardian_takes_part(log.plan, VARM, log.policy, date(2090, 1, 1))
    assert not grown(Plan(), log.policy, log.today)
    assert guardian_takes_part(Plan(), VARM, log.policy, log.today)


@pytest.mark.parametrize("by", GUARDIANS)
def test_c02_a_guardian_of_one_who_is_grown_neither_consents_nor_withdraws_nor_keeps_out_nor_demands(by):
    log = youth()
    own = (ConsentWithdrawn(by=by), KeptOut(by=by, topic="far"), Demanded(what=PlanStatus.CLOSED), given(log, by),
           ActivityPlanned(what="Leser", responsible=by))  # fmt: skip
    assert {log.refusal(body, by=by) for body in own} == {ErrorKind.NOT_ALLOWED}
    assert {log.refusal(body) for body in own[:2]} == {ErrorKind.OWNER_ALONE}
    assert log.refusal(given(log, by, partial=True)) is ErrorKind.OWNER_ALONE
    assert log.refusal(given(log, VARM, BLID, partial=True)) is ErrorKind.OWNER_ALONE
    assert speakers(log.plan, log.policy, log.today) == (MUNTER,)
    assert speakers(log.plan, log.policy, date(2027, 11, 4)) == (VARM, BLID, MUNTER)
    assert speakers(Plan(), log.policy, log.today) == ()
    assert status(log.plan) is PlanStatus.ACTIVE


def test_c02_the_owner_who_is_grown_consents_withdraws_and_lets_in_what_a_guardian_kept_out():
    log = youth(date(2026, 12, 1))
    kept = log.add(KeptOut(by=VARM, topic="far"))
    log.now = datetime(2027, 11, 5, 12, tzinfo=UTC)
    assert log.refusal(LetIn(kept=kept, by=VARM)) is ErrorKind.OWNER_ALONE
    log.add(LetIn(kept=kept, by=MUNTER), by=MUNTER)
    log.add(given(log, MUNTER), by=MUNTER)
    log.add(ConsentWithdrawn(by=MUNTER), by=MUNTER)
    assert status(log.plan) is PlanStatus.PASSIVE


def test_c02_a_consent_that_the_owner_signs_together_with_a_guardian_lets_that_one_read_on_until_it_ends():
    log = youth()
    log.add(given(log, MUNTER, VARM))
    assert reading(log) == {STODIG, KLOK, MUNTER, VARM}
    assert log.refusal(ConsentWithdrawn(by=VARM), by=VARM) is ErrorKind.OWNER_ALONE
    after = date(2029, 11, 6)
    assert not may_read(log.plan, log.actor(VARM), log.policy, after)
    log.add(ConsentWithdrawn(by=MUNTER))
    assert reading(log) == {STODIG, MUNTER}


def test_c02_what_both_signed_before_that_birthday_lets_nobody_in_after_it():
    log = youth(date(2027, 11, 4))
    log.add(given(log, MUNTER, *GUARDIANS, required=(MUNTER, *GUARDIANS)))
    log.now = datetime(2027, 11, 5, 12, tzinfo=UTC)
    assert reading(log) == {STODIG, KLOK, MUNTER}
