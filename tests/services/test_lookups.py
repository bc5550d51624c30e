"""Every look-up of a plan is noted, and the family can have them (S-06, S-08)."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.people import Role
from stafett_tui.services.desk import Desk
from stafett_tui.services.opening import Office
from stafett_tui.services.person import Me
from stafett_tui.store.audit import Audit
from tests.support.office import HOLDER, NOON, desk_of, open_office, open_plan

RASK = Me("p-rask", "Rask Elv", "Barn og unge", "koordinator", "nb", office="coordinator")


@pytest.fixture
def office(tmp_path: Path):
    """Give an open office over a real store."""
    made = open_office(tmp_path)
    yield made
    made.close()


def coordinator(office: Office) -> Desk:
    return Desk(office.store, office.clock, RASK, "other", offices=frozenset({Role.COORDINATOR}))


def test_s06_opening_ones_own_plan_is_one_entry(office: Office) -> None:
    desk = desk_of(office)
    plan_id = open_plan(desk)
    desk.plans.get(plan_id, view="plan")
    (found,) = desk.lookups.extract(plan_id)
    assert (found.person, found.name, found.role, found.unit) == (HOLDER.person, HOLDER.name, "holder", HOLDER.service)
    assert (found.plan_id, found.view, found.at, found.device, found.reason) == (plan_id, "plan", NOON, "laptop", "")


def test_s06_each_view_counts_once_in_ten_minutes_and_a_read_to_work_on_it_not(office: Office) -> None:
    desk = desk_of(office)
    plan_id = open_plan(desk)
    for view in ("plan", "board", "plan", "", "consent"):
        desk.plans.get(plan_id, view=view)
    office.clock.at += timedelta(minutes=11)
    desk.plans.at(plan_id, seq=2, view="plan")
    assert [each.view for each in desk.lookups.extract(plan_id)] == ["plan", "board", "consent", "plan"]


def test_views_of_a_plan_of_others_carry_the_reason_that_was_given(office: Office) -> None:
    plan_id = open_plan(desk_of(office))
    desk = coordinator(office)
    desk.plans.give_reason(plan_id, " Tre frister er over ")
    desk.plans.give_reason(plan_id, "Klage")
    desk.plans.get(plan_id, view="plan")
    assert [(e.view, e.role, e.reason) for e in desk.lookups.extract(plan_id)] == [
        ("reason", "coordinator", "Tre frister er over"), ("reason", "coordinator", "Klage"),
        ("plan", "coordinator", "Klage"),
    ]  # fmt: skip


def test_who_may_not_read_a_plan_makes_no_entry_of_having_read_it(office: Office) -> None:
    plan_id = open_plan(desk_of(office))
    desk = coordinator(office)
    with pytest.raises(StafettError):
        desk.plans.get(plan_id, view="plan")
    assert office.store.audit.lookups(plan_id) == ()


def test_s08_the_extract_is_for_the_holder_the_family_and_an_office_that_said_why(office: Office) -> None:
    plan_id = open_plan(desk_of(office))
    for person, may in (("p-varm", True), ("p-klok", False), ("p-lun", False)):
        theirs = Desk(office.store, office.clock, replace(office.me, person=person), office.device)
        assert theirs.lookups.may_see(plan_id) is may, person
    desk = coordinator(office)
    assert not desk.lookups.may_see(plan_id)
    desk.plans.give_reason(plan_id, "Klage fra familien")
    assert desk.lookups.extract(plan_id)


def test_a_full_disk_keeps_nobody_from_their_own_plan_and_the_entry_follows(office: Office, monkeypatch) -> None:
    desk, real = desk_of(office), Audit.note
    plan_id = open_plan(desk)
    monkeypatch.setattr(Audit, "note", _fails(ErrorKind.DISK_FULL))
    desk.plans.get(plan_id, view="plan")
    desk.plans.get(plan_id, view="board")
    monkeypatch.setattr(Audit, "note", real)
    assert desk.lookups.extract(plan_id) == ()
    office.clock.at += timedelta(minutes=1)
    desk.plans.get(plan_id, view="consent")
    found = desk.lookups.extract(plan_id)
    assert [(e.view, e.at) for e in found] == [("plan", NOON), ("board", NOON), ("consent", office.clock.at)]


def test_s06_without_an_entry_nobody_looks_into_a_plan_of_others(office: Office, monkeypatch) -> None:
    plan_id = open_plan(desk_of(office))
    desk = coordinator(office)
    desk.plans.give_reason(plan_id, "Klage")
    monkeypatch.setattr(Audit, "note", _fails(ErrorKind.DISK_FULL))
    with pytest.raises(StafettError) as refused:
        desk.plans.get(plan_id, view="plan")
    assert refused.value.kind is ErrorKind.DISK_FULL


def test_damage_is_told_also_in_ones_own_plan(office: Office, monkeypatch) -> None:
    desk = desk_of(office)
    plan_id = open_plan(desk)
    monkeypatch.setattr(Audit, "note", _fails(ErrorKind.FILE_DAMAGED))
    with pytest.raises(StafettError):
        desk.plans.get(plan_id, view="plan")


def _fails(kind: ErrorKind):
    def note(*_args: object) -> bool:
        raise StafettError(kind)

    return note
