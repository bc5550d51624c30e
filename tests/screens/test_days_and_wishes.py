"""The days one may set on goals and activities, and the wish list of the next meeting."""

from __future__ import annotations

from datetime import date

import pytest

from stafett_tui.domain.activity import activities
from stafett_tui.domain.goal import goals
from stafett_tui.domain.lock import next_meeting
from tests.support.app import make_office, press, running, screen_text, word


def goal_of(office, plan_id, number=1):
    return goals(office.desk().plans.get(plan_id))[number - 1]


def activity_of(office, plan_id, what="Bilder av"):
    return next(a for a in activities(office.desk().plans.get(plan_id)) if a.what.startswith(what))


def wished(office, plan_id):
    return [(w.body.name, w.body.title, w.body.service) for w in next_meeting(office.desk().plans.get(plan_id)).wished]


# ---- the target date of a goal


async def test_a_new_goal_may_have_a_target_date(tmp_path):
    office, plan_id = make_office(tmp_path)
    async with running(office) as pilot:
        await press(pilot, "t", "g", "=Du sover hele natta", "enter", "=hjem", "enter", "=18.12")
        assert "fredag 18. desember 2026" in screen_text(pilot.app)
        await press(pilot, "enter")
        assert goal_of(office, plan_id, 2).target_on == date(2026, 12, 18)


async def test_a_new_goal_needs_no_target_date(tmp_path):
    office, plan_id = make_office(tmp_path)
    async with running(office) as pilot:
        await press(pilot, "enter", "g", "=Du sover hele natta", "enter", "=hjem", "enter", "enter")
        assert goal_of(office, plan_id, 2).target_on is None


@pytest.mark.parametrize("screen", ["t", "enter"])
async def test_words_and_target_date_of_a_goal_are_changed_in_one_act(tmp_path, screen):
    office, plan_id = make_office(tmp_path)
    before = goal_of(office, plan_id).text
    async with running(office) as pilot:
        await press(pilot, screen, "e")
        assert pilot.app.screen.asking.line.text == before
        await press(pilot, "= Ofte.", "enter", "=fre", "enter")
        assert goal_of(office, plan_id).text == f"{before} Ofte."
        assert goal_of(office, plan_id).target_on == date(2026, 11, 20)
        await press(pilot, "ctrl+z")
        assert (goal_of(office, plan_id).text, goal_of(office, plan_id).target_on) == (before, None)


async def test_words_alone_leave_the_target_date_as_it_stands(tmp_path):
    office, plan_id = make_office(tmp_path)
    office.desk().plans.retarget_goal(plan_id, goal_of(office, plan_id).id, date(2026, 12, 18))
    async with running(office) as pilot:
        await press(pilot, "t", "e", "= Nå.", "enter")
        assert "Enter beholder fredag 18. desember 2026, - tar den bort" in screen_text(pilot.app)
        await press(pilot, "enter")
        assert goal_of(office, plan_id).text.endswith(" Nå.")
        assert goal_of(office, plan_id).target_on == date(2026, 12, 18)
        assert "innen 18.12.2026" in screen_text(pilot.app)


async def test_a_hyphen_takes_the_target_date_away(tmp_path):
    office, plan_id = make_office(tmp_path)
    office.desk().plans.retarget_goal(plan_id, goal_of(office, plan_id).id, date(2026, 12, 18))
    async with running(office) as pilot:
        await press(pilot, "t", "e", "enter", "=-", "enter")
        assert goal_of(office, plan_id).target_on is None


async def test_a_goal_left_as_it_stands_writes_nothing(tmp_path):
    office, plan_id = make_office(tmp_path)
    before = office.desk().plans.get(plan_id).seq
    async with running(office) as pilot:
        await press(pilot, "t", "e", "enter", "enter")
        assert word(pilot.app) == "Ingenting er endret."
        assert office.desk().plans.get(plan_id).seq == before


async def test_with_several_goals_the_one_of_the_row_is_marked_first(tmp_path):
    office, plan_id = make_office(tmp_path)
    desk = office.desk()
    second = desk.plans.set_goal(plan_id, goal_of(office, plan_id).arena, "Du sover hele natta").ids[0]
    desk.activities.plan(plan_id, "Lese sammen", responsible="p-varm", due="2026-12-01", goal=second)
    async with running(office) as pilot:
        await press(pilot, "t", "end", "e", "enter")
        assert pilot.app.screen.asking.line.text == "Du sover hele natta"
        await press(pilot, "escape", "e", "=gråte", "enter")
        assert "gråte" in pilot.app.screen.asking.line.text
        await press(pilot, "escape", "escape", "enter")


async def test_the_goal_of_the_row_of_the_overview_is_the_one_that_is_meant(tmp_path):
    office, plan_id = make_office(tmp_path)
    office.desk().plans.set_goal(plan_id, goal_of(office, plan_id).arena, "Du sover hele natta")
    async with running(office) as pilot:
        await press(pilot, "enter", "down", "down", "e", "enter")
        assert pilot.app.screen.asking.line.text == "Du sover hele natta"


async def test_where_there_is_no_goal_it_says_how_to_write_one(tmp_path):
    office, plan_id = make_office(tmp_path)
    desk = office.desk()
    async with running(office) as pilot:
        while goals(desk.plans.get(plan_id)):
            desk.undo.undo(plan_id)
        await press(pilot, "t", "e")
        assert not pilot.app.screen.asking.open
        assert "Trykk g" in word(pilot.app)


# ---- the day an activity is to be evaluated


async def test_the_evaluation_date_is_set_changed_and_taken_away_on_the_board(tmp_path):
    office, plan_id = make_office(tmp_path)
    async with running(office) as pilot:
        await press(pilot, "t", "r", "=4.12", "enter")
        assert activity_of(office, plan_id).review_on == date(2026, 12, 4)
        assert "Skal vurderes 04.12.2026" in screen_text(pilot.app)
        await press(pilot, "r", "enter")
        assert word(pilot.app) == "Ingenting er endret."
        await press(pilot, "r", "=11.12", "enter")
        assert activity_of(office, plan_id).review_on == date(2026, 12, 11)
        await press(pilot, "r", "=-", "enter")
        assert activity_of(office, plan_id).review_on is None
        await press(pilot, "ctrl+z")
        assert activity_of(office, plan_id).review_on == date(2026, 12, 11)


async def test_the_next_meeting_is_taken_as_its_day(tmp_path):
    office, plan_id = make_office(tmp_path)
    async with running(office) as pilot:
        await press(pilot, "t", "r", "=neste møte", "enter")
        assert activity_of(office, plan_id).review_on == date(2026, 11, 16)


async def test_where_no_meeting_is_called_the_next_one_is_no_day(tmp_path):
    office, plan_id = make_office(tmp_path)
    desk = office.desk()
    desk.meetings.cancel(plan_id, next_meeting(desk.plans.get(plan_id)).id)
    async with running(office) as pilot:
        await press(pilot, "t", "r", "=neste møte", "enter")
        assert pilot.app.screen.asking.open
        assert activity_of(office, plan_id).review_on is None


async def test_a_day_that_may_be_two_is_chosen(tmp_path):
    office, plan_id = make_office(tmp_path)
    async with running(office) as pilot:
        await press(pilot, "t", "r", "=neste fredag", "enter")
        assert pilot.app.screen.asking.open
        await press(pilot, "down", "enter")
        assert activity_of(office, plan_id).review_on in {date(2026, 11, 20), date(2026, 11, 27)}


# ---- wishes for the next meeting


@pytest.mark.parametrize("way", [("enter",), ("s",)])
async def test_somebody_is_wished_for_from_the_plan_and_from_the_consents(tmp_path, way):
    office, plan_id = make_office(tmp_path)
    async with running(office) as pilot:
        await press(pilot, *way, "w", "=Rask Bekk", "enter", "=logoped", "enter", "=PPT", "enter")
        assert wished(office, plan_id) == [("Rask Bekk", "logoped", "PPT")]
        assert word(pilot.app) == "Rask Bekk er ønsket til neste møte."
        await press(pilot, "ctrl+z")
        assert wished(office, plan_id) == []


async def test_a_title_may_be_left_out_and_the_wish_stands_with_the_meeting(tmp_path):
    office, plan_id = make_office(tmp_path)
    async with running(office, (120, 40)) as pilot:
        await press(pilot, "enter", "w", "=Rask Bekk", "enter", "enter", "=Helsestasjonen", "enter")
        assert wished(office, plan_id) == [("Rask Bekk", "", "Helsestasjonen")]
        assert "Rask Bekk (Helsestasjonen)" in screen_text(pilot.app)


async def test_without_a_called_meeting_nobody_can_be_wished_for(tmp_path):
    office, plan_id = make_office(tmp_path)
    desk = office.desk()
    desk.meetings.cancel(plan_id, next_meeting(desk.plans.get(plan_id)).id)
    async with running(office) as pilot:
        await press(pilot, "enter", "w")
        assert not pilot.app.screen.asking.open
        assert word(pilot.app).startswith("Det er ikke kalt inn")
