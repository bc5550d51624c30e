"""What may be read no more is gone from every byte; one's own unsent words stay with their author (I7, R8, R27, D-07)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from stafett_tui.domain.activity import CommentWritten
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.event import Sealed
from stafett_tui.domain.kinds import CODEC
from stafett_tui.domain.lifecycle import EndReason, PlanErased
from stafett_tui.store.audit import Viewing
from stafett_tui.store.engine import FILE
from stafett_tui.store.erased import ErasedIds
from stafett_tui.sync.shelf import Purged
from tests.store.keeping import joined, sync
from tests.store.making import START, Writer, decrypted, files_of, opened, reopened, small_plan

WORDS = (
    "Sandvær", "Linnea", "Lekegruppe", "Ring helsestasjonen", "Leker sammen", "Møterom", "Krukkeskaar", "Sommerfugl",
    "Klage fra familien", "brev.txt",
)  # fmt: skip
OWN = ("Fløyelsgras", "Blåklokke", "Rødkløver")


@pytest.fixture
def keeper(store, plan):
    """A plan together, with what others and I wrote, files, a draft, look-ups, something refused and something unsent."""
    made = joined(store, plan.id)
    made.writes(CommentWritten(activity=plan.late, text="Sommerfugl"))
    refused = plan.writer.write(CommentWritten(activity=plan.late, text="Rødkløver"))[0]
    sync(store, made, refuse={refused: "not_allowed"})
    plan.writer.write(CommentWritten(activity=plan.late, text="Fløyelsgras"))
    store.drafts.keep(f"person-mona/{plan.id}/line", plan.id, "Blåklokke og", 3, START)
    store.blobs.put(plan.id, "brev.txt", b"Krukkeskaar" * 500)
    store.audit.record(Viewing(plan.id, "person-rask", view="reason", reason="Klage fra familien"), START)
    store.shelf.lookups_taken(1)
    return made


def words_in(directory, words=WORDS):
    clear = decrypted(directory)
    raw = b"".join(files_of(directory).values())
    return [word for word in words if word.encode() in clear or word.encode() in raw]


def texts(store):
    return {(r.code, r.event_id.split(":")[0]): CODEC.open(Sealed(r.header, r.body, b"")) for r in store.refusals.all()}


def test_i07_nothing_of_a_purged_plan_can_be_read_in_any_byte_but_ones_own_unsent_words(store, plan, keeper):
    assert words_in(store.directory) == [*WORDS]
    assert store.shelf.purge(plan.id) == Purged(plan.id, 2)
    assert words_in(store.directory) == []
    assert words_in(store.directory, OWN) == [*OWN]
    assert store.journal.plan_ids() == store.shelf.ordered() == ()
    assert store.drafts.all() == ()
    assert store.verify() == ()
    again = reopened(store)
    assert words_in(store.directory) == []
    assert again.verify() == ()
    again.journal.rebuild_index()
    assert again.journal.plan_ids() == again.shelf.ordered() == ()
    again.close()


def test_r08_unsent_words_stay_with_the_reason(store, plan, keeper):
    store.shelf.purge(plan.id)
    kept = sorted((r.code, CODEC.open(Sealed(r.header, r.body, b"")).kind) for r in store.refusals.all(plan.id))
    assert kept == [("REVOKED", "comment.written"), ("REVOKED", "draft"), ("not_allowed", "comment.written")]
    draft = next(e for e in texts(store).values() if e.kind == "draft")
    assert (draft.actor, draft.body.raw) == ("person-mona", {"text": "Blåklokke og"})


def test_nothing_is_written_into_a_plan_that_is_gone_and_no_open_window_brings_words_back(store, plan, keeper):
    store.shelf.purge(plan.id)
    store.drafts.keep("field", plan.id, "Krukkeskår", 3, START)
    assert store.drafts.all() == ()
    for act in (
        lambda: plan.writer.write(CommentWritten(activity=plan.late, text="x")),
        lambda: store.journal.plan(plan.id),
    ):
        with pytest.raises(StafettError) as caught:
            act()
        assert caught.value.kind is ErrorKind.PLAN_UNKNOWN


def test_a_plan_that_may_be_read_again_comes_back_from_the_server(store, plan, keeper):
    waited = store.shelf.waiting(plan.id)
    keeper.exchange(store.shelf.known(plan.id), waited)
    store.shelf.purge(plan.id)
    assert store.shelf.known(plan.id).after == 0
    sync(store, keeper)
    assert store.journal.plan(plan.id) == keeper.plan
    assert [r.code for r in store.refusals.all()] == ["REVOKED", "not_allowed"]
    store.drafts.keep("field", plan.id, "Ny", 3, START)
    assert store.drafts.take("field").text == "Ny"
    plan.writer.write(CommentWritten(activity=plan.late, text="x"))
    sync(store, keeper)
    assert store.journal.plan(plan.id) == keeper.plan
    assert store.verify() == ()


def test_s07_reasons_go_when_the_server_has_them_and_the_chain_stays_whole(store, plan, keeper):
    store.audit.record(Viewing(plan.id, "person-rask", view="reason", reason="Ny klage"), START)
    store.shelf.purge(plan.id)
    assert words_in(store.directory, ("Klage fra familien", "Ny klage")) == ["Ny klage"]
    (looked,) = store.shelf.lookups(10)
    assert (looked.n, looked.plan, looked.reason) == (2, plan.id, "Ny klage")
    store.shelf.lookups_taken(2)
    assert store.shelf.lookups(10) == ()
    assert [each.reason for each in store.audit.lookups(plan.id)] == ["", ""]
    assert store.audit.broken() == 0


def test_a_plan_that_was_erased_for_all_leaves_nothing_unsent_either(store, plan, keeper):
    store.shelf.purge(plan.id)
    for row in store.refusals.all():
        store.refusals.let_go(row.plan_id, row.event_id)
    assert words_in(store.directory, OWN) == []


def test_erasing_a_log_takes_what_waits_along(store, plan, keeper):
    log = Writer(store, "person:owner-1")
    log.write(opened(4, owner="Sommerfugl"))
    store.journal.erase_plan(log.plan_id)
    assert log.plan_id not in store.refusals.waiting()
    store.journal.erase_plan(plan.id)
    assert words_in(store.directory) == []
    assert store.refusals.waiting() == {}
    assert store.verify() == ()


def test_a_log_of_one_who_waits_cannot_be_erased_where_it_is_not(store, plan, keeper):
    with pytest.raises(StafettError):
        store.journal.erase_plan("person:nobody")


def test_d07_what_is_whole_on_the_server_and_was_not_opened_for_long_is_unused(store, plan, keeper):
    late = START + timedelta(days=40)
    assert store.shelf.unused(late) == ()
    sync(store, keeper)
    assert store.shelf.unused(late) == ()
    store.drafts.clear(f"person-mona/{plan.id}/line")
    assert store.shelf.unused(late) == (plan.id,)
    assert store.shelf.unused(START) == ()
    store.audit.record(Viewing(plan.id, "person-mona", view="plan"), late)
    assert store.shelf.unused(late) == ()
    other = small_plan(store, 2, "Kari Foss")
    keeper_of_other = joined_new(store, other)
    assert store.shelf.unused(late + timedelta(days=1)) == tuple(sorted((plan.id, other.id)))
    keeper_of_other.writes(CommentWritten(activity=other.late, text="x"))
    behind = keeper_of_other.page(store.shelf.known(other.id))
    store.shelf.anew(other.id, offer=False)
    assert store.shelf.unused(late + timedelta(days=1)) == (plan.id,)
    assert behind.more is False


def joined_new(store, plan):
    from tests.store.keeping import Keeper

    keeper = Keeper(plan.id)
    sync(store, keeper)
    return keeper


def test_r27_words_blanked_since_do_not_come_back_with_a_copied_file(store, plan, keeper, tmp_path):
    sync(store, keeper)
    wrong = plan.writer.write(CommentWritten(activity=plan.late, text="Tordenskrall"))[0]
    store.close()
    copied = (store.directory / FILE).read_bytes()
    ErasedIds(store.directory).add({wrong})
    (store.directory / FILE).write_bytes(copied)
    again = reopened(store)
    assert words_in(store.directory, ("Tordenskrall",)) == []
    assert again.refusals.waiting() == {}
    assert again.verify() == ()
    again.close()


def test_d06_a_plan_that_is_erased_elsewhere_leaves_no_word_here(store, plan, keeper):
    unsent = plan.writer.write(CommentWritten(activity=plan.late, text="Tordenskrall"))[0]
    before = {entry.event.id for entry, _ in keeper.log}
    erased = keeper.writes(PlanErased(asked="x", reason=EndReason.DELETION_DEMANDED))
    store.shelf.take(plan.id, keeper.exchange(store.shelf.known(plan.id)))
    assert ErasedIds(store.directory).read() == before
    assert [e.event.id for e in store.journal.entries(plan.id) if e.seq == 9] == [erased]
    sync(store, keeper, refuse=dict.fromkeys(waiting_ids(store), "plan_closed"))
    store.drafts.keep("field", plan.id, "Krukkeskår", 3, START)
    assert store.drafts.all() == ()
    assert {(r.code, r.body) for r in store.refusals.all()} == {("ERASED", b"")}
    assert unsent in {r.event_id for r in store.refusals.all()}
    assert words_in(store.directory, (*WORDS[:-2], *OWN, "Tordenskrall")) == []
    assert store.verify() == ()
    store.shelf.anew(plan.id, offer=False)
    sync(store, keeper)
    assert store.journal.plan(plan.id).seq == 9
    assert store.verify() == ()


def waiting_ids(store):
    with store._channel.reading() as connection:
        return [row[0] for row in connection.execute("SELECT event_id FROM pending")]
