"""A plan is erased: no word of it is left in any copy, its places in the chain are (I5, I6, I7)."""

from __future__ import annotations

import shutil

import pytest

from stafett_tui.domain.activity import CommentWritten
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.store.engine import FILE
from stafett_tui.store.erased import ErasedIds
from stafett_tui.store.opened import Store
from tests.store.making import KEY, START, decrypted, files_of, reopened, small_plan

WORDS = (
    "Sandvær",
    "Linnea",
    "Lekegruppe",
    "Ring helsestasjonen",
    "Leker sammen",
    "Møterom",
    "Krukkeskår",
    "Sommerfugl",
)


@pytest.fixture
def full(store, plan):
    """A plan with a comment, a draft, a file and a refused text."""
    plan.writer.write(CommentWritten(activity=plan.late, text="Krukkeskår i hagen"))
    store.drafts.keep(f"{plan.id}/line", plan.id, "Krukkeskår og", 3, START)
    store.blobs.put(plan.id, "Krukkeskår.txt", b"Krukkeskaar" * 500)
    with store._channel.writing() as connection:
        connection.execute(
            "INSERT INTO refused VALUES (?, 'tablet', 1, 'r', 'not_allowed', x'00', ?, '')", (plan.id, b"Sommerfugl")
        )
    return plan


def words_in(directory, words=WORDS):
    clear = decrypted(directory)
    raw = b"".join(files_of(directory).values())
    return [word for word in words if word.encode() in clear or word.encode() in raw]


def test_no_word_of_an_erased_plan_is_left_in_any_byte_of_the_folder(store, full):
    assert set(words_in(store.directory)) == set(WORDS)
    store.journal.erase_plan(full.id)
    assert words_in(store.directory, (*WORDS, "Krukkeskaar")) == []
    store.close()
    assert words_in(store.directory, (*WORDS, "Krukkeskaar")) == []


def test_the_chain_stays_whole_and_other_plans_are_untouched(store, full):
    other = small_plan(store, 2, "Kari Foss")
    before = [(e.seq, e.leaf, e.hash) for e in store.journal.entries(full.id)]
    gone = store.journal.erase_plan(full.id)
    after = store.journal.entries(full.id)
    assert [(e.seq, e.leaf, e.hash) for e in after] == before
    assert {e.event.id for e in after} == gone == ErasedIds(store.directory).read()
    assert all(e.event.body is None for e in after)
    assert store.journal.plan_ids() == (other.id,)
    assert store.journal.verify() == ()
    again = reopened(store)
    assert again.journal.verify() == ()
    assert again.drafts.all() == ()
    again.close()


def test_events_to_keep_keep_their_bodies(store, full):
    kept = frozenset(e.event.id for e in store.journal.entries(full.id) if e.event.kind == "consent.given")
    gone = store.journal.erase_plan(full.id, kept)
    assert [e.event.id for e in store.journal.entries(full.id) if e.event.body is not None] == [*kept]
    assert not gone & kept
    assert store.journal.verify() == ()


def test_an_erased_plan_takes_new_events_in_the_same_chain(store, full):
    store.journal.erase_plan(full.id)
    full.writer.write(CommentWritten(activity=full.late, text="Slettet"))
    assert store.journal.verify() == ()


def test_a_window_that_is_still_open_brings_no_text_back(store, full):
    store.journal.erase_plan(full.id)
    store.drafts.keep(f"{full.id}/line", full.id, "Krukkeskår", 3, START)
    assert store.drafts.all() == ()


def test_what_a_copied_file_brings_back_is_erased_again(store, full, tmp_path):
    store.close()
    shutil.copy(store.directory / FILE, tmp_path / "copy.db")
    opened = Store.open(store.directory, KEY)
    opened.journal.erase_plan(full.id)
    opened.close()
    shutil.copy(tmp_path / "copy.db", store.directory / FILE)
    again = Store.open(store.directory, KEY)
    assert words_in(store.directory, (*WORDS, "Krukkeskaar")) == []
    assert again.journal.plan_ids() == ()
    assert again.journal.verify() == ()
    again.close()


def test_a_plan_that_is_not_here_cannot_be_erased(store):
    with pytest.raises(StafettError) as caught:
        store.journal.erase_plan("nowhere")
    assert caught.value.kind is ErrorKind.PLAN_UNKNOWN
