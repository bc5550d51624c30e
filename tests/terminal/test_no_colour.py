"""With NO_COLOR=1 nothing is coloured, and every state is still told (meeting-flow §2.2)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.terminal import Terminal
from tests.terminal.journeys import BOARD, HOME, SCREENS, program, walk

pytestmark = [pytest.mark.terminal, pytest.mark.timeout(120)]


def colours(terminal: Terminal) -> set[object]:
    """The colours of all cells: letter and ground."""
    return {colour for row in terminal.cells() for cell in row for colour in cell[1:3]}


@pytest.mark.parametrize("theme", ["ansi", "stafett-dark", "stafett-light"])
def test_without_colours_no_cell_has_one_and_marks_carry_the_meaning(demo: Path, theme: str) -> None:
    with program(demo, NO_COLOR="1", STAFETT_THEME=theme) as terminal:
        walk(terminal, HOME)
        greys(terminal)
        assert " ! Plan 1 M.L." in terminal.text
        walk(terminal, BOARD[1:])
        greys(terminal)
        assert "13.11 -3" in terminal.text
        walk(terminal, ((["escape"], "MINE PLANER"), *SCREENS["review"][1:]))
        greys(terminal)
        assert "trenger frist!" in terminal.text


def greys(terminal: Terminal) -> None:
    """No cell has a hue: each colour is the terminal's own, or as red as it is green as it is blue."""
    terminal.wait_quiet()
    for colour in colours(terminal) - {"default", "black", "white", "brightblack", "brightwhite"}:
        red, green, blue = (str(colour)[i : i + 2] for i in (0, 2, 4))
        assert red == green == blue, colour


def test_with_colours_there_are_some(demo: Path) -> None:
    with program(demo, STAFETT_THEME="stafett-dark") as terminal:
        walk(terminal, HOME)
        assert len(colours(terminal)) > 1
