"""One file that grows is the disease of every program of this kind: files, functions and classes stay small."""

from __future__ import annotations

import ast

import pytest

from tests.support.source import CODE, classes, functions, named, tree, under

DATA = ("tests/cases/", "tests/old_data/")
PYTHON = under(*CODE, "tests")
OWN = under(*CODE)


def lines(path):
    return len(path.read_text(encoding="utf-8").splitlines())


def is_setter(node):
    return any(isinstance(each, ast.Attribute) and each.attr == "setter" for each in node.decorator_list)


@pytest.mark.parametrize("path", PYTHON, ids=named)
def test_a_file_stays_small(path):
    name = named(path)
    if name.startswith(DATA):
        return
    limit = 400 if name.startswith("tests/") else 200 if name == "stafett_tui/app.py" else 300
    assert lines(path) <= limit, name


@pytest.mark.parametrize("path", under("stafett_tui", suffix=".tcss"), ids=named)
def test_a_style_sheet_stays_small(path):
    assert lines(path) <= 150


@pytest.mark.parametrize("path", PYTHON, ids=named)
def test_a_function_has_at_most_forty_lines(path):
    long = {node.name: size for node in functions(path) if (size := (node.end_lineno or 0) - node.lineno + 1) > 40}
    assert long == {}, named(path)


@pytest.mark.parametrize("path", PYTHON, ids=named)
def test_a_class_has_at_most_twenty_methods(path):
    def methods(node):
        return sum(isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef) for each in node.body)

    assert {node.name: methods(node) for node in classes(path) if methods(node) > 20} == {}, named(path)


@pytest.mark.parametrize("path", OWN, ids=named)
def test_every_module_class_and_public_function_says_what_it_is(path):
    if named(path) == "stafett_tui/__init__.py":
        assert path.read_text(encoding="utf-8") == ""
        return
    public = [node for node in (*functions(path), *classes(path)) if not node.name.startswith("_")]
    hidden = [node for node in classes(path) if node.name.startswith("_")]
    inner = {each for node in (*functions(path), *hidden) for each in ast.walk(node) if each is not node}
    silent = [node.name for node in public if node not in inner and not ast.get_docstring(node) and not is_setter(node)]
    assert silent == []
    assert ast.get_docstring(tree(path))


@pytest.mark.parametrize("path", PYTHON, ids=named)
def test_no_file_is_named_after_nothing(path):
    assert path.stem not in {"utils", "util", "helpers", "helper", "manager", "common", "misc"}


@pytest.mark.parametrize("path", under("tests"), ids=named)
def test_no_test_sleeps(path):
    def sleeps(node):
        called = node.func
        name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
        return name == "sleep" and not (
            node.args and isinstance(node.args[0], ast.Constant) and node.args[0].value == 0
        )

    found = [node.lineno for node in ast.walk(tree(path)) if isinstance(node, ast.Call) and sleeps(node)]
    assert found == [], f"{named(path)}: wait for a state instead"
