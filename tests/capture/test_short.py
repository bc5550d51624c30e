"""Short forms open to words of the plan, and never to a guess."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stafett_tui.capture.short import KNOWN, Opened, long_words, opened

WORDS = long_words(
    ["Leselekse med lydbok hver kveld", "Stødig viser deg dagtavla", "Frisk luft i friminuttet, lydboka"]
)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("lb", "lydbok"),
        ("Vi hører lb", "lydbok"),
        ("+lb", "lydbok"),
        ("Lb", "Lydbok"),
        ("dgt", "dagtavla"),
        ("'lb", "lydbok"),
    ],
)
def test_a_short_form_opens_to_the_one_word_it_fits(text, word):
    assert opened(text, WORDS).word == word


@pytest.mark.parametrize(
    "text", ["", "l", "lb ", "kl", "nr", "ppt", "le", "du", "lydbok", "xz", "lb.", "a lb1", "fr", "bk", "lkskd"]
)
def test_what_is_a_word_of_its_own_or_fits_nothing_stays(text):
    assert opened(text, WORDS) is None


def test_what_fits_two_words_stays_and_a_bending_is_no_second_word():
    assert opened("lb", ("lydbok", "lekebur")) is None
    assert opened("lb", ("lydboka", "lydbok", "lydbøker")) is None
    assert opened("lb", ("lydboka", "lydbok")) == Opened("lb", "lydbok")


def test_only_long_words_are_known_each_once():
    assert long_words(["Lydbok lydbok kort", "å være 1234567"]) == ("lydbok",)


@given(st.text(max_size=40), st.lists(st.text(max_size=12), max_size=5))
def test_whatever_is_written_opens_to_a_word_of_the_plan_or_stays(text, words):
    known = long_words(words)
    found = opened(text, known)
    assert found is None or (found.word.casefold() in known and text.endswith(found.short) and found.short not in KNOWN)
