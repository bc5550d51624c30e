"""Imports point down, also those inside functions; what is not drawn needs no Textual; the first frame loads little."""

from __future__ import annotations

import ast
import subprocess
import sys

import pytest

from tests.support.source import ROOT, modules, server_modules, tree, under

WITHOUT_TEXTUAL = [
    *modules("domain", "i18n", "capture", "config", "actions", "store", "services", "cli", "__main__"),
    *server_modules("log", "settings"),
]
PURE = modules("domain", "i18n", "capture", "actions")
HEAVY = ("pydantic", "sqlmodel", "sqlalchemy", "keyring", "babel", "cryptography")
"""What must not be loaded before the first frame."""

BLOCKED = """
import importlib, sys
blocked, names = sys.argv[1].split(","), sys.argv[2:]
class Wall:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in blocked:
            raise ImportError("blocked: " + name)
sys.meta_path.insert(0, Wall())
for name in names:
    importlib.import_module(name)
print(*sorted(name for name in sys.modules if name in blocked))
"""
LOADED = """
import importlib, sys
for name in sys.argv[1:]:
    importlib.import_module(name)
print(*sorted(sys.modules))
"""
MAKE_DEMO = """
import sys
from pathlib import Path
from stafett_tui.services.demo.building import make_demo
make_demo(Path(sys.argv[1]), "holder", "nb")
"""
FIRST_FRAME = """
import asyncio, gc, os, sys
from pathlib import Path
from stafett_tui.app import StafettApp
from stafett_tui.config import load

loaded = []

class Watched(StafettApp):
    def on_mount(self):
        self.call_after_refresh(lambda: loaded.extend(sys.modules))

async def main():
    async with Watched(load(os.environ, store=Path(sys.argv[1]))).run_test(size=(80, 24)) as pilot:
        while not loaded:
            await pilot.pause()
        print(type(pilot.app.screen).__name__)
        print(*sorted(loaded))

asyncio.run(main())
"""


def python(code, *arguments):
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", code, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_import_contracts_hold():
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-cache"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def imported(path):
    """The modules of this repository that a file imports, also inside functions and for types only."""
    nodes = list(ast.walk(tree(path)))
    found = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found & FILES.keys()


FILES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts): path
    for path in under("stafett_tui", "stafett_server") if path.stem != "__init__"
}  # fmt: skip


def circles(arrows):
    """What is left when every module goes that imports none of those left, or that none of those left imports."""
    left = dict(arrows)
    while True:
        wanted = {each for found in left.values() for each in found}
        fewer = {name: found & left.keys() for name, found in left.items() if found & left.keys() and name in wanted}
        if fewer == left:
            return fewer
        left = fewer


def test_no_modules_import_each_other_in_a_circle_not_even_inside_functions_or_for_types():
    assert circles({name: imported(path) - {name} for name, path in FILES.items()}) == {}


def test_a_circle_is_found_with_all_that_is_in_it():
    arrows = {"a": {"b"}, "b": {"c"}, "c": {"b", "d"}, "d": set()}
    assert circles(arrows) == {"b": {"c"}, "c": {"b"}}


def test_everything_below_the_widgets_imports_with_textual_blocked():
    done = python(BLOCKED, "textual,rich", *WITHOUT_TEXTUAL)
    assert done.returncode == 0, done.stderr


def test_the_pure_part_imports_with_every_store_and_screen_library_blocked():
    done = python(BLOCKED, "textual,rich,sqlmodel,sqlalchemy,sqlcipher3,keyring,cryptography,platformdirs", *PURE)
    assert done.returncode == 0, done.stderr


def test_when_the_first_frame_is_drawn_nothing_heavy_is_loaded(tmp_path):
    assert python(MAKE_DEMO, str(tmp_path)).returncode == 0
    done = python(FIRST_FRAME, str(tmp_path))
    assert done.returncode == 0, done.stderr
    screen, loaded = done.stdout.splitlines()
    assert screen == "HomeScreen"
    assert "textual" in loaded.split()
    assert set(HEAVY) & set(loaded.split()) == set()


START = [name for name in modules("app", "routing", "screens", "store") if name in {
    "stafett_tui.app", "stafett_tui.screens.home", "stafett_tui.screens.home.screen", "stafett_tui.store.reader",
}]  # fmt: skip


@pytest.mark.parametrize("name", [*START, *modules("actions", "config", "widgets"), "stafett_tui.i18n.texts"])
def test_what_the_first_frame_imports_loads_nothing_heavy(name):
    done = python(LOADED, name)
    assert done.returncode == 0, done.stderr
    assert set(HEAVY) & set(done.stdout.split()) == set()


def test_the_texts_are_light():
    bare, done = python(LOADED), python(LOADED, "stafett_tui.i18n.texts")
    loaded = set(done.stdout.split()) - set(bare.stdout.split())
    assert "gettext" in loaded
    assert {"ast", "asyncio", "json", "typing_extensions"} & loaded == set()
