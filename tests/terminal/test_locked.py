"""S-05, S-11: the lock on a real terminal covers every word, writes nothing while it waits, and gives the cell back."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from stafett_tui.services.demo.building import make_demo
from tests.support.source import ROOT
from tests.support.terminal import Terminal
from tests.terminal.journeys import BEGUN, HOME, SLOW, program, walk

pytestmark = [pytest.mark.terminal, pytest.mark.timeout(180)]

NB = {"STAFETT_LANGUAGE": "nb"}
NAMING = (b"\x1b]0;", b"\x1b]1;", b"\x1b]2;", b"\x1b]9;", b"\x1b]99;", b"\x1b]777;", b"\x1b]52;", b"\x1bk")
"""How a program names the window, sends a notice, or fills the clipboard."""


class Listening(Terminal):
    """A terminal that remembers every byte."""

    heard = b""

    def feed(self, data: bytes) -> None:
        """Remember what the program wrote."""
        self.heard += data
        super().feed(data)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo store made once."""
    directory = tmp_path_factory.mktemp("made") / "store"
    make_demo(directory, "holder", "nb")
    return directory


@pytest.fixture
def demo(made: Path, tmp_path: Path) -> Path:
    """A copy of the demo store for one test."""
    return Path(shutil.copytree(made, tmp_path / "store"))


def lock(terminal: Terminal) -> None:
    """Lock by the palette."""
    terminal.press("ctrl+p")
    terminal.wait_for("skriv hva du vil gjøre", SLOW)
    terminal.type("lås skjermen\r")
    terminal.wait_for("Skjermen er låst.", SLOW)
    terminal.wait_quiet()


@pytest.mark.parametrize("way", [HOME, BEGUN], ids=["home", "meeting"])
def test_s05_the_cover_holds_no_word_of_a_case_and_is_silent(demo, way):
    with program(demo) as terminal:
        walk(terminal, way)
        lock(terminal)
        shown = terminal.text
        assert terminal.line(0).strip() == "Stafett"
        words = {"Plan ", "Munter", "M.L.", "Gran", "Kaffekopp", "Ugle", "barnehage", "PLANER", "TIL STEDE"}
        assert not [word for word in words if word in shown]
        assert terminal.silence(3.0) == 0


def test_s05_enter_brings_back_the_line_and_the_cell(demo):
    with program(demo) as terminal:
        walk(terminal, (*BEGUN, ("Hjemme virker det", "> Hjemme virker det")))
        terminal.press("left", "left")
        terminal.wait_quiet()
        before, cell = [terminal.line(y) for y in range(1, 24)], terminal.cursor
        lock(terminal)
        terminal.press("enter")
        terminal.wait_for("> Hjemme virker det", SLOW)
        terminal.wait_quiet()
        assert ([terminal.line(y) for y in range(1, 24)], terminal.cursor) == (before, cell)


def test_s11_the_program_names_no_window_sends_no_notice_and_fills_no_clipboard(demo):
    with Listening([sys.executable, "-m", "stafett_tui", "--store", demo], env=NB, cwd=ROOT) as terminal:
        walk(terminal, BEGUN)
        lock(terminal)
        terminal.press("enter")
        terminal.wait_for("TIL STEDE", SLOW)
        terminal.press("ctrl+q")
        terminal.wait_for_exit(SLOW)
        assert terminal.heard
        assert not [each for each in NAMING if each in terminal.heard]
