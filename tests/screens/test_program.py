from __future__ import annotations

import logging

import pytest

from stafett_tui.actions import ACTIONS, GROUP_TITLES, offered
from stafett_tui.app import StafettApp
from stafett_tui.commands import Palette, found, offered_commands
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.i18n.texts import texts
from stafett_tui.screens.deadlines.screen import DeadlinesScreen
from stafett_tui.screens.frame.crash import crash_text, place
from stafett_tui.screens.frame.undone import undone_words
from stafett_tui.screens.help_page.page import sections
from stafett_tui.screens.help_page.screen import HelpScreen
from stafett_tui.screens.home.screen import HomeScreen
from stafett_tui.screens.plan.screen import PlanScreen
from tests.support.app import NARROW, make_app, make_office, press, running, screen_text, settle, word

NAME = "Munter Linerle"
HERE = {"home": (), "plan": ("enter",), "board": ("t",), "consent": ("s",), "deadlines": ("k",), "new_plan": ("n",)}


@pytest.mark.parametrize("screen", HERE)
async def test_f1_lists_every_action_of_the_screen_with_its_key(tmp_path, screen):
    office, _ = make_office(tmp_path)
    async with running(office) as pilot:
        await press(pilot, *HERE[screen], "f1")
        page = pilot.app.screen
        assert isinstance(page, HelpScreen)
        listed = {page.list.row_at(n).key for n in range(page.list.count)} - {""}
        assert listed == {each.id for each in offered(screen)}
        await press(pilot, "escape")
        assert not isinstance(pilot.app.screen, HelpScreen)


async def test_every_action_of_a_screen_is_a_method_there_or_a_key_of_its_list(tmp_path):
    from stafett_tui.widgets.bindings import OWN

    office, _ = make_office(tmp_path)
    async with running(office) as pilot:
        for name, keys in HERE.items():
            await press(pilot, *keys)
            for each in offered(name):
                assert each.id in OWN or hasattr(pilot.app.screen, f"action_{each.id}"), (name, each.id)
            await press(pilot, *(["escape"] * len(keys)))


def test_the_help_page_puts_what_is_special_here_first():
    from stafett_tui.i18n.texts import texts

    page = sections("board", ACTIONS, texts("nb"))
    assert page[0].columns[0].title != page[-1].columns[0].title
    assert page[-1].columns[0].title == texts("nb").tr("Everywhere")


async def test_the_help_page_is_searched_and_an_answer_leads_back(tmp_path):
    office, _ = make_office(tmp_path)
    async with running(office) as pilot:
        await press(pilot, "?", "ctrl+f", "=plan", "enter")
        assert " av " in screen_text(pilot.app) or pilot.app.screen.list.count
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, HomeScreen)


async def test_the_palette_finds_norwegian_letters_written_without_them(tmp_path):
    office, _ = make_office(tmp_path)
    async with running(office) as pilot:
        await press(pilot, "enter")
        commands = offered_commands(pilot.app.screen)
        for asked in ("maal", "mål", "mal", "MAAL"):
            assert any("mål" in each.words for each in found(commands, asked)[:3]), asked
        assert found(commands, "zzqq") == []
        assert found(commands, "") == commands


async def test_the_palette_does_what_is_chosen_on_the_screen_below(tmp_path):
    office, plan_id = make_office(tmp_path)
    async with running(office) as pilot:
        await press(pilot, "ctrl+p")
        assert isinstance(pilot.app.screen, Palette)
        await press(pilot, "=frister i", "enter")
        assert isinstance(pilot.app.screen, DeadlinesScreen)
        await press(pilot, "ctrl+p", "=plan 1", "enter")
        assert isinstance(pilot.app.screen, PlanScreen)
        assert pilot.app.screen.plan_id == plan_id
        await press(pilot, "ctrl+p", "=dagens", "enter")
        assert isinstance(pilot.app.screen, HomeScreen)


async def test_the_palette_says_when_nothing_is_found_and_esc_leaves_it(tmp_path):
    office, _ = make_office(tmp_path)
    async with running(office) as pilot:
        await press(pilot, "ctrl+p", "down", "up", "=zzqq", "enter")
        assert isinstance(pilot.app.screen, Palette)
        assert "Ingenting" in screen_text(pilot.app) or "Fant" in screen_text(pilot.app)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, HomeScreen)


async def test_letters_typed_at_once_after_ctrl_p_land_in_the_palette(tmp_path):
    office, _ = make_office(tmp_path)
    async with running(office) as pilot:
        await pilot.press("ctrl+p", *"frister i", "enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, DeadlinesScreen)


async def test_quit_asks_nothing_and_waits_for_the_last_write(tmp_path):
    office, plan_id = make_office(tmp_path)
    app = make_app(office)
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        await pilot.press("t", "d", "ctrl+q")
        await pilot.pause()
    from tests.support.office import open_office

    again = open_office(tmp_path)
    assert sum(a.state == "done" for a in _activities(again, plan_id)) == 1
    again.close()


def _activities(office, plan_id):
    from stafett_tui.domain.activity import activities

    return activities(office.desk().plans.get(plan_id))


async def test_ctrl_s_says_when_it_was_saved(tmp_path):
    office, _ = make_office(tmp_path)
    async with running(office) as pilot:
        await press(pilot, "ctrl+s")
        assert "lagret" in word(pilot.app)
        await press(pilot, "t", "d", "ctrl+s")
        assert word(pilot.app) == "lagret 12:58:00"


async def test_undo_without_anything_to_undo_is_said_in_words(tmp_path):
    office, _ = make_office(tmp_path)
    async with running(office) as pilot:
        await press(pilot, "enter", "ctrl+y")
        assert word(pilot.app).startswith("! ")


async def test_theme_and_language_change_at_once_and_are_remembered(tmp_path):
    office, _ = make_office(tmp_path)
    async with running(office) as pilot:
        before = pilot.app.theme
        await press(pilot, "ctrl+p", "=farger", "enter")
        assert pilot.app.theme != before
        await press(pilot, "ctrl+p", "=språk", "enter")
        assert "MØTE I DAG" in screen_text(pilot.app) or "I DAG" in screen_text(pilot.app)
        assert pilot.app.language == "nn"
    from stafett_tui.config import read_file

    kept = read_file(office.settings.paths.config_file)
    assert kept["language"] == "nn"
    assert kept["theme"] == "stafett-dark"


async def test_s11_the_window_title_never_names_anybody(tmp_path):
    office, _ = make_office(tmp_path)
    async with running(office) as pilot:
        await press(pilot, "enter")
        assert pilot.app.title == "Stafett"
        assert pilot.app.sub_title == ""


def test_s11_the_crash_screen_never_shows_case_data(tmp_path, capsys):
    office, _ = make_office(tmp_path)
    app = make_app(office)

    def explode():
        secret = NAME
        raise ValueError(f"{secret} 14032112345")

    async def drive(pilot):
        pilot.app.call_later(explode)
        await pilot.pause()

    with pytest.raises(ValueError, match="Munter"):
        _run(app, drive)
    out = "".join(capsys.readouterr())
    assert NAME not in out
    assert "14032112345" not in out
    assert "ValueError" in out
    assert "lagret" in out


def _run(app: StafettApp, drive):
    import asyncio

    async def whole():
        async with app.run_test(size=NARROW) as pilot:
            await settle(pilot)
            await drive(pilot)

    asyncio.run(whole())


def test_s11_an_error_outside_every_screen_ends_the_program_without_values(tmp_path, capsys, caplog):
    office, _ = make_office(tmp_path)
    app = make_app(office)

    async def drive(pilot):
        import asyncio

        def explode(whom):
            raise KeyError(whom)

        asyncio.get_running_loop().call_soon(explode, NAME)
        await pilot.pause()

    with caplog.at_level(logging.DEBUG), pytest.raises(KeyError):
        _run(app, drive)
    assert NAME not in "".join(capsys.readouterr()) + caplog.text


async def test_s11_an_error_in_a_thread_becomes_a_sentence_without_values(tmp_path):
    office, _ = make_office(tmp_path)

    def explode(_desk):
        raise ValueError(NAME)

    async with running(office) as pilot:
        pilot.app.screen.read(explode, print)
        await settle(pilot)
        assert word(pilot.app).startswith("! ")
        assert NAME not in screen_text(pilot.app)
        pilot.app.screen.refuse(StafettError(ErrorKind.DISK_FULL))
        assert "full" in word(pilot.app)


def test_s11_the_crash_text_names_the_place_only():
    from stafett_tui.i18n.texts import texts

    with pytest.raises(RuntimeError) as raised:
        raise RuntimeError(NAME)
    told = crash_text(raised.value, texts("nb"))
    assert NAME not in told
    assert "test_program.py" in told
    assert place(None) == "?"
    assert place(RuntimeError("x")) == "RuntimeError"


def test_undo_tells_kinds_each_once():
    from stafett_tui.i18n.texts import texts

    assert undone_words(("comment.written", "comment.written"), texts("en")) == "comment"
    assert undone_words(("unheard.of",), texts("en")) == "the last act"


async def test_own_keys_and_vi_keys_are_taken(tmp_path):
    from dataclasses import replace

    office, _ = make_office(tmp_path)
    office.settings = replace(office.settings, vi=True, keymap={"consent": ("z",)})
    async with running(office) as pilot:
        await press(pilot, "j", "z")
        assert type(pilot.app.screen).__name__ == "ConsentScreen"
        await press(pilot, "escape", "K")
        assert isinstance(pilot.app.screen, DeadlinesScreen)


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
async def test_no_title_of_the_help_is_cut_at_eighty_columns(tmp_path, language):
    office, _ = make_office(tmp_path, language=language)
    async with running(office) as pilot:
        await press(pilot, "enter", "f1")
        told = texts(language)
        shown = ""
        for _ in range(8):
            shown += screen_text(pilot.app)
            await press(pilot, "pagedown")
        groups = {each.group for each in ACTIONS if each.offered_on("plan")}
        assert [told.tr(GROUP_TITLES[each]) for each in groups if told.tr(GROUP_TITLES[each]) not in shown] == []
