"""The server's settings: the command line before the environment, before the file, before the defaults."""

from __future__ import annotations

from pathlib import Path

import pytest

from stafett_server.settings import Settings, load
from stafett_tui.domain.errors import ErrorKind, StafettError


def test_without_anything_there_is_one_file_in_one_folder():
    found = load({})
    assert found == Settings()
    assert found.url == "sqlite:///stafett-server/stafett.db"
    assert found.ledger_file == Path("stafett-server/ledger.jsonl")
    assert found.read_policy().consent_years == 2


def test_the_command_line_beats_the_environment_and_that_the_file(tmp_path):
    (tmp_path / "server.toml").write_text('port = 1\nname = "File"\nhost = "file"\nkeep = true\n', encoding="utf-8")
    environ = {"STAFETT_SERVER_FOLDER": str(tmp_path), "STAFETT_SERVER_PORT": "2", "STAFETT_SERVER_NAME": "Lillevik"}
    found = load(environ, port=3, host=None)
    assert (found.port, found.name, found.host, found.keep) == (3, "Lillevik", "file", True)
    assert found.settings_file == tmp_path / "server.toml"


def test_a_flag_and_a_path_are_read_from_words(tmp_path):
    found = load(
        {"STAFETT_SERVER_KEEP": "yes", "STAFETT_SERVER_LEDGER": str(tmp_path / "l"), "STAFETT_SERVER_POLICY": ""}
    )
    assert (found.keep, found.ledger_file, found.policy) == (True, tmp_path / "l", None)
    assert load({}, database="postgresql://x").url == "postgresql://x"


@pytest.mark.parametrize("told", [{"port": "many"}, {"keep": "perhaps"}, {"unknown": "x"}])
def test_what_is_no_setting_is_named(told):
    with pytest.raises(StafettError) as found:
        load({}, **told)
    assert found.value.kind is ErrorKind.BAD_INPUT
    assert found.value.data == {"setting": next(iter(told))}


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    (tmp_path / "server.toml").write_text("no toml", encoding="utf-8")
    with pytest.raises(StafettError):
        load({}, folder=str(tmp_path))


def test_the_policy_is_read_from_its_file_or_refused(tmp_path):
    file = tmp_path / "policy.toml"
    file.write_text("consent_years = 3\n", encoding="utf-8")
    assert load({}, policy=str(file)).read_policy().consent_years == 3
    file.write_text("consent_years = 99\n", encoding="utf-8")
    with pytest.raises(StafettError) as found:
        load({}, policy=str(file)).read_policy()
    assert found.value.kind is ErrorKind.POLICY_BAD
