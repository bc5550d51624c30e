"""A server that lacks most of a plan: the plan asks before anything goes (R39)."""

from __future__ import annotations

from stafett_tui.services.syncstate import SyncState, Word
from tests.support.app import WIDE, make_office, press, running, screen_text, settle


class Agreed:
    """What the office is told."""

    def __init__(self):
        self.plans = []

    def agree(self, plan):
        self.plans.append(plan)

    @property
    def retention(self):
        return self

    def sync_soon(self):
        pass

    def close(self):
        pass


async def test_r39_the_plan_asks_and_keeping_is_what_enter_says(tmp_path):
    office, plan_id = make_office(tmp_path)
    office._together = Agreed()
    async with running(office, size=WIDE) as pilot:
        pilot.app.stir(SyncState(Word.SYNCED, emptied=(plan_id,), hindered="emptied"))
        await settle(pilot)
        assert "mangler det meste av en plan" in screen_text(pilot.app)
        await press(pilot, "down", "enter")
        await settle(pilot)
        assert "Serveren mangler det meste av denne planen." in screen_text(pilot.app)
        await press(pilot, "home", "enter", "enter")
        await settle(pilot)
        assert "Alt blir her som det er." in screen_text(pilot.app)
        assert office._together.plans == []
        await press(pilot, "enter", "down", "enter")
        await settle(pilot)
        assert "tas ved neste synkronisering" in screen_text(pilot.app)
        assert office._together.plans == [plan_id]
        pilot.app.stir(SyncState(Word.SYNCED))
        await settle(pilot)
        assert "Serveren mangler det meste av denne planen." not in screen_text(pilot.app)
