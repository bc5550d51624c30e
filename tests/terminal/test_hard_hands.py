"""Hands that are fast, clumsy or impatient: nothing typed is lost, nothing breaks, and every key says what it did."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.case import the_meeting
from tests.support.command import command
from tests.support.terminal import Terminal
from tests.terminal.journeys import BEGUN, HOME, SCREENS, SLOW, program, walk

pytestmark = [pytest.mark.terminal, pytest.mark.timeout(180)]
F_KEYS = ["\x1bOQ", "\x1bOR", "\x1bOS", "\x1b[18~", "\x1b[19~", "\x1b[20~", "\x1b[21~", "\x1b[23~", "\x1b[24~"]


@pytest.fixture
def terminal(demo: Path) -> Iterator[Terminal]:
    with program(demo) as terminal:
        yield terminal


def written(terminal: Terminal, demo: Path) -> list[str]:
    """Quit, and read the lines of the minutes from the store."""
    terminal.press("ctrl+q")
    assert terminal.wait_for_exit(SLOW) == 0
    return [line["text"] for line in the_meeting(command("show", 1, "--json", store=demo).json)["lines"]]


def alive(terminal: Terminal) -> None:
    """It answers: help opens and closes."""
    terminal.press("f1")
    terminal.wait_for("Esc går tilbake", SLOW)
    terminal.press("escape")
    terminal.wait_gone("Esc går tilbake", SLOW)


@pytest.mark.parametrize("where", ["list", "line"])
def test_fifty_pasted_lines_become_one_note_wherever_the_focus_is(terminal: Terminal, demo: Path, where: str) -> None:
    walk(terminal, BEGUN)
    if where == "line":
        walk(terminal, ((["tab", "escape", "f6"], "+ aktivitet"),))
    terminal.paste("\r".join(f"linje {n} [/b] æøå" for n in range(50)))
    terminal.wait_for("linje 49 [/b] æøå", SLOW)
    terminal.press("enter")
    terminal.wait_for("Lagret.", SLOW)
    assert written(terminal, demo) == [" ".join(f"linje {n} [/b] æøå" for n in range(50))]


def test_two_hundred_lines_typed_as_one_burst_are_all_there_in_order(terminal: Terminal, demo: Path) -> None:
    walk(terminal, BEGUN)
    wanted = [f"Linje {n:03} er skrevet fort" for n in range(200)]
    terminal.send("".join(f"{text}\r" for text in wanted))
    terminal.wait_for(wanted[-1], 90)
    assert written(terminal, demo) == wanted


def test_ten_thousand_letters_in_one_line_are_written(terminal: Terminal, demo: Path) -> None:
    walk(terminal, BEGUN)
    text = " ".join(f"ord{n:05}" for n in range(1_112))
    terminal.paste(text)
    terminal.wait_for("ord01111", SLOW)
    terminal.press("enter")
    terminal.wait_for("Lagret.", SLOW)
    assert written(terminal, demo) == [text]


@pytest.mark.parametrize("text", ["2 ganger i uka", "12 ganger i uka"])
def test_a_note_that_begins_with_a_digit_on_the_rating_list_rates_nothing(
    terminal: Terminal, demo: Path, text: str
) -> None:
    walk(terminal, SCREENS["review"])
    terminal.send(text)
    terminal.wait_for(f"> {text}", SLOW)
    terminal.press("enter")
    terminal.wait_for(f"      {text}", SLOW)
    assert "TIL VURDERING  3 av 3 igjen" in terminal.text
    assert written(terminal, demo) == [text]


@pytest.mark.parametrize("text", ["venter på far", "rart"])
def test_a_note_that_begins_with_a_letter_of_the_attendance_list_marks_nobody(
    terminal: Terminal, demo: Path, text: str
) -> None:
    walk(terminal, BEGUN)
    terminal.send(text)
    terminal.wait_for(f"> {text}", SLOW)
    terminal.press("enter")
    terminal.wait_for(f"      {text}", SLOW)
    assert "TIL STEDE  0 av 4" in terminal.text
    assert written(terminal, demo) == [text]


def test_a_storm_of_escapes_loses_no_text(terminal: Terminal) -> None:
    walk(terminal, (*BEGUN, ("+Vi leser høyt", "> +Vi leser høyt")))
    terminal.press(*["escape"] * 12)
    walk(terminal, (([], "IKKE FERDIG"), (["enter"], "TIL STEDE"), (["f6", "up"], "> +Vi leser høyt")))


def test_ctrl_c_ends_nothing_and_says_how_to_leave(terminal: Terminal) -> None:
    walk(terminal, (*HOME, (["ctrl+c"], "Ctrl+Q avslutter")))
    walk(terminal, (*BEGUN[1:], ("Hei", "> Hei"), (["ctrl+c"], "Ctrl+Q avslutter")))
    assert "> Hei" in terminal.text


def test_ctrl_z_undoes_and_never_suspends(terminal: Terminal) -> None:
    walk(terminal, (*BEGUN, ("Hei\r", "      Hei"), (["ctrl+z"], "Angret")))
    alive(terminal)


def test_keys_held_down_and_keys_without_meaning_break_nothing(terminal: Terminal) -> None:
    walk(terminal, BEGUN)
    for key in (
        "down",
        "tab",
        "f6",
        "up",
        "shift+tab",
        "ctrl+n",
        "enter",
        "ctrl+z",
        "ctrl+y",
        "ctrl+r",
        "ctrl+g",
        *F_KEYS,
    ):
        terminal.press(*[key] * 30)
        assert terminal.process.poll() is None
    terminal.press("escape", "escape")
    alive(terminal)


def test_clicks_and_the_wheel_everywhere_break_nothing(terminal: Terminal) -> None:
    walk(terminal, BEGUN)
    for y in range(1, 25):
        for x in (1, 4, 20, 50, 80):
            terminal.send(f"\x1b[<0;{x};{y}M\x1b[<0;{x};{y}m\x1b[<65;{x};{y}M\x1b[<64;{x};{y}M")
    alive(terminal)


def test_a_terminal_resized_while_one_types_loses_no_letter(terminal: Terminal, demo: Path) -> None:
    walk(terminal, BEGUN)
    dice, text = random.Random(16), "Vi snakker om turen i skogen, og ingen merker at vinduet endrer seg."
    for letter in text:
        terminal.type(letter)
        terminal.resize(dice.randint(20, 150), dice.randint(5, 50))
    terminal.resize(80, 24)
    terminal.wait_for(f"> {text}", SLOW)
    terminal.wait_until(lambda: terminal.cursor[0] == len(text) + 2 and terminal.cursor_shown, "the cursor", SLOW)
    terminal.press("enter")
    terminal.wait_for(f"      {text}", SLOW)
    assert written(terminal, demo) == [text]


def test_the_keys_of_today_typed_before_the_program_is_ready_still_count(demo: Path) -> None:
    with program(demo) as terminal:
        terminal.wait_until(lambda: terminal.written > 0, "the first bytes", SLOW)
        terminal.wait_for("MINE PLANER", SLOW)
        terminal.send("m\rHei alle sammen\r")
        terminal.wait_for("      Hei alle sammen", SLOW)
