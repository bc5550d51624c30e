"""Killed at any answer, line mode loses no line it has called saved (I9)."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys

import pytest

from stafett_tui.cli.holding import script
from tests.support.case import the_meeting
from tests.support.command import command
from tests.support.source import ROOT

ANSWERS = script().read().splitlines()
ROUNDS = 40 if os.environ.get("STAFETT_SOAK") else 4

pytestmark = pytest.mark.slow


def killed_after(store, answers):
    """Answer one question at a time, and kill the program before it can answer the last; what it said stands."""
    argv = [sys.executable, "-m", "stafett_tui", "--store", str(store), "meeting", "1", "--line"]
    with subprocess.Popen(
        argv, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as done:
        said = []
        for answer in answers:
            done.stdin.write(f"{answer}\n")
            done.stdin.flush()
            for line in done.stdout:
                said.append(line.rstrip("\n"))
                if line == f"> {answer}\n":
                    break
        done.kill()
        said += done.stdout.read().splitlines()
    return said


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_no_line_that_was_called_saved_is_lost(made, tmp_path, seed):
    shutil.copytree(made, tmp_path / "store")
    at = random.Random(seed).randrange(10, len(ANSWERS) - 1)
    said = killed_after(tmp_path / "store", ANSWERS[:at])
    shown = command("show", 1, "--json", store=tmp_path / "store")
    assert shown.code == 0, shown.err
    kept = {line["text"] for line in the_meeting(shown.json)["lines"]}
    starts = ("Notat: ", "Parkert: ", "Aktivitet: ", "Enighet: ", "Barnets ord: ")
    told, waiting = set(), ""
    for line in said:
        waiting = next((line.removeprefix(s) for s in starts if line.startswith(s)), waiting)
        if line == "Lagret." and waiting:
            told.add(waiting)
            waiting = ""
    assert told <= kept
    assert command("verify", store=tmp_path / "store").code == 0
