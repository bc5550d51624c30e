"""Pages of the server's log: however they are cut, the plan is the fold of the whole (I1, I5, I7, I12 of sync, R29)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stafett_tui.domain.activity import ActivityPlanned, CommentWritten, activities
from stafett_tui.domain.event import hidden, stamp
from stafett_tui.domain.index import index
from stafett_tui.domain.log import Blanked
from stafett_tui.domain.plan import fold
from stafett_tui.store.erased import ErasedIds
from stafett_tui.store.opened import Store
from stafett_tui.store.pending import on_top, read_pending
from stafett_tui.sync.protocol import Exchanged, Known, Page, packed
from tests.store.keeping import MINE, Keeper, joined, sync
from tests.store.making import KEY, decrypted, small_plan
from tests.support.domain_moves import HISTORIES, history
from tests.support.quick import quick_folder

ROUGH = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


@pytest.fixture
def keeper(store, plan):
    return joined(store, plan.id)


def ask(store, keeper, **told):
    return keeper.exchange(store.shelf.known(keeper.plan_id), **told)


def keeper_of(log):
    """Give the log of a random history as a server has it: what is blanked has no words there."""
    return Keeper(log.plan_id, list(zip(log.entries, log.sealed, strict=True)))


def told(plan):
    """Give what people see of a plan, and where its log stands."""
    return plan.facts, plan.struck, plan.revisions, plan.by_act, plan.conflicts, plan.seq, plan.head, plan.at


@ROUGH
@given(moves=HISTORIES, sizes=st.lists(st.integers(1, 9), min_size=1, max_size=8))
def test_i12_any_cut_into_pages_gives_the_fold_of_the_whole(moves, sizes):
    keeper = keeper_of(history(moves))
    with quick_folder() as folder:
        store = Store.open(folder, KEY, create=True)
        turn = 0
        while store.shelf.known(keeper.plan_id).after < keeper.head:
            store.shelf.take(keeper.plan_id, ask(store, keeper, limit=sizes[turn % len(sizes)]))
            turn += 1
        lacks = set(keeper.lacks())
        whole = fold(hidden(e) if e.seq in lacks else e for e, _ in keeper.log)
        held = store.journal.plan(keeper.plan_id)
        assert told(held) == told(whole)
        store.shelf._folded.clear()
        assert told(store.journal.plan(keeper.plan_id)) == told(whole)
        assert store.journal.folded.hold(keeper.plan_id).rows == index(whole)
        assert store.shelf.known(keeper.plan_id).hash == packed(keeper.log[-1][0].hash)
        assert store.verify() == ()
        store.close()


@ROUGH
@given(moves=HISTORIES, cut=st.integers(1, 40), size=st.integers(1, 7))
def test_what_waits_on_top_is_the_fold_of_confirmed_and_provisional(moves, cut, size):
    log = history(moves)
    cut = min(cut, len(log.entries) - 1)
    keeper = Keeper(log.plan_id, list(zip(log.entries[:cut], log.sealed[:cut], strict=True)))
    with quick_folder() as folder:
        store = Store.open(folder, KEY, create=True)
        store.shelf.begin(MINE, "")
        while store.shelf.known(keeper.plan_id).after < keeper.head:
            store.shelf.take(keeper.plan_id, ask(store, keeper, limit=size))
        for entry in log.entries[cut : cut + 12]:
            with store.journal.batch(log.plan_id, at=entry.at, policy="policy") as batch:
                batch.add(replace(entry.event, device=MINE, n=batch.n(MINE)))
        held = store.journal.plan(log.plan_id)
        store.shelf._folded.clear()
        afresh = store.journal.plan(log.plan_id)
        assert told(held) == told(afresh)
        assert told(fold(afresh.entries)) == told(afresh)
        with store._channel.reading() as connection:
            waits = read_pending(connection, log.plan_id)
        confirmed = fold(entry for entry, _ in _seen(keeper))
        assert told(on_top(confirmed, waits)) == told(afresh)
        assert (afresh.seq, afresh.head) == (cut + len(waits), confirmed.head)
        assert store.verify() == ()
        store.close()


def _seen(keeper):
    lacks = set(keeper.lacks())
    return [(hidden(e) if e.seq in lacks else e, s) for e, s in keeper.log]


def test_a_log_that_is_not_here_begins_with_its_first_page(store, tmp_path):
    other = Store.open(tmp_path / "other", KEY, create=True)
    plan = small_plan(other)
    keeper = joined(other, plan.id)
    for limit in (2, 3, 100):
        store.shelf.take(plan.id, ask(store, keeper, limit=limit))
    assert store.journal.plan(plan.id) == other.journal.plan(plan.id)
    assert store.shelf.ordered() == (plan.id,)
    assert store.journal.plan_ids() == (plan.id,)
    assert store.verify() == ()
    other.close()


def test_a_page_that_comes_twice_or_late_changes_nothing(store, plan, keeper):
    for n in range(4):
        keeper.writes(CommentWritten(activity=plan.late, text=f"{n}"))
    early, late = ask(store, keeper, limit=2), ask(store, keeper)
    assert store.shelf.take(plan.id, late) is not None
    assert store.shelf.take(plan.id, early) is None
    assert store.shelf.take(plan.id, late) is None
    keeper.writes(CommentWritten(activity=plan.late, text="foran"))
    keeper.writes(CommentWritten(activity=plan.late, text="lenger foran"))
    ahead = keeper.page(Known(plan=plan.id, after=12))
    assert store.shelf.take(plan.id, Exchanged(acked=0, page=ahead)) is None
    assert store.shelf.known(plan.id).after == 11
    sync(store, keeper)
    assert store.journal.plan(plan.id) == keeper.plan


def test_a_page_that_overlaps_is_taken_from_where_the_log_stands(store, plan, keeper):
    before = store.shelf.known(plan.id)
    keeper.writes(CommentWritten(activity=plan.late, text="en"))
    store.shelf.take(plan.id, ask(store, keeper))
    keeper.writes(CommentWritten(activity=plan.late, text="to"))
    store.shelf.take(plan.id, keeper.exchange(before))
    assert store.journal.plan(plan.id) == keeper.plan


def test_i05_a_page_that_does_not_go_on_from_here_is_refused_whole(store, plan, keeper):
    written = plan.writer.write(CommentWritten(activity=plan.late, text="min"))
    keeper.writes(CommentWritten(activity=plan.late, text="en"))
    keeper.writes(CommentWritten(activity=plan.late, text="to"))
    known, events = store.shelf.known(plan.id), store.shelf.waiting(plan.id)
    answer = keeper.exchange(known, events)
    entries = answer.page.entries
    wrong = (
        {"hash": packed(bytes(32))},
        {"entries": entries[:1] + entries[2:]},
        {"entries": (entries[0].model_copy(update={"at": stamp(keeper.at)}), *entries[1:])},
        {"entries": (entries[0].model_copy(update={"leaf": None, "header": None}), *entries[1:])},
        {"entries": (*entries[:2], entries[2].model_copy(update={"n": 99}))},
        {"plan": "another"},
    )
    for each in wrong:
        bad = answer.model_copy(update={"page": answer.page.model_copy(update=each)})
        with pytest.raises(ValueError, match=r"."):
            store.shelf.take(plan.id, bad)
        assert (store.shelf.known(plan.id), store.shelf.waiting(plan.id)) == (known, events)
    assert store.shelf.take(plan.id, answer).ids[-1:] == written
    foreign = small_plan_of_another(store)
    with pytest.raises(ValueError, match="orders itself"):
        store.shelf.take(foreign.id, Exchanged(acked=0, page=Page(plan=foreign.id)))
    old = keeper.log[8][0]
    keeper.log[8] = (type(old)(old.seq, old.at, old.status, old.leaf, bytes(32), old.event, ""), keeper.log[8][1])
    with pytest.raises(ValueError, match="another log"):
        store.shelf.take(plan.id, Exchanged(acked=0, page=keeper.page(Known(plan=plan.id, after=7), limit=2)))


def small_plan_of_another(store):
    store.shelf.set_epoch("")
    return small_plan(store, 2, "Kari Foss")


def test_i05_an_event_of_another_plan_has_no_place_here(store, plan, keeper):
    keeper.plan_id = "another"
    keeper.writes(CommentWritten(activity=plan.late, text="x"))
    keeper.plan_id = plan.id
    with pytest.raises(ValueError, match="next place"):
        store.shelf.take(plan.id, ask(store, keeper))


def test_i07_what_is_hidden_leaves_no_word_and_comes_back_when_it_may_be_seen(store, plan, keeper):
    digest = store.blobs.put(plan.id, "brev.txt", b"Krukkeskaar" * 500)
    keeper.writes(CommentWritten(activity=plan.late, text=f"Sommerfugl {digest}"))
    mine = plan.writer.write(CommentWritten(activity=plan.late, text="Fløyelsgras"))[0]
    sync(store, keeper)
    assert b"Sommerfugl" in decrypted(store.directory)
    keeper.unseen = {5, 8, 9}
    changes = store.shelf.take(plan.id, ask(store, keeper))
    assert (changes.ids, changes.seq) == ((), 9)
    for word in (b"Sommerfugl", "Fløyelsgras".encode(), b"Lekegruppe", b"Krukkeskaar"):
        assert word not in decrypted(store.directory)
    assert [a.what for a in activities(store.journal.plan(plan.id))] == ["Ring helsestasjonen"]
    assert store.journal.entries(plan.id)[4].event is None
    assert store.verify() == ()
    assert ErasedIds(store.directory).read() == frozenset()
    assert store.shelf.take(plan.id, ask(store, keeper)) is None
    keeper.unseen = set()
    store.shelf.take(plan.id, ask(store, keeper))
    assert store.journal.plan(plan.id) == keeper.plan
    assert store.journal.plan(plan.id).facts[mine].body.text == "Fløyelsgras"
    assert store.verify() == ()


def test_what_is_shown_must_be_what_stood_there(store, plan, keeper):
    keeper.unseen = {5}
    store.shelf.take(plan.id, ask(store, keeper))
    keeper.unseen = set()
    answer = ask(store, keeper)
    (shown,) = answer.page.show
    false = shown.model_copy(update={"body": shown.body.replace("Leke", "Lese")})
    bad = answer.model_copy(update={"page": answer.page.model_copy(update={"show": (false,)})})
    with pytest.raises(ValueError, match="not what stands"):
        store.shelf.take(plan.id, bad)
    silent = shown.model_copy(update={"header": None, "body": None, "salt": None})
    store.shelf.take(plan.id, answer.model_copy(update={"page": answer.page.model_copy(update={"show": (silent,)})}))
    store.shelf.take(plan.id, answer)
    assert store.journal.plan(plan.id) == keeper.plan


def test_i07_what_is_blanked_elsewhere_is_taken_out_here(store, plan, keeper):
    wrong = keeper.writes(ActivityPlanned(goal=None, what="Sommerfugl", due="2026-12-01"))
    sync(store, keeper)
    store.drafts.keep(f"person-mona/{plan.id}/{wrong}", plan.id, "Sommerfugl og", 3, plan.writer.at)
    keeper.writes(Blanked(target=wrong, reason="Feil barn"))
    store.shelf.take(plan.id, ask(store, keeper))
    assert b"Sommerfugl" not in decrypted(store.directory)
    assert store.journal.plan(plan.id) == keeper.plan
    assert ErasedIds(store.directory).read() == {wrong}
    assert store.shelf.take(plan.id, ask(store, keeper)) is None
    assert store.verify() == ()
