"""Settings come from the environment, then the file, then the defaults."""

from __future__ import annotations

from pathlib import Path

import pytest

from stafett_tui import config


def test_without_anything_the_language_is_bokmaal_and_the_theme_the_terminals_own(tmp_path):
    settings = config.load({"STAFETT_HOME": str(tmp_path)})
    assert (settings.language, settings.language_chosen, settings.theme, settings.vi) == (
        "nb",
        False,
        "ansi",
        False,
    )
    assert settings.store_dir == tmp_path / "data" / "store"
    assert not list(tmp_path.iterdir())


def test_the_environment_beats_the_file_and_the_command_line_beats_both(tmp_path):
    environ = {
        "STAFETT_HOME": str(tmp_path),
        "STAFETT_LANGUAGE": "nn",
        "STAFETT_STORE": "/a",
        "STAFETT_VI": "ja",
    }
    config.save(config.load(environ).paths.config_file, language="en", vi=False)
    settings = config.load(environ, store=Path("/b"))
    assert (settings.language, settings.language_chosen) == ("nn", True)
    assert settings.vi
    assert settings.store_dir == Path("/b")
    assert config.load({"STAFETT_HOME": str(tmp_path)}).language == "en"


def test_saving_one_setting_keeps_the_others_and_the_keymap(tmp_path):
    path = tmp_path / "config" / "config.toml"
    path.parent.mkdir()
    path.write_text('theme = "stafett-light"\n[keys]\nundo = "f4, u"\nredo = ["f3"]\n', encoding="utf-8")
    config.save(path, language="nn")
    settings = config.load({"STAFETT_HOME": str(tmp_path)})
    assert (settings.theme, settings.language) == ("stafett-light", "nn")
    assert settings.keymap == {"undo": ("f4", "u"), "redo": ("f3",)}


@pytest.mark.parametrize("content", ["not toml", "language = 3\ntheme = 'x'\nvi = 'perhaps'\nkeys = 1", "\x00"])
def test_a_settings_file_that_cannot_be_understood_never_stops_the_program(tmp_path, content):
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "config.toml").write_text(content, encoding="utf-8")
    settings = config.load({"STAFETT_HOME": str(tmp_path)})
    assert (settings.language, settings.theme, settings.vi, settings.keymap) == ("nb", "ansi", False, {})


def test_a_keymap_entry_of_another_kind_gives_no_key(tmp_path):
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "config.toml").write_text("[keys]\nundo = 3\n", encoding="utf-8")
    assert config.load({"STAFETT_HOME": str(tmp_path)}).keymap == {"undo": ()}


def test_the_folders_of_the_system_are_named_after_the_program():
    paths = config.platform_paths({})
    assert "stafett" in str(paths.config)
    assert "stafett" in str(paths.store)


def test_the_passphrase_file_is_taken_from_the_environment_only(tmp_path):
    settings = config.load({"STAFETT_HOME": str(tmp_path), "STAFETT_PASSPHRASE_FILE": "/secret"})
    assert settings.passphrase_file == Path("/secret")
