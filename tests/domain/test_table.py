"""The rights table: as the handbook has it, and cell by cell through the gate."""

from __future__ import annotations

from dataclasses import replace

import pytest

from stafett_tui.domain.admit import admit
from stafett_tui.domain.errors import ErrorKind
from stafett_tui.domain.event import Act
from stafett_tui.domain.kinds import KINDS
from stafett_tui.domain.people import Role
from stafett_tui.domain.rights import RIGHTS, Right, right
from stafett_tui.domain.view import may_read, view
from tests.support.domain import MUNTER
from tests.support.domain_oracle import LETTERS, TABLE
from tests.support.domain_table import WHO, body_of, room

NO_EVENT = {Act.ARCHIVE, Act.BOARD, Act.TEMPLATES, Act.UNITS, Act.AUDIT, Act.CONTACT}
"""Acts that no event of a plan stands under."""
BUILT = [act for act in Act if act not in {Act.OPEN_PLAN, Act.READ, *NO_EVENT}]
SAYS_WHY = {Act.BLANK, Act.BATON_FORCE, Act.DELETE}
"""What carries its reason in itself."""


def test_the_table_is_that_of_the_handbook():
    assert {key: LETTERS[cell] for key, cell in TABLE.items()} == dict(RIGHTS)


def test_the_table_is_whole():
    assert set(RIGHTS) == {(act, role) for act in Act for role in Role}
    assert right(Act.MINUTES, None) is Right.NONE


def test_every_kind_stands_under_an_act_of_the_table_and_every_built_act_has_kinds():
    acts = {body.ACT for body in KINDS.values()}
    assert acts <= set(Act)
    assert set(BUILT) <= acts


@pytest.mark.parametrize("in_meeting", [True, False])
@pytest.mark.parametrize("role", list(WHO))
@pytest.mark.parametrize("act", BUILT)
def test_the_gate_holds_to_each_cell_of_the_table(act, role, in_meeting):
    here, person, cell = room(in_meeting=in_meeting), WHO[role], RIGHTS[(act, role)]
    allowed = {Right.WRITE: True, Right.MEETING: in_meeting, Right.REASON: act in SAYS_WHY}.get(cell, False)
    told = here.log.refusal(body_of(act, here, person, own=False), by=person)
    assert (told is not ErrorKind.NOT_ALLOWED) == allowed, (cell, told)


OWN = [(act, role) for (act, role), cell in RIGHTS.items() if cell is Right.OWN and act in BUILT]


@pytest.mark.parametrize(("act", "role"), OWN)
def test_a_cell_of_own_items_lets_in_the_writers_own(act, role):
    here, person = room(in_meeting=False), WHO[role]
    assert here.log.refusal(body_of(act, here, person, own=True), by=person) is not ErrorKind.NOT_ALLOWED


WITH_REASON = [(act, role) for (act, role), cell in RIGHTS.items() if cell is Right.REASON and act in BUILT]


@pytest.mark.parametrize(("act", "role"), WITH_REASON)
def test_a_cell_after_a_reason_opens_with_the_reason_for_this_plan_and_no_other(act, role):
    here, person = room(in_meeting=False), WHO[role]
    log = here.log
    event = log.event(body_of(act, here, person, own=False), by=person)
    for plans, opens in (({log.plan_id}, True), ({"another"}, act in SAYS_WHY)):
        actor = replace(log.actor(person), reasons=frozenset(plans))
        told = admit(log.plan, actor, event, log.policy, log.today).code
        assert (told is not ErrorKind.NOT_ALLOWED) is opens, told


READS = [(role, TABLE[(Act.READ, role)]) for role in Role]


@pytest.mark.parametrize("in_meeting", [True, False])
@pytest.mark.parametrize(("role", "cell"), READS)
def test_the_read_rule_holds_to_each_cell_of_opening_a_plan(role, cell, in_meeting):
    log = room(in_meeting=in_meeting).log
    bare = log.actor(WHO[role])
    told = replace(bare, reasons=frozenset({log.plan_id}))
    without = cell == "R" or (cell == "M" and in_meeting)
    for reader, opens in ((bare, without), (told, without or cell == "A")):
        assert may_read(log.plan, reader, log.policy, log.today) is opens
        assert bool(view(log.plan, reader, log.policy, log.today).facts) is opens


def test_a_stranger_may_write_nothing():
    here = room(in_meeting=True)
    for act in BUILT:
        body = body_of(act, here, "stranger", own=False)
        assert here.log.refusal(body, by="stranger") is ErrorKind.NOT_ALLOWED, act


@pytest.mark.parametrize("act", BUILT)
def test_a_child_under_the_age_of_the_policy_writes_nothing_alone(act):
    here = room(in_meeting=True)
    log = here.log
    log.policy = log.policy.model_copy(update={"youth_age": 18})
    for own in (True, False):
        assert log.refusal(body_of(act, here, MUNTER, own=own), by=MUNTER) is ErrorKind.NOT_ALLOWED
