"""`stafett keys`: a self-test of what the terminal sends for each key we use; off a terminal a list of the keys."""

from __future__ import annotations

import os
import select
import sys
from argparse import Namespace
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final

from stafett_tui.actions import ACTIONS, Action
from stafett_tui.cli.exits import OK
from stafett_tui.cli.talk import Talk
from stafett_tui.i18n.texts import N_, Texts

END: Final = b"\x03"
SKIP: Final = b" "
ESCAPE: Final = 0x1B
GATHER: Final = 0.05
"""Seconds in which the rest of a key's sequence comes; a terminal sends it at once."""

_SENT: Final[Mapping[str, tuple[bytes, ...]]] = {
    "enter": (b"\r", b"\n"),
    "escape": (b"\x1b",),
    "tab": (b"\t",),
    "shift+tab": (b"\x1b[Z",),
    "up": (b"\x1b[A", b"\x1bOA"),
    "down": (b"\x1b[B", b"\x1bOB"),
    "pageup": (b"\x1b[5~",),
    "pagedown": (b"\x1b[6~",),
    "home": (b"\x1b[H", b"\x1bOH", b"\x1b[1~", b"\x1b[7~"),
    "end": (b"\x1b[F", b"\x1bOF", b"\x1b[4~", b"\x1b[8~"),
    "f1": (b"\x1bOP", b"\x1b[11~", b"\x1b[[A"),
    "f5": (b"\x1b[15~", b"\x1b[[E"),
    "f6": (b"\x1b[17~",),
}
_WORDS: Final[Mapping[str, str]] = {
    "enter": "Enter",
    "escape": "Esc",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "up": N_("Up"),
    "down": N_("Down"),
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
}


def keys(options: Namespace, talk: Talk) -> int:
    """Test the keys on a terminal; list them elsewhere."""
    if options.json:
        from stafett_tui.documents.encoding import to_text

        rows = [
            {"id": a.id, "keys": list(a.keys), "title": talk.tr(a.title), "screens": list(a.screens)} for a in ACTIONS
        ]
        talk.put(to_text({"version": 1, "keys": rows}))
    elif talk.on_terminal and sys.platform != "win32":
        _test(talk)
    else:
        for action in ACTIONS:
            named = ", ".join(spoken(key, talk.texts) for key in action.keys) or "-"
            talk.put(f"{named:<12}  {talk.tr(action.title)}")
    return OK


def used_keys() -> dict[str, Action]:
    """Every key once, with the first action it does."""
    found: dict[str, Action] = {}
    for action in ACTIONS:
        for key in action.keys:
            found.setdefault(key, action)
    return found


def spoken(key: str, texts: Texts) -> str:
    """A key as it is printed on a keyboard: `Ctrl+P`, `F1`, `Esc`."""
    if key in _WORDS:
        return texts.tr(_WORDS[key])
    return "+".join(part.capitalize() if len(part) > 1 else part for part in _upper_after_ctrl(key))


def _upper_after_ctrl(key: str) -> list[str]:
    first, plus, rest = key.partition("+")
    return [first, rest.upper()] if plus and rest else [key]


def expected(key: str) -> tuple[bytes, ...]:
    """What terminals send for a key; a letter or sign sends itself."""
    if key in _SENT:
        return _SENT[key]
    if key.startswith("ctrl+"):
        return (bytes([ord(key[-1].upper()) - ord("@")]),)
    return (key.encode(),)


def shown(sent: bytes) -> str:
    """Bytes as people can read them: `ESC [ 1 5 ~`, `^P`."""
    return " ".join(_sign(byte) for byte in sent) or "-"


def _sign(byte: int) -> str:
    if byte == ESCAPE:
        return "ESC"
    sign = chr(byte)
    if byte < ord(" "):
        return f"^{chr(byte + ord('@'))}"
    return sign if sign.isascii() and sign.isprintable() and sign != " " else f"{byte:02x}"


def _test(talk: Talk) -> None:
    talk.put(talk.tr("Press each key as it is named. Space: the key does nothing here. Ctrl+C: stop."))
    wrong = 0
    descriptor = talk.input.fileno()
    with _raw(descriptor):
        for key, action in used_keys().items():
            talk.out.write(f"{spoken(key, talk.texts)} ({talk.tr(action.title)}): ")
            talk.out.flush()
            sent = _one_key(descriptor)
            if sent == END:
                break
            right = sent in expected(key)
            wrong += not right
            verdict = talk.tr("ok") if right else talk.tr("something else")
            talk.out.write(f"{shown(b'' if sent == SKIP else sent)}  {verdict}\r\n")
    talk.put("")
    talk.put(talk.tr("All keys came through.") if not wrong else talk.texts.trn(
        "{n} key did not come through; the command palette (Ctrl+P) has everything.",
        "{n} keys did not come through; the command palette (Ctrl+P) has everything.", wrong, n=wrong))  # fmt: skip


@contextmanager
def _raw(descriptor: int) -> Iterator[None]:
    import termios
    import tty

    before = termios.tcgetattr(descriptor)
    try:
        tty.setraw(descriptor)
        yield
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)


def _one_key(descriptor: int) -> bytes:
    sent = os.read(descriptor, 1)
    while sent and select.select([descriptor], [], [], GATHER)[0]:
        more = os.read(descriptor, 16)
        if not more:
            break
        sent += more
    return sent or END
