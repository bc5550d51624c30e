"""Drafts: the latest text of each field wins, and a late one never comes back (I9)."""

from __future__ import annotations

from datetime import timedelta

from tests.store.making import START, reopened


def keep(store, text, seconds=0, key="k"):
    store.drafts.keep(key, "plan", text, len(text), START + timedelta(seconds=seconds))


def test_the_latest_text_wins_whatever_order_threads_bring_it_in(store):
    for text, second in (("Ha", 0), ("Hallo", 2), ("Hal", 1)):
        keep(store, text, second)
    assert store.drafts.take("k").text == "Hallo"


def test_a_draft_outlives_the_program(store):
    keep(store, "Blåbær ☃ [/b]", 5)
    again = reopened(store)
    draft = again.drafts.take("k")
    assert draft == ("k", "plan", "Blåbær ☃ [/b]", 13, START + timedelta(seconds=5))
    again.close()


def test_drafts_are_offered_newest_first(store):
    keep(store, "a", 1, "old")
    keep(store, "b", 2, "new")
    assert [d.key for d in store.drafts.all()] == ["new", "old"]


def test_a_cleared_draft_is_gone_and_a_new_one_may_come(store):
    keep(store, "Hallo")
    store.drafts.clear("k")
    assert store.drafts.take("k") is None
    keep(store, "Hei")
    assert store.drafts.take("k").text == "Hei"
