from __future__ import annotations

from stafett_tui.domain.activity import activities
from stafett_tui.screens.deadlines.review import View
from stafett_tui.screens.deadlines.screen import DeadlinesScreen
from stafett_tui.screens.plan.screen import PlanScreen
from tests.support.app import WIDE, make_empty_office, make_office, press, running, screen_text, settle, until, word


async def test_s09_the_oldest_overdue_stands_first_named_by_number_and_initials(tmp_path):
    office, _ = make_office(tmp_path)
    async with running(office) as pilot:
        await press(pilot, "k")
        text = screen_text(pilot.app)
        assert isinstance(pilot.app.screen, DeadlinesScreen)
        assert text.index("06.11") < text.index("13.11")
        assert "1 M.L." in text
        assert "Munter" not in text


async def test_counts_are_views_by_number_and_by_click(tmp_path):
    office, _ = make_office(tmp_path)
    async with running(office) as pilot:
        await press(pilot, "k")
        screen = pilot.app.screen
        assert "[1 FORFALT 2]" in screen_text(pilot.app)
        await press(pilot, "3")
        assert screen.view is View.MONTH
        assert "20.11" in screen_text(pilot.app)
        await press(pilot, "4")
        assert "Ingen frister" in screen_text(pilot.app)
        await press(pilot, "5")
        assert screen.list.count == 1
        await pilot.click(screen.views, offset=(2, 0))
        await settle(pilot)
        assert screen.view is View.OVERDUE


async def test_enter_opens_the_plan_and_esc_leads_back_to_the_same_row(tmp_path):
    office, plan_id = make_office(tmp_path)
    async with running(office) as pilot:
        await press(pilot, "k", "down")
        before = pilot.app.screen.list.row.key
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, PlanScreen)
        assert pilot.app.screen.plan_id == plan_id
        await press(pilot, "escape")
        assert pilot.app.screen.list.row.key == before


async def test_done_is_one_key_and_can_be_undone_though_its_row_is_gone(tmp_path):
    office, plan_id = make_office(tmp_path)
    async with running(office) as pilot:
        await press(pilot, "k", "d")
        assert pilot.app.screen.list.count == 1
        assert sum(a.open for a in activities(office.desk().plans.get(plan_id))) == 2
        await press(pilot, "ctrl+z")
        assert pilot.app.screen.list.count == 2
        assert word(pilot.app).startswith("Angret")


async def test_a_new_date_with_its_reason_and_the_detail_tells_why(tmp_path):
    office, plan_id = make_office(tmp_path)
    async with running(office) as pilot:
        await press(pilot, "k", "6", "f", "=15.12", "enter", "=venter på svar", "enter")
        moved = next(a for a in activities(office.desk().plans.get(plan_id)) if a.moves)
        assert moved.due == "2026-12-15"
        assert pilot.app.screen.list.row.key == moved.id
        await until(pilot, "venter på svar")


async def test_somebody_else_becomes_responsible(tmp_path):
    office, plan_id = make_office(tmp_path)
    async with running(office) as pilot:
        await press(pilot, "k", "a", "=bl", "enter")
        assert any(a.responsible == "p-blid" for a in activities(office.desk().plans.get(plan_id)))


async def test_the_list_is_filtered(tmp_path):
    office, _ = make_office(tmp_path)
    async with running(office) as pilot:
        await press(pilot, "k", "6", "ctrl+f", "=klok")
        assert pilot.app.screen.list.count == 1
        await press(pilot, "escape")
        assert pilot.app.screen.list.count == 3


async def test_more_columns_where_there_is_room(tmp_path):
    office, _ = make_office(tmp_path)
    async with running(office, WIDE) as pilot:
        await press(pilot, "k")
        assert "tjeneste" in screen_text(pilot.app)


async def test_an_empty_view_takes_its_keys_quietly(tmp_path):
    async with running(make_empty_office(tmp_path)) as pilot:
        await press(pilot, "k", "2", "d", "f", "a", "enter", "escape")
        assert not isinstance(pilot.app.screen, DeadlinesScreen)
