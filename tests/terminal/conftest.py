"""A demo store for the program on a terminal; made once a module, copied for every test."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from stafett_tui.services.demo.building import make_demo


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo whose clock has just begun: two minutes to one."""
    directory = tmp_path_factory.mktemp("demo") / "store"
    make_demo(directory, "holder", "nb")
    return directory


@pytest.fixture
def demo(made: Path, tmp_path: Path) -> Path:
    """A copy that the test may write in."""
    directory = tmp_path / "store"
    shutil.copytree(made, directory)
    return directory
