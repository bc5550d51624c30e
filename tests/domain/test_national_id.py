"""National identity numbers, N-01 to N-07; every number here is synthetic or published for tests."""

from __future__ import annotations

import inspect
import re
from importlib import import_module

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stafett_tui.domain import national_id
from stafett_tui.domain.national_id import Mode, Refusal, Scheme, check, mask, synthetic
from stafett_tui.domain.people import Owner, PersonName
from tests.support.source import modules

PURE = modules("domain", "capture")

TODAY = ("20914695016", "10915596784", "13527248013", "68467038838", "41814061033", "41810021827")
READY = ("14832199851", "14832199770", "54832199926", "14432199879", "14682199815", "05911299951", "05911299870")
FROM_2032 = ("14832199878", "14832199886")
PUBLISHED = {"02013299997": 0, "02013299903": 2, "02013299806": 0, "30108299920": 0, "30108299939": 1}
WRONG = ("12345678910", "14832199852", "14832199850")


@pytest.mark.parametrize("number", TODAY + READY)
def test_n01_the_form_of_today_is_taken(number):
    assert check(number, Mode.DEMO) == national_id.Checked(Scheme.TODAY, test=True)


@pytest.mark.parametrize("number", FROM_2032)
def test_n02_the_form_from_2032_is_taken_and_said_so(number):
    assert check(number, Mode.DEMO).scheme is Scheme.FROM_2032


@pytest.mark.parametrize(("number", "r1"), PUBLISHED.items())
def test_n02_the_published_numbers_are_right_in_production(number, r1):
    found = check(number, Mode.PRODUCTION)
    assert (found.scheme, found.test, found.refused) == (Scheme.FROM_2032 if r1 else Scheme.TODAY, False, None)


@pytest.mark.parametrize(
    "number",
    [
        *WRONG,
        "",
        "1483219985",
        "148321998511",
        "1483219985x",
        "１4832199851",
        "00832199851",
        "14132199851",
        "99832199851",
    ],
)
def test_n03_wrong_digits_are_refused(number):
    for mode in Mode:
        assert check(number, mode) == national_id.Checked(refused=Refusal.WRONG_DIGITS)


@pytest.mark.parametrize("number", [*TODAY, *READY, *FROM_2032])
def test_n04_production_refuses_a_test_number_as_such(number):
    assert check(number, Mode.PRODUCTION).refused is Refusal.TEST_NUMBER


@pytest.mark.parametrize("number", PUBLISHED)
def test_n04_the_demo_refuses_what_could_be_a_real_person(number):
    assert check(number, Mode.DEMO).refused is Refusal.REAL_PERSON


def test_n04_help_numbers_are_taken_where_the_municipality_uses_them():
    assert check("13527248013", Mode.PRODUCTION, help_numbers=True).refused is None
    assert check("14832199851", Mode.PRODUCTION, help_numbers=True).refused is Refusal.TEST_NUMBER


@given(st.integers(1, 28), st.integers(1, 12), st.integers(0, 99), st.integers(0, 999), st.booleans())
def test_n05_every_number_made_here_is_synthetic_and_right(day, month, year, individual, d_number):
    number = synthetic(day, month, year, individual, d_number=d_number)
    if number is not None:
        assert 81 <= int(number[2:4]) <= 92
        assert check(number, Mode.DEMO) == national_id.Checked(Scheme.TODAY, test=True)
        assert check(number, Mode.PRODUCTION).refused is Refusal.TEST_NUMBER


def test_n05_a_number_whose_check_digit_would_be_ten_is_not_made():
    made = [synthetic(14, 3, 21, n) for n in range(1000)]
    assert 0 < made.count(None) < 300
    assert "14832199851" in made


def test_n06_nothing_is_read_out_of_a_number():
    names = {name for name, _ in inspect.getmembers(national_id, inspect.isfunction) if not name.startswith("_")}
    assert names == {"check", "mask", "synthetic", "dataclass"}
    assert set(national_id.Checked.__slots__) == {"scheme", "test", "refused"}


@pytest.mark.parametrize("module", sorted(PURE))
def test_n06_no_function_of_the_program_gives_sex_century_or_birth_date_of_a_number(module):
    functions = inspect.getmembers(import_module(module), inspect.isfunction)
    forbidden = re.compile(r"(sex|gender|century|birth_?date|born|age)_?(of|from)|(sex|gender|century)", re.IGNORECASE)
    assert [name for name, _ in functions if forbidden.search(name)] == []
    hints = {name: inspect.signature(each).return_annotation for name, each in functions}
    if module == national_id.__name__:
        assert all("date" not in str(hint) for hint in hints.values())


@pytest.mark.parametrize("number", [*TODAY, *READY, *FROM_2032, *PUBLISHED, *WRONG])
def test_a_number_is_shown_without_its_last_five_digits(number):
    assert mask(number) == mask(f"{number[:6]} {number[6:]}") == f"{number[:6]} *****"


@given(st.text(max_size=13))
def test_whatever_is_no_number_is_shown_as_stars_alone(text):
    shown = mask(text)
    assert shown == "*****" or (len(shown) == 12 and shown[:6] == text[:6])


def test_n07_a_person_needs_no_number():
    assert set(PersonName.model_fields) == {"id", "name"}
    assert Owner(id="x", name="Munter Linerle").born is None


def test_a_space_after_the_birth_date_is_as_people_write_it():
    assert check("148321 99851", Mode.DEMO).scheme is Scheme.TODAY
    assert check("1483219 9851", Mode.DEMO).scheme is None
