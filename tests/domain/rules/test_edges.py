"""Edges of the rules of consent, the baton and the life of a plan, where the cautious side was taken."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from stafett_tui.domain.attendance import NoteTakerNamed
from stafett_tui.domain.baton import BatonForced, BatonOffered, BatonTaken
from stafett_tui.domain.consent import ConsentWithdrawn, Occasion, covers, last_covered
from stafett_tui.domain.errors import ErrorKind
from stafett_tui.domain.keptout import KeptOut, LetIn
from stafett_tui.domain.level import Change, TransitionMade
from stafett_tui.domain.lifecycle import Demanded, EndReason, PlanClosed, PlanReopened, PlanStatus
from stafett_tui.domain.log import ActUndone, Blanked, Restored, Struck
from stafett_tui.domain.people import ParticipantAdded, ParticipantLeft, ParticipantRevised, Role, holder_id
from stafett_tui.domain.protection import AddressProtection
from stafett_tui.domain.view import may_read
from tests.support.domain import (
    BLID,
    KINDERGARTEN,
    KLOK,
    MUNTER,
    PPT,
    STODIG,
    VARM,
    Log,
    asked,
    family,
    planned,
    provider,
    running,
    started,
)


def test_i8_in_a_plan_that_has_stopped_somebody_of_the_holders_own_service_takes_the_baton():
    log = started()
    log.add(provider("rask", "Rask Elv", KINDERGARTEN))
    log.add(ConsentWithdrawn(by=VARM))
    log.offices["leder"] = frozenset({Role.COORDINATOR})
    assert log.refusal(BatonForced(person=KLOK, reason="syk"), by="leder") is ErrorKind.SERVICE_NOT_COVERED
    assert log.refusal(BatonForced(person="rask", reason="syk"), by="leder") is None
    offered = log.add(BatonOffered(person="rask"))
    log.add(BatonTaken(person="rask", offer=offered), by="rask")
    assert holder_id(log.plan) == "rask"


def test_c11_what_was_consented_to_before_the_end_covers_nobody_after_opening_again():
    log = started()
    log.add(PlanClosed(reason=EndReason.GOALS_REACHED))
    given = log.add(asked(log, KINDERGARTEN, occasion=Occasion.REOPENING))
    assert covers(log.plan, PPT, log.today)
    log.add(PlanReopened(consent=given))
    assert (covers(log.plan, KINDERGARTEN, log.today), covers(log.plan, PPT, log.today)) == (True, False)


def test_c04_what_the_owner_signed_before_the_birthday_is_no_consent_of_their_own():
    log = family(born=date(2011, 3, 14))
    log.add(asked(log, KINDERGARTEN, by=(MUNTER, VARM, BLID)))
    through = date(2027, 3, 14).toordinal() + log.policy.youth_grace_days
    assert last_covered(log.plan, KINDERGARTEN) == date.fromordinal(through)


def test_c04_an_own_consent_counts_as_long_as_it_lasts():
    log = family(born=date(2010, 12, 14))
    log.add(asked(log, KINDERGARTEN, years=3))
    log.now = log.now.replace(year=2027, month=1)
    own = asked(log, KINDERGARTEN, by=(MUNTER,), partial=True).model_copy(update={"valid_through": date(2027, 9, 1)})
    log.add(own)
    assert last_covered(log.plan, KINDERGARTEN) == date(2027, 9, 1)


def test_c09_a_guardian_without_parental_responsibility_withdraws_only_what_they_signed():
    log = family()
    log.add(ParticipantAdded(person="tante", name="Mild Vind", role=Role.GUARDIAN, parental=False))
    log.add(asked(log, KINDERGARTEN))
    assert log.refusal(ConsentWithdrawn(by="tante")) is ErrorKind.CONSENTER_UNKNOWN
    log.add(asked(log, KINDERGARTEN, by=(VARM, BLID, "tante")))
    assert log.refusal(ConsentWithdrawn(by="tante")) is None


def test_c03_no_guardian_says_in_their_own_favour_that_one_is_enough():
    log = family()
    alone = asked(log, KINDERGARTEN, by=(VARM,), one_reason="Han svarer ikke")
    assert log.refusal(alone, by=VARM) is ErrorKind.NOT_ALLOWED
    assert log.refusal(alone) is None


def test_c12_whoever_kept_something_out_lets_it_in_again_or_one_of_the_family_once_they_left():
    log = started()
    kept = log.add(KeptOut(by=VARM, topic="skilsmisse"))
    for other in (BLID, MUNTER):
        assert log.refusal(LetIn(kept=kept, by=other)) is ErrorKind.CONSENTER_UNKNOWN
    assert log.refusal(LetIn(kept=kept, by=VARM)) is None
    log.add(ParticipantLeft(person=VARM))
    assert log.refusal(LetIn(kept=kept, by=BLID)) is None
    assert log.refusal(LetIn(kept=kept, by=KLOK)) is ErrorKind.CONSENTER_UNKNOWN


def test_what_the_family_demands_is_not_blanked_by_the_holder():
    log = started()
    demand = log.add(Demanded(what=PlanStatus.ERASED, text="Slett alt"), by=VARM)
    assert log.refusal(Blanked(target=demand, reason="feil logg")) is ErrorKind.TARGET_UNKNOWN


def test_whoever_takes_the_notes_decides_no_transition():
    log = started()
    m = running(log)
    log.add(NoteTakerNamed(meeting=m, person=KLOK))
    log.add(asked(log, KINDERGARTEN, PPT, occasion=Occasion.TRANSITION))
    went = TransitionMade(change=Change.SCHOOL_START, on=date(2027, 8, 18))
    assert (log.refusal(went, by=KLOK), log.refusal(went)) == (ErrorKind.NOT_ALLOWED, None)


def test_k03_a_strictly_confidential_plan_without_a_list_opens_for_nobody():
    log = started()
    log.protected = {MUNTER: AddressProtection.STRICTLY_CONFIDENTIAL}
    assert not may_read(log.plan, log.actor(STODIG), log.policy, log.today)
    named = replace(log.actor(STODIG), named=frozenset({STODIG}))
    assert may_read(log.plan, named, log.policy, log.today)


def test_c09_after_a_withdrawal_one_takes_back_and_brings_nothing_again():
    log = started()
    one = planned(log)
    gone = planned(log)
    log.add(Struck(target=gone))
    log.add(ConsentWithdrawn(by=VARM))
    assert log.refusal(Struck(target=one)) is None
    assert log.refusal(Restored(target=gone)) is ErrorKind.PLAN_PASSIVE
    joined = next(f.id for f in log.plan.of(ParticipantAdded) if f.body.person == BLID)
    log.add(ParticipantRevised(thing=joined, field="name", value="Blid Trehjulssykkel"))
    assert log.refusal(ActUndone(undone=log.plan.acts[-1].id)) is None


def test_an_erased_log_says_that_it_has_ended(erased: Log):
    assert erased.refusal(KeptOut(by=VARM, topic="x")) is ErrorKind.PLAN_CLOSED


@pytest.fixture
def erased() -> Log:
    from stafett_tui.domain.lifecycle import ErasureAsked, PlanErased

    log = started()
    log.offices["leder"] = frozenset({Role.COORDINATOR})
    log.reasons["leder"] = frozenset({log.plan.id})
    asking = log.add(ErasureAsked(reason="familien vil"), by="leder", act="en")
    log.add(PlanErased(asked=asking), by="leder", act="to")
    return log
