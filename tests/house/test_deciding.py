"""Nothing outside the gates, the read rule and the table decides a right."""

from __future__ import annotations

import ast
from pathlib import Path

import stafett_tui

ROOT = Path(stafett_tui.__file__).parent
DECIDES = {"domain/admit.py", "domain/view.py", "domain/person_gate.py"}
TELLS = {"cli/rights.py", "domain/rights.py"}
"""The table itself, and the verb that prints it."""


def importing(module: str) -> set[str]:
    """The files of the program that import something of a module."""
    found = set()
    for path in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            whole = isinstance(node, ast.Import) and any(alias.name == module for alias in node.names)
            if whole or (isinstance(node, ast.ImportFrom) and node.module == module):
                found.add(path.relative_to(ROOT).as_posix())
    return found


def test_the_table_is_asked_only_by_the_gates_and_the_read_rule():
    assert importing("stafett_tui.domain.rights") <= DECIDES | TELLS
    assert importing("stafett_tui.domain.rights") >= DECIDES


def test_ownership_is_asked_only_by_the_gate():
    assert importing("stafett_tui.domain.own") == {"domain/admit.py"}


def test_writes_go_through_the_gate_in_one_place():
    assert importing("stafett_tui.domain.admit") <= {
        "services/writing.py", "services/demo/chronicle.py", "services/desk.py", "domain/view.py", "domain/person_gate.py",
    }  # fmt: skip
