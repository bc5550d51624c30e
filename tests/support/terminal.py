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
import re
import signal
import struct
import subprocess
import termios
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import pyte

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
_SEQUENCE = re.compile(
    rb"\x1b(?:\[[0-9;:<=>?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[PX^_][^\x1b]*\x1b\\|[^\[\]PX^_])"
)
_UNKNOWN_TO_PYTE = re.compile(
    rb"\x1b(?:\[[<=>][0-9;]*[a-z]|\[\?2026[hl]|\[\?[0-9;]*\$p|\[[0-9]*t|[\]PX^_].*)", re.DOTALL
)


def sequence(key: str) -> str:
    """The characters that a terminal sends for a key; a text of several letters stands for itself."""
    if key in KEYS:
        return KEYS[key]
    if key.startswith("ctrl+"):
        return chr(ord(key[5]) & 31)
    return key


class Terminal:
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
        self.columns, self.lines = size
        self.screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self.screen)
        self._change = threading.Condition()
        self._held = b""
        self._written = 0
        self._last_output = time.monotonic()
        self._closed = False
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

    def pace(self, seconds: float) -> None:
        """Let so much time go by between two keys, as fingers do."""
        end = time.monotonic() + seconds
        with self._change:
            while (left := end - time.monotonic()) > 0:
                self._change.wait(left)

    def paste(self, text: str) -> None:
        """Paste as a terminal with bracketed paste does."""
        self.send(f"\x1b[200~{text}\x1b[201~")

    def resize(self, columns: int, lines: int) -> None:
        """Give the terminal another size, as a window manager does."""
        with self._change:
            self.columns, self.lines = columns, lines
            self.screen.resize(lines, columns)
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self.signal(signal.SIGWINCH)

    def signal(self, number: int) -> None:
        """Send a signal to the program and what it started."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, number)

    def kill(self) -> None:
        """End the program at once, as a power cut does (kill -9)."""
        self.signal(signal.SIGKILL)
        self.process.wait()
        self._reader.join(5)
        if not self._closed:
            self._closed = True
            os.close(self._master)

    def wait_for_exit(self, timeout: float = 10) -> int:
        """The exit code, when the program has ended by itself."""
        return self.process.wait(timeout)

    # ---- out

    @property
    def text(self) -> str:
        """What stands on the screen."""
        with self._change:
            return "\n".join(line.rstrip() for line in self.screen.display)

    def line(self, y: int) -> str:
        """One line of the screen."""
        return self.text.split("\n")[y]

    @property
    def cursor(self) -> tuple[int, int]:
        """Column and line of the real cursor."""
        with self._change:
            return self.screen.cursor.x, self.screen.cursor.y

    @property
    def cursor_shown(self) -> bool:
        """Whether the real cursor can be seen."""
        with self._change:
            return not self.screen.cursor.hidden

    @property
    def written(self) -> int:
        """How many bytes the program has written so far."""
        with self._change:
            return self._written

    def cells(self) -> list[list[tuple[object, ...]]]:
        """Every cell with its letter and look, for comparing screens."""
        with self._change:
            rows, columns = range(self.screen.lines), range(self.screen.columns)
            return [[tuple(self.screen.buffer[y][x]) for x in columns] for y in rows]

    # ---- waiting

    def wait_until(self, state: Callable[[], bool], what: str = "the state", timeout: float = 15) -> None:
        """Wait until the state holds after some output; fail with the screen when it never does."""
        end = time.monotonic() + timeout
        with self._change:
            while not state():
                left = end - time.monotonic()
                if left <= 0 or (self.process.poll() is not None and not self._reader.is_alive()):
                    shown = "\n".join(line.rstrip() for line in self.screen.display)
                    raise AssertionError(f"{what} never came; the screen shows:\n{shown}")
                self._change.wait(min(left, 0.25))

    def wait_for(self, text: str, timeout: float = 15) -> None:
        """Wait until the text stands on the screen."""
        self.wait_until(lambda: text in self.text, f"{text!r}", timeout)

    def wait_gone(self, text: str, timeout: float = 15) -> None:
        """Wait until the text no longer stands on the screen."""
        self.wait_until(lambda: text not in self.text, f"the end of {text!r}", timeout)

    def wait_quiet(self, silence: float = 0.3, timeout: float = 15) -> None:
        """Wait until nothing was written for a while: whatever the keys set off is done."""
        self.wait_until(lambda: time.monotonic() - self._last_output >= silence, "quiet", timeout)

    def silence(self, seconds: float) -> int:
        """How many bytes are written in so many idle seconds (T22); ends at the first one."""
        self.wait_quiet()
        end, before = time.monotonic() + seconds, self.written
        with self._change:
            while self._written == before and (left := end - time.monotonic()) > 0:
                self._change.wait(left)
            return self._written - before

    # ---- the reader

    def _read(self) -> None:
        """Take what the program writes, answer its questions, and draw."""
        while True:
            try:
                data = os.read(self._master, 65536)
            except OSError:  # the other end is closed
                data = b""
            if not data:
                break
            for question, answer in _ANSWERS.items():
                if question in data:
                    os.write(self._master, answer)
            with self._change:
                self._written += len(data)
                self._last_output = time.monotonic()
                self._stream.feed(self._drawable(data))
                self._change.notify_all()
        with self._change:
            self._change.notify_all()

    def _drawable(self, data: bytes) -> bytes:
        """What pyte understands; the beginning of a sequence is held until the rest has come."""
        data = self._held + data
        last = data.rfind(b"\x1b")
        self._held = b"" if last < 0 or _SEQUENCE.match(data, last) else data[last:]
        if self._held:
            data = data[:last]
        return _SEQUENCE.sub(lambda m: b"" if _UNKNOWN_TO_PYTE.fullmatch(m.group()) else m.group(), data)


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
