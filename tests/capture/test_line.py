"""The grammar of the capture line, rule by rule."""

from datetime import date, time

import pytest

from stafett_tui.capture.dates import Ask, NextMeeting, Understood
from stafett_tui.capture.line import LineSort, Slot, parse_line, promote, start, understand
from stafett_tui.capture.line_json import as_json
from stafett_tui.capture.people import Person
from stafett_tui.capture.scene import Mark, Scene, Warned

STODIG = Person("s", "Stødig Gran", "pedagogisk leder", "Barnehage")
VARM = Person("v", "Varm Kaffekopp", relation="mother")
BLID = Person("b", "Blid Sykkel", relation="father")
KLOK = Person("k", "Klok Ugle", "rådgiver", "PPT")
LUN = Person("l", "Lun Ulltrøye", "helsesykepleier", "Helsestasjon", covered=False)
SCENE = Scene(people=(STODIG, VARM, BLID, KLOK, LUN), today=date(2026, 11, 16), goals=(1,), child_name="Munter Linerle")
TWO_GOALS = Scene(people=SCENE.people, today=SCENE.today, goals=(1, 2), next_meeting=date(2026, 12, 15))


def understood(line, scene=SCENE):
    return understand(parse_line(line), scene)


@pytest.mark.parametrize(
    ("line", "sort", "text"),
    [
        ("Hjemme virker bildene godt.", LineSort.NOTE, "Hjemme virker bildene godt."),
        ("-2 ganger i uka", LineSort.NOTE, "2 ganger i uka"),
        ("2 ganger i uka", LineSort.NOTE, "2 ganger i uka"),
        ("- punkt", LineSort.NOTE, "punkt"),
        ("12", LineSort.NOTE, "12"),
        ("0", LineSort.NOTE, "0"),
        ("+Du leser", LineSort.ACTIVITY, "Du leser"),
        ("+ Du leser ", LineSort.ACTIVITY, "Du leser"),
        ("t:Du leser", LineSort.ACTIVITY, "Du leser"),
        ("A: Du leser", LineSort.ACTIVITY, "Du leser"),
        ("'Jeg liker dinosaurer", LineSort.VOICE, "Jeg liker dinosaurer"),
        ("\u2019Jeg liker dinosaurer", LineSort.VOICE, "Jeg liker dinosaurer"),
        ("s:Jeg liker dinosaurer", LineSort.VOICE, "Jeg liker dinosaurer"),
        (".Leirskolen i mai", LineSort.PARKED, "Leirskolen i mai"),
        (".5 ting", LineSort.PARKED, "5 ting"),
        ("p: Leirskolen", LineSort.PARKED, "Leirskolen"),
        ("...og så ble det stille", LineSort.NOTE, "...og så ble det stille"),
        ("\u2026og så", LineSort.NOTE, "\u2026og så"),
        ("!Vi fortsetter", LineSort.AGREEMENT, "Vi fortsetter"),
        ("e:Vi fortsetter", LineSort.AGREEMENT, "Vi fortsetter"),
        ("uenig: om søvn", LineSort.DISAGREEMENT, "om søvn"),
        ("Usamd: om svevn", LineSort.DISAGREEMENT, "om svevn"),
        ("ueinig:om svevn", LineSort.DISAGREEMENT, "om svevn"),
        ("uenighet er greit", LineSort.NOTE, "uenighet er greit"),
        ("\\enig", LineSort.PALETTE, "enig"),
        ("\\", LineSort.PALETTE, ""),
        ("ta: nei", LineSort.NOTE, "ta: nei"),
    ],
)
def test_the_first_sign_decides_what_a_line_becomes(line, sort, text):
    result = understood(line)
    assert (result.sort, result.text) == (sort, text)
    assert Mark.TEXT not in result.marks


@pytest.mark.parametrize("line", ["", "  ", "+", ".", "!", "'", "'m ", "-", "uenig:"])
def test_a_line_without_words_is_marked(line):
    assert Mark.TEXT in understood(line).marks


def test_a_digit_alone_jumps_to_that_item():
    assert [understood(text).jump for text in ("1", " 9 ", "5")] == [1, 9, 5]
    assert understood("5").sort is LineSort.JUMP


@pytest.mark.parametrize(
    ("line", "speaker", "text"),
    [
        ("'m Hun sover bedre", "mother", "Hun sover bedre"),
        ("'f Vi øver", "father", "Vi øver"),
        ("s:m Hun sover", "mother", "Hun sover"),
        ("'mamma er snill", "child", "mamma er snill"),
        ("'far leser", "child", "far leser"),
        ("' m", "child", "m"),
        ("'m", "child", "m"),
        ("'M er en bokstav", "child", "M er en bokstav"),
        ("'Jeg vil på skolen", "child", "Jeg vil på skolen"),
    ],
)
def test_mother_and_father_speak_only_with_the_space(line, speaker, text):
    result = understood(line)
    assert (result.speaker, result.text) == (speaker, text)


def test_the_slots_of_a_voice_tell_who_asked_how_and_when():
    result = understood("'Jeg liker dinosaurer. Det er dumt når alle roper.\tst\ttegning\t1.10")
    assert result.asked_by is STODIG
    assert result.how == "drawing"
    assert result.on == date(2026, 10, 1)
    assert result.marks == ()


@pytest.mark.parametrize(
    ("typed", "how"),
    [
        ("teikning", "drawing"), ("tegn", "drawing"), ("samtale", "conversation"), ("Leik", "play"),
        ("lek", "play"), ("spørreskjema", "questionnaire"), ("film", "film"), ("mens vi bakte", "mens vi bakte"),
        ("te", "te"), ("", None),
    ],
)  # fmt: skip
def test_a_known_way_of_asking_has_a_key_and_others_their_words(typed, how):
    assert understood(f"'Hei\t\t{typed}").how == how


def test_what_is_not_certain_about_a_voice_is_marked():
    result = understood("'Hei\tola\tlek\ti morgen")
    assert result.marks == (Mark.ASKED_BY, Mark.ASKED_ON)
    assert isinstance(result.on_asked, Ask)
    assert understood("'Hei\tst og kl").marks == (Mark.ASKED_BY,)
    assert understood("'Hei\tlun").stop == (LUN,)


def test_an_activity_has_a_responsible_helpers_a_deadline_and_a_goal():
    result = understood("+Varm og Blid leser for deg før leggetid\tva bl\tom to uker")
    assert result.text == "Varm og Blid leser for deg før leggetid"
    assert (result.responsible, result.helpers) == (VARM, (BLID,))
    assert result.due == Understood(date(2026, 11, 30))
    assert (result.goal, result.marks, result.stop) == (1, (), ())


def test_the_other_lines_of_the_case():
    first = understood("+Du og Stødig går først til maten\tst\tfre")
    assert (first.responsible, first.due) == (STODIG, Understood(date(2026, 11, 20)))
    third = understood("+Klok sender råd om overganger til personalet\tkl")
    assert (third.responsible, third.due, third.due_is_default) == (KLOK, NextMeeting(), True)


@pytest.mark.parametrize("who", ["va, bl", "va og bl", "va bl", "mor, far", "mor og far", "VK bs", "va bl va"])
def test_the_first_is_responsible_and_the_rest_help(who):
    result = understood(f"+Les\t{who}")
    assert (result.responsible, result.helpers) == (VARM, (BLID,))


def test_nothing_said_about_when_is_the_next_meeting_with_its_date_if_known():
    assert understood("+Les\tva", TWO_GOALS).due == NextMeeting(date(2026, 12, 15))
    past = Scene(people=(), today=SCENE.today, next_meeting=date(2026, 11, 1))
    assert understood("+Les", past).due == NextMeeting()


def test_a_missing_or_unknown_person_is_a_question_mark():
    assert understood("+Les").marks == (Mark.PERSON,)
    result = understood("+Les\tola\tfre")
    assert (result.responsible, result.marks, result.typed_person) == (None, (Mark.PERSON,), "ola")
    assert understood("+Les\tva, ola").marks == (Mark.HELPER,)


def test_a_date_that_is_asked_about_is_a_question_mark_with_its_dates():
    result = understood("+Les\tva\tneste fredag")
    assert isinstance(result.due, Ask)
    assert result.due.dates == (date(2026, 11, 20), date(2026, 11, 27))
    assert result.marks == (Mark.DATE,)


@pytest.mark.parametrize(
    ("when", "warning"),
    [("lørdag", Warned.SATURDAY), ("søndag", Warned.SUNDAY), ("2. juledag", Warned.HOLIDAY)],
)
def test_a_deadline_when_few_work_is_warned_about(when, warning):
    assert understood(f"+Les\tva\t{when}").warnings == (warning,)


def test_someone_without_consent_is_a_stop_and_no_hindrance():
    result = understood("+Måle\tva lun\tfre")
    assert (result.responsible, result.helpers, result.stop) == (VARM, (LUN,), (LUN,))
    assert understood("+Måle\tlu").stop == (LUN,)


def test_the_goal_is_the_digit_or_the_row_in_focus_or_the_last_or_the_only_one():
    line = "+Les\tva\tfre"
    assert understood(line + "\t2", TWO_GOALS).goal == 2
    assert understood(line + "\tmål 2", TWO_GOALS).goal == 2
    assert understood(line, TWO_GOALS).marks == (Mark.GOAL,)
    assert understood(line + "\t3", TWO_GOALS).marks == (Mark.GOAL,)
    assert understood(line + "\tto", TWO_GOALS).marks == (Mark.GOAL,)
    focus = Scene(people=SCENE.people, today=SCENE.today, goals=(1, 2), focus_goal=2, last_goal=1)
    assert understood(line, focus).goal == 2
    last = Scene(people=SCENE.people, today=SCENE.today, goals=(1, 2), focus_goal=7, last_goal=1)
    assert understood(line, last).goal == 1


def test_a_person_a_date_and_a_goal_may_stand_in_the_line():
    result = understood("t:Les hver dag @va fredag om to uker #2", TWO_GOALS)
    assert (result.text, result.responsible, result.goal) == ("Les hver dag", VARM, 2)
    assert isinstance(result.due, Ask) is False
    assert result.due == Understood(date(2026, 12, 4))
    assert understood("+Les @va").responsible is VARM


@pytest.mark.parametrize(
    "text",
    [
        "Skriv til ola@skole.no fre",
        "Møt meg @torget",
        "Si fra @va når det haster veldig",
        "@va",
        "Si fra @",
        "Kjøp melk @va fre # 2 #",
    ],
)
def test_an_at_sign_that_is_no_person_and_date_is_text(text):
    result = understood("+" + text)
    assert result.text == text
    assert result.responsible is None


def test_an_at_sign_is_text_where_the_slots_are_used():
    assert understood("+Les @va\tbl").text == "Les @va"


def test_equally_good_people_are_told_and_another_can_be_chosen():
    twins = Scene(people=(Person("1", "Kari Lie"), Person("2", "Kari Lie")), today=SCENE.today, goals=(1,))
    line = parse_line("+Les\tkl")
    first = understand(line, twins)
    assert first.responsible is twins.people[0]
    assert first.warnings == (Warned.SEVERAL_PEOPLE,)
    assert [hit.person.id for hit in first.responsible_candidates] == ["1", "2"]
    assert understand(line.choose("kl", "2"), twins).responsible is twins.people[1]
    assert understand(line.choose("kl", "2").choose("kl", "1"), twins).responsible is twins.people[0]


def test_the_hits_offered_are_those_of_the_person_being_typed():
    result = understood("+Les\tva, b")
    assert result.candidates[0].person is BLID
    assert result.typed_person == "b"


def test_a_line_is_written_slot_by_slot():
    line = start().with_text("+Les").tab().with_text("va").tab().with_text("15.12 13")
    assert line.slot_name is Slot.WHEN
    assert line.text == "15.12 13"
    assert line.line == "+Les\tva\t15.12 13"
    assert understand(line, SCENE).due == Understood(date(2026, 12, 15), time(13, 0))
    assert line.back_tab().text == "va"
    assert line.tab().slot_name is Slot.GOAL
    assert line.tab().tab().slot_name is Slot.TEXT


def test_a_slot_may_be_passed_over():
    line = start("+Les").tab().tab().with_text("fre")
    assert line.texts == ("+Les", "", "fre")
    assert understand(line, SCENE).marks == (Mark.PERSON,)


def test_a_note_has_one_slot_and_tab_stays_in_it():
    line = start("Hei")
    assert line.tab() == line
    assert parse_line("Hei\tdu").texts == ("Hei\tdu",)


def test_texts_of_other_slots_outlive_a_change_of_sort():
    line = start("+Les").tab().with_text("va").back_tab().with_text("Les")
    assert line.sort is LineSort.NOTE
    assert understand(line, SCENE).texts == ("Les", "va")
    assert understand(line.with_text("+Les"), SCENE).responsible is VARM


def test_the_last_note_becomes_an_activity_at_the_slot_for_who():
    line = promote("Kari spør rektor")
    assert (line.sort, line.slot_name, line.text) == (LineSort.ACTIVITY, Slot.WHO, "")
    assert understand(line.with_text("va"), SCENE).text == "Kari spør rektor"


def test_an_empty_line_says_so():
    assert start().is_empty
    assert not start("+").is_empty
    assert not start("+").tab().with_text("va").is_empty


def test_an_understanding_is_told_as_json():
    assert as_json(understood("+Les\tva bl lun\tlørdag\t1")) == {
        "sort": "activity",
        "text": "Les",
        "responsible": {"id": "v", "name": "Varm Kaffekopp"},
        "helpers": [{"id": "b", "name": "Blid Sykkel"}, {"id": "l", "name": "Lun Ulltrøye"}],
        "due": {"date": "2026-11-21"},
        "goal": 1,
        "marks": [],
        "warnings": ["saturday"],
        "stop": [{"id": "l", "name": "Lun Ulltrøye"}],
    }
    assert as_json(understood("+Les\tva", TWO_GOALS))["due"] == {"next_meeting": True, "date": "2026-12-15"}
    assert as_json(understood("+Les\tva"))["due"] == {"next_meeting": True}
    assert as_json(understood("+Les\tva\tjul"))["due"] == {"ask": ["2026-12-24", "2026-12-25"]}
    assert as_json(understood("Hei")) == {"sort": "note", "text": "Hei", "marks": []}
    assert as_json(understood("3"))["jump"] == 3
    assert as_json(understood("'Hei\tst\tlek\t20.12"))["on_ask"] == ["2025-12-20"]
    assert as_json(understood("'Hei\tst\tlek\t1.10"))["on"] == "2026-10-01"
