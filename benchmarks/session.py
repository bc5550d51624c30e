"""A program on a pseudo-terminal whose output is stamped as it arrives and drawn by an emulator afterwards.

The emulator's own cost is in no figure: an act is timed from the write of its key to the arrival of the frame in
which its effect can be seen. Inside a synchronized update (mode 2026) nothing can be seen until the update ends.
"""

from __future__ import annotations

import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from benchmarks.process import Usage, usage
from tests.support.emulator import Emulator

ROOT = Path(__file__).parents[1]
SETTLED = 0.15  # seconds of silence after which a program has settled
_STYLING = re.compile(rb"\x1b\[[0-9;?]*[a-zA-Z]")
FRAME_END = b"\x1b[?2026l"
_ANSWERS = {b"\x1b[?2026$p": b"\x1b[?2026;2$y", b"\x1b[?2048$p": b"\x1b[?2048;0$y"}


class Screen(Emulator):
    """The emulator, fed when the clock no longer matters."""

    @property
    def over(self) -> bool:
        """More may always come."""
        return False

    def shows(self, text: str) -> bool:
        """Whether a line of the screen holds the text."""
        return any(text in line for line in self.screen.display)


@dataclass(frozen=True, slots=True)
class Chunk:
    """Bytes that arrived together, and when."""

    at: float
    data: bytes


class Session:
    """One run of one program."""

    def __init__(self, argv: Sequence[str], env: Mapping[str, str] | None = None) -> None:
        """Start the program on a terminal of 80x24."""
        self.screen = Screen((80, 24))
        self.chunks: list[Chunk] = []  # what the emulator has not drawn yet
        self.bytes = 0
        self._master, slave = os.openpty()
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        os.set_blocking(self._master, False)
        self.began = time.monotonic()
        self.process = subprocess.Popen(
            argv,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            cwd=ROOT,
            env=_environment(env),
            start_new_session=True,
        )
        os.close(slave)

    def __enter__(self) -> Self:
        """Give the session."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """End the program."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        os.close(self._master)

    # ---- in and out

    def send(self, data: bytes) -> float:
        """Write, however long the program takes to read it; answers when the last byte was written."""
        while data:
            try:
                data = data[os.write(self._master, data) :]
            except BlockingIOError:
                self.pull(0.002)
        return time.monotonic()

    def pull(self, timeout: float) -> bool:
        """Take what has arrived; False when nothing came in time."""
        if not select.select([self._master], [], [], max(timeout, 0))[0]:
            return False
        try:
            data = os.read(self._master, 1 << 16)
        except OSError as error:
            self.seen(lambda: False)
            raise RuntimeError(f"the program ended; the screen showed:\n{self.shown}") from error
        self.chunks.append(Chunk(time.monotonic(), data))
        self.bytes += len(data)
        for question, answer in _ANSWERS.items():
            if question in data:
                self.send(answer)
        return True

    def wait(self, seconds: float) -> None:
        """Go on taking what arrives for so long."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self.pull(left)

    def quiet(self, silence: float = SETTLED, longest: float = 20.0) -> None:
        """Wait until nothing has arrived for so long."""
        end = time.monotonic() + longest
        while time.monotonic() < end and self.pull(silence):
            pass

    def seen(self, effect: Callable[[], bool]) -> float | None:
        """Draw everything that waits; answers when the frame arrived in which the effect could first be seen."""
        chunks, self.chunks = self.chunks, []
        when: float | None = None
        for chunk in chunks:
            for piece in _frames(chunk.data):
                self.screen.feed(piece)
                if when is None and effect():
                    when = chunk.at
        return when

    # ---- acts

    def until(self, text: str, longest: float = 30.0) -> float:
        """Wait until a text can be seen; answers when it could."""
        end = time.monotonic() + longest
        when = None
        while when is None:
            if time.monotonic() > end:
                raise RuntimeError(f"{text!r} never came; the screen shows:\n{self.shown}")
            self.quiet(0.05, 0.5)
            when = self.seen(lambda: self.screen.shows(text))
        return when

    def usage_at(self, text: str, longest: float = 30.0) -> Usage:
        """What the program has used when a text first arrives; asked before anything is drawn."""
        end, arrived = time.monotonic() + longest, ""
        while text not in arrived and time.monotonic() < end:
            mark = len(self.chunks)
            self.pull(0.05)
            arrived += "".join(_STYLING.sub(b"", chunk.data).decode(errors="replace") for chunk in self.chunks[mark:])
        return self.usage

    def act(self, key: bytes, longest: float = 3.0) -> tuple[float, int]:
        """Press a key with an effect; answers the milliseconds to its first frame, and the bytes written for it."""
        before, mark = self.bytes, len(self.chunks)
        at = self.send(key)
        end = time.monotonic() + longest
        while len(self.chunks) == mark and time.monotonic() < end:
            self.pull(end - time.monotonic())
        self.quiet(0.03, 1.0)
        first = next((chunk.at for chunk in self.chunks[mark:] if FRAME_END in chunk.data), None)
        if first is None:
            raise RuntimeError(f"{key!r} had no effect")
        self.seen(lambda: False)
        return (first - at) * 1000, self.bytes - before

    @property
    def shown(self) -> str:
        """The screen as it has been drawn."""
        return "\n".join(line.rstrip() for line in self.screen.screen.display)

    @property
    def usage(self) -> Usage:
        """What the program has used so far."""
        return usage(self.process.pid)


def _frames(data: bytes) -> list[bytes]:
    """A chunk in pieces that end where a frame does."""
    return [piece for piece in re.split(rb"(?<=\x1b\[\?2026l)", data) if piece]


def _environment(extra: Mapping[str, str] | None) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if key in {"PATH", "HOME", "TMPDIR"}}
    return {
        **kept,
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LANG": "nb_NO.UTF-8",
        "PYTHONPATH": str(ROOT),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        **(extra or {}),
    }


def floor(name: str, *arguments: str) -> list[str]:
    """The command of a floor."""
    return [sys.executable, str(ROOT / "benchmarks" / "floors" / f"{name}.py"), *arguments]


def program(store: Path) -> list[str]:
    """The command of the program on a store."""
    return [sys.executable, "-m", "stafett_tui", "--store", str(store)]
