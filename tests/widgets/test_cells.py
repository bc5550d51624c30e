"""Text of people is measured, cut and wrapped by cells, and nothing in it can act on the terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from stafett_tui.widgets.cells import clusters, cut, fit, literal, width, wrap

NASTY = [
    "[/b]",
    "[@click=app.quit]x[/]",
    "\x1b[31mred\x1b[0m",
    "\x9b2J",
    "a\nb\r\nc\td",
    "abc\u202etxt.exe",
    "\u2066isolate\u2069",
    "שלום עולם",
    "مرحبا",
    "👨‍👩‍👧‍👦 ❤️ 🇳🇴 👍🏽",
    "漢字かな交じり文",
    "e\u0301a\u0308" + "\u0301" * 30,
    "\u0301first",
    "zero\u200bwidth\ufeff\u00ad",
    "\ud800lone",
    "Nguyễn Zoë O'Neil Ægir Åse",
    "\x00\x07\x08\x7f",
]


@pytest.mark.parametrize("text", NASTY)
def test_drawn_text_holds_no_character_that_acts_on_a_terminal(text: str) -> None:
    drawn = literal(text)
    assert not any(ord(c) < 0x20 or 0x7F <= ord(c) < 0xA0 for c in drawn)
    assert not any(c in drawn for c in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200f\u200d\ufe0f")
    drawn.encode("utf-8")


def test_markup_is_drawn_as_it_was_written() -> None:
    assert literal("[/b] [@click=app.quit]x[/]") == "[/b] [@click=app.quit]x[/]"


def test_norwegian_letters_are_left_alone() -> None:
    assert literal("Åse Øystein Ægir på 1.–4. trinn") == "Åse Øystein Ægir på 1.–4. trinn"


def test_controls_become_visible_signs() -> None:
    assert literal("a\x1b[2Jb\nc\td\x7f") == "a␛[2Jb↵c d␡"


def test_a_mark_without_a_letter_gets_something_to_stand_on() -> None:
    assert literal("\u0301x") == "◌\u0301x"
    assert width("\u0301x") == 2


def test_a_flag_is_two_letters_so_that_every_terminal_agrees_on_its_width() -> None:
    assert literal("🇳🇴") == "NO"


def test_a_pile_of_marks_is_thinned() -> None:
    assert len(literal("a" + "\u0301" * 500)) == 5


def test_cut_ends_in_an_ellipsis_and_keeps_wide_letters_whole() -> None:
    assert cut("abcdef", 4) == "abc…"
    assert cut("abcd", 4) == "abcd"
    assert cut("漢字漢字", 5) == "漢字…"
    assert cut("漢字漢字", 4) == "漢…"
    assert cut("abc", 0) == ""
    assert cut("abc", 1) == "…"


def test_ten_thousand_characters_are_cut_like_any_others() -> None:
    assert cut("ø" * 10_000, 20) == "ø" * 19 + "…"
    assert cut("漢" * 10_000, 20) == "漢" * 9 + "…"
    assert cut("\u200b" * 9_000 + "x" * 1_000, 4).endswith("…")


def test_fit_fills_the_column_exactly() -> None:
    assert fit("ab", 4) == "ab  "
    assert fit("ab", 4, right=True) == "  ab"
    assert fit("漢字漢", 4) == "漢… "


def test_wrap_breaks_at_words_and_never_loses_text() -> None:
    assert wrap("en to tre fire", 8) == ["en to", "tre fire"]
    assert wrap("langtordutenmellomrom", 8) == ["langtord", "utenmell", "omrom"]
    assert wrap("en\n\nto", 8) == ["en", "", "to"]
    assert wrap("", 8) == [""]
    assert wrap("en langtordutenmellomrom", 8) == ["en", "langtord", "utenmell", "omrom"]


def test_clusters_tell_where_each_unit_stands_in_the_given_text() -> None:
    found = clusters("e\u0301\u200b漢x")
    assert [(c.start, c.end, c.width) for c in found] == [(0, 3, 1), (3, 4, 2), (4, 5, 1)]
    assert [(c.start, c.end, c.width) for c in clusters("\u200bx")] == [(0, 1, 0), (1, 2, 1)]
    assert [c.drawn for c in clusters("\u200b\u0301x")] == ["◌\u0301", "x"]


@given(st.text(max_size=60), st.integers(min_value=1, max_value=40))
def test_no_text_is_wider_than_the_column_it_was_cut_for(text: str, cells: int) -> None:
    assert cell_len(fit(text, cells)) == cells
    assert all(cell_len(line) <= max(cells, 2) for line in wrap(text, cells))


@given(st.text(max_size=60))
def test_clusters_cover_the_text_and_agree_with_what_is_drawn(text: str) -> None:
    found = clusters(text)
    assert "".join(text[c.start : c.end] for c in found) == text
    assert "".join(c.drawn for c in found) == literal(text)
    assert literal(literal(text)) == literal(text)
