"""`Rows`: moving, choosing, marks that need no colour, columns that fit, and 200,000 rows read page by page."""

from __future__ import annotations

from typing import Any

import pytest
from textual.geometry import Offset
from textual.scrollbar import ScrollTo

from stafett_tui.widgets.columns import Column, widths
from stafett_tui.widgets.field import Field
from stafett_tui.widgets.rows import Row, Rows, heading
from tests.widgets.host import Host, at_once, run, shown

COLUMNS = (Column("frist", 6), Column("aktivitet", flex=1), Column("hvem", 8, least=4, drop=1))
ROWS = [
    heading("MÅL 1  Du leser", "delvis"),
    Row("a", ("20.11", "Lesekurs", "Kari Lie"), mark="!", ink="alarm"),
    Row("b", ("15.12", "Lydbok", "mor")),
    heading("MÅL 2  Med i leken"),
    Row("c", ("27.11", "Friminutt", "Per Moe")),
]


def many(start: int, stop: int) -> list[Row]:
    return [Row(str(i), (str(i), f"rad {i}", "")) for i in range(start, stop)]


async def test_rows_show_titles_headings_marks_and_the_pointer() -> None:
    app = Host(Rows(COLUMNS, ROWS))
    async with app.run_test(size=(40, 8)) as pilot:
        await pilot.pause()
        assert shown(app)[:6] == [
            "   frist   aktivitet            hvem",
            " MÅL 1  Du leser                delvis",
            ">! 20.11   Lesekurs             Kari Lie",
            "   15.12   Lydbok               mor",
            " MÅL 2  Med i leken",
            "   27.11   Friminutt            Per Moe",
        ]


async def test_a_row_with_fewer_cells_than_columns_has_the_whole_line_for_its_last() -> None:
    told = "Denne raden sier noe langt, helt ut"
    app = Host(Rows(COLUMNS, [Row("a", (told,), "!"), Row("b", ("15.12", "Lydbok i bilen til barnehagen"))]))
    async with app.run_test(size=(40, 4)) as pilot:
        await pilot.pause()
        assert shown(app)[1:3] == [f">! {told}", "   15.12   Lydbok i bilen til barnehagen"]


async def test_the_cursor_skips_headings_and_the_real_cursor_follows() -> None:
    rows = Rows(COLUMNS, ROWS)
    app = Host(rows)
    async with app.run_test(size=(40, 8)) as pilot:
        await run(app, pilot, "down", "down")
        assert rows.row is not None
        assert (rows.row.key, app.cursor_position) == ("c", Offset(0, 5))
        await run(app, pilot, "down")
        assert rows.row.key == "c"
        await run(app, pilot, "home")
        assert rows.row.key == "a"
        assert shown(app)[1].startswith(" MÅL 1")


async def test_enter_chooses_and_the_keys_of_acts_are_told() -> None:
    seen: list[Any] = []
    app = Host(Rows(COLUMNS, ROWS, acts=("1", "space")))
    async with app.run_test(size=(40, 8), message_hook=seen.append) as pilot:
        await run(app, pilot, "enter", "down", "1", "space", "2")
    chosen = [m.row.key for m in seen if isinstance(m, Rows.Chosen)]
    pressed = [(m.key, m.row.key) for m in seen if isinstance(m, Rows.Pressed)]
    assert set(chosen) == {"a"}
    assert set(pressed) == {("1", "b"), ("space", "b")}


async def test_letters_go_to_the_capture_line_in_order_and_digits_do_not() -> None:
    line = Field()
    seen: list[Any] = []
    app = Host(Rows(COLUMNS, ROWS, typing=True, writes_to=line, acts=("1",)), line)
    async with app.run_test(size=(40, 8), message_hook=seen.append) as pilot:
        at_once(app, "1", "2", "h", "e", "i", "backspace", "i", "space", "1")
        await pilot.pause()
        await pilot.pause()
        assert line.text == "hei 1"
        assert app.focused is line
    assert [m.character for m in seen if isinstance(m, Rows.Typed)][:1] == ["h"]
    assert {m.key for m in seen if isinstance(m, Rows.Pressed)} == {"1"}


async def test_letters_without_a_capture_line_are_only_told() -> None:
    seen: list[Any] = []
    app = Host(Rows(COLUMNS, ROWS, typing=True))
    async with app.run_test(size=(40, 8), message_hook=seen.append) as pilot:
        await run(app, pilot, "å")
    assert {(m.character, m.given) for m in seen if isinstance(m, Rows.Typed)} == {("å", False)}


async def test_letters_run_bindings_where_nothing_is_written() -> None:
    app = Host(Rows(COLUMNS, ROWS))
    async with app.run_test(size=(40, 8)) as pilot:
        await run(app, pilot, "x", "q")
        assert app.screen.notes == ["note"]


async def test_j_and_k_move_only_when_asked_for() -> None:
    for vi, expected in ((True, "b"), (False, "a")):
        rows = Rows(COLUMNS, ROWS, vi=vi)
        app = Host(rows)
        async with app.run_test(size=(40, 8)) as pilot:
            await run(app, pilot, "j", "j", "k")
            assert rows.row is not None
            assert rows.row.key == expected


async def test_two_hundred_thousand_rows_are_read_page_by_page() -> None:
    asked: list[tuple[int, int]] = []

    def provider(start: int, stop: int) -> list[Row]:
        asked.append((start, stop))
        return many(start, stop)

    rows = Rows(COLUMNS)
    app = Host(rows)
    async with app.run_test(size=(40, 8)) as pilot:
        rows.set_source(200_000, provider)
        await run(app, pilot, "end")
        assert rows.row is not None
        assert rows.row.key == "199999"
        assert "rad 199999" in shown(app)[-1]
        await run(app, pilot, "pageup", "pageup", "home", "pagedown")
        assert rows.cursor == 7
        assert sum(stop - start for start, stop in asked) <= 1_000
        for index in range(0, 10_000, 128):
            rows.row_at(index)
        assert len(rows._pages._held) <= 16
        assert not rows.go_to("150000")
        assert rows.go_to("9990")


async def test_other_rows_keep_the_cursor_on_the_same_key() -> None:
    rows = Rows(COLUMNS, ROWS)
    app = Host(rows)
    async with app.run_test(size=(40, 8)) as pilot:
        await run(app, pilot, "down")
        rows.set_rows([Row("z", ("", "ny", "")), *ROWS])
        assert rows.row is not None
        assert rows.row.key == "b"
        rows.set_rows(ROWS[:2])
        assert rows.row.key == "a"
        rows.set_rows(many(0, 5), keep=False)
        assert rows.row.key == "0"
        assert rows.go_to("4")
        rows.set_source(0, many, keep=False)
        assert rows.row is None
        await run(app, pilot, "down", "enter", "end")


async def test_an_empty_list_says_so() -> None:
    rows = Rows(COLUMNS, empty="Ingenting her")
    app = Host(rows)
    async with app.run_test(size=(40, 8)) as pilot:
        await pilot.pause()
        assert shown(app)[1] == "   Ingenting her"
        rows.set_columns((Column("", flex=1),))
        await pilot.pause()
        assert shown(app)[0] == "   Ingenting her"


async def test_mouse_click_moves_double_click_chooses_and_the_wheel_scrolls() -> None:
    seen: list[Any] = []
    rows = Rows(COLUMNS, many(0, 50))
    app = Host(rows)
    async with app.run_test(size=(40, 8), message_hook=seen.append) as pilot:
        await pilot.click(Rows, offset=(5, 4))
        assert rows.cursor == 3
        assert not [m for m in seen if isinstance(m, Rows.Chosen)]
        await pilot.click(Rows, offset=(5, 4), times=2)
        await pilot.pause()
        assert {m.row.key for m in seen if isinstance(m, Rows.Chosen)} == {"3"}
        await pilot.click(Rows, offset=(5, 0))
        assert rows.cursor == 3
        await pilot._post_mouse_events([_wheel_down()], Rows, offset=(5, 4), button=0)
        assert rows.cursor == 6


def _wheel_down() -> Any:
    from textual.events import MouseScrollDown

    return MouseScrollDown


async def test_a_dragged_scrollbar_takes_the_cursor_along() -> None:
    rows = Rows(COLUMNS, many(0, 50))
    app = Host(rows)
    async with app.run_test(size=(40, 8)) as pilot:
        await pilot.pause()
        rows.vertical_scrollbar.post_message(ScrollTo(y=20, animate=False))
        await pilot.pause()
        assert rows.cursor == 20
        rows.vertical_scrollbar.post_message(ScrollTo(y=0, animate=False))
        await pilot.pause()
        assert rows.cursor == 6


async def test_a_layout_that_scrolls_leaves_the_cursor_on_its_row() -> None:
    rows = Rows(COLUMNS, many(0, 50))
    app = Host(rows)
    async with app.run_test(size=(40, 8)) as pilot:
        await pilot.pause()
        rows.move_to(30)
        rows.scroll_to(y=0, animate=False)
        await pilot.pause()
        await pilot.pause()
        assert rows.cursor == 30


async def test_moving_up_shows_the_heading_above() -> None:
    rows = Rows(COLUMNS, [heading("FØRST"), *many(0, 30)])
    app = Host(rows)
    async with app.run_test(size=(40, 8)) as pilot:
        await run(app, pilot, "end", *["pageup"] * 6)
        assert shown(app)[1] == " FØRST"


@pytest.mark.parametrize(
    "text", ["[/b]", "[@click=app.quit]x[/]", "a\nb\x1b[2J", "\u202esnudd", "שלום", "👨‍👩‍👧" * 40, "x" * 10_000]
)
async def test_user_text_is_drawn_literally_and_breaks_no_column(text: str) -> None:
    rows = Rows(COLUMNS, [Row("a", ("20.11", text, "Kari")), heading(text, text)])
    app = Host(rows)
    async with app.run_test(size=(60, 8)) as pilot:
        await pilot.pause()
        line = shown(app)[1]
        assert line.endswith("Kari")
        if text.startswith("["):
            assert text in line


async def test_the_cursor_of_a_list_without_focus_is_still_told_by_its_pointer() -> None:
    rows, line = Rows(COLUMNS, ROWS), Field()
    app = Host(rows, line)
    async with app.run_test(size=(40, 8)) as pilot:
        line.focus()
        await pilot.pause()
        assert shown(app)[2].startswith(">!")


@pytest.mark.parametrize(
    ("cells", "expected"),
    [(36, (6, 18, 8)), (20, (6, 4, 6)), (18, (6, 4, 4)), (14, (6, 6, 0)), (8, (5, 1, 0)), (0, (1, 1, 0))],
)
def test_columns_give_way_as_the_terminal_gets_narrower(cells: int, expected: tuple[int, ...]) -> None:
    assert widths(COLUMNS, cells) == expected


def test_shares_of_what_is_left_are_given_out_to_the_last_cell() -> None:
    columns = (Column("", flex=2), Column("", flex=1, width=10), Column("", 5))
    for cells in range(30, 130):
        assert sum(widths(columns, cells)) + 4 == cells
