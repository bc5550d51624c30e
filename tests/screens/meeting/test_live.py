"""Two laptops in one meeting: lines, ratings and the agenda move here as well, and what is being done here stays."""

from __future__ import annotations

import pytest

from stafett_tui.domain.conducting import MeetingConducted, conductor
from stafett_tui.domain.evaluation import ActivityEvaluated, Effect
from stafett_tui.domain.lock import meetings
from stafett_tui.domain.meeting import AgendaReached, MeetingTurned, Turn
from stafett_tui.domain.minutes import LineRevised, LineSort, LineWritten
from stafett_tui.domain.people import holder_id
from tests.screens.meeting.stage import stage
from tests.support.app import make_office, press, running, settle, word
from tests.support.second import Second


def second(on, person=None):
    """The holder's other laptop, in the same meeting."""
    plan = on.office.store.journal.plan(on.plan_id)
    return Second(on.office, on.plan_id, person or holder_id(plan), "tablet")


def line(on, text, item="service_update", sort=LineSort.NOTE):
    return LineWritten(meeting=on.screen.meeting_id, item=item, sort=sort, text=text)


async def arrives(on, other, *bodies):
    for body in bodies:
        other.write(body, app=on.app)
    await on.settle()
    await on.settle()


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_line_from_elsewhere_stands_in_the_minutes_and_the_typed_line_is_not_touched(tmp_path, size):
    async with stage(tmp_path, item=4, size=size) as on:
        await on.type("Du gikk til bordet")
        await on.press("left", "left", "left")
        before = (on.screen.capture.text, on.screen.capture.at, on.screen.focused)
        await arrives(on, second(on), line(on, "Skrevet på nettbrettet"))
        assert "Skrevet på nettbrettet" in on.text
        assert (on.screen.capture.text, on.screen.capture.at, on.screen.focused) == before
        await on.type("X")
        assert on.screen.capture.text == "Du gikk til borXdet"


async def test_a_line_that_comes_while_the_store_has_not_answered_is_read_afterwards(tmp_path):
    async with stage(tmp_path, item=4) as on:
        other = second(on)
        for sign in "Min linje":
            on.app._driver.send_message(_key(sign))
        on.app._driver.send_message(_key("enter"))
        for _ in range(200):
            await on.pilot.pause(0)
            if on.screen.busy:
                break
        changes = other.write(line(on, "Deres linje"))
        assert on.screen.touches(changes) in {True, False}
        on.app.changed.publish(changes)
        await on.settle()
        await on.settle()
        assert {"Min linje", "Deres linje"} <= {each.text for each in on.view.lines}
        assert on.screen.behind == 0


def _key(sign):
    from tests.screens.meeting.stage import NAMED, key_event

    return key_event(NAMED.get(sign, sign))


async def test_a_rating_from_elsewhere_shows_and_the_cursor_stays_on_its_row(tmp_path):
    async with stage(tmp_path, item=5) as on:
        await on.press("down")
        here = on.screen.list.row.key
        first = on.view.rated[0].id
        assert here != first
        rated = ActivityEvaluated(activity=first, effect=Effect.WORKS, meeting=on.screen.meeting_id)
        await arrives(on, second(on), rated)
        assert on.screen.list.row.key == here
        assert any(e.effect is Effect.WORKS for a in on.view.rated if a.id == first for e in a.evaluations)


async def test_reading_back_in_the_minutes_is_not_moved_to_their_end(tmp_path):
    async with stage(tmp_path, item=4) as on:
        for number in range(30):
            second(on).write(line(on, f"Linje {number}"))
        other = second(on)
        await arrives(on, other, line(on, "Den siste"))
        await on.press("f6", "home")
        assert on.screen.hands.where == "minutes"
        top = on.screen.minutes.scroll_offset
        await arrives(on, other, line(on, "Enda en"))
        assert on.screen.minutes.scroll_offset == top


# ---- who leads


async def answer(on, *keys):
    """Press keys one by one, and wait for what each leads to: the question, and what it does."""
    for key in keys:
        await on.press(key)
        await on.settle()


async def take(on, other):
    await arrives(on, other, MeetingConducted(meeting=on.screen.meeting_id))


async def test_alone_nothing_asks_who_leads(tmp_path):
    async with stage(tmp_path, item=4) as on:
        assert on.view.leader is None
        await on.press("f7")
        assert word(on.app) == "Møtet ledes herfra allerede."
        assert "annen maskin" not in on.text.splitlines()[-8]


async def test_the_agenda_is_followed_where_nobody_is_busy_with_its_list(tmp_path):
    async with stage(tmp_path, item=4) as on:
        other = second(on)
        await take(on, other)
        assert "Du leder fra en annen maskin (F7)" in on.text
        focused = on.screen.focused
        await arrives(on, other, AgendaReached(meeting=on.screen.meeting_id, item="review_activities"))
        assert (on.screen.conduct.panel, on.view.item) == ("review", "review_activities")
        assert on.screen.focused is focused
        assert "5/9" in on.text.splitlines()[0]


async def test_the_list_one_is_busy_with_stays_and_it_is_said_where_the_meeting_is(tmp_path):
    async with stage(tmp_path, item=5) as on:
        other = second(on)
        await take(on, other)
        await on.press("down")
        row = on.screen.list.row.key
        await arrives(on, other, AgendaReached(meeting=on.screen.meeting_id, item="decide_goals"))
        assert (on.screen.conduct.panel, on.screen.list.row.key) == ("review", row)
        assert "6/9" in on.text.splitlines()[0]
        assert word(on.app) == "Møtet er ved 6 Mål nå. Neste punkt viser det."
        await on.press("ctrl+n")
        assert on.screen.conduct.panel == "goals"


async def test_the_typed_line_belongs_to_the_item_it_was_begun_in(tmp_path):
    async with stage(tmp_path, item=4) as on:
        other = second(on)
        await take(on, other)
        await on.type("Begynt i runden")
        await arrives(on, other, AgendaReached(meeting=on.screen.meeting_id, item="decide_goals"))
        assert on.screen.capture.text == "Begynt i runden"
        assert on.screen.focused is on.screen.capture
        await on.press("enter")
        (written,) = [each for each in on.view.lines if each.text == "Begynt i runden"]
        assert written.item == "service_update"
        await on.type("Begynt i målene")
        await on.press("enter")
        assert on.view.lines[-1].item == "decide_goals"


async def test_next_item_only_looks_while_somebody_else_leads(tmp_path):
    async with stage(tmp_path, item=4) as on:
        await take(on, second(on))
        await on.press("ctrl+n")
        assert (on.screen.conduct.panel, on.view.item) == ("review", "service_update")
        assert word(on.app) == "Du leder møtet fra en annen maskin. Det er ved 4 Runde."
        await on.press("ctrl+n")
        assert on.screen.conduct.panel == "round"


async def test_a_tick_asks_whether_to_take_over_and_is_done_then(tmp_path):
    async with stage(tmp_path, item=6) as on:
        await on.type("!Vi fortsetter med bildene")
        await on.press("enter", "ctrl+r")
        other = second(on)
        await take(on, other)
        await answer(on, "ctrl+r", "enter")
        assert on.screen.asking.open
        assert "Ta over her?" in on.text
        await on.press("enter")
        assert not on.view.ticked
        await answer(on, "ctrl+r", "enter", "down", "enter")
        assert conductor(on.office.store.journal.plan(on.plan_id), on.screen.meeting_id).device != "tablet"
        assert on.view.leader is None
        assert len(on.view.ticked) == 1


async def test_f7_takes_over_after_a_question(tmp_path):
    async with stage(tmp_path, item=4) as on:
        other = second(on)
        await take(on, other)
        await on.press("f7")
        assert "Ta over her?" in on.text
        await answer(on, "down", "enter")
        assert word(on.app) == "Møtet ledes herfra nå."
        await on.press("ctrl+n")
        assert on.view.item == "review_activities"


async def test_a_meeting_that_is_paused_elsewhere_leaves_the_typed_line_alone(tmp_path):
    async with stage(tmp_path, item=4) as on:
        other = second(on)
        await take(on, other)
        await on.type("Midt i en setning")
        await arrives(on, other, MeetingTurned(meeting=on.screen.meeting_id, turn=Turn.BROKEN_OFF, reason="brann"))
        assert on.screen.conduct.panel == "before"
        assert on.screen.focused is on.screen.capture
        assert on.screen.capture.text == "Midt i en setning"


async def test_before_the_meeting_has_begun_nobody_takes_over(tmp_path):
    async with stage(tmp_path, begin=False) as on:
        await on.press("f7")
        assert word(on.app) == "Møtet er ikke i gang."


async def test_what_stands_in_two_versions_stops_the_lock_and_enter_leads_to_it(tmp_path):
    async with stage(tmp_path, item=4) as on:
        await on.type("!Vi fortsetter")
        await on.press("enter")
        written, other = on.view.lines[-1].id, second(on)
        seen = other.seen(written, "text")
        on.office.desk().minutes.reword(on.plan_id, written, "Vi fortsetter begge steder")
        other.late(LineRevised(thing=written, field="text", value="Vi fortsetter hjemme"), seen)
        on.screen.reload()
        await on.settle()
        assert "to versjoner | lagret" in on.text.splitlines()[0]
        await answer(on, "ctrl+g")
        on.screen.list.go_to("two_versions")
        await on.settle()
        assert "Ingenting i referatet står i to versjoner" in on.text
        await answer(on, "enter")
        assert on.app.screen.SCREEN == "conflicts"
        while "Vi fortsetter hjemme" not in on.text:
            await on.settle()


async def test_the_cursor_of_home_goes_with_a_meeting_that_begins_elsewhere(tmp_path):
    office, plan_id = make_office(tmp_path)
    other = Second(office, plan_id, "p-stodig")
    this = meetings(other.plan)[0].id
    async with running(office) as pilot:
        assert pilot.app.screen.list.row.key == f"meeting:{plan_id}/{this}"
        other.write(MeetingTurned(meeting=this, turn=Turn.STARTED), app=pilot.app)
        await settle(pilot)
        assert pilot.app.screen.list.row.key == f"go_on:{plan_id}/{this}"
        await press(pilot, "enter")
        assert pilot.app.screen.SCREEN == "meeting"
