"""How a laptop stands with its server, and what it does by itself."""

from __future__ import annotations

import socket
from dataclasses import replace
from datetime import timedelta

import pytest

from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.event import stamp
from stafett_tui.domain.goal import Arena
from stafett_tui.services.account import Account
from stafett_tui.services.lease import LATEST, Lease
from stafett_tui.services.standing import Hindrance, clock_off
from stafett_tui.services.syncstate import Word
from stafett_tui.services.together import Together
from stafett_tui.sync.link import Unreachable
from stafett_tui.sync.protocol import Code, Overviewed, Problem
from tests.support.office import HOLDER, NOON, open_office, open_plan

SERVER = "https://plan.test"
ACCOUNT = Account(SERVER, "Lillevik", "d-1", HOLDER.person, "Stødig Gran", keep=True, local=HOLDER.person)


def test_alone_there_is_one_word(office, together):
    assert together.standing().state.word is Word.SAVED
    for act in (together.sync, together.logout):
        with pytest.raises(StafettError) as raised:
            act()
        assert raised.value.kind is ErrorKind.NOT_TOGETHER
    together.start()
    together.sync_soon()
    together.wrote(open_plan_changes(office))


def open_plan_changes(office):
    plan = open_plan(office.desk())
    return office.desk().plans.set_goal(plan, Arena.KINDERGARTEN, "Mer")


def test_what_is_not_at_the_server_waits_and_is_counted(office, joined):
    changes = open_plan_changes(office)
    standing = joined.standing()
    assert standing.state.word is Word.WAITING
    assert standing.waiting == joined.waiting(changes.plan_id) > 1


def test_it_is_known_since_when_nobody_answers_and_forgotten_when_somebody_does(way, joined):
    told = []
    joined.listen(lambda _: None, told.append)
    way.next = [Unreachable(NOON)]
    with pytest.raises(StafettError) as raised:
        joined.sync()
    assert raised.value.kind is ErrorKind.SERVER_UNREACHABLE
    assert joined.standing().state.since == NOON
    joined.sync()
    assert joined.standing().unreachable_since is None
    assert [each.unreachable_since for each in told][:1] == [NOON]


@pytest.mark.parametrize(("minutes", "off"), [(1, None), (-90, timedelta(minutes=90)), (90, timedelta(minutes=-90))])
def test_r1_a_clock_that_is_wrong_is_told_by_how_much(way, joined, minutes, off):
    way.now = NOON + timedelta(minutes=minutes)
    joined.sync()
    assert joined.standing().clock_off == off
    assert clock_off(NOON, way.now) == off


@pytest.mark.parametrize(
    ("code", "hindrance"),
    [(Code.AUTH, Hindrance.LOGIN), (Code.UPGRADE, Hindrance.UPGRADE), (Code.RESTORING, Hindrance.RESTORING),
     (Code.MALFORMED, Hindrance.REFUSED), (Code.RETRY, None)],
)  # fmt: skip
def test_what_hinders_syncing_is_told_until_it_is_gone(way, joined, code, hindrance):
    way.next = [Problem(code=code)]
    joined.sync()
    assert joined.standing().hindrance is hindrance
    joined.sync()
    assert joined.standing().hindrance is None


@pytest.mark.parametrize(("code", "known"), [(Code.REVOKED, Hindrance.REVOKED), (Code.RESTORING, None)])
def test_s02_who_was_shut_out_knows_it_without_a_server_too_until_it_lets_in_again(office, way, joined, code, known):
    way.next = [Problem(code=code)]
    joined.sync()
    later = Together(office, way=way, opening=lambda *_: None)
    assert later.standing().hindrance is known
    later.sync()
    assert Together(office, way=way, opening=lambda *_: None).standing().hindrance is None


def test_a_disk_that_takes_nothing_is_told_as_such(joined):
    joined._syncing.failed(StafettError(ErrorKind.DISK_FULL))
    assert joined.standing().hindrance is Hindrance.DISK
    joined._syncing.failed(KeyError())
    assert joined.standing().hindrance is Hindrance.REFUSED
    assert joined.standing().state.hindered == "refused"


def test_the_same_standing_is_told_once(joined):
    told = []
    joined.listen(lambda _: None, told.append)
    joined._syncing.rested()
    joined._syncing.rested()
    assert len(told) == 1


def test_i7_what_was_removed_is_told_by_its_number_alone_and_once(office, way, together):
    plan = open_plan(office.desk())
    together.login(SERVER, "ABCD-EFGH", "pc")
    number = office.store.journal.plan(plan).last
    del number
    way.gone, way.next = (plan,), [way._overview(None).model_copy(update={"gone": (plan,)}), Problem(code=Code.REVOKED)]
    way.next.insert(0, Problem(code=Code.RETRY)) if office.store.shelf.lookups(1) else None
    together.sync()
    (removed,) = together.standing().removed
    assert (removed.plan_id, removed.unsent) == (plan, 0)
    later = Together(office, way=way, opening=lambda *_: None)
    assert [each.plan_id for each in later.standing().removed] == [plan]
    later._syncing.told_removed()
    assert Together(office, way=way).standing().removed == ()


def test_r26_another_name_is_written_under_from_then_on(office, way, joined):
    desk = office.desk()
    changes = open_plan_changes(office)
    plan = changes.plan_id
    way.next = [
        way._overview(None),
        Problem(code=Code.CLONE),
        way.told.model_copy(update={"device": "d-2", "token": "t2"}),
    ]
    joined.sync()
    assert (office.device, joined.account.device, office.accounts.token()) == ("d-2", "d-2", "t2")
    desk.plans.set_goal(plan, Arena.KINDERGARTEN, "Under nytt navn")
    sent = office.store.shelf.waiting(plan)
    assert all('"device":"d-2"' in each.header for each in sent)


def test_r10_past_its_lease_no_plan_opens_until_the_server_is_met(office, way, together):
    way.told = way.told.model_copy(update={"policy": '{"purge_days": 30}'})
    plan = open_plan(office.desk())
    together.login(SERVER, "ABCD-EFGH", "pc")
    office.desk().plans.get(plan, view="plan")
    office.clock.at = NOON + timedelta(days=15)
    with pytest.raises(StafettError) as raised:
        office.desk().plans.get(plan, view="plan")
    assert raised.value.kind is ErrorKind.LEASE_OVER
    way.now = office.clock.at
    way._overview = lambda _: Overviewed(epoch="one", now=stamp(way.now), lease=stamp(way.now + timedelta(days=14)))
    together.sync()
    office.desk().plans.get(plan, view="plan")


def test_r10_setting_the_clock_back_does_not_make_the_lease_longer(office):
    at, tick = [NOON], [0.0]
    lease = Lease(office.store.settings, lambda: at[0], lambda: tick[0])
    lease.renew(NOON + timedelta(days=14), NOON)
    at[0] = NOON + timedelta(days=10)
    lease.latest()
    at[0] = NOON - timedelta(days=400)
    tick[0] = timedelta(days=5).total_seconds()
    with pytest.raises(StafettError):
        lease.check()
    again = Lease(office.store.settings, lambda: at[0], lambda: 0.0)
    with pytest.raises(StafettError):
        again.check()
    again.end()
    again.check()
    assert office.store.settings.get(LATEST) == ""


def test_r1_a_clock_that_is_years_ahead_neither_ends_a_lease_nor_makes_it_longer(office):
    at, tick = [NOON + timedelta(days=14_600)], [0.0]
    lease = Lease(office.store.settings, lambda: at[0], lambda: tick[0])
    lease.renew(NOON + timedelta(days=14), NOON)
    lease.check()
    again = Lease(office.store.settings, lambda: at[0] + timedelta(days=13), lambda: 0.0)
    again.check()
    at[0] += timedelta(days=15)
    with pytest.raises(StafettError):
        lease.check()


def test_by_itself_it_begins_once_and_ends_when_the_store_closes(office, way, joined):
    joined.start()
    first = joined._live
    joined.start()
    assert joined._live is first
    joined.wrote(open_plan_changes(office))
    joined.sync_soon()
    joined.close()
    assert joined._live is None
    joined.start()
    assert joined._live is None
    first._thread.join(10)


def test_closing_waits_for_no_server_that_says_nothing(tmp_path, ring):
    from stafett_tui.sync.link import HttpLink

    with socket.create_server(("127.0.0.1", 0)) as silent:
        office = open_office(tmp_path / "silent")
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        office.accounts.keep(replace(ACCOUNT, server=address), "t")
        office._together = together = Together(office, way=HttpLink, opening=lambda *_: None)
        together.start()
        live = together._live
        peer, _ = silent.accept()
        assert peer.recv(1)
        office.close()
        open_office(tmp_path / "silent").close()
        peer.close()
    live._thread.join(10)
    assert not live._thread.is_alive()


def test_typing_and_opening_wait_for_no_server_that_says_nothing(tmp_path, ring):
    from stafett_tui.sync.link import HttpLink

    with socket.create_server(("127.0.0.1", 0)) as silent:
        office = open_office(tmp_path / "silent")
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        office.accounts.keep(replace(ACCOUNT, server=address), "t")
        office.store.shelf.set_epoch("one")
        office._together = Together(office, way=HttpLink, opening=lambda *_: None)
        office._together.start()
        peer, _ = silent.accept()
        assert peer.recv(1)
        plan = open_plan(office.desk())
        assert office.desk().plans.get(plan, view="plan").seq > 0
        assert office.together.standing().waiting > 0
        office.close()
        peer.close()
