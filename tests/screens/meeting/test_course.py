"""The course of a meeting: pause, break off, another day, lock, unlock, correct, remark; and what others left."""

from __future__ import annotations

import pytest

from tests.screens.meeting.stage import stage
from tests.screens.meeting.test_case import play


async def test_a_pause_stops_the_clock_and_says_so(tmp_path):
    async with stage(tmp_path, item=3) as on:
        on.screen.run_act("clock")
        await on.settle()
        assert "PAUSE" in on.text
        on.wait(10)
        on.screen.run_act("clock")
        await on.settle()
        assert on.meeting["state"] == "running"
        assert "0 av 5 min" in on.text or "0/5 min" in on.text


async def test_a_meeting_broken_off_goes_on_another_day(tmp_path):
    async with stage(tmp_path, item=3) as on:
        await on.type("Skrevet før brannalarmen")
        await on.press("enter")
        on.screen.run_act("break_off")
        await on.type("brannalarm")
        await on.press("enter")
        assert on.meeting["state"] == "broken_off"
        assert "Fortsett en annen dag" in on.text
        await on.press("escape")
        on.screen.run_act("break_off")
        await on.type("18.11 13")
        assert "ons 18. november 2026 kl. 13:00" in on.text
        await on.press("enter")
        assert any(m["starts"] == "2026-11-18T13:00" for m in on.shown["meetings"])
        await on.press("enter")
        assert on.view.meeting.state == "running"
        assert [line.text for line in on.view.lines] == ["Skrevet før brannalarmen"]


async def test_the_lock_is_refused_in_words_and_leads_to_what_is_missing(tmp_path):
    async with stage(tmp_path) as on:
        await on.press("ctrl+g", "j")
        assert on.meeting["state"] == "running"
        assert "Kan ikke låses ennå. Mangler: hvem er her" in on.text
        await on.press("down", "enter")
        assert on.screen.conduct.panel == "attendance"
        await on.press("ctrl+g", "escape")
        assert on.screen.conduct.panel == "attendance"


async def test_the_guard_list_takes_the_proposed_meeting_where_none_is_set(tmp_path):
    async with stage(tmp_path) as on:
        await on.press("ctrl+g", "end", "up")
        on.screen.list.go_to("next_meeting")
        await on.press("enter")
        assert on.shown["next_meeting"]["starts"] == "2026-12-14T13:00"


async def test_locked_minutes_are_opened_again_by_their_locker(tmp_path):
    async with stage(tmp_path, begin=False) as on:
        await play(on)
        await on.press("u")
        assert on.meeting["state"] == "running"


async def test_after_five_minutes_they_are_corrected_with_a_reason_instead(tmp_path):
    async with stage(tmp_path, begin=False) as on:
        await play(on)
        on.wait(6)
        await on.press("u")
        assert on.meeting["state"] == "locked"
        await on.press("r")
        await on.type("Skrivefeil i navnet")
        await on.press("enter")
        assert on.meeting["state"] == "correcting"
        await on.type("Rettet linje")
        await on.press("enter", "ctrl+g", "j")
        assert [(v["version"], v["reason"]) for v in on.meeting["versions"]] == [(1, None), (2, "Skrivefeil i navnet")]


async def test_a_remark_is_written_on_locked_minutes(tmp_path):
    async with stage(tmp_path, begin=False) as on:
        await play(on)
        await on.press("m")
        await on.type("Jeg sa onsdag")
        meeting = on.screen.meeting_id
        on.screen.go_back()
        await on.settle()
        await on.open(meeting)
        assert "Dette ble ikke ferdig sist. Enter lagrer det" in on.text
        await on.press("enter")
        assert "merknaden" in on.text.casefold()


async def test_what_is_locked_cannot_be_written_in_and_the_text_is_kept(tmp_path):
    async with stage(tmp_path, begin=False) as on:
        await play(on)
        await on.type("En linje til")
        await on.press("enter")
        assert "Referatet er låst" in on.text
        assert on.screen.capture.text == "En linje til"
        meeting = on.screen.meeting_id
        on.screen.go_back()
        await on.settle()
        await on.open(meeting)
        assert on.screen.capture.text == "En linje til"
        assert "Ikke ferdig sist, og blir ikke lagret her: kopier det." in on.text


async def test_a_parked_point_is_settled_at_the_next_meeting(tmp_path):
    async with stage(tmp_path, begin=False) as on:
        await play(on)
        desk = on.office.desk()
        following = on.shown["next_meeting"]["id"]
        on.wait(60 * 24 * 29)
        desk.meetings.start(on.plan_id, following)
        await on.press("escape")
        await on.open(following)
        await on.press("ctrl+n", "ctrl+n", "ctrl+n")
        assert "Ferieturen i februar" in on.text
        on.screen.list.go_to(on.view.parked[0].id)
        on.screen.hands.focus_on("list")
        await on.press("enter", "d", "enter")
        assert on.view.parked == ()


async def test_the_child_was_not_asked_and_it_says_why(tmp_path):
    async with stage(tmp_path, item=2) as on:
        await on.press("escape", "enter")
        await on.type("Munter var syk")
        await on.press("enter")
        assert all(g.ok for g in on.view.guards if g.kind == "child_voice")


async def test_the_level_is_changed_or_kept(tmp_path):
    async with stage(tmp_path, item=7) as on:
        await on.press("enter")
        assert on.meeting["level"]["level"] == 2
        await on.press("down", "enter")
        await on.type("Det går bedre")
        await on.press("enter")
        assert on.view.level == 1


async def test_c06_a_higher_level_asks_for_a_new_consent_and_keeps_what_was_written(tmp_path):
    async with stage(tmp_path, item=7) as on:
        await on.press("down", "down", "enter")
        await on.type("Flere må hjelpe")
        await on.press("enter")
        assert on.view.level == 2
        assert "nytt samtykke" in on.text


async def test_a_goal_is_worded_anew_and_another_is_set(tmp_path):
    async with stage(tmp_path, item=6) as on:
        await on.press("escape", "tab")
        await on.press("ctrl+u")
        await on.type("Du går rolig til bordet")
        await on.press("enter", "down", "enter")
        await on.type("Du sover hele natta")
        await on.press("tab", "h", "tab")
        await on.type("1.3")
        await on.press("enter")
        assert [(g["text"], g["arena"]) for g in on.shown["goals"]] == [
            ("Du går rolig til bordet", "kindergarten"), ("Du sover hele natta", "home"),
        ]  # fmt: skip


async def test_escape_on_the_list_of_a_running_meeting_asks_for_a_second_one(tmp_path):
    async with stage(tmp_path, item=5) as on:
        here = on.app.screen
        await on.press("escape")
        assert on.app.screen is here
        assert "Esc én gang til" in on.text
        await on.press("1", "escape")
        assert on.app.screen is here, "another key between begins anew"
        await on.press("escape")
        assert on.app.screen is not here


@pytest.mark.parametrize("keys", [["ctrl+n"] * 12, ["ctrl+r", "ctrl+r"], ["f6"] * 4, ["f5", "f5"]])
async def test_chords_pressed_too_often_do_no_harm(tmp_path, keys):
    async with stage(tmp_path) as on:
        await on.press(*keys)
        assert on.meeting["state"] == "running"
