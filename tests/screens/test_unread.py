"""What this program cannot read of a plan is counted in the head line and said in the plan (R38)."""

from __future__ import annotations

from stafett_tui.domain.event import Event, Status, Unknown
from stafett_tui.domain.policy import Policy
from tests.support.app import WIDE, make_office, press, running, screen_text, settle


def later_kind(office, plan_id):
    """Let the log hold something of a later version."""
    journal, now, ids = office.store.journal, office.clock.now(), office.desk().ids
    with journal.batch(plan_id, at=now, policy=Policy().fingerprint()) as batch:
        body = Unknown(was="later.thing", v=3, raw={"text": "?"})
        event = Event(ids(), plan_id, body, bytes(16), "p-klok", "d-9", 1, now, act=ids(), kind="later.thing")
        batch.add(event, Status.OK)
    return batch.changes


async def test_r38_what_cannot_be_read_is_counted_and_said(tmp_path):
    office, plan_id = make_office(tmp_path)
    async with running(office, size=WIDE) as pilot:
        await press(pilot, "down", "enter")
        await settle(pilot)
        assert "ikke lest" not in screen_text(pilot.app)
        pilot.app.changed.publish(later_kind(office, plan_id))
        await settle(pilot)
        shown = screen_text(pilot.app)
        assert "ikke lest (1)" in shown
        assert "1 ting i denne planen kan ikke leses av dette programmet." in shown
