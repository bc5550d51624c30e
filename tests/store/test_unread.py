"""What came and cannot be read keeps its place, is counted, and stops nothing (R38)."""

from __future__ import annotations

import json

import pytest

from stafett_tui.domain.admit import Actor, admit
from stafett_tui.domain.concern import ConcernWritten
from stafett_tui.domain.errors import ErrorKind
from stafett_tui.domain.event import Event, Sealed, canonical, place
from stafett_tui.domain.goal import Arena, GoalSet
from stafett_tui.domain.kinds import CODEC
from stafett_tui.domain.log import Blanked
from stafett_tui.domain.oslo import oslo_date
from stafett_tui.domain.policy import Policy
from stafett_tui.domain.unread import opened, unread
from stafett_tui.store.opened import Store
from tests.store.keeping import OTHER, joined
from tests.store.making import KEY, fresh_id, small_plan

UNREADABLE = {
    "a body that lacks what is mandatory": lambda s: Sealed(s.header, b'{"odd":1}', s.salt),
    "a body that is no JSON": lambda s: Sealed(s.header, b"\x00{", s.salt),
    "a body that is a list": lambda s: Sealed(s.header, b"[1]", s.salt),
    "a header that is no JSON": lambda s: Sealed(b"{", s.body, s.salt),
    "a header of something else": lambda s: Sealed(b'{"v":1}', s.body, s.salt),
    "a header with a time of another sort": lambda s: Sealed(
        canonical({**json.loads(s.header), "made_at": "yesterday"}), s.body, s.salt
    ),
}


@pytest.fixture
def begun(store, tmp_path):
    other = Store.open(tmp_path / "other", KEY, create=True)
    keeper = joined(other, small_plan(other).id)
    store.shelf.begin("mine", "")
    other.close()
    return keeper


def put(keeper, body, broken):
    """Let the server's log have a place whose bytes are these; its hash is right."""
    n = keeper.acked[OTHER] = keeper.acked.get(OTHER, 0) + 1
    event = Event(fresh_id(), keeper.plan_id, body, bytes(16), "person-other", OTHER, n, keeper.at, act=fresh_id())
    sealed, last = broken(CODEC.seal(event)), keeper.log[-1][0]
    keeper.log.append((place(event, sealed, last, keeper.at, last.status, "policy"), sealed))
    return event.id


def take_all(store, keeper):
    while store.shelf.known(keeper.plan_id).after < keeper.head:
        store.shelf.take(keeper.plan_id, keeper.exchange(store.shelf.known(keeper.plan_id), limit=2))


@pytest.mark.parametrize("broken", UNREADABLE.values(), ids=UNREADABLE)
def test_r38_what_cannot_be_read_is_passed_by_and_counted_also_after_a_restart(store, begun, broken, tmp_path):
    put(begun, ConcernWritten(text="Undring"), broken)
    after = begun.writes(GoalSet(arena=Arena.HOME, text="Mer lek"))
    take_all(store, begun)
    for _ in range(2):
        plan = store.journal.plan(begun.plan_id)
        assert (unread(plan), plan.seq, plan.facts[after].body.text) == (1, begun.head, "Mer lek")
        assert store.shelf.known(begun.plan_id).lacks == ""
        assert store.verify() == ()
        store.shelf._folded.clear()


def test_r38_what_cannot_be_read_can_be_blanked_by_its_name(store, begun):
    gone = put(begun, ConcernWritten(text="Undring"), UNREADABLE["a body that lacks what is mandatory"])
    take_all(store, begun)
    begun.writes(Blanked(target=gone, reason="feil barn"))
    take_all(store, begun)
    assert unread(store.journal.plan(begun.plan_id)) == 0
    with store._channel.reading() as connection:
        (body,) = connection.execute("SELECT body FROM entry WHERE event_id=?", (gone,)).fetchone()
    assert body is None


def test_r38_acts_on_a_topic_of_which_something_cannot_be_read_wait_for_the_upgrade(store, begun):
    put(begun, ConcernWritten(text="Undring"), UNREADABLE["a body that is a list"])
    take_all(store, begun)
    plan = store.journal.plan(begun.plan_id)
    event = Event("e", plan.id, ConcernWritten(text="Mer"), bytes(16), "person-1", "d", 1, plan.at, act="a")
    verdict = admit(plan, Actor("person-1"), event, Policy(), oslo_date(plan.at), plan.at)
    assert verdict.code is ErrorKind.UPGRADE


def test_what_can_be_read_is_read_as_ever(begun):
    for entry, sealed in begun.log:
        assert opened(sealed) == entry.event


def test_r28_an_event_that_stands_in_another_log_stops_its_plan_and_nothing_else(store, begun, tmp_path):
    take_all(store, begun)
    other = Store.open(tmp_path / "third", KEY, create=True)
    second = joined(other, small_plan(other).id)
    other.close()
    event, sealed = second.log[-1][0].event, second.log[-1][1]
    twice = Sealed(canonical({**json.loads(sealed.header), "id": begun.log[0][0].event.id}), sealed.body, sealed.salt)
    last = second.log[-2][0]
    second.log[-1] = (place(event, twice, last, second.at, last.status, "policy"), twice)
    with pytest.raises(ValueError, match="event_id"):
        store.shelf.take(second.plan_id, second.exchange(store.shelf.known(second.plan_id)))
    assert store.journal.plan(begun.plan_id).seq == begun.head
    assert store.verify() == ()
