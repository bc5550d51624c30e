"""Lists over many plans: right rows in the right order, initials only, and no whole-table reads (G8, S-09)."""

from __future__ import annotations

import pytest

from stafett_tui.domain.activity import ActivityEnded, ActivityPlanned, Ending
from stafett_tui.domain.meeting import MeetingCalled, MeetingTurned, Turn
from stafett_tui.domain.people import Owner
from stafett_tui.domain.person import OpenersNamed, ProtectionNoted
from stafett_tui.domain.protection import AddressProtection
from stafett_tui.store.reader import DeadlineLine
from tests.store.making import HOLDER, MOTHER, Writer, fresh_id, opened, small_plan, wall

TODAY = "2026-11-16"
STRICT = AddressProtection.STRICTLY_CONFIDENTIAL


@pytest.fixture
def three(store):
    plans = [small_plan(store, n) for n in (1, 2)]
    plans.append(small_plan(store, 3, owner="Sara Berg Lie", holder="person-berit"))
    return plans


def test_home_shows_my_plans_and_what_of_them_is_late(store, three):
    home = store.reader.home(TODAY, HOLDER)
    assert [(p.number, p.name, p.initials, p.open_activities, p.overdue) for p in home.plans] == [
        (1, "Ole Sandvær", "O.S.", 2, 1),
        (2, "Ole Sandvær", "O.S.", 2, 1),
    ]
    assert [(d.number, d.what, d.due) for d in home.overdue] == [
        (1, "Lekegruppe tirsdager", "2026-11-01"),
        (2, "Lekegruppe tirsdager", "2026-11-01"),
    ]
    assert (home.plan_count, home.open_count, home.overdue_count) == (3, 6, 3)


def test_a_plan_where_i_answer_for_something_is_mine_too_after_those_i_hold(store, three):
    three[2].writer.write(ActivityPlanned(what="Ring far", responsible=HOLDER, due="2026-12-01"))
    assert [p.number for p in store.reader.home(TODAY, HOLDER).plans] == [1, 2, 3]
    assert [p.number for p in store.reader.home(TODAY, "person-berit").plans] == [3]
    assert store.reader.home(TODAY, "nobody").plans == ()


def test_home_shows_todays_meetings_and_every_running_one(store, three):
    one = three[0]
    (later,) = one.writer.write(MeetingCalled(time=wall(2026, 11, 17, 9)))
    (early,) = three[1].writer.write(MeetingCalled(time=wall(2026, 11, 16, 8)))
    (old,) = three[2].writer.write(MeetingCalled(time=wall(2026, 10, 1, 8)))
    three[2].writer.write(MeetingTurned(meeting=old, turn=Turn.STARTED))
    three[2].writer.write(MeetingTurned(meeting=three[2].meeting, turn=Turn.CANCELLED))
    meetings = store.reader.home(TODAY, HOLDER).meetings
    assert [(m.meeting_id, m.number, m.starts, m.state) for m in meetings] == [
        (old, 3, "2026-10-01T08:00", "running"),
        (early, 2, "2026-11-16T08:00", "called"),
        (one.meeting, 1, "2026-11-16T13:00", "called"),
        (three[1].meeting, 2, "2026-11-16T13:00", "called"),
    ]
    assert later not in {m.meeting_id for m in meetings}
    assert meetings[-1].place == "Møterom 2"


def test_a_running_meeting_of_today_is_shown_once(store, plan):
    plan.writer.write(MeetingTurned(meeting=plan.meeting, turn=Turn.STARTED))
    (meeting,) = store.reader.home(TODAY, HOLDER).meetings
    assert (meeting.state, meeting.to_rate) == ("running", 2)


def test_deadlines_come_by_date_and_can_be_narrowed(store, three):
    reader = store.reader
    late = [p.late for p in three]
    later = [p.later for p in three]
    assert list(reader.deadline_ids(TODAY)) == sorted(late) + sorted(later)
    assert list(reader.deadline_ids(TODAY, limit=2)) == sorted(late)[:2]
    assert set(reader.deadline_ids(TODAY, overdue=True)) == set(late)
    assert set(reader.deadline_ids(TODAY, within=15)) == {*late, *later}
    assert set(reader.deadline_ids(TODAY, within=14)) == set(late)
    assert list(reader.deadline_ids(TODAY, responsible="person-berit")) == [three[2].late]
    assert set(reader.deadline_ids(TODAY, responsible="")) == set(later)
    assert reader.deadline_ids(TODAY, overdue=True, responsible="") == ()


def test_counts_are_those_of_the_ids(store, three):
    for narrowed in ({}, {"overdue": True}, {"within": 14}, {"responsible": ""}, {"responsible": HOLDER}):
        assert store.reader.deadline_count(TODAY, **narrowed) == len(store.reader.deadline_ids(TODAY, **narrowed))


def test_what_has_ended_or_has_no_date_is_no_deadline(store, plan):
    plan.writer.write(ActivityEnded(activity=plan.late, how=Ending.DONE))
    plan.writer.write(ActivityPlanned(what="Uten dato", responsible=MOTHER))
    assert store.reader.deadline_ids(TODAY) == (plan.later,)


def test_s09_rows_come_in_the_order_asked_and_name_nobody(store, three):
    ids = (three[2].late, "gone", three[0].later, three[0].late)
    rows = store.reader.deadline_rows(ids)
    assert [row.activity_id for row in rows] == [three[2].late, three[0].later, three[0].late]
    assert (rows[0].initials, rows[0].number, rows[0].plan_holder) == ("S.B.L.", 3, "person-berit")
    assert not {"name", "owner", "holder_name"} & set(DeadlineLine._fields)
    assert rows[0].at_next_meeting is False
    assert all("Sara" not in str(row) for row in rows)


def test_all_plans_by_number(store, three):
    assert [(p.number, p.overdue) for p in store.reader.plan_rows(TODAY)] == [(1, 1), (2, 1), (3, 1)]
    assert [p.overdue for p in store.reader.plan_rows()] == [0, 0, 0]


@pytest.mark.parametrize(
    ("narrowed", "index"),
    [("", "due"), ("AND due < '2026'", "due"), ("AND responsible = 'x'", "responsible")],
)
def test_ids_come_from_an_index_alone_already_in_order(store, narrowed, index):
    query = f"SELECT activity_id FROM activity WHERE open = 1 AND due IS NOT NULL {narrowed} ORDER BY due, activity_id"
    with store._channel.reading() as connection:
        plan = " ".join(str(row[3]) for row in connection.execute(f"EXPLAIN QUERY PLAN {query}"))
    assert f"COVERING INDEX activity_{index}" in plan
    assert "TEMP B-TREE" not in plan


def test_k03_a_strictly_confidential_plan_is_in_no_list_of_others_and_says_no_place_to_those_named(store, three):
    one = three[0]
    log = Writer(store, "person:owner-1")
    log.write(OpenersNamed(persons=("person-lege",)), ProtectionNoted(protection=STRICT))
    reader = store.reader
    for stranger in ("", HOLDER, "person-berit"):
        assert [p.number for p in reader.plan_rows(TODAY, stranger)] == [2, 3]
        home = reader.home(TODAY, stranger)
        assert one.id not in {row.plan_id for row in (*home.plans, *home.meetings, *home.overdue)}
        assert (home.plan_count, home.open_count, home.overdue_count) == (2, 4, 2)
        assert not {one.late, one.later} & set(reader.deadline_ids(TODAY, person=stranger))
        assert reader.deadline_count(TODAY, person=stranger) == 4
        assert reader.deadline_rows((one.late, one.later), stranger) == ()
    assert [p.name for p in reader.plan_rows(TODAY, "person-lege")] == ["O.S.", "Ole Sandvær", "Sara Berg Lie"]
    assert reader.deadline_count(TODAY, person="person-lege") == 6
    rows = reader.deadline_rows((one.late, one.later), "person-lege")
    assert [(row.number, row.what, row.responsible_name, row.service) for row in rows] == [(1, "…", "…", "")] * 2
    assert [m.place for m in reader.home(TODAY, "person-lege").meetings if m.number == 1] == [""]
    assert reader.any_plan()


def test_k03_only_the_plans_of_the_protected_one_leave_the_lists(store, three):
    small_plan(store, 4)
    plan = Writer(store, fresh_id())
    plan.write(opened(5, owner="Rask Elv").model_copy(update={"owner": Owner(id="p-rask", name="Rask Elv")}))
    Writer(store, "person:p-rask").write(OpenersNamed(persons=()), ProtectionNoted(protection=STRICT))
    assert [p.number for p in store.reader.plan_rows(TODAY, HOLDER)] == [1, 2, 3, 4]
    Writer(store, "person:p-rask", "other").write(ProtectionNoted(protection=AddressProtection.NONE))
    assert [p.number for p in store.reader.plan_rows(TODAY, HOLDER)] == [1, 2, 3, 4, 5]
    assert store.verify() == ()


def test_k03_whom_lists_leave_out_is_made_anew_from_the_logs_and_verified(store, three):
    Writer(store, "person:owner-1").write(OpenersNamed(persons=(HOLDER,)), ProtectionNoted(protection=STRICT))
    with store._channel.writing() as connection:
        connection.execute("DELETE FROM opener")
    assert [(f.plan_id, f.what) for f in store.verify()] == [("person:owner-1", "opener")]
    store.journal.rebuild_index()
    assert store.verify() == ()
    with store._channel.writing() as connection:
        connection.execute("INSERT INTO opener VALUES ('p-ingen/', 'p-ingen', '')")
    assert [(f.plan_id, f.what) for f in store.verify()] == [("person:p-ingen", "opener")]
