"""The life of a plan: its turns, its files, and who takes the notes."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from stafett_tui.domain.attendance import NoteTakerNamed
from stafett_tui.domain.baton import BatonForced
from stafett_tui.domain.consenters import age_on, of_age, required_consenters
from stafett_tui.domain.document import DocumentAttached, DocumentSort, documents, shown_by
from stafett_tui.domain.errors import ErrorKind
from stafett_tui.domain.keptout import KeptOut
from stafett_tui.domain.lifecycle import (
    Demanded,
    EndReason,
    ErasureAsked,
    PlanClosed,
    PlanPaused,
    PlanStatus,
    endings,
    status,
)
from stafett_tui.domain.lock import note_taker
from stafett_tui.domain.log import Blanked, Struck
from stafett_tui.domain.meeting import Turn
from stafett_tui.domain.minutes import LineSort, LineWritten
from stafett_tui.domain.people import PlanKind, Role
from stafett_tui.domain.plan import Plan
from stafett_tui.domain.policy import Policy
from tests.support.domain import (
    KINDERGARTEN,
    KLOK,
    PPT,
    STODIG,
    VARM,
    Log,
    asked,
    called,
    family,
    hand_over,
    opened,
    running,
    started,
    turn,
)

CLOSED = PlanClosed(reason=EndReason.GOALS_REACHED, note="Alt er på plass.", told=(VARM,))


def test_a_plan_goes_from_draft_to_active_to_passive_to_closed():
    log = family()
    assert (status(Plan()), status(log.plan)) == (PlanStatus.DRAFT, PlanStatus.DRAFT)
    assert log.refusal(PlanPaused(reason="ferie")) is ErrorKind.NOT_ACTIVE
    log.add(asked(log, KINDERGARTEN))
    assert status(log.plan) is PlanStatus.ACTIVE
    log.add(PlanPaused(reason="ferie"))
    assert log.refusal(PlanPaused(reason="igjen")) is ErrorKind.NOT_ACTIVE
    assert status(log.plan) is PlanStatus.PASSIVE
    log.add(CLOSED)
    assert (status(log.plan), log.refusal(CLOSED)) == (PlanStatus.CLOSED, ErrorKind.PLAN_CLOSED)
    assert [f.body.KIND for f in endings(log.plan)] == ["plan.paused", "plan.closed"]


def test_a_plan_ends_when_no_minutes_stand_open():
    log = started()
    m = running(log)
    assert log.refusal(CLOSED) is ErrorKind.MINUTES_OPEN
    turn(log, m, Turn.BROKEN_OFF)
    assert log.refusal(CLOSED) is ErrorKind.MINUTES_OPEN
    log.add(PlanPaused(reason="ferie"))
    assert log.refusal(CLOSED) is ErrorKind.MINUTES_OPEN


def test_a_meeting_that_was_only_called_hinders_no_end():
    log = started()
    called(log)
    assert log.refusal(CLOSED) is None


@pytest.mark.parametrize("what", [PlanStatus.PASSIVE, PlanStatus.CLOSED, PlanStatus.ERASED])
def test_the_family_demands_and_the_holder_or_the_office_acts(what):
    log = started()
    log.add(Demanded(what=what), by=VARM)
    assert status(log.plan) is PlanStatus.ACTIVE
    assert log.refusal(Demanded(what=what)) is ErrorKind.NOT_ALLOWED
    assert log.refusal(CLOSED, by=VARM) is ErrorKind.NOT_ALLOWED


def test_a_reason_of_blanks_is_none():
    log = started()
    log.offices = {"samordner": frozenset({Role.COORDINATOR})}
    log.reasons = {"samordner": frozenset({log.plan_id})}
    assert log.refusal(ErasureAsked(reason=" "), by="samordner") is ErrorKind.REASON_NEEDED
    assert log.refusal(BatonForced(person=KLOK, reason=" "), by="samordner") is ErrorKind.REASON_NEEDED
    assert log.refusal(asked(log, PPT, one_reason=" ")) is ErrorKind.REASON_NEEDED


def test_what_is_kept_out_is_a_topic_a_service_or_a_person():
    with pytest.raises(ValidationError):
        KeptOut(by=VARM, topic=" ")
    assert KeptOut(by=VARM, person=KLOK).person == KLOK


def test_a_consent_is_shown_by_its_form_or_by_the_line_of_the_minutes():
    log = started()
    line = log.add(LineWritten(meeting=running(log), item="welcome", sort=LineSort.AGREEMENT, text="Ja, sier begge."))
    assert log.refusal(asked(log, PPT, evidence="nothing")) is ErrorKind.TARGET_UNKNOWN
    given = log.add(asked(log, PPT, evidence=line))
    assert shown_by(log.plan, given, line)
    log.add(Struck(target=line))
    assert not shown_by(log.plan, given, line)
    form = DocumentAttached(name="skjema.pdf", sort=DocumentSort.CONSENT_FORM, sha256="0" * 64, size=9, consent=given)
    assert log.refusal(form.model_copy(update={"consent": line})) is ErrorKind.TARGET_UNKNOWN
    attached = log.add(form)
    assert [f.id for f in documents(log.plan)] == [attached]
    assert shown_by(log.plan, given, None)
    log.add(Blanked(target=attached, reason="feil barn"))
    assert not shown_by(log.plan, given, None)


def test_whoever_takes_notes_writes_in_that_meeting_and_in_no_other():
    log = started()
    log.policy = Policy(each_service_an_activity=False)
    first, second = called(log), called(log, date(2026, 12, 15))
    log.add(NoteTakerNamed(meeting=first, person=KLOK))

    def line(m):
        return log.refusal(LineWritten(meeting=m, item="welcome", sort=LineSort.NOTE, text="x"), by=KLOK)

    assert (note_taker(log.plan), line(first)) == (None, ErrorKind.NOT_ALLOWED)
    turn(log, first)
    assert (note_taker(log.plan), line(first)) == (KLOK, None)
    turn(log, first, Turn.BROKEN_OFF)
    turn(log, second)
    assert (note_taker(log.plan), line(second)) == (None, ErrorKind.NOT_ALLOWED)
    log.add(NoteTakerNamed(meeting=second, person=KLOK))
    assert line(second) is None
    log.add(NoteTakerNamed(meeting=second))
    assert (note_taker(log.plan), line(second)) == (None, ErrorKind.NOT_ALLOWED)


def test_the_keyboard_changes_hands_and_the_baton_does_not():
    log = started()
    m = running(log)
    log.add(NoteTakerNamed(meeting=m, person=KLOK))
    assert log.refusal(CLOSED, by=KLOK) is ErrorKind.NOT_ALLOWED
    assert log.refusal(NoteTakerNamed(meeting=m, person="nobody")) is ErrorKind.PERSON_UNKNOWN
    assert log.refusal(NoteTakerNamed(meeting="nothing")) is ErrorKind.MEETING_UNKNOWN
    hand_over(log, KLOK)
    assert log.refusal(NoteTakerNamed(meeting=m, person=STODIG), by=KLOK) is None


def test_before_the_opening_nobody_is_asked_and_nobody_is_of_age():
    assert required_consenters(Plan(), Policy(), date(2026, 11, 16)) == ()
    assert not of_age(Plan(), Policy(), date(2026, 11, 16))
    assert age_on(date(2021, 3, 14), date(2026, 3, 13), Policy()) == 4


@pytest.mark.parametrize(
    ("kind", "born", "own"),
    [(PlanKind.EXPECTANT, None, True), (PlanKind.YOUTH, None, True), (PlanKind.SCHOOL, None, False)],
)
def test_without_a_birth_date_the_template_tells_whether_the_owner_has_rights(kind, born, own):
    log = Log()
    log.add(opened(kind, born))
    assert of_age(log.plan, log.policy, log.today) is own
