"""Whoever has keys of their own reads those: in the footer, the head, the help and the commands."""

from __future__ import annotations

from dataclasses import replace

import pytest

from stafett_tui.screens.board.screen import BoardScreen
from stafett_tui.screens.deadlines.screen import DeadlinesScreen
from stafett_tui.screens.help_page.screen import HelpScreen
from stafett_tui.screens.home.screen import HomeScreen
from stafett_tui.screens.new_plan.screen import NewPlanScreen
from tests.services.test_starting import unsigned_by_blid
from tests.support.app import WIDE, make_empty_office, make_office, press, running, screen_text
from tests.support.office import HOLDER

OWN = {
    "palette": ("f2",), "help": ("f3",), "new_plan": ("x",), "board": ("b",), "done": ("z",), "back": ("f9",),
    "deadlines": ("y",), "open_plan": ("f8",), "lock": ("f7",), "undo": (),
}  # fmt: skip


def office_with(tmp_path, keymap, **changes):
    office = make_empty_office(tmp_path, me=replace(HOLDER, **changes)) if changes else make_office(tmp_path)[0]
    office.settings = replace(office.settings, keymap=keymap)
    return office


def foot(app):
    return screen_text(app).splitlines()[-1]


@pytest.mark.parametrize(("keys", "shown", "never"), [
    ((), ("x ny plan", "b tavle", "F2 kommandoer"), ("n ny plan", "t tavle", "Ctrl+P", "Ctrl+Z")),
    (("enter",), ("b tavle", "F2 kommandoer"), ("t tavle", "Ctrl+P")),
    (("b",), ("z utført", "F2 kommandoer"), ("d utført", "Ctrl+P")),
    (("s",), ("F2 kommandoer",), ("Ctrl+P",)),
    (("y",), ("z utført", "F2 kommandoer"), ("d utført",)),
    (("x",), ("F8 åpne planen", "F9 Tilbake", "F2 kommandoer"), ("Ctrl+G", "Esc", "Ctrl+P")),
    (("b", "f"), ("F9 Tilbake",), ("Esc",)),
    (("m",), ("F2 kommandoer",), ("Ctrl+P",)),
])  # fmt: skip
async def test_the_footer_of_every_screen_shows_the_persons_own_keys(tmp_path, keys, shown, never):
    async with running(office_with(tmp_path, OWN), WIDE) as pilot:
        await press(pilot, *keys)
        line = foot(pilot.app)
        assert all(each in line for each in shown), line
        assert not any(each in line for each in never), line


async def test_the_head_and_the_help_page_show_the_persons_own_keys(tmp_path):
    async with running(office_with(tmp_path, OWN)) as pilot:
        assert "F3 hjelp" in screen_text(pilot.app)
        await press(pilot, "f3")
        assert isinstance(pilot.app.screen, HelpScreen)
        text = screen_text(pilot.app)
        assert "F9 går tilbake" in text
        lines = {line.split("  ")[-1].strip(): line.lstrip("> ") for line in text.splitlines()}
        assert lines["Ny plan"].startswith("x ")
        await press(pilot, "f9")
        assert isinstance(pilot.app.screen, HomeScreen)


async def test_an_act_without_a_key_is_found_under_the_persons_own_key_to_the_commands(tmp_path):
    async with running(office_with(tmp_path, OWN), WIDE) as pilot:
        await press(pilot, "f3", "end")
        assert "i F2" in screen_text(pilot.app)
        assert "i Ctrl+P" not in screen_text(pilot.app)


async def test_the_commands_show_the_persons_own_keys_and_a_click_on_the_footer_presses_them(tmp_path):
    async with running(office_with(tmp_path, OWN)) as pilot:
        await press(pilot, "f2", "=ny plan")
        assert next(x for x in screen_text(pilot.app).splitlines() if "Ny plan" in x).rstrip().endswith("x")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, NewPlanScreen)
        await press(pilot, "f9")
        await pilot.click("HomeScreen Foot", offset=(foot(pilot.app).index("b tavle"), 0))
        await press(pilot)
        assert isinstance(pilot.app.screen, BoardScreen)


async def test_a_coordinator_with_keys_of_their_own_is_led_to_the_deadlines_by_them(tmp_path):
    async with running(office_with(tmp_path, OWN, office="coordinator")) as pilot:
        assert "y viser fristene i alle planer" in screen_text(pilot.app)
        assert foot(pilot.app).startswith(" Enter åpne  y frister  x ny plan")
        await press(pilot, "y")
        assert isinstance(pilot.app.screen, DeadlinesScreen)


async def test_a_coordinator_without_that_key_is_led_to_the_commands(tmp_path):
    keymap = {**OWN, "deadlines": ()}
    async with running(office_with(tmp_path, keymap, office="coordinator")) as pilot:
        assert "F2 viser fristene" in screen_text(pilot.app)
        assert foot(pilot.app).startswith(" Enter åpne  x ny plan")


@pytest.mark.parametrize(("keys", "said"), [
    (("s", "g", "shift+tab"), "Samtykke kan ikke angres med F4"),
    (("enter", "g"), "Trykk j for"),
    (("ctrl+c",), "Ctrl+Q avslutter"),
])  # fmt: skip
async def test_sentences_name_the_persons_own_keys(tmp_path, keys, said):
    office = make_empty_office(tmp_path)
    office.desk().starting.start(unsigned_by_blid(others_sign_later=True))
    office.settings = replace(office.settings, keymap={"undo": ("f4",), "new_goal": ("j",)})
    async with running(office, WIDE) as pilot:
        await press(pilot, *keys)
        assert said in screen_text(pilot.app)


async def test_where_no_plan_is_the_persons_own_key_to_a_new_one_is_named(tmp_path):
    office = make_empty_office(tmp_path)
    office.settings = replace(office.settings, keymap=OWN)
    async with running(office) as pilot:
        assert "Trykk x for en ny plan" in screen_text(pilot.app)


async def test_with_vi_keys_the_footer_shows_what_leads_to_the_deadlines_then(tmp_path):
    office = office_with(tmp_path, {})
    office.settings = replace(office.settings, vi=True)
    async with running(office, WIDE) as pilot:
        assert "K frister" in foot(pilot.app)
