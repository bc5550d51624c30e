"""The case in a real terminal at 80x24 ends as it does in line mode (done-line 2b and 2c)."""

from __future__ import annotations

import sys

import pytest

from tests.support.case import assert_case_holds, normalised
from tests.support.case_keys import CASE, NAMES, OPEN, runs, tmux_name
from tests.support.command import command
from tests.support.source import ROOT
from tests.support.tmux import Tmux

pytestmark = [pytest.mark.terminal, pytest.mark.timeout(180)]
SLOW = 60
"""Seconds: most parts are typed without a wait in between."""


def play(tmux, part):
    for each in runs(part.keys):
        if each in NAMES or each.startswith("ctrl+"):
            tmux.keys(tmux_name(each))
        else:
            tmux.type(each)


def test_the_case_in_a_real_terminal_ends_as_in_line_mode(tmp_path, played):
    store = tmp_path / "store"
    argv = [sys.executable, "-m", "stafett_tui", "demo", "--keep", store]
    with Tmux(argv, env={"LANG": "nb_NO.UTF-8", "PYTHONPATH": str(ROOT)}) as tmux:
        tmux.wait_for("MØTER I DAG", SLOW)
        for part in (OPEN, *CASE):
            play(tmux, part)
            tmux.wait_for(part.seen, SLOW)
        tmux.keys("C-q")
        tmux.wait_until(lambda: tmux.ended, "the end of the program", SLOW)
    shown = command("show", 1, "--json", store=store).json
    assert_case_holds(shown)
    assert normalised(shown) == normalised(command("show", 1, "--json", store=played).json)
