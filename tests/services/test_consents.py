"""Consent through the services: given, shown, withdrawn in the middle of a meeting; who reads what afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from stafett_tui.domain.attendance import AttendanceMarked, Presence
from stafett_tui.domain.consent import ConsentForm, ConsentGiven, ConsentKind, ConsentStatus, Occasion, service_consents
from stafett_tui.domain.document import DocumentAttached, DocumentSort, documents, shown_by
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.guards import GuardKind
from stafett_tui.domain.keptout import kept_out, touched_topics
from stafett_tui.domain.lifecycle import PlanStatus, status
from stafett_tui.domain.lock import locks, meeting
from stafett_tui.domain.meeting import MeetingState
from stafett_tui.domain.minutes import LineSort, lines
from stafett_tui.domain.policy import LegalBasis, Policy
from stafett_tui.domain.sections import Section
from stafett_tui.domain.tasks import TaskKind, tasks
from stafett_tui.services.consents import Giving
from stafett_tui.services.desk import Desk
from stafett_tui.services.drafts import key
from stafett_tui.services.person import Me
from stafett_tui.services.writing import Ids
from tests.support.office import HOLDER, CountedRandom, desk_of, open_office, open_plan

TODAY = date(2026, 11, 16)
ONE = datetime(2026, 11, 16, 13, 0)
BOTH = ("p-varm", "p-blid")
KINDERGARTEN = HOLDER.service


@pytest.fixture
def office(tmp_path):
    return open_office(tmp_path)


@pytest.fixture
def desk(office):
    return desk_of(office)


@pytest.fixture
def plan_id(desk):
    return open_plan(desk)


@pytest.fixture
def held(desk, plan_id):
    """A meeting that has begun, with one line."""
    called = desk.meetings.call(plan_id, ONE, ONE + timedelta(minutes=45)).ids[0]
    desk.meetings.start(plan_id, called)
    desk.attendance.everyone(plan_id, called)
    desk.minutes.write(plan_id, called, "welcome", LineSort.AGREEMENT, "Vi henger bildene lavt.")
    return called


def refusal(act):
    with pytest.raises(StafettError) as caught:
        act()
    return caught.value.kind


def as_someone(office, person, name, service=""):
    return desk_of(office, replace(HOLDER, person=person, name=name, service=service), start=10_000)


def words(desk, plan_id, held):
    return [line.text for line in lines(desk.plans.get(plan_id), held)]


# ---- giving


def test_c01_others_sign_later_and_the_consent_holds_when_they_have(desk, plan_id):
    later = Giving(partial=True)
    desk.consents.give(plan_id, ("p-varm",), ("SFO",), given_on=TODAY, how=later)
    row = service_consents(desk.plans.get(plan_id), ("SFO",), TODAY)[-1]
    assert (row.status, row.lacking) == (ConsentStatus.PARTIAL, ("p-blid",))
    desk.consents.give(plan_id, ("p-blid",), ("SFO",), given_on=TODAY)
    assert service_consents(desk.plans.get(plan_id), ("SFO",), TODAY)[-1].status is ConsentStatus.VALID


def test_c03_one_guardian_is_enough_only_with_a_reason(desk, plan_id):
    one = ("p-varm",)
    assert desk.consents.missing(plan_id, one, ("SFO",), TODAY) == ("p-blid",)
    assert refusal(lambda: desk.consents.give(plan_id, one, ("SFO",), given_on=TODAY)) is ErrorKind.CONSENT_INCOMPLETE
    desk.consents.give(plan_id, one, ("SFO",), given_on=TODAY, how=Giving(one_reason="Far er på sjøen."))
    assert desk.plans.get(plan_id).last(ConsentGiven).body.one_reason == "Far er på sjøen."


def test_c13_where_the_municipality_builds_on_consent_both_kinds_are_written_in_one_act(office, plan_id):
    policy = Policy(legal_basis=LegalBasis.CONSENT)
    desk = Desk(office.store, office.clock, HOLDER, "laptop", policy=policy,
                ids=Ids(office.clock, CountedRandom(20_000)))  # fmt: skip
    before = len(desk.plans.get(plan_id).of(ConsentGiven))
    desk.consents.give(plan_id, BOTH, ("PPT",), given_on=TODAY)
    new = desk.plans.get(plan_id).of(ConsentGiven)[before:]
    assert [f.body.kind for f in new] == [ConsentKind.CONFIDENTIALITY_WAIVER, ConsentKind.DATA_PROCESSING]
    assert [f.body.occasion for f in new] == [Occasion.RENEWAL, Occasion.START]


def test_oral_consent_in_the_meeting_is_shown_by_the_line_of_the_minutes(desk, plan_id, held):
    line = desk.minutes.write(plan_id, held, "welcome", LineSort.NOTE, "Mor og far sier ja til SFO.").ids[0]
    oral = Giving(ConsentForm.ORAL, evidence=line)
    given = desk.consents.give(plan_id, BOTH, ("SFO",), given_on=TODAY, how=oral).ids[0]
    assert shown_by(desk.plans.get(plan_id), given, line)
    desk.minutes.strike(plan_id, line)
    assert not shown_by(desk.plans.get(plan_id), given, line)


def test_the_signed_form_is_attached_to_its_consent(desk, plan_id, tmp_path):
    form = tmp_path / "skjema.pdf"
    form.write_bytes(b"%PDF-1.7 synthetic")
    given = desk.plans.get(plan_id).last(ConsentGiven).id
    desk.documents.attach(plan_id, form, consent=given)
    (found,) = documents(desk.plans.get(plan_id))
    assert (found.body.sort, found.body.consent) == (DocumentSort.CONSENT_FORM, given)
    assert desk.documents.read(found.body.sha256) == form.read_bytes()
    assert shown_by(desk.plans.get(plan_id), given, None)
    assert refusal(lambda: desk.documents.attach(plan_id, form, consent="none")) is ErrorKind.TARGET_UNKNOWN
    assert refusal(lambda: desk.documents.attach(plan_id, tmp_path / "borte.pdf")) is ErrorKind.FILE_UNREADABLE
    assert len(desk.plans.get(plan_id).of(DocumentAttached)) == 1


# ---- withdrawing in the middle of a meeting


def test_c09_withdrawn_in_the_meeting_nothing_new_is_written_and_the_unfinished_line_stays(desk, plan_id, held):
    desk.drafts.keep(plan_id, "line", "Vi prøver også", 14)
    desk.consents.withdraw(plan_id, "p-varm")
    plan = desk.plans.get(plan_id)
    assert status(plan) is PlanStatus.PASSIVE

    def write():
        desk.minutes.write(plan_id, held, "welcome", LineSort.NOTE, "Vi prøver også", draft=key(plan_id, "line"))

    assert refusal(write) is ErrorKind.PLAN_PASSIVE
    kept = desk.drafts.take(plan_id, "line")
    assert kept is not None
    assert kept.text == "Vi prøver også"
    assert words(desk, plan_id, held) == ["Vi henger bildene lavt."]


def test_c09_what_was_written_before_is_locked_and_the_guards_only_warn(desk, plan_id, held):
    desk.activities.plan(plan_id, "Ringe SFO", responsible="p-stodig", due="next_meeting", meeting=held)
    desk.meetings.set_next(plan_id, held, ONE + timedelta(days=28))
    struck = desk.minutes.write(plan_id, held, "welcome", LineSort.NOTE, "Feil.").ids[0]
    desk.minutes.strike(plan_id, struck)
    assert not all(g.ok or g.warns for g in desk.minutes.guards(plan_id, held))
    desk.consents.withdraw(plan_id, "p-varm")
    assert all(g.ok or g.warns for g in desk.minutes.guards(plan_id, held))
    desk.minutes.lock(plan_id, held)
    plan = desk.plans.get(plan_id)
    assert meeting(plan, held).state is MeetingState.LOCKED
    assert len(locks(plan, held)) == 1
    assert struck not in plan.facts or not getattr(plan.facts[struck].body, "text", "")


def test_c09_what_is_struck_in_a_passive_plan_comes_back_when_the_family_has_consented_anew(desk, plan_id, held):
    line = lines(desk.plans.get(plan_id), held)[0].id
    desk.consents.withdraw(plan_id, "p-varm")
    desk.minutes.strike(plan_id, line)
    assert refusal(lambda: desk.undo.undo(plan_id)) is ErrorKind.UNDO_STOPPED
    assert words(desk, plan_id, held) == []
    how = Giving(occasion=Occasion.REOPENING)
    given = desk.consents.give(plan_id, BOTH, (KINDERGARTEN, "PPT"), given_on=TODAY, how=how).ids[0]
    desk.life.reopen(plan_id, given, tuple(Section))
    desk.undo.undo(plan_id)
    assert words(desk, plan_id, held) == ["Vi henger bildene lavt."]


def test_c09_what_is_undone_in_a_passive_plan_is_not_done_again_there(desk, plan_id, held):
    desk.consents.withdraw(plan_id, "p-varm")
    desk.undo.undo(plan_id)
    assert words(desk, plan_id, held) == []
    assert refusal(lambda: desk.undo.redo(plan_id)) is ErrorKind.UNDO_STOPPED


def test_c09_the_holder_is_told_what_to_do_next_until_it_is_done(desk, plan_id, held):
    desk.consents.withdraw(plan_id, "p-varm")

    def waits():
        return [t.kind for t in tasks(desk.plans.get(plan_id), desk.policy, TODAY)]

    assert waits() == [TaskKind.LOCK_MINUTES, TaskKind.TELL, TaskKind.END_OR_ASK]
    desk.minutes.lock(plan_id, held)
    assert TaskKind.LOCK_MINUTES not in waits()


def test_c09_who_reads_what_after_the_withdrawal_follows_the_table(office, desk, plan_id, held):
    klok = as_someone(office, "p-klok", "Klok Ugle", "PPT")
    varm = as_someone(office, "p-varm", "Varm Kaffekopp")
    stranger = as_someone(office, "p-ukjent", "Ukjent Stein", "SFO")
    assert words(klok, plan_id, held) == words(varm, plan_id, held) == ["Vi henger bildene lavt."]
    desk.consents.withdraw(plan_id, "p-varm")
    assert words(desk, plan_id, held) == words(varm, plan_id, held) == ["Vi henger bildene lavt."]
    for reader in (klok, stranger):
        assert refusal(lambda reader=reader: reader.plans.get(plan_id)) is ErrorKind.NOT_ALLOWED
    desk.minutes.lock(plan_id, held)
    assert words(varm, plan_id, held) == ["Vi henger bildene lavt."]


def test_c09_a_service_that_is_withdrawn_from_stops_at_once_and_the_others_go_on(office, desk, plan_id, held):
    klok = as_someone(office, "p-klok", "Klok Ugle", "PPT")
    desk.consents.withdraw(plan_id, "p-blid", ("PPT",))
    plan = desk.plans.get(plan_id)
    assert status(plan) is PlanStatus.ACTIVE
    assert refusal(lambda: klok.plans.get(plan_id)) is ErrorKind.NOT_ALLOWED
    desk.minutes.write(plan_id, held, "welcome", LineSort.NOTE, "Vi går videre.")
    assert refusal(
        lambda: desk.attendance.mark(plan_id, held, "p-klok", Presence.VIDEO)
    ) is ErrorKind.SERVICE_NOT_COVERED  # fmt: skip
    assert all(f.body.how is Presence.PRESENT for f in plan.of(AttendanceMarked))


def test_c10_one_of_two_guardians_is_enough_to_withdraw_and_nobody_else(desk, plan_id):
    assert refusal(lambda: desk.consents.withdraw(plan_id, "p-klok")) is ErrorKind.CONSENTER_UNKNOWN
    desk.consents.withdraw(plan_id, "p-blid")
    assert status(desk.plans.get(plan_id)) is PlanStatus.PASSIVE
    assert refusal(lambda: desk.consents.withdraw(plan_id, "p-varm")) is ErrorKind.NO_CONSENT


# ---- kept out, and let in again


def test_c12_what_is_kept_out_is_warned_of_until_it_is_let_in_again(desk, plan_id):
    kept = desk.consents.keep_out(plan_id, "p-varm", topic=" skilsmisse ").ids[0]
    plan = desk.plans.get(plan_id)
    assert [f.body.topic for f in kept_out(plan)] == ["skilsmisse"]
    assert [f.id for f in touched_topics(plan, "Skilsmissen er vanskelig")] == [kept]
    desk.consents.let_in(plan_id, kept, "p-varm")
    assert not touched_topics(desk.plans.get(plan_id), "Skilsmissen er vanskelig")


def test_c12_a_person_kept_out_reads_nothing_more(office, desk, plan_id):
    klok = as_someone(office, "p-klok", "Klok Ugle", "PPT")
    assert klok.plans.get(plan_id).facts
    desk.consents.keep_out(plan_id, "p-varm", person="p-klok")
    assert refusal(lambda: klok.plans.get(plan_id)) is ErrorKind.NOT_ALLOWED
    assert refusal(lambda: desk.consents.keep_out(plan_id, "p-varm", person="p-stodig")) is ErrorKind.HOLDER_STAYS


def test_c10_a_guardian_withdraws_for_themselves_and_only_so(office, desk, plan_id):
    varm = as_someone(office, "p-varm", "Varm Kaffekopp")
    assert isinstance(varm.me, Me)
    assert refusal(lambda: varm.consents.withdraw(plan_id, "p-blid")) is ErrorKind.NOT_ALLOWED
    varm.consents.withdraw(plan_id, "p-varm")
    assert status(desk.plans.get(plan_id)) is PlanStatus.PASSIVE


def test_c09_one_whose_service_is_withdrawn_from_is_noted_as_gone_and_the_minutes_can_be_locked(desk, plan_id, held):
    desk.minutes.voice(plan_id, held, "child_voice", "Jeg liker tog.")
    desk.consents.withdraw(plan_id, "p-blid", ("PPT",))
    consent = next(g for g in desk.minutes.guards(plan_id, held) if g.kind is GuardKind.CONSENT)
    assert consent.missing == ("p-klok",)
    desk.attendance.mark(plan_id, held, "p-klok", Presence.LEFT, at="13:05")
    assert next(g for g in desk.minutes.guards(plan_id, held) if g.kind is GuardKind.CONSENT).ok
    assert refusal(
        lambda: desk.attendance.mark(plan_id, held, "p-klok", Presence.PRESENT)
    ) is ErrorKind.SERVICE_NOT_COVERED  # fmt: skip


def test_c09_one_who_never_was_there_is_not_noted_as_gone(desk, plan_id, held):
    desk.attendance.unmark(plan_id, held, "p-klok")
    desk.consents.withdraw(plan_id, "p-blid", ("PPT",))
    assert refusal(
        lambda: desk.attendance.mark(plan_id, held, "p-klok", Presence.LEFT, at="13:05")
    ) is ErrorKind.SERVICE_NOT_COVERED  # fmt: skip
