from __future__ import annotations

from stafett_tui.screens.home.screen import HomeScreen
from stafett_tui.screens.plan.screen import PlanScreen
from tests.support.app import make_app, make_office, screen_text, settle


async def test_home_shows_todays_meeting_first_and_enter_opens_its_plan(tmp_path):
    office, plan_id = make_office(tmp_path)
    app = make_app(office)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)
        print(screen_text(app))
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, PlanScreen)
        assert app.screen.plan_id == plan_id
        print(screen_text(app))
