"""On a real terminal: keys in order, the real cursor on the focused cell, silence when idle (T22, T23, G6, G7b)."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.terminal import Terminal, sequence
from tests.support.tmux import Tmux

pytestmark = pytest.mark.terminal
ROOT = Path(__file__).parents[2]
HOST = [sys.executable, str(Path(__file__).with_name("widget_host.py"))]
GROUP = ["a", "b", "c", "backspace", "d", "left", "e", "end", "."]  # means "abed."
GROUPS = 100 if os.environ.get("CI") or os.environ.get("STAFETT_SOAK") else 25
IDLE = 60.0 if os.environ.get("STAFETT_SOAK") else 8.0


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    dump = {"STAFETT_DUMP": str(tmp_path / "dump.txt"), "PYTHONPATH": str(ROOT)}
    with Terminal(HOST, env=dump, cwd=ROOT) as terminal:
        terminal.wait_for("aktivitet 5")
        yield terminal


def written(terminal: Terminal, tmp_path: Path) -> str:
    terminal.press("ctrl+t")
    terminal.wait_for("skrevet")
    return (tmp_path / "dump.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("gap", [None, 0.005, 0.015, 0.033])
def test_keys_act_in_the_order_typed_at_every_rate(terminal: Terminal, tmp_path: Path, gap: float | None) -> None:
    terminal.wait_until(lambda: terminal.cursor == (2, 2), "focus in the field")
    for _ in range(GROUPS):
        if gap is None:
            terminal.send("".join(sequence(key) for key in GROUP))
            continue
        for key in GROUP:
            terminal.press(key)
            terminal.pace(gap)
    assert written(terminal, tmp_path) == "abed." * GROUPS


def test_the_real_cursor_is_shown_on_the_focused_cell_after_every_key(terminal: Terminal) -> None:
    terminal.press("tab", "down", "down")
    terminal.wait_until(lambda: terminal.cursor == (0, 6), "the cursor on the third row")
    assert terminal.cursor_shown
    assert terminal.line(6).startswith(">")
    terminal.press("end")
    terminal.wait_until(lambda: "aktivitet 99" in terminal.line(terminal.cursor[1]), "the cursor on the last row")
    terminal.press("tab")
    terminal.wait_until(lambda: terminal.line(terminal.cursor[1]) == "linje 0", "the cursor in the sheet")
    terminal.press("ctrl+n")
    terminal.wait_until(lambda: ">n" in terminal.line(terminal.cursor[1]), "the cursor on the safe answer")
    terminal.press("down")
    terminal.wait_until(lambda: ">j" in terminal.line(terminal.cursor[1]), "the cursor on the other answer")
    terminal.press("escape")
    terminal.wait_gone("Låse?")
    terminal.press("ctrl+g")
    terminal.type("æøå")
    terminal.wait_for("når: æøå")
    terminal.wait_until(lambda: terminal.line(terminal.cursor[1])[: terminal.cursor[0]].endswith("æøå"), "cursor")


def test_the_cursor_stays_on_its_row_when_the_terminal_is_resized(terminal: Terminal) -> None:
    terminal.press("tab", "down", "down", "down")
    terminal.wait_until(lambda: terminal.line(terminal.cursor[1]).startswith(">  3.11"), "the fourth row")
    for size in [(120, 40), (60, 18), (80, 24)]:
        terminal.resize(*size)
        terminal.wait_quiet()
        terminal.wait_until(lambda: terminal.line(terminal.cursor[1]).startswith(">  3.11"), "the same row")
        assert terminal.cursor_shown


def test_nothing_is_written_while_nobody_does_anything(terminal: Terminal) -> None:
    terminal.press("tab", "down", "down", "tab", "shift+tab")
    assert terminal.silence(IDLE) == 0


def test_a_typed_letter_writes_few_bytes(terminal: Terminal) -> None:
    terminal.wait_quiet()
    before = terminal.written
    terminal.type("hei")
    terminal.wait_for("> hei")
    terminal.wait_quiet()
    assert terminal.written - before < 3 * 200


def test_the_same_program_runs_in_tmux() -> None:
    with Tmux(HOST, env={"PYTHONPATH": str(ROOT)}, cwd=ROOT) as tmux:
        tmux.wait_for("aktivitet 5")
        tmux.keys("Tab", "Down")
        tmux.wait_until(lambda: tmux.text.split("\n")[tmux.cursor[1]].startswith(">  1.11"), "the second row")
        assert tmux.cursor_shown
        tmux.resize(60, 18)
        tmux.wait_until(lambda: tmux.text.split("\n")[tmux.cursor[1]].startswith(">  1.11"), "the same row")
        tmux.keys("C-q")
        tmux.wait_until(lambda: tmux.ended, "the end")


def test_a_state_that_never_comes_fails_and_shows_the_screen(terminal: Terminal) -> None:
    with pytest.raises(AssertionError, match="aktivitet 5"):
        terminal.wait_for("dette står ikke her", timeout=0.3)
