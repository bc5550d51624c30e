"""What is seen: at every size, in every language, with any text, shared or not; the cursor on the cell in focus."""

from __future__ import annotations

import pytest

from stafett_tui.domain.minutes import LineSort
from tests.screens.meeting.stage import stage

NASTY = ("[/b]", "[@click=app.quit]x[/]", "👩‍👧 familien", "שלום עולם", "\u202eab\u202c", "x" * 10_000)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 18), (100, 30), (61, 19), (200, 60)])
async def test_every_list_is_drawn_at_every_size(tmp_path, size):
    async with stage(tmp_path, size=size) as on:
        for _ in range(8):
            assert on.screen.focused is not None
            await on.press("ctrl+n")
        await on.press("ctrl+g", "escape", "f5", "f5", "backslash", "escape")
        assert on.screen.focused is not None


@pytest.mark.parametrize("size", [(59, 24), (80, 17), (20, 5)], ids=str)
async def test_what_is_typed_while_the_window_is_too_small_is_written_where_it_was_meant(tmp_path, size):
    async with stage(tmp_path) as on:
        await on.type("Vi snakker om ")
        await on.pilot.resize_terminal(*size)
        await on.type("turen i ")
        assert "Vinduet er for lite" in " ".join(on.text.split())
        await on.pilot.resize_terminal(80, 24)
        await on.type("skogen")
        assert "> Vi snakker om turen i skogen" in on.text


@pytest.mark.parametrize("text", NASTY, ids=["markup", "link", "emoji", "right-to-left", "override", "long"])
async def test_any_text_is_taken_literally(tmp_path, text):
    async with stage(tmp_path, item=6) as on:
        for sign in ("", "!", "+", "'", "."):
            await on.press(
                *([{"!": "exclamation_mark", "+": "plus", "'": "apostrophe", ".": "full_stop"}[sign]] if sign else [])
            )
            on.screen.capture.insert(text)
            await on.press("enter")
        assert [line["text"] for line in on.meeting["lines"]] == [text] * 5
        await on.press("up", "escape", "ctrl+r", "f5", "f5", "ctrl+g")
        assert on.meeting["state"] == "running"


async def test_a_long_line_is_shown_whole_in_the_minutes(tmp_path):
    async with stage(tmp_path, item=3) as on:
        words = " ".join(f"ord{n}" for n in range(60))
        await on.type(words)
        await on.press("enter")
        shown = " ".join(on.text.split())
        assert "ord0 ord1" in shown
        assert "ord58 ord59" in shown


async def test_a_row_that_is_cut_is_shown_whole_below(tmp_path):
    async with stage(tmp_path, item=5) as on:
        assert "Stødig viser deg dagtavla med bilder før hvert måltid." in on.text


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
async def test_no_word_of_another_language_stands_on_the_screen(tmp_path, language):
    foreign = {
        "nb": ("Enter:  take", "left", "ENDS", "saved", "agreement", "Meeting", " til stades", "røysting"),
        "nn": ("agreement", "Meeting", "saved", "Møte er", "til stede", "hvem", "hvorfor", "ikke"),
        "en": ("Møte", "lagret", "sak", "hvem", "vurder", "til stede"),
    }[language]
    async with stage(tmp_path, language=language) as on:
        seen = on.text
        for _ in range(8):
            await on.press("ctrl+n")
            seen += own_words_left_out(on.text)
        await on.press("ctrl+g")
        seen += own_words_left_out(on.text)
        assert not [word for word in foreign if word in own_words_left_out(seen)]


def own_words_left_out(text):
    """The screen without the plan's own words, which are bokmål."""
    own = (
        "Stødig viser deg",
        "Varm og Blid",
        "Klok ser på",
        "Innen 15. desember",
        "pedagogisk",
        "helse",
        "rådgiver",
        "møterom",
    )
    return "\n".join(line for line in text.splitlines() if not any(word in line for word in own))


async def test_the_shared_screen_says_so_and_shows_only_this_item(tmp_path):
    async with stage(tmp_path, size=(120, 40), item=6) as on:
        await on.type("!Vi fortsetter")
        await on.press("enter", "f5")
        assert "vises på storskjerm" in on.text
        assert "SAKLISTE" not in on.text
        assert "Vi fortsetter" in on.text
        here = on.app.screen
        for act in ("palette", "language"):
            await on.screen.run_action(act)
            await on.settle()
            assert on.app.screen is here, "no other child can turn up"
        await on.press("f6", "f6", "escape")
        assert "vises på storskjerm" not in on.text
        assert on.app.screen is here


async def test_minutes_read_at_leisure_and_written_in_from_there(tmp_path):
    async with stage(tmp_path, item=3) as on:
        for number in range(15):
            await on.type(f"linje {number}")
            await on.press("enter")
        await on.press("f6", "home")
        assert "linje 0" in on.text
        await on.press("x", "enter")
        assert on.meeting["lines"][-1]["text"] == "x"
        await on.press("f6", "escape")
        assert on.screen.hands.where == "list"


async def test_what_waits_for_the_disk_is_not_shown_as_saved(tmp_path):
    async with stage(tmp_path, item=3) as on:
        gate = on.screen.outbox
        import threading

        hold = threading.Event()
        gate.put(hold.wait, lambda _: None, lambda _: None)
        for key in ("h", "e", "i", "enter"):
            on.screen.capture.take_key(key, key if len(key) == 1 else None)
        await on.pilot.pause()
        assert "…          hei" in on.text
        assert on.meeting["lines"] == []
        hold.set()
        await on.settle()
        assert "12:58      hei" in on.text


async def test_five_hundred_lines_do_not_hurt(tmp_path):
    async with stage(tmp_path, item=3) as on:
        desk, this = on.office.desk(), on.view.meeting.id
        for number in range(500):
            desk.minutes.write(on.plan_id, this, "family_update", LineSort.NOTE, f"Linje {number}")
        await on.settle()
        await on.type("en til")
        await on.press("enter")
        assert "en til" in on.text


async def test_the_clock_shows_whole_minutes_and_the_forecast(tmp_path):
    async with stage(tmp_path, item=1) as on:
        on.wait(7)
        on.screen._next_minute()
        await on.settle()
        assert "7 av 4 min" in on.text or "7/4 min" in on.text
        assert "slutt 13:46 (+1)" in on.text


async def test_the_cursor_stands_on_the_cell_in_focus(tmp_path):
    async with stage(tmp_path, item=5) as on:
        await on.press("down")
        cell = on.screen.list.cursor_cell()
        assert cell is not None
        assert cell.y == 1
        await on.type("ab")
        assert on.screen.focused is on.screen.capture
        assert on.screen.capture.cursor_cell().x == 4
