"""Whatever stands beside it, each part of an understood phrase is true of the day that was understood."""

from datetime import date, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from stafett_tui.capture.dates import Understood, parse_date

TUESDAY = date(2026, 11, 24)
BASES = st.sampled_from([TUESDAY, date(2026, 11, 29), date(2026, 12, 30), date(2027, 1, 1), date(2026, 12, 11)])


def week(day):
    return day.isocalendar().week


def ahead(day, today):
    return (day - today).days


TRUE_OF = {
    "fredag": lambda day, at, today: day.weekday() == 4,
    "ons": lambda day, at, today: day.weekday() == 2,
    "tysdag": lambda day, at, today: day.weekday() == 1,
    "på mandag": lambda day, at, today: day.weekday() == 0,
    "neste fredag": lambda day, at, today: day.weekday() == 4 and 0 < ahead(day, today) <= 14,
    "uke 50": lambda day, at, today: week(day) == 50,
    "v3": lambda day, at, today: week(day) == 3,
    "neste uke": lambda day, at, today: week(day) == week(today + timedelta(days=7)),
    "denne uka": lambda day, at, today: week(day) == week(today),
    "1.12": lambda day, at, today: (day.day, day.month) == (1, 12),
    "11. desember": lambda day, at, today: (day.day, day.month) == (11, 12),
    "4.12.2026": lambda day, at, today: day == date(2026, 12, 4),
    "den 11.": lambda day, at, today: day.day == 11,
    "i dag": lambda day, at, today: ahead(day, today) in {0, 14},
    "i morgen": lambda day, at, today: ahead(day, today) in {1, 15},
    "om to uker": lambda day, at, today: 8 <= ahead(day, today) <= 20,
    "om en måned": lambda day, at, today: 28 <= ahead(day, today) <= 31,
    "julaften": lambda day, at, today: (day.day, day.month) == (24, 12),
    "siste fredag i januar": lambda day, at, today: day.weekday() == 4 and day.month == 1 and day.day > 24,
    "neste år": lambda day, at, today: day.year == today.year + 1,
    "i år": lambda day, at, today: day.year == today.year,
    "neste måned": lambda day, at, today: day.month == today.month % 12 + 1,
    "kl 14": lambda day, at, today: at == time(14),
    "9.30": lambda day, at, today: at in {time(9, 30), time(21, 30)},
    "halv to": lambda day, at, today: at == time(13, 30),
    "januar": lambda day, at, today: day.month == 1,
    "1400": lambda day, at, today: at == time(14),
    "27": lambda day, at, today: day.day == 27,
    **dict.fromkeys(("senest", "innen", "til", "den", "i", "på", "kveld"), lambda day, at, today: True),
    **dict.fromkeys(
        ("jul", "hver", "ca", "i går", "eller", "slutten av", "neste møte", "?", "-", "og", "snart"),
        lambda day, at, today: False,
    ),
}


@given(parts=st.lists(st.sampled_from(sorted(TRUE_OF)), min_size=1, max_size=4), today=BASES)
@settings(max_examples=1_500, deadline=None)
def test_no_part_of_a_phrase_is_silently_passed_over(parts, today):
    result = parse_date(" ".join(parts), today=today)
    if isinstance(result, Understood):
        untrue = [part for part in parts if not TRUE_OF[part](result.on, result.at, today)]
        assert untrue == []
