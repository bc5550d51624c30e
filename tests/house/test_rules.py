"""Every rule of the law has a test named after it; who may do what is decided in one table, one gate and one read rule."""

from __future__ import annotations

import ast
import inspect
import re
from functools import cache

import pytest

from stafett_tui.domain import admit, checks, view
from stafett_tui.domain.kinds import KINDS
from stafett_tui.domain.log import Revised
from stafett_tui.domain.policy import Policy
from tests.support.source import ROOT, functions, named, tree, under

RULES = (
    *(f"c{n:02}" for n in range(1, 16)), *(f"n{n:02}" for n in range(1, 8)), "d05", "d06", "d08", "d11", "d12", "k01", "k02", "k03", "k04",
    "k06", "s01", "s05",
    "s06", "s07", "s08", "s09", "s11",
)  # fmt: skip
OF_SYNC = [*range(1, 16), *range(21, 32), 33, 34, *range(36, 41)]
"""The rules of syncing (docs/sync.md) that hold here."""
DECIDE = {"admit.py", "view.py", "person_gate.py"}
"""What reads the rights table to decide; the command that prints it reads it too."""


@cache
def names_of_tests() -> tuple[str, ...]:
    return tuple(node.name for path in under("tests") for node in functions(path))


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_a_test_that_is_named_after_it(rule):
    assert any(re.match(rf"test_(\w\d\d_)*{rule}_", name) for name in names_of_tests()), rule


@pytest.mark.parametrize("rule", OF_SYNC)
def test_every_rule_of_syncing_has_a_test_that_is_named_after_it(rule):
    assert any(re.match(rf"test_(\w+_)?r0?{rule}_", name) for name in names_of_tests()), rule


def imports(path) -> set[str]:
    """Give the full names that a file imports."""
    return {
        f"{node.module}.{alias.name}"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
    }


def test_only_the_gate_and_the_read_rule_decide_by_the_table():
    readers = {
        named(path)
        for path in under("stafett_tui")
        if any(n.startswith("stafett_tui.domain.rights.") for n in imports(path))
    }
    assert readers == {"stafett_tui/cli/rights.py", *(f"stafett_tui/domain/{name}" for name in DECIDE)}


def test_the_checks_are_read_by_the_gate_alone_and_changed_by_nobody():
    readers = {path.name for path in under("stafett_tui") if "stafett_tui.domain.checks.CHECKS" in imports(path)}
    assert readers == {"admit.py"}
    for path in under("stafett_tui"):
        stores = [
            node.lineno
            for node in ast.walk(tree(path))
            if (isinstance(node, ast.Name) and node.id in {"CHECKS", "RIGHTS"} and isinstance(node.ctx, ast.Store))
            or (
                isinstance(node, ast.Subscript)
                and isinstance(node.ctx, ast.Store)
                and getattr(node.value, "id", "") in {"CHECKS", "RIGHTS"}
            )
        ]
        assert len(stores) == (1 if path.name in {"checks.py", "rights.py"} and path.parent.name == "domain" else 0), (
            named(path)
        )


def test_the_gate_and_the_read_rule_have_no_switch():
    assert list(inspect.signature(admit.admit).parameters) == ["plan", "actor", "event", "policy", "today", "at"]
    for rule in (view.view, view.may_read):
        assert list(inspect.signature(rule).parameters) == ["plan", "reader", "policy", "today"]
    for path in (ROOT / "stafett_tui" / "domain").glob("*.py"):
        found = imports(path) | {
            a.name for node in ast.walk(tree(path)) if isinstance(node, ast.Import) for a in node.names
        }
        assert not {name for name in found if name.split(".")[0] in {"os", "sys"}}, path.name


def test_what_the_policy_turns_on_or_off_is_no_rule_of_the_law():
    switches = {name for name, field in Policy.model_fields.items() if field.annotation is bool}
    assert switches == {"guardians_beside_youth", "each_service_an_activity", "minutes_in_log", "help_numbers"}


def test_every_kind_that_tells_somebody_what_to_do_has_a_check_or_is_written_freely():
    """A command changes what others may do, so that each has a check of its own."""
    commands = {body for body in KINDS.values() if body.SORT == "command"}
    assert {body.KIND for body in commands - set(checks.CHECKS)} == set()
    assert not {body.KIND for body in checks.CHECKS if body not in KINDS.values()}
    assert all(issubclass(body, Revised) or body.KIND in KINDS for body in checks.CHECKS)
