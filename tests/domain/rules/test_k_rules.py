"""K-01 to K-04: no address is stored, how closely a place is guarded, and what that hides."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from pydantic import ValidationError

from stafett_tui.domain import person
from stafett_tui.domain.attendance import AttendanceMarked, Presence
from stafett_tui.domain.errors import ErrorKind
from stafett_tui.domain.goal import Arena, GoalSet
from stafett_tui.domain.kinds import KINDS
from stafett_tui.domain.meeting import MeetingCalled, MeetingRevised
from stafett_tui.domain.people import PlanOpened, PlanRevised
from stafett_tui.domain.person import OpenersNamed, ProtectionNoted, log_of, protection
from stafett_tui.domain.plan import Plan, fold
from stafett_tui.domain.protection import GUARDED, AddressProtection
from stafett_tui.domain.view import may_read, view, visible
from tests.support.domain import (
    BLID,
    KLOK,
    MUNTER,
    STODIG,
    VARM,
    YOUTH,
    Log,
    called,
    opened,
    planned,
    running,
    started,
    time,
    with_goal,
)

STRICT, CONFIDENTIAL = AddressProtection.STRICTLY_CONFIDENTIAL, AddressProtection.CONFIDENTIAL


def test_k01_no_kind_of_event_has_a_field_for_a_home_address():
    fields = {name for body in KINDS.values() for name in body.model_fields}
    assert not any(word in name for name in fields for word in ("address", "street", "postal", "home"))


def test_k02_protection_has_four_values_and_what_nobody_has_asked_is_unknown():
    assert [p.value for p in AddressProtection] == ["none", "client_address", "confidential", "strictly_confidential"]
    with pytest.raises(ValidationError):
        ProtectionNoted(protection="kode 6")
    assert protection(Plan()) is None
    assert frozenset({CONFIDENTIAL, STRICT}) == GUARDED


def log_of_owner(*bodies) -> Plan:
    log = Log()
    log.plan_id = log_of(MUNTER)
    for body in bodies:
        log.place(log.event(body))
    return log.plan


@pytest.mark.parametrize("value", AddressProtection)
def test_k02_the_newest_word_stands_and_unknown_counts_as_none(value):
    log = log_of_owner(ProtectionNoted(protection=CONFIDENTIAL), ProtectionNoted(protection=value))
    assert protection(log) is value
    plan = started()
    plan.protected = {VARM: value}
    seen = view(plan.plan, plan.actor(BLID), plan.policy, plan.today)
    assert (KLOK in {f.body.person for f in seen.facts.values() if f.body.KIND == "participant.added"}) is (
        value not in GUARDED
    )


@pytest.mark.parametrize("value", AddressProtection)
def test_k03_the_list_of_openers_counts_where_the_address_is_strictly_confidential(value):
    named = OpenersNamed(persons=(STODIG,))
    assert person.openers(log_of_owner(named, ProtectionNoted(protection=value))) == (
        {STODIG} if value is STRICT else None
    )
    assert person.openers(log_of_owner(ProtectionNoted(protection=STRICT))) == frozenset()


def strict() -> Log:
    log = started(born=YOUTH)
    log.protected, log.named = {MUNTER: STRICT}, frozenset({STODIG, VARM})
    return log


def test_k03_only_those_named_open_and_write_the_plan():
    log = strict()
    goal = GoalSet(arena=Arena.HOME, text="Du sover")
    people = (STODIG, VARM, BLID, KLOK, MUNTER, "stranger")
    assert {p for p in people if may_read(log.plan, log.actor(p), log.policy, log.today)} == {STODIG, VARM}
    assert log.refusal(goal) is None
    log.named = frozenset({VARM})
    assert log.refusal(goal) is ErrorKind.NOT_ALLOWED


def test_k03_one_who_is_not_named_gets_nothing_but_the_length_of_the_log():
    log = strict()
    for reader in (BLID, KLOK, MUNTER):
        travelled = visible(log.entries, log.actor(reader), log.policy, log.today)
        assert {e.event for e in travelled} == {None}
        assert view(log.plan, log.actor(reader), log.policy, log.today).facts == {}


def test_k03_an_office_opens_it_only_where_it_is_named_too():
    log = strict()
    told = replace(log.actor("samordner"), offices=frozenset({"coordinator"}), reasons=frozenset({log.plan_id}))
    assert not may_read(log.plan, told, log.policy, log.today)
    named = replace(told, named=frozenset({"samordner"}))
    assert may_read(log.plan, named, log.policy, log.today)


PROTECTED = [({MUNTER: STRICT}, True), ({VARM: CONFIDENTIAL}, True), ({VARM: STRICT}, True), ({MUNTER: CONFIDENTIAL}, False),
             ({KLOK: STRICT}, False), ({VARM: AddressProtection.CLIENT_ADDRESS}, False), ({}, False)]  # fmt: skip


@pytest.mark.parametrize(("protected", "guarded"), PROTECTED)
def test_k03_no_place_is_written_in_the_plan_of_one_who_is_guarded(protected, guarded):
    log = started()
    m = called(log)
    plan = log.plan.last(PlanOpened).id
    log.protected, log.named = protected, frozenset({STODIG}) if protected.get(MUNTER) is STRICT else None
    code = ErrorKind.ADDRESS_PROTECTED if guarded else None
    for body in (
        MeetingCalled(time=time(date(2026, 12, 1)), place="Tøyestubben"), MeetingRevised(thing=m, field="place", value="Biblioteket"),
        PlanRevised(thing=plan, field="place", value="Bjørka skole"),
    ):  # fmt: skip
        assert log.refusal(body) is code
    for body in (
        MeetingCalled(time=time(date(2026, 12, 1))), MeetingRevised(thing=m, field="place", value=""),
        PlanRevised(thing=plan, field="place", value=""), PlanRevised(thing=plan, field="language", value="nn"),
    ):  # fmt: skip
        assert log.refusal(body) is None


def test_k03_a_plan_is_opened_without_a_place_where_its_owner_is_guarded():
    log = Log()
    log.protected = {MUNTER: STRICT}
    assert log.refusal(opened(place="")) is None


def guarded() -> tuple[Log, dict[str, str]]:
    """Give a plan in which the guardian Varm is protected and Blid is the other one."""
    log = started()
    made = {
        "klok": next(
            e.event.id for e in log.entries if e.event.kind == "participant.added" and e.event.body.person == KLOK
        )
    }
    made["goal"] = with_goal(log)
    made["varms"], made["blids"] = planned(log, responsible=VARM), planned(log, responsible=BLID)
    made["kloks"] = planned(log, responsible=KLOK)
    m = made["meeting"] = running(log)
    made["varm there"] = log.add(AttendanceMarked(meeting=m, person=VARM, how=Presence.PRESENT))
    log.protected = {VARM: CONFIDENTIAL}
    return log, made


@pytest.mark.parametrize(
    ("person", "hides"),
    [(BLID, {"klok", "varms", "kloks", "meeting", "varm there"}), (VARM, set()), (STODIG, set()), (KLOK, set())],
)
def test_k04_the_other_guardian_sees_no_services_meetings_times_or_work_of_a_guarded_one(person, hides):
    log, made = guarded()
    reader = log.actor(person)
    facts = view(log.plan, reader, log.policy, log.today).facts
    assert {name for name, thing in made.items() if thing not in facts} == hides
    assert fold(visible(log.entries, reader, log.policy, log.today)) == view(log.plan, reader, log.policy, log.today)
    travelled = repr(visible(log.entries, reader, log.policy, log.today))
    assert ("Klok Ugle" in travelled, "2026, 11, 16, 13, 0)" in travelled) == (not hides, not hides)
