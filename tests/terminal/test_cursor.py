"""The real cursor is shown, and stands on the focused cell, on every screen, list and question (T23)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.terminal import Terminal
from tests.terminal.journeys import BEGUN, BOARD, DOORS, HOME, PASSPHRASE, QUESTIONS, SCREENS, SLOW, program, walk

pytestmark = [pytest.mark.terminal, pytest.mark.timeout(240)]

LISTS = (
    "home", "plan", "board", "consent", "deadlines", "help", "meeting called", "attendance", "round", "review", "goals",
    "level", "read-back", "guards", "lookups",
)  # fmt: skip
SIZES = [(120, 40), (60, 18), (81, 25), (80, 24)]


@pytest.fixture
def terminal(demo: Path) -> Iterator[Terminal]:
    with program(demo) as terminal:
        yield terminal


def line_at(terminal: Terminal) -> tuple[int, str]:
    """The column of the cursor and the line it stands on; nothing while the screen changes its size."""
    (x, y), lines = terminal.cursor, terminal.text.split("\n")
    return (x, lines[y]) if terminal.cursor_shown and y < len(lines) else (0, "")


def pointed(terminal: Terminal) -> str:
    """The line that the cursor stands on, if it is the row in focus: shown, on the pointer at its beginning."""
    x, line = line_at(terminal)
    return line[x:] if line[x:].startswith(">") and terminal.cursor[1] > 0 else ""


def on_a_row(terminal: Terminal) -> str:
    terminal.wait_until(lambda: bool(pointed(terminal)), "the cursor on the row in focus", SLOW)
    return pointed(terminal)


def moved(terminal: Terminal, key: str) -> str:
    """Press a key that leads to another row; the cursor goes along."""
    before = on_a_row(terminal)
    terminal.press(key)
    terminal.wait_until(lambda: pointed(terminal) not in {"", before}, f"the row after {key}", SLOW)
    return pointed(terminal)


def after(terminal: Terminal, text: str) -> None:
    """The cursor stands right after the text, in the line that is written."""

    def there() -> bool:
        x, line = line_at(terminal)
        return line[:x].endswith(text)

    terminal.wait_until(there, f"the cursor after {text!r}", SLOW)


@pytest.mark.parametrize("name", LISTS)
def test_in_a_list_it_stands_on_the_row_in_focus(terminal: Terminal, name: str) -> None:
    walk(terminal, SCREENS[name])
    if name in {"round", "goals"}:
        terminal.press("tab")
    terminal.wait_quiet()
    first = on_a_row(terminal)
    second = moved(terminal, "down")
    assert moved(terminal, "up") == first
    assert moved(terminal, "down") == second
    terminal.press("end")
    for size in SIZES:
        terminal.resize(*size)
        terminal.wait_quiet()
        on_a_row(terminal)
    assert moved(terminal, "home") == first


def test_it_follows_through_a_list_longer_than_the_screen(terminal: Terminal) -> None:
    walk(terminal, SCREENS["help"])
    terminal.wait_quiet()
    seen = {on_a_row(terminal)}
    for _ in range(25):
        line = moved(terminal, "down")
        assert line not in seen
        seen.add(line)
    last = moved(terminal, "end")
    moved(terminal, "pageup")
    moved(terminal, "home")
    assert moved(terminal, "end") == last


@pytest.mark.parametrize("name", [*QUESTIONS, "palette", "new plan", "capture line", *DOORS])
def test_in_a_line_it_stands_where_the_next_letter_comes(demo: Path, tmp_path: Path, name: str) -> None:
    with program(demo if name not in DOORS else tmp_path / "nowhere") as terminal:
        walk(terminal, {**SCREENS, **QUESTIONS, **DOORS}[name])
        if name == "consent given":
            terminal.press("tab", "tab")
        typed, shown = ("åse", "•••") if name == "unlock new" else ("åse", "åse")
        terminal.type(typed)
        after(terminal, shown)
        x, y = terminal.cursor
        terminal.press("left")
        terminal.wait_until(lambda: terminal.cursor == (x - 1, y), "one cell to the left")
        terminal.press("home")
        terminal.wait_until(lambda: terminal.cursor == (x - 3, y), "the beginning of the line")
        terminal.press("end")
        after(terminal, shown)
        for size in SIZES:
            terminal.resize(*size)
            terminal.wait_quiet()
            after(terminal, shown)


def test_in_wide_letters_it_counts_cells(terminal: Terminal) -> None:
    walk(terminal, SCREENS["capture line"][:-1])
    x = terminal.cursor[0]
    terminal.type("世界é")
    terminal.wait_until(lambda: terminal.cursor[0] == x + 5, "two cells for each wide letter")


def test_a_form_takes_it_along_from_part_to_part(terminal: Terminal) -> None:
    walk(terminal, SCREENS["new plan"])
    terminal.wait_until(lambda: terminal.cursor == (24, 3), "the first line")
    for y in (4, 5, 6, 7, 9):
        terminal.press("tab")
        terminal.wait_until(lambda y=y: terminal.cursor[1] == y and terminal.cursor_shown, f"line {y}")
    terminal.press("shift+tab")
    terminal.wait_until(lambda: terminal.cursor[1] == 7, "back")
    before = terminal.cursor
    terminal.press("right")
    terminal.wait_until(lambda: terminal.cursor != before and terminal.cursor[1] == 7, "the next option")


def test_a_button_has_it_on_its_words(tmp_path: Path) -> None:
    with program(tmp_path / "nowhere") as terminal:
        walk(terminal, DOORS["unlock new"])
        terminal.type(f"{PASSPHRASE}\r{PASSPHRASE}\r")
        terminal.wait_until(lambda: terminal.line(terminal.cursor[1]).startswith(">["), "the button")
        assert terminal.cursor_shown


def test_the_panes_of_the_meeting_hand_it_on(terminal: Terminal) -> None:
    walk(terminal, (*BEGUN, ("Hei på deg\r", "      Hei på deg")))
    terminal.wait_until(lambda: terminal.line(terminal.cursor[1]).startswith("> "), "the capture line")
    terminal.press("f6")
    terminal.wait_until(lambda: "Hei på deg" in terminal.line(terminal.cursor[1]), "the minutes")
    terminal.press("f6")
    terminal.wait_until(lambda: "Varm Kaffekopp" in pointed(terminal), "the list")
    terminal.type("b")
    after(terminal, "> b")


def test_a_screen_left_and_come_back_to_has_it_where_it_was(terminal: Terminal) -> None:
    walk(terminal, BOARD)
    here = moved(terminal, "down")
    terminal.press("f1")
    terminal.wait_for("Esc går tilbake")
    on_a_row(terminal)
    terminal.press("escape")
    terminal.wait_until(lambda: pointed(terminal) == here, "the same row")


def test_a_click_brings_it_to_the_row(terminal: Terminal) -> None:
    walk(terminal, HOME)
    on_a_row(terminal)
    y = next(y for y in range(24) if "Plan 3 R.F." in terminal.line(y))
    terminal.send(f"\x1b[<0;10;{y + 1}M\x1b[<0;10;{y + 1}m")
    terminal.wait_until(lambda: "Plan 3 R.F." in pointed(terminal), "the row that was clicked")
