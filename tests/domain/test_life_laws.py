"""Laws over the whole life of a plan, for random histories and random policies."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stafett_tui.domain.activity import ActivityPlanned
from stafett_tui.domain.admit import Actor
from stafett_tui.domain.consent import begun, named_services
from stafett_tui.domain.goal import Arena, GoalSet
from stafett_tui.domain.hiding import hidden_from
from stafett_tui.domain.index import EVERYBODY, index
from stafett_tui.domain.lifecycle import PlanStatus, status
from stafett_tui.domain.log import Blanked
from stafett_tui.domain.meeting import MeetingCalled
from stafett_tui.domain.people import Role, holder_id, participant, participants, same_service
from stafett_tui.domain.plan import fold
from stafett_tui.domain.protection import AddressProtection
from stafett_tui.domain.view import may_read, read_through, view, visible
from tests.support.domain import BLID, KLOK, MUNTER, STODIG, VARM, Log
from tests.support.domain_life import COORDINATOR, several
from tests.support.domain_moves import BIRTHS, HISTORIES, POLICIES, READERS, WHATS, WRITERS, history
from tests.support.domain_oracle import Truth, day_of, may
from tests.support.domain_oracle import may_read as may_read_by_the_handbook

OFFICE = frozenset({Role.COORDINATOR})
STRICT, CONFIDENTIAL = AddressProtection.STRICTLY_CONFIDENTIAL, AddressProtection.CONFIDENTIAL


def readers(log: Log) -> list[Actor]:
    """Give everybody, with and without an office, a reason, a protection and a list of names."""
    why = frozenset({log.plan_id})
    plain = [Actor(person) for person in READERS]
    return [
        *plain,
        *(replace(reader, offices=OFFICE) for reader in plain),
        *(replace(reader, offices=OFFICE, reasons=why) for reader in plain),
        *(replace(reader, reasons=why) for reader in plain),
        *(replace(reader, protected={VARM: CONFIDENTIAL}) for reader in plain),
        *(replace(reader, protected={MUNTER: STRICT}, named=frozenset({STODIG, BLID})) for reader in plain),
    ]


@given(HISTORIES, POLICIES, BIRTHS)
def test_nobody_is_let_in_to_write_what_the_handbook_forbids_at_that_moment(moves, policy, born):
    log = history(moves, policy, born)
    for place, entry in enumerate(log.entries):
        offices = log.offices.get(entry.event.actor, frozenset())
        truth = Truth(log.entries[:place])
        assert may(truth, entry.event, offices, log.policy, day_of(entry)), (entry.event.actor, entry.event.body)


@pytest.mark.parametrize("check", ["_may", "_covered", "check_life"])
def test_a_gate_that_lets_go_of_one_check_is_noticed_by_the_handbook(check, monkeypatch):
    monkeypatch.setattr(f"stafett_tui.domain.admit.{check}", lambda *_: None)

    def breaks(seed: int) -> bool:
        chance = Random(seed)
        moves = [
            (chance.choice(WHATS), chance.randrange(len(WRITERS)), chance.randint(0, 20), chance.randint(0, 20))
            for _ in range(40)
        ]
        log = history(moves)
        return any(
            not may(Truth(log.entries[:n]), e.event, log.offices.get(e.event.actor, frozenset()), log.policy, day_of(e))
            for n, e in enumerate(log.entries)
        )

    assert any(breaks(seed) for seed in range(40))


@given(HISTORIES, POLICIES, BIRTHS)
def test_nobody_reads_what_the_handbook_forbids(moves, policy, born):
    log = history(moves, policy, born)
    truth = Truth(log.entries)
    for person in READERS:
        reads = may_read(log.plan, Actor(person), log.policy, log.today)
        assert not reads or may_read_by_the_handbook(truth, person, log.policy, log.today), person
        opens = may_read(log.plan, Actor(person, OFFICE), log.policy, log.today)
        assert opens == reads, person


@given(HISTORIES, POLICIES, BIRTHS)
def test_what_any_reader_gets_folds_to_what_that_reader_may_see(moves, policy, born):
    log = history(moves, policy, born)
    plan = fold(log.entries)
    for reader in readers(log):
        assert fold(visible(log.entries, reader, log.policy, log.today)) == view(plan, reader, log.policy, log.today)


@given(HISTORIES, POLICIES, BIRTHS)
def test_a_service_that_is_hidden_from_a_reader_is_named_nowhere_in_what_travels(moves, policy, born):
    log = history(moves, policy, born)
    for person in READERS:
        services = hidden_from(log.plan, person)
        for entry in visible(log.entries, Actor(person), log.policy, log.today):
            body = None if entry.event is None else entry.event.body
            told = [getattr(body, "service", ""), *getattr(body, "services", ())]
            assert not any(same_service(one, other) for one in services for other in told), body


@given(HISTORIES, POLICIES, BIRTHS)
def test_lists_hold_of_a_plan_what_its_reader_sees_of_it(moves, policy, born):
    log = history(moves, policy, born)
    plan = fold(log.entries)
    rows = index(plan)
    for person in (STODIG, KLOK, "lun"):
        if not may_read(plan, Actor(person), policy, log.today):
            continue
        if holder_id(plan) != person and read_through(plan, Actor(person), log.today) != log.today:
            continue
        left_out = {row.thing for row in rows.unseen if row.person in {EVERYBODY, person}}
        seen = view(plan, Actor(person), policy, log.today)
        listed = {row.activity_id for row in rows.activities} | {row.meeting_id for row in rows.meetings}
        assert listed - left_out == {f.id for kind in (ActivityPlanned, MeetingCalled) for f in seen.of(kind)}, person


@given(HISTORIES, POLICIES, BIRTHS)
def test_there_is_one_holder_who_is_in_the_plan_after_each_step(moves, policy, born):
    log = history(moves, policy, born)
    for end in range(1, len(log.entries) + 1):
        plan = fold(log.entries[:end])
        holders = [p.person for p in participants(plan) if p.role is Role.HOLDER]
        assert holders == ([] if status(plan) is PlanStatus.ERASED else [Truth(log.entries[:end]).holder])


@given(HISTORIES, POLICIES, BIRTHS)
def test_a_plan_that_has_begun_is_never_a_draft_again(moves, policy, born):
    log = history(moves, policy, born)
    started = False
    for end in range(1, len(log.entries) + 1):
        plan = fold(log.entries[:end])
        now = begun(plan)
        assert now or not started or status(plan) is PlanStatus.ERASED
        started = now


@given(HISTORIES, POLICIES, BIRTHS, st.sampled_from([STODIG, KLOK, VARM]))
def test_after_blanking_the_words_are_in_no_body_whoever_reads(moves, policy, born, writer):
    log = history(moves, policy, born)
    goal = log.place(log.event(GoalSet(arena=Arena.HOME, text="feil-barn-i-feil-logg"), by=writer))
    log.place(log.event(Blanked(target=goal, reason="feil logg")))
    nowhere(log, "feil-barn-i-feil-logg")


@given(HISTORIES, POLICIES, BIRTHS)
def test_after_erasing_no_word_of_before_is_in_any_body(moves, policy, born):
    log = history(moves, policy, born)
    words = {"Munter", "Linerle", "Kaffekopp", *named_services(log.plan)}
    several(log, "erase", 0)
    assert status(log.plan) is PlanStatus.ERASED
    nowhere(log, *words)
    assert log.plan == fold(log.entries)
    assert participant(log.plan, STODIG) is None


def nowhere(log: Log, *words: str) -> None:
    plan = fold(log.entries)
    for reader in readers(log):
        told = repr(visible(log.entries, reader, log.policy, log.today)) + repr(
            view(plan, reader, log.policy, log.today)
        )
        assert not [word for word in words if word in told]
    kept = repr((plan.facts, plan.revisions, plan.conflicts, plan.entries))
    assert not [word for word in words if word in kept]


@pytest.mark.parametrize("person", READERS)
def test_the_coordinator_of_the_histories_is_nobody_in_the_plan(person):
    log = history([])
    assert participant(log.plan, COORDINATOR) is None
    assert may_read(log.plan, Actor(person), log.policy, log.today) == (
        person in {STODIG, KLOK, VARM, BLID, "sekretær"}
    )
