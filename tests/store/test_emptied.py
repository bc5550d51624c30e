"""A log taken anew that lacks most of what is here takes nothing away unasked (R39)."""

from __future__ import annotations

import pytest

from stafett_tui.domain.goal import Arena, GoalSet
from stafett_tui.store.emptied import agree
from stafett_tui.sync.shelf import EmptiedError
from tests.store.keeping import Keeper, joined
from tests.store.making import small_plan


@pytest.fixture
def keeper(store, plan):
    made = joined(store, plan.id)
    for n in range(3 * made.head):  # most of it is of somebody else
        made.writes(GoalSet(arena=Arena.HOME, text=f"Mål {n}"))
    sync(store, made)
    return made


def sync(store, keeper):
    while store.shelf.known(keeper.plan_id).after < keeper.head:
        store.shelf.take(keeper.plan_id, keeper.exchange(store.shelf.known(keeper.plan_id)))


def restored(keeper, head):
    """A server that came back from a backup which was made at this place."""
    return Keeper(keeper.plan_id, keeper.log[:head], acked={})


def test_r39_a_server_that_lacks_most_of_a_plan_takes_nothing_away_unasked(store, plan, keeper):
    before = store.journal.plan(plan.id)
    old = restored(keeper, keeper.head // 3)
    for _ in range(2):
        store.shelf.anew(plan.id, offer=True)
        with pytest.raises(EmptiedError):
            sync(store, old)
        assert store.journal.plan(plan.id) == before
    assert store.verify() == ()


def test_r39_whoever_agrees_takes_the_servers_log_and_is_asked_again_the_next_time(store, plan, keeper):
    old = restored(keeper, keeper.head // 3)
    store.shelf.anew(plan.id, offer=True)
    agree(store.settings, plan.id)
    sync(store, old)
    assert store.journal.plan(plan.id).seq >= old.head
    assert store.shelf.known(plan.id).after == old.head
    for n in range(9 * old.head):
        old.writes(GoalSet(arena=Arena.HOME, text=f"Nytt {n}"))
    sync(store, old)
    store.shelf.anew(plan.id, offer=True)
    with pytest.raises(EmptiedError):
        sync(store, restored(old, old.head // 3))


def test_r39_where_less_than_half_would_go_nobody_is_asked(store, plan, keeper):
    old = restored(keeper, keeper.head - 2)
    store.shelf.anew(plan.id, offer=True)
    sync(store, old)
    assert store.shelf.known(plan.id).after == old.head


def test_r39_what_may_be_read_no_more_is_no_emptying(store, plan, keeper):
    keeper.unseen = set(range(3, keeper.head + 1))
    store.shelf.anew(plan.id, offer=False)
    sync(store, keeper)
    assert sum(entry.event is not None for entry in store.journal.plan(plan.id).entries) == 2


def test_r39_ones_own_words_are_offered_again_and_count_for_nothing(store, plan):
    keeper = joined(store, plan.id)
    old = restored(keeper, 1)
    store.shelf.anew(plan.id, offer=True)
    sync(store, old)
    assert len(store.shelf.waiting(plan.id)) == keeper.head - 1


def test_a_plan_that_comes_for_the_first_time_empties_nothing(store, tmp_path):
    from stafett_tui.store.opened import Store
    from tests.store.making import KEY

    other = Store.open(tmp_path / "other", KEY, create=True)
    there = joined(other, small_plan(other).id)
    store.shelf.anew(there.plan_id, offer=False)
    sync(store, there)
    assert store.shelf.known(there.plan_id).after == there.head
    other.close()
