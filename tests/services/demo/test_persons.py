"""N-05: everybody in the demo is invented, and so is every number."""

from __future__ import annotations

import pytest

from stafett_tui.domain.national_id import Checked, Mode, Refusal, Scheme, check
from stafett_tui.services.demo.persons import invented
from stafett_tui.services.demo.written import read


@pytest.fixture
def people():
    """Give a thousand of them."""
    return [invented(read("words"), number) for number in range(1000)]


def test_n05_a_thousand_people_have_synthetic_numbers_with_right_check_digits(people):
    for person in people:
        assert 81 <= int(person.national_id[2:4]) <= 92
        assert check(person.national_id, Mode.DEMO) == Checked(Scheme.TODAY, test=True)
        assert check(person.national_id, Mode.PRODUCTION).refused is Refusal.TEST_NUMBER
    assert any(person.national_id[0] in "4567" for person in people), "some have a D-number"
    assert len({person.national_id for person in people}) == len(people)


def test_n05_a_thousand_people_are_named_by_an_adjective_and_a_noun(people):
    words = read("words")
    for person in people:
        adjective, noun = person.name.split(" ")
        assert adjective in words["adjectives"]
        assert noun in words["nouns"]


def test_the_same_number_is_the_same_person(people):
    assert people[7] == invented(read("words"), 7)
