"""What people write is taken literally on every screen: cut by cells in lists, whole in one place, and nothing breaks."""

from __future__ import annotations

import unicodedata

import pytest
from rich.cells import cell_len

from stafett_tui.documents.markdown import plan_markdown
from stafett_tui.documents.minutes import minutes_markdown
from stafett_tui.domain.lock import meetings
from stafett_tui.i18n.texts import texts
from stafett_tui.widgets.cells import literal
from tests.screens.strange import strange, walk
from tests.support.app import NARROW, SMALL, WIDE

MARKUP = "[/b][b]x[/] [@click=app.quit]x[/] $x {x} %s <b> & \\ `x` [red on blue]x"
EMOJI = "👨‍👩‍👧‍👦🏳️‍🌈👍🏽❤️🇳🇴 e\u0301\u0327\u0300 世界 \u200b\u00ad x"
RIGHT_TO_LEFT = "שלום מרחבا \u202eevil\u202c \u2067مرحبا\u2069 x"
CONTROLS = "a\x1b[2Jb\x07c\x00d\te\u0085f\u2028g\u009bh x"
LONG = " ".join(f"langtord{n:05}" for n in range(770))
TEXTS = {"markup": MARKUP, "emoji": EMOJI, "right to left": RIGHT_TO_LEFT, "controls": CONTROLS, "long": LONG}
WITHOUT = frozenset({"new plan", "palette", "help"})
"""Places that show nothing that people wrote."""
HARMFUL = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})

pytestmark = pytest.mark.timeout(180)


def assert_harmless(shown: str, columns: int, lines: int, where: str) -> None:
    """No line is wider than the screen, and no sign does anything to the terminal."""
    assert len(shown.split("\n")) == lines, where
    for line in shown.split("\n"):
        assert cell_len(line) <= columns, (where, line)
        assert not [hex(ord(sign)) for sign in line if unicodedata.category(sign) in HARMFUL], (where, line)


def assert_plain_cells(app, columns: int, where: str) -> None:
    """Every line is exactly as wide as the screen, and no cell carries an act of somebody's text."""
    for strip in app.screen._compositor.render_strips():
        assert sum(cell_len(segment.text) for segment in strip) == columns, where
        assert not [s for s in strip if s.style and "@click" in s.style.meta], where


WALKS = [*((name, NARROW) for name in TEXTS), *((name, WIDE) for name in ("markup", "emoji", "long")), ("long", SMALL)]


@pytest.mark.parametrize(("name", "size"), WALKS, ids=[f"{name}-{x}x{y}" for name, (x, y) in WALKS])
async def test_every_screen_draws_it_literally_and_none_breaks(tmp_path, name, size):
    text, seen = TEXTS[name], {}
    async with strange(tmp_path, lambda _: text, size) as (pilot, _):

        def look(where: str, shown: str) -> None:
            assert_harmless(shown, *size, where)
            assert_plain_cells(pilot.app, size[0], where)
            assert pilot.app.screen.focused is not None, where
            seen[where] = shown

        await walk(pilot, look)
    head = literal(text)[:4].strip()
    places = {where.removesuffix(" end") for where in seen} - WITHOUT
    shown_in = {where.removesuffix(" end") for where, shown in seen.items() if head in shown}
    assert not {"plan", "board", "consent", "deadlines", "attendance", "round", "review", "read-back"} - shown_in
    assert len(shown_in) > len(places) * 2 / 3


@pytest.mark.parametrize("name", TEXTS)
async def test_the_pages_that_are_printed_say_it_literally(tmp_path, name):
    text = TEXTS[name]
    async with strange(tmp_path, lambda _: text, NARROW) as (pilot, plan_id):
        plan = pilot.app.office.desk().plans.get(plan_id)
    tr = texts("nb")
    page = plan_markdown(plan, tr) + minutes_markdown(plan, meetings(plan)[0], tr)
    bare = "".join(sign for sign in page if sign != "\\")
    wanted = " ".join("".join(s if unicodedata.category(s) != "Cc" or s in "\t\n" else "\ufffd" for s in text).split())
    assert bare.count(wanted.replace("\\", "")) >= 12
    assert "[@click=app.quit]" not in page
    assert not [hex(ord(sign)) for sign in page if unicodedata.category(sign) == "Cc" and sign != "\n"]
