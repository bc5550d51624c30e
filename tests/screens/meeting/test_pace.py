"""The agenda clock: whole minutes, started by itself, and a forecast of the end."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stafett_tui.screens.meeting.pace import Step, pace, spent, until_next_minute

START = datetime(2026, 11, 24, 14, 0)
PLANNED = {"one": 4, "two": 5, "three": 36}
END = START + timedelta(minutes=45)


def at(minutes, seconds=0):
    return START + timedelta(minutes=minutes, seconds=seconds)


def test_a_meeting_that_keeps_its_time_ends_as_planned():
    found = pace(PLANNED, "two", [Step(at(0), "one"), Step(at(4), "two")], at(6, 30), END)
    assert found.used == {"one": 4, "two": 2}
    assert (found.ends, found.late) == (END, 0)


def test_an_item_over_its_time_moves_the_end():
    found = pace(PLANNED, "one", [Step(at(0), "one")], at(7), END)
    assert (found.used["one"], found.late) == (7, 3)


def test_a_skipped_item_is_no_longer_waited_for():
    found = pace(PLANNED, "three", [Step(at(0), "one"), Step(at(1), "three")], at(1), END)
    assert found.late == -8


def test_a_pause_counts_for_no_item():
    steps = [Step(at(0), "one"), Step(at(2), None), Step(at(12), "one")]
    assert spent(steps, at(13)) == {"one": timedelta(minutes=3)}


def test_an_item_come_back_to_goes_on_counting():
    steps = [Step(at(0), "one"), Step(at(2), "two"), Step(at(5), "one")]
    assert spent(steps, at(6))["one"] == timedelta(minutes=3)


def test_an_unknown_item_is_forecast_as_the_whole_agenda():
    assert pace(PLANNED, "own", [], at(0), END).late == 0


@given(st.lists(st.tuples(st.integers(0, 90), st.sampled_from(["one", "two", None])), max_size=8), st.integers(0, 120))
def test_nothing_is_counted_twice(moves, now):
    steps = [Step(at(minute), item) for minute, item in sorted(moves, key=lambda move: move[0])]
    total = sum(spent(steps, at(now)).values(), timedelta())
    first = steps[0].at if steps else at(now)
    last = max([step.at for step in steps] + [at(now)])
    assert timedelta() <= total <= max(last - first, timedelta())


@pytest.mark.parametrize(("seconds", "left"), [(0, 60), (59, 1), (30.5, 29.5)])
def test_the_clock_waits_for_the_next_whole_minute(seconds, left):
    assert until_next_minute(START + timedelta(seconds=seconds)) == pytest.approx(left)
