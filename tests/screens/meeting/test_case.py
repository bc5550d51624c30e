"""The whole evaluation meeting of the kindergarten, on the screen, key by key."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys

from tests.screens.meeting.stage import stage
from tests.support.case import assert_case_holds, normalised


async def play(on):
    """Chair and write the meeting, as the holder does in the room."""
    await on.press("enter")
    await on.press("ctrl+a")
    await on.press("ctrl+n")
    await on.type("'Jeg liker dinosaurer. Det er dumt når alle roper.")
    await on.press("tab", *"stø", "tab", *"tegning", "tab", "1", "full_stop", "1", "0", "enter")
    await on.press("ctrl+n")
    await on.type("Hjemme virker bildene godt. Leggetiden er roligere.")
    await on.press("enter")
    await on.type(".Ferieturen i februar: hva gjør vi med bildene?")
    await on.press("enter", "ctrl+n")
    await on.type("Du gikk til bordet uten å gråte tre av fem dager.")
    await on.press("enter", "ctrl+n")
    await review(on)
    await agree(on)
    await on.press("ctrl+n", "enter")
    await on.press("ctrl+r", "enter", "enter", "enter", "enter")
    await on.press("down", "enter")
    await on.press("ctrl+n")
    await on.type("15.12 13")
    await on.press("enter")
    await on.press("ctrl+g", "j")


async def review(on):
    """Item 5."""
    await on.press("2", "tab")
    await on.type("Det er verst når det er mye lyd i gangen.")
    await on.press("enter")
    await on.press("1", "enter")
    await on.press("1", "tab", "tab", "tab", "j", "enter")
    await on.press("ctrl+n")


async def agree(on):
    """Item 6."""
    for line in (
        ("+Du og Stødig går først til maten", "stø", "fre"),
        ("+Varm og Blid leser for deg før leggetid", "va, bl", "om to uker"),
        ("+Klok sender råd om overganger til personalet", "kl", ""),
    ):
        for part in line[:-1]:
            await on.type(part)
            await on.press("tab")
        await on.type(line[-1])
        await on.press("enter")
    await on.type("!Vi fortsetter med bildene begge steder")
    await on.press("enter")


async def test_the_meeting_ends_as_it_was_held(tmp_path):
    async with stage(tmp_path, begin=False) as on:
        await play(on)
        assert_case_holds(on.shown)


def in_line_mode(directory):
    """The plan as it stands after line mode has played the same meeting."""
    program = [sys.executable, "-m", "stafett_tui"]
    subprocess.run([*program, "demo", "--keep", directory], stdin=subprocess.DEVNULL, capture_output=True, check=True)
    shown = subprocess.run([*program, "--store", directory, "show", "1", "--json"], capture_output=True, check=True)
    return json.loads(shown.stdout)


async def test_the_screen_and_line_mode_end_alike(tmp_path):
    async with stage(tmp_path, begin=False) as on:
        await play(on)
        here = normalised(on.shown)
    there = await asyncio.to_thread(in_line_mode, tmp_path / "line")
    assert here == normalised(there)


async def test_the_locked_minutes_are_calm_and_say_what_comes(tmp_path):
    async with stage(tmp_path, begin=False) as on:
        await play(on)
        assert "REFERATET ER LÅST" in on.text
        assert on.view.lock.head[:12] in on.text
        assert "15. desember 2026" in on.text
        assert "Hjemme virker bildene godt." in on.text
