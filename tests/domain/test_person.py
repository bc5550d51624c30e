"""A person's own log: who may see and write it, and what it says (D-11, K-01, K-02, K-03, N-03, N-04, N-07)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from stafett_tui.domain.admit import Actor, admit
from stafett_tui.domain.case import Case
from stafett_tui.domain.errors import ErrorKind
from stafett_tui.domain.kinds import KINDS
from stafett_tui.domain.national_id import Mode
from stafett_tui.domain.people import PlanOpened, Role
from stafett_tui.domain.person import (
    BODIES,
    ContactNoted,
    NumberNoted,
    OpenersNamed,
    ProtectionNoted,
    contact,
    log_of,
    number,
    openers,
    protection,
)
from stafett_tui.domain.person_gate import admit_person, may_see_person
from stafett_tui.domain.plan import Plan
from stafett_tui.domain.policy import Policy
from stafett_tui.domain.protection import AddressProtection
from tests.support.domain import BLID, KLOK, MUNTER, STODIG, VARM, Log, started

CONTACT = ContactNoted(phone="40000001", email="varm@example.no")


def judged(log: Log, body, person: str, by: str, *, mode=Mode.PRODUCTION, policy: Policy | None = None, **actor):
    """What the gate says of an event in somebody's own log, seen from the plan."""
    event = replace(log.event(body, by=by), plan_id=actor.pop("into", log_of(person)))
    case = Case(log.plan, Actor(by, **actor), event, policy or log.policy, log.today, log.now)
    return admit_person(case, person, mode)


@pytest.mark.parametrize(
    ("by", "about", "may"),
    [(STODIG, VARM, True), (STODIG, MUNTER, True), (VARM, VARM, True), (KLOK, KLOK, True),
     (VARM, BLID, False), (KLOK, VARM, False), (BLID, KLOK, False), (MUNTER, VARM, False), ("stranger", VARM, False)],
)  # fmt: skip
def test_d11_contact_data_of_one_participant_are_hidden_from_the_rest(by, about, may):
    log = started()
    assert may_see_person(log.plan, about, log.actor(by), log.policy, log.today) is may
    assert judged(log, CONTACT, about, by).admitted is may


def test_d11_an_office_sees_them_once_a_reason_is_given():
    log, office = started(), frozenset({Role.COORDINATOR})
    assert judged(log, CONTACT, VARM, "c", offices=office).code is ErrorKind.NOT_ALLOWED
    assert judged(log, CONTACT, VARM, "c", offices=office, reasons=frozenset({log.plan.id})).admitted


def test_nobody_writes_about_somebody_who_is_not_in_the_plan_or_into_another_log():
    log = started()
    assert judged(log, CONTACT, "stranger", STODIG).code is ErrorKind.NOT_ALLOWED
    assert judged(log, CONTACT, VARM, STODIG, into=log.plan.id).code is ErrorKind.UPGRADE
    assert judged(log, log.plan.last(PlanOpened).body, VARM, STODIG).code is ErrorKind.UPGRADE


def test_k03_only_those_named_see_them_where_the_address_is_strictly_confidential():
    log = started()
    assert judged(log, CONTACT, VARM, STODIG, named=frozenset({STODIG})).admitted
    assert judged(log, CONTACT, VARM, STODIG, named=frozenset({KLOK})).code is ErrorKind.NOT_ALLOWED


STRICT, CONFIDENTIAL = AddressProtection.STRICTLY_CONFIDENTIAL, AddressProtection.CONFIDENTIAL
CLIENT, OPEN = AddressProtection.CLIENT_ADDRESS, AddressProtection.NONE


@pytest.mark.parametrize(
    ("before", "after", "lowered"),
    [(STRICT, CONFIDENTIAL, True), (STRICT, OPEN, True), (CONFIDENTIAL, CLIENT, True), (CONFIDENTIAL, OPEN, True),
     (CONFIDENTIAL, STRICT, False), (STRICT, STRICT, False), (CLIENT, OPEN, False), (OPEN, STRICT, False),
     (None, CONFIDENTIAL, False), (None, OPEN, False)],
)  # fmt: skip
def test_k02_a_guarded_address_is_lowered_by_nobody_but_a_coordinator_with_a_reason_or_the_person(
    before, after, lowered
):
    log, office = started(), frozenset({Role.COORDINATOR})
    told, known = ProtectionNoted(protection=after), {} if before is None else {VARM: before}
    reason = {"offices": office, "reasons": frozenset({log.plan.id})}
    stays = ErrorKind.PROTECTION_STAYS if lowered else None
    assert judged(log, told, VARM, STODIG, protected=known).code is stays
    assert judged(log, told, VARM, STODIG, protected=known, **reason).code is stays
    assert judged(log, told, VARM, "c", protected=known, **reason).admitted
    assert judged(log, told, VARM, VARM, protected=known).admitted
    assert judged(log, told, VARM, "c", protected=known, offices=office).code is ErrorKind.NOT_ALLOWED
    assert judged(log, told, BLID, STODIG, protected=known).admitted


@pytest.mark.parametrize(
    ("digits", "mode", "code"),
    [("14832199851", Mode.DEMO, None), ("14832199851", Mode.PRODUCTION, ErrorKind.NATIONAL_ID_TEST),
     ("14832199852", Mode.DEMO, ErrorKind.NATIONAL_ID_WRONG), ("02013299997", Mode.DEMO, ErrorKind.NATIONAL_ID_REAL),
     ("02013299997", Mode.PRODUCTION, None), ("", Mode.PRODUCTION, None)],
)  # fmt: skip
def test_n03_n04_n07_a_number_is_of_its_mode_or_none_at_all(digits, mode, code):
    assert judged(started(), NumberNoted(number=digits), MUNTER, STODIG, mode=mode).code is code


def test_help_numbers_are_taken_where_the_municipality_turns_them_on():
    helped = Policy(help_numbers=True)
    assert judged(started(), NumberNoted(number="13527248013"), MUNTER, STODIG, policy=helped).admitted
    assert not judged(started(), NumberNoted(number="13527248013"), MUNTER, STODIG).admitted


def own(*bodies) -> Plan:
    """A person's log with these words in it."""
    log = Log()
    for body in bodies:
        log.place(log.event(body))
    return log.plan


def test_the_newest_word_stands_and_nothing_is_required():
    empty = Plan()
    assert (contact(empty), number(empty), protection(empty), openers(empty)) == (ContactNoted(), "", None, None)
    log = own(CONTACT, ContactNoted(phone="40000002"), NumberNoted(number="14832199851"), NumberNoted())
    assert (contact(log).phone, contact(log).email, number(log)) == ("40000002", "", "")


def test_k02_protection_is_one_of_four_and_unknown_where_nobody_asked():
    assert [p.value for p in AddressProtection] == ["none", "client_address", "confidential", "strictly_confidential"]
    raised = [ProtectionNoted(protection=p) for p in AddressProtection]
    assert protection(own(*raised)) is AddressProtection.STRICTLY_CONFIDENTIAL


def test_k03_who_may_open_is_asked_only_where_it_is_strictly_confidential():
    named = OpenersNamed(persons=(STODIG,))
    confidential = ProtectionNoted(protection=AddressProtection.CONFIDENTIAL)
    strictly = ProtectionNoted(protection=AddressProtection.STRICTLY_CONFIDENTIAL)
    assert openers(own(named, confidential)) is None
    assert openers(own(named, strictly)) == {STODIG}
    assert openers(own(strictly)) == frozenset()


def test_k01_no_fact_has_a_field_for_a_home_address():
    fields = {name for body in KINDS.values() for name in body.model_fields}
    assert not {name for name in fields if any(word in name for word in ("address", "street", "postal", "home"))}
    assert {body.KIND for body in BODIES} == {
        "person.contact",
        "person.number",
        "person.protection",
        "person.openers",
    }


def test_what_belongs_in_a_persons_log_never_gets_into_a_plan():
    log = started()
    for body in (CONTACT, NumberNoted(), ProtectionNoted(protection="none"), OpenersNamed(persons=())):
        event = log.event(body)
        assert not admit(log.plan, log.actor(STODIG), event, log.policy, log.today).admitted
