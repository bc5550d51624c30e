"""Two letters find a person, whatever letters the name is written with."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stafett_tui.capture.people import Person, match
from stafett_tui.capture.who import read_who

KARI_LIE = Person("1", "Kari Lie", "kontaktlærer", "skole")
KARI_MO = Person("2", "Kari Mo", "helsesykepleier", "helsestasjon", covered=False)
ASE = Person("3", "Åse Dal", "spesialpedagog", "PPT")
OYSTEIN = Person("4", "Øystein Berg", "miljøterapeut", "skole")
AEGIR = Person("5", "Ægir Ås", "tolk", "")
ZOE = Person("6", "Zoë Sand", "", "SFO")
ONEIL = Person("7", "Mary O'Neil", "", "barnevern")
NGUYEN = Person("8", "Linh Nguyễn", "", "", relation="mother")
MONA = Person("9", "Mona", "avløser", "", role_words=("støttekontakt",))
ROLE_ONLY = Person("10", "", "pedagogisk-psykologisk rådgiver", "PPT")
FATHER = Person("11", "Jevn Sti", relation="father")
PEOPLE = (KARI_LIE, KARI_MO, ASE, OYSTEIN, AEGIR, ZOE, ONEIL, NGUYEN, MONA, ROLE_ONLY, FATHER)


def names(query, people=PEOPLE):
    return [hit.person.name or hit.person.role for hit in match(query, people)]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("kl", "Kari Lie"),
        ("KL", "Kari Lie"),
        ("ka", "Kari Lie"),
        ("mo", "Kari Mo"),
        ("kari mo", "Kari Mo"),
        ("ka mo", "Kari Mo"),
        ("ås", "Ægir Ås"),
        ("åse", "Åse Dal"),
        ("åd", "Åse Dal"),
        ("øy", "Øystein Berg"),
        ("ØYSTEIN", "Øystein Berg"),
        ("æg", "Ægir Ås"),
        ("zo", "Zoë Sand"),
        ("zoë", "Zoë Sand"),
        ("zoe", "Zoë Sand"),
        ("o'n", "Mary O'Neil"),
        ("o\u2019neil", "Mary O'Neil"),
        ("oneil", "Mary O'Neil"),
        ("neil", "Mary O'Neil"),
        ("ng", "Linh Nguyễn"),
        ("nguyen", "Linh Nguyễn"),
        ("nguyễn", "Linh Nguyễn"),
        ("mor", "Linh Nguyễn"),
        ("mamma", "Linh Nguyễn"),
        ("far", "Jevn Sti"),
        ("mon", "Mona"),
        ("støtte", "Mona"),
        ("pp", "Åse Dal"),
        ("pr", "pedagogisk-psykologisk rådgiver"),
        ("psyk", "pedagogisk-psykologisk rådgiver"),
        ("sfo", "Zoë Sand"),
        ("tolk", "Ægir Ås"),
        ("sko", "Kari Lie"),
    ],
)
def test_two_letters_find_a_person(query, name):
    assert names(query)[0] == name


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("ase", "Åse Dal"),
        ("aase", "Åse Dal"),
        ("oy", "Øystein Berg"),
        ("oeystein", "Øystein Berg"),
        ("aeg", "Ægir Ås"),
        ("agir", "Ægir Ås"),
        ("radgiver", "pedagogisk-psykologisk rådgiver"),
    ],
)
def test_a_name_is_found_without_its_own_letters_too_but_later(query, name):
    exact = (*PEOPLE, Person("99", query.title()))
    assert names(query)[0] == name
    assert names(query, exact)[0] == query.title()
    assert name in names(query, exact)[1:]


def test_initials_come_before_a_first_name_and_a_role_last():
    people = (Person("1", "Per Moe", "PPT"), Person("2", "Ppolina Dal"), Person("3", "Pia Prestegård"))
    assert [hit.person.id for hit in match("pp", people)] == ["3", "2", "1"]


def test_two_of_the_same_name_are_both_offered_the_covered_one_first():
    assert names("kari")[:2] == ["Kari Lie", "Kari Mo"]
    assert names("kari", (KARI_MO, KARI_LIE)) == ["Kari Lie", "Kari Mo"]


def test_equals_stand_in_the_order_of_the_plan():
    twins = (Person("b", "Kari Lie"), Person("a", "Kari Lie"))
    assert [hit.person.id for hit in match("kl", twins)] == ["b", "a"]


@pytest.mark.parametrize("query", ["", "  ", "xq", "å å å", "'", "\u200b"])
def test_nobody_is_found_where_nobody_fits(query):
    assert match(query, PEOPLE) == ()


def test_the_first_is_responsible_and_the_others_help():
    varm, blid = Person("v", "Varm Kaffekopp"), Person("b", "Blid Sykkel")
    for text in ("va, bl", "va og bl", "va bl", "@va @bl", "va,bl", "varm kaffekopp blid sykkel", "va & bl"):
        assert [who.person for who in read_who(text, (blid, varm))] == [varm, blid]


def test_several_words_are_one_person_where_one_person_has_them():
    assert [who.person for who in read_who("kari lie øy", PEOPLE)] == [KARI_LIE, OYSTEIN]


def test_unknown_words_stay_together_as_typed():
    people = read_who("ola nordmann ka", PEOPLE)
    assert [(who.typed, who.person) for who in people] == [("ola nordmann", None), ("ka", KARI_LIE)]


def test_another_of_those_offered_can_be_chosen():
    assert read_who("ka", PEOPLE, (("ka", "2"),))[0].person is KARI_MO
    assert read_who("ka", PEOPLE, (("ka", "4"),))[0].person is KARI_LIE


def test_a_very_long_text_is_nobody():
    assert [who.person for who in read_who("ka " * 5_000, PEOPLE)] == [None]


@given(query=st.text(), names=st.lists(st.text(max_size=20), max_size=5))
def test_any_query_is_answered(query, names):
    people = tuple(Person(str(place), name, name[::-1]) for place, name in enumerate(names))
    hits = match(query, people)
    assert [hit.rank for hit in hits] == sorted(hit.rank for hit in hits)
    assert read_who(query, people) is not None


@given(name=st.from_regex(r"[A-ZÆØÅ][a-zæøå]{2,8}( [A-ZÆØÅ][a-zæøåéü]{2,8}){0,2}", fullmatch=True))
def test_everyone_is_found_by_the_whole_name_and_by_two_letters(name):
    person = Person("1", name)
    assert match(name.upper(), (person,))[0].rank == 0
    assert match(name[:2], (person,))
    assert match("".join(word[0] for word in name.split())[:2], (person,))
