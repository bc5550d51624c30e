"""Item 5: a digit rates and moves on; Tab opens why, new date, end, done as agreed and the child's own mark."""

from __future__ import annotations

from tests.screens.meeting.stage import stage


def activities(on):
    return [a for goal in on.shown["goals"] for a in goal["activities"]]


def effects(on):
    return [[e["effect"] for e in a["evaluations"]] for a in activities(on)]


async def test_the_rating_just_given_is_said_in_words_with_its_undo_key(tmp_path):
    async with stage(tmp_path, item=5) as on:
        await on.press("2")
        assert "virker delvis. Ctrl+Z angrer" in on.text
        assert on.screen.list.cursor == 1


async def test_a_digit_meant_as_text_takes_the_rating_back(tmp_path):
    async with stage(tmp_path, item=5) as on:
        await on.type("2 ganger i uka er nok")
        await on.press("enter")
        assert effects(on) == [[], [], []]
        assert on.meeting["lines"][-1]["text"] == "2 ganger i uka er nok"


async def test_a_digit_is_text_while_something_is_being_written(tmp_path):
    async with stage(tmp_path, item=5) as on:
        await on.type("Lesekurset går ")
        await on.press("f6", "f6", "3")
        await on.type(" ganger")
        await on.press("enter")
        assert effects(on) == [[], [], []]
        assert on.meeting["lines"][-1]["text"] == "Lesekurset går 3 ganger"


async def test_a_second_digit_on_a_row_puts_the_first_right(tmp_path):
    async with stage(tmp_path, item=5) as on:
        await on.press("1", "up", "3")
        assert effects(on)[0] == ["no_effect"]


async def test_why_date_done_and_the_childs_mark_are_one_act(tmp_path):
    async with stage(tmp_path, item=5) as on:
        await on.press("2", "tab")
        await on.type("For mye lyd")
        await on.press("tab")
        await on.type("om to uker")
        await on.press("tab", "tab", "d", "tab", "1", "enter")
        first = activities(on)[0]
        told = first["evaluations"][0]
        assert (told["why"], told["done_as_agreed"], told["child_effect"]) == ("For mye lyd", "partly", "works")
        assert first["due"] == "2026-11-30"
        await on.press("ctrl+z")
        assert activities(on)[0]["due"] == "2026-11-13"
        assert activities(on)[0]["evaluations"][0]["why"] == ""


async def test_enter_takes_the_proposed_date_of_what_goes_on(tmp_path):
    async with stage(tmp_path, item=5) as on:
        await on.press("1", "enter", "1", "enter")
        assert [a["due"] for a in activities(on)[:2]] == ["next_meeting", "next_meeting"]
        assert "ny frist neste møte" in on.text


async def test_an_ended_activity_is_not_rated_again_by_a_slip(tmp_path):
    async with stage(tmp_path, item=5) as on:
        await on.press("1", "tab", "tab", "tab", "j", "enter", "up", "4")
        assert activities(on)[0]["state"] == "ended"
        assert effects(on)[0] == ["works"]
        assert "er avsluttet" in on.text


async def test_what_is_not_understood_in_a_slot_is_asked_about_and_nothing_is_lost(tmp_path):
    async with stage(tmp_path, item=5) as on:
        await on.press("1", "tab", "tab")
        await on.type("neste fredag")
        await on.press("enter")
        assert "fre 20. november  fre 27. november" in on.text
        await on.press("down", "down", "enter")
        assert activities(on)[0]["due"] == "2026-11-27"
        await on.press("tab", "tab", "tab", "q", "enter")
        assert "j for ja" in on.text


async def test_slots_of_an_unrated_row_ask_for_the_rating_first(tmp_path):
    async with stage(tmp_path, item=5) as on:
        await on.press("tab")
        await on.type("fordi")
        await on.press("enter")
        assert "Vurder" in on.text
        assert effects(on) == [[], [], []]
        await on.press("escape")
        assert on.screen.hands.where == "list"
