"""Who has looked into a plan, how, when and why, stands on a screen; protected plans for the coordinator (S-06, K-03)."""

from __future__ import annotations

from stafett_tui.domain.protection import AddressProtection
from stafett_tui.screens.home.screen import HomeScreen
from stafett_tui.screens.lookups.alerts import AlertsScreen
from stafett_tui.screens.lookups.screen import LookupsScreen
from tests.screens.life import RASK, become, on_plan
from tests.support.app import NARROW, WIDE, make_office, press, running, screen_text, word


async def test_s08_the_look_ups_of_a_plan_stand_on_a_screen_this_one_too(tmp_path):
    office, plan_id = make_office(tmp_path)
    async with on_plan(office, plan_id, WIDE) as pilot:
        await press(pilot, "ctrl+p", "=hvem som har sett", "enter")
        assert isinstance(pilot.app.screen, LookupsScreen)
        text = screen_text(pilot.app)
        assert "Hvem som har sett" in text.splitlines()[0]
        for part in ("16.11.2026 12:58", "Stødig Gran (Tøyestubben", "stafettholder", "planen", "hvem som har sett"):
            assert part in text, part
        assert [each.view for each in office.desk().lookups.extract(plan_id)] == ["plan", "lookups"]
        await press(pilot, "escape")
        assert "HVEM ER MED" in screen_text(pilot.app)


async def test_s06_why_somebody_looked_is_read_in_full(tmp_path):
    office, plan_id = make_office(tmp_path)
    reason = "Klage fra familien om at møtet ble flyttet to ganger uten at noen sa fra til dem på forhånd."
    again = become(office, RASK)
    again.desk().plans.give_reason(plan_id, reason)
    async with on_plan(again, plan_id, NARROW) as pilot:
        await press(pilot, "ctrl+p", "=hvem som har sett", "enter")
        screen = pilot.app.screen
        await press(pilot, "/", "=klage", "enter")
        assert "koordinator" in screen_text(pilot.app)
        await press(pilot, "end", "enter")
        assert screen.focused is screen.whole
        assert reason in " ".join(screen_text(pilot.app).split())
        await press(pilot, "escape")
        assert screen.focused is screen.list
        await press(pilot, "/", "escape")
        assert screen.list.count > 2


async def test_k03_a_coordinator_reads_who_looked_into_a_protected_plan_and_not_whose_it_is(tmp_path):
    office, plan_id = make_office(tmp_path)
    desk = office.desk()
    desk.people.protect(plan_id, "p-munter", AddressProtection.STRICTLY_CONFIDENTIAL)
    desk.plans.get(plan_id, view="plan")
    office.introduce("Rask Elv", "Barn og unge", "koordinator", "nb", office="coordinator", another=True)
    async with running(office, WIDE) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, HomeScreen)
        assert screen.list.go_to("alerts:")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, AlertsScreen)
        text = screen_text(pilot.app)
        assert "Stødig Gran" in text
        assert plan_id[:6] in text
        for word_of_the_plan in ("M.L.", "Munter", "Tøyestubben"):
            assert word_of_the_plan not in text
        await press(pilot, "enter")
        assert "Stødig Gran" in word(pilot.app)
        assert "Tøyestubben" not in word(pilot.app)


async def test_k03_whoever_is_no_coordinator_is_told_so(tmp_path):
    office, _ = make_office(tmp_path)
    async with running(office) as pilot:
        pilot.app.screen.action_alerts()
        await press(pilot, "home")
        assert isinstance(pilot.app.screen, AlertsScreen)
        assert word(pilot.app)
