from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from stafett_tui.domain.lock import next_meeting
from stafett_tui.screens.board.screen import BoardScreen
from stafett_tui.screens.consent.screen import ConsentScreen
from stafett_tui.screens.deadlines.screen import DeadlinesScreen
from stafett_tui.screens.home.screen import HomeScreen
from stafett_tui.screens.meeting.screen import MeetingScreen
from stafett_tui.screens.new_plan.screen import NewPlanScreen
from stafett_tui.screens.plan.screen import PlanScreen
from tests.support.app import make_empty_office, make_office, press, running, screen_text, settle, word
from tests.support.office import HOLDER


async def test_todays_meeting_stands_first_and_two_enters_start_it(tmp_path):
    office, plan_id = make_office(tmp_path)
    async with running(office) as pilot:
        app = pilot.app
        assert app.screen.list.row.key.startswith("meeting:")
        await press(pilot, "enter")
        assert isinstance(app.screen, PlanScreen)
        assert app.screen.plan_id == plan_id
        await press(pilot, "enter")
        assert isinstance(app.screen, MeetingScreen)
        assert office.desk().plans.get(plan_id).seq


async def test_two_enters_typed_at_once_start_the_meeting_too(tmp_path):
    office, _ = make_office(tmp_path)
    async with running(office) as pilot:
        await pilot.press("enter", "enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, MeetingScreen)


async def test_a_meeting_that_runs_is_offered_first(tmp_path):
    office, plan_id = make_office(tmp_path)
    desk = office.desk()
    meeting = next_meeting(desk.plans.get(plan_id))
    desk.meetings.start(plan_id, meeting.id)
    desk.drafts.keep(plan_id, "capture", "Hjemme virker bil", 17)
    async with running(office) as pilot:
        text = screen_text(pilot.app)
        assert "Fortsette møtet fra 13:00?" in text
        assert pilot.app.screen.list.row.key == f"go_on:{plan_id}/{meeting.id}"
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, MeetingScreen)


async def test_letters_lead_to_the_screens_of_the_plan_on_the_row(tmp_path):
    office, _ = make_office(tmp_path)
    async with running(office) as pilot:
        for key, kind in (("t", BoardScreen), ("s", ConsentScreen), ("n", NewPlanScreen), ("k", DeadlinesScreen)):
            await press(pilot, key)
            assert isinstance(pilot.app.screen, kind), key
            await press(pilot, "escape")
            assert isinstance(pilot.app.screen, HomeScreen)
        await press(pilot, "m")
        assert isinstance(pilot.app.screen, MeetingScreen)


async def test_an_overdue_activity_of_mine_opens_the_board_on_it(tmp_path):
    office, _ = make_office(tmp_path)
    async with running(office) as pilot:
        await press(pilot, "end", "up", "up", "enter")
        screen = pilot.app.screen
        assert isinstance(screen, BoardScreen)
        assert screen.current.what == "Bilder av dagen på tavla"


async def test_a_change_elsewhere_is_shown_here_and_the_cursor_stays(tmp_path):
    office, plan_id = make_office(tmp_path)
    async with running(office) as pilot:
        app = pilot.app
        await press(pilot, "end")
        before = app.screen.list.row.key
        await press(pilot, "t", "escape")
        desk = office.desk()
        desk.activities.plan(plan_id, "En til", responsible="p-stodig", due="2026-11-10")
        await settle(pilot)
        assert "En til" in screen_text(app)
        assert app.screen.list.row.key == before


async def test_the_list_is_filtered_while_one_types_and_esc_shows_all(tmp_path):
    office, _ = make_office(tmp_path)
    async with running(office) as pilot:
        await press(pilot, "ctrl+f", "=tavla")
        assert "Bilder av dagen" in screen_text(pilot.app)
        assert "13:00–13:45" not in screen_text(pilot.app)
        assert "1 av 5" in screen_text(pilot.app)
        await press(pilot, "escape")
        assert "13:00–13:45" in screen_text(pilot.app)
        await press(pilot, "/", "=1300", "enter")
        assert pilot.app.screen.focused is pilot.app.screen.list


async def test_an_empty_store_says_what_to_do(tmp_path):
    async with running(make_empty_office(tmp_path)) as pilot:
        text = screen_text(pilot.app)
        assert "Ingen møter i dag" in text
        assert "Trykk n for en ny plan" in text
        await press(pilot, "t", "s", "m", "enter", "escape", "ctrl+z")
        assert isinstance(pilot.app.screen, HomeScreen)
        assert word(pilot.app)


async def test_s09_home_names_plans_by_number_and_initials_only(tmp_path):
    office, _ = make_office(tmp_path)
    async with running(office) as pilot:
        assert "Munter" not in screen_text(pilot.app)
        assert "M.L." in screen_text(pilot.app)


async def test_a_half_written_plan_is_offered_again(tmp_path):
    office, _ = make_office(tmp_path)
    office.desk().drafts.keep("", "new_plan", '{"owner": "Ny"}', 0)
    async with running(office) as pilot:
        await press(pilot, "home")
        assert pilot.app.screen.list.row.key == "new_plan:"
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, NewPlanScreen)
        assert pilot.app.screen.form.owner.name.text == "Ny"


async def test_the_day_of_home_is_the_stores_day(tmp_path):
    office, _ = make_office(tmp_path)
    office.clock.at = datetime(2026, 11, 17, 8, tzinfo=UTC)
    async with running(office) as pilot:
        assert "tirsdag 17. november 2026" in screen_text(pilot.app)
        assert "Ingen møter i dag" in screen_text(pilot.app)


@pytest.mark.parametrize(("office", "words"), [
    ("coordinator", "Ingen egne planer. k viser fristene i alle planer."),
    ("holder", "Trykk n for en ny plan"),
])  # fmt: skip
async def test_who_has_no_plans_reads_what_can_be_done(tmp_path, office, words):
    opened = make_empty_office(tmp_path, me=replace(HOLDER, office=office))
    async with running(opened) as pilot:
        assert words in screen_text(pilot.app)


async def test_a_coordinators_footer_shows_the_key_to_all_deadlines_in_80_columns(tmp_path):
    office, _ = make_office(tmp_path, me=replace(HOLDER, office="coordinator"))
    async with running(office) as pilot:
        assert "k frister" in screen_text(pilot.app).splitlines()[-1]
        await press(pilot, "/", "escape")
        assert "k frister" in screen_text(pilot.app).splitlines()[-1]
        await press(pilot, "k")
        assert isinstance(pilot.app.screen, DeadlinesScreen)


async def test_a_holders_footer_begins_with_the_plans(tmp_path):
    office, _ = make_office(tmp_path)
    async with running(office) as pilot:
        assert screen_text(pilot.app).splitlines()[-1].startswith(" Enter åpne  n ny plan")
