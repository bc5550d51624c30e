"""The command line under test: in this process with streams of its own, or as a real process."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stafett_tui.cli.run import run
from stafett_tui.cli.talk import Talk
from stafett_tui.i18n.texts import system_language, texts
from tests.support.source import ROOT


@dataclass(frozen=True)
class Done:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one object it printed."""
        return json.loads(self.out)


def command(*words: object, store: Path | None = None, typed: str = "", **environ: str) -> Done:
    """Run a command in this process, off a terminal."""
    out, err = io.StringIO(), io.StringIO()
    env = {**os.environ, **environ}
    given = [*(["--store", str(store)] if store else []), *map(str, words)]
    code = run(given, Talk(out, err, io.StringIO(typed), env, texts(system_language(env))))
    return Done(code, out.getvalue(), err.getvalue())


def process(*words: object, store: Path | None = None, typed: str = "", **environ: str) -> Done:
    """Run a command as a process of its own, off a terminal."""
    given = [*(["--store", str(store)] if store else []), *map(str, words)]
    env = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "stafett_tui", *given],
        cwd=ROOT, input=typed.encode(), capture_output=True, env={**env, **environ}, check=False, timeout=55,
    )  # fmt: skip
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())
