"""Themes: the terminal's own colours by default, 7:1 in the contrast themes, and every meaning told without colour."""

from __future__ import annotations

import itertools

import pytest
from textual.color import Color
from textual.theme import Theme

from stafett_tui.config import THEMES as NAMES
from stafett_tui.widgets.inks import inks
from stafett_tui.widgets.rows import Row, Rows
from stafett_tui.widgets.themes import CONTRAST_DARK, CONTRAST_LIGHT, THEMES, register_themes
from tests.widgets.host import Host, shown


def luminance(colour: Color) -> float:
    parts = [part / 255 for part in (colour.r, colour.g, colour.b)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(Color.parse(one)), luminance(Color.parse(other))))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [theme for theme in THEMES if not theme.ansi], ids=lambda theme: theme.name)
def test_every_ink_of_a_contrast_theme_stands_out_seven_to_one(theme: Theme) -> None:
    assert theme.background
    for name in ("foreground", "primary", "secondary", "warning", "error", "success", "accent"):
        assert contrast(getattr(theme, name), theme.background) >= 7, name


def test_the_names_are_those_of_the_settings() -> None:
    assert tuple(theme.name for theme in THEMES) == NAMES


def test_the_default_theme_names_no_colour_that_is_not_the_terminals() -> None:
    named = itertools.chain(vars(THEMES[0]).values(), THEMES[0].variables.values())
    assert not [value for value in named if isinstance(value, str) and value.startswith("#")]


@pytest.mark.parametrize("theme", [*NAMES, "nord"])
async def test_rows_tell_their_state_by_marks_in_every_theme(theme: str) -> None:
    app = Host(Rows(rows=[Row("a", ("Lesekurs",), mark="!", ink="alarm"), Row("b", ("x",), ink="good")]), theme=theme)
    async with app.run_test(size=(40, 4)) as pilot:
        await pilot.pause()
        assert app.theme == theme
        assert shown(app)[0] == ">! Lesekurs"


async def test_an_unknown_theme_is_the_default() -> None:
    app = Host(Rows(), theme="finnes ikke")
    async with app.run_test(size=(40, 4)):
        assert app.theme == NAMES[0]
        register_themes(app, CONTRAST_LIGHT)
        assert app.theme == CONTRAST_LIGHT


async def test_no_color_leaves_marks_words_and_the_reversed_cursor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    for theme in (NAMES[0], CONTRAST_DARK):
        app = Host(Rows(rows=[Row("a", ("Lesekurs",), mark="!", ink="alarm")]), theme=theme)
        async with app.run_test(size=(40, 4)) as pilot:
            await pilot.pause()
            assert shown(app)[0] == ">! Lesekurs"
            strip = app.screen._compositor.render_strips()[0]
            segment = next(iter(strip))
            assert segment.style is not None
            assert segment.style.reverse
            colour = segment.style.color
            assert colour is None or colour.is_default or len(set(colour.get_truecolor())) == 1


def test_looks_never_rest_on_colour_alone() -> None:
    for theme in THEMES:
        assert inks(theme)["alarm"].bold
        assert inks(theme)["cursor"].reverse
