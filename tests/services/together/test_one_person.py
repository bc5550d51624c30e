"""A store at a server is one person's: whoever else tries is told so, and loses nothing (ADR 16)."""

from __future__ import annotations

import pytest

from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.sync.protocol import Code, Problem
from tests.support.office import HOLDER, open_plan

SERVER = "https://plan.test"


def refused(call, *given, **named):
    with pytest.raises(StafettError) as raised:
        call(*given, **named)
    return raised.value.kind


def test_where_several_write_nobody_logs_in_and_nothing_is_lost(office, way, together):
    plan = open_plan(office.desk())
    office.introduce("Rask Elv", "SFO", "leder", "nb", another=True)
    assert refused(together.login, SERVER, "ABCD-EFGH", "pc") is ErrorKind.SEVERAL_HERE
    assert (way.asked, office.takes_part, len(office.persons)) == ([], False, 2)
    assert office.store.journal.plan_ids() == (plan,)


@pytest.mark.parametrize("old", [False, True])
def test_the_code_of_somebody_else_changes_nothing(office, way, joined, old):
    before = (joined.account, office.me, office.device, office.accounts.token())
    other = way.told.model_copy(update={"person": "p-rask", "device": "d-9", "token": "t9"})
    way.next = [Problem(code=Code.MALFORMED), other] if old else [Problem(code=Code.OTHER)]
    assert refused(joined.login, SERVER, "RASK-ELVS", "pc") is ErrorKind.OTHER_PERSON
    assert way.asked[-1].expect == (None if old else HOLDER.person)
    assert (joined.account, office.me, office.device, office.accounts.token()) == before


def test_ones_own_next_code_is_taken(office, way, joined):
    way.told = way.told.model_copy(update={"device": "d-2", "token": "t2"})
    joined.login(SERVER, "IJKL-MNOP", "pc")
    assert (office.device, office.accounts.token()) == ("d-2", "t2")


def test_at_a_server_nobody_else_is_let_in_to_write(office, joined):
    assert refused(office.introduce, "Rask Elv", "SFO", "leder", "nb", another=True) is ErrorKind.OTHER_PERSON
    assert len(office.persons) == 1
