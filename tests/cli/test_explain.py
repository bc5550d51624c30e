"""`explain`: a capture line or a date phrase, in words, as one JSON, or line by line from the input."""

from __future__ import annotations

import json

import pytest

from tests.support.command import command, process

TUESDAY = ("--from", "2026-11-24")


@pytest.mark.parametrize(
    ("phrase", "answer"),
    [
        ("fredag om to uker", {"date": "2026-12-11"}),
        ("mandag kl. 14", {"date": "2026-11-30T14:00"}),
        ("neste fredag", {"ask": ["2026-11-27", "2026-12-04"]}),
        ("snart", {"ask": []}),
    ],
)
def test_a_date_phrase_has_the_shapes_that_are_promised(phrase, answer):
    assert command("explain", phrase, "--date", "--json", *TUESDAY).json == answer


def test_the_words_need_no_quotes():
    assert command("explain", "fredag", "om", "to", "uker", "--date", "--json", *TUESDAY).json == {"date": "2026-12-11"}


def test_the_next_meeting_is_its_day_where_that_is_given():
    given = ("explain", "neste møte", "--date", "--json", *TUESDAY)
    assert command(*given).json == {"ask": []}
    assert command(*given, "--next", "2026-12-15").json == {"date": "2026-12-15"}


def test_a_dash_reads_one_phrase_a_line_and_answers_one_json_each():
    done = command("explain", "-", "--date", *TUESDAY, typed="fre\nneste fredag\n\n1.12\n")
    assert [json.loads(line) for line in done.out.splitlines()] == [
        {"date": "2026-11-27"}, {"ask": ["2026-11-27", "2026-12-04"]}, {"ask": []}, {"date": "2026-12-01"},
    ]  # fmt: skip


def test_nynorsk_is_taken_in_either_language_and_chosen_by_lang():
    assert command("explain", "om to veker", "--date", "--lang", "nn", "--json", *TUESDAY).json == {
        "date": "2026-12-08"
    }


def test_a_capture_line_has_a_version_and_says_what_it_becomes():
    found = command("explain", "+Ringe skolen\t\tfre", "--json", *TUESDAY).json
    assert (found["version"], found["sort"], found["text"]) == (1, "activity", "Ringe skolen")
    assert found["due"] == {"date": "2026-11-27"}


def test_capture_lines_from_the_input_answer_one_json_each():
    done = command("explain", "-", *TUESDAY, typed="Et notat\n!Enige\n'Ord\n.Punkt\n")
    assert [json.loads(line)["sort"] for line in done.out.splitlines()] == ["note", "agreement", "voice", "parked"]


def test_in_words_it_is_a_sentence_in_the_language_of_the_system():
    assert command("explain", "fre", "--date", *TUESDAY).out == "fredag 27. november 2026\n"
    assert command("explain", "fre", "--date", *TUESDAY, LANG="en_GB.UTF-8").out == "Friday 27 November 2026\n"
    asked = command("explain", "neste fredag", "--date", *TUESDAY).out.splitlines()
    assert asked[1:] == ["fredag 27. november 2026", "fredag 4. desember 2026"]
    assert "Et notat" in command("explain", "Et notat").out
    assert "neste møte" in command("explain", "neste møte", "--date").out
    assert "15. desember" in command("explain", "neste møte", "--date", "--next", "2026-12-15", *TUESDAY).out
    assert "ikke forstått" in command("explain", "snart", "--date").out


def test_under_lang_c_the_letters_come_through():
    done = process("forklar", "-", "--date", *TUESDAY, typed="lørdag\n", LANG="C")
    assert json.loads(done.out) == {"date": "2026-11-28"}


def test_a_day_off_is_warned_about_beside_the_answer():
    done = command("explain", "lørdag", "--date", *TUESDAY)
    assert (done.out, done.err) == ("lørdag 28. november 2026\n", "Merk: denne dagen er lørdag.\n")
    assert "17. mai" in command("explain", "17.5.2027", "--date", *TUESDAY).err
    assert command("explain", "fre", "--date", *TUESDAY).err == ""
