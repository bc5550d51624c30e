"""Plans that a server orders: what is written waits, is seen at once, and leaves when its place is told (I2, R24, R40)."""

from __future__ import annotations

import json

import pytest

from stafett_tui.domain.activity import ActivityRevised, CommentWritten, activities
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.event import Status
from stafett_tui.domain.log import Blanked
from stafett_tui.domain.plan import fold
from stafett_tui.store.findings import Finding
from stafett_tui.sync.round import go_round
from tests.store.keeping import MINE, joined, sync
from tests.store.making import POLICY, START, Writer, fresh_id, opened, reopened
from tests.sync.scripted import ScriptedLink, overviewed


@pytest.fixture
def keeper(store, plan):
    return joined(store, plan.id)


def comment(plan, text="Går fint"):
    return plan.writer.write(CommentWritten(activity=plan.late, text=text))[0]


def due(plan, day, **given):
    return plan.writer.write(ActivityRevised(thing=plan.late, field="due", value=day, reason="Flyttet"), **given)[0]


def whats(store, plan):
    return {a.id: str(a.due) for a in activities(store.journal.plan(plan.id))}


def heads(store, plan):
    return [json.loads(sent.header) for sent in store.shelf.waiting(plan.id)]


def test_alone_nothing_waits_and_nothing_is_known_of_a_server(store, plan):
    assert store.shelf.ordered() == ()
    assert store.shelf.alone() == (plan.id,)
    assert store.shelf.waiting(plan.id) == ()
    assert store.shelf.epoch() == ""
    assert store.refusals.waiting() == {}
    assert store.shelf.known(plan.id).after == 0


def test_a_plan_that_was_taken_over_as_it_stands_is_the_same_plan(store, plan):
    before = store.journal.plan(plan.id)
    keeper = joined(store, plan.id)
    assert store.journal.plan(plan.id) == before
    assert keeper.log[-1][0].hash == before.head
    assert (store.shelf.ordered(), store.shelf.alone()) == ((plan.id,), ())
    assert store.shelf.known(plan.id).after == 7
    sync(store, keeper)
    assert store.journal.plan(plan.id) == before
    assert store.verify() == ()


def test_what_is_written_waits_is_seen_at_once_and_stays_over_a_restart(store, plan, keeper):
    written = comment(plan)
    seen = store.journal.plan(plan.id)
    assert (seen.seq, seen.facts[written].body.text) == (8, "Går fint")
    assert store.shelf.known(plan.id).after == 7
    assert store.refusals.waiting() == {plan.id: 1}
    again = reopened(store)
    assert again.journal.plan(plan.id) == seen
    assert again.journal.entries(plan.id)[-1].event.id == written
    assert again.journal.at_seq(plan.id, 7).facts.keys() == seen.facts.keys() - {written}
    assert again.journal.at_seq(plan.id, 8) == seen
    assert again.verify() == ()
    again.close()


def test_it_leaves_when_its_place_is_seen_and_only_then(store, plan, keeper):
    written = comment(plan)
    events = store.shelf.waiting(plan.id)
    answer = keeper.exchange(store.shelf.known(plan.id), events)
    told = answer.model_copy(update={"page": answer.page.model_copy(update={"entries": (), "head": 0})})
    assert store.shelf.take(plan.id, told) is None
    assert store.shelf.waiting(plan.id) == ()
    assert store.refusals.waiting() == {plan.id: 1}
    changes = store.shelf.take(plan.id, keeper.exchange(store.shelf.known(plan.id)))
    assert (changes.plan_id, changes.ids, changes.kinds, changes.seq) == (plan.id, (written,), {"comment.written"}, 8)
    assert store.refusals.waiting() == {}
    assert store.shelf.take(plan.id, keeper.exchange(store.shelf.known(plan.id))) is None
    assert store.journal.plan(plan.id) == keeper.plan
    assert store.verify() == ()


def test_others_come_before_what_waits(store, plan, keeper):
    mine = comment(plan, "Min")
    other = keeper.writes(CommentWritten(activity=plan.late, text="Deres"))
    store.shelf.take(plan.id, keeper.exchange(store.shelf.known(plan.id)))
    seen = store.journal.plan(plan.id)
    assert (seen.facts[other].seq, seen.facts[mine].seq) == (8, 9)
    assert store.journal.entries(plan.id)[8].hash == keeper.log[-1][0].hash
    sync(store, keeper)
    assert store.journal.plan(plan.id) == keeper.plan
    assert store.verify() == ()


def test_a_lost_answer_is_made_up_for_by_sending_the_same_again(store, plan, keeper):
    comment(plan)
    keeper.exchange(store.shelf.known(plan.id), store.shelf.waiting(plan.id))
    comment(plan, "Enda en")
    sync(store, keeper)
    assert keeper.head == 9
    assert store.journal.plan(plan.id) == keeper.plan
    assert store.shelf.waiting(plan.id) == ()


def test_a_base_that_is_not_confirmed_is_named_by_its_event(store, plan, keeper):
    seq = store.journal.plan(plan.id).facts[plan.late].seq
    first = due(plan, "2026-12-05", base=seq)
    due(plan, "2026-12-06", base=8)
    assert [head["base"] for head in heads(store, plan)] == [seq, first]
    keeper.writes(CommentWritten(activity=plan.later, text="Imens"))
    sync(store, keeper)
    assert [e.status for e, _ in keeper.log[7:]] == [Status.OK] * 3
    assert whats(store, plan)[plan.late] == "2026-12-06"


def test_a_late_value_is_shown_as_a_second_version_as_soon_as_the_other_is_here(store, plan, keeper):
    seq = store.journal.plan(plan.id).facts[plan.late].seq
    keeper.writes(ActivityRevised(thing=plan.late, field="due", value="2026-12-03", reason="x"), base=seq)
    mine = due(plan, "2026-12-05", base=seq)
    assert whats(store, plan)[plan.late] == "2026-12-05"
    store.shelf.take(plan.id, keeper.exchange(store.shelf.known(plan.id)))
    assert whats(store, plan)[plan.late] == "2026-12-03"
    assert [c.event for c in store.journal.plan(plan.id).conflicts] == [mine]
    sync(store, keeper)
    assert store.journal.plan(plan.id) == keeper.plan
    assert keeper.log[-1][0].status is Status.CONFLICT


def test_a_refused_event_goes_and_its_words_stay_with_their_author(store, plan, keeper):
    kept, erased = comment(plan, "Beholdes"), comment(plan, "Krukkeskår")
    third = comment(plan, "Blir med")
    sync(store, keeper, refuse={kept: "not_allowed", erased: "ERASED"})
    assert [(r.event_id, r.code, b"Beholdes" in r.body) for r in store.refusals.all(plan.id)] == [
        (kept, "not_allowed", True), (erased, "ERASED", False),
    ]  # fmt: skip
    assert keeper.log[-1][0].event.id == third
    assert store.journal.plan(plan.id) == keeper.plan
    assert comment(plan, "Neste")
    assert heads(store, plan)[0]["n"] == 11
    store.refusals.let_go(plan.id, kept)
    assert [r.event_id for r in store.refusals.all()] == [erased]
    assert store.verify() == ()


def test_a_refusal_alone_is_told_to_the_screens(store, plan, keeper):
    written = comment(plan)
    answer = keeper.exchange(store.shelf.known(plan.id), store.shelf.waiting(plan.id), refuse={written: "role"})
    changes = store.shelf.take(plan.id, answer)
    assert (changes.kinds, changes.ids, changes.seq) == ({"comment.written"}, (), 7)


def test_what_waits_to_be_blanked_is_hidden_and_comes_back_where_that_is_refused(store, plan, keeper):
    written = comment(plan, "I feil logg")
    sync(store, keeper)
    (blanked,) = plan.writer.write(Blanked(target=written, reason="Feil barn"))
    assert written not in store.journal.plan(plan.id).facts
    assert store.journal.plan(plan.id) == fold(store.journal.entries(plan.id))
    sync(store, keeper, refuse={blanked: "not_allowed"})
    assert store.journal.plan(plan.id).facts[written].body.text == "I feil logg"


def test_a_new_plan_begins_with_the_server(store, plan, keeper):
    writer = Writer(store, fresh_id())
    writer.write(opened(2))
    assert [h["n"] for h in map(json.loads, (s.header for s in store.shelf.waiting(writer.plan_id)))] == [1]
    assert set(store.shelf.ordered()) == {plan.id, writer.plan_id}
    assert store.journal.plan_ids() == (plan.id, writer.plan_id)
    assert writer.plan_id in store.journal.plans_with("plan.opened")
    log = Writer(store, "person:owner-9")
    log.write(opened(3))
    assert store.journal.logs_of("person:") == ("person:owner-9",)
    store.journal.rebuild_index()
    assert store.verify() == ()
    assert reopened_plans(store) == 3


def reopened_plans(store):
    again = reopened(store)
    try:
        return len(again.journal.plan_ids())
    finally:
        again.close()


def test_everything_is_of_the_device_of_the_session(store, plan, keeper):
    other = Writer(store, plan.id, device="gammel", at=START)
    other.write(CommentWritten(activity=plan.late, text="Fra et eldre vindu"))
    comment(plan)
    assert [(h["device"], h["n"]) for h in heads(store, plan)] == [(MINE, 8), (MINE, 9)]


def test_a_group_is_never_cut_in_two(store, plan, keeper):
    bodies = [CommentWritten(activity=plan.late, text=f"{n}") for n in range(3)]
    comment(plan, "Alene")
    plan.writer.write(*bodies, group="g")
    comment(plan, "Til slutt")
    assert [len(store.shelf.waiting(plan.id, n)) for n in (1, 2, 3, 4, 5, 9)] == [1, 1, 1, 4, 5, 5]
    sync(store, keeper)
    plan.writer.write(*bodies, group="h")
    assert len(store.shelf.waiting(plan.id, 2)) == 2


def test_what_is_too_much_for_one_request_waits_for_the_next(store, plan, keeper):
    for _ in range(9):
        comment(plan, "æ" * 30_000)
    assert [len(store.shelf.waiting(plan.id)), len(store.shelf.log_alone(plan.id, 0, 100))] == [6, 7]


def test_the_counter_goes_on_behind_what_the_server_knows(store, plan, keeper):
    written = comment(plan)
    sync(store, keeper, refuse={written: "role"})
    with store.journal.batch(plan.id, at=START, policy=POLICY) as batch:
        assert (batch.n(MINE), batch.n("other")) == (9, 9)


@pytest.mark.parametrize(
    ("statement", "finding"),
    [
        ("UPDATE sync_plan SET place=6", (6, "sync")),
        ("UPDATE pending SET kind='goal.set'", (8, "pending")),
        ("UPDATE pending SET header=x'00'", (8, "pending")),
    ],
)
def test_what_does_not_hold_in_the_rows_of_sync_is_found(store, plan, keeper, statement, finding):
    comment(plan)
    with store._channel.writing() as connection:
        connection.execute(statement)
    seq, what = finding
    assert Finding(ErrorKind.CHAIN_BROKEN, plan.id, seq, what) in store.verify()


def test_a_plan_that_is_not_here_is_unknown_also_together(store, plan, keeper):
    with pytest.raises(StafettError) as caught:
        store.journal.plan("nowhere")
    assert caught.value.kind is ErrorKind.PLAN_UNKNOWN


def test_a_round_with_nothing_to_do_reads_three_times_however_many_plans_there_are(store, plan, keeper):
    asked, epoch = [], store.shelf.epoch()
    with store._channel.reading() as connection:
        connection.set_trace_callback(asked.append)
    go_round(store.shelf, ScriptedLink(overviewed(epoch=epoch)))
    assert [each.split()[0] for each in asked] == ["SELECT"] * 3
    assert [stand.known for stand in store.shelf.stands()] == [store.shelf.known(plan.id)]
