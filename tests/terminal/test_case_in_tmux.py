"""The evaluation meeting of the kindergarten, typed in a real terminal through tmux at 80x24 (done-line 2b)."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from stafett_tui.cli.holding import script
from tests.support.case import AGREED, NEW, NOTES, PARKED, VOICE, WHYS, assert_case_holds, normalised
from tests.support.command import command
from tests.support.source import ROOT
from tests.support.tmux import Tmux, need_tmux

pytestmark = [pytest.mark.terminal, pytest.mark.timeout(300)]


@pytest.fixture
def tmux(demo: Path) -> Iterator[Tmux]:
    """The program on the demo, 80 columns and 24 lines."""
    need_tmux()
    program = [sys.executable, "-m", "stafett_tui", "--store", demo]
    with Tmux(program, size=(80, 24), env={"STAFETT_LANGUAGE": "nb"}, cwd=ROOT) as tmux:
        tmux.wait_for("MØTER I DAG", 60)
        yield tmux


def write(tmux: Tmux, text: str, shows: str) -> None:
    """Write a line, Enter, and look until it stands there."""
    tmux.type(text)
    tmux.wait_for(text[-20:])
    tmux.keys("Enter")
    tmux.wait_for(shows)


def opening(tmux: Tmux) -> None:
    """From home to item 1: Enter, Enter, everybody who may be there."""
    tmux.keys("Enter")
    tmux.wait_for("Enter: start møtet", 60)
    tmux.keys("Enter")
    tmux.wait_for("1/9 Velkommen", 60)
    tmux.wait_for("TIL STEDE  0 av 4")
    tmux.keys("C-a")
    tmux.wait_for("TIL STEDE  4 av 4")
    assert "Lun Ulltrøye" in tmux.text
    assert "samtykke mangler" in tmux.text


def voice_and_round(tmux: Tmux) -> None:
    """Items 2 to 4: the child's words with who asked, how and when; then the family and the others."""
    tmux.keys("C-n")
    tmux.wait_for("2/9 Barnet")
    tmux.type(f"'{VOICE}")
    tmux.wait_for(VOICE)
    tmux.keys("Tab")
    tmux.type("stø")
    tmux.wait_for("spurt av: Stødig Gran")
    tmux.keys("Tab")
    tmux.type("tegning")
    tmux.keys("Tab")
    tmux.type("1.10")
    tmux.wait_for("01.10.2026")
    tmux.keys("Enter")
    tmux.wait_for(f"Barnet: «{VOICE}»")
    tmux.keys("C-n")
    tmux.wait_for("3/9 Familien")
    write(tmux, NOTES[0], f"      {NOTES[0]}")
    write(tmux, f".{PARKED}", f".    {PARKED}")
    tmux.keys("C-n")
    tmux.wait_for("4/9 Runde")
    write(tmux, NOTES[1], f"      {NOTES[1]}")


def review(tmux: Tmux) -> None:
    """Item 5: partly, with why and the proposed date; works and goes on; works and ended."""
    tmux.keys("C-n")
    tmux.wait_for("TIL VURDERING  3 av 3 igjen")
    tmux.keys("2")
    tmux.wait_for("TIL VURDERING  2 av 3 igjen")
    tmux.keys("Tab")
    write(tmux, WHYS["partly"], "ny frist neste møte")
    tmux.keys("1")
    tmux.wait_for("TIL VURDERING  1 av 3 igjen")
    tmux.keys("Enter")
    tmux.wait_until(lambda: tmux.text.count("ny frist neste møte") == 2, "the second new date")
    tmux.keys("1")
    tmux.wait_for("TIL VURDERING  0 av 3 igjen")
    tmux.keys("Tab", "Tab", "Tab")
    tmux.wait_for(">slutt?")
    tmux.type("j")
    tmux.keys("Enter")
    tmux.wait_for("avsluttes")


def agreements(tmux: Tmux) -> None:
    """Item 6: three activities with person and date, and what everybody agrees on."""
    tmux.keys("C-n")
    tmux.wait_for("6/9 Mål")
    for (what, *_), who, found, when, shown in (
        (NEW[0], "stø", "hvem: Stødig Gran", "fre", "+A4"),
        (NEW[1], "va, bl", "hvem: Varm Kaffekopp + Blid Sykkel", "om to uker", "+A5"),
        (NEW[2], "kl", "hvem: Klok Ugle", "", "+A6"),
    ):
        tmux.type(f"+{what}")
        tmux.wait_for(f"+{what}")
        tmux.keys("Tab")
        tmux.type(who)
        tmux.wait_for(found)
        if when:
            tmux.keys("Tab")
            tmux.type(when)
            tmux.wait_for(f"> {when}")
        tmux.keys("Enter")
        tmux.wait_until(lambda text=shown: text in tmux.text and "> hva ble sagt?" in tmux.text, what)
    write(tmux, f"!{AGREED}", f"!    {AGREED}")


def closing(tmux: Tmux) -> None:
    """Items 7 to 9 and the lock."""
    tmux.keys("C-n")
    tmux.wait_for("NIVÅ OG STAFETTHOLDER")
    tmux.keys("Enter")
    tmux.wait_for(">ok  Nivå 2")
    tmux.keys("C-r")
    tmux.wait_for("LES OPP  0 av 4 lest")
    for number in range(1, 5):
        tmux.keys("Enter")
        tmux.wait_for(f"LES OPP  {number} av 4 lest")
    tmux.keys("Down", "Enter")
    tmux.wait_for("ok  Blid Sykkel sier det med egne ord")
    tmux.keys("C-n")
    tmux.wait_for("NESTE MØTE  forslag")
    tmux.type("15.12 13")
    tmux.wait_for("tir 15. desember 2026 kl. 13:00")
    tmux.keys("Enter")
    tmux.wait_for("NESTE MØTE  er satt")
    tmux.keys("C-g")
    tmux.wait_for("LÅS REFERATET  som versjon 1")
    tmux.keys("j")
    tmux.wait_for("REFERATET ER LÅST  versjon 1")


def in_line_mode(directory: Path) -> dict:
    """The same meeting in line mode."""
    done = command("meeting", 1, "--line", store=directory, typed=script().read())
    assert done.code == 0, done.err
    return command("show", 1, "--json", store=directory).json


def test_the_case_typed_in_a_real_terminal_ends_as_in_line_mode(tmux, demo, made, tmp_path):
    for part in (opening, voice_and_round, review, agreements, closing):
        part(tmux)
    tmux.keys("C-q")
    tmux.wait_until(lambda: tmux.ended, "the end")
    shown = command("show", 1, "--json", store=demo).json
    assert_case_holds(shown)
    line = shutil.copytree(made, tmp_path / "line")
    assert normalised(shown) == normalised(in_line_mode(line))
