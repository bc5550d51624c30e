"""Every rule of the law is let go, one at a time, and the tests named after it notice: a test that cannot fail says nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from tests.domain.rules.test_of_the_tests import RULES as JUDGED
from tests.house.test_rules import RULES as LAW
from tests.support.letting_go import rules
from tests.support.source import ROOT

pytestmark = pytest.mark.xdist_group("let go")


@pytest.fixture(scope="module")
def told():
    """What the tests of each rule did while it was let go: one process, so that nothing else is touched."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.letting_go"],
        cwd=ROOT, capture_output=True, text=True, env={**os.environ, "CI": "1"}, check=False, timeout=240,
    )  # fmt: skip
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.timeout(300)
@pytest.mark.parametrize("at", range(len(rules())), ids=lambda at: f"{rules()[at].rule} {rules()[at].where}")
def test_a_rule_that_is_let_go_is_noticed_by_its_tests(told, at):
    assert told[at] == dict.fromkeys(rules()[at].notice, "noticed")


def test_what_is_let_go_is_named_by_its_tests():
    for rule in rules():
        assert rule.notice, rule.rule
        name = rule.rule.replace("-", "").lower()
        assert [start for start in rule.notice if name not in start.split("::")[1]] == []


def test_every_rule_of_the_law_has_a_check_that_can_be_let_go():
    let_go = {rule.rule for rule in (*JUDGED, *rules())}
    assert {f"{name[0].upper()}-{name[1:]}" for name in LAW} - let_go == set()
