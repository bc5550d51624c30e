"""Norwegian date phrases: a wrong date fails the build, asking is always allowed to be better than a guess."""

from datetime import date, time
from pathlib import Path

import pytest

from stafett_tui.capture.dates import Ask, AskReason, NextMeeting, Understood, as_json, parse_date

DATA = Path(__file__).parent / "data"
TUESDAY = date(2026, 11, 24)


def rows(name):
    for line in (DATA / name).read_text(encoding="utf-8").split("\n"):
        cells = line.split("\t")
        if line and not line.startswith("#") and cells[-1] != "expected":
            yield (TUESDAY, *cells) if len(cells) == 3 else (date.fromisoformat(cells[0]), *cells[1:])


GIVEN = list(rows("dates.tsv"))
OWN = list(rows("phrases.tsv"))


def spoken(result):
    if isinstance(result, NextMeeting):
        return "next"
    shape = as_json(result)
    return shape.get("date") or "ask:" + ",".join(shape["ask"])


def is_right(result, expected):
    got = spoken(result)
    return any(got == right or (right == "ask" and got.startswith("ask:")) for right in expected.split("|"))


@pytest.mark.parametrize(("base", "lang", "phrase", "expected"), GIVEN)
def test_the_given_phrases_all_come_out_right(base, lang, phrase, expected):
    assert is_right(parse_date(phrase, today=base, lang=lang), expected)


@pytest.mark.parametrize(("base", "lang", "phrase", "expected"), OWN)
def test_no_phrase_of_our_own_comes_out_wrong(base, lang, phrase, expected):
    result = parse_date(phrase, today=base, lang=lang)
    assert is_right(result, expected) or isinstance(result, Ask)


def test_nine_of_ten_understandable_phrases_are_understood():
    wanted = [row for row in OWN if "ask" not in row[3]]
    understood = [row for row in wanted if is_right(parse_date(row[2], today=row[0], lang=row[1]), row[3])]
    assert len(wanted) >= 160
    assert len(understood) >= 0.9 * len(wanted)


def test_the_days_offered_are_those_expected():
    wrong = [row for row in OWN if not is_right(parse_date(row[2], today=row[0], lang=row[1]), row[3])]
    assert wrong == []


def test_our_phrases_are_all_different():
    assert len({row[:3] for row in OWN}) == len(OWN)


@pytest.mark.parametrize(
    ("phrase", "reason"),
    [
        ("", AskReason.EMPTY),
        (" \u200b ", AskReason.EMPTY),
        ("abrakadabra", AskReason.UNKNOWN),
        ("x" * 10_000, AskReason.UNKNOWN),
        ("fredag " * 2_000, AskReason.UNKNOWN),
        ("neste fredag", AskReason.AMBIGUOUS),
        ("jul", AskReason.VAGUE),
        ("fredag 5. desember", AskReason.CONTRADICTION),
        ("30.2", AskReason.IMPOSSIBLE),
        ("3.11", AskReason.PAST),
        ("i går", AskReason.PAST),
        ("om 20 år", AskReason.FAR),
        ("kl 14", AskReason.NO_DAY),
        ("hver uke", AskReason.UNKNOWN),
        ("hver fredag", AskReason.REPEATED),
    ],
)
def test_a_question_says_why_it_is_asked(phrase, reason):
    result = parse_date(phrase, today=TUESDAY)
    assert isinstance(result, Ask)
    assert result.reason is reason


def test_the_next_meeting_has_its_date_when_that_is_known():
    meeting = date(2026, 12, 15)
    assert parse_date("neste møte", today=TUESDAY) == NextMeeting()
    assert parse_date("neste møte", today=TUESDAY, next_meeting=meeting) == NextMeeting(meeting)
    assert as_json(NextMeeting(meeting)) == {"date": "2026-12-15"}
    assert as_json(NextMeeting()) == {"ask": []}


def test_a_next_meeting_that_is_past_is_no_date():
    assert parse_date("neste møte", today=TUESDAY, next_meeting=date(2026, 11, 1)) == NextMeeting()


def test_before_the_next_meeting_is_a_question_that_offers_it():
    result = parse_date("før neste møte", today=TUESDAY, next_meeting=date(2026, 12, 15))
    assert as_json(result) == {"ask": ["2026-12-15"]}


def test_a_short_word_of_one_language_is_no_day_in_the_other():
    assert parse_date("la", today=TUESDAY, lang="nn") == Understood(date(2026, 11, 28))
    assert isinstance(parse_date("la", today=TUESDAY, lang="nb"), Ask)


def test_a_moment_is_told_to_the_minute():
    result = parse_date("mandag kl. 14", today=TUESDAY)
    assert result == Understood(date(2026, 11, 30), time(14, 0))
    assert as_json(result) == {"date": "2026-11-30T14:00"}
