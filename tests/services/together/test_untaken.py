"""A log that the server does not take over stays on the laptop as it is, and it is told for as long as it is so."""

from __future__ import annotations

import pytest

from stafett_tui.domain.people import opening
from stafett_tui.domain.person import ContactNoted, contact, log_of
from stafett_tui.services.standing import Hindrance
from stafett_tui.services.syncstate import Word
from stafett_tui.sync.protocol import Code, Problem
from tests.support.office import open_plan

OWNER = ContactNoted(phone="00000001")


@pytest.fixture
def noted(office):
    """Give a plan begun alone, and the log of its owner."""
    plan = open_plan(office.desk())
    owner = opening(office.store.journal.plan(plan)).owner.id
    office.desk().people.note_contact(plan, owner, phone=OWNER.phone)
    return plan, log_of(owner)


def untaken(way, log):
    """Let the server take this log over from nobody."""
    taken = way._adopt
    way._adopt = lambda asked: Problem(code=Code.PLAN_GONE) if asked.plan == log else taken(asked)
    return lambda: setattr(way, "_adopt", taken)


@pytest.mark.parametrize("which", [0, 1])
def test_i2_what_is_not_taken_over_stays_and_the_rest_goes_on(office, way, together, noted, which):
    untaken(way, noted[which])
    together.login("https://plan.test", "ABCD-EFGH", "pc")
    together.sync()
    assert office.store.shelf.alone() == (noted[which],)
    assert office.store.shelf.ordered() == (noted[1 - which],)
    assert contact(office.store.journal.plan(noted[1])) == OWNER


def test_it_is_told_until_it_is_taken(way, together, noted):
    taken = untaken(way, noted[1])
    together.login("https://plan.test", "ABCD-EFGH", "pc")
    for _ in range(2):
        together.sync()
        assert together.standing().hindrance is Hindrance.UNTAKEN
        assert together.standing().state.hindered == "untaken"
    taken()
    together.sync()
    assert together.standing().hindrance is None
    assert together.standing().state.word is Word.SYNCED
