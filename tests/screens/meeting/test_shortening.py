"""A short form opens to a whole word of the plan at the blank; Backspace takes it back at once."""

from __future__ import annotations

from tests.screens.meeting.stage import stage


async def test_a_short_form_opens_at_the_blank_and_the_whole_word_is_saved(tmp_path):
    async with stage(tmp_path, item=4) as on:
        await on.type("Vi ser på dgt hver dag")
        assert on.screen.capture.text == "Vi ser på dagtavla hver dag"
        await on.press("enter")
        assert on.view.lines[-1].text == "Vi ser på dagtavla hver dag"


async def test_backspace_right_after_it_writes_the_short_form_instead(tmp_path):
    async with stage(tmp_path, item=4) as on:
        await on.type("Vi ser dgt ")
        assert "Tilbaketasten" in on.text
        await on.press("backspace")
        assert on.screen.capture.text == "Vi ser dgt "
        await on.press("backspace", "backspace")
        assert on.screen.capture.text == "Vi ser dg"


async def test_in_the_middle_of_a_line_and_in_other_slots_nothing_opens(tmp_path):
    async with stage(tmp_path, item=6) as on:
        await on.type("og mer")
        await on.press("home")
        await on.type("dgt ")
        assert on.screen.capture.text == "dgt og mer"
        await on.press("ctrl+u", "ctrl+k")
        await on.type("+Noe nytt")
        await on.press("tab")
        await on.type("dgt ")
        assert on.screen.capture.text == "dgt "
