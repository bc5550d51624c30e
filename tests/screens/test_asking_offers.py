"""The answers that a question offers: on one line where they fit, else under one another around the chosen one."""

from __future__ import annotations

from stafett_tui.screens.frame.asking import Choice, offered


def words(lines):
    return ["".join(text for text, _ in line) for line in lines]


def choices(count: int) -> list[Choice]:
    return [Choice(f"svar nummer {n}", n) for n in range(count)]


def test_few_answers_stand_on_one_line_with_the_chosen_one_marked():
    assert words(offered(choices(2), 1, 80)) == [" svar nummer 0  >svar nummer 1  "]
    assert words(offered([], None, 80)) == [""]


def test_many_answers_stand_under_one_another_and_the_chosen_one_is_always_there():
    for chosen in (None, 0, 5, 9):
        shown = words(offered(choices(10), chosen, 40))
        assert len(shown) == 6
        assert shown[-1].endswith("(+4)")
        assert chosen is None or any(line.startswith(f">svar nummer {chosen}") for line in shown)


def test_a_low_window_shows_fewer():
    assert len(offered(choices(10), 4, 40, 3)) == 3
    assert words(offered(choices(3), 2, 20, 3)) == [" svar nummer 0  ", " svar nummer 1  ", ">svar nummer 2  "]
