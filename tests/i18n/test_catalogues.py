"""The catalogues are complete, with equal placeholders, and sorted as the script writes them."""

from __future__ import annotations

import pytest

from scripts import add_texts, check_texts

TEXTS = check_texts.used()


def forms(value):
    return value if isinstance(value, tuple | list) else (value,)


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_every_text_of_the_code_has_a_translation(language):
    assert list(check_texts.missing(TEXTS, language)) == []


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_a_translation_fills_in_what_its_original_fills_in(language):
    unequal = [
        message.id
        for message in check_texts.catalogue(language)
        if message.id
        and set().union(*map(add_texts.placeholders, forms(message.id)))
        != set().union(*map(add_texts.placeholders, forms(message.string)))
    ]
    assert unequal == []


def test_both_catalogues_hold_the_same_texts():
    nb, nn = ({forms(message.id)[0] for message in check_texts.catalogue(each)} for each in ("nb", "nn"))
    assert nb == nn


def test_a_table_row_must_be_whole(tmp_path):
    for line in ("one\tto", "one\t\tto", "{a}\t{b}\t{a}", "a|b\ta\ta|b", "a|b|c\ta|b|c\ta|b|c"):
        with pytest.raises(add_texts.TableError):
            list(add_texts.parse([line]))


def test_a_table_row_may_have_forms_breaks_and_bars():
    (row,) = add_texts.parse(["# note", "", r"{n} a\|b|{n} cs" + "\t" + r"{n} d\ne|{n} f" + "\t{n} g|{n} h"])
    assert row.msgid == ("{n} a|b", "{n} cs")
    assert row.nb == ("{n} d\ne", "{n} f")


def test_adding_twice_gives_the_same_catalogue(tmp_path, monkeypatch):
    monkeypatch.setattr(add_texts, "LOCALE", tmp_path)
    table = tmp_path / "table.tsv"
    table.write_text("{n} day|{n} days\t{n} dag|{n} dager\t{n} dag|{n} dagar\nUndo\tAngre\tAngre\n", encoding="utf-8")
    assert add_texts.main([str(table)]) == 0
    first = (tmp_path / "nn" / "LC_MESSAGES" / "stafett.po").read_text(encoding="utf-8")
    assert add_texts.main([str(table)]) == 0
    assert (tmp_path / "nn" / "LC_MESSAGES" / "stafett.po").read_text(encoding="utf-8") == first
    assert 'msgstr[1] "{n} dagar"' in first
    table.write_text("broken\n", encoding="utf-8")
    assert add_texts.main([str(table)]) == 1
