"""A real program on a pseudo-terminal, read by a terminal emulator: keys in; cells, cursor and bytes out.

    with Terminal([sys.executable, "-m", "stafett_tui"]) as terminal:
        terminal.wait_for("Stafett")
        terminal.press("down", "enter")
        assert terminal.cursor == (0, 4) and terminal.cursor_shown
        assert terminal.silence(15) == 0

Nothing sleeps for a fixed time: every wait ends at the state it waits for, or fails and shows the screen.
"""

from __future__ import annotations

import fcntl
import os
import select
import signal
import struct
import subprocess
import termios
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.support.emulator import Emulator

LOOK = 0.05
"""Seconds until the reader sees that the terminal is to be taken away."""
KEYS: Mapping[str, str] = {
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "delete": "\x1b[3~",
    "enter": "\r",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "escape": "\x1b",
    "space": " ",
    "backspace": "\x7f",
    "f1": "\x1bOP",
    "f5": "\x1b[15~",
    "f6": "\x1b[17~",
}
_ANSWERS: Mapping[bytes, bytes] = {b"\x1b[?2026$p": b"\x1b[?2026;2$y", b"\x1b[?2048$p": b"\x1b[?2048;0$y"}


def sequence(key: str) -> str:
    """The characters that a terminal sends for a key; a text of several letters stands for itself."""
    if key in KEYS:
        return KEYS[key]
    if key.startswith("ctrl+"):
        return chr(ord(key[5]) & 31)
    return key


class Terminal(Emulator):
    """One program on one pseudo-terminal."""

    def __init__(
        self,
        argv: Sequence[str | Path],
        *,
        size: tuple[int, int] = (80, 24),
        env: Mapping[str, str] | None = None,
        cwd: str | Path | None = None,
    ) -> None:
        """Start the program on a terminal of so many columns and lines."""
        super().__init__(size)
        self._closed = False
        self._leaves = threading.Event()
        self._master, slave = os.openpty()
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        self.process = subprocess.Popen(
            [str(part) for part in argv],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=environment(env),
            cwd=cwd,
            start_new_session=True,
        )
        os.close(slave)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.kill()

    # ---- in

    def send(self, text: str) -> None:
        """Write characters as one piece, as after a stall or with key repeat."""
        os.write(self._master, text.encode())

    def press(self, *keys: str) -> None:
        """Press keys by name (`ctrl+p`, `down`, `f1`), or letters."""
        for key in keys:
            self.send(sequence(key))

    def type(self, text: str) -> None:
        """Type letter by letter."""
        for letter in text:
            self.send(letter)

    def paste(self, text: str) -> None:
        """Paste as a terminal with bracketed paste does."""
        self.send(f"\x1b[200~{text}\x1b[201~")

    def resize(self, columns: int, lines: int) -> None:
        """Give the terminal another size, as a window manager does."""
        with self._change:
            self.screen.resize(lines, columns)
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self.signal(signal.SIGWINCH)

    def signal(self, number: int) -> None:
        """Send a signal to the program and what it started."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, number)

    def vanish(self) -> None:
        """Take the terminal away from under the program, as a broken connection does: no signal is sent."""
        self._leaves.set()
        self._reader.join()
        self._closed = True
        os.close(self._master)

    def kill(self) -> None:
        """End the program at once, as a power cut does (kill -9)."""
        self.signal(signal.SIGKILL)
        self.process.wait()
        self._reader.join(5)
        if not self._closed:
            self._closed = True
            os.close(self._master)

    @property
    def over(self) -> bool:
        """Whether the program has ended and all it wrote has been read."""
        return self.process.poll() is not None and not self._reader.is_alive()

    @property
    def busy(self) -> bool:
        """Whether a thread of the program is at work, or waits for a processor or the disk."""
        for each in Path(f"/proc/{self.process.pid}/task").glob("*/stat"):
            with suppress(OSError):
                if each.read_text().rpartition(")")[2].split()[0] in "RD":
                    return True
        return False

    def wait_for_exit(self, timeout: float = 10) -> int:
        """The exit code, when the program has ended by itself."""
        return self.process.wait(timeout)

    # ---- the reader

    def _read(self) -> None:
        """Take what the program writes, answer its questions, and draw."""
        while True:
            if not select.select([self._master], [], [], LOOK)[0]:
                if self._leaves.is_set():
                    return
                continue
            try:
                data = os.read(self._master, 65536)
            except OSError:  # the other end is closed
                data = b""
            if not data:
                break
            for question, answer in _ANSWERS.items():
                if question in data:
                    os.write(self._master, answer)
            self.feed(data)
        self.ended()


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment for a program under test: a known terminal, and nothing of a tmux around us."""
    ours = {key: value for key, value in os.environ.items() if not key.startswith(("TMUX", "LINES", "COLUMNS"))}
    return {
        **ours,
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "PYTHONDONTWRITEBYTECODE": "1",
        **(extra or {}),
    }
