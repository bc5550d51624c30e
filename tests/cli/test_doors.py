"""The ways in: the program itself, the demo on a terminal, the passphrase, the office of a coordinator."""

from __future__ import annotations

import gc
import io
import runpy
import sys

import pytest

from stafett_tui.cli import main
from stafett_tui.cli.run import run, version
from stafett_tui.cli.table import columns, width
from stafett_tui.cli.talk import Talk
from stafett_tui.i18n.texts import texts
from tests.support.command import command, process


class _Person(io.StringIO):
    """A stream with a person behind it."""

    def isatty(self) -> bool:
        return True


def at_a_terminal(*words, typed="", **environ):
    talk = Talk(_Person(), io.StringIO(), _Person(typed), environ, texts("nb"))
    return run([str(word) for word in words], talk), talk


@pytest.fixture
def opened(monkeypatch):
    """The settings the program was opened with; nothing is drawn."""
    seen = []

    def program(settings):
        seen.append((settings, gc.isenabled()))
        return 0

    import stafett_tui.app

    monkeypatch.setattr(stafett_tui.app, "run", program)
    yield seen
    gc.enable()


@pytest.mark.parametrize("words", [[], ["--store", "somewhere"]])
def test_without_a_verb_the_program_opens_with_the_collector_at_rest(opened, words):
    assert command(*words).code == 0
    ((settings, collecting),) = opened
    assert not collecting
    assert (settings.store_dir.name == "somewhere") is bool(words)


def test_the_demo_on_a_terminal_opens_the_program_on_it(opened, tmp_path):
    code, _ = at_a_terminal("demo", "--keep", tmp_path / "kept", STAFETT_HOME=str(tmp_path))
    assert code == 0
    assert opened[0][0].store_dir == tmp_path / "kept"


def test_a_demo_that_is_not_kept_is_gone_when_the_program_ends(opened, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    at_a_terminal("demo", STAFETT_HOME=str(tmp_path / "home"))
    assert not opened[0][0].store_dir.exists()


def test_a_passphrase_is_asked_for_only_where_a_person_sits(tmp_path, monkeypatch):
    asked = []

    def getpass(prompt, stream):
        asked.append(prompt)
        return "hemmelig frase"

    monkeypatch.setattr("getpass.getpass", getpass)
    code, _ = at_a_terminal("--store", tmp_path / "new", "plans", STAFETT_HOME=str(tmp_path))
    assert (code, asked) == (0, ["Passordfrasen til lageret: "])
    assert command("plans", store=tmp_path / "new").code == 6
    assert len(asked) == 1


def test_a_passphrase_file_that_cannot_be_read_is_no_key(tmp_path):
    assert command("plans", store=tmp_path / "new", STAFETT_PASSPHRASE_FILE=str(tmp_path / "gone")).code == 6


@pytest.fixture(scope="module")
def coordinated(tmp_path_factory):
    folder = tmp_path_factory.mktemp("office") / "store"
    command("demo", "--as", "coordinator", "--keep", folder)
    return folder


def test_a_coordinator_sees_families_by_their_initials(coordinated):
    listed = command("plans", store=coordinated).out
    assert "M.L." in listed
    assert "Munter" not in listed
    due = command("deadlines", store=coordinated).out
    assert "Klok Ugle" in due
    assert "Varm Kaffekopp" not in due


def test_a_coordinator_looks_into_a_plan_with_a_reason_only(coordinated):
    refused = command("show", 1, store=coordinated)
    assert (refused.code, refused.out) == (5, "")
    shown = command("show", 1, "--reason", "Klage fra familien", "--json", store=coordinated)
    assert shown.json["plan"]["owner"]["name"] == "Munter Linerle"


def test_a_coordinator_holds_no_meeting(coordinated):
    assert command("meeting", 1, "--line", store=coordinated).code == 5


def test_the_whole_process_answers_like_the_function(capsys, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["stafett", "--version"])
    with pytest.raises(SystemExit) as left:
        runpy.run_module("stafett_tui", run_name="__main__")
    assert left.value.code == 0
    assert capsys.readouterr().out == f"stafett {version()}\n"


def test_ctrl_c_ends_a_command_without_a_traceback(monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("stafett_tui.cli.paths.paths", interrupted)
    assert main(["paths"]) == 1


def test_ctrl_c_in_line_mode_keeps_everything(demo):
    class Interrupted(io.StringIO):
        def readline(self, *_):
            raise KeyboardInterrupt

    talk = Talk(io.StringIO(), io.StringIO(), Interrupted(), {}, texts("nb"))
    assert run(["--store", str(demo), "meeting", "1", "--line"], talk) == 0
    assert "Alt er lagret" in talk.out.getvalue()


def test_columns_are_measured_in_cells():
    assert width("ærlig") == 5
    assert width("日本") == 4
    assert width("e\u0301") == 1
    lines = list(columns(("a", "b"), [("日本", "x"), ("ab", "y\nz")]))
    assert lines == ["a     b", "日本  x", "ab    y z"]
    assert list(columns(("a",), [])) == []


def test_an_unknown_install_has_version_nought(monkeypatch):
    from importlib import metadata

    def missing(_):
        raise metadata.PackageNotFoundError

    monkeypatch.setattr(metadata, "version", missing)
    assert version() == "0"


def test_the_program_is_started_as_a_module_and_as_a_command():
    assert process("--version").out == f"stafett {version()}\n"
