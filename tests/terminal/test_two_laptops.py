"""The case on two laptops and a real server through tmux: the network is cut in item 5 and comes back in item 8."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from stafett_tui.services.demo.building import person
from stafett_tui.services.person import Me
from tests.support.case import AGREED, assert_case_holds, normalised
from tests.support.case_keys import CASE, NAMES, OPEN, Part, runs, tmux_name
from tests.support.command import command
from tests.support.source import ROOT
from tests.support.tmux import Tmux, need_tmux
from tests.support.two_laptops import Wire, invited, second_laptop, server

pytestmark = [pytest.mark.terminal, pytest.mark.timeout(300)]
SLOW = 60
CUT, MENDED = "5 the activities", "8 read back"


def play(tmux: Tmux, part: Part) -> None:
    """Press the keys of a part of the meeting."""
    for each in runs(part.keys):
        if each in NAMES or each.startswith("ctrl+"):
            tmux.keys(tmux_name(each))
        else:
            tmux.type(each)
    tmux.wait_for(part.seen, SLOW)


def laptop(store: Path) -> Tmux:
    """The program on this store, 80 columns and 24 lines."""
    argv = [sys.executable, "-m", "stafett_tui", "--store", store]
    return Tmux(argv, size=(80, 24), env={"STAFETT_LANGUAGE": "nb"}, cwd=ROOT)


def together(store: Path, wire: Wire, code: str) -> None:
    """Take part at the server."""
    done = command("login", wire.address, "--code", code, store=store)
    assert done.code == 0, done.err


def left(tmux: Tmux) -> None:
    """Quit the program."""
    tmux.keys("C-q")
    tmux.wait_until(lambda: tmux.ended, "the end of the program", SLOW)


def test_the_case_on_two_laptops_with_the_network_gone_for_a_while_gives_both_the_same_minutes(demo, made, tmp_path):
    need_tmux()
    klok = next(p for p in command("show", 1, "--json", store=demo).json["participants"] if p["name"] == "Klok Ugle")
    theirs = tmp_path / "theirs"
    second_laptop(theirs, demo, Me(klok["id"], "Klok Ugle", "PPT", "rådgiver", "nb", "holder"))
    with server(tmp_path / "server") as address:
        wire = Wire(address)
        together(demo, wire, invited(tmp_path / "server", "Stødig Gran", person("holder", "nb").person))
        together(theirs, wire, invited(tmp_path / "server", "Klok Ugle", klok["id"]))
        with laptop(demo) as holder, laptop(theirs) as other:
            holder.wait_for("MØTER I DAG", SLOW)
            other.wait_for("MØTER I DAG", SLOW)
            play(holder, OPEN)
            play(holder, CASE[0])
            other.wait_for("Fortsette møtet fra 13:00?", SLOW)
            other.keys("Enter")
            other.wait_for("Stødig Gran leder, du leser med", SLOW)
            for part in CASE[1:]:
                if part.name == CUT:
                    other.wait_for("5/9", SLOW)
                    wire.cut()
                if part.name == MENDED:
                    holder.wait_for("venter (", SLOW)
                    assert AGREED not in other.text
                    wire.mend()
                play(holder, part)
            holder.wait_for("synket", SLOW)
            other.wait_for("LÅST", SLOW)
            left(holder)
            left(other)
        wire.close()
    ours = command("show", 1, "--json", store=demo).json
    assert_case_holds(ours)
    assert normalised(command("show", 1, "--json", store=theirs).json) == normalised(ours)
