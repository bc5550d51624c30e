"""When something was said: a day that has been, today at the latest."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stafett_tui.capture.dates import Ask, Understood, parse_past

MONDAY = date(2026, 11, 16)


@pytest.mark.parametrize(
    ("phrase", "day"),
    [
        ("1.10", date(2026, 10, 1)),
        ("1. oktober", date(2026, 10, 1)),
        ("torsdag 1. oktober", date(2026, 10, 1)),
        ("1.10.26", date(2026, 10, 1)),
        ("20. desember 2025", date(2025, 12, 20)),
        ("i dag", MONDAY),
        ("16.11", MONDAY),
        ("i går", date(2026, 11, 15)),
        ("i forgårs", date(2026, 11, 14)),
        ("fredag", date(2026, 11, 13)),
        ("sist fredag", date(2026, 11, 13)),
        ("på fredag", date(2026, 11, 13)),
        ("for to uker siden", date(2026, 11, 2)),
        ("for 3 dagar sidan", date(2026, 11, 13)),
        ("den 12.", date(2026, 11, 12)),
        ("den 20.", date(2026, 10, 20)),
        ("måndag 2/11", date(2026, 11, 2)),
    ],
)
def test_a_day_that_has_been_is_understood(phrase, day):
    assert parse_past(phrase, today=MONDAY) == Understood(day)


def test_the_turn_of_the_year_is_crossed_backwards():
    assert parse_past("20.12", today=date(2027, 1, 5)) == Understood(date(2026, 12, 20))
    assert parse_past("den 30.", today=date(2027, 1, 5)) == Understood(date(2026, 12, 30))


@pytest.mark.parametrize(
    ("phrase", "days"),
    [
        ("mandag", (date(2026, 11, 9), MONDAY)),
        ("i morgen", ()),
        ("20.12", (date(2025, 12, 20),)),
        ("20.12.2026", ()),
        ("fredag 1. oktober", (date(2026, 10, 1),)),
        ("30.2", ()),
        ("30.2.2026", ()),
        ("neste fredag", ()),
        ("i høst", ()),
        ("mandag og tirsdag", ()),
        ("mandag tirsdag", ()),
        ("", ()),
        ("x" * 500, ()),
    ],
)
def test_what_is_not_certain_is_asked(phrase, days):
    result = parse_past(phrase, today=MONDAY)
    assert isinstance(result, Ask)
    assert result.dates == days


def test_the_thirty_first_of_a_short_month_is_asked():
    assert isinstance(parse_past("den 31.", today=date(2026, 10, 1)), Ask)


@given(text=st.text(), today=st.dates(date(2020, 1, 1), date(2050, 1, 1)))
def test_nothing_that_has_been_lies_ahead(text, today):
    result = parse_past(text, today=today)
    assert not isinstance(result, Understood) or result.on <= today
