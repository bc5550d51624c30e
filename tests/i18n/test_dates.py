"""Dates and times as people write them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from stafett_tui.i18n import dates
from stafett_tui.i18n.texts import Texts

FRIDAY = date(2026, 12, 11)


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("nb", "fredag 11. desember 2026"),
        ("nn", "fredag 11. desember 2026"),
        ("en", "Friday 11 December 2026"),
    ],
)
def test_a_date_is_written_in_full_words(language, shown):
    assert dates.long(FRIDAY, language) == shown


def test_the_weekdays_differ_between_bokmaal_and_nynorsk():
    week = [date(2026, 11, 16 + n) for n in range(7)]
    assert [dates.weekday(day, "nn") for day in week] == [
        "måndag", "tysdag", "onsdag", "torsdag", "fredag", "laurdag", "søndag",
    ]  # fmt: skip
    assert [dates.weekday_short(day, "nb") for day in week] == [
        "man",
        "tir",
        "ons",
        "tor",
        "fre",
        "lør",
        "søn",
    ]


def test_babel_writes_the_same_words():
    from babel.dates import format_date

    for language, locale in (("nb", "nb"), ("nn", "nn"), ("en", "en_GB")):
        for n in range(1, 13):
            day = date(2026, n, n + 3)
            assert dates.month(day, language) == format_date(day, "MMMM", locale=locale)
            assert dates.weekday(day, language) == format_date(day, "EEEE", locale=locale)


def test_the_short_forms():
    assert dates.short(date(2026, 1, 2)) == "02.01"
    assert dates.dotted(date(2026, 1, 2)) == "02.01.2026"
    assert dates.clock(datetime(2026, 1, 2, 9, 5, tzinfo=UTC)) == "09:05"


@pytest.mark.parametrize(
    ("days", "shown"),
    [
        (0, "i dag"),
        (1, "i morgen"),
        (-1, "i går"),
        (3, "om 3 dager"),
        (-4, "4 dager over"),
        (400, "om 400 dager"),
    ],
)
def test_how_far_away_a_day_is(days, shown):
    today = date(2026, 11, 16)
    assert dates.away(date.fromordinal(today.toordinal() + days), today, Texts("nb")) == shown


@pytest.mark.parametrize(
    ("stored", "shown", "in_full"),
    [
        (None, "?", "?"),
        ("next_meeting", "neste møte", "neste møte"),
        ("2026-12-11", "11.12", "fredag 11. desember 2026"),
        ("2026-11-30T14:00", "30.11 14:00", "måndag 30. november 2026 kl. 14:00"),
    ],
)
def test_a_deadline_is_shown_in_a_list_and_in_full(stored, shown, in_full):
    assert dates.due(stored, Texts("nn")) == shown
    assert dates.due_long(stored, Texts("nn")) == in_full


def test_a_deadline_can_be_shown_with_its_year():
    assert dates.due("2026-12-11", Texts("nb"), year=True) == "11.12.2026"


def test_english_time_has_no_kl():
    assert dates.long_time(datetime(2026, 11, 30, 14, tzinfo=UTC), "en") == "Monday 30 November 2026 at 14:00"
