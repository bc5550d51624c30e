"""The coordinator looks into a plan: with a reason, noted before anything is shown (S-06)."""

from __future__ import annotations

from stafett_tui.screens.consent.screen import ConsentScreen
from stafett_tui.screens.deadlines.screen import DeadlinesScreen
from stafett_tui.screens.home.screen import HomeScreen
from stafett_tui.screens.meeting.screen import MeetingScreen
from stafett_tui.screens.plan.screen import PlanScreen
from stafett_tui.services.demo.building import make_demo
from stafett_tui.services.opening import open_office
from tests.support.app import press, running, screen_text, until, word
from tests.support.office import settings


def coordinator(directory):
    chosen = settings(directory)
    make_demo(chosen.store_dir, "coordinator", "nb")
    return open_office(chosen, create=False)


def reasons(office, plan_id):
    return [each.reason for each in office.store.audit.lookups(plan_id) if each.view == "reason"]


async def test_from_the_deadlines_a_plan_opens_once_the_reason_is_given(tmp_path):
    office = coordinator(tmp_path)
    async with running(office) as pilot:
        await press(pilot, "k")
        assert isinstance(pilot.app.screen, DeadlinesScreen)
        plan_id = pilot.app.screen.current.plan_id
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, PlanScreen)
        assert "Hvorfor går du inn i denne planen?" in screen_text(pilot.app)
        assert "Blid Sykkel" not in screen_text(pilot.app)
        await press(pilot, "enter")
        assert pilot.app.screen.asking.open
        await press(pilot, "=Tre frister er over", "enter")
        await until(pilot, "GYLDIG")
        assert word(pilot.app) == "Grunnen er notert. Du kan se i planen nå."
        assert reasons(office, plan_id) == ["Tre frister er over"]
        await press(pilot, "s")
        assert isinstance(pilot.app.screen, ConsentScreen)
        assert not pilot.app.screen.asking.open


async def test_s06_without_a_reason_nothing_is_shown_and_esc_leads_back(tmp_path):
    office = coordinator(tmp_path)
    async with running(office) as pilot:
        await press(pilot, "k", "enter")
        plan_id = pilot.app.screen.plan_id
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, DeadlinesScreen)
        assert reasons(office, plan_id) == []


async def test_a_meeting_asks_for_the_reason_as_well_and_cannot_be_led(tmp_path):
    office = coordinator(tmp_path)
    async with running(office) as pilot:
        await press(pilot, "m")
        await until(pilot, "Hvorfor går du inn i denne planen?")
        assert isinstance(pilot.app.screen, MeetingScreen)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, HomeScreen)
        await press(pilot, "m")
        await until(pilot, "Hvorfor går du inn i denne planen?")
        await press(pilot, "=Klage fra familien", "enter")
        await until(pilot, "MØTET ER IKKE BEGYNT")
