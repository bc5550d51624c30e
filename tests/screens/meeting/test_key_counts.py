"""What each act of the meeting costs in key presses, modifiers counted on the Norwegian layout (T1-T14, T26).

The text of a description is not counted; every act is really done, and looked up in the store.
"""

from __future__ import annotations

from stafett_tui.actions import offered
from tests.screens.meeting.stage import stage
from tests.screens.meeting.test_case import play
from tests.support.norwegian_layout import is_dead, needs_altgr

TEXT = "Kari følger med på leken"


async def typed(on, text):
    """Type words that are not counted."""
    before = on.cost()
    await on.type(text)
    on.cost()
    return before


def activities(on):
    return [a for goal in on.shown["goals"] for a in goal["activities"]]


async def test_t1_new_activity_with_person_and_date(tmp_path):
    async with stage(tmp_path, item=6) as on:
        here = on.screen
        await on.press("plus")
        cost = await typed(on, TEXT)
        await on.press("tab", "k", "l", "tab", "f", "r", "e", "enter")
        new = activities(on)[-1]
        assert (new["what"], new["responsible"]["name"], new["due"]) == (TEXT, "Klok Ugle", "2026-11-20")
        assert on.app.screen is here, "no screen change, no dialog"
        assert cost + on.cost() <= 10


async def test_t2_new_activity_with_the_default_date(tmp_path):
    async with stage(tmp_path, item=6) as on:
        await on.press("plus")
        cost = await typed(on, TEXT)
        await on.press("tab", "k", "l", "enter")
        new = activities(on)[-1]
        assert (new["responsible"]["name"], new["due"]) == ("Klok Ugle", "next_meeting")
        assert cost + on.cost() <= 6


async def test_t3_an_earlier_activity_is_rated_with_one_key(tmp_path):
    async with stage(tmp_path, item=5) as on:
        await on.press("2")
        assert activities(on)[0]["evaluations"][-1]["effect"] == "partly"
        assert on.cost() <= 1


async def test_t4_rated_and_given_a_new_date(tmp_path):
    async with stage(tmp_path, item=5) as on:
        await on.press("2", "tab", "tab", "f", "r", "e", "enter")
        first = activities(on)[0]
        assert (first["evaluations"][-1]["effect"], first["due"]) == ("partly", "2026-11-20")
        assert on.cost() <= 7


async def test_t5_six_activities_rated(tmp_path):
    async with stage(tmp_path, begin=False) as on:
        desk, goal = on.office.desk(), on.shown["goals"][0]["id"]
        for number in range(3):
            desk.activities.plan(
                on.plan_id, f"Tiltak {number}", responsible=desk.me.person, due="2026-12-20", goal=goal
            )
        await on.press("enter", "ctrl+n", "ctrl+n", "ctrl+n", "ctrl+n")
        on.cost()
        await on.press("1", "2", "1", "5", "2", "1")
        effects = [a["evaluations"][-1]["effect"] for a in activities(on)]
        assert effects == ["works", "partly", "works", "too_early", "partly", "works"]
        assert on.cost() <= 8


async def test_t6_the_last_note_becomes_an_activity(tmp_path):
    async with stage(tmp_path, item=4) as on:
        await typed(on, TEXT)
        await on.press("enter")
        on.cost()
        await on.press("up", "plus", "tab", "k", "l", "tab", "f", "r", "e", "enter")
        new = activities(on)[-1]
        assert (new["what"], new["responsible"]["name"], new["due"]) == (TEXT, "Klok Ugle", "2026-11-20")
        assert [line["sort"] for line in on.meeting["lines"]] == ["activity"]
        assert on.cost() <= 11


async def test_t7_agreement_quote_and_parked_point(tmp_path):
    async with stage(tmp_path, item=4) as on:
        for sign, sort, target in (
            ("exclamation_mark", "agreement", 3),
            ("apostrophe", "voice", 2),
            ("full_stop", "parked", 2),
        ):
            await on.press(sign)
            cost = await typed(on, TEXT)
            await on.press("enter")
            assert on.meeting["lines"][-1]["sort"] == sort
            assert cost + on.cost() <= target


async def test_t8_next_item_and_item_n(tmp_path):
    async with stage(tmp_path) as on:
        await on.press("ctrl+n")
        assert on.view.item == "child_voice"
        assert on.cost() <= 2
        await on.press("6", "enter")
        assert on.view.item == "decide_goals"
        assert on.cost() <= 2


async def test_t9_everyone_is_present_but_nobody_without_consent(tmp_path):
    async with stage(tmp_path) as on:
        await on.press("ctrl+a")
        there = {row["name"] for row in on.meeting["attendance"] if row["how"] == "present"}
        assert there == {"Varm Kaffekopp", "Blid Sykkel", "Stødig Gran", "Klok Ugle"}
        assert on.cost() <= 2


async def test_t10_the_right_person_on_the_last_activity(tmp_path):
    async with stage(tmp_path, item=6) as on:
        await on.type(f"+{TEXT}")
        await on.press("tab", "v", "a", "enter")
        on.cost()
        await on.press("up", "tab", "k", "l", "enter")
        assert activities(on)[-1]["responsible"]["name"] == "Klok Ugle"
        assert on.cost() <= 6


async def test_t11_anything_is_undone_with_two_presses(tmp_path):
    async with stage(tmp_path, item=5) as on:
        await on.press("1")
        on.cost()
        await on.press("ctrl+z")
        assert activities(on)[0]["evaluations"] == []
        assert on.cost() <= 2
        await on.press("ctrl+y")
        assert len(activities(on)[0]["evaluations"]) == 1


async def test_t12_the_proposed_next_meeting_is_taken(tmp_path):
    async with stage(tmp_path, item=9) as on:
        await on.press("enter")
        assert on.shown["next_meeting"]["state"] == "called"
        assert on.cost() <= 1


async def test_t12_another_day_and_time_are_typed(tmp_path):
    async with stage(tmp_path, item=9) as on:
        await on.type("14.1 14")
        await on.press("enter")
        following = on.shown["next_meeting"]
        assert (following["starts"], following["ends"]) == ("2027-01-14T14:00", "2027-01-14T14:45")
        assert on.cost() <= 8


async def test_t13_seven_points_are_read_back(tmp_path):
    async with stage(tmp_path, item=6) as on:
        for number in range(7):
            await on.type(f"!Avtale {number}")
            await on.press("enter")
        on.cost()
        await on.press("ctrl+r", *["enter"] * 7)
        assert [point["read"] for point in on.meeting["read_back"]] == [True] * 7
        assert on.cost() <= 10


async def test_t14_from_the_last_word_to_locked_minutes(tmp_path):
    async with stage(tmp_path, begin=False) as on:
        await play(on)
        assert on.pressed[-2:] == ["ctrl+g", "j"]
        on.pressed = on.pressed[-2:]
        assert on.meeting["state"] == "locked"
        assert on.cost() <= 3


SIGNS = "+!'.-\\"


def test_t26_no_key_of_the_meeting_needs_altgr_a_dead_key_or_what_a_terminal_swallows():
    keys = {key for act in offered("meeting") for key in act.keys}
    letters = {*"vlxrjumc123456", *SIGNS}
    for key in keys | letters:
        assert not needs_altgr(key), key
        assert not is_dead(key), key
        assert "alt+" not in key, key
        assert key not in {"ctrl+enter", "shift+enter", "ctrl+h", "ctrl+i", "ctrl+j", "ctrl+m", "ctrl+["}
