"""The terminal of the program: it notices when the terminal is gone, and says so once, instead of reading on for ever.

A closed window sends SIGHUP, which ends the program. Where that signal does not come (a session of its own, a
broken connection), a read answers at once with nothing and a write fails.
"""

from __future__ import annotations

import os
import selectors
from codecs import getincrementaldecoder
from collections.abc import Iterator
from contextlib import suppress
from typing import IO, Any, Final

from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

AT_ONCE: Final = 65536
"""Bytes read at once."""
A_LOOK: Final = 0.1
"""Seconds until a lone Esc is a key, and until it is seen that the driver stops."""


class TerminalGone(Message):
    """Nobody can write or read here any more."""


class Spared:
    """A file that is written to as long as it can be: a terminal that is gone does not end the writing thread."""

    def __init__(self, file: IO[str]) -> None:
        """Write to this file."""
        self._file = file

    def write(self, text: str) -> None:
        """Write, if that is possible."""
        with suppress(OSError):
            self._file.write(text)

    def flush(self) -> None:
        """Send what was written, if that is possible."""
        with suppress(OSError):
            self._file.flush()

    def fileno(self) -> int:
        """The number of the file."""
        return self._file.fileno()


class TerminalDriver(LinuxDriver):
    """Textual's driver, with an end to its reading."""

    def __init__(self, app: App[Any], *, debug: bool = False, mouse: bool = True,
                 size: tuple[int, int] | None = None) -> None:  # fmt: skip
        """Write so that a terminal that is gone stops nothing."""
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._file: Any = Spared(self._file)

    def run_input_thread(self) -> None:
        """Give on what the terminal sends, until the driver stops or the terminal is gone."""
        parser = XTermParser(self._debug)
        decode = getincrementaldecoder("utf-8")("replace").decode
        try:
            for data in self._pieces():
                for message in parser.feed(decode(data)) if data else ():
                    self.process_message(message)
                for message in parser.tick():
                    self.process_message(message)
        finally:
            with suppress(EOFError, ParseError):
                for _ in parser.feed(""):
                    pass

    def _pieces(self) -> Iterator[bytes]:
        """What is read, and nothing where nothing came for a while; ends when the terminal is gone, and says so."""
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                if not selector.select(A_LOOK):
                    yield b""
                    continue
                data = self._read()
                if data == b"":
                    self.process_message(TerminalGone())
                    return
                yield data or b""

    def _read(self) -> bytes | None:
        """Read once: nothing at all where the terminal is gone, None where it has nothing to give just now."""
        try:
            return os.read(self.fileno, AT_ONCE)
        except BlockingIOError:
            return None
        except OSError:
            return b""
