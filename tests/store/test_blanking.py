"""Blanking takes a text out of every copy; the chain stays whole, also after a restore (I5, I6, I7)."""

from __future__ import annotations

import os
import shutil

import pytest

from stafett_tui.domain.activity import ActivityPlanned, ActivityRevised, activities
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.event import Status
from stafett_tui.domain.log import Blanked
from stafett_tui.domain.plan import fold
from stafett_tui.store.engine import FILE
from stafett_tui.store.erased import ErasedIds
from stafett_tui.store.opened import Store
from tests.store.making import KEY, START, decrypted, reopened

WORD = "Krukkeskår"
LATER = "Sommerfugl"


@pytest.fixture
def wrong(plan):
    """A sentence in the wrong child's log, worded anew once, with a late wording that became a conflict."""
    (thing,) = plan.writer.write(ActivityPlanned(what=f"{WORD} i hagen", due="2026-11-02"))
    plan.writer.write(ActivityRevised(thing=thing, field="what", value=f"{LATER} i hagen"))
    journal = plan.store.journal
    with journal.batch(plan.id, at=START, policy="") as batch:
        event = journal.entries(plan.id)[-1].event
        body = ActivityRevised(thing=thing, field="what", value=f"{LATER} i skogen")
        batch.add(type(event)("conflict", plan.id, body, os.urandom(16), "x", "tablet", 1, START), Status.CONFLICT)
    return thing


def blank(plan, thing):
    plan.store.drafts.keep(f"reword/{thing}", plan.id, f"{WORD} og", 3, START)
    plan.writer.write(Blanked(target=thing, reason="Feil barn"))


def holds(directory, word):
    return word.encode() in decrypted(directory)


def test_no_word_of_a_blanked_text_is_left_in_any_page(store, plan, wrong):
    assert holds(store.directory, WORD)
    assert holds(store.directory, LATER)
    blank(plan, wrong)
    assert not holds(store.directory, WORD)
    assert not holds(store.directory, LATER)
    store.close()
    assert not holds(store.directory, WORD)
    assert holds(store.directory, "Lekegruppe")


def test_the_chain_stays_whole_and_memory_is_what_disk_says(store, plan, wrong):
    before = store.journal.plan(plan.id).seq
    blank(plan, wrong)
    held = store.journal.plan(plan.id)
    assert held.seq == before + 1
    assert held == fold(store.journal.entries(plan.id))
    assert len(activities(held)) == 2
    assert held.conflicts == ()
    assert store.journal.verify() == ()
    assert [d.key for d in store.drafts.all()] == []


def test_erased_ids_stand_beside_the_store_and_say_nothing_else(store, plan, wrong):
    blank(plan, wrong)
    ids = ErasedIds(store.directory).read()
    gone = {e.event.id for e in store.journal.entries(plan.id) if e.event.body is None}
    assert ids == gone
    assert wrong in ids
    assert len(ids) == 3


def test_a_restored_copy_is_blanked_again_at_opening(store, plan, wrong, tmp_path):
    store.close()
    kept = tmp_path / "backup.db"
    shutil.copy(store.directory / FILE, kept)
    opened = Store.open(store.directory, KEY)
    plan.writer.store = plan.store = opened
    blank(plan, wrong)
    opened.close()
    shutil.copy(kept, store.directory / FILE)
    again = Store.open(store.directory, KEY)
    assert not holds(store.directory, WORD)
    assert not holds(store.directory, LATER)
    assert len(activities(again.journal.plan(plan.id))) == 2
    assert again.journal.verify() == ()
    again.close()


def test_ids_that_were_lost_beside_the_store_are_written_again(store, plan, wrong):
    blank(plan, wrong)
    ids = ErasedIds(store.directory).read()
    store.close()
    (store.directory / "erased.ids").unlink()
    again = Store.open(store.directory, KEY)
    assert ErasedIds(store.directory).read() == ids
    again = reopened(again)
    assert again.journal.verify() == ()
    again.close()


def test_a_blanking_that_cannot_note_its_ids_is_noted_at_the_next_opening(store, plan, wrong):
    (store.directory / "erased.ids").mkdir()
    with pytest.raises(StafettError) as caught:
        blank(plan, wrong)
    assert caught.value.kind is ErrorKind.READ_ONLY
    assert len(activities(store.journal.plan(plan.id))) == 3
    (store.directory / "erased.ids").rmdir()
    blank(plan, wrong)
    assert len(activities(store.journal.plan(plan.id))) == 2


def test_ids_that_the_disk_did_not_take_are_added_at_the_next_opening(store, plan, wrong, monkeypatch):
    monkeypatch.setattr(os, "fsync", _no_space)
    blank(plan, wrong)
    monkeypatch.undo()
    (store.directory / "erased.ids").write_text("half-an-i", encoding="ascii")
    again = reopened(store)
    assert {wrong, "half-an-i"} <= ErasedIds(store.directory).read()
    assert again.journal.verify() == ()
    again.close()


def _no_space(_handle):
    raise OSError(28, "no space")
