"""The log of look-ups: only added, chained, and a changed row is found (S-06, S-07)."""

from __future__ import annotations

from datetime import UTC, datetime

from stafett_tui.store.opened import Store
from tests.store.making import KEY

AT = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)


def test_look_ups_are_kept_in_order_and_told_by_plan(tmp_path):
    store = Store.open(tmp_path, KEY, create=True)
    for plan_id in ("one", "two", "one"):
        store.audit.record(plan_id, "person-rask", "Fristen er over", AT)
    assert [(each.n, each.plan_id, each.at) for each in store.audit.lookups("one")] == [(1, "one", AT), (3, "one", AT)]
    assert store.audit.broken() == 0
    store.close()


def test_a_changed_look_up_is_found(tmp_path):
    store = Store.open(tmp_path, KEY, create=True)
    for reason in ("Først", "Så", "Sist"):
        store.audit.record("one", "person-rask", reason, AT)
    with store._channel.writing() as connection:
        connection.execute("UPDATE lookup SET reason='Noe annet' WHERE n=2")
    assert store.audit.broken() == 2
    with store._channel.writing() as connection:
        connection.execute("DELETE FROM lookup WHERE n=1")
    assert store.audit.broken() == 1
    store.close()
