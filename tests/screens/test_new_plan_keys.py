"""A first-time user starts a plan, to the first activity, in at most 90 key presses plus text (done-line 3)."""

from __future__ import annotations

from dataclasses import replace

from stafett_tui.app import StafettApp
from stafett_tui.domain.activity import activities
from stafett_tui.domain.consent import ConsentGiven
from stafett_tui.domain.people import participants
from stafett_tui.screens.new_plan.screen import NewPlanScreen
from stafett_tui.screens.plan.screen import PlanScreen
from tests.support.app import NARROW, press, screen_text, settle
from tests.support.first_plan import DOOR, PASSPHRASE, PLAN, WHO, keys
from tests.support.norwegian_layout import presses
from tests.support.office import settings

MOST = 90


def test_the_way_to_the_first_activity_is_at_most_90_key_presses():
    assert presses(keys((*DOOR, *WHO, *PLAN))) <= MOST // 2


async def test_an_empty_store_has_a_plan_with_an_activity_at_the_end_of_that_way(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    chosen = replace(settings(tmp_path), language_chosen=False, passphrase_file=secret)
    app = StafettApp(chosen)
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        screens = set()
        for pressed, shows in (*WHO, *PLAN):
            await press(pilot, *pressed)
            screens.add(type(app.screen))
            assert shows in " ".join(screen_text(app).split()), shows
        assert screens == {NewPlanScreen, PlanScreen}
        plan = app.office.desk().plans.get(app.screen.plan_id)
        assert len(participants(plan)) == 4
        assert plan.last(ConsentGiven).body.services == ("Tøyestubben", "PPT")
        (activity,) = activities(plan)
        assert activity.responsible_name == "Varm Kaffekopp"
        assert activity.goal_number == 1
        assert activity.due is not None
