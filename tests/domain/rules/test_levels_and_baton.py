"""The baton is offered and then accepted, one holder at every moment; the four outcomes and the two-week rule."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from stafett_tui.domain.baton import BatonDeclined, BatonForced, BatonOffered, BatonTaken, BatonWished, offer
from stafett_tui.domain.errors import ErrorKind
from stafett_tui.domain.goal import Arena, GoalSet
from stafett_tui.domain.level import LevelProposed, Outcome, OutcomeDecided, joint_meeting_by, level_now
from stafett_tui.domain.log import Blanked, PersonIdentified, Struck
from stafett_tui.domain.people import ParticipantLeft, Role, holder_id, participants
from stafett_tui.domain.policy import Policy
from tests.support.domain import (
    BLID,
    KINDERGARTEN,
    KLOK,
    MUNTER,
    STODIG,
    VARM,
    YOUTH,
    called,
    hand_over,
    planned,
    provider,
    running,
    started,
)

GOAL = GoalSet(arena=Arena.HOME, text="Du sover")


def office():
    log = started()
    log.offices = {"samordner": frozenset({Role.COORDINATOR}), "leder": frozenset({Role.UNIT_LEADER})}
    return log


def test_i8_the_holder_keeps_the_baton_until_the_other_accepts_it():
    log = office()
    offered = log.add(BatonOffered(person=KLOK, reason="ny jobb"))
    assert (holder_id(log.plan), offer(log.plan).id, log.refusal(GOAL)) == (STODIG, offered, None)
    log.add(BatonTaken(person=KLOK, offer=offered), by=KLOK)
    assert (holder_id(log.plan), offer(log.plan), log.refusal(GOAL)) == (KLOK, None, ErrorKind.NOT_ALLOWED)
    assert [p.role for p in participants(log.plan)].count(Role.HOLDER) == 1


def test_i8_nothing_is_accepted_that_was_not_offered_to_that_person_or_was_answered():
    log = office()
    log.add(provider("to", "To Fjell", KINDERGARTEN))
    assert log.refusal(BatonTaken(person=KLOK), by=KLOK) is ErrorKind.NO_OFFER
    offered = log.add(BatonOffered(person=KLOK))
    assert log.refusal(BatonTaken(person="to", offer=offered), by="to") is ErrorKind.NO_OFFER
    assert log.refusal(BatonOffered(person="to")) is ErrorKind.BATON_OFFERED
    log.add(BatonDeclined(offer=offered, reason="for mye"), by=KLOK)
    assert log.refusal(BatonTaken(person=KLOK, offer=offered), by=KLOK) is ErrorKind.NO_OFFER
    hand_over(log, "to")
    assert holder_id(log.plan) == "to"


def test_i8_an_offer_is_declined_by_the_one_asked_or_taken_back_by_the_holder():
    log = office()
    log.add(provider("to", "To Fjell", KINDERGARTEN))
    offered = log.add(BatonOffered(person=KLOK))
    told = BatonDeclined(offer=offered)
    assert [log.refusal(told, by=p) for p in (KLOK, STODIG, "to")] == [None, None, ErrorKind.NOT_ALLOWED]
    assert log.refusal(BatonDeclined(offer="nothing")) is ErrorKind.NO_OFFER


@pytest.mark.parametrize("person", [VARM, MUNTER, "nobody", STODIG])
def test_i8_only_a_provider_in_the_plan_is_offered_or_given_the_baton(person):
    log = office()
    assert log.refusal(BatonOffered(person=person)) is ErrorKind.PERSON_UNKNOWN
    assert log.refusal(BatonForced(person=person, reason="syk"), by="samordner") is ErrorKind.PERSON_UNKNOWN


def test_i8_the_coordinator_gives_the_baton_with_a_reason_and_answers_every_offer():
    log = office()
    log.add(provider("to", "To Fjell", KINDERGARTEN))
    offered = log.add(BatonOffered(person=KLOK))
    for person in (STODIG, KLOK, VARM, "leder"):
        assert log.refusal(BatonForced(person="to", reason="syk"), by=person) is ErrorKind.NOT_ALLOWED
    assert log.refusal(BatonForced(person="to", reason=" "), by="samordner") is not None
    log.add(BatonForced(person="to", reason="sykmeldt"), by="samordner")
    assert (holder_id(log.plan), offer(log.plan)) == ("to", None)
    assert log.refusal(BatonTaken(person=KLOK, offer=offered), by=KLOK) is ErrorKind.NO_OFFER


def test_i8_a_holder_who_turns_out_to_be_one_who_left_stays_until_the_baton_is_handed_on():
    log = office()
    log.add(provider("to", "To Fjell", KINDERGARTEN))
    log.add(ParticipantLeft(person="to"))
    log.place(log.event(PersonIdentified(local=STODIG, account="to"), by="server", base=None))
    assert [p.person for p in participants(log.plan) if p.role is Role.HOLDER] == ["to"]
    log.add(GOAL, by="to")
    log.add(BatonForced(person=KLOK, reason="syk"), by="samordner")
    assert "to" not in {p.person for p in participants(log.plan)}


def test_i8_the_holder_neither_leaves_nor_is_taken_out_of_the_plan():
    log = office()
    assert log.refusal(ParticipantLeft(person=STODIG)) is ErrorKind.HOLDER_STAYS
    hand_over(log, KLOK)
    joined = next(e.event.id for e in log.entries if getattr(e.event.body, "person", "") == KLOK)
    assert log.refusal(ParticipantLeft(person=KLOK), by=KLOK) is ErrorKind.HOLDER_STAYS
    assert log.refusal(Blanked(target=joined, reason="feil logg"), by=KLOK) is ErrorKind.TARGET_UNKNOWN
    assert log.refusal(Struck(target=joined), by=KLOK) is not None
    log.add(ParticipantLeft(person=STODIG), by=KLOK)
    assert log.refusal(GOAL) is ErrorKind.NOT_ALLOWED
    assert log.refusal(ParticipantLeft(person="nobody"), by=KLOK) is ErrorKind.PERSON_UNKNOWN


def test_the_family_wishes_for_a_holder_and_the_unit_proposes_one():
    log = started(born=YOUTH)
    log.offices = {"leder": frozenset({Role.UNIT_LEADER})}
    wish = BatonWished(person=KLOK)
    assert [log.refusal(wish, by=p) for p in (VARM, BLID, MUNTER)] == [None] * 3
    assert [log.refusal(wish, by=p) for p in (KLOK, "leder")] == [ErrorKind.NOT_ALLOWED] * 2
    assert log.refusal(BatonWished(person="nobody"), by=VARM) is ErrorKind.PERSON_UNKNOWN
    assert holder_id(log.plan) == STODIG


def test_a_provider_proposes_a_level_and_only_the_holder_changes_it():
    log = started()
    log.add(LevelProposed(level=3, text="flere må med"), by=KLOK)
    assert level_now(log.plan) == 2
    assert log.refusal(LevelProposed(level=3), by=VARM) is ErrorKind.NOT_ALLOWED


@pytest.mark.parametrize("outcome", Outcome)
def test_after_help_from_others_is_decided_the_services_meet_within_two_weeks(outcome):
    log = started()
    log.add(OutcomeDecided(outcome=outcome, meeting=running(log)))
    expected = date(2026, 11, 30) if outcome is Outcome.HELP_FROM_OTHERS else None
    assert joint_meeting_by(log.plan, Policy()) == expected
    if expected is not None:
        assert joint_meeting_by(log.plan, Policy(joint_meeting_days=7)) == date(2026, 11, 23)
        called(log, expected + timedelta(days=1))
        assert joint_meeting_by(log.plan, Policy()) == expected
        called(log, expected)
        assert joint_meeting_by(log.plan, Policy()) is None


def test_before_any_evaluation_nothing_is_waited_for():
    log = started()
    planned(log)
    assert joint_meeting_by(log.plan, log.policy) is None
