"""`stafett backup`, `restore` and `passphrase`: from files off a terminal, asked for at one, told in words."""

from __future__ import annotations

import io
import os

import keyring
import pytest

from stafett_tui.cli.run import run
from stafett_tui.cli.talk import Talk
from stafett_tui.i18n.texts import system_language, texts
from stafett_tui.store.keyrecord import read_record
from tests.support.command import Done, command

PHRASE, OWN, NEW = "kvist bekk stein måne", "blåbær og fløte", "lyng og røsslyng"
pytestmark = pytest.mark.usefixtures("no_ring")


@pytest.fixture
def files(tmp_path):
    for name, text in (
        ("recovery", PHRASE),
        ("own", OWN),
        ("new", NEW),
        ("short", "kort"),
        ("wrong", "feil frase her"),
    ):
        (tmp_path / name).write_text(f"{text}\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def copy(demo, files):
    done = command("backup", "--to", files / "copies", "--recovery-file", files / "recovery", store=demo)
    assert done.code == 0, done.err
    return done.out.strip()


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def at_terminal(monkeypatch, answers, *words, store):
    """Run a command at a terminal where somebody answers the questions for passphrases."""
    asked = []

    def getpass(question, stream=None):
        asked.append(question)
        return answers.pop(0)

    monkeypatch.setattr("getpass.getpass", getpass)
    out, err = Terminal(), io.StringIO()
    given = ["--store", str(store), *map(str, words)]
    code = run(given, Talk(out, err, Terminal(), os.environ, texts(system_language(os.environ))))
    assert answers == []
    return Done(code, out.getvalue(), err.getvalue()), asked


def test_a_copy_goes_into_the_folder_and_comes_back_on_another_machine(demo, files, copy):
    other = files / "other"
    refused = command("restore", copy, "--recovery-file", files / "recovery", store=other)
    assert refused.code == 6
    done = command(
        "restore", copy, "--recovery-file", files / "recovery", store=other,
        STAFETT_PASSPHRASE_FILE=str(files / "own"),
    )  # fmt: skip
    assert (done.code, done.out.strip()) == (0, str(other))
    plans = [command("plans", "--json", store=each, STAFETT_PASSPHRASE_FILE=str(files / "own")).json
             for each in (demo, other)]  # fmt: skip
    assert plans[0] == plans[1]
    assert command("verify", store=other, STAFETT_PASSPHRASE_FILE=str(files / "own")).code == 0


def test_the_second_copy_needs_no_passphrase_and_goes_where_copies_go(demo, files, copy):
    assert command("backup", "--to", files / "daily", "--every", 2, store=demo).code == 0
    done = command("backup", store=demo)
    assert (done.code, done.err) == (0, "")
    assert str(files / "daily") in done.out
    command("backup", "--every", 0, store=demo)
    done = command("backup", store=demo, STAFETT_HOME=str(files / "home"))
    assert str(files / "home" / "backup") in done.out


def test_off_a_terminal_a_recovery_passphrase_has_to_be_in_a_file(demo, files):
    assert command("backup", "--to", files / "copies", store=demo).code == 1
    assert command("restore", files / "none", store=demo).code == 1
    done = command("backup", "--to", files / "copies", "--recovery-file", files / "short", store=demo)
    assert (done.code, done.out) == (1, "")
    assert command("backup", "--recovery-file", files / "missing", store=demo).code == 1
    assert not (files / "copies").exists()


def test_a_wrong_recovery_passphrase_and_a_file_that_is_no_copy_are_told(files, copy):
    wrong = command("restore", copy, "--recovery-file", files / "wrong", store=files / "other")
    assert (wrong.code, wrong.out) == (6, "")
    none = command("restore", files / "own", "--recovery-file", files / "recovery", store=files / "other")
    assert (none.code, none.out) == (1, "")
    assert none.err


def test_what_is_newer_is_lost_only_when_asked(files, copy):
    other, given = files / "other", {"STAFETT_PASSPHRASE_FILE": str(files / "own")}
    words = ("restore", copy, "--recovery-file", files / "recovery")
    assert command(*words, store=other, **given).code == 0
    assert command("meeting", 1, "--line", typed="j\n", store=other, **given).code == 0
    refused = command(*words, store=other, LC_ALL="en_US.UTF-8", LANGUAGE="", **given)
    assert refused.code == 1
    assert "--replace" in refused.err
    assert command(*words, "--replace", store=other, **given).code == 0


def test_where_no_store_is_there_is_nothing_to_copy_or_to_change(files):
    for verb in ("backup", "passphrase"):
        assert command(verb, store=files / "none").code == 1
        assert not (files / "none").exists()


def test_at_a_terminal_a_new_passphrase_is_asked_until_it_is_twice_the_same(demo, files, monkeypatch):
    answers = [PHRASE, "noe annet", PHRASE, PHRASE]
    done, asked = at_terminal(monkeypatch, answers, "backup", "--to", files / "copies", store=demo)
    assert done.code == 0
    assert len(asked) == 4
    other = files / "other"
    answers = [PHRASE, OWN, OWN]
    done, asked = at_terminal(monkeypatch, answers, "restore", done.out.strip(), store=other)
    assert done.code == 0
    done, asked = at_terminal(monkeypatch, [OWN, NEW, NEW], "passphrase", store=other)
    assert done.code == 0
    done, asked = at_terminal(monkeypatch, [NEW], "plans", store=other)
    assert done.code == 0


def test_the_passphrase_changes_from_files_and_the_old_one_opens_nothing(files, copy):
    other, own = files / "other", {"STAFETT_PASSPHRASE_FILE": str(files / "own")}
    command("restore", copy, "--recovery-file", files / "recovery", store=other, **own)
    assert command("passphrase", store=other, **own).code == 6
    assert command("passphrase", "--new-file", files / "short", store=other, **own).code == 1
    assert command("passphrase", "--new-file", files / "new", store=other, **own).code == 0
    assert command("plans", store=other, **own).code == 6
    assert command("plans", store=other, STAFETT_PASSPHRASE_FILE=str(files / "new")).code == 0


def test_the_key_is_changed_and_can_go_into_the_keyring(files, copy):
    from tests.store.rings import MemoryKeyring

    other, own = files / "other", {"STAFETT_PASSPHRASE_FILE": str(files / "own")}
    command("restore", copy, "--recovery-file", files / "recovery", store=other, **own)
    before = read_record(other).proof
    assert command("passphrase", "--new-key", store=other, **own).code == 0
    assert read_record(other).proof != before
    assert command("passphrase", "--keyring", store=other, **own).code == 6
    keyring.set_keyring(MemoryKeyring())
    assert command("passphrase", "--keyring", store=other, **own).code == 0
    assert command("verify", store=other).code == 0
