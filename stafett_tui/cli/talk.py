"""What a command reads and writes: data to stdout, talk to stderr, UTF-8 whatever the locale says."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TextIO

from stafett_tui.i18n.texts import Texts, system_language, texts


@dataclass
class Talk:
    """The streams of one command, its environment and the texts of the system's language."""

    out: TextIO
    err: TextIO
    input: TextIO
    environ: Mapping[str, str]
    texts: Texts

    @classmethod
    def of_process(cls) -> Talk:
        """Take this process's streams; what is no UTF-8 in the input is replaced, never fatal."""
        _utf8(sys.stdin, errors="replace")
        _utf8(sys.stdout, errors="backslashreplace")
        _utf8(sys.stderr, errors="backslashreplace")
        return cls(sys.stdout, sys.stderr, sys.stdin, os.environ, texts(system_language(os.environ)))

    @property
    def on_terminal(self) -> bool:
        """Whether a person sits at both ends."""
        return self.input.isatty() and self.out.isatty()

    def tr(self, msgid: str, /, **values: object) -> str:
        """The text in the system's language."""
        return self.texts.tr(msgid, **values)

    def put(self, text: str = "") -> None:
        """Write a line of data."""
        print(text, file=self.out)

    def say(self, text: str) -> None:
        """Say something to the person, beside the data."""
        print(text, file=self.err)

    def lines(self) -> Iterator[str]:
        """Read the input line by line, without line breaks, until its end."""
        while line := self.input.readline():
            yield line.rstrip("\r\n")

    def flush(self) -> None:
        """Write out what is waiting, so that a full disk or a closed pipe is noticed here."""
        self.out.flush()
        self.err.flush()

    def abandon(self) -> None:
        """Nobody reads any more: let the interpreter end without another word."""
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _utf8(stream: TextIO | None, *, errors: str) -> None:
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8", errors=errors)
