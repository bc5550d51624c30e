"""A store in which every text a person can write is one and the same strange text, and a walk over every screen."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import date, datetime
from pathlib import Path

from textual.pilot import Pilot

from stafett_tui.domain.activity import ActivityRevised, CommentWritten, activities
from stafett_tui.domain.attendance import Presence
from stafett_tui.domain.concern import Side, Trait
from stafett_tui.domain.evaluation import Effect
from stafett_tui.domain.goal import Arena, goals
from stafett_tui.domain.lock import meetings
from stafett_tui.domain.minutes import LineSort
from stafett_tui.domain.people import PlanKind, Relation, Role
from stafett_tui.screens.meeting.screen import MeetingScreen
from stafett_tui.services.desk import Desk
from stafett_tui.services.opening import Office
from stafett_tui.services.person import Me
from stafett_tui.services.plans import NewPerson, NewPlan
from tests.screens.meeting.stage import key_event
from tests.support.app import make_empty_office, running, screen_text
from tests.support.refusing import refuse
from tests.support.second import Second

Look = Callable[[str, str], Awaitable[None] | None]
Words = Callable[[str], str]
"""The text for a field, by its name."""
LISTED = frozenset({"attendance", "child", "review", "level", "read-back", "next"})
"""Lists that have focus when the meeting comes to them; in the others one writes."""
PANES = ("attendance", "child", "family", "round", "review", "goals", "level", "read-back", "next")


def strange_office(directory: Path, say: Words) -> tuple[Office, str, str]:
    """An open office whose every name, title, goal, note and reason is made up by `say`; its plan and its meeting."""
    office = make_empty_office(directory, me=Me("p-stodig", say("holder"), say("service"), say("title"), "nb"))
    desk = office.desk()
    plan_id = _opened(desk, say)
    goal = goals(desk.plans.get(plan_id))[0].id
    for number, who in enumerate(("p-stodig", "p-varm", "p-klok")):
        desk.activities.plan(
            plan_id, say(f"activity{number}"), responsible=who, helpers=("p-blid",), due="2026-11-13", goal=goal
        )
    first = activities(desk.plans.get(plan_id))[0].id
    desk.activities.comment(plan_id, first, say("comment"))
    desk.activities.move(plan_id, first, "2026-11-20", say("reason"))
    desk.meetings.call(plan_id, datetime(2026, 11, 16, 13), datetime(2026, 11, 16, 13, 45), place=say("room"))
    _together(office, plan_id, say)
    return office, plan_id, meetings(desk.plans.get(plan_id))[0].id


def _together(office: Office, plan_id: str, say: Words) -> None:
    """Something in two versions, and something that was not taken."""
    desk, other = office.desk(), Second(office, plan_id, "p-stodig")
    last = activities(other.plan)[-1].id
    seen = other.seen(last, "what")
    desk.activities.revise(plan_id, last, "what", say("activity2"))
    other.late(ActivityRevised(thing=last, field="what", value=say("late")), seen)
    refuse(office, plan_id, CommentWritten(activity=last, text=say("refused")), "plan_passive")


def _opened(desk: Desk, say: Words) -> str:
    people = (
        NewPerson(say("mother"), Role.GUARDIAN, relation=Relation.MOTHER, id="p-varm"),
        NewPerson(say("father"), Role.GUARDIAN, relation=Relation.FATHER, id="p-blid"),
        NewPerson(say("provider"), Role.PROVIDER, say("profession"), f"PPT {say('office')}", id="p-klok"),
    )
    new = NewPlan(say("owner"), date(2021, 3, 14), PlanKind.KINDERGARTEN, "nb", people, consent_on=date(2026, 9, 22),
                  owner_id="p-munter", place=say("place"))  # fmt: skip
    plan_id = desk.plans.open(new).plan_id
    desk.plans.set_goal(plan_id, Arena.KINDERGARTEN, say("goal"))
    desk.plans.write_concern(plan_id, say("initiator"), say("concern"))
    desk.plans.write_about_me(plan_id, Side.SOCIAL, Trait.STRENGTH, say("about"))
    return plan_id


def hold(office: Office, plan_id: str, meeting: str, say: Words) -> None:
    """The meeting has begun; every kind of line, guest, wish and reason stands in it."""
    desk = office.desk()
    desk.meetings.start(plan_id, meeting)
    desk.attendance.everyone(plan_id, meeting)
    desk.attendance.guest(plan_id, meeting, say("guest"))
    desk.attendance.wish(plan_id, meeting, say("wished"), say("wished-title"), f"helse {say('wished-office')}")
    desk.attendance.mark(plan_id, meeting, "p-varm", Presence.REGRETS, substitute=say("substitute"))
    for sort in (LineSort.NOTE, LineSort.AGREEMENT, LineSort.DISAGREEMENT, LineSort.PARKED):
        desk.minutes.write(plan_id, meeting, "welcome", sort, say(sort.value))
    desk.minutes.why_not_asked(plan_id, meeting, say("not-asked"))
    desk.minutes.voice(plan_id, meeting, "child_voice", say("voice"), asked_by="p-stodig", how=say("how"))
    desk.activities.plan(
        plan_id, say("new"), responsible="p-klok", due="next_meeting", meeting=meeting, item="decide_goals"
    )
    first, second, *_ = activities(desk.plans.get(plan_id))
    desk.evaluations.rate(plan_id, first.id, Effect.PARTLY, meeting)
    desk.evaluations.go_on(plan_id, meeting, first.id, why=say("why"), due="2026-12-15")
    desk.evaluations.rate(plan_id, second.id, Effect.WORKS, meeting)


@asynccontextmanager
async def strange(directory: Path, say: Words, size: tuple[int, int]) -> AsyncIterator[tuple[Pilot[None], str]]:
    """The program on such a store, with the meeting running; and the plan."""
    office, plan_id, meeting = strange_office(directory, say)
    hold(office, plan_id, meeting, say)
    async with running(office, size) as pilot:
        yield pilot, plan_id


async def go(pilot: Pilot[None], *keys: str) -> None:
    """Press keys one by one, and wait for what each leads to; `=text` types a text."""
    for key in keys:
        for each in key[1:] if key.startswith("=") else (key,):
            pilot.app._driver.send_message(key_event(each))
        await rest(pilot)


async def rest(pilot: Pilot[None]) -> None:
    """Wait until every message is answered, no thread works, and all is drawn."""
    for _ in range(3):
        await pilot._wait_for_screen()
        while [each for each in pilot.app.workers if not each.is_finished]:
            await pilot.app.workers.wait_for_complete()
            await pilot._wait_for_screen()
        for _ in range(5_000):
            if not (isinstance(pilot.app.screen, MeetingScreen) and pilot.app.screen.busy):
                break
            await pilot.pause(0.002)


async def walk(pilot: Pilot[None], look: Look) -> None:
    """Every screen, every list of the meeting and every question; `look` is told where, and what stands there."""

    async def at(where: str, *keys: str) -> None:
        await go(pilot, *keys)
        await pilot.pause()
        looking = look(where, screen_text(pilot.app))
        if looking is not None:
            await looking

    for where, keys in (
        ("home", ()), ("not taken", ("r",)), ("new plan", ("escape", "n")), ("plan", ("escape", "home", "down", "enter")), ("plan end", ("end",)),
        ("people", ("f",)), ("contact", ("down", "c")), ("hidden service", ("escape", "h")), ("eyes", ("escape", "v")),
        ("baton", ("escape", "escape", "b")), ("participant", ("escape", "p")), ("goal", ("escape", "g")),
        ("two versions", ("escape", "v")), ("board", ("escape", "t")),
        ("board, third row", ("down", "down")), ("columns", ("b",)), ("comment", ("b", "c")),
        ("responsible", ("escape", "a")), ("date", ("escape", "f")), ("activity", ("escape", "n")),
        ("consent", ("escape", "s")), ("consent end", ("end",)), ("given", ("g",)), ("withdrawing", ("escape", "t")),
        ("keeping out", ("escape", "o")), ("signed form", ("escape", "v")), ("deadlines", ("escape", "k")),
        ("found", ("ctrl+f", "=x")), ("palette", ("escape", "escape", "ctrl+p")), ("help", ("escape", "f1")),
    ):  # fmt: skip
        await at(where, *keys)
    await go(pilot, *["escape"] * 5, "m")
    assert isinstance(pilot.app.screen, MeetingScreen)
    for where in PANES:
        await at(where, "escape" if where in LISTED else "tab")
        await at(f"{where} end", "end")
        await go(pilot, "ctrl+n")
    for where, keys in (
        ("shown", ("f5",)), ("guards", ("escape", "ctrl+g")), ("last line", ("escape", "tab", "up")),
        ("minutes", ("escape", "escape", "f6", "f6")), ("minutes end", ("end",)),
    ):  # fmt: skip
        await at(where, *keys)
