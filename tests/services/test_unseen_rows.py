"""What a reader's own view of a plan hides stands in no list of theirs either (C-11, D-12, K-04)."""

from __future__ import annotations

from datetime import datetime

import pytest

from stafett_tui.domain.activity import ActivityPlanned
from stafett_tui.domain.consent import Occasion
from stafett_tui.domain.lifecycle import EndReason, PlanStatus, status
from stafett_tui.domain.meeting import MeetingCalled
from stafett_tui.domain.people import Role
from stafett_tui.domain.protection import AddressProtection
from stafett_tui.domain.sections import Section
from stafett_tui.services.consents import Giving
from stafett_tui.services.desk import Desk
from stafett_tui.services.front import Front
from stafett_tui.services.newplan import NewPerson
from stafett_tui.services.person import Me
from stafett_tui.store.migrations import STALE
from stafett_tui.store.opened import Store
from tests.support.office import HOLDER, KEY, NOON, desk_of, open_office, open_plan

KLOK, LUN = Me("p-klok", "Klok Ugle", "PPT", "rådgiver", "nb"), Me("p-lun", "Lun Vott", "SFO", "", "nb")
VARM, BLID = Me("p-varm", "Varm Kaffekopp", "", "", "nb"), Me("p-blid", "Blid Sykkel", "", "", "nb")
EVERYBODY = (HOLDER, KLOK, LUN, VARM, BLID)
HERS, OURS, FAMILYS, NOBODYS = "PPT ser på leken", "Bilder på tavla", "Leser hjemme", "Ringer tannlegen"


class Home:
    """A plan of four activities and a meeting today, and what each person's lists hold of it."""

    def __init__(self, directory):
        self.office = open_office(directory)
        self.desk = desk_of(self.office)
        self.plan_id = open_plan(self.desk)
        self.desk.consents.give(self.plan_id, ("p-varm", "p-blid"), ("SFO",), given_on=NOON.date())
        self.desk.plans.add_participant(self.plan_id, NewPerson("Lun Vott", Role.PROVIDER, "", "SFO", id="p-lun"))
        for what, who, due in ((HERS, "p-klok", "2026-11-01"), (OURS, "p-stodig", "2026-11-02"),
                               (FAMILYS, "p-varm", "2026-11-20"), (NOBODYS, None, "2026-11-21")):  # fmt: skip
            self.desk.activities.plan(self.plan_id, what, responsible=who, due=due)
        self.desk.meetings.call(self.plan_id, datetime(2026, 11, 16, 14), datetime(2026, 11, 16, 15), place="Bjørka")

    def of(self, me):
        return Desk(self.office.store, self.office.clock, me, f"{me.person}-laptop")

    def front(self, me):
        return Front(self.office.store.reader, self.office.store.drafts, self.office.clock, me.person)

    def listed(self, me):
        """Every activity that a list of this person holds; all lists agree."""
        desk, front = self.of(me), self.front(me)
        ids = desk.deadlines.ids()
        rows = desk.deadlines.rows(ids)
        assert [row.activity_id for row in rows] == list(ids) == list(front.deadline_ids())
        assert front.deadline_rows(self.desk.deadlines.ids()) == rows
        assert desk.deadlines.counts().all == len(ids) == front.home().open_count
        assert desk.deadlines.counts().overdue == len(desk.deadlines.ids(overdue=True)) == front.home().overdue_count
        assert {row.activity_id for row in front.home().overdue} <= set(ids)
        return {row.what for row in rows}

    def agrees_with_view(self):
        """Tell that no list of anybody in the plan holds what their own view hides."""
        for me in EVERYBODY:
            seen = self.of(me).plans.get(self.plan_id)
            assert self.listed(me) <= {f.body.what for f in seen.of(ActivityPlanned)}, me.person
            today = {row.meeting_id for row in self.front(me).home().meetings}
            assert today <= {f.id for f in seen.of(MeetingCalled)}, me.person
        return True


@pytest.fixture
def home(tmp_path):
    made = Home(tmp_path)
    yield made
    assert made.office.store.verify() == ()
    made.office.store.close()


def test_where_nothing_is_hidden_the_lists_hold_everything(home):
    assert {me.person: len(home.listed(me)) for me in EVERYBODY} == dict.fromkeys((m.person for m in EVERYBODY), 4)
    assert home.agrees_with_view()


def test_d12_what_a_hidden_service_does_is_in_no_list_of_the_chosen_readers(home):
    home.desk.people.hide_service(home.plan_id, "PPT", ("p-lun", "p-blid"))
    assert home.listed(LUN) == home.listed(BLID) == {OURS, FAMILYS, NOBODYS}
    assert home.listed(KLOK) == home.listed(HOLDER) == {HERS, OURS, FAMILYS, NOBODYS}
    (row,) = home.of(LUN).plans.rows()
    assert (row.open_activities, row.overdue) == (3, 1)
    assert home.agrees_with_view()
    home.desk.people.hide_service(home.plan_id, "PPT", ())
    assert len(home.listed(LUN)) == 4


def test_c11_what_the_family_did_not_let_be_shown_again_is_in_no_list(home):
    desk, plan_id = home.desk, home.plan_id
    desk.life.close(plan_id, EndReason.FAMILY_ENDS_IT)
    how = Giving(occasion=Occasion.REOPENING)
    services = ("Tøyestubben barnehage", "PPT", "SFO")
    given = desk.consents.give(plan_id, ("p-varm", "p-blid"), services, given_on=NOON.date(), how=how)
    desk.life.reopen(plan_id, given.ids[0], (Section.ABOUT_ME,))
    assert status(desk.plans.get(plan_id)) is PlanStatus.ACTIVE
    assert home.listed(HOLDER) == home.listed(KLOK) == set()
    desk.activities.plan(plan_id, "Ny start", responsible="p-klok", due="2026-12-01")
    desk.meetings.call(plan_id, datetime(2026, 11, 17, 9), datetime(2026, 11, 17, 10))
    assert home.listed(HOLDER) == home.listed(KLOK) == {"Ny start"}
    assert home.front(HOLDER).home().meetings == ()
    (row,) = home.front(HOLDER).home().plans
    assert (row.open_activities, row.overdue, row.next_meeting) == (1, 0, "2026-11-17T09:00")
    assert home.agrees_with_view()


def test_k04_no_list_of_a_guardian_holds_anything_of_the_plan_while_the_other_is_protected(home):
    home.desk.people.protect(home.plan_id, "p-varm", AddressProtection.CONFIDENTIAL)
    assert home.listed(BLID) == set()
    shown = home.front(BLID).home()
    assert (shown.meetings, shown.overdue, shown.plan_count, shown.open_count) == ((), (), 1, 0)
    assert home.of(BLID).plans.find("1") == home.plan_id
    (row,) = home.of(BLID).plans.rows()
    assert (row.next_meeting, row.open_activities, row.overdue) == (None, 0, 0)
    assert len(home.listed(VARM)) == len(home.listed(KLOK)) == 4
    assert home.agrees_with_view()
    home.desk.people.leave(home.plan_id, "p-varm")
    assert home.listed(BLID) == set()


def test_i10_lists_of_an_earlier_program_are_made_anew_at_the_next_opening(tmp_path):
    home = Home(tmp_path)
    home.desk.people.hide_service(home.plan_id, "PPT", ("p-lun",))
    store = home.office.store
    with store._channel.writing() as connection:
        connection.execute("DELETE FROM unseen")
    assert [finding.what for finding in store.verify()] == ["unseen"]
    assert HERS in home.listed(LUN)
    store.settings.set(STALE, "old")
    store.close()
    again = Store.open(store.directory, KEY)
    assert (again.verify(), again.settings.get(STALE)) == ((), "")
    again.close()


def test_i7_an_earlier_state_shows_nothing_that_is_hidden_from_the_reader_now(home):
    before = home.desk.plans.get(home.plan_id).seq
    home.desk.people.hide_service(home.plan_id, "PPT", ("p-lun",))
    told = {me.person: home.of(me).plans.at(home.plan_id, seq=before) for me in (HOLDER, KLOK, LUN)}
    shown = {person: {f.body.what for f in plan.of(ActivityPlanned)} for person, plan in told.items()}
    assert shown["p-stodig"] == shown["p-klok"] == {HERS, OURS, FAMILYS, NOBODYS}
    assert shown["p-lun"] == {OURS, FAMILYS, NOBODYS}
    assert "PPT" not in repr(told["p-lun"]) + repr(home.of(LUN).plans.entries(home.plan_id))
    assert told["p-lun"].seq == told["p-stodig"].seq == before
    joined = next(
        e.seq for e in home.desk.plans.entries(home.plan_id) if getattr(e.event.body, "person", "") == "p-lun"
    )
    assert home.of(LUN).plans.at(home.plan_id, seq=joined - 1).seq == joined - 1
