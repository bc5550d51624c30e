"""What goes from a laptop and what stays: confidential plans, unused copies, files, and leaving."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.event import stamp
from stafett_tui.domain.goal import Arena
from stafett_tui.domain.protection import AddressProtection
from stafett_tui.services.account import Account
from stafett_tui.services.standing import Standing
from stafett_tui.services.together import Together
from stafett_tui.sync.link import Unreachable
from stafett_tui.sync.protocol import Head
from tests.support.office import HOLDER, NOON, open_plan

SERVER = "https://plan.test"
ACCOUNT = Account(SERVER, "Lillevik", "d-1", HOLDER.person, "Stødig Gran", keep=True, local=HOLDER.person)


def protected(office, plan):
    """Let the owner of the plan have a strictly confidential address."""
    office.desk().people.protect(plan, "p-munter", AddressProtection.STRICTLY_CONFIDENTIAL, (HOLDER.person,))


def test_k03_a_strictly_confidential_plan_goes_when_the_session_ends(office, way, together):
    plan, other = open_plan(office.desk()), open_plan(office.desk())
    del other
    protected(office, plan)
    together.login(SERVER, "ABCD-EFGH", "pc")
    assert plan in office.store.shelf.ordered()
    together.close()
    assert office.store.shelf.ordered() == ()
    assert office.store.journal.logs_of("person:") == ()


def test_k03_words_that_were_never_sent_stay_with_their_plan(office, way, together):
    plan = open_plan(office.desk())
    protected(office, plan)
    together.login(SERVER, "ABCD-EFGH", "pc")
    office.desk().plans.set_goal(plan, Arena.KINDERGARTEN, "Ikke sendt")
    together.close()
    assert plan in office.store.shelf.ordered()


def test_d07_an_unused_copy_goes_and_comes_back_when_something_happens_or_somebody_asks(office, way, together):
    plan = open_plan(office.desk())
    together.login(SERVER, "ABCD-EFGH", "pc")
    head = office.store.shelf.known(plan).after
    office.clock.at = NOON + timedelta(days=300)
    together.sync()
    assert (together.retention.away(), office.store.shelf.ordered()) == ((plan,), ())
    assert not together.retention.wanted(Head(plan=plan, head=head))
    assert together.retention.wanted(Head(plan=plan, head=head + 1))
    assert together.retention.away() == ()


@pytest.mark.parametrize("years", [5, -7])
def test_d07_a_clock_that_is_years_off_puts_nothing_away(office, way, together, years):
    plan = open_plan(office.desk())
    together.login(SERVER, "ABCD-EFGH", "pc")
    again = Together(office, way=way, opening=lambda *_: None)
    office.clock.at = NOON + timedelta(days=365 * years)
    for _ in range(2):
        again.sync()
        assert again.standing().clock_off is not None
        assert (again.retention.away(), office.store.shelf.ordered()) == ((), (plan,))


def test_d07_a_plan_that_came_back_counts_as_opened_then(office, way, together):
    plan = open_plan(office.desk())
    together.login(SERVER, "ABCD-EFGH", "pc")
    office.clock.at = way.now = NOON + timedelta(days=300)
    together.fetch(plan)
    together.sync()
    assert office.store.shelf.ordered() == (plan,)
    office.clock.at = way.now = NOON + timedelta(days=600)
    together.sync()
    assert together.retention.away() == (plan,)
    together.fetch()
    assert together.retention.away() == ()


def test_whoever_leaves_is_alone_again_and_nothing_is_left_of_the_plans(office, way, together, ring):
    open_plan(office.desk())
    together.login(SERVER, "ABCD-EFGH", "pc")
    assert together.logout() == 0
    assert (office.takes_part, together.standing(), ring.kept) == (False, Standing(), {})
    assert (office.store.journal.plan_ids(), office.store.shelf.epoch()) == ((), "")
    assert way.asked[-1].kind == "leave"


def test_plans_stay_only_where_the_policy_lets_them(office, way, together):
    plan = open_plan(office.desk())
    way.told = way.told.model_copy(update={"keep": False})
    together.login(SERVER, "ABCD-EFGH", "pc")
    with pytest.raises(StafettError) as raised:
        together.logout(keep=True)
    assert raised.value.kind is ErrorKind.KEEP_NOT_ALLOWED
    assert office.store.journal.plan_ids() == (plan,)


def test_a_server_that_is_away_keeps_nobody_from_leaving_with_everything_sent(office, way, joined):
    way.next = [Unreachable(NOON), Unreachable(NOON)]
    assert joined.logout() == 0
    assert not office.takes_part


def test_a_file_that_did_not_go_is_brought_later(office, way, together, tmp_path):
    plan = open_plan(office.desk())
    form = tmp_path / "form.pdf"
    form.write_bytes(b"signed")
    office.desk().documents.attach(plan, form)
    put, way.blob = way.blob, lambda *_: (503, b"")
    together.login(SERVER, "ABCD-EFGH", "pc")
    assert way.files == {}
    way.blob = put
    together.sync()
    assert list(way.files.values()) == [b"signed"]


def test_files_of_a_plan_that_is_gone_are_forgotten(office, way, joined):
    joined._syncing._rooms.files.note(["nowhere"])
    joined.sync()
    assert office.store.settings.get("files_due") == ""


def test_a_moment_of_the_server_is_read_as_utc():
    from stafett_tui.services.syncing import _moment

    assert _moment(stamp(NOON)) == NOON == datetime(2026, 11, 16, 11, 58, tzinfo=UTC)
