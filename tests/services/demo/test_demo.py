"""The demo store: the field's own examples in both languages, generated plans, all through the same gate and journal."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from stafett_tui.config import load
from stafett_tui.domain.activity import activities
from stafett_tui.domain.consent import active
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.lock import locks, meetings
from stafett_tui.domain.meeting import AGENDA, MeetingState
from stafett_tui.domain.people import opening
from stafett_tui.domain.policy import Policy
from stafett_tui.domain.undo import stacks
from stafett_tui.services.clock import SetClock
from stafett_tui.services.demo.building import STARTS, is_demo, make_demo, person
from stafett_tui.services.demo.chronicle import DEVICE
from stafett_tui.services.demo.generated import ACTIVITIES
from stafett_tui.services.demo.written import PLANS, read
from stafett_tui.services.opening import open_office

REAL = SetClock(datetime(2030, 1, 7, 9, 30, tzinfo=UTC))
MORE = 12


def opened(folder, home):
    return open_office(load({"STAFETT_HOME": str(home)}, store=folder))


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    home = tmp_path_factory.mktemp("demo")
    make_demo(home / "store", "holder", "nb", more=MORE, real=REAL)
    found = opened(home / "store", home)
    yield found
    found.close()


@pytest.fixture(scope="module")
def plans(office):
    return [office.store.journal.plan(each) for each in office.store.journal.plan_ids()]


def test_the_case_stands_as_it_did_before_the_meeting(plans):
    case = plans[0]
    told = opening(case)
    assert (told.owner.name, told.owner.born, told.level, told.language) == (
        "Munter Linerle",
        date(2021, 3, 14),
        2,
        "nb",
    )
    (m,) = meetings(case)
    assert (m.state, m.agenda) == (MeetingState.CALLED, AGENDA)
    assert (m.time.starts, m.time.ends) == (datetime(2026, 11, 16, 13), datetime(2026, 11, 16, 13, 45))
    assert [w.body.name for w in m.wished] == ["Lun Ulltrøye"]
    assert [a.due for a in activities(case)] == ["2026-11-13", "2026-11-13", "2026-11-06"]


def test_every_kind_of_plan_stands_in_both_languages(plans):
    told = [opening(plan) for plan in plans[: len(PLANS)]]
    assert [(t.kind.value, t.language) for t in told] == [
        ("kindergarten", "nb"), ("kindergarten", "nn"), ("school", "nb"), ("school", "nn"),
    ]  # fmt: skip
    assert len({t.owner.name for t in told}) == len(told)


def test_what_was_written_before_stands_at_its_own_days(plans):
    days = [fact.at.date() for fact in plans[0].facts.values()]
    assert days == sorted(days)
    assert days[0] == date(2026, 9, 22)
    assert days[-1] == date(2026, 11, 2)


def test_generated_plans_have_about_thirty_events_and_ten_activities(plans):
    generated = plans[len(PLANS) :]
    assert len(generated) == MORE
    assert all(25 <= plan.seq <= 45 for plan in generated)
    assert all(ACTIVITIES <= len(activities(plan)) <= ACTIVITIES + 1 for plan in generated)
    assert {opening(plan).language for plan in generated} == {"nb", "nn"}


def test_generated_plans_have_held_a_locked_meeting_and_wait_for_the_next(plans):
    for plan in plans[len(PLANS) :]:
        held, following = meetings(plan)
        assert len(locks(plan, held.id)) == 1
        assert held.on < STARTS.date() < following.on
        assert active(plan, STARTS.date())


def test_the_chain_the_lists_and_the_file_are_whole(office):
    assert tuple(office.store.journal.verify()) == ()


def test_the_same_number_gives_the_same_plan(office, plans, tmp_path):
    make_demo(tmp_path / "store", "holder", "nb", more=1)
    again = opened(tmp_path / "store", tmp_path)
    heads = [again.store.journal.plan(each).head for each in again.store.journal.plan_ids()]
    again.close()
    assert heads == [plan.head for plan in plans[: len(heads)]]


def test_the_clock_starts_two_minutes_before_the_meeting_and_runs_on(office):
    assert office.demo
    assert office.clock.today() >= STARTS.date()
    kept = office.store.settings.get("demo_started")
    assert datetime.fromisoformat(kept) == REAL.now()


def test_the_holder_at_the_demo_may_open_every_plan(office):
    assert len(office.desk().plans.rows()) == len(PLANS) + MORE


def test_undo_does_not_reach_what_was_there_before(office, plans):
    assert office.device != DEVICE
    assert stacks(plans[0], office.device).undo == ()


def test_the_first_six_signs_of_an_id_tell_plans_apart(office):
    ids = office.store.journal.plan_ids()
    assert len({each[:6] for each in ids}) == len(ids)


def test_a_demo_that_lies_there_is_left_as_it_is(office):
    before = office.store.journal.plan_ids()
    make_demo(office.directory, "coordinator", "nn", more=5)
    assert office.store.journal.plan_ids() == before
    assert office.me == person("holder", "nb")


def test_the_coordinator_is_another_person_with_that_office():
    me = person("coordinator", "nn")
    assert (me.office, me.language) == ("coordinator", "nn")
    assert me.person != person("holder", "nb").person


def test_another_store_is_never_made_a_demo(tmp_path):
    from stafett_tui.store.opened import Store

    Store.open(tmp_path / "real", bytes(32), create=True).close()
    with pytest.raises(StafettError) as refused:
        make_demo(tmp_path / "real", "holder", "nb")
    assert refused.value.kind is ErrorKind.ALREADY_OPENED
    assert not is_demo(tmp_path / "real")


def test_a_demo_that_could_not_be_made_leaves_no_half_store(tmp_path, monkeypatch):
    def full(*_):
        raise StafettError(ErrorKind.DISK_FULL)

    monkeypatch.setattr("stafett_tui.services.demo.building.write_plan", full)
    with pytest.raises(StafettError):
        make_demo(tmp_path / "store", "holder", "nb")
    assert not is_demo(tmp_path / "store")
    assert not list((tmp_path / "store").glob("stafett.db*"))


def test_what_the_gate_refuses_is_not_told_as_having_happened(tmp_path):
    from stafett_tui.domain.concern import ConcernWritten
    from stafett_tui.services.demo.chronicle import Chronicle, Told, new_plan_id
    from stafett_tui.store.opened import Store

    store = Store.open(tmp_path / "store", bytes(32), create=True)
    chronicle = Chronicle(store.journal, new_plan_id("x"), "somebody", Policy())
    with pytest.raises(StafettError) as refused:
        chronicle.tell([Told(STARTS, ConcernWritten(text="Nei."))])
    store.close()
    assert refused.value.kind is ErrorKind.NOT_OPENED


@pytest.mark.parametrize("name", [*PLANS, "words"])
def test_the_data_files_read(name):
    assert read(name)


def test_the_meeting_of_the_case_is_today(office, plans):
    assert meetings(plans[0])[0].on == STARTS.date()
    assert STARTS + timedelta(minutes=2) == meetings(plans[0])[0].time.starts
