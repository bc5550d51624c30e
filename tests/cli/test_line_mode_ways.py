"""Line mode off the beaten path: other days, pauses, corrections, several people, several goals."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from datetime import datetime

import pytest

from stafett_tui.config import load
from stafett_tui.domain.conducting import MeetingConducted
from stafett_tui.domain.goal import Arena
from stafett_tui.domain.people import Role
from stafett_tui.services.opening import open_office
from stafett_tui.services.plans import NewPerson
from tests.cli.test_line_mode import START, hold, lines, shown
from tests.support.case import activities, the_meeting
from tests.support.command import command
from tests.support.second import Second


@contextmanager
def desk(store):
    office = open_office(load({"STAFETT_HOME": str(store.parent)}, store=store))
    try:
        yield office.desk()
    finally:
        office.close()


@pytest.fixture
def locked(played, tmp_path):
    shutil.copytree(played, tmp_path / "store")
    return tmp_path / "store"


def test_a_meeting_of_another_day_is_not_started_by_a_mere_enter(locked):
    done = hold(locked, "")
    assert "Dette møtet er en annen dag" in done.out
    assert shown(locked)["next_meeting"]["state"] == "called"
    hold(locked, "?", "j", "")
    assert [m["state"] for m in shown(locked)["meetings"]] == ["locked", "running"]


def test_a_meeting_that_was_paused_goes_on(demo):
    hold(demo, *START)
    thing = the_meeting(shown(demo))["id"]
    with desk(demo) as at:
        at.meetings.pause(shown_id(at), thing)
    assert "Alt er lagret" not in hold(demo, "n").out
    assert the_meeting(shown(demo))["state"] == "paused"
    assert "Møtet fortsetter" in hold(demo, "").out
    assert the_meeting(shown(demo))["state"] == "running"


def shown_id(at):
    return at.plans.find("1")


def test_a_plan_whose_meetings_are_all_cancelled_has_none_to_hold(demo):
    with desk(demo) as at:
        at.meetings.cancel(at.plans.find("2"), shown_of(at, "2")[0])
    done = command("meeting", 2, "--line", store=demo)
    assert done.code == 1
    assert "møte" in done.err


def shown_of(at, number):
    from stafett_tui.domain.lock import meetings

    return [m.id for m in meetings(at.plans.get(at.plans.find(number)))]


def test_corrected_minutes_are_locked_as_the_next_version(locked):
    thing = the_meeting(shown(locked))["id"]
    with desk(locked) as at:
        at.minutes.reopen(shown_id(at), thing, "Et ord.")
    done = hold(locked, "3", "Til.", "9", "", "", "j")
    assert "Referatet er låst som versjon 2" in done.out
    assert [v["version"] for v in the_meeting(shown(locked))["versions"]] == [1, 2]


def test_saying_no_to_the_lock_leaves_everything_open(demo):
    from stafett_tui.cli.holding import script

    answers = script().read().rsplit("j\n", 1)[0]
    done = command("meeting", 1, "--line", store=demo, typed=answers + "n\n")
    assert "Alt er lagret. Fortsett med" in done.out
    assert the_meeting(shown(demo))["state"] == "running"


def test_where_letters_fit_several_people_it_is_asked_who(demo):
    with desk(demo) as at:
        at.plans.add_participant(at.plans.find("1"), NewPerson("Varsom Gås", Role.PROVIDER, "lærer", "PPT"))
    hold(demo, *START, "6", "+Ringe", "var", "2", "fre")
    assert activities(shown(demo))[-1]["responsible"]["name"] == "Varsom Gås"
    hold(demo, "6", "+Skrive\tvar\tfre", "")
    assert activities(shown(demo))[-1]["responsible"]["name"] == "Varm Kaffekopp"
    hold(demo, "6", "'Ordene", "var", "", "", "")
    assert shown(demo)["voices"][-1]["asked_by"] in {"Varm Kaffekopp", "Varsom Gås"}


def test_with_several_goals_it_is_asked_which(demo):
    with desk(demo) as at:
        at.plans.set_goal(at.plans.find("1"), Arena.HOME, "Du sover hele natta.")
    done = hold(demo, *START, "6", "+Lese", "st", "", "2", "+Synge", "st", "", "", "+Danse", "st", "", "9", "1")
    assert "2 Du sover hele natta." in done.out
    goals = shown(demo)["goals"]
    assert [a["what"] for a in goals[1]["activities"]] == ["Lese", "Synge"]
    assert goals[0]["activities"][-1]["what"] == "Danse"


def test_a_deadline_written_after_a_tab_is_asked_again_when_it_is_uncertain(demo):
    done = hold(demo, *START, "6", "+Ringe\tst\tsnart", "fre")
    assert "Når?" in done.out
    assert activities(shown(demo))[-1]["due"] == "2026-11-20"


def test_an_unknown_name_after_a_tab_is_asked_again(demo):
    hold(demo, *START, "6", "+Ringe\tola\tfre", "va")
    assert activities(shown(demo))[-1]["responsible"]["name"] == "Varm Kaffekopp"


def test_who_asked_the_child_and_when_are_asked_until_they_are_certain(demo):
    hold(demo, *START, "2", "'Hei", "ola", "st", "i sang", "snart", "i går")
    voice = shown(demo)["voices"][-1]
    assert (voice["asked_by"], voice["how"], voice["on"]) == ("Stødig Gran", "i sang", "2026-11-15")


def test_a_voice_with_its_slots_after_tabs_is_asked_nothing(demo):
    done = hold(demo, *START, "2", "'Hei\tst\ttegning\t1.10")
    assert "Hvem spurte" not in done.out
    assert shown(demo)["voices"][-1]["on"] == "2026-10-01"


def test_a_sign_without_words_writes_nothing(demo):
    done = hold(demo, *START, "3", "+", "!", "'", "Ekte linje")
    assert done.out.count("Det mangler ord.") == 2
    assert lines(demo) == [("family_update", "note", "Ekte linje")]


def test_a_level_may_be_changed_or_left_for_later(demo):
    hold(demo, *START, "7", "4", "-", "")
    assert the_meeting(shown(demo))["level"] is None
    assert "nytt samtykke" in hold(demo, "7", "3", "Flere må hjelpe", "-").out
    hold(demo, "7", "1", "Det går bedre")
    assert shown(demo)["plan"]["level"] == 1
    assert "Tomt: begge" not in hold(demo, "7", "").out


def test_the_next_meeting_may_be_left_kept_or_moved(demo):
    hold(demo, *START, "9", "-", "")
    assert shown(demo)["next_meeting"] is None
    hold(demo, "9", "snart", "neste møte", "15.12 13")
    assert shown(demo)["next_meeting"]["starts"] == "2026-12-15T13:00"
    hold(demo, "9", "", "")
    hold(demo, "9", "16.12", "")
    (following,) = shown(demo)["meetings"][1:]
    assert (following["starts"], following["ends"]) == ("2026-12-16T13:00", "2026-12-16T13:45")


def test_a_line_that_is_not_read_aloud_yet_stays_so(demo):
    hold(demo, *START, "6", "!Vi møtes", "8", "n", "")
    assert [p["read"] for p in the_meeting(shown(demo))["read_back"]] == [False]


def test_nothing_agreed_is_said_and_own_words_need_a_name_that_is_there(demo):
    done = hold(demo, "", "*", "", "8", "ola", "va", "")
    assert "Ingenting er avtalt i dag." in done.out
    assert "Hvem er ola?" in done.out
    assert [p["name"] for p in the_meeting(shown(demo))["own_words"]] == ["Varm Kaffekopp"]


def test_a_rating_may_leave_the_date_or_take_a_time(demo):
    with desk(demo) as at:
        plan = at.plans.find("1")
        first = activities(shown_in(at, plan))[0]["id"]
        at.activities.move(plan, first, "2026-11-30", "Venter.")
    done = hold(demo, *START, "5", "1", "", "", "1", "", "neste fredag", "24.11 kl 14", "")
    assert "blir stående" in done.out
    assert [a["due"] for a in activities(shown(demo))[:2]] == ["2026-11-30", "2026-11-24T14:00"]


def shown_in(at, plan):
    from stafett_tui.documents.json import plan_state

    return plan_state(at.plans.get(plan), at.policy, datetime(2026, 11, 16).date())


def test_a_rated_activity_is_not_asked_about_again_but_its_date_is(demo):
    hold(demo, *START, "5", "1")
    done = hold(demo, "", "fre")
    assert "Allerede vurdert: virker." in done.out
    assert activities(shown(demo))[0]["due"] == "2026-11-20"
    again = hold(demo, "")
    assert again.out.count("Allerede vurdert") == 1


def test_slots_of_a_rating_that_are_not_understood_are_asked_about(demo):
    done = hold(demo, *START, "5", "2\tTravelt\tsnart", "fre", "1\t\t\tkanskje", "")
    assert "Svar j for ja eller n for nei." in done.out
    assert activities(shown(demo))[0]["due"] == "2026-11-20"


def test_a_date_after_a_tab_may_be_answered_with_the_end(demo):
    hold(demo, *START, "5", "2\tTravelt\tsnart", "e")
    first = activities(shown(demo))[0]
    assert (first["state"], first["evaluations"][0]["why"]) == ("ended", "Travelt")


def test_an_activity_without_a_date_is_asked_about_before_the_lock(demo):
    with desk(demo) as at:
        at.activities.plan(at.plans.find("1"), "Se på dørene", responsible=None, due=None)
    done = hold(demo, *START, "6", "lun", "fre")
    assert "STOPP: Lun Ulltrøye" in done.out
    assert "Denne aktiviteten trenger en frist: Se på dørene" in done.out
    last = activities(shown(demo))[-1]
    assert (last["responsible"], last["due"]) == (None, "2026-11-20")
    hold(demo, "6", "va, bl")
    last = activities(shown(demo))[-1]
    assert (last["responsible"]["name"], [h["name"] for h in last["helpers"]]) == ("Varm Kaffekopp", ["Blid Sykkel"])


def test_a_plan_without_activities_says_so(demo):
    with desk(demo) as at:
        plan = at.plans.find("1")
        for each in activities(shown_in(at, plan)):
            at.minutes.strike(plan, each["id"])
    assert "Det er ingen tidligere aktiviteter." in hold(demo, *START, "5").out


def test_what_the_child_said_before_is_told(demo):
    done = command("meeting", 2, "--line", store=demo, typed="j\n\n2\n")
    assert "Barnet sa sist: Eg liker dinosaurar." in done.out


def test_a_holiday_is_warned_about(demo):
    assert "Merk: denne dagen er første nyttårsdag." in hold(demo, *START, "6", "+Ringe\tst\t1.1").out


def test_a_next_meeting_on_a_day_off_is_warned_about(demo):
    done = hold(demo, *START, "9", "19.12 13")
    assert "Merk: denne dagen er lørdag." in done.out
    assert shown(demo)["next_meeting"]["starts"] == "2026-12-19T13:00"


def test_a_clock_that_lies_behind_the_log_is_told_and_stops_nothing(locked):
    from stafett_tui.store.keys import find_key
    from stafett_tui.store.opened import Store

    store = Store.open(locked, find_key(locked))
    store.settings.set("demo_base", "2026-11-10T08:00:00+01:00")
    store.settings.set("demo_started", datetime.now().astimezone().isoformat())
    store.close()
    done = hold(locked, "j", "", "3", "Skrevet likevel.")
    assert "dager etter loggen" in done.out
    assert "Notat: Skrevet likevel.\nLagret." in done.out


def test_a_meeting_that_is_led_from_another_machine_is_taken_over_only_when_asked_for(demo):
    hold(demo, *START)
    thing = the_meeting(shown(demo))["id"]
    office = open_office(load({"STAFETT_HOME": str(demo.parent)}, store=demo))
    plan_id = office.desk().plans.find("1")
    Second(office, plan_id, office.me.person).write(MeetingConducted(meeting=thing))
    office.close()
    left = hold(demo, "")
    assert "Du leder møtet fra en annen maskin." in left.out
    assert "Møtet ledes herfra nå." not in left.out
    assert "Møtet ledes herfra nå." in hold(demo, "?", "j").out
    assert "annen maskin" not in hold(demo, "").out
