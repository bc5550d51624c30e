"""Opening plans, finding them, reading them as they stood, consent, deadlines and undo between meetings."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from stafett_tui.domain.activity import activities
from stafett_tui.domain.concern import AboutMeWritten, ConcernWritten, Side, Trait
from stafett_tui.domain.consent import ConsentForm, ConsentGiven, ConsentStatus, service_consents
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.goal import Arena, goals
from stafett_tui.domain.people import PlanKind, Role, holder_id, participants
from stafett_tui.services.clock import Clock, RunningClock, SetClock, oslo, to_wall
from stafett_tui.services.desk import Desk
from stafett_tui.services.opening import Office
from stafett_tui.services.person import Me
from stafett_tui.services.plans import NewPerson, NewPlan
from stafett_tui.services.writing import clock_jump
from tests.support.office import NOON, desk_of, open_office, open_plan


@pytest.fixture
def office(tmp_path: Path):
    """Give an open office over a real store."""
    made = open_office(tmp_path)
    yield made
    made.close()


def test_a_plan_opens_with_its_people_and_consent_in_one_act(office: Office) -> None:
    desk = desk_of(office)
    plan = desk.plans.get(open_plan(desk))
    assert [p.name for p in participants(plan)] == ["Stødig Gran", "Varm Kaffekopp", "Blid Sykkel", "Klok Ugle"]
    assert holder_id(plan) == "p-stodig"
    assert plan.of(ConsentGiven)[0].body.valid_through == date(2028, 9, 22)
    assert len({f.act for f in plan.facts.values() if f.body.KIND != "goal.set"}) == 1


def test_a_plan_without_consent_takes_nothing_but_its_start(office: Office) -> None:
    desk = desk_of(office)
    guardian = NewPerson("Varm Kaffekopp", Role.GUARDIAN, id="p-varm")
    plan_id = desk.plans.open(NewPlan("Munter Linerle", None, PlanKind.SCHOOL, "nb", (guardian,))).plan_id
    with pytest.raises(StafettError) as refused:
        desk.plans.set_goal(plan_id, Arena.SCHOOL, "Et mål")
    assert refused.value.kind is ErrorKind.NO_CONSENT
    assert desk.plans.rows()[0].status == "draft"
    desk.consents.give(plan_id, ("p-varm",), ("Tøyestubben barnehage",), given_on=date(2026, 11, 16))
    desk.plans.set_goal(plan_id, Arena.SCHOOL, "Et mål")
    assert desk.plans.rows()[0].status == "active"


def test_a_participant_of_an_uncovered_service_waits_for_wider_consent(office: Office) -> None:
    desk = desk_of(office)
    plan_id = open_plan(desk)
    lun = NewPerson("Lun Ulltrøye", Role.PROVIDER, "helsesykepleier", "Helsestasjonen")
    with pytest.raises(StafettError) as refused:
        desk.plans.add_participant(plan_id, lun)
    assert refused.value.kind is ErrorKind.SERVICE_NOT_COVERED
    desk.consents.give(plan_id, ("p-varm", "p-blid"), ("Helsestasjonen",), given_on=date(2026, 11, 16),
                       form=ConsentForm.ORAL)  # fmt: skip
    desk.plans.add_participant(plan_id, lun)
    rows = service_consents(desk.plans.get(plan_id), (), date(2026, 11, 16))
    assert {r.service: r.status for r in rows}["Helsestasjonen"] is ConsentStatus.VALID


def test_a_plan_is_found_by_id_its_first_six_signs_or_its_number(office: Office) -> None:
    desk = desk_of(office)
    plan_id = open_plan(desk)
    number = desk.plans.rows()[0].number
    assert {desk.plans.find(t) for t in (plan_id, plan_id[:6], str(number), f" {number} ")} == {plan_id}
    for unknown in ("nope", plan_id[:5], ""):
        with pytest.raises(StafettError) as refused:
            desk.plans.find(unknown)
        assert refused.value.kind is ErrorKind.PLAN_UNKNOWN


def test_two_plans_with_the_same_first_signs_ask_for_more(office: Office) -> None:
    desk = desk_of(office)
    for plan_id in ("aaaaaa-1", "aaaaaa-2"):
        desk.plans.open(NewPlan("Munter Linerle", None, PlanKind.SCHOOL, "nb", plan_id=plan_id))
    with pytest.raises(StafettError) as refused:
        desk.plans.find("aaaaaa")
    assert refused.value.kind is ErrorKind.PLAN_AMBIGUOUS


def test_a_plan_is_read_as_it_stood_at_an_event_and_at_the_end_of_a_day(office: Office) -> None:
    desk = desk_of(office)
    plan_id = open_plan(desk)
    before = desk.plans.get(plan_id)
    assert isinstance(office.clock, SetClock)
    office.clock.at += timedelta(days=1)
    desk.plans.reword_goal(plan_id, goals(before)[0].id, "Et annet mål")
    assert desk.plans.at(plan_id, seq=before.seq) == before
    assert desk.plans.at(plan_id, on=date(2026, 11, 16)) == before
    assert goals(desk.plans.at(plan_id))[0].text == "Et annet mål"


def test_a_stranger_may_not_read_and_a_wrong_id_is_unknown(tmp_path: Path) -> None:
    office = open_office(tmp_path)
    plan_id = open_plan(desk_of(office))
    stranger = desk_of(office, Me("p-fremmed", "Fremmed Fugl", "SFO", "", "nb"))
    with pytest.raises(StafettError) as refused:
        stranger.plans.get(plan_id)
    assert refused.value.kind is ErrorKind.NOT_ALLOWED
    assert stranger.plans.rows() == ()
    with pytest.raises(StafettError) as missing:
        stranger.plans.get("none")
    assert missing.value.kind is ErrorKind.PLAN_UNKNOWN
    office.close()


def test_concern_and_about_me_are_written_and_worded_anew(office: Office) -> None:
    desk = desk_of(office)
    plan_id = open_plan(desk)
    desk.plans.write_concern(plan_id, "Mamma og Stødig", "Overganger er vanskelige.")
    desk.plans.write_concern(plan_id, "Mamma og Stødig", "Det er vanskelig å gå fra lek til mat.")
    desk.plans.write_about_me(plan_id, Side.SOCIAL, Trait.STRENGTH, "Du trøster andre barn.")
    plan = desk.plans.get(plan_id)
    desk.plans.reword_about_me(plan_id, plan.of(AboutMeWritten)[0].id, "Du trøster andre.")
    plan = desk.plans.get(plan_id)
    assert [f.body.text for f in plan.of(ConcernWritten)] == ["Det er vanskelig å gå fra lek til mat."]
    assert plan.of(AboutMeWritten)[0].body.text == "Du trøster andre."


def test_undo_and_redo_go_through_the_store_and_survive_a_new_start(tmp_path: Path) -> None:
    office = open_office(tmp_path)
    desk = desk_of(office)
    plan_id = open_plan(desk)
    thing = desk.activities.plan(plan_id, "Vis dagtavla.", responsible="p-stodig", due="2026-11-20").ids[0]
    desk.activities.revise(plan_id, thing, "responsible", "p-klok")
    office.close()
    office = open_office(tmp_path)
    desk = desk_of(office, start=1_000)
    assert desk.undo.undo(plan_id).what == ("activity.planned",)
    assert activities(desk.plans.get(plan_id))[0].responsible == "p-stodig"
    desk.undo.undo(plan_id)
    assert activities(desk.plans.get(plan_id)) == ()
    desk.undo.redo(plan_id)
    desk.undo.redo(plan_id)
    assert activities(desk.plans.get(plan_id))[0].responsible == "p-klok"
    assert desk.undo.can(plan_id) == (True, False)
    with pytest.raises(StafettError) as refused:
        desk.undo.redo(plan_id)
    assert refused.value.kind is ErrorKind.NOTHING_TO_REDO
    assert desk.log.verify() == ()
    office.close()


def test_deadlines_come_earliest_first_and_are_masked(office: Office) -> None:
    desk = desk_of(office)
    plan_id = open_plan(desk)
    for what, due in (("Senere", "2026-12-01"), ("Over", "2026-11-10"), ("Uten person", "2026-11-17")):
        who = None if what == "Uten person" else "p-stodig"
        desk.activities.plan(plan_id, what, responsible=who, due=due)
    rows = desk.deadlines.rows(desk.deadlines.ids())
    assert [r.what for r in rows] == ["Over", "Uten person", "Senere"]
    assert {r.initials for r in rows} == {"M.L."}
    assert "Munter Linerle" not in repr(rows)
    assert len(desk.deadlines.ids(overdue=True)) == 1
    assert len(desk.deadlines.ids(within=7)) == 2
    assert len(desk.deadlines.ids(mine=True)) == 2
    assert len(desk.deadlines.ids(unassigned=True)) == 1
    assert len(desk.deadlines.ids(limit=1)) == 1


def test_the_first_start_notes_who_writes_here(tmp_path: Path) -> None:
    office = open_office(tmp_path)
    me = office.introduce("Åse Øystein", "PPT", "rådgiver", "nn")
    office.close()
    again = open_office(tmp_path, me=me)
    assert again.me == me
    assert again.language == "nb" or again.settings.language_chosen is False
    assert again.desk() is again.desk()
    again.close()


def test_home_shows_todays_meetings_and_my_overdue_activities(office: Office) -> None:
    desk = desk_of(office)
    plan_id = open_plan(desk)
    desk.activities.plan(plan_id, "Over", responsible="p-stodig", due="2026-11-10")
    desk.meetings.call(plan_id, datetime(2026, 11, 16, 13, 0), datetime(2026, 11, 16, 13, 45))
    home = office.front.home()
    assert [m.starts for m in home.meetings] == ["2026-11-16T13:00"]
    assert [p.name for p in home.plans] == ["Munter Linerle"]
    assert [a.what for a in home.overdue] == ["Over"]


def test_a_running_clock_goes_on_from_where_it_was_set_and_never_back() -> None:
    real = SetClock(datetime(2026, 11, 22, 5, 0, tzinfo=UTC))
    clock = RunningClock(NOON, real)
    real.at += timedelta(minutes=3)
    assert clock.wall() == datetime(2026, 11, 16, 13, 1)
    real.at -= timedelta(days=9)
    assert clock.now() == NOON
    assert Clock().now().tzinfo is UTC
    assert to_wall(oslo(datetime(2026, 7, 1, 12, 0))) == datetime(2026, 7, 1, 12, 0)


def test_s06_s09_a_coordinator_opens_a_plan_only_with_a_reason_that_is_noted(tmp_path: Path) -> None:
    office = open_office(tmp_path)
    plan_id = open_plan(desk_of(office))
    rask = Me("p-rask", "Rask Elv", "Barn og unge", "koordinator", "nb", office="coordinator")
    desk = Desk(office.store, office.clock, rask, "other", offices=frozenset({Role.COORDINATOR}))
    assert [row.name for row in desk.plans.rows()] == ["M.L."]
    with pytest.raises(StafettError) as refused:
        desk.plans.get(plan_id)
    assert refused.value.kind is ErrorKind.LOOKUP_REASON
    with pytest.raises(StafettError) as empty:
        desk.plans.give_reason(plan_id, "  ")
    assert empty.value.kind is ErrorKind.REASON_NEEDED
    desk.plans.give_reason(plan_id, "Tre frister er over")
    assert goals(desk.plans.get(plan_id))
    assert [row.name for row in desk.plans.rows()] == ["Munter Linerle"]
    assert [(each.person, each.reason) for each in office.store.audit.lookups(plan_id)] == [
        ("p-rask", "Tre frister er over")
    ]
    assert desk.log.verify() == ()
    with office.store._channel.writing() as connection:
        connection.execute("UPDATE lookup SET reason='Nysgjerrig'")
    assert [(f.what, f.seq) for f in desk.log.verify()] == [("lookup", 1)]
    with pytest.raises(StafettError) as written:
        desk.plans.set_goal(plan_id, Arena.SCHOOL, "Et mål")
    assert written.value.kind is ErrorKind.NOT_ALLOWED
    office.close()


def test_s09_a_familys_name_is_masked_in_the_deadlines_of_plans_that_are_not_mine(tmp_path: Path) -> None:
    office = open_office(tmp_path)
    desk = desk_of(office)
    plan_id = open_plan(desk)
    for who in ("p-varm", "p-klok"):
        desk.activities.plan(plan_id, "Les", responsible=who, due="2026-11-20")
    other = desk_of(office, Me("p-rask", "Rask Elv", "Barn og unge", "koordinator", "nb"))
    assert {r.responsible_name for r in other.deadlines.rows(other.deadlines.ids())} == {"V.K.", "Klok Ugle"}
    assert {r.responsible_name for r in desk.deadlines.rows(desk.deadlines.ids())} == {"Varm Kaffekopp", "Klok Ugle"}
    counts = desk.deadlines.counts()
    assert (counts.all, counts.overdue, counts.week, counts.month, counts.unassigned, counts.mine) == (2, 0, 2, 2, 0, 0)
    office.close()


def test_a_clock_set_back_by_years_stops_no_writing_and_does_not_take_today_back(office: Office) -> None:
    desk = desk_of(office)
    plan_id = open_plan(desk)
    assert isinstance(office.clock, SetClock)
    office.clock.at -= timedelta(days=900)
    desk.activities.plan(plan_id, "Først", responsible="p-stodig", due="2026-11-20")
    desk.activities.plan(plan_id, "Så", responsible="p-stodig", due="2026-11-20")
    plan = desk.plans.get(plan_id)
    assert plan.at == NOON
    assert clock_jump(plan, office.clock.now()) == timedelta(days=900)
    assert desk.log.verify() == ()
