"""A server that lacks most of a plan: nothing goes, it is told, and somebody says what counts (R39)."""

from __future__ import annotations

from stafett_tui.services.standing import Hindrance
from stafett_tui.sync.protocol import Head
from stafett_tui.sync.shelf import EmptiedError
from tests.support.office import open_plan


def test_r39_it_is_told_until_somebody_has_said_what_counts(office, way, together, monkeypatch):
    plan = open_plan(office.desk())
    together.login("https://plan.test", "ABCD-EFGH", "pc")
    way.heads = (Head(plan=plan, head=1, reset=True),)

    def lacking(*_told):
        if not office.store.settings.get(f"agreed:{plan}"):
            raise EmptiedError

    monkeypatch.setattr(type(office.store.shelf), "take", lambda _self, _plan, _answer: lacking())
    outcome = together.sync()
    standing = together.standing()
    assert (standing.emptied, standing.hindrance) == ((plan,), Hindrance.EMPTIED)
    assert standing.state.emptied == (plan,)
    assert standing.state.hindered == "emptied"
    assert [each.plan for each in outcome.problems] == [plan]
    together.retention.agree(plan)
    together.sync()
    assert (together.standing().emptied, together.standing().hindrance) == ((), None)
