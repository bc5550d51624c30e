"""C-09 to C-12: withdrawal, opening again, and what the family keeps out."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from stafett_tui.domain.activity import CommentWritten
from stafett_tui.domain.attendance import AttendanceMarked, Presence
from stafett_tui.domain.baton import BatonForced, BatonOffered
from stafett_tui.domain.concern import ConcernWritten
from stafett_tui.domain.consent import ConsentKind, ConsentStatus, ConsentWithdrawn, Occasion, covers, service_consents
from stafett_tui.domain.errors import ErrorKind
from stafett_tui.domain.goal import Arena, GoalSet
from stafett_tui.domain.keptout import KeptOut, LetIn, kept_out, touched_topics
from stafett_tui.domain.kinds import KINDS
from stafett_tui.domain.lifecycle import (
    Demanded,
    EndReason,
    PlanClosed,
    PlanPaused,
    PlanReopened,
    PlanStatus,
    status,
)
from stafett_tui.domain.lock import MinutesLocked, meeting
from stafett_tui.domain.log import Blanked
from stafett_tui.domain.meeting import MeetingCalled, MeetingState, MeetingTurned, Turn
from stafett_tui.domain.minutes import LineSort, LineWritten
from stafett_tui.domain.people import Role
from stafett_tui.domain.policy import Policy
from stafett_tui.domain.sections import SECTION_OF, Section
from stafett_tui.domain.view import may_read, view
from stafett_tui.domain.voice import VoiceNotAsked
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
    asked,
    consent,
    guardian,
    planned,
    provider,
    running,
    started,
    there,
    time,
    with_goal,
)

GOAL = GoalSet(arena=Arena.HOME, text="Du sover")


def reads(log: Log, person: str) -> bool:
    return may_read(log.plan, log.actor(person), log.policy, log.today)


def sees(log: Log, person: str) -> set[str]:
    return set(view(log.plan, log.actor(person), log.policy, log.today).facts)


def test_c09_withdrawal_in_the_middle_of_a_meeting_stops_the_writing_and_what_was_written_is_locked():
    log = started()
    m = running(log)
    written = log.add(LineWritten(meeting=m, item="welcome", sort=LineSort.AGREEMENT, text="vi fortsetter"))
    log.add(ConsentWithdrawn(by=VARM))
    assert status(log.plan) is PlanStatus.PASSIVE
    for body in (
        LineWritten(meeting=m, item="welcome", sort=LineSort.NOTE, text="mer"), GOAL, ConcernWritten(text="x"),
        provider("to", "To Fjell", PPT), MeetingTurned(meeting=m, turn=Turn.RESUMED),
    ):  # fmt: skip
        assert log.refusal(body) is ErrorKind.PLAN_PASSIVE
    log.add(MinutesLocked(meeting=m, version=1, head=log.plan.head.hex()))
    assert meeting(log.plan, m).state is MeetingState.LOCKED
    assert written in sees(log, STODIG)


def test_c09_withdrawal_takes_effect_at_once_and_needs_no_reason():
    log = started()
    assert (reads(log, KLOK), covers(log.plan, PPT, log.today)) == (True, True)
    log.add(ConsentWithdrawn(by=VARM), by=VARM)
    assert (reads(log, KLOK), covers(log.plan, PPT, log.today)) == (False, False)
    assert all(reads(log, person) for person in (STODIG, VARM, BLID))
    assert {r.status for r in service_consents(log.plan, (), log.today)} == {ConsentStatus.WITHDRAWN}
    assert log.refusal(ConsentWithdrawn(by=VARM)) is ErrorKind.NO_CONSENT


def test_c09_a_meeting_that_goes_on_is_ended_and_consent_and_life_go_on():
    log = started()
    m = running(log)
    log.add(ConsentWithdrawn(by=VARM))
    for body in (
        MeetingTurned(meeting=m, turn=Turn.BROKEN_OFF), asked(log, PPT), guardian("ny", "Ny Nabo"),
        KeptOut(by=VARM, topic="skilsmisse"),
    ):  # fmt: skip
        assert log.refusal(body) is None
    assert log.refusal(Demanded(what=PlanStatus.ERASED), by=VARM) is None


def test_c09_withdrawn_for_one_service_the_others_go_on():
    log = started()
    log.add(ConsentWithdrawn(by=VARM, services=(PPT,)))
    assert (status(log.plan), log.refusal(GOAL)) == (PlanStatus.ACTIVE, None)
    assert (reads(log, KLOK), covers(log.plan, KINDERGARTEN, log.today)) == (False, True)
    log.add(asked(log, PPT))
    assert reads(log, KLOK)


def test_c09_only_the_family_withdraws_and_each_for_themselves():
    log = started()
    for person in (STODIG, KLOK, "nobody"):
        assert log.refusal(ConsentWithdrawn(by=person)) is ErrorKind.CONSENTER_UNKNOWN
    assert log.refusal(ConsentWithdrawn(by=BLID), by=VARM) is ErrorKind.NOT_ALLOWED
    assert log.refusal(ConsentWithdrawn(by=KLOK), by=KLOK) is ErrorKind.NOT_ALLOWED
    youth = started(born=YOUTH)
    assert youth.refusal(ConsentWithdrawn(by=MUNTER), by=MUNTER) is None


@pytest.mark.parametrize("who", [VARM, BLID])
def test_c10_one_of_two_guardians_withdrawing_is_withdrawal(who):
    log = started()
    assert log.refusal(GOAL) is None
    log.add(ConsentWithdrawn(by=who), by=who)
    assert (status(log.plan), covers(log.plan, PPT, log.today)) == (PlanStatus.PASSIVE, False)
    other = BLID if who == VARM else VARM
    assert log.refusal(asked(log, PPT, by=(other,), occasion=Occasion.REOPENING)) is ErrorKind.CONSENT_INCOMPLETE


def reopened(log: Log, *sections: Section) -> PlanReopened:
    given = log.add(asked(log, KINDERGARTEN, PPT, occasion=Occasion.REOPENING))
    return PlanReopened(consent=given, sections=sections)


STOPS = (ConsentWithdrawn(by=VARM), PlanPaused(reason="ferie"), PlanClosed(reason=EndReason.GOALS_REACHED))


@pytest.mark.parametrize("stop", STOPS, ids=lambda body: body.KIND)
def test_c11_a_stopped_plan_opens_again_only_with_a_consent_given_for_it_since(stop):
    log = started()
    early = log.add(asked(log, KINDERGARTEN, PPT, occasion=Occasion.REOPENING))
    assert log.refusal(PlanReopened(consent=early)) is ErrorKind.NOT_STOPPED
    log.add(stop)
    other = log.add(asked(log, KINDERGARTEN, PPT, occasion=Occasion.RENEWAL))
    for given in (early, other, "nothing"):
        assert log.refusal(PlanReopened(consent=given)) is ErrorKind.NO_CONSENT
    one = log.add(asked(log, KINDERGARTEN, PPT, by=(VARM,), partial=True, occasion=Occasion.REOPENING))
    assert log.refusal(PlanReopened(consent=one)) is ErrorKind.NO_CONSENT
    assert log.refusal(GOAL) is not None
    log.add(reopened(log, *Section))
    assert (status(log.plan), log.refusal(GOAL)) == (PlanStatus.ACTIVE, None)


@pytest.mark.parametrize("section", Section)
def test_c11_the_family_chooses_section_by_section_what_is_shown_again(section):
    log = started()
    old = {
        Section.CONCERN: log.add(ConcernWritten(text="x")), Section.GOALS: with_goal(log), Section.MINUTES: running(log),
    }  # fmt: skip
    log.add(MeetingTurned(meeting=old[Section.MINUTES], turn=Turn.BROKEN_OFF))
    log.add(ConsentWithdrawn(by=VARM))
    log.add(reopened(log, section))
    new = with_goal(log)
    shown = {old[section]} if section in old else set()
    for person in (STODIG, KLOK):
        assert set(old.values()) & sees(log, person) == shown
        assert new in sees(log, person)
    assert set(old.values()) <= sees(log, VARM)


@pytest.mark.parametrize("told", [{"responsible": None}, {"due": None}, {"due": "next_meeting"}, {"due": "2026-11-16"}])
@pytest.mark.parametrize("shown", [True, False])
def test_c11_what_is_not_shown_again_hinders_no_lock_and_what_is_does(shown, told):
    log = started(policy=Policy(each_service_an_activity=False))
    planned(log, **told)
    log.add(ConsentWithdrawn(by=VARM))
    log.add(reopened(log, *([Section.GOALS] if shown else [])))
    m = running(log)
    there(log, m, STODIG)
    log.add(VoiceNotAsked(meeting=m, reason="sov"))
    log.add(MeetingCalled(time=time(date(2026, 12, 15)), follows=m))
    lock = MinutesLocked(meeting=m, version=1, head=log.plan.head.hex())
    assert log.refusal(lock) is (ErrorKind.MINUTES_NOT_READY if shown else None)


def test_c11_every_kind_is_in_a_section_or_belongs_to_the_life_of_the_plan():
    of_the_life = {
        "plan", "participant", "baton", "consent", "service", "document", "outcome", "transition", "level", "person",
        "act", "struck", "restored", "blanked", "conflict",
    }  # fmt: skip
    chosen = {body.KIND.split(".", maxsplit=1)[0] for body in SECTION_OF}
    assert {kind.split(".", maxsplit=1)[0] for kind in KINDS} - chosen == of_the_life


def test_c12_a_service_kept_out_is_told_nothing_until_it_is_let_in_again():
    log = started()
    one = planned(log, responsible=KLOK)
    kept = log.add(KeptOut(by=VARM, service=PPT))
    comment = CommentWritten(activity=one, text="x")
    assert (reads(log, KLOK), covers(log.plan, PPT, log.today)) == (False, False)
    assert log.refusal(comment, by=KLOK) is ErrorKind.SERVICE_NOT_COVERED
    assert log.refusal(provider("to", "To Fjell", PPT)) is ErrorKind.SERVICE_NOT_COVERED
    assert {r.service: r.status for r in service_consents(log.plan, (), log.today)}[PPT] is ConsentStatus.KEPT_OUT
    log.add(LetIn(kept=kept, by=VARM))
    assert (reads(log, KLOK), log.refusal(comment, by=KLOK), kept_out(log.plan)) == (True, None, ())


def test_c12_one_person_kept_out_neither_reads_nor_writes_nor_is_in_the_room_nor_gets_the_baton():
    log = started()
    log.offices = {"samordner": frozenset({Role.COORDINATOR})}
    log.add(provider("to", "To Fjell", PPT))
    one, m = planned(log), running(log)
    log.add(KeptOut(by=VARM, person=KLOK))
    told = {
        person: (
            reads(log, person),
            log.refusal(CommentWritten(activity=one, text="x"), by=person),
            log.refusal(AttendanceMarked(meeting=m, person=person, how=Presence.PRESENT)),
            log.refusal(BatonOffered(person=person)),
            log.refusal(BatonForced(person=person, reason="syk"), by="samordner"),
        )
        for person in (KLOK, "to")
    }
    assert told == {KLOK: (False, *[ErrorKind.SERVICE_NOT_COVERED] * 4), "to": (True, None, None, None, None)}


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("Far tok opp skilsmissen i går.", True), ("SKILSMISSE!", True), ("skils misse", False), ("Dagtavla hjelper.", False),
    ],
)  # fmt: skip
def test_c12_what_is_written_of_a_topic_kept_out_is_warned_of_with_whose_choice_it_was(text, met):
    log = started()
    assert touched_topics(log.plan, text) == ()
    kept = log.add(KeptOut(by=BLID, topic="skilsmisse"))
    assert [(f.id, f.body.by) for f in touched_topics(log.plan, text)] == ([(kept, BLID)] if met else [])
    log.add(LetIn(kept=kept, by=BLID))
    assert touched_topics(log.plan, text) == ()


def test_c12_a_topic_of_several_words_is_met_by_all_of_them():
    log = started()
    log.add(KeptOut(by=BLID, topic="mors sykdom"))
    assert len(touched_topics(log.plan, "Sykdommen til mor og mors jobb")) == 1
    assert touched_topics(log.plan, "mors jobb") == ()


def test_c12_only_the_family_keeps_out_and_lets_in_and_the_holder_stays():
    log = started()
    kept = log.add(KeptOut(by=VARM, topic="skilsmisse"))
    for body in (KeptOut(by=STODIG, topic="x"), LetIn(kept=kept, by=KLOK)):
        assert log.refusal(body) is ErrorKind.CONSENTER_UNKNOWN
    for body in (KeptOut(by=VARM, person=STODIG), KeptOut(by=VARM, service=KINDERGARTEN)):
        assert log.refusal(body) is ErrorKind.HOLDER_STAYS
    assert log.refusal(LetIn(kept="nothing", by=VARM)) is ErrorKind.TARGET_UNKNOWN
    assert log.refusal(KeptOut(by=BLID, topic="x"), by=VARM) is ErrorKind.NOT_ALLOWED


def test_c12_the_familys_choice_is_not_blanked_away():
    log = started()
    kept = log.add(KeptOut(by=VARM, service=PPT))
    assert log.refusal(Blanked(target=kept, reason="feil logg")) is ErrorKind.TARGET_UNKNOWN


def test_c11_a_consent_to_the_processing_alone_opens_nothing():
    log = started()
    log.add(PlanPaused(reason="ferie"))
    given = log.add(asked(log, PPT, occasion=Occasion.REOPENING, kind=ConsentKind.DATA_PROCESSING))
    assert log.refusal(PlanReopened(consent=given)) is ErrorKind.NO_CONSENT


def test_c11_after_reopening_an_expired_consent_still_stops_the_writing():
    log = started()
    log.add(PlanPaused(reason="ferie"))
    log.add(reopened(log, *Section))
    log.now += timedelta(days=3 * 365)
    assert log.refusal(GOAL) is ErrorKind.CONSENT_EXPIRED
    assert log.refusal(consent(PPT, given=log.today, through=log.today)) is None
