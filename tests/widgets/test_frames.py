"""Head, footer, sheets, dialogs and forms: what they show, what keys and clicks do, down to 60x18 (T25)."""

from __future__ import annotations

from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.geometry import Offset

from stafett_tui.actions import ACTIONS
from stafett_tui.i18n.texts import Texts
from stafett_tui.widgets.bindings import app_bindings, hints, key_name, screen_bindings
from stafett_tui.widgets.chrome import Foot, Head, Hint, Rule, Say
from stafett_tui.widgets.dialog import Ask, Choice, Prompt
from stafett_tui.widgets.field import Field
from stafett_tui.widgets.form import Entry, Form, Picker
from stafett_tui.widgets.page import Sheet
from stafett_tui.widgets.rows import Row, Rows
from stafett_tui.widgets.screen import StafettScreen
from tests.widgets.host import Host, at_once, run, shown

CHOICES = [Choice("no", "n", "Ikke nå"), Choice("lock", "j", "Lås og lag PDF")]
LONG = "7 avtaler, 6 vurdert, 5 til stede. " * 12


async def test_the_head_keeps_its_right_side_whole_and_cuts_the_left() -> None:
    head = Head("Plan 2031  M.H., 9 år, en lang linje", "lagret 13:41:07 | F1")
    app = Host(head)
    async with app.run_test(size=(40, 4)) as pilot:
        await pilot.pause()
        assert shown(app)[0] == "Plan 2031  M.H.…  lagret 13:41:07 | F1" or shown(app)[0].endswith("| F1")
        assert "…" in shown(app)[0]
        head.show(left="Plan", right="F1")
        head.show(left="Plan")
        await pilot.pause()
        assert shown(app)[0] == "Plan".ljust(38) + "F1"
        head.show(right="x" * 50)
        await pilot.pause()
        assert shown(app)[0] == "Plan"


class Sized(Rule):
    """A line that remembers how high it was each time it was laid out."""

    heights: list[int]

    def on_mount(self) -> None:
        self.heights = []

    def on_resize(self) -> None:
        self.heights.append(self.size.height)


class Breaking(StafettScreen):
    """A screen that is higher in parts where it is wide."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low")]
    CSS = """
    Breaking Sized { height: 2; }
    Breaking.-wide Sized { height: 5; }
    """

    def body(self) -> ComposeResult:
        yield Sized()


@pytest.mark.parametrize(("cells", "height"), [(80, 2), (120, 5)])
async def test_a_screen_is_laid_out_for_its_size_from_the_first_drawing(cells: int, height: int) -> None:
    app = Host(Say(""))
    async with app.run_test(size=(cells, 20)) as pilot:
        await app.push_screen(Breaking(Texts("nb")))
        await pilot.pause()
        assert app.screen.query_one(Sized).heights == [height]


async def test_a_rule_is_hyphens_and_may_have_a_title() -> None:
    app = Host(Rule(), Rule("REFERAT"), Say((("STOPP ", "alarm"), ("Eli Vik [/b]", ""))))
    async with app.run_test(size=(20, 4)) as pilot:
        await pilot.pause()
        assert shown(app)[:3] == ["-" * 20, "-- REFERAT ---------", "STOPP Eli Vik [/b]"]
        say = app.screen.query_one(Say)
        say.say("noe annet")
        say.say("noe annet")
        await pilot.pause()
        assert say.text == "noe annet"
        assert shown(app)[2] == "noe annet"


async def test_a_click_on_a_hint_presses_its_key() -> None:
    rows = Rows(rows=[Row("a", ("rad",))])
    foot = Foot([Hint("x", "merk", "x"), Hint("d", "utført"), Hint("Ctrl+P", "kommandoer", "ctrl+p")])
    app = Host(rows, foot)
    async with app.run_test(size=(60, 4)) as pilot:
        await pilot.click(Foot, offset=(3, 0))
        await pilot.click(Foot, offset=(11, 0))
        await pilot.click(Foot, offset=(55, 0))
        await pilot.pause()
        assert app.screen.notes == ["note"]


async def test_hints_that_do_not_fit_give_way_but_the_last_stays() -> None:
    foot = Foot()
    app = Host(foot)
    async with app.run_test(size=(30, 4)) as pilot:
        await pilot.pause()
        assert shown(app)[0] == ""
        foot.show([Hint(str(i), "noe lengre") for i in range(9)] + [Hint("Ctrl+P", "alt")])
        await pilot.pause()
        assert shown(app)[0] == " 0 noe lengre  Ctrl+P alt"


@pytest.mark.parametrize("screen", ["home", "plan", "board", "consent", "deadlines", "meeting"])
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_at_most_nine_hints_and_those_shown_at_eighty_columns_are_whole(screen: str, language: Any) -> None:
    found = hints(screen, Texts(language))
    placed = Foot(found).shown(80)
    assert 4 <= len(placed) <= len(found) <= 9
    assert placed[-1][1] is found[-1]
    assert placed[-1][0] + len(placed[-1][1].drawn) <= 80


def test_keys_are_named_as_people_write_them() -> None:
    texts = Texts("en")
    assert [key_name(key, texts) for key in ("ctrl+p", "f1", "m", "escape", "f", "shift+tab")] == [
        *("Ctrl+P", "F1", "m", "Esc", "f", "Shift+Tab"),
    ]


def test_every_action_with_a_key_is_bound_somewhere() -> None:
    bound = {binding.action for binding in app_bindings()}
    for action in ACTIONS:
        for screen in action.screens:
            bound |= {binding.action for binding in screen_bindings(screen)}
    own = {"open", "up", "down", "page_up", "page_down", "first", "last", "next_field", "previous_field"}
    assert {action.id for action in ACTIONS if action.keys} - own <= bound


class PlanScreen(StafettScreen):
    SCREEN = "plan"
    BINDINGS = screen_bindings("plan")
    ran = ""

    def body(self) -> ComposeResult:
        yield Rows(rows=[Row("a", ("rad",))])

    def action_board(self) -> None:
        self.ran += "t"


class Program(App[None]):
    DEFAULT_MODE = "plan"
    BINDINGS = app_bindings()
    undone = 0

    def __init__(self) -> None:
        super().__init__()
        self.add_mode("plan", lambda: PlanScreen(Texts("nb")))

    def action_undo(self) -> None:
        self.undone += 1


async def test_a_screen_has_head_body_and_footer_and_runs_the_registry() -> None:
    app = Program()
    async with app.run_test(size=(80, 10)) as pilot:
        app.screen.head.show(left="Plan 2031")
        await pilot.press("t", "ctrl+z", "q")
        await pilot.pause()
        lines = shown(app)
        assert (lines[0], lines[1], lines[2][0]) == ("Plan 2031", "-" * 80, ">")
        assert "Ctrl+P kommandoer" in lines[9]
        assert (app.screen.ran, app.undone) == ("t", 1)
        app.set_keymap({"board": "y"})
        await pilot.press("y", "t")
        await pilot.pause()
        assert app.screen.ran == "tt"


async def test_a_sheet_shows_long_text_whole_and_scrolls() -> None:
    sheet = Sheet([(("14:22  ", ""), (LONG, "")), "to"], wrap=True, focusable=True)
    app = Host(sheet, css="Sheet { height: 4; }")
    async with app.run_test(size=(40, 6)) as pilot:
        await pilot.pause()
        assert shown(app)[1].startswith("       ")
        assert app.cursor_position == Offset(0, 0)
        await run(app, pilot, "end")
        assert shown(app)[3] == "to"
        sheet.set_lines(["en", "to"])
        sheet.set_lines(["en", "to"])
        await pilot.pause()
        assert sheet.lines == ("en", "to")
        assert shown(app)[0] == "en"
        sheet.set_lines([str(i) for i in range(50)], to_end=True)
        await pilot.pause()
        assert shown(app)[3] == "49"


async def test_a_sheet_without_wrap_cuts_and_a_high_one_takes_the_room_it_needs() -> None:
    sheet = Sheet(["x" * 60], id="cut")
    growing = Sheet(["a"], wrap=True)
    app = Host(sheet, growing, Say("under"))
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.pause()
        assert shown(app)[0] == "x" * 39 + "…"
        growing.set_lines(["a", "b", (("i" * 30, ""), (LONG[:60], ""))])
        await pilot.pause()
        assert shown(app).index("under") > 4


async def test_the_safe_answer_has_focus_and_a_letter_answers_at_once() -> None:
    answers: list[str | None] = []
    app = Host(Field())
    async with app.run_test(size=(60, 18)) as pilot:
        for keys in (["enter"], ["j"], ["down", "enter"], ["escape"], ["n"]):
            app.push_screen(Ask("Låse referatet?", [LONG], CHOICES), answers.append)
            await pilot.pause()
            assert ">n" in shown(app)[app.cursor_position.y]
            await run(app, pilot, *keys)
    assert answers == ["no", "lock", "lock", None, "no"]


async def test_a_letter_typed_with_the_key_that_asks_answers_the_question() -> None:
    answers: list[str | None] = []
    app = Host(Field())
    async with app.run_test(size=(60, 18)) as pilot:
        app.screen.action_note = lambda: app.push_screen(Ask("Låse?", [], CHOICES), answers.append)
        at_once(app, "a", "ctrl+n", "j", "b")
        for _ in range(4):
            await pilot.pause()
        assert answers == ["lock"]
        assert app.screen.query_one(Field).text.startswith("a")


async def test_a_prompt_gives_its_text_and_nothing_on_escape() -> None:
    answers: list[str | None] = []
    app = Host(Field())
    async with app.run_test(size=(60, 18)) as pilot:
        for keys in ([*"fre", "enter"], ["x", "escape"]):
            app.push_screen(Prompt("Ny frist", "når:", hint="fredag 27.11"), answers.append)
            await run(app, pilot, *keys)
    assert answers == ["fre", None]


ENTRIES = [
    Entry("name", "Navn"),
    Entry("language", "Språk", "nn", (("nb", "bokmål"), ("nn", "nynorsk"), ("en", "English"))),
    Entry("role", "Rolle", placeholder="kontaktlærer"),
]


async def test_a_form_is_filled_in_line_by_line_and_submitted_at_the_end() -> None:
    seen: list[Any] = []
    form = Form(ENTRIES)
    app = Host(form)
    async with app.run_test(size=(60, 18), message_hook=seen.append) as pilot:
        await run(app, pilot, *"Kari", "enter", "right", "enter", *"lærer", "enter")
        await pilot.pause()
    values = [dict(m.values) for m in seen if isinstance(m, Form.Submitted)]
    assert values[-1] == {"name": "Kari", "language": "en", "role": "lærer"}


async def test_a_picker_is_moved_by_arrows_space_and_first_letters_with_the_cursor_on_it() -> None:
    form = Form(ENTRIES)
    app = Host(form)
    async with app.run_test(size=(60, 18)) as pilot:
        picker = form.lines["language"]
        assert isinstance(picker, Picker)
        await run(app, pilot, "down")
        assert app.focused is picker
        assert "[nynorsk]" in shown(app)[1]
        assert shown(app)[1][app.cursor_position.x :].startswith("nynorsk")
        for key, value in (("left", "nb"), ("space", "nn"), ("e", "en"), ("right", "nb"), ("z", "nb"), ("q", "nb")):
            await run(app, pilot, key)
            assert picker.value == value
        await run(app, pilot, "up", "up")
        assert app.focused is form.lines["name"]
        await run(app, pilot, "down", "down", "down")
        assert app.focused is form.lines["role"]


async def test_a_form_says_what_a_line_needs_and_goes_there() -> None:
    form = Form(ENTRIES)
    app = Host(form)
    async with app.run_test(size=(60, 18)) as pilot:
        form.say("role", "Rollen mangler")
        await pilot.pause()
        assert app.focused is form.lines["role"]
        assert shown(app)[3] == "Rollen mangler"
