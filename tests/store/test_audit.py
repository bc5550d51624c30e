"""The log of look-ups: only added, chained, and a changed row is found (S-06, S-07)."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from stafett_tui.domain.errors import StafettError
from stafett_tui.store.audit import Audit, Viewing
from stafett_tui.store.engine import FILE, Channel, connect
from stafett_tui.store.opened import Store
from tests.store.making import KEY, START, decrypted

AT = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
MONA = Viewing("one", "person-mona", "Mona Hagebråten", "holder", "Barnehagen", "plan", "laptop")


def view(plan_id: str = "one", reason: str = "Fristen er over") -> Viewing:
    return Viewing(plan_id, "person-rask", "Rask Elv", "coordinator", "Barn og unge", "reason", "laptop", reason)


def test_s06_an_entry_says_who_as_whom_from_where_how_when_and_why(store):
    store.audit.record(view(), AT)
    (found,) = store.audit.lookups("one")
    assert found[:-3] == (
        1, AT, "person-rask", "one", "Fristen er over", "Rask Elv", "coordinator", "Barn og unge", "reason", "laptop",
    )  # fmt: skip


def test_look_ups_are_kept_in_order_and_told_by_plan(store):
    for plan_id in ("one", "two", "one"):
        store.audit.record(view(plan_id), AT)
    assert [(each.n, each.plan_id, each.at) for each in store.audit.lookups("one")] == [(1, "one", AT), (3, "one", AT)]
    assert store.audit.broken() == 0


def test_the_same_view_within_ten_minutes_is_one_entry_and_after_them_another(store):
    noted = [store.audit.note(MONA, AT + minutes * MINUTE) for minutes in (0, 1, 10, 11, 21, 22)]
    assert noted == [True, False, False, True, False, True]


def test_another_person_view_plan_or_device_is_another_entry(store):
    others = ({"person": "person-rask"}, {"view": "board"}, {"plan_id": "two"}, {"device": "tablet"})
    assert all(store.audit.note(each, AT) for each in (MONA, *(MONA._replace(**other) for other in others)))


def test_ten_minutes_are_counted_across_a_restart(store):
    store.audit.note(MONA, AT)
    again = Audit(store._channel)
    assert not again.note(MONA, AT + 9 * MINUTE)
    assert again.note(MONA, AT + 11 * MINUTE)


def test_a_clock_that_was_set_back_hides_no_look_up(store):
    store.audit.note(MONA, AT)
    assert store.audit.note(MONA, AT - 9 * MINUTE)
    assert Audit(store._channel).note(MONA, AT - 20 * MINUTE)


def test_a_reason_is_never_left_out(store):
    for _ in range(2):
        store.audit.record(view(), AT)
    assert len(store.audit.lookups("one")) == 2


def test_a_look_up_that_was_not_written_is_not_taken_for_noted(store):
    with store._channel.writing() as connection:
        connection.execute("ALTER TABLE lookup RENAME TO away")
    with pytest.raises(Exception, match="no such table"):
        store.audit.note(MONA, AT)
    with store._channel.writing() as connection:
        connection.execute("ALTER TABLE away RENAME TO lookup")
    assert store.audit.note(MONA, AT)


@pytest.mark.parametrize(
    "change",
    ["reason='Noe annet'", "person='x'", "name='x'", "role='x'", "unit='x'", "view='x'", "device='x'", "at='2026-11-17'",
     "plan_id='two'", "name='', role='', unit='', view='', device=''", "hash=x'00'"],
)  # fmt: skip
def test_s07_a_changed_look_up_is_found(store, change):
    for reason in ("Først", "Så", "Sist"):
        store.audit.record(view(reason=reason), AT)
    with store._channel.writing() as connection:
        connection.execute(f"UPDATE lookup SET {change} WHERE n=2")
    assert store.audit.broken() == 2


def test_s07_a_look_up_that_is_gone_is_found(store):
    for _ in range(3):
        store.audit.record(view(), AT)
    with store._channel.writing() as connection:
        connection.execute("DELETE FROM lookup WHERE n=1")
    assert store.audit.broken() == 1


def test_look_ups_of_the_second_schema_keep_their_hashes_and_the_chain_goes_on(tmp_path):
    channel = Channel(connect(tmp_path / FILE, KEY, create=True))
    with channel.reading() as connection:
        connection.executescript((Path(__file__).parent / "old" / "0002.sql").read_text(encoding="utf-8"))
        before = bytes(32)
        for n, reason in ((1, "Klage"), (2, "Frist\nover")):
            row = (n, "2026-11-16T12:00:00.000000+00:00", "person-rask", "one", reason)
            before = hashlib.sha256(before + "\n".join(map(str, row)).encode()).digest()
            connection.execute("INSERT INTO lookup VALUES (?, ?, ?, ?, ?, ?)", (*row, before))
    channel.close()
    store = Store.open(tmp_path, KEY)
    assert store.audit.broken() == 0
    assert [(each.reason, each.view) for each in store.audit.lookups("one")] == [("Klage", ""), ("Frist\nover", "")]
    store.audit.note(MONA, AT)
    assert store.audit.broken() == 0
    with store._channel.writing() as connection:
        connection.execute("UPDATE lookup SET name='Rask Elv' WHERE n=1")
    assert store.audit.broken() == 1
    store.close()


def test_a_look_up_on_a_full_disk_is_told(store, monkeypatch):
    def full(*_args, **_given):
        raise StafettError("disk_full")

    monkeypatch.setattr(Audit, "_add", full)
    with pytest.raises(StafettError):
        store.audit.note(MONA, AT)


def test_d06_the_reasons_go_with_an_erased_plan_and_the_chain_stays_whole(store, plan):
    store.audit.record(Viewing(plan.id, "rask", reason="Krukkeskår hos familien"), START)
    store.audit.record(Viewing("another", "rask", reason="Sommerfugl"), START)
    assert store.audit.broken() == 0
    store.journal.erase_plan(plan.id)
    (left,) = store.audit.lookups(plan.id)
    assert (left.person, left.reason, left.salt) == ("rask", "", "")
    assert [each.reason for each in store.audit.lookups("another")] == ["Sommerfugl"]
    assert store.audit.broken() == 0
    store.close()
    assert "Krukkeskår".encode() not in decrypted(store.directory)


def test_s07_a_reason_that_is_taken_out_or_changed_by_hand_is_found(store, plan):
    store.audit.record(Viewing(plan.id, "rask", reason="Frist"), START)
    for change in ("reason='Noe annet'", "reason='', salt=''"):
        with store._channel.writing() as connection:
            connection.execute(f"UPDATE lookup SET {change}")
        assert store.audit.broken() == 1
