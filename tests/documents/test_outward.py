"""K-03: what leaves the plan of somebody whose address is strictly confidential says no place."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from stafett_tui.documents.json import plan_state
from stafett_tui.documents.markdown import plan_markdown
from stafett_tui.documents.minutes import minutes_markdown
from stafett_tui.documents.outward import place_words
from stafett_tui.domain.changes import Changes
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.lock import meetings
from stafett_tui.domain.people import Role
from stafett_tui.domain.protection import AddressProtection
from stafett_tui.i18n.texts import texts
from stafett_tui.services.desk import Desk
from stafett_tui.services.lookups import ALERT
from tests.services.test_lookups import RASK
from tests.support.office import HOLDER, desk_of, open_office, open_plan

STRICT = AddressProtection.STRICTLY_CONFIDENTIAL


@pytest.fixture
def desk(tmp_path):
    office = open_office(tmp_path)
    yield desk_of(office)
    office.close()


@pytest.fixture
def plan_id(desk):
    """A plan with places in every corner, written before anybody knew that the address is protected."""
    made = open_plan(desk)
    met = desk.meetings.call(made, datetime(2026, 11, 20, 13), datetime(2026, 11, 20, 13, 45), place="Rom 2, Bakketun")
    assert met.ids
    desk.activities.plan(made, "Møte i Rom 2, Bakketun og på PPTs eller Tøyestubben barnehages uteplass")
    return made


def pages(desk, plan_id, plan):
    t = texts("nb")
    yield plan_markdown(plan, t)
    yield from (minutes_markdown(plan, m, t) for m in meetings(plan))
    yield str(plan_state(plan, desk.policy, desk.clock.today()))


def test_k03_an_export_of_a_strictly_confidential_plan_says_no_place_and_no_service(desk, plan_id):
    words = place_words(desk.plans.get(plan_id))
    assert set(words) == {"Rom 2, Bakketun", "Tøyestubben barnehage", "PPT"}
    before = "\n".join(pages(desk, plan_id, desk.plans.outward(plan_id)(desk.plans.get(plan_id))))
    assert all(word in before for word in words)
    assert isinstance(desk.people.protect(plan_id, "p-munter", STRICT)[0], Changes)
    seen = desk.plans.outward(plan_id)(desk.plans.get(plan_id))
    after = "\n".join(pages(desk, plan_id, seen))
    assert not [word for word in words if word.casefold() in after.casefold()]
    assert "… uteplass" in after
    assert "Klok Ugle" in after
    assert desk.plans.get(plan_id).facts != seen.facts


def test_k03_the_protection_of_a_guardian_alone_changes_no_export_of_the_holder(desk, plan_id):
    desk.people.protect(plan_id, "p-varm", STRICT)
    plan = desk.plans.get(plan_id)
    assert desk.plans.outward(plan_id)(plan) is plan


def test_words_are_left_out_whole_and_the_longest_first():
    from stafett_tui.documents.outward import _left_out, _pattern

    pattern = _pattern(("Bakketun barnehage", "Bakketun", "Rom (2)"))
    told = {"a": "bakketun barnehages tun, Bakketunet, Rom (2)!", "b": ["Bakketun", {"c": "x Bakketun"}], "d": 4}
    assert _left_out(pattern, told) == {"a": "… tun, Bakketunet, …!", "b": ["…", {"c": "x …"}], "d": 4}


def test_k03_every_look_up_of_a_strictly_confidential_plan_tells_the_coordinator(desk, plan_id, tmp_path):
    store = desk.plans._store
    rask = Desk(store, desk.clock, RASK, "other", offices=frozenset({Role.COORDINATOR}))
    desk.plans.get(plan_id, view="plan")
    assert rask.lookups.alerts() == ()
    desk.people.protect(plan_id, "p-munter", STRICT)
    desk.plans.get(plan_id, view="board")
    desk.plans.get(plan_id, view="meeting")
    desk.clock.at += timedelta(minutes=20)
    desk.plans.get(plan_id, view="plan")
    told = rask.lookups.alerts()
    assert [(each.plan_id, each.person, each.view) for each in told] == [(plan_id, HOLDER.person, ALERT)] * 2
    assert rask.lookups.alerts(desk.clock.now()) == told[1:]
    with pytest.raises(StafettError) as caught:
        desk.lookups.alerts()
    assert caught.value.kind is ErrorKind.NOT_ALLOWED
    assert store.audit.broken() == 0
