"""Verify finds every change that somebody with the key makes behind the journal's back (I5, I10)."""

from __future__ import annotations

import pytest

from stafett_tui.domain.errors import ErrorKind
from stafett_tui.store.engine import FILE, connect
from stafett_tui.store.findings import Finding
from tests.store.making import KEY, small_plan

FLIP = "CAST(x'00' AS BLOB) || substr({0}, 2)"


def tamper(store, statement: str, *given: object) -> None:
    connection = connect(store.directory / FILE, KEY)
    assert connection.execute(statement, given).rowcount > 0
    connection.close()


def test_an_untouched_store_has_no_findings(store, plan):
    small_plan(store, 2)
    assert store.journal.verify() == ()
    assert store.journal.verify(plan.id) == ()


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ("body=CAST(replace(CAST(body AS TEXT), 'Leker', 'Leser') AS BLOB)", "leaf"),
        ("body=CAST('not json' AS BLOB)", "body"),
        ("header=CAST(replace(CAST(header AS TEXT), 'person-mona', 'person-moni') AS BLOB)", "leaf"),
        ("header=CAST('[]' AS BLOB)", "header"),
        ("salt=zeroblob(16)", "leaf"),
        ("leaf=zeroblob(32)", "leaf"),
        ("leaf=zeroblob(32)", "link"),
        ("hash=zeroblob(32)", "link"),
        ("at='2020-01-01T00:00:00.000000Z'", "link"),
        ("at='yesterday'", "link"),
        ("status='conflict'", "link"),
        ("status='fine'", "body"),
        ("kind='goal.unset'", "header"),
        ("event_id='other'", "header"),
        ("body=NULL, salt=NULL", "blank"),
        ("salt=NULL", "blank"),
        ("seq=40", "place"),
    ],
)
def test_a_changed_event_is_found_where_it_stands(store, plan, change, what):
    tamper(store, f"UPDATE entry SET {change} WHERE plan_id=? AND seq=4", plan.id)
    seq = 40 if what == "place" else 4
    assert Finding(ErrorKind.CHAIN_BROKEN, plan.id, seq, what) in store.journal.verify(plan.id)
    assert {finding.plan_id for finding in store.journal.verify()} == {plan.id}


def test_a_deleted_event_is_found(store, plan):
    tamper(store, "DELETE FROM entry WHERE plan_id=? AND seq=4", plan.id)
    parts = {finding.what for finding in store.journal.verify(plan.id)}
    assert {"place", "link", "count"} <= parts


def test_a_log_cut_at_its_end_differs_from_its_index(store, plan):
    tamper(store, "DELETE FROM entry WHERE plan_id=? AND seq=7", plan.id)
    assert {finding.what for finding in store.journal.verify()} == {"plan", "meeting"}


def test_a_log_that_is_gone_is_missed(store, plan):
    tamper(store, "DELETE FROM entry WHERE plan_id=?", plan.id)
    assert {finding.what for finding in store.journal.verify()} == {"plan", "activity", "meeting"}


@pytest.mark.parametrize(
    ("statement", "part"),
    [
        ("UPDATE \"plan\" SET name='Ola' WHERE plan_id=?", "plan"),
        ("UPDATE activity SET open=0 WHERE plan_id=?", "activity"),
        ("DELETE FROM activity WHERE plan_id=? AND due='2026-12-01'", "activity"),
        ("UPDATE meeting SET to_rate=9 WHERE plan_id=?", "meeting"),
    ],
)
def test_a_changed_list_row_is_found_and_made_right_by_a_rebuild(store, plan, statement, part):
    tamper(store, statement, plan.id)
    assert store.journal.verify() == (Finding(ErrorKind.INDEX_DIFFERS, plan.id, what=part),)
    store.journal.rebuild_index()
    assert store.journal.verify() == ()


def test_a_body_that_became_text_is_a_finding_and_no_crash(store, plan):
    with store._channel.writing() as connection:
        connection.execute("UPDATE entry SET body = CAST(body AS TEXT), leaf = 'x' WHERE seq = 2")
    assert "leaf" in {finding.what for finding in store.journal.verify()}
