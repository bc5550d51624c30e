"""An overview in which nothing was new is given again without a look at the logs, until anything it depends on changes."""

from __future__ import annotations

import pytest

from stafett_server.log.keeper import Keeper
from stafett_server.log.overseen import Overseen, Quiet
from stafett_server.log.session import Session
from stafett_tui.domain.meeting import MeetingCalled
from stafett_tui.domain.people import ParticipantLeft, Role
from stafett_tui.domain.person import ContactNoted, ProtectionNoted, log_of
from stafett_tui.domain.policy import Policy
from stafett_tui.domain.protection import AddressProtection
from stafett_tui.sync.protocol import Overview, Reason
from tests.support.domain import KLOK, STODIG, VARM, time
from tests.support.serving import PLAN, Laptop, begun

SECOND = "22222222-2222-4222-8222-222222222222"


def overview(keeper, laptop, *known):
    found = keeper.overview(laptop.session, Overview(plans=known))
    return {head.plan: head.head for head in found.changed}, found.gone


@pytest.fixture
def holder(keeper):
    return begun(keeper)


@pytest.fixture
def quiet(keeper, holder):
    """Give the laptop of a provider to which nothing is new."""
    found = Laptop(keeper, KLOK, "ppt")
    found.pull()
    for _ in range(2):
        assert overview(keeper, found, found.known) == ({}, ())
    return found


def test_where_all_is_as_it_was_no_log_is_looked_at(keeper, quiet, monkeypatch):
    looked = []
    monkeypatch.setattr(keeper.room.shelf, "read", lambda *told: looked.append(told))
    assert overview(keeper, quiet, quiet.known) == ({}, ())
    assert looked == []


CHANGES = {
    "a place": lambda keeper, holder: holder.push(MeetingCalled(time=time(holder.folded.at.date()))),
    "the day": lambda keeper, holder: keeper.room.clock.move(days=1200),
    "who takes part": lambda keeper, holder: holder.push(ParticipantLeft(person=KLOK)),
    "another plan": lambda keeper, holder: begun(keeper, plan=SECOND),
    "an address": lambda keeper, holder: Laptop(keeper, plan=log_of(VARM)).push(
        ProtectionNoted(protection=AddressProtection.CONFIDENTIAL)
    ),
    "the log of a person": lambda keeper, holder: Laptop(keeper, plan=log_of(VARM)).push(ContactNoted(phone="1")),
}


@pytest.mark.parametrize("what", CHANGES)
def test_i7_whatever_changes_is_told_as_by_a_server_that_remembers_nothing(keeper, database, holder, quiet, what):
    for each in (quiet, holder):
        overview(keeper, each, each.known)
    CHANGES[what](keeper, holder)
    room = keeper.room
    other = Keeper(database, room.clock, room.ids, room.ledger, Policy(), name="Lillevik")
    for each in (quiet, holder):
        assert overview(keeper, each, each.known) == overview(other, each, each.known)


def test_what_the_device_has_is_part_of_what_was_asked(keeper, quiet):
    lacking = quiet.known.model_copy(update={"lacks": "0123456789abcdef"})
    assert overview(keeper, quiet, lacking) == ({PLAN: 5}, ())
    assert overview(keeper, quiet) == ({PLAN: 5}, ())
    assert overview(keeper, quiet, quiet.known) == ({}, ())


def test_s06_when_a_reason_has_run_out_the_plan_goes_though_nothing_else_changed(keeper, holder):
    office = Laptop(keeper, "rolig", "office", offices=frozenset({Role.COORDINATOR}))
    keeper.give_reason(office.session, Reason(plan=PLAN, reason="Klage"))
    office.pull()
    assert overview(keeper, office, office.known) == ({}, ())
    keeper.room.clock.move(days=1, minutes=1)
    assert overview(keeper, office, office.known) == ({}, (PLAN,))


def test_another_person_on_the_device_is_told_anew(keeper, holder, quiet):
    stranger = Laptop(keeper, "stranger", quiet.device)
    assert overview(keeper, stranger, quiet.known) == ({}, (PLAN,))
    assert overview(keeper, Laptop(keeper, STODIG, quiet.device)) == ({PLAN: 5}, ())


def test_the_overview_that_was_given_longest_ago_is_forgotten_first():
    seen, told = Overseen(most=2), Quiet(b"", frozenset())
    sessions = [Session("lillevik", STODIG, device=name) for name in "abc"]
    for each in sessions:
        seen.keep(each, told)
    assert [seen.of(each) for each in sessions] == [None, told, told]
    seen.keep(sessions[1], None)
    assert seen.of(sessions[1]) is None
