"""Two versions as values, and choosing between them (I4)."""

from __future__ import annotations

import pytest

from stafett_tui.domain.activity import ActivityRevised, activities, activity
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.versions import two_versions
from tests.support.app import make_office
from tests.support.second import Second


@pytest.fixture
def both(tmp_path):
    """A deadline moved here, and moved offline elsewhere from the same value; the activity and the two laptops."""
    office, plan_id = make_office(tmp_path)
    other = Second(office, plan_id)
    thing = next(a.id for a in activities(other.plan) if a.what.startswith("Klok ser"))
    seen = other.seen(thing, "due")
    office.desk().activities.move(plan_id, thing, "2026-12-03", "Ferie.")
    late = other.late(ActivityRevised(thing=thing, field="due", value="2026-12-05", reason="Syk."), seen)
    return office.desk(), plan_id, thing, other, late, seen


def test_both_versions_say_who_when_and_why(both):
    _desk, _plan_id, thing, other, late, _ = both
    (found,) = two_versions(other.plan)
    assert (found.thing, found.kind, found.field, found.before) == (thing, "activity.planned", "due", "2026-11-06")
    assert (found.stands.value, found.stands.by, found.stands.reason) == ("2026-12-03", "p-stodig", "Ferie.")
    (other_version,) = found.late
    assert (other_version.value, other_version.by, other_version.reason) == ("2026-12-05", "p-klok", "Syk.")
    assert other_version.event == late


@pytest.mark.parametrize(("take", "due"), [(False, "2026-12-03"), (True, "2026-12-05")])
def test_choosing_settles_it_for_everybody(both, take, due):
    desk, plan_id, thing, other, late, _ = both
    (found,) = two_versions(other.plan)
    desk.conflicts.settle(plan_id, found, late if take else None)
    assert activity(other.plan, thing).due == due
    assert two_versions(other.plan) == ()
    with pytest.raises(StafettError) as error:
        desk.conflicts.settle(plan_id, found, None)
    assert error.value.kind is ErrorKind.TARGET_UNKNOWN


def test_i4_nobody_chooses_over_a_value_they_have_not_seen(both):
    desk, plan_id, thing, other, late, _ = both
    (found,) = two_versions(other.plan)
    other.write(ActivityRevised(thing=thing, field="due", value="2026-12-10", reason="Ny plan."))
    with pytest.raises(StafettError) as error:
        desk.conflicts.settle(plan_id, found, late)
    assert error.value.kind is ErrorKind.MOVED_ON
    assert activity(other.plan, thing).due == "2026-12-10"


def test_the_last_word_of_each_counts_and_all_of_it_is_settled_at_once(both):
    desk, plan_id, thing, other, late, seen = both
    other.late(ActivityRevised(thing=thing, field="due", value="2026-12-07", reason="Syk."), late)
    third = Second(other.office, plan_id, "p-stodig", "phone")
    third.late(ActivityRevised(thing=thing, field="due", value="2026-12-09", reason="Tur."), seen)
    (found,) = two_versions(other.plan)
    assert [v.value for v in found.late] == ["2026-12-07", "2026-12-09"]
    desk.conflicts.settle(plan_id, found, found.late[1].event)
    assert activity(other.plan, thing).due == "2026-12-09"
    assert other.plan.conflicts == ()


def test_the_same_value_twice_is_nothing_to_choose(both):
    desk, plan_id, thing, other, _late, _ = both
    desk.activities.move(plan_id, thing, "2026-12-05", "Det passer bedre.")
    assert two_versions(other.plan) == ()


def test_what_was_struck_is_nothing_to_choose(tmp_path):
    office, plan_id = make_office(tmp_path)
    desk, other = office.desk(), Second(office, plan_id, "p-stodig")
    made = desk.activities.plan(plan_id, "Ny", responsible="p-klok", due="2026-11-20").ids[0]
    desk.activities.revise(plan_id, made, "what", "Nytt")
    other.late(ActivityRevised(thing=made, field="what", value="Nyere"), made)
    assert two_versions(other.plan)
    desk.undo.undo(plan_id)
    (found,) = two_versions(other.plan)
    assert (found.stands.value, found.before) == ("Ny", "Ny")
    desk.undo.undo(plan_id)
    assert two_versions(other.plan) == ()
