"""Laws of the capture line: any text is taken, and no word of the writer is ever lost."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from stafett_tui.capture.line import LineSort, parse_line, promote, start, understand
from stafett_tui.capture.line_json import as_json
from stafett_tui.capture.people import Person
from stafett_tui.capture.scene import Mark, Scene
from stafett_tui.capture.slots import signed

SCENE = Scene(
    people=(Person("1", "Åse Dal", "PPT"), Person("2", "Kari Lie", covered=False), Person("3", "", "tolk")),
    today=date(2026, 11, 24),
    goals=(1, 2),
    next_meeting=date(2026, 12, 15),
)
SIGNS = st.sampled_from(["", "+", "-", "'", "'m ", "'f ", ".", "!", "t:", "s:", "p:", "e:", "uenig:", "\\", "7"])
PLAIN = st.text(st.characters(exclude_characters="\t", exclude_categories=["Cs"]), max_size=40)
PIECES = st.sampled_from(["@ka", "fre", "#2", "neste møte", "å", " ", "va", "og", ",", "1.12", "kl 14", "\u00a0"])
TEXTS = st.one_of(PLAIN, st.lists(PIECES, max_size=6).map(" ".join))
LINES = st.builds(lambda sign, slots: sign + "\t".join(slots), SIGNS, st.lists(TEXTS, min_size=1, max_size=6))


@given(line=st.one_of(LINES, st.text()))
@settings(max_examples=500, deadline=None)
def test_any_line_is_understood_somehow_and_told(line):
    result = understand(parse_line(line), SCENE)
    assert as_json(result)["sort"] == result.sort.value


@given(line=LINES)
@settings(deadline=None)
def test_no_word_of_the_writer_is_lost(line):
    composition = parse_line(line)
    result = understand(composition, SCENE)
    assert "\t".join(result.texts) == line
    assert composition.line == line.rstrip("\t")


@given(sign=SIGNS, text=PLAIN)
def test_what_follows_the_sign_is_kept_letter_by_letter(sign, text):
    raw = sign + text
    found = signed(raw)
    assert raw.endswith(found.rest)
    assert raw.removesuffix(found.rest).strip().casefold() in {
        "", "+", "-", "'", ".", "!", "t:", "a:", "s:", "p:", "e:", "uenig:", "ueinig:", "usamd:", "\\", "\u2019",
        "\u2018", "\u00b4", "usamde:", "disagree:",
    }  # fmt: skip
    if found.sort not in {LineSort.ACTIVITY, LineSort.VOICE}:
        assert understand(start(raw), SCENE).text == found.rest.strip()


@given(line=LINES, steps=st.integers(0, 9))
def test_tab_and_back_is_where_you_were(line, steps):
    composition = parse_line(line)
    for _ in range(steps):
        composition = composition.tab()
    assert composition.tab().back_tab() == composition
    assert composition.back_tab().tab() == composition
    assert composition.tab().texts == composition.texts


@given(line=LINES, text=TEXTS)
def test_a_text_stands_where_it_was_written(line, text):
    composition = parse_line(line)
    written = composition.tab().with_text(text)
    if len(composition.slots) > 1 and composition.slot + 1 < len(composition.slots):
        assert written.text == text
        assert written.texts[: composition.slot + 1] == composition.texts[: composition.slot + 1]


@given(line=LINES)
def test_a_draft_is_read_back_as_it_was(line):
    composition = parse_line(line)
    again = parse_line(composition.line)
    assert again.line == composition.line
    assert again.sort is composition.sort


@given(note=PLAIN.filter(str.strip))
def test_a_promoted_note_keeps_its_words(note):
    result = understand(promote(note), SCENE)
    assert result.sort is LineSort.ACTIVITY
    assert Mark.TEXT not in result.marks
    assert result.texts[0] == "+" + note


@given(text=st.text(max_size=60), who=TEXTS)
def test_only_uncovered_people_who_take_part_are_a_stop(text, who):
    result = understand(start("+" + text).tab().with_text(who), SCENE)
    involved = {person.id for person in (result.responsible, *result.helpers) if person}
    assert {person.id for person in result.stop} == involved & {"2"}


def test_ten_thousand_letters_are_taken_whole():
    text = "ord @ka fre " * 1_000
    result = understand(start("+" + text), SCENE)
    assert result.texts == ("+" + text,)
    assert understand(start("+x").tab().with_text(text).tab().with_text(text), SCENE).marks
