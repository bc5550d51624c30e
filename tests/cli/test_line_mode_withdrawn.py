"""Line mode when consent is withdrawn in the middle of the meeting (C-09), and when a topic is kept out (C-12)."""

from __future__ import annotations

from stafett_tui.domain.people import guardians
from tests.cli.test_line_mode import START, hold, lines, shown
from tests.cli.test_line_mode_ways import desk
from tests.support.case import the_meeting


def varm(at):
    plan_id = at.plans.find("1")
    return plan_id, next(p.person for p in guardians(at.plans.get(plan_id)) if p.name == "Varm Kaffekopp")


def test_c09_withdrawn_in_the_meeting_writing_stops_and_what_was_agreed_is_locked(demo):
    done = hold(demo, *START, "3", "Sagt før.", "trekk", "1", "", "", "j", "j")
    assert "Fra nå av blir ikke noe nytt skrevet: planen er passiv." in done.out
    assert "Det som ble skrevet før, står, og kan låses." in done.out
    assert "Referatet er låst som versjon 1" in done.out
    assert "Takk familien" in done.out
    plan = shown(demo)
    assert plan["plan"]["status"] == "passive"
    assert [(w["by"]["name"], w["services"]) for w in plan["consent"]["withdrawn"]] == [("Varm Kaffekopp", [])]
    assert the_meeting(plan)["state"] == "locked"
    assert lines(demo)[-1] == ("family_update", "note", "Sagt før.")


def test_c09_the_unfinished_line_stays_as_a_draft_and_the_minutes_can_wait(demo):
    hold(demo, *START, "3", "Sagt før.")
    with desk(demo) as at:
        plan_id, who = varm(at)
        at.drafts.keep(plan_id, "line", "Halv setning", 0)
        at.consents.withdraw(plan_id, who)
    done = hold(demo, "")
    assert "Uferdig, beholdt som ditt utkast: Halv setning" in done.out
    assert the_meeting(shown(demo))["state"] == "running"
    with desk(demo) as at:
        assert at.drafts.take(plan_id, "line").text == "Halv setning"
    assert lines(demo) == [("family_update", "note", "Sagt før.")]
    assert "Referatet er låst" in hold(demo, "j").out


def test_c09_withdrawn_for_one_service_the_meeting_goes_on(demo):
    done = hold(demo, *START, "3", "trekk", "2", "9", "2", "s", "j", "Vi går videre.")
    assert "Skriv tall fra 1 til" in done.out
    assert "Trukket tilbake for: PPT. Lagret." in done.out
    assert lines(demo)[-1][2] == "Vi går videre."
    (withdrawn,) = shown(demo)["consent"]["withdrawn"]
    assert (withdrawn["services"], withdrawn["form"]) == (["PPT"], "signed")


def test_c09_nobody_withdraws_by_a_mere_enter(demo):
    hold(demo, *START, "3", "trekk", "", "withdraw", "1", "", "", "", "Videre.")
    plan = shown(demo)
    assert (plan["plan"]["status"], plan["consent"]["withdrawn"]) == ("active", [])
    assert lines(demo)[-1][2] == "Videre."


def test_c12_a_line_on_a_topic_kept_out_names_the_familys_choice_and_is_saved(demo):
    hold(demo, *START)
    with desk(demo) as at:
        plan_id, who = varm(at)
        at.consents.keep_out(plan_id, who, topic="skilsmisse")
    done = hold(demo, "", "3", "Skilsmissen er vanskelig.")
    assert "Varm Kaffekopp vil holde «skilsmisse» utenfor. Spør før det skrives." in done.out
    assert lines(demo)[-1][2] == "Skilsmissen er vanskelig."
