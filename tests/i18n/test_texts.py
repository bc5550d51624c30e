"""Texts are found in their language, filled in literally, and read from the source where nothing was compiled."""

from __future__ import annotations

import os
import shutil

import pytest

from stafett_tui.i18n import texts as module
from stafett_tui.i18n.po import SourceTranslations, read
from stafett_tui.i18n.texts import LANGUAGES, Texts, known_language, system_language, texts


@pytest.fixture
def own_catalogues(tmp_path, monkeypatch):
    shutil.copytree(module.LOCALE_DIR, tmp_path / "locale", ignore=shutil.ignore_patterns("*.mo"))
    monkeypatch.setattr(module, "LOCALE_DIR", tmp_path / "locale")
    return tmp_path / "locale"


@pytest.mark.parametrize(("language", "shown"), [("nb", "Neste møte"), ("nn", "Neste møte"), ("en", "Next meeting")])
def test_a_text_is_given_in_the_language(language, shown):
    assert Texts(language).tr("Next meeting") == shown


@pytest.mark.parametrize(
    ("language", "n", "shown"),
    [
        ("nb", 1, "om 1 dag"),
        ("nb", 2, "om 2 dager"),
        ("nn", 2, "om 2 dagar"),
        ("en", 1, "in 1 day"),
        ("en", 0, "in 0 days"),
    ],
)
def test_a_number_of_things_takes_its_form(language, n, shown):
    assert Texts(language).trn("in {n} day", "in {n} days", n, n=n) == shown


def test_a_text_that_is_not_translated_is_shown_as_it_stands():
    assert Texts("nn").tr("Nobody translated this {n}", n=1) == "Nobody translated this 1"


def test_a_value_is_filled_in_literally_whatever_it_holds():
    assert Texts("nb").tr("Say {what}", what="[/b] {n} %s") == "Say [/b] {n} %s"


def test_a_text_without_values_may_hold_braces():
    assert Texts("en").tr("{as it stands}") == "{as it stands}"


def test_the_empty_text_stays_empty():
    assert Texts("nb").tr("") == ""


def test_a_catalogue_is_read_once_for_a_language():
    assert texts("nn") is texts("nn")


@pytest.mark.usefixtures("own_catalogues")
@pytest.mark.parametrize(("n", "shown"), [(1, "om 1 dag"), (3, "om 3 dagar")])
def test_without_a_compiled_catalogue_the_source_is_read(n, shown):
    reader = Texts("nn")
    assert reader.trn("in {n} day", "in {n} days", n, n=n).replace("dager", "dagar") == shown
    assert reader.tr("Consent") == "Samtykke"
    assert reader.tr("Nobody translated this") == "Nobody translated this"
    assert reader.trn("one fish", "many fish", 2) == "many fish"


def test_a_compiled_catalogue_older_than_its_source_is_not_used(own_catalogues):
    folder = own_catalogues / "nb" / "LC_MESSAGES"
    (folder / "stafett.mo").write_bytes(b"not a catalogue")
    os.utime(folder / "stafett.mo", (1, 1))
    assert Texts("nb").tr("Undo") == "Angre"


def test_a_compiled_catalogue_without_its_source_is_used(own_catalogues):
    from hatch_build import compile_catalogues

    root = own_catalogues.parent / "root"
    shutil.copytree(own_catalogues, root / "stafett_tui" / "i18n" / "locale")
    made = compile_catalogues(root)
    assert [path.name for path in made] == ["stafett.mo", "stafett.mo"]
    for path in made:
        shutil.copy(path, own_catalogues / path.parts[-3] / "LC_MESSAGES")
        (own_catalogues / path.parts[-3] / "LC_MESSAGES" / "stafett.po").unlink()
    assert Texts("nn").tr("In lists") == "I lister"


def test_the_source_reader_understands_long_and_quoted_texts():
    source = 'msgid ""\nmsgstr "X: y\\n"\n\n# note\nmsgid ""\n"a \\"b\\"\\n"\n"c"\nmsgstr ""\n"d\\n"\n"e"\n'
    (message,) = read(source)
    assert (message.msgid, message.texts) == ('a "b"\nc', {0: "d\ne"})
    assert SourceTranslations(source).gettext('a "b"\nc') == "d\ne"


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({}, "nb"),
        ({"LANG": "C"}, "nb"),
        ({"LANG": "C.UTF-8"}, "nb"),
        ({"LANG": "POSIX"}, "nb"),
        ({"LANG": "de_DE.UTF-8"}, "nb"),
        ({"LANG": "nb_NO.UTF-8"}, "nb"),
        ({"LANG": "no"}, "nb"),
        ({"LANG": "nn_NO.UTF-8"}, "nn"),
        ({"LANG": "nn-NO"}, "nn"),
        ({"LANG": "en_GB"}, "en"),
        ({"LANG": "en_GB", "LC_MESSAGES": "nn_NO"}, "nn"),
        ({"LANG": "en_GB", "LC_MESSAGES": "nn_NO", "LC_ALL": "nb_NO@x"}, "nb"),
        ({"LANG": "nn_NO", "LC_ALL": ""}, "nn"),
    ],
)
def test_the_language_is_the_systems_and_bokmaal_where_it_names_none_of_ours(environ, language):
    assert system_language(environ) == language


def test_only_our_languages_are_known():
    assert [known_language(each) for each in (*LANGUAGES, "de", "")] == ["nb", "nn", "en", None, None]
