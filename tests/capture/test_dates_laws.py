"""Laws that hold for every date and for any text at all."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stafett_tui.capture.dates import Ask, NextMeeting, Understood, parse_date
from stafett_tui.capture.dates.words import DAYS, MONTHS, NUMBERS, ORDINALS

TODAYS = st.dates(date(2020, 1, 1), date(2050, 12, 31))
NEAR = st.integers(0, 270)
NB_DAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
NN_DAYS = ("måndag", "tysdag", "onsdag", "torsdag", "fredag", "laurdag", "sundag")
NB_MONTHS = (
    "januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober",
    "november", "desember",
)  # fmt: skip
WORDS = sorted(
    {
        *DAYS, *MONTHS, *NUMBERS, *ORDINALS, "neste", "denne", "uke", "uka", "veke", "om", "i", "på", "til", "innen", "før",
        "etter", "kl", "halv", "kvart", "over", "møte", "siste", "slutten", "av", "utgangen", "måneden", "år", "jul",
        "juledag", "advent", "påske", "dager", "månader", "u50", "2v", "14d", "1.12", "9.30", "11.12", "12.05.27", "14",
        "1400", "den", "15.", "eller", "/", "?", "-", "ca", "snart", "hver", "i går", "førstkommende", "morgen", "kveld",
        "2026", "2030", "senest", "fra", "dagen",
    }
)  # fmt: skip


def long_nb(day):
    return f"{NB_DAYS[day.weekday()]} {day.day}. {NB_MONTHS[day.month - 1]} {day.year}"


def long_nn(day):
    return f"{NN_DAYS[day.weekday()]} den {day.day}. {NB_MONTHS[day.month - 1]} {day.year}"


@pytest.mark.parametrize(
    "written",
    [
        long_nb,
        long_nn,
        lambda day: long_nb(day).upper(),
        lambda day: f"innen {day.day}.{day.month}.{day.year}",
        lambda day: f"{day:%d.%m.%Y}",
        lambda day: f"{day:%d.%m.%y}",
        lambda day: f"{day.day}/{day.month}-{day:%y}",
        lambda day: day.isoformat(),
        lambda day: f"uke {day.isocalendar().week} {NB_DAYS[day.weekday()]} {day.day}.{day.month}.{day.year}",
        lambda day: f"{day.day}. {NB_MONTHS[day.month - 1]}",
        lambda day: f"{NN_DAYS[day.weekday()]} {day.day}/{day.month}",
        lambda day: f"{day.day}.{day.month}.",
    ],
)
@given(today=TODAYS, ahead=NEAR)
@settings(max_examples=60)
def test_a_written_day_is_read_back_as_itself(written, today, ahead):
    day = today + timedelta(days=ahead)
    assert parse_date(written(day), today=today) == Understood(day)


@given(today=TODAYS, ahead=NEAR, minutes=st.integers(8 * 60, 20 * 60))
def test_a_written_moment_is_read_back_as_itself(today, ahead, minutes):
    day = today + timedelta(days=ahead)
    clock = (datetime.min + timedelta(minutes=minutes)).time()
    result = parse_date(f"{long_nn(day)} klokka {clock:%H.%M}", today=today, lang="nn")
    assert result == Understood(day, clock)


@given(today=TODAYS, days=st.integers(1, 999))
def test_days_ahead_are_counted(today, days):
    result = Understood(today + timedelta(days=days))
    assert parse_date(f"om {days} dager", today=today) == result
    assert parse_date(f"{days}d", today=today) == result


@given(today=TODAYS, weekday=st.integers(0, 6))
def test_a_weekday_is_the_coming_one_and_today_is_a_question(today, weekday):
    result = parse_date(NB_DAYS[weekday], today=today)
    if weekday == today.weekday():
        assert isinstance(result, Ask)
        assert result.dates == (today, today + timedelta(days=7))
    else:
        assert isinstance(result, Understood)
        assert 0 < (result.on - today).days < 7
        assert result.on.weekday() == weekday


@given(today=TODAYS, week=st.integers(1, 52))
def test_a_week_alone_is_its_friday(today, week):
    result = parse_date(f"v{week}", today=today, lang="nn")
    if isinstance(result, Understood):
        assert result.on.isocalendar()[1:] == (week, 5)
    else:
        assert isinstance(result, Ask)


def never_wrong_in_kind(text, today, lang):
    result = parse_date(text, today=today, lang=lang)
    if isinstance(result, Understood):
        assert result.on >= today
    elif isinstance(result, Ask):
        days = [day.date() if isinstance(day, datetime) else day for day in result.dates]
        assert all(day >= today for day in days)
        assert days == sorted(days)
        assert len(set(result.dates)) == len(result.dates)
    else:
        assert result == NextMeeting()


@given(text=st.text(), today=TODAYS, lang=st.sampled_from(["nb", "nn"]))
@settings(max_examples=300)
def test_any_text_is_answered_and_nothing_understood_is_past(text, today, lang):
    never_wrong_in_kind(text, today, lang)


@given(words=st.lists(st.sampled_from(WORDS), max_size=6), today=TODAYS, lang=st.sampled_from(["nb", "nn"]))
@settings(max_examples=600, deadline=None)
def test_any_heap_of_date_words_is_answered_and_nothing_understood_is_past(words, today, lang):
    never_wrong_in_kind(" ".join(words), today, lang)


@given(text=st.text("0123456789./-: klfredag", max_size=16), today=TODAYS)
@settings(max_examples=400, deadline=None)
def test_any_heap_of_digits_is_answered(text, today):
    never_wrong_in_kind(text, today, "nb")
