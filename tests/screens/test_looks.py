from __future__ import annotations

import random
import re

import pytest

from stafett_tui.domain.lock import next_meeting
from stafett_tui.i18n.po import SourceTranslations  # noqa: F401  # the catalogues are read from their source here
from stafett_tui.i18n.texts import texts
from stafett_tui.widgets.cells import width
from stafett_tui.widgets.compositor import CursorCell
from tests.support.app import NARROW, SMALL, WIDE, make_office, press, running, screen_text, settle, until

SCREENS = {
    "home": (),
    "plan": ("enter",),
    "board": ("t",),
    "consent": ("s",),
    "giving": ("s", "g"),
    "withdrawing": ("s", "t"),
    "keeping out": ("s", "o"),
    "deadlines": ("k",),
    "new_plan": ("n",),
    "help": ("f1",),
    "palette": ("ctrl+p",),
    "question": ("t", "f"),
}
HOSTILE = (
    "[/b] [@click=app.quit]x[/] [red]rød[/red]",
    "👩‍👩‍👧‍👦🇳🇴 Åse Øystein Ægir",
    "مرحبا שלום \u202eabc",
    "ord " * 2500,
    "linje\nto\tmed\x1b[31mtegn",
)


def focused_cell(app):
    focused = app.screen.focused
    assert isinstance(focused, CursorCell), focused
    cell = focused.cursor_cell()
    assert cell is not None
    return focused.content_region.offset + cell


@pytest.mark.parametrize("size", [NARROW, WIDE, SMALL], ids=str)
@pytest.mark.parametrize("name", SCREENS)
async def test_every_screen_fits_and_the_cursor_stands_in_it(tmp_path, name, size):
    office, _ = make_office(tmp_path)
    async with running(office, size) as pilot:
        await press(pilot, *SCREENS[name])
        app = pilot.app
        text = screen_text(app)
        assert all(width(line) <= size[0] for line in text.splitlines())
        cell = focused_cell(app)
        assert app.screen.region.contains_point(cell)
        for child in app.screen.children:
            if child.display:
                assert app.screen.region.contains_region(child.region), child
        assert text.strip()


@pytest.mark.parametrize("name", ["home", "plan", "board", "consent", "deadlines", "new_plan"])
async def test_too_small_a_window_shows_one_sentence_and_nothing_is_lost(tmp_path, name):
    office, _ = make_office(tmp_path)
    async with running(office) as pilot:
        await press(pilot, *SCREENS[name])
        if name == "deadlines":
            await until(pilot, "Laget")  # the plan of the row is read when the cursor rests
        before = screen_text(pilot.app)
        for size in ((59, 18), (60, 17), (20, 5)):
            await pilot.resize_terminal(*size)
            await settle(pilot)
            words = re.sub(r"\s+", " ", screen_text(pilot.app))
            assert words.startswith(("Vinduet er for lite", "Vindauget er for lite")[:1]), words
            assert "M.L." not in words
        await pilot.resize_terminal(*NARROW)
        await settle(pilot)
        assert screen_text(pilot.app) == before
        assert focused_cell(pilot.app)


async def test_any_size_is_survived(tmp_path):
    office, _ = make_office(tmp_path)
    sizes = random.Random(20261116)
    async with running(office) as pilot:
        await press(pilot, "enter")
        for keys in ((), ("t",), ("s",)):
            await press(pilot, *keys)
            for _ in range(4):
                await pilot.resize_terminal(sizes.randint(20, 200), sizes.randint(5, 60))
                await settle(pilot)


@pytest.mark.parametrize("text", HOSTILE, ids=["markup", "emoji", "right-to-left", "long", "control"])
async def test_text_of_people_is_taken_literally_cut_in_lists_and_whole_in_one_place(tmp_path, text):
    from stafett_tui.domain.goal import Arena
    from stafett_tui.domain.people import Role
    from stafett_tui.services.plans import NewPerson

    office, plan_id = make_office(tmp_path)
    desk = office.desk()
    desk.plans.set_goal(plan_id, Arena.HOME, text)
    desk.plans.add_participant(plan_id, NewPerson(text, Role.GUARDIAN))
    desk.activities.plan(plan_id, text, responsible="p-stodig", due="2026-11-01")
    desk.activities.comment(plan_id, desk.deadlines.ids(overdue=True)[0], text)
    desk.attendance.wish(plan_id, next_meeting(desk.plans.get(plan_id)).id, text, text, text)
    async with running(office) as pilot:
        app = pilot.app
        for keys in ((), ("enter",), ("t",), ("s",), ("k",)):
            await press(pilot, *keys)
            lines = screen_text(app).splitlines()
            assert all(width(line) <= NARROW[0] for line in lines)
            assert app.is_running
            if keys:
                await press(pilot, *(["escape"] * len(keys)))
        await press(pilot, "k", "enter", "escape", "escape", "t", "end", "enter")
        shown = app.screen.detail
        assert any(text in "".join(part for part, _ in line) for line in shown.lines if not isinstance(line, str))


ENGLISH_TOO = {"Plan", "status", "UTC"}


@pytest.mark.parametrize("language", ["nb", "nn"])
@pytest.mark.parametrize("name", SCREENS)
async def test_no_english_is_left_on_a_norwegian_screen(tmp_path, name, language):
    from tests.screens.english import english_words

    office, _ = make_office(tmp_path, language=language)
    async with running(office, WIDE) as pilot:
        await press(pilot, *SCREENS[name])
        assert english_words(screen_text(pilot.app), texts(language)) == set()
