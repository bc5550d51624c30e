"""A copy of a store that takes part in a server: what waits is not lost, what the server said since is known (I2, I7, R27)."""

from __future__ import annotations

import json

import pytest

from stafett_tui.domain.activity import CommentWritten
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.store.keys import create_key, find_key
from stafett_tui.store.opened import Store
from stafett_tui.store.recovery import set_up
from stafett_tui.store.restoring import restore
from tests.store.keeping import joined, sync
from tests.store.making import START, decrypted, small_plan

PHRASE = "kvist bekk stein måne"


@pytest.fixture
def first(tmp_path, ring):
    """A store together, with an event that waits."""
    directory = tmp_path / "first"
    store = Store.open(directory, create_key(directory), create=True)
    set_up(store.settings, PHRASE)
    plan = small_plan(store)
    plan.keeper = joined(store, plan.id)
    plan.waits = comment(plan, "Venter")
    yield plan
    plan.store.close()


def comment(plan, text):
    return plan.writer.write(CommentWritten(activity=plan.late, text=text))[0]


def back(plan, tmp_path, *, replace=False, to="first"):
    plan.store.close()
    (path,) = (tmp_path / "copies").glob("*.stafett")
    restore(path, tmp_path / to, lambda: PHRASE, replace=replace)
    return Store.open(tmp_path / to, find_key(tmp_path / to))


def test_what_waits_is_in_the_copy_and_goes_on_under_a_new_device(first, tmp_path):
    first.store.back_up(tmp_path / "copies", START)
    again = back(first, tmp_path, to="other")
    assert again.verify() == ()
    assert again.journal.plan(first.id).facts[first.waits].body.text == "Venter"
    assert again.settings.get("device") == ""
    again.shelf.begin("nytt", "person-mona")
    heads = [json.loads(sent.header) for sent in again.shelf.waiting(first.id)]
    assert [(h["id"], h["device"], h["n"]) for h in heads] == [(first.waits, "nytt", 1)]
    sync(again, first.keeper, device="nytt")
    assert again.journal.plan(first.id) == first.keeper.plan
    again.close()


def test_what_was_sent_before_the_copy_came_back_is_there_once(first, tmp_path):
    first.store.back_up(tmp_path / "copies", START)
    sync(first.store, first.keeper)
    again = back(first, tmp_path, replace=True)
    again.shelf.begin("nytt", "person-mona")
    sync(again, first.keeper, device="nytt")
    assert first.keeper.head == 8
    assert again.journal.plan(first.id) == first.keeper.plan
    assert again.verify() == ()
    again.close()


def test_what_waits_since_the_copy_is_not_lost_unless_it_is_asked_for(first, tmp_path):
    first.store.back_up(tmp_path / "copies", START)
    comment(first, "Skrevet etterpå")
    with pytest.raises(StafettError) as caught:
        back(first, tmp_path)
    assert caught.value.kind is ErrorKind.BACKUP_BEHIND
    again = back(first, tmp_path, replace=True)
    assert list(again.refusals.waiting().values()) == [1]
    again.close()


def test_what_was_refused_since_the_copy_is_not_sent_again_and_keeps_its_words(first, tmp_path):
    first.store.back_up(tmp_path / "copies", START)
    sync(first.store, first.keeper, refuse={first.waits: "not_allowed"})
    first.store.shelf.set_epoch("epoch-2")
    again = back(first, tmp_path)
    assert again.refusals.waiting() == {}
    assert [(r.event_id, b"Venter" in r.body) for r in again.refusals.all()] == [(first.waits, True)]
    assert again.shelf.epoch() == "epoch-2"
    assert again.verify() == ()
    again.close()


def test_i07_a_plan_that_was_taken_away_since_does_not_come_back_with_the_copy(first, tmp_path):
    first.keeper.writes(CommentWritten(activity=first.late, text="Sommerfugl"))
    first.store.shelf.take(first.id, first.keeper.exchange(first.store.shelf.known(first.id)))
    first.store.drafts.keep(f"person-mona/{first.id}/line", first.id, "Blåklokke", 3, START)
    first.store.back_up(tmp_path / "copies", START)
    first.store.shelf.purge(first.id)
    again = back(first, tmp_path)
    assert again.journal.plan_ids() == again.shelf.ordered() == ()
    assert again.drafts.all() == ()
    assert sorted(r.code for r in again.refusals.all()) == ["REVOKED", "REVOKED"]
    assert b"Sommerfugl" not in decrypted(tmp_path / "first", find_key(tmp_path / "first"))
    assert again.verify() == ()
    again.close()


def test_places_that_may_not_be_seen_are_not_taken_for_erased_ones(first, tmp_path):
    sync(first.store, first.keeper)
    first.keeper.unseen = {5}
    first.store.shelf.take(first.id, first.keeper.exchange(first.store.shelf.known(first.id)))
    first.store.back_up(tmp_path / "copies", START)
    again = back(first, tmp_path)
    assert not (tmp_path / "first" / "erased.ids").exists()
    assert again.verify() == ()
    first.keeper.unseen = set()
    again.shelf.begin("laptop", "person-mona")
    again.shelf.take(first.id, first.keeper.exchange(again.shelf.known(first.id)))
    assert again.journal.plan(first.id) == first.keeper.plan
    again.close()
