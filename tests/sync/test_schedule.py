"""When the next round is due: pure, so every case is a row."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stafett_tui.sync.schedule import LONGEST, POLL, SWEEP, Schedule

chance = st.floats(0, 1, exclude_max=True)


@pytest.mark.parametrize(("live", "period"), [(True, SWEEP), (False, POLL)])
def test_after_success_the_next_round_is_seldom_where_the_server_tells_by_itself(live, period):
    after = Schedule(failures=3).succeeded(100.0, 0.5, live=live)
    assert after == Schedule(0, 100.0 + period)


def test_each_failure_doubles_the_wait_up_to_five_minutes():
    schedule, waits = Schedule(), []
    for _ in range(12):
        schedule = schedule.failed(0.0, 0.99999999)
        waits.append(round(schedule.due, 3))
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]


@given(st.integers(0, 10**6), chance)
def test_a_wait_is_never_shorter_than_half_and_never_longer_than_the_longest(failures, random):
    due = Schedule(failures).failed(0.0, random).due
    assert 0.5 <= due <= LONGEST


def test_two_laptops_that_lost_the_server_together_do_not_come_back_together():
    assert Schedule().failed(0.0, 0.1) != Schedule().failed(0.0, 0.9)


def test_what_the_server_asks_for_is_kept_to_but_not_for_ever():
    assert Schedule().failed(0.0, 0.0, asked=20.0).due == 20.0
    assert Schedule().failed(0.0, 0.0, asked=1e9).due == LONGEST


def test_the_next_round_is_so_far_away():
    assert Schedule(0, 500.0).left(490.0) == 10.0
    assert Schedule(0, 500.0).left(510.0) == 0.0
