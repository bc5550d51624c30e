"""A real program in a real terminal: tmux on a private socket, keys in, the screen as text out.

with Tmux([sys.executable, "-m", "stafett_tui"]) as tmux:
    tmux.wait_for("Stafett")
    tmux.keys("C-n", "Enter")
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import threading
import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest

from tests.support.terminal import environment

LOOK = 0.05
"""Seconds between two looks at the screen: every look is a process of its own."""


def need_tmux() -> None:
    """Skip where tmux is missing; in CI it must be there."""
    if shutil.which("tmux") is None:
        if os.environ.get("CI"):
            pytest.fail("tmux is needed in CI and is not installed")
        pytest.skip("tmux is not installed here")


class Tmux:
    """One program in one tmux window of a given size."""

    def __init__(
        self,
        argv: Sequence[str | Path],
        *,
        size: tuple[int, int] = (80, 24),
        env: Mapping[str, str] | None = None,
        cwd: str | Path | None = None,
    ) -> None:
        """Start the program in a session of its own, on a socket of its own."""
        need_tmux()
        self._socket = f"stafett-{uuid.uuid4().hex[:12]}"
        self._env = environment(env)
        command = shlex.join([str(part) for part in argv])
        self._tmux(
            *("new-session", "-d", "-x", str(size[0]), "-y", str(size[1]), "-s", "stafett"),
            *("-c", str(cwd or Path.cwd()), f"exec {command}"),
            before=("-f", "/dev/null", "-u"),
        )
        self._tmux("set-option", "-g", "remain-on-exit", "on")
        self._tmux("set-option", "-sg", "escape-time", "0")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def _tmux(self, *arguments: str, before: Sequence[str] = ()) -> str:
        done = subprocess.run(
            ["tmux", "-L", self._socket, *before, *arguments],
            env=self._env,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise AssertionError(f"tmux {arguments[0]}: {done.stderr.strip()}")
        return done.stdout

    # ---- in

    def keys(self, *names: str) -> None:
        """Press keys by tmux's names (`Enter`, `C-n`, `F1`, `BTab`)."""
        self._tmux("send-keys", "-t", "stafett", *names)

    def type(self, text: str) -> None:
        """Type text as it stands."""
        self._tmux("send-keys", "-t", "stafett", "-l", "--", text)

    def resize(self, columns: int, lines: int) -> None:
        """Give the window another size."""
        self._tmux("resize-window", "-t", "stafett", "-x", str(columns), "-y", str(lines))

    def close(self) -> None:
        """End the session and its server."""
        subprocess.run(["tmux", "-L", self._socket, "kill-server"], env=self._env, capture_output=True, check=False)

    # ---- out

    @property
    def text(self) -> str:
        """What stands on the screen."""
        return self._tmux("capture-pane", "-p", "-t", "stafett")

    @property
    def cursor(self) -> tuple[int, int]:
        """Column and line of the cursor."""
        x, y = self._ask("#{cursor_x} #{cursor_y}").split()
        return int(x), int(y)

    @property
    def cursor_shown(self) -> bool:
        """Whether the cursor can be seen."""
        return self._ask("#{cursor_flag}") == "1"

    @property
    def ended(self) -> bool:
        """Whether the program has ended."""
        return self._ask("#{pane_dead}") == "1"

    def _ask(self, what: str) -> str:
        return self._tmux("display-message", "-p", "-t", "stafett", what).strip()

    # ---- waiting

    def wait_until(self, state: Callable[[], bool], what: str = "the state", timeout: float = 20) -> None:
        """Look until the state holds; fail with the screen when it never does."""
        end = time.monotonic() + timeout
        while not state():
            if time.monotonic() > end:
                raise AssertionError(f"{what} never came; the screen shows:\n{self.text}")
            threading.Event().wait(LOOK)

    def wait_for(self, text: str, timeout: float = 20) -> None:
        """Wait until the text stands on the screen."""
        self.wait_until(lambda: text in self.text, f"{text!r}", timeout)

    def wait_gone(self, text: str, timeout: float = 20) -> None:
        """Wait until the text no longer stands on the screen."""
        self.wait_until(lambda: text not in self.text, f"the end of {text!r}", timeout)
