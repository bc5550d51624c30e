"""D-05, D-06, D-11 and D-12: erasing in two steps, contact data apart, services that are hidden from some."""

from __future__ import annotations

from dataclasses import replace

import pytest

from stafett_tui.domain import person_gate
from stafett_tui.domain.activity import ActivityPlanned, CommentWritten
from stafett_tui.domain.admit import Actor
from stafett_tui.domain.attendance import AttendanceMarked, Presence, Wished
from stafett_tui.domain.baton import BatonWished
from stafett_tui.domain.case import Case
from stafett_tui.domain.errors import ErrorKind
from stafett_tui.domain.event import Status
from stafett_tui.domain.goal import Arena, GoalSet
from stafett_tui.domain.hiding import ServiceHidden
from stafett_tui.domain.keptout import KeptOut
from stafett_tui.domain.kinds import KINDS
from stafett_tui.domain.lifecycle import ErasureAsked, PlanErased, PlanStatus, status
from stafett_tui.domain.national_id import Mode
from stafett_tui.domain.people import Role
from stafett_tui.domain.person import (
    ContactNoted,
    NumberNoted,
    OpenersNamed,
    ProtectionNoted,
    contact,
    log_of,
    number,
)
from stafett_tui.domain.person_gate import admit_person
from stafett_tui.domain.plan import Plan, fold
from stafett_tui.domain.protection import AddressProtection
from stafett_tui.domain.view import view, visible
from tests.support.domain import (
    BLID,
    KLOK,
    MUNTER,
    NURSE,
    PPT,
    STODIG,
    VARM,
    YOUTH,
    Log,
    asked,
    hand_over,
    opened,
    planned,
    provider,
    running,
    started,
    with_goal,
)

OFFICE = "samordner"
WHY = ErasureAsked(reason="familien krever det", archived=True)


def office(log: Log) -> Log:
    log.offices = {
        OFFICE: frozenset({Role.COORDINATOR}),
        "leder": frozenset({Role.UNIT_LEADER}),
        "admin": frozenset({Role.ADMIN}),
    }
    return log


def erased() -> Log:
    log = office(started())
    with_goal(log)
    asking = log.add(WHY, by=OFFICE)
    log.add(PlanErased(asked=asking, archived=True), by=OFFICE)
    return log


def test_d05_after_erasing_the_words_are_in_no_body_and_the_chain_is_whole():
    log = office(started())
    with_goal(log)
    before = [(e.seq, e.leaf, e.hash) for e in log.entries]
    asking = log.add(WHY, by=OFFICE)
    log.add(PlanErased(asked=asking, archived=True), by=OFFICE)
    plan = fold(log.entries)
    assert status(plan) is PlanStatus.ERASED
    assert {f.body.KIND for f in plan.facts.values()} == {"plan.erased"}
    assert not any(name in repr(plan) for name in ("Munter", "Varm Kaffekopp", "Tøyestubben", "uten å gråte"))
    assert [(e.seq, e.leaf, e.hash) for e in plan.entries][: len(before)] == before
    assert plan.head == log.entries[-1].hash


@pytest.mark.parametrize("person", [STODIG, KLOK, VARM, MUNTER, OFFICE, "stranger"])
def test_d05_what_is_erased_reaches_nobody(person):
    log = erased()
    reader = replace(log.actor(person), reasons=frozenset({log.plan_id}))
    travelled = visible(log.entries, reader, log.policy, log.today)
    assert "Munter" not in repr(travelled)
    assert fold(travelled) == view(fold(log.entries), reader, log.policy, log.today)


def test_d05_an_erased_plan_is_written_in_by_nobody_and_not_begun_again():
    log = erased()
    for body in (opened(), GoalSet(arena=Arena.HOME, text="x"), WHY):
        for by in (STODIG, OFFICE):
            assert log.refusal(body, by=by) is not None
    assert log.refusal(opened()) is ErrorKind.PLAN_CLOSED


def test_d05_whether_archived_versions_stay_is_said_with_the_reason():
    log = office(started())
    asking = log.add(WHY, by=OFFICE)
    assert log.plan.get(asking, ErasureAsked).body.archived


@pytest.mark.parametrize("person", [STODIG, KLOK, VARM, MUNTER, "leder", "admin", "stranger"])
def test_d06_nobody_but_the_coordinator_erases(person):
    log = office(started(born=YOUTH))
    assert log.refusal(WHY, by=person) is ErrorKind.NOT_ALLOWED
    asking = log.add(WHY, by=OFFICE)
    assert log.refusal(PlanErased(asked=asking, archived=True), by=person) is ErrorKind.NOT_ALLOWED
    assert log.refusal(PlanErased(asked=asking, archived=True), by=OFFICE) is None


def test_d06_erasing_takes_a_reason_and_two_acts():
    log = office(started())
    assert log.refusal(ErasureAsked(reason=" "), by=OFFICE) is not None
    assert log.refusal(PlanErased(asked="nothing"), by=OFFICE) is ErrorKind.TARGET_UNKNOWN
    asking = log.add(WHY, by=OFFICE, act="en")
    assert log.refusal(PlanErased(asked=asking, archived=True), by=OFFICE, act="en") is ErrorKind.TWO_STEPS
    newer = log.add(WHY, by=OFFICE, act="to")
    assert log.refusal(PlanErased(asked=asking, archived=True), by=OFFICE, act="tre") is ErrorKind.TARGET_UNKNOWN
    assert log.refusal(PlanErased(asked=newer, archived=True), by=OFFICE, act="tre") is None


@pytest.mark.parametrize(
    ("person", "of"),
    [
        (STODIG, {STODIG, KLOK, VARM, BLID, MUNTER}), (KLOK, {KLOK}), (VARM, {VARM}), (BLID, {BLID}), (MUNTER, {MUNTER}),
        ("stranger", set()), ("leder", set()), ("admin", set()), (OFFICE, set()),
    ],
)  # fmt: skip
def test_d11_contact_data_and_numbers_are_hidden_from_the_other_participants(person, of):
    log = office(started(born=YOUTH))
    everyone = (STODIG, KLOK, VARM, BLID, MUNTER, "stranger")
    assert {
        p for p in everyone if person_gate.may_see_person(log.plan, p, log.actor(person), log.policy, log.today)
    } == of


def test_d11_an_office_sees_them_after_a_reason_and_one_who_is_not_named_never():
    log = office(started())
    told = replace(log.actor(OFFICE), reasons=frozenset({log.plan_id}))
    assert person_gate.may_see_person(log.plan, VARM, told, log.policy, log.today)
    other = replace(told, named=frozenset({STODIG}))
    assert not person_gate.may_see_person(log.plan, VARM, other, log.policy, log.today)


SAID = (
    ContactNoted(phone="+47 99 99 99 99", email="varm@example.org"), NumberNoted(number="05911299870"), OpenersNamed(persons=(STODIG,)),
    ProtectionNoted(protection=AddressProtection.CONFIDENTIAL),
)  # fmt: skip


@pytest.mark.parametrize("body", SAID, ids=lambda body: body.KIND)
def test_d11_none_of_it_is_ever_written_in_a_plan(body):
    log = office(started())
    for person in (STODIG, VARM, OFFICE):
        assert log.refusal(body, by=person) is not None


def told(log: Log, body, by: str, of: str = VARM, mode: Mode = Mode.DEMO):
    event = replace(log.event(body, by=by), plan_id=log_of(of))
    return admit_person(Case(log.plan, log.actor(by), event, log.policy, log.today, log.now), of, mode)


@pytest.mark.parametrize(
    ("by", "may"), [(STODIG, True), (VARM, True), (BLID, False), (KLOK, False), ("stranger", False)]
)
def test_d11_who_may_see_it_may_write_it(by, may):
    log = started()
    assert {told(log, body, by).code for body in SAID} == {None if may else ErrorKind.NOT_ALLOWED}


def test_d11_a_persons_log_takes_what_is_about_that_person_and_true_numbers_of_its_mode():
    log = started()
    assert told(log, GoalSet(arena=Arena.HOME, text="x"), STODIG).status is None
    event = log.event(SAID[0])
    assert admit_person(Case(log.plan, log.actor(STODIG), event, log.policy, log.today, None), VARM).status is None
    assert told(log, SAID[1], STODIG, mode=Mode.PRODUCTION).code is ErrorKind.NATIONAL_ID_TEST
    assert told(log, NumberNoted(number="12345678910"), STODIG).code is ErrorKind.NATIONAL_ID_WRONG
    assert told(log, NumberNoted(), STODIG).status is Status.OK
    assert (contact(Plan()), number(Plan())) == (ContactNoted(), "")


def hidden() -> tuple[Log, dict[str, str]]:
    """Give a plan with a nurse of whom the guardian Varm is to know nothing."""
    log = started()
    log.add(asked(log, NURSE))
    made = {"lun": log.add(provider("lun", "Lun Ulltrøye", NURSE))}
    made["hers"] = planned(log, "Lun ser på søvnen.", "lun")
    made["said"] = log.add(CommentWritten(activity=made["hers"], text="hun sover"))
    m = running(log)
    made["there"] = log.add(AttendanceMarked(meeting=m, person="lun", how=Presence.PRESENT))
    made["wished"] = log.add(Wished(meeting=m, name="Myk Mose", service=NURSE))
    made["wish"] = log.add(BatonWished(person="lun"), by=BLID)
    made["topic"] = log.add(KeptOut(by=BLID, service=NURSE))
    made["word"] = log.add(ServiceHidden(service=NURSE, readers=(VARM,)))
    return log, made


def test_d12_a_hidden_service_its_people_and_their_work_are_seen_by_all_but_the_chosen_readers():
    log, made = hidden()
    for person, sees in ((VARM, False), (BLID, True), (STODIG, True), (KLOK, True)):
        plan = view(log.plan, log.actor(person), log.policy, log.today)
        travelled = visible(log.entries, log.actor(person), log.policy, log.today)
        assert fold(travelled) == plan
        assert {name for name, thing in made.items() if thing in plan.facts} == (set(made) if sees else set())
        assert (NURSE in repr(travelled)) is sees
        assert ("Lun" in repr(travelled)) is sees
        assert [f.body.what for f in plan.of(ActivityPlanned)] == (["Lun ser på søvnen."] if sees else [])


def test_d12_the_newest_word_stands_and_nobody_to_hide_from_shows_it_again():
    log, made = hidden()
    log.add(ServiceHidden(service=f" {NURSE.upper()} ", readers=()))
    assert made["hers"] in view(log.plan, log.actor(VARM), log.policy, log.today).facts


def test_d12_the_holder_sees_and_is_seen_by_everybody_also_the_next_one():
    log, made = hidden()
    assert log.refusal(ServiceHidden(service=NURSE, readers=(STODIG,))) is ErrorKind.HOLDER_STAYS
    assert log.refusal(ServiceHidden(service="tøyestubben barnehage", readers=(VARM,))) is ErrorKind.HOLDER_STAYS
    assert log.refusal(ServiceHidden(service=PPT, readers=(KLOK,))) is ErrorKind.BAD_INPUT
    assert log.refusal(ServiceHidden(service=NURSE, readers=("nobody",))) is ErrorKind.PERSON_UNKNOWN
    assert log.refusal(ServiceHidden(service=NURSE, readers=(KLOK,)), by=KLOK) is ErrorKind.NOT_ALLOWED
    log.add(ServiceHidden(service=NURSE, readers=(KLOK,)))
    assert made["hers"] not in view(log.plan, log.actor(KLOK), log.policy, log.today).facts
    hand_over(log, KLOK)
    assert made["hers"] in view(log.plan, log.actor(KLOK), log.policy, log.today).facts


def test_d12_what_is_hidden_is_hidden_also_from_one_whose_reading_ended_before():
    log, made = hidden()
    log.now = log.now.replace(year=2029)
    log.add(asked(log, "Tøyestubben barnehage"))
    assert made["hers"] in view(log.plan, log.actor(KLOK), log.policy, log.today).facts
    log.add(ServiceHidden(service=NURSE, readers=(KLOK,)))
    assert made["hers"] not in view(log.plan, log.actor(KLOK), log.policy, log.today).facts
    travelled = visible(log.entries, log.actor(KLOK), log.policy, log.today)
    assert fold(travelled) == view(fold(log.entries), log.actor(KLOK), log.policy, log.today)


def test_d06_a_reason_opens_a_plan_for_an_office_and_is_nothing_to_anybody_else():
    log = office(started())
    log.now = log.now.replace(year=2029)
    log.add(asked(log, "Tøyestubben barnehage"))
    late = planned(log)
    told = Actor(KLOK, reasons=frozenset({log.plan_id}))
    assert late not in view(log.plan, told, log.policy, log.today).facts


def test_d05_no_kind_but_the_erasure_erases():
    assert [kind for kind, body in KINDS.items() if body.ERASES] == ["plan.erased"]
