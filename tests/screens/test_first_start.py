from __future__ import annotations

from dataclasses import replace

from stafett_tui.app import StafettApp
from stafett_tui.screens.first_start.screen import FirstStartScreen
from stafett_tui.screens.home.screen import HomeScreen
from stafett_tui.screens.new_plan.screen import NewPlanScreen
from stafett_tui.screens.unlock.screen import UnlockScreen
from stafett_tui.services.opening import open_office
from tests.support.app import NARROW, press, screen_text, settle, word
from tests.support.office import settings

SECRET = "en lang setning som bare jeg kan"


def fresh(directory, **changes):
    return replace(settings(directory), language_chosen=False, **changes)


def with_passphrase(directory, words=SECRET):
    path = directory / "secret"
    path.write_text(words, encoding="utf-8")
    return fresh(directory, passphrase_file=path)


async def test_the_first_start_asks_four_things_and_leads_to_the_first_plan(tmp_path):
    app = StafettApp(with_passphrase(tmp_path))
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        assert isinstance(app.screen, FirstStartScreen)
        await press(
            pilot, "=Stødig Gran", "enter", "=Tøyestubben", "enter", "=leder", "enter", "right", "enter", "enter"
        )
        assert isinstance(app.screen, NewPlanScreen)
        assert app.office.me.name == "Stødig Gran"
        assert app.office.me.language == "nn"
        assert "Ny plan" in screen_text(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, HomeScreen)
        assert "Stødig Gran" in screen_text(app)


async def test_a_line_that_is_needed_is_said_and_gets_the_cursor(tmp_path):
    app = StafettApp(with_passphrase(tmp_path))
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        screen = app.screen
        screen.set_focus(screen.plan)
        await press(pilot, "enter")
        assert app.focused is screen.my_name
        assert word(app).startswith("! ")
        assert isinstance(app.screen, FirstStartScreen)


async def test_practice_needs_no_answers_and_says_what_it_is(tmp_path):
    app = StafettApp(with_passphrase(tmp_path))
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        app.screen.set_focus(app.screen.practice)
        await press(pilot, "enter")
        assert isinstance(app.screen, HomeScreen)
        assert "ØVING" in screen_text(app)
        practice = app.practice
        assert practice.exists()
    assert not practice.exists()


async def test_without_a_keyring_a_passphrase_is_chosen_and_asked_for_again(tmp_path):
    app = StafettApp(fresh(tmp_path))
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        assert isinstance(app.screen, UnlockScreen)
        assert "passordsetning" in screen_text(app).lower() or "passord" in screen_text(app).lower()
        await press(pilot, "=" + SECRET, "enter", "=noe annet", "enter", "enter")
        assert isinstance(app.screen, UnlockScreen)
        await press(pilot, "=" + SECRET, "enter", "=" + SECRET, "enter", "enter")
        assert isinstance(app.screen, FirstStartScreen)
    again = StafettApp(fresh(tmp_path))
    async with again.run_test(size=NARROW) as pilot:
        await settle(pilot)
        await press(pilot, "=feil setning", "enter", "enter")
        assert isinstance(again.screen, UnlockScreen)
        assert "åpner ikke" in screen_text(again) or "passer ikke" in screen_text(again)
        await press(pilot, "=" + SECRET, "enter", "enter")
        assert isinstance(again.screen, FirstStartScreen)
        assert SECRET not in screen_text(again)


async def test_a_store_in_use_says_by_whom_and_opens_when_it_is_free(tmp_path):
    office = open_office(with_passphrase(tmp_path))
    app = StafettApp(with_passphrase(tmp_path))
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        assert isinstance(app.screen, UnlockScreen)
        assert "prosess" in screen_text(app)
        office.close()
        await press(pilot, "enter")
        assert isinstance(app.screen, FirstStartScreen)


async def test_a_damaged_file_is_said_in_words_and_left_alone(tmp_path):
    chosen = with_passphrase(tmp_path)
    open_office(chosen).close()
    path = chosen.store_dir / "stafett.db"
    path.write_bytes(b"x" * path.stat().st_size)
    before = path.read_bytes()
    app = StafettApp(chosen)
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        assert isinstance(app.screen, UnlockScreen)
        assert app.screen.error is not None
        await press(pilot, "f1", "ctrl+q")
    assert path.read_bytes() == before
