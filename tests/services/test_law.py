"""Dated law: on any day a reference is the law of that day, and no section stands in the program itself."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stafett_tui.services.law import Topic, behind, topic, topics
from stafett_tui.services.validated import FaultyFileError, Wrong, validated
from tests.support.source import named, tracked

IDS = [each.id for each in topics()]


@pytest.mark.parametrize(
    ("about", "day", "act"),
    [
        ("school_environment", date(2024, 7, 31), "opplæringslova (1998) kap. 9 A"),
        ("school_environment", date(2024, 8, 1), "opplæringslova (2023) kap. 12"),
        ("adapted_teaching", date(2024, 7, 31), "opplæringslova (1998) kap. 5"),
        ("adapted_teaching", date(2024, 8, 1), "opplæringslova (2023) kap. 11"),
        ("child_welfare_secret", date(2022, 12, 31), "barnevernloven (1992) § 6-7"),
        ("child_welfare_secret", date(2023, 1, 1), "barnevernsloven (2021) § 13-1"),
        ("archive", date(2025, 12, 31), "arkivloven (1992) §§ 6 og 9"),
        ("archive", date(2026, 1, 1), "arkivloven (2025)"),
        ("archive_regulation", date(2026, 1, 1), "arkivforskriften (2025) § 1"),
        ("national_number", date(2018, 7, 19), "personopplysningsloven (2000) § 12"),
        ("national_number", date(2018, 7, 20), "personopplysningsloven (2018) § 12"),
        ("child_heard", date(2026, 11, 16), "barneloven (1981) § 31"),
    ],
)
def test_a_reference_is_the_law_of_its_day(about, day, act):
    assert topic(about).on(day).named("nb") == act


@given(st.dates(date(2000, 1, 1), date(2060, 12, 31)), st.sampled_from(IDS))
def test_on_any_day_at_most_one_provision_is_the_law_and_none_falls_between_two(day, name):
    found = topic(name)
    valid = [each for each in found.provision if each.valid_on(day)]
    begins = min(each.valid_from for each in found.provision if each.valid_from)
    assert len(valid) == (1 if day >= begins else 0)
    assert found.on(day) == (valid[0] if valid else None)


def test_what_is_adopted_without_a_day_is_never_the_law_yet():
    waiting = [each for found in topics() for each in found.provision if each.valid_from is None]
    assert {each.nb for each in waiting} == {"forvaltningsloven (2025)", "barneloven (2025)"}
    assert not any(each.valid_on(date(2060, 1, 1)) or each.confirmed for each in waiting)


def test_every_topic_has_an_id_of_its_own_and_both_written_forms():
    assert len(set(IDS)) == len(IDS)
    for found in topics():
        assert found.about("nb")
        assert found.about("nn")
        assert all(each.named("nn") for each in found.provision)


def test_a_rule_leads_to_what_stands_behind_it():
    day = date(2026, 11, 16)
    assert [found.id for found, _ in behind(["C-13"], day)] == ["waiver", "legal_basis"]
    assert [provision.confirmed for _, provision in behind(["A-01"], day)] == [True, True]
    assert behind(["X-99"], day) == ()
    assert behind(["A-01"], date(1990, 1, 1)) == ()


def test_two_provisions_on_one_day_are_refused():
    row = 'id = "x"\nrules = []\nnb = "x"\nnn = "x"\n' + "".join(
        f'[[provision]]\nnb = "a"\nnn = "a"\nvalid_from = {day}\nconfirmed = true\n'
        for day in (date(2020, 1, 1), date(2020, 1, 1) + timedelta(days=9))
    )
    with pytest.raises(FaultyFileError) as caught:
        validated(row, Topic)
    assert caught.value.fault.wrong is Wrong.VALUE


def test_no_section_of_a_law_stands_in_the_program():
    house = re.compile(r"architecture §\d|§4\.1")  # our own documents
    code = [path for path in tracked() if named(path).startswith("stafett_tui/") and path.suffix in {".py", ".po"}]
    sections = re.compile(r"§|\bart\. \d|\bkap\. \d")
    found = [named(path) for path in code if sections.search(house.sub("", path.read_text(encoding="utf-8")))]
    assert found == []
