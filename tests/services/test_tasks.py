"""What waits in the plans that I hold, as a list over plans may tell it (C-04, C-08, K-03, S-09)."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from stafett_tui.domain.lifecycle import EndReason
from stafett_tui.domain.lock import next_meeting
from stafett_tui.domain.protection import AddressProtection
from stafett_tui.domain.tasks import TaskKind
from stafett_tui.services.desk import Desk
from stafett_tui.services.opening import Office
from stafett_tui.services.tasks import HELD, SILENT
from tests.services.test_consent_clock import youth_plan
from tests.services.test_starting import unsigned_by_blid
from tests.support.office import HOLDER, desk_of, open_office, open_plan

KLOK = replace(HOLDER, person="p-klok", name="Klok Ugle", service="PPT")


@pytest.fixture
def office(tmp_path: Path):
    """Give an open office over a real store."""
    made = open_office(tmp_path)
    yield made
    made.close()


@pytest.fixture
def desk(office: Office) -> Desk:
    """Give the holder's desk."""
    return desk_of(office)


def kinds(desk: Desk) -> list[str]:
    """Give the sorts of what waits."""
    return [each.kind for each in desk.tasks.mine(desk.starting.plans_held())]


def test_c04_the_birthday_of_a_youth_is_a_task_by_initials(office: Office, desk: Desk) -> None:
    youth_plan(desk, date(2010, 12, 24))
    assert TaskKind.OWN_CONSENT not in kinds(desk)
    office.clock.at = datetime(2026, 12, 23, 23, tzinfo=UTC)
    (task,) = [each for each in desk.tasks.mine() if each.kind == TaskKind.OWN_CONSENT]
    assert (task.number, task.initials, task.name, task.due) == (1, "R.E.", "R.E.", date(2027, 1, 23))


def test_c08_services_whose_consents_end_on_one_day_are_one_line(office: Office, desk: Desk) -> None:
    open_plan(desk)
    office.clock.at = datetime(2028, 9, 1, 12, tzinfo=UTC)
    (task,) = [each for each in desk.tasks.mine() if each.kind == TaskKind.CONSENT_ENDS]
    assert (task.name, task.due) == ("Tøyestubben barnehage, PPT", date(2028, 9, 22))
    office.clock.at = datetime(2028, 9, 23, 12, tzinfo=UTC)
    assert TaskKind.CONSENT_OVER in kinds(desk)


def test_what_changes_is_read_again(desk: Desk) -> None:
    plan_id = open_plan(desk)
    assert kinds(desk) == [TaskKind.EVIDENCE]
    desk.baton.offer(plan_id, "p-klok")
    assert kinds(desk) == [TaskKind.EVIDENCE, TaskKind.BATON]
    assert desk.tasks.mine()[1].name == "Klok Ugle"
    desk.consents.withdraw(plan_id, "p-varm")
    told = desk.tasks.mine()
    assert [each.kind for each in told] == [TaskKind.TELL, TaskKind.END_OR_ASK]
    assert told[0].name == "V.K."


def test_only_the_holder_is_told_and_nothing_of_a_plan_that_has_ended(office: Office, desk: Desk) -> None:
    plan_id = open_plan(desk)
    assert desk_of(office, KLOK, start=1000).tasks.mine() == ()
    desk.life.close(plan_id, EndReason.GOALS_REACHED, "", ())
    assert desk.tasks.mine() == ()


def test_c09_minutes_that_are_open_when_the_plan_stops_are_to_be_locked(desk: Desk) -> None:
    plan_id = open_plan(desk)
    desk.meetings.call(plan_id, datetime(2026, 11, 16, 13), datetime(2026, 11, 16, 13, 45))
    following = next_meeting(desk.plans.get(plan_id))
    assert following is not None
    desk.meetings.start(plan_id, following.id)
    desk.consents.withdraw(plan_id, "p-varm")
    lock = next(each for each in desk.tasks.mine() if each.kind == TaskKind.LOCK_MINUTES)
    assert lock.on == date(2026, 11, 16)


def test_c01_what_waits_here_for_a_signature_is_told_until_it_is_thrown_away(desk: Desk) -> None:
    plan_id = desk.starting.start(unsigned_by_blid(others_sign_later=True)).plan_id
    assert {HELD, TaskKind.SIGNATURE} <= set(kinds(desk))
    held = desk.starting.held(plan_id)
    assert held is not None
    assert (held.signers, [p.name for p in held.people]) == (("Blid Sykkel",), ["Klok Ugle"])
    desk.starting.let_go(plan_id)
    assert HELD not in kinds(desk)
    assert desk.starting.held(plan_id) is None


def test_c01_without_any_consent_all_who_are_needed_are_named(desk: Desk) -> None:
    plan_id = desk.starting.start(unsigned_by_blid(consent_on=None)).plan_id
    held = desk.starting.held(plan_id)
    assert held is not None
    assert held.signers == ("Varm Kaffekopp", "Blid Sykkel")
    assert held.services == ("PPT",)
    assert not desk.starting.take_up(plan_id)


def test_k03_of_a_strictly_confidential_plan_a_list_says_only_that_something_waits(desk: Desk) -> None:
    plan_id = open_plan(desk)
    assert kinds(desk) == [TaskKind.EVIDENCE]
    desk.people.protect(plan_id, "p-munter", AddressProtection.STRICTLY_CONFIDENTIAL)
    (task,) = desk.tasks.mine()
    assert (task.kind, task.name, task.about, task.due, task.on) == (SILENT, "", "", None, None)
