"""Line mode: one fact a line, nothing lost, nobody marked whom no consent covers, no date guessed."""

from __future__ import annotations

import pytest

from tests.support.case import activities, the_meeting
from tests.support.command import command, process

START = ("", "")
"""Start the meeting; nobody marked."""


def hold(store, *answers, **environ):
    return command("meeting", 1, "--line", store=store, typed="".join(f"{a}\n" for a in answers), **environ)


def shown(store):
    return command("show", 1, "--json", store=store).json


def lines(store):
    return [(line["item"], line["sort"], line["text"]) for line in the_meeting(shown(store))["lines"]]


def test_the_end_of_the_input_keeps_everything_and_says_how_to_go_on(demo):
    done = hold(demo, *START, "Vi er i gang.")
    assert done.code == 0
    assert done.out.rstrip().endswith(f"stafett --store {demo} meeting 1 --line")
    assert lines(demo) == [("welcome", "note", "Vi er i gang.")]


def test_the_meeting_goes_on_where_it_was(demo):
    hold(demo, *START, "4", "En linje.")
    again = hold(demo, "En til.")
    assert "Starte møtet" not in again.out
    assert [line[:1] + line[2:] for line in lines(demo)] == [
        ("service_update", "En linje."),
        ("service_update", "En til."),
    ]


def test_the_quit_word_stops_anywhere(demo):
    done = hold(demo, *START, "6", "+Noe nytt", "avslutt", "aldri lest")
    assert "aldri" not in done.out
    assert lines(demo) == [("decide_goals", "activity", "Noe nytt")]


def test_an_activity_cut_off_between_its_questions_is_kept_with_what_was_said(demo):
    hold(demo, *START, "6", "+Ringe skolen", "st")
    planned = activities(shown(demo))[-1]
    assert (planned["what"], planned["responsible"]["name"], planned["due"]) == (
        "Ringe skolen",
        "Stødig Gran",
        "next_meeting",
    )


def test_a_line_left_unfinished_is_offered_again(demo):
    from stafett_tui.config import load
    from stafett_tui.services.opening import open_office

    hold(demo, *START, "3", "Ferdig.")
    office = open_office(load({"STAFETT_HOME": str(demo.parent)}, store=demo))
    office.desk().drafts.keep(shown_id := office.desk().plans.find("1"), "line", "Halv setn", 0)
    office.close()
    assert shown_id
    done = hold(demo, "", "")
    assert "Uferdig fra sist: Halv setn" in done.out
    assert lines(demo)[-1] == ("family_update", "note", "Halv setn")
    assert "Uferdig" not in hold(demo).out


def test_a_line_put_away_is_not_offered_again(demo):
    from stafett_tui.config import load
    from stafett_tui.services.opening import open_office

    hold(demo, *START)
    office = open_office(load({"STAFETT_HOME": str(demo.parent)}, store=demo))
    office.desk().drafts.keep(office.desk().plans.find("1"), "line", "Bort med den", 0)
    office.close()
    hold(demo, "n", "")
    assert lines(demo) == []
    assert "Uferdig" not in hold(demo).out


def test_saying_no_to_the_start_starts_nothing(demo):
    hold(demo, "n")
    assert the_meeting(shown(demo))["state"] == "called"


def test_every_question_answers_the_help_word(demo):
    done = hold(demo, "hjelp", "", "?", "", "?", "6", "hjelp", "+Noe", "?", "st", "?", "fre")
    assert "Et tomt svar er ja." in done.out
    assert "fører opp alle" in done.out
    assert "Det første tegnet" in done.out
    assert "I planen: Stødig Gran" in done.out
    assert "neste møte" in done.out


def test_the_signs_make_what_they_make_on_the_screen(demo):
    hold(demo, *START, "3", "Et notat", "-2 ganger i uka", "!En enighet", "uenig: En uenighet", ".Et punkt",
         "'m Morsord", "", "", "")  # fmt: skip
    assert [line[1:] for line in lines(demo)] == [
        ("note", "Et notat"), ("note", "2 ganger i uka"), ("agreement", "En enighet"),
        ("disagreement", "En uenighet"), ("parked", "Et punkt"), ("voice", "Morsord"),
    ]  # fmt: skip
    assert shown(demo)["voices"][-1]["speaker"] == "mother"


def test_slots_after_tabs_are_not_asked_for(demo):
    done = hold(demo, *START, "6", "+Ringe skolen\tva, bl\tfre")
    assert "Hvem er ansvarlig" not in done.out
    planned = activities(shown(demo))[-1]
    assert planned["responsible"]["name"] == "Varm Kaffekopp"
    assert [h["name"] for h in planned["helpers"]] == ["Blid Sykkel"]
    assert planned["due"] == "2026-11-20"


def test_an_uncertain_day_is_asked_about_and_never_guessed(demo):
    done = hold(demo, *START, "6", "+Ringe skolen", "st", "neste fredag", "27.11")
    assert "Hvilken dag mener du?" in done.out
    assert "fredag 20. november 2026" in done.out
    assert activities(shown(demo))[-1]["due"] == "2026-11-27"


def test_a_day_that_is_no_day_is_asked_again(demo):
    done = hold(demo, *START, "6", "+Ringe skolen", "st", "snart", "")
    assert "Denne dagen ble ikke forstått" in done.out
    assert activities(shown(demo))[-1]["due"] == "next_meeting"


def test_a_weekend_is_warned_about(demo):
    assert "Merk: denne dagen er lørdag." in hold(demo, *START, "6", "+Ringe skolen", "st", "lørdag").out


def test_an_unknown_person_is_asked_again(demo):
    done = hold(demo, *START, "6", "+Ringe skolen", "Ola Nordmann", "kl", "")
    assert "Hvem er Ola Nordmann?" in done.out
    assert activities(shown(demo))[-1]["responsible"]["name"] == "Klok Ugle"


def test_whoever_no_consent_covers_is_never_marked(demo):
    done = hold(demo, "", "*", "lun", "")
    assert done.out.count("STOPP: Lun Ulltrøye") == 2
    rows = the_meeting(shown(demo))["attendance"]
    assert {r["name"]: r["how"] for r in rows}["Lun Ulltrøye"] is None


def test_whoever_no_consent_covers_is_chosen_only_with_stopp(demo):
    done = hold(demo, *START, "6", "+Se på søvnen", "lun", "", "st", "")
    assert "STOPP: Lun Ulltrøye" in done.out
    assert activities(shown(demo))[-1]["responsible"]["name"] == "Stødig Gran"


@pytest.mark.parametrize(
    ("answer", "name", "how", "at"),
    [
        ("varm video", "Varm Kaffekopp", "video", None),
        ("blid sent 13:10", "Blid Sykkel", "late", "13:10"),
        ("Klok gikk kl. 13.30", "Klok Ugle", "left", "13:30"),
        ("gran", "Stødig Gran", "present", None),
        ("klok forfall", "Klok Ugle", "regrets", None),
    ],
)
def test_a_name_and_how_somebody_took_part(demo, answer, name, how, at):
    hold(demo, "", answer, "")
    row = next(r for r in the_meeting(shown(demo))["attendance"] if r["name"] == name)
    assert (row["how"], row["at_clock"]) == (how, at)


def test_an_interpreter_is_named_and_needs_no_consent(demo):
    hold(demo, "", "tolk Åse Ærfugl", "")
    row = next(r for r in the_meeting(shown(demo))["attendance"] if r["name"] == "Åse Ærfugl")
    assert (row["kind"], row["how"], row["covered"]) == ("guest", "present", True)


def test_a_name_nobody_has_is_asked_about(demo):
    assert "Hvem er Ola?" in hold(demo, "", "Ola", "").out


def test_a_digit_jumps_and_one_too_high_says_how_many_there_are(demo):
    done = hold(demo, *START, "9", "", "", "3", "Hit")
    assert ("family_update", "note", "Hit") in lines(demo)
    assert "Neste møte: tirsdag" in done.out or "Neste møte: mandag" in done.out


def test_plus_alone_makes_an_activity_of_the_last_line(demo):
    hold(demo, *START, "6", "Klok ringer hjem", "+", "kl", "fre")
    assert lines(demo) == [("decide_goals", "activity", "Klok ringer hjem")]
    assert activities(shown(demo))[-1]["due"] == "2026-11-20"


def test_plus_alone_without_a_line_says_so(demo):
    assert "Det er ingen linje" in hold(demo, *START, "6", "+").out


def test_undo_takes_the_last_line_back_and_redo_brings_it_again(demo):
    hold(demo, *START, "3", "Bort", "angre")
    assert lines(demo) == []
    hold(demo, "gjør om")
    assert lines(demo) == [("family_update", "note", "Bort")]


def test_nothing_to_undo_is_a_sentence(demo):
    assert "Det er ingenting å angre" in hold(demo, *START, "angre").out


def test_the_slots_of_a_rating_may_stand_after_tabs(demo):
    hold(demo, *START, "5", "2\tTravelt\tfre\t\tj\t3", "1\t\te")
    first, second = activities(shown(demo))[:2]
    (rated,) = first["evaluations"]
    assert (rated["effect"], rated["why"], rated["done_as_agreed"], rated["child_effect"]) == (
        "partly", "Travelt", "yes", "no_effect",
    )  # fmt: skip
    assert first["due"] == "2026-11-20"
    assert second["state"] == "ended"


def test_a_rating_that_is_no_digit_is_asked_again(demo):
    done = hold(demo, *START, "5", "virker", "1", "", "")
    assert "Velg en av: 1, 2, 3, 4, 5, 6" in done.out
    assert activities(shown(demo))[0]["evaluations"][0]["effect"] == "works"


def test_why_is_kept_where_the_input_ends_before_the_date(demo):
    hold(demo, *START, "5", "2", "Det var mye lyd")
    assert activities(shown(demo))[0]["evaluations"][0]["why"] == "Det var mye lyd"


def test_an_activity_without_a_person_is_asked_about_before_the_lock(demo):
    hold(demo, *START, "6", "+Ringe skolen", "", "")
    assert activities(shown(demo))[-1]["responsible"] is None
    done = hold(demo, "6", "va")
    assert "Denne aktiviteten trenger en som kan gjøre den: Ringe skolen" in done.out
    assert activities(shown(demo))[-1]["responsible"]["name"] == "Varm Kaffekopp"


def test_what_is_missing_before_the_lock_names_its_agenda_item(demo):
    done = hold(demo, *START, "9", "", "", "3")
    assert "Sak 1. Ingen er ført som til stede." in done.out
    assert "Sak 2. Barnets stemme mangler" in done.out
    assert "Sak 3 av 9" in done.out.rsplit("Referatet kan ikke låses", 1)[1]


def test_why_the_child_was_not_asked_serves_instead_of_the_voice(demo):
    hold(demo, *START, "2", "", "Barnet var syk")
    assert the_meeting(shown(demo))["not_asked"] == ["Barnet var syk"]


def test_a_point_parked_before_is_asked_about_in_the_round(played, tmp_path):
    import shutil

    store = tmp_path / "store"
    shutil.copytree(played, store)
    done = hold(store, "j", "", "4", "t")
    assert "Parkert tidligere: Ferieturen i februar" in done.out
    assert shown(store)["parked"] == []


def test_a_line_read_back_may_be_corrected(demo):
    hold(demo, *START, "6", "!Vi møttes", "8", "Vi møtes", "")
    held = the_meeting(shown(demo))
    assert [(p["text"], p["read"]) for p in held["read_back"]] == [("Vi møtes", True)]


def test_markup_and_control_signs_are_taken_literally(demo):
    text = "[/b] [@click=app.quit]x[/] \x1b[2J שלום 👩‍👩‍👧 {name}"
    done = hold(demo, *START, "3", text)
    assert "\x1b" not in done.out
    assert "[/b] [@click=app.quit]x[/]" in done.out
    assert lines(demo)[0][2].endswith("{name}")


def test_ten_thousand_characters_are_kept_whole(demo):
    text = "å" * 10_000
    hold(demo, *START, "3", text)
    assert lines(demo)[0][2] == text


def test_a_plan_without_a_meeting_says_so(demo):
    hold(demo, "n")
    done = command("meeting", 999, "--line", store=demo)
    assert (done.code, done.out) == (1, "")


def test_the_conversation_is_utf_8_under_lang_c(demo):
    done = process("møte", 1, "--line", store=demo, typed="\n*\n\nSå fint.\n", LANG="C")
    assert done.code == 0
    assert "Notat: Så fint." in done.out


def test_what_is_no_utf_8_is_replaced_and_stops_nothing(demo):
    from tests.support.command import ROOT, subprocess, sys

    done = subprocess.run(
        [sys.executable, "-m", "stafett_tui", "--store", str(demo), "meeting", "1", "--line"],
        cwd=ROOT, input=b"\n\n3\nbl\xe5b\xe6r\n", capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0
    assert lines(demo)[0][2] == "bl�b�r"
