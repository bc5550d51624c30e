"""The first plan, from a store that lies nowhere yet to its first activity, typed in a real terminal (done-line 3)."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.command import command
from tests.support.first_plan import DOOR, PASSPHRASE, PLAN, WHO, Step
from tests.support.source import ROOT
from tests.support.tmux import Tmux, need_tmux
from tests.terminal.journeys import program

pytestmark = [pytest.mark.terminal, pytest.mark.timeout(300)]

SLOW = 60
A_SECOND = 1.0
"""How much of an unfinished form may be lost."""
NAMES = {"enter": "Enter", "tab": "Tab", "right": "Right", "ctrl+g": "C-g"}


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[Tmux]:
    """The program on a store that is not there, without a keyring; 80 columns and 24 lines."""
    need_tmux()
    argv = [sys.executable, "-m", "stafett_tui", "--store", tmp_path / "store"]
    environ = {
        "STAFETT_LANGUAGE": "nb", "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring", "HOME": str(tmp_path),
    }  # fmt: skip
    with Tmux(argv, size=(80, 24), env=environ, cwd=ROOT) as tmux:
        tmux.wait_for("Ny passordfrase", SLOW)
        yield tmux


def play(tmux: Tmux, steps: tuple[Step, ...]) -> None:
    """Press every key without waiting between them, then look."""
    for pressed, shows in steps:
        for key in pressed:
            if key.startswith("="):
                tmux.type(key[1:])
            else:
                tmux.keys(NAMES[key])
        tmux.wait_until(lambda shows=shows: shows in " ".join(tmux.text.split()), shows, SLOW)  # type: ignore[misc]  # bound at once


def secret(tmp_path: Path) -> Path:
    """A file with the passphrase, for the command line."""
    path = tmp_path / "secret"
    path.write_text(PASSPHRASE, encoding="utf-8")
    return path


def test_the_first_plan_is_there_with_its_first_activity(tmux: Tmux, tmp_path: Path) -> None:
    play(tmux, (*DOOR, *WHO, *PLAN))
    assert "Bilder av dagen på tavla" in tmux.text
    tmux.keys("C-q")
    tmux.wait_until(lambda: tmux.ended, "the end of the program", SLOW)
    shown = command("show", 1, "--json", store=tmp_path / "store",
                    STAFETT_PASSPHRASE_FILE=str(secret(tmp_path))).json  # fmt: skip
    (goal,) = shown["goals"]
    assert [each["what"] for each in goal["activities"]] == ["Bilder av dagen på tavla"]


def test_a_half_written_plan_is_there_again_after_kill_9_and_in_any_window(tmp_path: Path) -> None:
    with program(tmp_path / "store") as terminal:
        terminal.wait_for("Ny passordfrase", SLOW)
        for pressed, shows in (*DOOR, *WHO, *PLAN[:2]):
            for key in pressed:
                terminal.type(key[1:]) if key.startswith("=") else terminal.press(key)
            terminal.wait_until(lambda shows=shows: shows in " ".join(terminal.text.split()), shows, SLOW)  # type: ignore[misc]  # bound at once
        terminal.resize(50, 10)
        terminal.wait_for("Vinduet er for lite", SLOW)
        terminal.resize(120, 40)
        terminal.wait_for("Munter Linerle", SLOW)
        terminal.resize(60, 18)
        terminal.wait_for("Blid Sykkel", SLOW)
        terminal.pace(A_SECOND)
        terminal.kill()
    with program(tmp_path / "store", STAFETT_PASSPHRASE_FILE=str(secret(tmp_path))) as again:
        again.wait_for("MINE PLANER", SLOW)
        again.press("n")
        again.wait_for("Munter Linerle", SLOW)
        again.wait_for("Blid Sykkel", SLOW)
        assert "14.3.2021" in again.text
