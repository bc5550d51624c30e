"""The envelope, its exact bytes, and the chain over them."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue, ValidationError

from stafett_tui.domain.activity import ActivityPlanned
from stafett_tui.domain.event import (
    GENESIS,
    Body,
    Codec,
    Event,
    Sealed,
    Status,
    Unknown,
    canonical,
    chain,
    hidden,
    leaf_of,
    new_id,
    read_stamp,
    stamp,
)
from stafett_tui.domain.goal import Arena, GoalRevised, GoalSet
from stafett_tui.domain.kinds import CODEC, KINDS, REVISES
from stafett_tui.domain.log import Revised
from stafett_tui.domain.plan import fold
from tests.support.domain import Log, opened, started, with_goal

AT = datetime(2026, 11, 16, 12, 0, 0, 1234, tzinfo=UTC)


def event(body: Body | None, **told) -> Event:
    told = {"kind": ""} | told
    return Event(
        id="e",
        plan_id="p",
        body=body,
        salt=b"s" * 16,
        actor="a",
        device="d",
        n=1,
        made_at=AT,
        act="act",
        group="g",
        **told,
    )


def test_the_stored_bytes_are_exactly_these():
    sealed = CODEC.seal(event(GoalSet(arena=Arena.HOME, text="Du sover «godt» 😀 [/b]")))
    assert sealed.body == '{"arena":"home","text":"Du sover «godt» 😀 [/b]"}'.encode()
    assert sealed.header == (
        b'{"act":"act","actor":"a","base":null,"device":"d","group":"g","id":"e","kind":"goal.set",'
        b'"made_at":"2026-11-16T12:00:00.001234Z","n":1,"plan":"p","v":1}'
    )


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


@given(TEXTS, st.none() | st.integers(0) | TEXTS, TEXTS, st.datetimes(timezones=st.just(UTC)))
def test_what_is_sealed_is_read_back_as_it_was(text, base, actor, made_at):
    written = replace(
        event(GoalRevised(thing="t", field="text", value=text, reason=text), base=base), actor=actor, made_at=made_at
    )
    assert CODEC.open(CODEC.seal(written)) == written


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXTS,
    lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner),
    max_leaves=8,
)


@given(JSON)
def test_any_value_of_a_revision_is_read_back_as_it_was(value):
    body = GoalRevised(thing="t", field="text", value=value)
    assert CODEC.open(CODEC.seal(event(body))).body == body


def test_reading_and_sealing_again_gives_the_same_bytes():
    log = started()
    with_goal(log)
    assert [CODEC.seal(CODEC.open(s)) for s in log.sealed] == log.sealed


def test_an_unknown_kind_is_kept_as_it_came():
    raw = {"z": [1, {"å": None}], "a": "b"}
    head = json.loads(CODEC.seal(event(GoalSet(arena=Arena.HOME, text="x"))).header) | {"kind": "mood.felt", "v": 3}
    sealed = Sealed(canonical(head), canonical(raw), b"")
    read = CODEC.open(sealed)
    assert read.body == Unknown(was="mood.felt", v=3, raw=raw)
    assert read.kind == "mood.felt"
    assert CODEC.seal(read) == sealed


def test_a_later_version_of_a_known_kind_is_unknown():
    head = json.loads(CODEC.seal(event(GoalSet(arena=Arena.HOME, text="x"))).header) | {"v": 2}
    assert isinstance(CODEC.open(Sealed(canonical(head), b'{"mood":1}', b"")).body, Unknown)


class GoalOfTomorrow(Body):
    KIND: ClassVar[str] = "goal.set"
    V: ClassVar[int] = 2

    where: str
    text: str

    @classmethod
    def upcast(cls, v: int, raw: dict[str, JsonValue]) -> dict[str, JsonValue]:
        assert v == 1
        return {"where": raw["arena"], "text": raw["text"]}


def test_an_earlier_version_is_read_in_the_shape_of_today_and_never_rewritten():
    old = CODEC.seal(event(GoalSet(arena=Arena.HOME, text="x")))
    assert Codec({"goal.set": GoalOfTomorrow}).open(old).body == GoalOfTomorrow(where="home", text="x")
    assert json.loads(old.header)["v"] == 1


def test_a_body_that_never_changed_shape_is_read_as_it_stands():
    assert Body.upcast(1, {"a": 1}) == {"a": 1}


def test_a_blanked_event_keeps_its_header_and_has_no_body():
    sealed = CODEC.seal(event(GoalSet(arena=Arena.HOME, text="x")))
    read = CODEC.open(replace(sealed, body=None))
    assert (read.body, read.kind, read.id) == (None, "goal.set", "e")
    with pytest.raises(ValueError, match="blanked"):
        leaf_of(replace(sealed, body=None))


@pytest.mark.parametrize("header", [b"", b"[]", b"{}", b'{"id":1}', b"\xff", b'"header"'])
def test_bytes_that_are_no_event_are_refused_as_such(header):
    with pytest.raises(ValueError):
        CODEC.open(Sealed(header, b"{}", b""))


def test_a_body_of_another_shape_is_refused():
    sealed = CODEC.seal(event(GoalSet(arena=Arena.HOME, text="x")))
    with pytest.raises(ValueError):
        CODEC.open(replace(sealed, body=b'{"arena":"moon","text":"x"}'))


def test_bodies_are_frozen_and_take_no_field_they_do_not_know():
    goal = GoalSet(arena=Arena.HOME, text="x")
    with pytest.raises(ValidationError):
        goal.text = "y"
    with pytest.raises(ValidationError):
        GoalSet(arena=Arena.HOME, text="x", colour="red")


def test_the_leaf_is_over_salt_header_and_body():
    sealed = Sealed(b"h", b"b", b"s")
    assert leaf_of(sealed) == hashlib.sha256(b"sh\nb").digest()


def test_the_hash_is_over_the_one_before_place_time_status_and_leaf():
    leaf = b"l" * 32
    told = b"\n7\n2026-11-16T12:00:00.001234Z\nok\n"
    assert chain(GENESIS, 7, AT, Status.OK, leaf) == hashlib.sha256(GENESIS + told + leaf).digest()


def whole(log: Log) -> bool:
    """Walk the chain the way `verify` does."""
    before = GENESIS
    for n, (entry, sealed) in enumerate(zip(log.entries, log.sealed, strict=True), start=1):
        leaf = leaf_of(sealed)
        if (entry.seq, entry.leaf, entry.hash) != (n, leaf, chain(before, n, entry.at, entry.status, leaf)):
            return False
        before = entry.hash
    return True


@given(st.integers(0, 4), st.integers(0), st.integers(1, 255), st.sampled_from(["header", "body", "salt"]))
def test_a_changed_byte_anywhere_breaks_the_chain(which, where, by, part):
    log = started()
    assert whole(log)
    sealed = log.sealed[which]
    raw = bytearray(getattr(sealed, part))
    raw[where % len(raw)] ^= by
    log.sealed[which] = replace(sealed, **{part: bytes(raw)})
    assert not whole(log)


@pytest.mark.parametrize("change", [{"seq": 9}, {"status": Status.CONFLICT}, {"at": AT}, {"hash": b"x"}])
def test_a_changed_place_breaks_the_chain(change):
    log = started()
    log.entries[2] = replace(log.entries[2], **change)
    assert not whole(log)


def test_leaving_an_event_out_or_swapping_two_breaks_the_chain():
    log = started()
    log.entries[1:3], log.sealed[1:3] = log.entries[2:0:-1], log.sealed[2:0:-1]
    assert not whole(log)
    log = started()
    del log.entries[1], log.sealed[1]
    assert not whole(log)


def test_a_hidden_entry_shows_place_and_leaf_only():
    entry = started().entries[0]
    assert hidden(entry) == replace(entry, event=None, policy="")


def test_times_are_written_in_utc_and_a_naive_one_is_refused():
    assert stamp(datetime(2026, 11, 16, 13, 0, tzinfo=timezone(timedelta(hours=1)))) == "2026-11-16T12:00:00.000000Z"
    assert read_stamp(stamp(AT)) == AT
    with pytest.raises(ValueError, match="aware"):
        stamp(AT.replace(tzinfo=None))
    for other in (
        "2026-11-16",
        "2026-11-16T12:00:00Z",
        "2026-11-16T13:00:00.000000+01:00",
        "2026-11-16T12:00:00.000000",
        "soon",
    ):
        with pytest.raises(ValueError):
            read_stamp(other)


@given(st.integers(0, 2**48 - 1), st.binary(min_size=10, max_size=16))
def test_ids_are_uuids_of_version_7_ordered_by_their_time(ms, random):
    made = new_id(ms, random)
    assert made[14] == "7"
    assert made[19] in "89ab"
    assert [len(p) for p in made.split("-")] == [8, 4, 4, 4, 12]
    assert int(made.replace("-", "")[:12], 16) == ms


def test_every_kind_has_one_body_and_every_revision_something_to_revise():
    assert all(kind == body.KIND and body.__doc__ for kind, body in KINDS.items())
    for body in KINDS.values():
        if issubclass(body, Revised):
            assert set(body.TARGET.model_fields) >= body.FIELDS, body
            assert body.NEEDS_REASON <= body.FIELDS
            assert REVISES[body.TARGET.KIND] is body


def test_every_reference_names_a_field():
    for body in KINDS.values():
        assert set(body.REFS) <= set(body.model_fields), body


def test_an_event_is_of_its_bodys_kind():
    assert event(opened()).kind == "plan.opened"
    assert event(None, kind="goal.set").kind == "goal.set"


def test_an_activity_without_its_date_is_no_activity_with_another():
    assert ActivityPlanned(what="x").due is None
    assert fold([]).seq == 0
