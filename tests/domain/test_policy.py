"""The municipal settings: safe by default, refused where they contradict themselves."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from stafett_tui.domain.policy import Policy


@pytest.mark.parametrize("told", [{"youth_age": 18, "adult_age": 17}, {"consent_years": 0}, {"consent_warn_days": []},
                                  {"lowest_level": 0}, {"unknown": 1}])  # fmt: skip
def test_a_setting_that_makes_no_sense_is_refused(told):
    with pytest.raises(ValidationError):
        Policy(**told)


def test_whoever_is_an_adult_may_be_asked_as_one_from_the_same_birthday():
    assert Policy(youth_age=18, adult_age=18).youth_age == 18
