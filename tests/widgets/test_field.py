"""`Field`: every key in the order typed, any text taken literally, nothing pasted is lost, the cursor is in it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual.geometry import Offset

from stafett_tui.widgets.cells import clusters, width
from stafett_tui.widgets.edit import Edit, follow, window
from stafett_tui.widgets.field import Field
from tests.widgets.host import Host, at_once, run, shown

GROUP = ("a", "b", "c", "backspace", "d", "left", "e", "end", ".")


async def test_keys_that_wait_in_the_queue_act_in_the_order_typed() -> None:
    line = Field()
    app = Host(line)
    async with app.run_test(size=(40, 4)) as pilot:
        for _ in range(20):
            at_once(app, *GROUP)
        await pilot.pause()
        assert line.text == "abed." * 20


async def test_enter_gives_the_text_as_it_was_and_the_rest_is_a_new_line() -> None:
    seen: list[Any] = []
    line = Field(clears=True)
    app = Host(line)
    async with app.run_test(size=(40, 4), message_hook=seen.append) as pilot:
        at_once(app, "e", "n", "enter", "t", "o", "enter", "t", "r", "e")
        await pilot.pause()
        await pilot.pause()
        assert line.text == "tre"
    texts = [m.text for m in seen if isinstance(m, Field.Submitted)]
    assert list(dict.fromkeys(texts)) == ["en", "to"]


async def test_a_bound_key_runs_between_what_was_typed_before_and_after_it() -> None:
    order: list[str] = []

    class Noting(Field):
        def text_changed(self) -> None:
            order.append(self.text)

    app = Host(Noting())
    async with app.run_test(size=(40, 4)) as pilot:
        app.screen.action_note = lambda: order.append("note")
        at_once(app, "a", "ctrl+n", "b", "ctrl+n", "c")
        await pilot.pause()
        await pilot.pause()
        assert order == ["a", "note", "ab", "note", "abc"]


async def test_a_key_typed_after_tab_goes_to_the_next_field_even_in_one_piece() -> None:
    first, second = Field(), Field()
    app = Host(first, second)
    async with app.run_test(size=(40, 4)) as pilot:
        at_once(app, "a", "tab", "b", "shift+tab", "c")
        await pilot.pause()
        await pilot.pause()
        assert (first.text, second.text) == ("ac", "b")


async def test_changes_in_a_row_are_told_as_one() -> None:
    seen: list[Any] = []

    class Counting(Host):
        def on_field_changed(self, event: Field.Changed) -> None:
            seen.append(event.field.text)

    app = Counting(Field())
    async with app.run_test(size=(40, 4)) as pilot:
        at_once(app, *"en lang linje".replace(" ", "_"))
        await pilot.pause()
        await pilot.pause()
    assert seen[-1] == "en_lang_linje"
    assert len(seen) < 13


@pytest.mark.parametrize(
    "text", ["[/b]", "[@click=app.quit]x[/]", "שלום", "漢字", "👨‍👩‍👧‍👦", "e\u0301", "\x1b[2J\t\u202e"]
)
async def test_any_text_is_kept_as_it_is_and_drawn_harmlessly(text: str) -> None:
    line = Field(text, prompt="> ")
    app = Host(line)
    async with app.run_test(size=(40, 4)) as pilot:
        await pilot.pause()
        assert line.text == text
        assert "\x1b" not in shown(app)[0]
        await run(app, pilot, "backspace", "end")
        assert line.text == text[: clusters(text)[-1].start]
        await run(app, pilot, *["backspace"] * len(text))
        assert line.text == ""


async def test_ten_thousand_characters_scroll_and_the_cursor_stays_in_the_field() -> None:
    line = Field("x" * 10_000, prompt="> ")
    app = Host(line)
    async with app.run_test(size=(40, 4)) as pilot:
        await run(app, pilot, "y")
        assert 2 <= app.cursor_position.x < 40
        assert shown(app)[0].endswith("y")
        await run(app, pilot, "home")
        assert app.cursor_position == Offset(2, 0)
        await run(app, pilot, "ctrl+right")
        assert line.at == 10_001
        await run(app, pilot, "ctrl+u")
        assert line.text == ""


async def test_a_field_that_becomes_wider_shows_again_what_had_no_room() -> None:
    line = Field("Vi snakker om turen i skogen", prompt="> ")
    app = Host(line)
    async with app.run_test(size=(20, 4)) as pilot:
        await pilot.pause()
        assert "Vi snakker" not in shown(app)[0]
        await pilot.resize_terminal(60, 4)
        await pilot.pause()
        assert shown(app)[0].startswith("> Vi snakker om turen i skogen")
        assert app.cursor_position.x == 2 + len(line.text)


async def test_a_field_without_focus_shows_the_beginning_and_an_ellipsis() -> None:
    line, other = Field("en " * 40), Field()
    app = Host(line, other)
    async with app.run_test(size=(40, 4)) as pilot:
        other.focus()
        await pilot.pause()
        assert shown(app)[0].startswith("en en")
        assert shown(app)[0].endswith("…")


async def test_pasted_lines_become_one_line_or_are_told_one_by_one() -> None:
    seen: list[Any] = []
    joining, telling = Field(), Field(paste="lines")
    app = Host(joining, telling)
    async with app.run_test(size=(40, 4), message_hook=seen.append) as pilot:
        app.post_message(events.Paste("en\r\nto\n\ntre"))
        await pilot.pause()
        assert joining.text == "en to tre"
        telling.focus()
        app.post_message(events.Paste("en\nto"))
        app.post_message(events.Paste("bare en"))
        await pilot.pause()
        await pilot.pause()
        assert telling.text == "bare en"
    assert next(m.lines for m in seen if isinstance(m, Field.Pasted)) == ("en", "to")


async def test_a_password_is_never_on_the_screen() -> None:
    app = Host(Field("hemmelig", password=True))
    async with app.run_test(size=(40, 4)) as pilot:
        await pilot.pause()
        assert shown(app)[0] == "•" * 8


async def test_a_placeholder_stands_where_nothing_is_written() -> None:
    line = Field(placeholder="hva ble sagt?")
    app = Host(line)
    async with app.run_test(size=(40, 4)) as pilot:
        await pilot.pause()
        assert shown(app)[0] == "hva ble sagt?"
        line.insert("x")
        assert line.clear() == "x"


async def test_a_click_puts_the_cursor_between_letters() -> None:
    line = Field("漢字 ord", prompt="> ")
    app = Host(line)
    async with app.run_test(size=(40, 4)) as pilot:
        await pilot.click(Field, offset=(4, 0))
        assert line.at == 1
        await pilot.click(Field, offset=(30, 0))
        assert line.at == len(line.text)
        line.at = -3
        assert line.at == 0


async def test_a_kind_of_field_acts_on_its_own_keys_first() -> None:
    class Capture(Field):
        def act(self, key: str) -> bool:
            if key == "tab":
                self.text = ""
                return True
            return False

    line = Capture()
    app = Host(line)
    async with app.run_test(size=(40, 4)) as pilot:
        at_once(app, "a", "tab", "b")
        await pilot.pause()
        assert line.text == "b"


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("ctrl+w", Edit("en  tre", 3)),
        ("ctrl+u", Edit(" tre", 0)),
        ("ctrl+k", Edit("en to", 5)),
        ("ctrl+left", Edit("en to tre", 3)),
        ("ctrl+right", Edit("en to tre", 9)),
        ("delete", Edit("en totre", 5)),
        ("backspace", Edit("en t tre", 4)),
        ("home", Edit("en to tre", 0)),
        ("end", Edit("en to tre", 9)),
    ],
)
async def test_editing_keys(key: str, expected: Edit) -> None:
    line = Field("en to tre")
    line_at = 5
    app = Host(line)
    async with app.run_test(size=(40, 4)) as pilot:
        line.at = line_at
        await run(app, pilot, key)
        assert line._edit == expected


KEYS = [Edit.left, Edit.right, Edit.home, Edit.end, Edit.backspace, Edit.delete, Edit.word_left, Edit.word_right]


@given(st.lists(st.one_of(st.sampled_from(KEYS), st.text(max_size=4))))
def test_the_cursor_never_leaves_the_text(steps: list[Any]) -> None:
    edit = Edit()
    for step in steps:
        edit = edit.insert(step) if isinstance(step, str) else step(edit)
        assert 0 <= edit.at <= len(edit.text)


def test_the_window_on_a_text_never_shows_half_a_wide_letter() -> None:
    assert window("abcdef", 2, 3) == "cde"
    assert window("a漢字b", 1, 3) == "漢"
    assert window("a漢字b", 0, 2) == "a"


@given(st.text(max_size=80), st.integers(min_value=3, max_value=20), st.data())
def test_the_cursor_is_always_in_what_is_shown(text: str, room: int, data: Any) -> None:
    first = 0
    for _ in range(4):
        place = data.draw(st.integers(min_value=0, max_value=len(clusters(text))))
        at = clusters(text)[place].start if place < len(clusters(text)) else len(text)
        first = follow(Edit(text, at), first, room)
        assert first <= at
        assert width(text[first:at]) < room
        assert width(window(text, first, room)) <= room
