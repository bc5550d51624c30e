"""C-13 to C-15: two kinds of consent, the child's voice at any age, and nothing at level 0."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from stafett_tui.domain.consent import ConsentKind, active, covers, given_to
from stafett_tui.domain.errors import ErrorKind
from stafett_tui.domain.goal import Arena, GoalSet
from stafett_tui.domain.lock import MinutesLocked
from stafett_tui.domain.meeting import MeetingCalled
from stafett_tui.domain.policy import LegalBasis, Policy
from stafett_tui.domain.voice import VoiceHeard, VoiceNotAsked
from tests.support.domain import (
    KINDERGARTEN,
    STODIG,
    Log,
    asked,
    family,
    guardian,
    opened,
    running,
    started,
    there,
    time,
)

GOAL = GoalSet(arena=Arena.HOME, text="Du sover")


def test_c13_the_two_kinds_of_consent_are_kept_apart():
    log = family()
    log.add(asked(log, KINDERGARTEN, kind=ConsentKind.DATA_PROCESSING))
    assert (covers(log.plan, KINDERGARTEN, log.today), log.refusal(GOAL)) == (False, ErrorKind.NO_CONSENT)
    log.add(asked(log, KINDERGARTEN))
    assert [len(given_to(log.plan, KINDERGARTEN, kind)) for kind in ConsentKind] == [1, 1]
    assert all(active(log.plan, log.today, kind) for kind in ConsentKind)


@pytest.mark.parametrize(
    ("basis", "code"), [(LegalBasis.PUBLIC_TASK, None), (LegalBasis.CONSENT, ErrorKind.CONSENT_EXPIRED)]
)
def test_c13_where_the_basis_is_consent_the_processing_needs_one_of_its_own(basis, code):
    log = family(policy=Policy(legal_basis=basis))
    log.add(asked(log, KINDERGARTEN))
    assert log.refusal(GOAL) is code
    log.add(asked(log, KINDERGARTEN, kind=ConsentKind.DATA_PROCESSING))
    assert log.refusal(GOAL) is None


def two_years_old() -> tuple[Log, str]:
    log = started(policy=Policy(each_service_an_activity=False), born=date(2024, 9, 1))
    m = running(log)
    there(log, m, STODIG)
    log.add(MeetingCalled(time=time(date(2026, 12, 15)), follows=m))
    return log, m


@pytest.mark.parametrize("voice", [{"text": "Ba!"}, {"reason": "sov"}])
def test_c14_also_for_a_two_year_old_the_minutes_ask_for_the_childs_voice_or_why_not(voice):
    log, m = two_years_old()

    def lock():
        return log.refusal(MinutesLocked(meeting=m, version=1, head=log.plan.head.hex()))

    assert lock() is ErrorKind.MINUTES_NOT_READY
    log.add(VoiceHeard(meeting=m, **voice) if "text" in voice else VoiceNotAsked(meeting=m, **voice))
    assert lock() is None


def test_c15_there_is_no_plan_at_level_0_nor_below_the_lowest_of_the_policy():
    with pytest.raises(ValidationError):
        opened(level=0)
    log = Log(policy=Policy(lowest_level=2))
    assert log.refusal(opened(level=1)) is ErrorKind.LEVEL_WRONG
    assert log.refusal(opened(level=2)) is None


def test_c15_before_the_first_consent_only_who_it_is_about_and_who_consents_is_written():
    log = family()
    for body in (GOAL, VoiceHeard(text="x"), MeetingCalled(time=time(log.today))):
        assert log.refusal(body) is ErrorKind.NO_CONSENT
    assert log.refusal(guardian("ny", "Ny Nabo")) is None
    log.add(asked(log, KINDERGARTEN))
    assert log.refusal(GOAL) is None
