"""The documents for people are made from the program, or held against it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from scripts import key_table
from stafett_tui.actions import ACTIONS, GROUP_TITLES
from stafett_tui.i18n.keys import key_name
from stafett_tui.i18n.texts import LANGUAGES, Texts
from tests.support.source import ROOT


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_key_table_of_the_hand_book_is_current(language):
    page = (ROOT / "docs" / "user" / language / "README.md").read_text(encoding="utf-8")
    assert key_table.renewed(page, Texts(language)) == page, "run: make keys"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_hand_book_has_a_section_for_every_group_of_actions(language):
    page = (ROOT / "docs" / "user" / language / "README.md").read_text(encoding="utf-8")
    texts = Texts(language)
    assert [title for title in GROUP_TITLES.values() if f"### {texts.tr(title)}\n" not in page] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_action_has_a_title_and_a_hint_in_every_language(language):
    texts = Texts(language)
    own = [(texts.tr(each.title), texts.tr(each.footer_hint)) for each in ACTIONS]
    assert all(title and hint for title, hint in own)
    assert all(len(hint) <= 16 for each, (_, hint) in zip(ACTIONS, own, strict=True) if each.footer is not None)


@pytest.mark.parametrize(
    ("key", "nb", "en"),
    [("ctrl+p", "Ctrl+P", "Ctrl+P"), ("f1", "F1", "F1"), ("k", "k", "k"), ("shift+tab", "Shift+Tab", "Shift+Tab"),
     ("up", "Pil opp", "Up arrow"), ("escape", "Esc", "Esc"), ("+", "+", "+"), ("æ", "æ", "æ")],
)  # fmt: skip
def test_keys_are_named_as_they_stand_on_the_keyboard(key, nb, en):
    assert key_name(key, Texts("nb")) == nb
    assert key_name(key, Texts("en")) == en


@pytest.mark.slow
def test_the_pictures_show_the_program_as_it_is(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "scripts.pictures", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{done.stdout}{done.stderr}run: make pictures, and look at them"


def test_the_readme_names_every_verb_of_the_command_line():
    from stafett_tui.cli.verbs import VERBS

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [each.name for each in VERBS if f"stafett {each.name}" not in readme] == []
