"""A log taken anew, after a restore, a fork or a time alone: nothing of one's own is lost (I2, R23, R26, R29)."""

from __future__ import annotations

import json

import pytest

from stafett_tui.domain.activity import ActivityRevised, CommentWritten
from stafett_tui.domain.event import Sealed, Status
from stafett_tui.domain.log import Blanked
from stafett_tui.domain.plan import fold
from stafett_tui.store.erased import ErasedIds
from stafett_tui.sync.protocol import Adopted, Exchanged, Page
from tests.store.keeping import MINE, OTHER, Keeper, joined, sync
from tests.store.making import HOLDER, Writer, decrypted, reopened, small_plan


@pytest.fixture
def keeper(store, plan):
    return joined(store, plan.id)


def comment(plan, text):
    return plan.writer.write(CommentWritten(activity=plan.late, text=text))[0]


def heads(store, plan):
    return [json.loads(sent.header) for sent in store.shelf.waiting(plan.id)]


def ids(keeper):
    return [entry.event.id for entry, _ in keeper.log]


def restored(keeper, head):
    """Give the server as it stood at a place, as after a restore from its copy."""
    old = Keeper(keeper.plan_id, keeper.log[:head])
    for entry, _ in old.log:
        old.acked[entry.event.device] = max(entry.event.n, old.acked.get(entry.event.device, 0))
    return old


def anew(store, keeper, *, offer, limit=3, **told):
    store.shelf.anew(keeper.plan_id, offer=offer)
    sync(store, keeper, limit=limit, **told)


def test_until_it_is_whole_the_old_log_stands_and_a_restart_goes_on_where_it_was(store, plan, keeper):
    waits = comment(plan, "Venter")
    before = store.journal.plan(plan.id)
    store.shelf.anew(plan.id, offer=False)
    store.shelf.take(plan.id, keeper.exchange(store.shelf.known(plan.id), limit=3))
    assert store.journal.plan(plan.id) == before
    assert store.shelf.known(plan.id).after == 3
    store = plan.writer.store = reopened(store)
    assert (store.journal.plan(plan.id), store.shelf.known(plan.id).after) == (before, 3)
    store.shelf.take(plan.id, keeper.exchange(store.shelf.known(plan.id)))
    assert store.journal.plan(plan.id) == before
    assert [h["id"] for h in heads(store, plan)] == [waits]
    assert store.verify() == ()
    sync(store, keeper)
    assert store.journal.plan(plan.id) == keeper.plan
    store.close()


def test_r29_what_may_be_read_no_more_is_gone_once_the_new_log_stands(store, plan, keeper):
    digest = store.blobs.put(plan.id, "brev.txt", b"Krukkeskaar" * 500)
    keeper.writes(CommentWritten(activity=plan.late, text=f"Sommerfugl {digest}"))
    kept = store.blobs.put(plan.id, "annet.txt", b"Blir")
    comment(plan, f"Min {kept}")
    sync(store, keeper)
    keeper.unseen = {5, 8}
    anew(store, keeper, offer=False)
    for word in (b"Sommerfugl", b"Lekegruppe", b"Krukkeskaar"):
        assert word not in decrypted(store.directory)
    assert [each.hash for each in store.blobs.of(plan.id)] == [kept]
    assert store.verify() == ()


def test_what_is_blanked_in_the_new_log_goes_with_its_drafts(store, plan, keeper):
    wrong = keeper.writes(CommentWritten(activity=plan.late, text="Sommerfugl"))
    sync(store, keeper)
    keeper.writes(Blanked(target=wrong, reason="Feil"))
    anew(store, keeper, offer=False)
    assert b"Sommerfugl" not in decrypted(store.directory)
    assert store.journal.plan(plan.id) == keeper.plan
    assert store.verify() == ()


def test_r23_own_events_that_a_restored_server_lost_are_offered_again_in_their_order(store, plan, keeper):
    first = comment(plan, "Første")
    other = keeper.writes(CommentWritten(activity=plan.late, text="Deres"))
    second = plan.writer.write(ActivityRevised(thing=plan.late, field="due", value="2026-12-05", reason="x"), base=5)[0]
    sync(store, keeper)
    third = plan.writer.write(ActivityRevised(thing=plan.late, field="due", value="2026-12-06", reason="x"),
                              base=keeper.head)[0]  # fmt: skip
    server = restored(keeper, 7)
    newer = server.writes(CommentWritten(activity=plan.late, text="Nytt"))
    anew(store, server, offer=True)
    assert ids(server)[7:] == [newer, first, second, third]
    assert [e.status for e, _ in server.log[7:]] == [Status.OK] * 4
    assert other not in store.journal.plan(plan.id).facts
    assert store.journal.plan(plan.id) == server.plan
    assert store.verify() == ()


def test_while_a_log_is_taken_anew_to_offer_nothing_is_sent_and_writing_goes_on(store, plan, keeper):
    comment(plan, "Tapt")
    sync(store, keeper)
    server = restored(keeper, 6)
    store.shelf.anew(plan.id, offer=True)
    store.shelf.take(plan.id, server.exchange(store.shelf.known(plan.id), limit=2))
    comment(plan, "Skrevet imens")
    assert store.shelf.waiting(plan.id) == ()
    store.shelf.anew(plan.id, offer=False)
    sync(store, server)
    texts = [e.event.body.text for e, _ in server.log[7:] if e.event.kind == "comment.written"]
    assert texts == ["Tapt", "Skrevet imens"]
    assert store.journal.plan(plan.id) == server.plan


def test_bases_of_a_log_that_is_no_more_are_named_or_nobodys(store, plan, keeper):
    keeper.writes(ActivityRevised(thing=plan.late, field="due", value="2026-12-01", reason="x"), base=5)
    sync(store, keeper)
    keeper.unseen = {8}
    late = plan.writer.write(ActivityRevised(thing=plan.late, field="due", value="2026-12-05", reason="x"), base=8)[0]
    first = plan.writer.write(ActivityRevised(thing=plan.later, field="due", value="2026-12-05", reason="x"), base=6)[0]
    store.shelf.take(plan.id, keeper.exchange(store.shelf.known(plan.id)))
    server = restored(keeper, 7)
    store.shelf.anew(plan.id, offer=True)
    store.shelf.take(plan.id, server.exchange(store.shelf.known(plan.id)))
    bases = {head["id"]: head["base"] for head in heads(store, plan)}
    assert bases == {late: 0, first: plan.later}
    sync(store, server)
    assert store.journal.plan(plan.id) == server.plan


def test_r24_what_was_judged_and_not_seen_before_a_restore_is_sent_again(store, plan, keeper):
    comment(plan, "Sendt")
    answer = keeper.exchange(store.shelf.known(plan.id), store.shelf.waiting(plan.id))
    store.shelf.take(plan.id, answer.model_copy(update={"page": Page(plan=plan.id)}))
    assert store.shelf.waiting(plan.id) == ()
    server = restored(keeper, 7)
    store.shelf.take(plan.id, server.exchange(store.shelf.known(plan.id)))
    sync(store, server)
    assert store.journal.plan(plan.id) == server.plan == keeper.plan


def test_r05_numbers_that_the_server_lacks_and_nobody_has_are_given_anew(store, plan, keeper):
    refused, kept = comment(plan, "Avvist"), comment(plan, "Beholdt")
    answer = keeper.exchange(store.shelf.known(plan.id), store.shelf.waiting(plan.id), refuse={refused: "role"})
    store.shelf.take(plan.id, answer.model_copy(update={"page": Page(plan=plan.id)}))
    server = restored(keeper, 7)
    store.shelf.acked(plan.id, 7)
    assert [(h["id"], h["n"]) for h in heads(store, plan)] == [(kept, 8)]
    store.shelf.acked(plan.id, 7)
    store.shelf.acked("nowhere", 7)
    sync(store, server)
    assert ids(server)[7:] == [kept]
    assert store.refusals.all()[0].event_id == refused
    next_one = comment(plan, "Neste")
    assert [(h["id"], h["n"]) for h in heads(store, plan)] == [(next_one, 9)]
    assert store.verify() == ()


def test_r26_a_cloned_laptop_goes_on_under_another_name_with_the_same_ids(store, plan, keeper):
    other = small_plan(store, 2, "Kari Foss")
    written = [comment(plan, "En"), comment(plan, "To")]
    store.shelf.renumber(plan.id, "nytt", 0)
    assert [(h["id"], h["device"], h["n"]) for h in heads(store, plan)] == [
        (written[0], "nytt", 1), (written[1], "nytt", 2),
    ]  # fmt: skip
    assert [(h["device"], h["n"]) for h in heads(store, other)] == [("nytt", n) for n in range(1, 8)]
    assert store.settings.get("device") == "nytt"
    comment(plan, "Tre")
    assert [(h["device"], h["n"]) for h in heads(store, plan)][-1] == ("nytt", 3)
    store.shelf.renumber(plan.id, "nytt", 4)
    assert [h["n"] for h in heads(store, plan)] == [5, 6, 7]
    store.shelf.renumber("nowhere", "nytt", 0)
    store.shelf.renumber(plan.id, "nytt", 0)
    sync(store, keeper, device="nytt")
    server = restored(keeper, 8)
    anew(store, server, offer=True, device="nytt")
    assert ids(server)[7:9] == written
    assert store.journal.plan(plan.id) == server.plan


def test_r26_what_the_other_half_of_a_clone_sent_already_is_taken_as_seen(store, plan, keeper):
    comment(plan, "Sendt av begge")
    keeper.exchange(store.shelf.known(plan.id), store.shelf.waiting(plan.id))
    store.shelf.renumber(plan.id, "nytt", 0)
    sync(store, keeper, device="nytt")
    assert keeper.head == 8
    assert store.journal.plan(plan.id) == keeper.plan
    assert heads(store, plan) == []
    comment(plan, "Ny")
    assert heads(store, plan)[0]["n"] == 2


def test_a_tail_that_the_server_lacks_waits_behind_its_log_and_others_keep_their_words(store, plan):
    store.shelf.begin("pc", "person-konto")
    store.settings.set("persons_before", f"{HOLDER} person-konto")
    store.shelf.set_epoch("epoch")
    mine = comment(plan, "Min hale")
    with_other = Writer(store, plan.id, at=plan.writer.at)
    with store.journal.batch(plan.id, at=with_other.at, policy="policy") as batch:
        event = store.journal.entries(plan.id)[-1].event
        theirs = type(event)(f"{event.id}x", plan.id, event.body, event.salt, "person-annen", "laptop",
                             batch.n("laptop"), with_other.at)  # fmt: skip
        batch.add(theirs)
    server = Keeper(plan.id)
    for entry in store.journal.entries(plan.id)[:5]:
        with store._channel.reading() as connection:
            row = connection.execute("SELECT header, body, salt FROM entry WHERE seq=?", (entry.seq,)).fetchone()
        server.log.append((entry, Sealed(*row)))
    elsewhere = server.writes(CommentWritten(activity=plan.late, text="Fra den andre"), device=OTHER)
    store.shelf.adopted(plan.id, Adopted(common=5, whole=False))
    before = store.journal.plan(plan.id)
    assert (before.seq, store.shelf.known(plan.id).after) == (9, 5)
    sync(store, server, device="pc")
    assert ids(server)[5:7] == [elsewhere, plan.later]
    assert ids(server)[-1] == mine
    assert {e.event.actor for e, _ in server.log[6:]} == {"person-konto"}
    assert [(e.event.device, e.event.n) for e, _ in server.log[6:]] == [("pc", 1), ("pc", 2), ("pc", 3)]
    assert [(r.event_id, r.code) for r in store.refusals.all()] == [(theirs.id, "NOT_YOURS")]
    assert store.journal.plan(plan.id) == server.plan
    assert store.verify() == ()


def test_what_is_written_while_the_log_goes_over_waits(store, plan):
    store.shelf.begin(MINE, HOLDER)
    store.shelf.set_epoch("epoch")
    seven = store.journal.entries(plan.id)
    written = comment(plan, "Skrevet imens")
    server = Keeper(plan.id)
    with store._channel.reading() as connection:
        rows = connection.execute("SELECT header, body, salt FROM entry ORDER BY seq").fetchall()
    server.log = [(entry, Sealed(*row)) for entry, row in zip(seven, rows, strict=False)]
    server.acked = {MINE: 7}
    store.shelf.adopted(plan.id, Adopted(common=7, whole=True))
    sync(store, server)
    assert ids(server)[7:] == [written]
    assert store.journal.plan(plan.id) == server.plan


def test_r39_a_server_without_the_log_gets_it_from_whoever_opened_it_and_nobody_loses_theirs(store, plan, keeper):
    comment(plan, "Venter")
    store.shelf.anew(plan.id, offer=True)
    empty = Exchanged(acked=0, page=Page(plan=plan.id))
    store.shelf.take(plan.id, empty)
    assert [h["n"] for h in heads(store, plan)] == list(range(1, 9))
    server = Keeper(plan.id)
    sync(store, server)
    assert store.journal.plan(plan.id) == server.plan
    assert server.head == 8
    assert store.verify() == ()
    store.settings.set("device", "en annen")
    store.settings.set("devices_before", "")
    store.shelf.anew(plan.id, offer=True)
    before = store.journal.plan(plan.id)
    with pytest.raises(ValueError, match="others"):
        store.shelf.take(plan.id, empty)
    assert store.journal.plan(plan.id) == before


def test_own_events_of_a_log_taken_anew_may_come_as_their_numbers(store, plan, keeper):
    comment(plan, "Min")
    sync(store, keeper)
    store.shelf.anew(plan.id, offer=False)
    page = keeper.page(store.shelf.known(plan.id), mine=set(ids(keeper)))
    assert all(sent.header is None for sent in page.entries)
    store.shelf.take(plan.id, Exchanged(acked=8, page=page))
    assert store.journal.plan(plan.id) == keeper.plan == fold(e for e, _ in keeper.log)
    assert ErasedIds(store.directory).read() == frozenset()


def test_a_log_that_is_shown_and_hidden_while_it_is_taken_anew_is_right_in_the_end(store, plan, keeper):
    store.shelf.anew(plan.id, offer=False)
    keeper.unseen = {2, 5}
    store.shelf.take(plan.id, keeper.exchange(store.shelf.known(plan.id), limit=5))
    keeper.unseen = {3}
    sync(store, keeper, limit=1)
    assert [e.seq for e in store.journal.entries(plan.id) if e.event is None] == [3]
    assert store.verify() == ()


def test_a_laptop_that_leaves_orders_its_plans_itself_again_and_may_come_back(store, plan, keeper):
    keeper.writes(CommentWritten(activity=plan.late, text="Deres"))
    keeper.unseen = {2}
    sync(store, keeper)
    late = plan.writer.write(ActivityRevised(thing=plan.late, field="due", value="2026-12-05", reason="x"), base=5)[0]
    plan.writer.write(ActivityRevised(thing=plan.late, field="due", value="2026-12-07", reason="x"), base=5)
    (blanked,) = plan.writer.write(Blanked(target=plan.later, reason="Feil"))
    seen = store.journal.plan(plan.id)
    store.stand_alone()
    assert (store.shelf.ordered(), store.shelf.alone(), store.shelf.epoch()) == ((), (plan.id,), "")
    assert store.shelf.known(plan.id).after == 0
    alone = store.journal.plan(plan.id)
    assert (alone.seq, alone.facts, [c.event for c in alone.conflicts]) == (
        11,
        seen.facts,
        [c.event for c in seen.conflicts],
    )
    assert [e.event.id for e in store.journal.entries(plan.id)[8::2]] == [late, blanked]
    assert ErasedIds(store.directory).read() == {plan.later}
    assert b"Ring helsestasjonen" not in decrypted(store.directory)
    assert store.refusals.waiting() == {}
    assert store.verify() == ()
    comment(plan, "Alene igjen")
    assert store.journal.plan(plan.id).seq == 12
    assert store.verify() == ()
    with pytest.raises(ValueError, match="orders itself"):
        store.shelf.take(plan.id, Exchanged(acked=0, page=Page(plan=plan.id)))
    small = small_plan(store, 2, "Kari Foss")
    assert store.refusals.waiting() == {}
    store.shelf.adopted(plan.id, Adopted(common=12, whole=True))
    assert store.shelf.ordered() == (plan.id,)
    assert store.shelf.alone() == (small.id,)
    store.stand_alone()
    assert store.verify() == ()
