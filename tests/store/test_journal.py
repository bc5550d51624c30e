"""The journal: what is answered as written is on disk, and memory is exactly what disk says."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlcipher3 import dbapi2

from stafett_tui.domain.activity import CommentWritten, activities
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.event import Event
from stafett_tui.domain.goal import Arena, GoalSet
from stafett_tui.domain.plan import fold
from stafett_tui.store.journal import Journal
from tests.store.making import HOLDER, KEY, POLICY, START, Writer, fresh_id, opened, reopened, small_plan


def test_a_plan_reads_back_as_it_was_written(store, plan):
    before = store.journal.plan(plan.id)
    assert [a.what for a in activities(before)] == ["Lekegruppe tirsdager", "Ring helsestasjonen"]
    again = reopened(store)
    assert again.journal.plan(plan.id) == before
    again.close()


def test_the_plan_in_memory_is_the_fold_of_the_log_on_disk(store, plan):
    assert store.journal.plan(plan.id) == fold(store.journal.entries(plan.id))


def test_what_a_batch_changes_is_told(store, plan):
    (written,) = plan.writer.write(CommentWritten(activity=plan.late, text="Går fint"))
    with store.journal.batch(plan.id, at=plan.writer.at, policy=POLICY) as batch:
        pass
    assert batch.changes.ids == ()
    assert store.journal.plan(plan.id).seq == 8
    assert store.journal.entries(plan.id)[-1].event.id == written


def test_an_error_in_a_batch_writes_nothing(store, plan):
    before = store.journal.plan(plan.id)

    def half_way():
        with store.journal.batch(plan.id, at=START, policy=POLICY) as batch:
            batch.add(_event(plan.id, batch.n("laptop")))
            assert batch.plan.seq == before.seq + 1
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half_way()
    assert store.journal.plan(plan.id) == before
    assert len(store.journal.entries(plan.id)) == before.seq


def test_a_gap_in_a_devices_counter_is_refused(store, plan):
    with (
        pytest.raises(ValueError, match="gap"),
        store.journal.batch(plan.id, at=START, policy=POLICY) as batch,
    ):
        batch.add(_event(plan.id, batch.n("laptop") + 1))


def test_the_counter_goes_on_after_a_restart_for_each_device(store, plan):
    again = reopened(store)
    with again.journal.batch(plan.id, at=START, policy=POLICY) as batch:
        assert (batch.n("laptop"), batch.n("tablet")) == (8, 1)
    again.close()


def test_a_plan_as_it_stood_is_the_fold_up_to_that_place(store, plan):
    assert activities(store.journal.at_seq(plan.id, 4)) == ()
    assert len(activities(store.journal.at_seq(plan.id, 5))) == 1


def test_an_unknown_plan_is_told(store):
    for read in (store.journal.plan, store.journal.entries, lambda p: store.journal.at_seq(p, 3)):
        with pytest.raises(StafettError) as caught:
            read("nobody")
        assert caught.value.kind is ErrorKind.PLAN_UNKNOWN


def test_plans_are_numbered_on(store):
    assert store.journal.next_number() == 1
    seven, three = small_plan(store, 7), small_plan(store, 3)
    assert store.journal.next_number() == 8
    assert store.journal.plan_ids() == (three.id, seven.id)


def test_only_a_bounded_number_of_plans_stays_in_memory(store):
    journal = Journal(store._channel, store.drafts, store.directory, KEY, remembered=2)
    plans = [small_plan(store, n) for n in (1, 2, 3)]
    first = journal.plan(plans[0].id)
    for plan in plans:
        journal.plan(plan.id)
    assert list(journal.folded) == [plans[1].id, plans[2].id]
    assert journal.plan(plans[0].id) == first


def test_a_draft_is_cleared_with_the_line_it_became(store, plan):
    store.drafts.keep("line", plan.id, "Halv sett", 9, START)
    plan.writer.write(CommentWritten(activity=plan.late, text="Halv setning"), clear=("line",))
    assert store.drafts.all() == ()
    store.drafts.keep("line", plan.id, "Halv sett", 9, START)
    assert store.drafts.take("line") is None
    store.drafts.keep("line", plan.id, "Ny", 2, plan.writer.at + timedelta(seconds=1))
    assert store.drafts.take("line").text == "Ny"


def test_only_index_rows_that_differ_are_written(store, plan):
    with store._channel.reading() as connection:
        before = connection.total_changes
    plan.writer.write(GoalSet(arena=Arena.HOME, text="Spiser frokost"))
    with store._channel.reading() as connection:
        assert connection.total_changes - before == 2  # the entry, and the plan's row with its new seq


def test_a_new_plan_begins_with_an_empty_state(store):
    writer = Writer(store, fresh_id())
    with store.journal.batch(writer.plan_id, at=START, policy=POLICY) as batch:
        assert batch.plan.seq == 0
    with pytest.raises(StafettError):
        store.journal.plan(writer.plan_id)
    writer.write(opened())
    assert store.journal.plan(writer.plan_id).seq == 1


def _event(plan_id: str, n: int) -> Event:
    return Event(
        fresh_id(), plan_id, GoalSet(arena=Arena.HOME, text="Spiser frokost"), bytes(16), HOLDER, "laptop", n, START
    )


def test_threads_write_read_and_draft_at_once_without_losing_anything(store, plan):
    def work(name):
        writer = Writer(store, plan.id, device=name)
        for n in range(12):
            writer.write(CommentWritten(activity=plan.late, text=f"{name} {n}"))
            store.drafts.keep(name, plan.id, str(n), n, writer.at)
            store.journal.plan(plan.id)
            store.reader.plan_rows()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, ("a", "b", "c", "d")))
    assert store.journal.plan(plan.id).seq == 7 + 48
    assert store.journal.verify() == ()
    assert sorted((d.key, d.text) for d in store.drafts.all()) == [(name, "11") for name in "abcd"]


def test_an_event_that_stands_already_is_not_written_twice(store, plan):
    (event,) = [e.event for e in store.journal.entries(plan.id) if e.seq == 4]
    again = replace(event, n=8)
    before = store.journal.plan(plan.id)

    def repeat():
        with store.journal.batch(plan.id, at=START, policy=POLICY) as batch:
            batch.add(again)

    with pytest.raises(dbapi2.IntegrityError):
        repeat()
    assert store.journal.plan(plan.id) == before
