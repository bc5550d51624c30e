"""A policy that was changed on the server reaches a laptop in the next round (architecture, part 3)."""

from __future__ import annotations

import json

import pytest

from stafett_tui.domain.changes import POLICY
from stafett_tui.domain.errors import StafettError
from stafett_tui.domain.policy import Policy
from stafett_tui.services.policies import Policies, fingerprint_of
from stafett_tui.services.together import Together
from stafett_tui.sync.link import Unreachable
from stafett_tui.sync.protocol import Code, PolicyAsked, PolicyTold, Problem
from tests.support.office import NOON, open_plan

VALUES = {**Policy(purge_days=11, consent_years=3).model_dump(mode="json"), "of_later": [1, 2]}
MARK = fingerprint_of(VALUES)


@pytest.fixture
def changed(way, joined):
    """The server judges by another policy than it gave at the login."""
    before = way._overview
    way._overview = lambda request: before(request).model_copy(update={"policy": MARK})
    way._policy = lambda request: PolicyTold(fingerprint=MARK, policy=json.dumps(VALUES))
    return joined


def asked(way):
    return [each for each in way.asked if isinstance(each, PolicyAsked)]


def test_a_policy_that_was_changed_is_fetched_in_the_round_and_judged_by_from_then_on(office, way, changed):
    desk, told = office.desk(), []
    changed.listen(told.append)
    changed.sync()
    assert (office.judged_by.policy.purge_days, desk.policy.consent_years) == (11, 3)
    assert office.judged_by.origin.value == "server"
    assert [each.kinds for each in told] == [{POLICY}]
    assert [each.fingerprint for each in asked(way)] == [MARK]
    changed.sync()
    assert len(asked(way)) == 1
    later = Together(office, way=way, opening=lambda *_: None)
    later.sync()
    assert len(asked(way)) == 1


def test_what_was_judged_keeps_the_policy_it_was_judged_by(office, way, together):
    plan = open_plan(office.desk())
    before = {entry.policy for entry in office.store.journal.plan(plan).entries}
    together.login("https://plan.test", "ABCD-EFGH", "pc")
    plain = way._overview
    way._overview = lambda request: plain(request).model_copy(update={"policy": MARK})
    way._policy = lambda request: PolicyTold(fingerprint=MARK, policy=json.dumps(VALUES))
    together.sync()
    assert {entry.policy for entry in office.store.journal.plan(plan).entries} == before
    assert office.judged_by.policy.fingerprint() not in before
    kept = Policies(office.store.settings)
    assert kept.told(MARK) == VALUES
    assert all(kept.told(each) is not None for each in before)


@pytest.mark.parametrize(
    "answer",
    [
        Problem(code=Code.MALFORMED, why="there is no such path"),
        Problem(code=Code.PLAN_GONE),
        PolicyTold(fingerprint=MARK, policy='{"consent_years": 4}'),
        PolicyTold(fingerprint=MARK, policy="no JSON"),
        PolicyTold(fingerprint=MARK, policy="[]"),
    ],
)
def test_an_answer_that_is_no_such_policy_changes_nothing_and_is_not_asked_for_again(office, way, changed, answer):
    way._policy = lambda request: answer
    changed.sync()
    changed.sync()
    assert (office.judged_by.policy.purge_days, len(asked(way))) == (9, 1)
    assert changed.standing().hindrance is None


def test_a_policy_that_this_version_cannot_read_stays_with_the_server(office, way, changed):
    values = {**VALUES, "consent_years": 99}
    mark = fingerprint_of(values)
    before = way._overview
    way._overview = lambda request: before(request).model_copy(update={"policy": mark})
    way._policy = lambda request: PolicyTold(fingerprint=mark, policy=json.dumps(values))
    changed.sync()
    assert office.judged_by.policy.purge_days == 9


def test_a_server_that_is_busy_or_gone_is_asked_again_at_the_next_round(office, way, changed):
    def gone(_request):
        raise Unreachable(NOON)

    good, way._policy = way._policy, gone
    with pytest.raises(StafettError):
        changed.sync()
    way._policy = lambda _request: Problem(code=Code.RETRY)
    changed.sync()
    assert office.judged_by.policy.purge_days == 9
    way._policy = good
    changed.sync()
    assert office.judged_by.policy.purge_days == 11


def test_before_anybody_used_the_services_there_is_nothing_to_turn(office, way, changed):
    office._desk = None
    changed.sync()
    assert office.desk().policy.purge_days == 11
