"""A demo store for the command line to work on; made once, copied for whoever writes."""

from __future__ import annotations

import shutil

import pytest

from stafett_tui.cli.holding import script
from stafett_tui.services.demo.building import make_demo
from tests.support.command import command


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo") / "store"
    make_demo(folder, "holder", "nb", more=3)
    return folder


@pytest.fixture
def demo(made, tmp_path):
    folder = tmp_path / "store"
    shutil.copytree(made, folder)
    return folder


@pytest.fixture(scope="session")
def played(made, tmp_path_factory):
    folder = tmp_path_factory.mktemp("played") / "store"
    shutil.copytree(made, folder)
    done = command("meeting", 1, "--line", store=folder, typed=script().read())
    assert done.code == 0, done.err
    return folder
