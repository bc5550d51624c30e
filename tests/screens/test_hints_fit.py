"""What a question says above its line has one line of 80 columns: no hint is cut there, in any language."""

from __future__ import annotations

import ast

import pytest

from stafett_tui.i18n.texts import LANGUAGES, texts
from stafett_tui.widgets.cells import width
from tests.support.source import ROOT

ROOM = 77
"""80 columns without the indent of the line."""


def hints():
    """Every text of the screens that is given as a hint and has nothing to be filled in but keys."""
    for path in sorted((ROOT / "stafett_tui" / "screens").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            named = isinstance(node, ast.Assign) and [getattr(each, "id", "") for each in node.targets] == ["hint"]
            if named or (isinstance(node, ast.keyword) and node.arg == "hint"):
                for each in ast.walk(node.value):
                    if isinstance(each, ast.Constant) and isinstance(each.value, str) and each.value:
                        yield each.value


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_hint_of_a_question_is_longer_than_its_line(language):
    found = {each for each in hints() if "{" not in each.replace("{key_", "")}
    assert len(found) > 20
    told = [texts(language).tr(each) for each in found]
    assert not [each for each in told if width(each) > ROOM]
