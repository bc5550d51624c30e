"""What a list cuts is shown whole in one place, ten thousand letters of it too."""

from __future__ import annotations

import re

import pytest

from stafett_tui.domain.goal import goals
from stafett_tui.domain.minutes import parked
from tests.screens.strange import go, rest, strange
from tests.support.app import NARROW, at_rest, screen_text

WORDS = 1_250
STILL = 2
"""How often a page may look as the one before until it counts as the end: the machine may be slow."""
WORD = re.compile(r"ord(\d{4})")

pytestmark = pytest.mark.timeout(180)


def saying(field: str):
    """Ten thousand letters of numbered words in one field, a short word in every other."""
    return lambda name: " ".join(f"ord{n:04}" for n in range(WORDS)) if name == field else f"kort {name}"


async def read_through(pilot, seen: set[int]) -> str:
    """Page down to the end, noting every numbered word that stands on the screen; give what stands there last."""
    last, still = "", 0
    while still < STILL:
        now = await at_rest(pilot)
        seen |= {int(n) for n in WORD.findall(now)}
        still = still + 1 if now == last else 0
        last = now
        await go(pilot, "pagedown")
    return f"{pilot.app.screen!r} {pilot.app.focused!r}\n{last}"


def missing(seen: set[int]) -> list[int]:
    return sorted(set(range(WORDS)) - seen)


async def enter_on(pilot, key: str) -> None:
    """Enter on a row of the list in front, once it is there and has the keys; then its text is what is read."""
    for _ in range(500):
        rows = getattr(pilot.app.screen, "list", None)
        if rows is not None and rows.has_focus:
            rows.go_to(key)
            if rows.row is not None and rows.row.key == key:
                break
        await rest(pilot)
    else:
        raise AssertionError(key, screen_text(pilot.app))
    await go(pilot, "enter")
    for _ in range(500):
        if not rows.has_focus:
            return
        await rest(pilot)
    raise AssertionError(key, screen_text(pilot.app))


@pytest.mark.parametrize("field", ["activity0", "comment", "reason", "why", "goal", "holder", "service", "father"])
async def test_an_activity_is_read_whole_with_enter_on_its_row(tmp_path, field):
    seen: set[int] = set()
    async with strange(tmp_path, saying(field), NARROW) as (pilot, _):
        await go(pilot, "t", "enter")
        last = await read_through(pilot, seen)
    assert not missing(seen), last


@pytest.mark.parametrize(
    ("field", "who"),
    [("owner", "p-munter"), ("place", "p-munter"), ("concern", "p-munter"), ("initiator", "p-munter"),
     ("about", "p-munter"), ("title", "p-stodig"), ("mother", "p-varm"), ("provider", "p-klok"),
     ("profession", "p-klok"), ("office", "p-klok")],
)  # fmt: skip
async def test_a_person_is_read_whole_with_enter_on_their_row(tmp_path, field, who):
    seen: set[int] = set()
    async with strange(tmp_path, saying(field), NARROW) as (pilot, _):
        await go(pilot, "home", "down", "enter")
        await enter_on(pilot, f"person:{who}")
        last = await read_through(pilot, seen)
    assert not missing(seen), last


async def test_a_parked_point_is_read_whole_with_enter_on_its_row(tmp_path):
    seen: set[int] = set()
    async with strange(tmp_path, saying("parked"), NARROW) as (pilot, plan_id):
        (point,) = parked(pilot.app.office.desk().plans.get(plan_id))
        await go(pilot, "home", "down", "enter")
        await enter_on(pilot, f"parked:{point.id}")
        last = await read_through(pilot, seen)
    assert not missing(seen), last


@pytest.mark.parametrize(
    ("field", "item"),
    [("note", 1), ("agreement", 1), ("disagreement", 1), ("parked", 1), ("voice", 2), ("how", 2), ("new", 6)],
)
async def test_a_line_of_the_minutes_is_read_whole_where_it_was_written(tmp_path, field, item):
    seen: set[int] = set()
    async with strange(tmp_path, saying(field), NARROW) as (pilot, _):
        await go(pilot, "m", *["ctrl+n"] * (item - 1))
        for _ in range(3):
            if pilot.app.focused is not pilot.app.screen.minutes:
                await go(pilot, "f6")
        await go(pilot, "home")
        last = await read_through(pilot, seen)
    assert not missing(seen), last


async def test_what_was_agreed_stands_whole_in_the_read_back(tmp_path):
    text = " ".join(f"ord{n:04}" for n in range(60))
    async with strange(tmp_path, lambda field: text if field == "agreement" else "kort", NARROW) as (pilot, _):
        await go(pilot, "m", "ctrl+r")
        await pilot.pause()
        assert {int(n) for n in WORD.findall(await at_rest(pilot))} == set(range(60))


async def test_the_goal_of_no_activity_is_read_whole_too(tmp_path):
    seen: set[int] = set()
    async with strange(tmp_path, lambda _: "kort", NARROW) as (pilot, plan_id):
        desk = pilot.app.office.desk()
        desk.plans.set_goal(plan_id, goals(desk.plans.get(plan_id))[0].arena, saying("goal")("goal"))
        await go(pilot, "home", "down", "enter")
        await enter_on(pilot, f"goal:{goals(desk.plans.get(plan_id))[1].id}")
        last = await read_through(pilot, seen)
    assert not missing(seen), last


@pytest.mark.parametrize(("field", "row"), [("service", 0), ("office", 1), ("mother", 0), ("wished-office", 2)])
async def test_a_consent_is_read_whole_with_enter_on_its_row(tmp_path, field, row):
    seen: set[int] = set()
    async with strange(tmp_path, saying(field), NARROW) as (pilot, _):
        await go(pilot, "s", "home", *["down"] * row, "enter")
        last = await read_through(pilot, seen)
    assert not missing(seen), last
