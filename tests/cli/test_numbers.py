"""`explain --id`: every vector of N-01 to N-04 from outside, and no number is ever shown in full (D-08)."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.command import command, process

TODAY = ("20914695016", "10915596784", "13527248013", "68467038838", "41814061033", "41810021827",
         "14832199851", "14832199770", "54832199926", "14432199879", "14682199815", "05911299951",
         "05911299870")  # fmt: skip
PUBLISHED = {"02013299997": "current", "02013299903": "2032", "02013299806": "current", "30108299920": "current",
             "30108299939": "2032"}  # fmt: skip
FROM_2032 = ("14832199878", "14832199886")
WRONG = ("12345678910", "14832199852", "14832199850")


def asked(number, *more):
    return command("explain", "--id", number, "--json", *more).json


@pytest.mark.parametrize("number", TODAY)
def test_n01_the_form_of_today_is_right(number):
    assert asked(number, "--test-numbers") == {"valid": True, "scheme": "current"}


@pytest.mark.parametrize("number", FROM_2032)
def test_n02_the_form_from_2032_is_right_and_said(number):
    assert asked(number, "--test-numbers") == {"valid": True, "scheme": "2032"}


@pytest.mark.parametrize(("number", "scheme"), PUBLISHED.items())
def test_n02_the_published_numbers_are_right_in_production(number, scheme):
    assert asked(number) == {"valid": True, "scheme": scheme}


@pytest.mark.parametrize("number", WRONG)
def test_n03_wrong_digits_are_refused(number):
    assert asked(number) == asked(number, "--test-numbers") == {"valid": False, "why": "wrong_digits"}


@pytest.mark.parametrize("number", [*TODAY, *FROM_2032])
def test_n04_production_refuses_a_test_number(number):
    assert asked(number) == {"valid": False, "why": "test_number"}


@pytest.mark.parametrize("number", PUBLISHED)
def test_n04_with_test_numbers_one_that_looks_real_is_refused(number):
    assert asked(number, "--test-numbers") == {"valid": False, "why": "real_person"}


def test_n04_help_numbers_are_right_where_the_policy_takes_them(tmp_path):
    policy = tmp_path / "policy.toml"
    policy.write_text("help_numbers = true\n", encoding="utf-8")
    given_policy = {"STAFETT_POLICY": str(policy)}
    assert command("explain", "--id", "13527248013", "--json", **given_policy).json["valid"] is True
    assert command("explain", "--id", "14832199851", "--json", **given_policy).json["why"] == "test_number"
    policy.write_text("help_numbers = maybe\n", encoding="utf-8")
    assert command("explain", "--id", "13527248013", "--json", **given_policy).json["why"] == "test_number"


def test_numbers_are_read_from_the_input_one_a_line():
    done = command("explain", "--id", "-", typed="14832199851\n148321 99851\n\n02013299997\nx\n")
    assert [json.loads(line) for line in done.out.splitlines()] == [
        {"valid": False, "why": "test_number"}, {"valid": False, "why": "test_number"},
        {"valid": False, "why": "wrong_digits"}, {"valid": True, "scheme": "current"},
        {"valid": False, "why": "wrong_digits"},
    ]  # fmt: skip


def test_in_words_the_number_is_masked():
    assert command("explain", "--id", "148321 99851", "--test-numbers", LANG="nb_NO").out == (
        "148321 *****: rett, etter regelen i dag\n"
    )
    assert command("explain", "--id", "14832199878", "--test-numbers", LANG="nn_NO").out == (
        "148321 *****: rett, etter regelen for nummer frå 2032\n"
    )
    assert "testnummer" in command("explain", "--id", "14832199851", LANG="nb_NO").out
    assert command("explain", "--id", "Munter 99851").out.startswith("*****: ")


@given(st.from_regex(r"[0-9]{6} ?[0-9]{5}", fullmatch=True))
def test_d08_no_number_is_ever_shown_in_full(number):
    for words in ([], ["--json"], ["--test-numbers"], ["--nonsense"]):
        done = command("explain", "--id", number, *words)
        assert number not in done.out + done.err
        assert number[-5:] not in (done.out + done.err).replace(f"{number[:6]} *****", "")
    assert number[-5:] not in command("explain", "--id", "-", typed=number).out


def test_d08_nor_by_the_real_program_where_the_command_is_wrong():
    done = process("explain", "--id=14832199851", "--json")
    assert done.code == 2
    assert "99851" not in done.out + done.err
