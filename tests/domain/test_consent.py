"""Consent as it is given, and what it is worth; each rule by its number stands in `rules`."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from pydantic import ValidationError

from stafett_tui.domain.attendance import AttendanceMarked, Presence
from stafett_tui.domain.concern import AboutMeWritten, ConcernWritten, Side, Trait
from stafett_tui.domain.consent import (
    ConsentGiven,
    ConsentStatus,
    active,
    begun,
    covers,
    default_through,
    given_to,
    last_covered,
    person_covered,
    service_consents,
    valid_through,
)
from stafett_tui.domain.consenters import check_given
from stafett_tui.domain.errors import ErrorKind
from stafett_tui.domain.goal import Arena, GoalSet
from stafett_tui.domain.meeting import MeetingCalled
from stafett_tui.domain.people import (
    ParticipantRevised,
    PlanKind,
    PlanRevised,
    guardians,
    holder_id,
    participant,
    participants,
)
from stafett_tui.domain.plan import Plan
from stafett_tui.domain.policy import Policy
from stafett_tui.domain.view import may_read
from stafett_tui.domain.voice import VoiceHeard
from tests.support.domain import (
    BLID,
    KINDERGARTEN,
    KLOK,
    MUNTER,
    NURSE,
    PPT,
    START,
    STODIG,
    VARM,
    YOUTH,
    Log,
    asked,
    consent,
    family,
    hand_over,
    opened,
    provider,
    running,
    started,
    time,
)  # fmt: skip


def test_c01_c15_nothing_but_the_start_is_written_before_the_first_consent():
    log = family()
    refused = (
        GoalSet(arena=Arena.HOME, text="x"), ConcernWritten(text="x"), VoiceHeard(text="x"), MeetingCalled(time=time(log.today)),
        AboutMeWritten(side=Side.SOCIAL, trait=Trait.STRENGTH, text="x"),
    )  # fmt: skip
    assert [log.refusal(body) for body in refused] == [ErrorKind.NO_CONSENT] * len(refused)
    added = log.entries[1].event.id
    assert log.refusal(ParticipantRevised(thing=added, field="name", value="Varm Kopp")) is None
    assert log.refusal(PlanRevised(thing=log.entries[0].event.id, field="place", value="Bjørka")) is None
    assert not begun(log.plan)
    log.add(consent(KINDERGARTEN))
    assert [log.refusal(body) for body in refused] == [None] * len(refused)


def test_c15_a_log_starts_at_level_1():
    with pytest.raises(ValidationError):
        opened().model_copy().__class__(**(opened().model_dump() | {"level": 0}))


def test_c02_those_who_consent_are_the_owner_or_guardians_in_the_plan():
    log = family()
    for person in (STODIG, KLOK, "nobody"):
        assert log.refusal(consent(KINDERGARTEN, by=(VARM, person))) is ErrorKind.CONSENTER_UNKNOWN
    assert log.refusal(consent(KINDERGARTEN, by=(MUNTER, VARM, BLID))) is None


def test_c02_a_guardian_records_only_their_own_consent():
    log = family()
    assert log.refusal(asked(log, KINDERGARTEN, by=(VARM,), partial=True), by=VARM) is None
    assert log.refusal(consent(KINDERGARTEN, by=(VARM, BLID)), by=VARM) is ErrorKind.NOT_ALLOWED


def test_an_expectant_mother_consents_for_herself():
    log = Log()
    log.add(opened(PlanKind.EXPECTANT))
    log.add(consent(KINDERGARTEN, by=(MUNTER,)))
    assert begun(log.plan)


@pytest.mark.parametrize(
    ("given", "through"), [(date(2026, 9, 22), date(2026, 9, 21)), (date(2026, 11, 17), date(2028, 11, 17))]
)
def test_a_period_that_ends_before_it_starts_or_starts_after_today_is_refused(given, through):
    assert family().refusal(consent(KINDERGARTEN, given=given, through=through)) is ErrorKind.BAD_PERIOD


def test_a_consent_names_people_and_services():
    with pytest.raises(ValidationError):
        consent(by=(VARM,))
    with pytest.raises(ValidationError):
        consent(KINDERGARTEN, by=())


def test_c05_a_provider_joins_only_when_a_consent_covers_the_service():
    log = started()
    nurse = provider("lun", "Lun Ulltrøye", NURSE)
    assert log.refusal(nurse) is ErrorKind.SERVICE_NOT_COVERED
    assert log.refusal(provider("lun", "Lun Ulltrøye", "")) is ErrorKind.SERVICE_NOT_COVERED
    log.add(consent(NURSE, given=log.today))
    log.add(nurse)
    assert participant(log.plan, "lun").service == NURSE


def test_before_the_opening_nobody_is_anybody():
    assert (guardians(Plan()), participants(Plan()), holder_id(Plan())) == ((), (), None)
    assert not person_covered(Plan(), MUNTER, date(2026, 11, 16))
    assert check_given(Plan(), consent(PPT), Policy(), date(2026, 11, 16)) is ErrorKind.CONSENTER_UNKNOWN
    assert [g.name for g in guardians(started().plan)] == ["Varm Kaffekopp", "Blid Sykkel"]


def test_c05_services_are_the_same_however_they_are_spaced_or_capitalised():
    log = started()
    assert log.refusal(provider("to", "To Fjell", "  ppt ")) is None


def test_c05_nobody_is_marked_as_in_the_room_when_the_consent_has_run_out():
    log = started_late()
    log.add(consent(KINDERGARTEN, given=log.today, through=date(2029, 9, 22)))
    m = running(log, date(2028, 9, 23))
    assert log.refusal(AttendanceMarked(meeting=m, person=KLOK, how=Presence.PRESENT)) is ErrorKind.SERVICE_NOT_COVERED
    assert log.refusal(AttendanceMarked(meeting=m, person=VARM, how=Presence.PRESENT)) is None


def started_late() -> Log:
    log = started()
    log.now = datetime(2028, 9, 23, 8, tzinfo=UTC)
    return log


def test_c07_a_renewal_never_overwrites():
    log = started()
    log.add(consent(KINDERGARTEN, PPT, given=date(2026, 11, 1), through=date(2028, 11, 1)))
    assert [f.body.given_on for f in given_to(log.plan, PPT)] == [date(2026, 9, 22), date(2026, 11, 1)]
    assert valid_through(log.plan) == date(2028, 11, 1)
    assert service_consents(log.plan, (), log.today)[0].since == date(2026, 9, 22)


def test_c08_the_default_period_is_two_years_from_the_policy():
    assert default_through(date(2026, 9, 22), Policy().consent_years) == date(2028, 9, 22)
    assert default_through(date(2028, 2, 29), 2) == date(2030, 2, 28)
    assert default_through(date(2028, 2, 29), 4) == date(2032, 2, 29)


@pytest.mark.parametrize(
    ("today", "status"),
    [
        (date(2026, 9, 22), ConsentStatus.VALID),
        (date(2028, 7, 23), ConsentStatus.VALID), (date(2028, 7, 24), ConsentStatus.EXPIRING),
        (date(2028, 9, 22), ConsentStatus.EXPIRING), (date(2028, 9, 23), ConsentStatus.EXPIRED),
    ],
)  # fmt: skip
def test_c08_a_consent_holds_through_its_last_date_and_warns_sixty_days_before(today, status):
    log = started()
    assert {r.status for r in service_consents(log.plan, (), today)} == {status}
    assert active(log.plan, today) == (status in {ConsentStatus.VALID, ConsentStatus.EXPIRING})


def test_c08_after_expiry_reading_stays_for_those_covered_and_sharing_stops():
    log = started(born=YOUTH)
    late = date(2028, 9, 23)
    for person in (STODIG, KLOK, MUNTER):
        assert may_read(log.plan, log.actor(person), log.policy, late)
    child = started()
    assert all(may_read(child.plan, child.actor(person), child.policy, late) for person in (VARM, BLID))
    for person in ("lun", "stranger"):
        assert not may_read(log.plan, log.actor(person), log.policy, late)
    log.now = datetime(2028, 9, 23, 8, tzinfo=UTC)
    assert log.refusal(provider("to", "To Fjell", PPT)) is ErrorKind.CONSENT_EXPIRED
    assert last_covered(log.plan, PPT) == date(2028, 9, 22)
    assert not covers(log.plan, PPT, late)


def test_a_service_that_is_only_wished_for_is_shown_as_missing():
    rows = service_consents(started().plan, [NURSE, "ppt"], date(2026, 11, 16))
    assert [(r.service, r.people, r.status) for r in rows] == [
        (KINDERGARTEN, ("Stødig Gran",), ConsentStatus.VALID), (PPT, ("Klok Ugle",), ConsentStatus.VALID),
        (NURSE, (), ConsentStatus.MISSING),
    ]  # fmt: skip
    assert (rows[2].since, rows[2].through) == (None, None)


def test_the_family_may_always_be_in_the_room_and_strangers_never():
    log = started_late()
    today = log.today
    assert [person_covered(log.plan, p, today) for p in (VARM, MUNTER, STODIG, KLOK, "stranger")] == [
        True,
        True,
        False,
        False,
        False,
    ]


def test_a_former_holder_still_reads_while_covered_once():
    log = started()
    hand_over(log, KLOK)
    assert may_read(log.plan, log.actor(STODIG), log.policy, log.today)


def test_who_consented_how_and_when_stands_as_it_was_given():
    log = started()
    body = log.plan.last(ConsentGiven).body
    assert (body.consenters, body.given_on, body.form, body.child_heard_on) == (
        (VARM, BLID),
        date(2026, 9, 22),
        "signed",
        None,
    )
    assert START - timedelta(days=1) < log.entries[3].at
