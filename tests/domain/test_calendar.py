"""The Norwegian calendar, held against the `holidays` package."""

from datetime import date, datetime, timedelta

import holidays
import pytest

from stafett_tui.domain.calendar import HOLIDAYS, easter, holiday, next_working_day, weekday_warning


def test_the_twelve_holidays_are_those_of_the_holidays_package_from_2000_to_2060():
    known = holidays.country_holidays("NO", years=range(2000, 2061), include_sundays=False)
    day, wrong = date(2000, 1, 1), []
    while day < date(2061, 1, 1):
        if (holiday(day) is not None) != (day in known):
            wrong.append(day)
        day += timedelta(days=1)
    assert wrong == []


def test_there_are_twelve_holidays_with_keys_of_their_own():
    assert len(set(HOLIDAYS)) == 12


@pytest.mark.parametrize(
    ("day", "key"),
    [
        (date(2026, 4, 2), "maundy_thursday"),
        (date(2026, 4, 3), "good_friday"),
        (date(2026, 4, 5), "easter_sunday"),
        (date(2026, 4, 6), "easter_monday"),
        (date(2026, 5, 14), "ascension_day"),
        (date(2026, 5, 17), "constitution_day"),
        (date(2026, 5, 24), "whit_sunday"),
        (date(2026, 5, 25), "whit_monday"),
        (date(2026, 12, 26), "second_christmas_day"),
        (date(2026, 12, 24), None),
        (date(2008, 5, 1), "labour_day"),
    ],
)
def test_each_holiday_has_its_name(day, key):
    assert holiday(day) == key


def test_easter_of_well_known_years():
    assert [easter(year) for year in (2000, 2008, 2026, 2027, 2038)] == [
        date(2000, 4, 23),
        date(2008, 3, 23),
        date(2026, 4, 5),
        date(2027, 3, 28),
        date(2038, 4, 25),
    ]


def test_a_warning_names_the_holiday_before_the_weekday():
    assert weekday_warning(date(2026, 12, 26)) == "holiday"  # a Saturday
    assert weekday_warning(date(2026, 11, 28)) == "saturday"
    assert weekday_warning(date(2026, 11, 29)) == "sunday"
    assert weekday_warning(date(2026, 11, 27)) is None


def test_a_moment_is_asked_like_its_day():
    assert holiday(datetime(2026, 12, 25, 13, 0)) == "christmas_day"


def test_the_next_working_day_passes_over_christmas():
    assert next_working_day(date(2026, 12, 25)) == date(2026, 12, 28)
    assert next_working_day(date(2026, 12, 28)) == date(2026, 12, 28)
