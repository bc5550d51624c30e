"""Passphrases for a command: from a file for unattended use, else asked on the terminal, never shown."""

from __future__ import annotations

from pathlib import Path

from stafett_tui.cli.talk import Talk
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.store.keys import Passphrase, passphrase_file


def from_file(path: Path) -> Passphrase:
    """Read the first line of the file; raises FILE_UNREADABLE."""
    read = passphrase_file(path)

    def told() -> str:
        try:
            return read()
        except StafettError:
            raise StafettError(ErrorKind.FILE_UNREADABLE) from None

    return told


def asked(talk: Talk, question: str) -> Passphrase | None:
    """Ask once; None where nobody sits at the terminal."""
    if not talk.on_terminal:
        return None
    kept: list[str] = []

    def ask() -> str:
        if not kept:
            kept.append(_asked(talk, question))
        return kept[0]

    return ask


def chosen(talk: Talk, question: str) -> Passphrase | None:
    """Ask for a new passphrase until it was written twice the same; None where nobody sits at the terminal."""
    if not talk.on_terminal:
        return None

    def ask() -> str:
        while True:
            first = _asked(talk, question)
            if first == _asked(talk, talk.tr("Once more: ")):
                return first
            talk.say(talk.tr("The two were not the same. Write it again."))

    return ask


def _asked(talk: Talk, question: str) -> str:
    from getpass import getpass

    return getpass(question, stream=talk.err)
