"""The key self-test: what is sent for each key, and a list of the keys where there is no terminal."""

from __future__ import annotations

import io
import os

import pytest

from stafett_tui.actions import ACTIONS
from stafett_tui.cli.keys import _test, expected, shown, spoken, used_keys
from stafett_tui.cli.talk import Talk
from stafett_tui.i18n.texts import texts
from tests.support.command import command

pty = pytest.importorskip("pty")


def test_off_a_terminal_every_action_is_listed():
    done = command("keys")
    assert len(done.out.splitlines()) == len(ACTIONS)
    assert "Ctrl+Z" in done.out


def test_as_json_the_keys_have_a_version():
    found = command("keys", "--json").json
    assert found["version"] == 1
    assert [row["id"] for row in found["keys"]] == [action.id for action in ACTIONS]


@pytest.mark.parametrize(
    ("key", "words", "sent"),
    [
        ("ctrl+p", "Ctrl+P", b"\x10"), ("f1", "F1", b"\x1bOP"), ("escape", "Esc", b"\x1b"), ("m", "m", b"m"),
        ("shift+tab", "Shift+Tab", b"\x1b[Z"), ("up", "Pil opp", b"\x1b[A"),
    ],
)  # fmt: skip
def test_a_key_has_a_name_and_what_terminals_send_for_it(key, words, sent):
    assert spoken(key, texts("nb")) == words
    assert sent in expected(key)


def test_what_was_sent_is_shown_readably():
    assert shown(b"\x1b[15~") == "ESC [ 1 5 ~"
    assert shown(b"\x10") == "^P"
    assert shown(b"") == "-"
    assert shown("ø".encode()) == "c3 b8"


@pytest.mark.parametrize(("wrong", "last"), [(None, "Alle taster kom fram."), ("f1", "1 tast kom ikke fram.")])
def test_on_a_terminal_each_key_is_asked_for_and_judged(wrong, last):
    master, slave = pty.openpty()
    out = _Prompts(master, wrong)
    with os.fdopen(slave, "r", closefd=False) as input_:
        _test(Talk(out, io.StringIO(), input_, {}, texts("nb")))
    os.close(master)
    os.close(slave)
    assert last in out.getvalue()
    assert out.getvalue().count("  ok\r\n") == len(used_keys()) - (wrong is not None)


def test_ctrl_c_stops_the_test():
    master, slave = pty.openpty()
    out = _CtrlC(master)
    with os.fdopen(slave, "r", closefd=False) as input_:
        _test(Talk(out, io.StringIO(), input_, {}, texts("nb")))
    os.close(master)
    os.close(slave)
    assert "ok\r\n" not in out.getvalue()


class _CtrlC(io.StringIO):
    """Presses Ctrl+C when the first key is asked for."""

    def __init__(self, master: int):
        super().__init__()
        self._master = master

    def write(self, text: str) -> int:
        if text.endswith("): "):
            os.write(self._master, b"\x03")
        return super().write(text)


class _Prompts(io.StringIO):
    """Presses each key as it is asked for, `wrong` with a space."""

    def __init__(self, master: int, wrong: str | None):
        super().__init__()
        self._master, self._wrong, self._keys = master, wrong, list(used_keys())

    def write(self, text: str) -> int:
        if text.endswith("): "):
            key = self._keys.pop(0)
            os.write(self._master, b" " if key == self._wrong else expected(key)[0])
        return super().write(text)
