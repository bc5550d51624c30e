"""Whoever goes back with a key of their own does so everywhere, and no sentence names another."""

from __future__ import annotations

from dataclasses import replace

import pytest

from stafett_tui.commands import Palette
from stafett_tui.screens.home.screen import HomeScreen
from tests.support.app import make_office, press, running, screen_text

KEYMAP = {"back": ("f9",), "quit": ("f10",)}


def office_with_own_keys(tmp_path):
    office = make_office(tmp_path)[0]
    office.settings = replace(office.settings, keymap=KEYMAP)
    return office


@pytest.mark.parametrize("keys", [
    ("/",), ("enter", "g", "=Et mål"), ("s", "t"), ("m",), ("m", "f5"), ("m", "f6", "="), ("m", "\\"),
    ("m", "enter", "f9"), ("enter", "f", "v"),
])  # fmt: skip
async def test_no_sentence_names_a_key_that_the_person_does_not_go_back_with(tmp_path, keys):
    async with running(office_with_own_keys(tmp_path)) as pilot:
        await press(pilot, *keys)
        assert "Esc" not in screen_text(pilot.app)


async def test_the_filter_and_the_commands_are_left_with_the_persons_own_key(tmp_path):
    async with running(office_with_own_keys(tmp_path)) as pilot:
        await press(pilot, "/")
        assert "F9 viser alt" in screen_text(pilot.app)
        await press(pilot, "f9", "ctrl+p")
        assert isinstance(pilot.app.screen, Palette)
        await press(pilot, "f9")
        assert isinstance(pilot.app.screen, HomeScreen)


async def left_step_by_step(office, key):
    """What the screen shows at each step on the way out of a meeting with a half-written line on a shared screen."""
    async with running(office) as pilot:
        await press(pilot, "m", "enter", "=+Gå tur")
        shown = []
        for each in (key, "f5", key, key, key, key):
            await press(pilot, each)
            shown.append(screen_text(pilot.app).replace("F9", "Esc"))
        assert isinstance(pilot.app.screen, HomeScreen)
        return shown


async def test_in_the_meeting_the_own_key_leads_out_by_the_same_steps_as_esc(tmp_path):
    theirs = await left_step_by_step(office_with_own_keys(tmp_path / "own"), "f9")
    usual = await left_step_by_step(make_office(tmp_path / "usual")[0], "escape")
    assert theirs == usual
    assert any("Esc én gang til går ut" in each for each in usual)


async def test_the_covered_screen_names_the_persons_own_key_to_quit(tmp_path):
    async with running(office_with_own_keys(tmp_path)) as pilot:
        await press(pilot, "ctrl+p", "=lås skjermen", "enter")
        foot = screen_text(pilot.app).splitlines()[-1]
        assert "F10 Avslutt" in foot
        assert "Ctrl+Q" not in foot


async def test_home_says_which_key_leads_to_what_waits(tmp_path):
    async with running(office_with_own_keys(tmp_path)) as pilot:
        assert "venter: trykk End" in screen_text(pilot.app)
