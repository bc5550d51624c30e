"""What stands of oneself is put right after the first start: on the laptop, and in the plans that one holds."""

from __future__ import annotations

from dataclasses import replace

from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.screens.first_start.screen import FirstStartScreen
from stafett_tui.screens.home.screen import HomeScreen
from stafett_tui.services.myself import Myself
from tests.screens.life import KLOK, become, on_plan
from tests.support.app import make_office, press, running, screen_text, word


async def to_myself(pilot):
    await press(pilot, "ctrl+p", "=mitt eget navn", "enter")
    assert isinstance(pilot.app.screen, FirstStartScreen)
    return pilot.app.screen


async def save(pilot):
    pilot.app.screen.plan.focus()
    await press(pilot, "enter")


async def test_the_form_shows_what_stands_and_what_is_put_right_stands_in_the_plan_too(tmp_path):
    office, _ = make_office(tmp_path)
    async with running(office) as pilot:
        screen = await to_myself(pilot)
        assert "Stafett   hvem jeg er" in screen_text(pilot.app)
        texts = (screen.my_name.text, screen.service.text, screen.role.text)
        assert texts == ("Stødig Gran", "Tøyestubben barnehage", "pedagogisk leder")
        assert "Øv på oppdiktede planer" not in screen_text(pilot.app)
        screen.my_name.text, screen.role.text = "Stødig Bjørk", "styrer"
        await save(pilot)
        assert isinstance(pilot.app.screen, HomeScreen)
        assert "Stødig Bjørk" in screen_text(pilot.app)
        assert word(pilot.app) == "Det er rettet. Også i plan 1."
        await press(pilot, "enter")
        assert "Stødig Bjørk (styrer)" in screen_text(pilot.app)
    assert (office.me.name, office.me.title, office.me.person) == ("Stødig Bjørk", "styrer", "p-stodig")


async def test_another_service_stays_on_the_laptop_as_the_plans_need_a_consent_for_it(tmp_path):
    office, _ = make_office(tmp_path)
    async with running(office) as pilot:
        screen = await to_myself(pilot)
        screen.service.text = "Bjørka barnehage"
        await save(pilot)
        assert word(pilot.app) == "Det er rettet."
        assert office.me.service == "Bjørka barnehage"
        await press(pilot, "enter")
        assert "Bjørka" not in screen_text(pilot.app)
        assert "Tøyestubben barnehage" in screen_text(pilot.app)


async def test_where_another_holds_the_plan_it_is_said_who_puts_it_right(tmp_path):
    office, _ = make_office(tmp_path)
    async with running(become(office, replace(KLOK, title="rådgiver"))) as pilot:
        screen = await to_myself(pilot)
        screen.my_name.text = "Klok Hubro"
        await save(pilot)
        assert (
            word(pilot.app)
            == "Det er rettet. Ikke i plan 1: der retter Stødig Gran det, som har stafettpinnen. Si fra."
        )


async def test_esc_changes_nothing_and_a_missing_name_is_asked_for(tmp_path):
    office, _ = make_office(tmp_path)
    async with running(office) as pilot:
        screen = await to_myself(pilot)
        screen.my_name.text = ""
        await save(pilot)
        assert pilot.app.screen is screen
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, HomeScreen)
    assert office.me.name == "Stødig Gran"


async def test_what_a_full_disk_does_not_take_is_said_at_home(tmp_path, monkeypatch):
    def full(_self, _me):
        raise StafettError(ErrorKind.DISK_FULL)

    office, _ = make_office(tmp_path)
    monkeypatch.setattr(Myself, "put_right", full)
    async with running(office) as pilot:
        screen = await to_myself(pilot)
        screen.my_name.text = "Stødig Bjørk"
        await save(pilot)
        assert isinstance(pilot.app.screen, HomeScreen)
        assert "full" in word(pilot.app)
    assert office.me.name == "Stødig Gran"


async def test_on_the_people_of_a_plan_the_one_who_opened_it_is_led_to_the_same_form(tmp_path):
    office, plan_id = make_office(tmp_path)
    async with on_plan(office, plan_id) as pilot:
        await press(pilot, "f")
        pilot.app.screen.list.go_to("p-stodig")
        await press(pilot, "e")
        assert isinstance(pilot.app.screen, FirstStartScreen)
        assert pilot.app.screen.my_name.text == "Stødig Gran"
        await press(pilot, "escape")
        assert "Folk" in screen_text(pilot.app) or "PLANEN" in screen_text(pilot.app)
