"""Acts of the meeting that are found among the commands: the interpreter, correcting and a remark."""

from __future__ import annotations

from tests.screens.meeting.stage import stage
from tests.screens.meeting.test_case import play


async def command(on, words):
    await on.press("ctrl+p")
    await on.pilot.pause()
    for letter in words:
        await on.pilot.press("space" if letter == " " else letter)
    await on.pilot.press("enter")
    await on.pilot.pause()
    await on.settle()


async def test_an_interpreter_is_named_from_the_commands(tmp_path):
    async with stage(tmp_path) as on:
        await command(on, "tolk")
        await on.type("Blank Skog")
        await on.press("enter")
        assert any(p.name == "Blank Skog" and p.kind == "guest" and p.mark for p in on.view.room)


async def test_before_the_meeting_runs_there_is_no_interpreter_to_name(tmp_path):
    async with stage(tmp_path, begin=False) as on:
        await command(on, "tolk")
        assert "Møtet er ikke i gang" in on.text


async def test_locked_minutes_are_corrected_from_the_commands_with_a_reason(tmp_path):
    async with stage(tmp_path, begin=False) as on:
        await play(on)
        await command(on, "rett et")
        await on.type("Skrivefeil")
        await on.press("enter")
        assert on.meeting["state"] == "correcting"


async def test_a_remark_on_locked_minutes_is_written_from_the_commands(tmp_path):
    async with stage(tmp_path, begin=False) as on:
        await play(on)
        await command(on, "merknad")
        await on.type("Jeg sa onsdag")
        await on.press("enter")
        assert "merknaden" in on.text.casefold()


async def test_minutes_that_are_not_locked_are_neither_corrected_nor_remarked_on(tmp_path):
    async with stage(tmp_path) as on:
        for words in ("rett et", "merknad"):
            await command(on, words)
            assert "ikke låst" in on.text
            assert on.screen.conduct.line.free
