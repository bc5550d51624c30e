"""A terminal emulator that tests read and wait on: cells, the real cursor, and how much was written.

Nothing here sleeps for a fixed time: every wait ends at the state it waits for, or fails and shows the screen.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable

import pyte

_SEQUENCE = re.compile(
    rb"\x1b(?:\[[0-9;:<=>?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[PX^_][^\x1b]*\x1b\\|[^\[\]PX^_])"
)
_UNKNOWN_TO_PYTE = re.compile(
    rb"\x1b(?:\[[<=>][0-9;]*[a-z]|\[\?2026[hl]|\[\?[0-9;]*\$p|\[[0-9]*t|[\]PX^_].*)", re.DOTALL
)


class Emulator:
    """What a program has drawn so far."""

    def __init__(self, size: tuple[int, int]) -> None:
        """Begin with an empty screen of so many columns and lines."""
        self.screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self.screen)
        self._change = threading.Condition()
        self._held = b""
        self._written = 0
        self._last_output = time.monotonic()

    @property
    def over(self) -> bool:
        """Whether nothing more will be drawn."""
        raise NotImplementedError

    @property
    def busy(self) -> bool:
        """Whether the program is at work, or waits for a processor or the disk."""
        return False

    def feed(self, data: bytes) -> None:
        """Draw what a program wrote."""
        with self._change:
            self._written += len(data)
            self._last_output = time.monotonic()
            self._stream.feed(self._drawable(data))
            self._change.notify_all()

    def ended(self) -> None:
        """Wake whoever waits: the program writes no more."""
        with self._change:
            self._change.notify_all()

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

    def pace(self, seconds: float) -> None:
        """Let so much time go by between two keys, as fingers do."""
        end = time.monotonic() + seconds
        with self._change:
            while (left := end - time.monotonic()) > 0:
                self._change.wait(left)

    def wait_until(self, state: Callable[[], bool], what: str = "the state", timeout: float = 15) -> None:
        """Wait until the state holds after some output; fail with the screen when it never does."""
        end = time.monotonic() + timeout
        with self._change:
            while not state():
                left = end - time.monotonic()
                if left <= 0 or self.over:
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
        """Wait until nothing has been done or written for a while from now on: whatever the keys set off is done."""
        since = time.monotonic()

        def quiet() -> bool:
            nonlocal since
            if self.busy:
                since = time.monotonic()
            return time.monotonic() - max(self._last_output, since) >= silence

        self.wait_until(quiet, "quiet", timeout)

    def silence(self, seconds: float) -> int:
        """How many bytes are written in so many idle seconds (T22); ends at the first one."""
        self.wait_quiet()
        end, before = time.monotonic() + seconds, self.written
        with self._change:
            while self._written == before and (left := end - time.monotonic()) > 0:
                self._change.wait(left)
            return self._written - before

    def _drawable(self, data: bytes) -> bytes:
        """What pyte understands; the beginning of a sequence is held until the rest has come."""
        data = self._held + data
        last = data.rfind(b"\x1b")
        self._held = b"" if last < 0 or _SEQUENCE.match(data, last) else data[last:]
        if self._held:
            data = data[:last]
        return _SEQUENCE.sub(lambda m: b"" if _UNKNOWN_TO_PYTE.fullmatch(m.group()) else m.group(), data)
