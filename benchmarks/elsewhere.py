"""A laptop in a process of its own: it tells every value of one field, and the moment from which it can be read.

python -m benchmarks.elsewhere FOLDER TOKEN DEVICE ADDRESS PLAN ACTIVITY
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.offices import Laptop
from stafett_tui.widgets.pacing import Pacing

READY = "listens"


class Elsewhere:
    """What that process tells."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        """Listen to it."""
        self._process = process

    def until(self, value: str) -> float:
        """Wait for a value, and give the moment; the clock is one for all processes."""
        if self._process.stdout is None:
            raise RuntimeError("it says nothing")
        for line in self._process.stdout:
            moment, _, told = line.rstrip("\n").partition(" ")
            if told == value:
                return float(moment)
        raise RuntimeError("it ended")


@contextmanager
def elsewhere(laptop: Laptop, address: str, plan_id: str, activity: str) -> Iterator[Elsewhere]:
    """Let a laptop, which is closed here, listen in a process of its own."""
    laptop.close()
    told = [str(laptop.folder), laptop.token, laptop.device, address, plan_id, activity]
    command = [sys.executable, "-m", "benchmarks.elsewhere", *told]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        found = Elsewhere(process)
        found.until(READY)
        yield found
        process.communicate("\n")


def main() -> None:
    """Listen until a line comes in."""
    folder, token, device, address, plan_id, activity = sys.argv[1:]
    laptop = Laptop(Path(folder), token, device)
    laptop.around.heard = lambda: _tell(laptop, plan_id, activity)
    laptop.live(address)
    Pacing().settle()
    print(time.perf_counter(), READY, flush=True)
    sys.stdin.readline()
    laptop.close()


def _tell(laptop: Laptop, plan_id: str, activity: str) -> None:
    value = getattr(laptop.store.journal.plan(plan_id).facts[activity].body, "what", "")
    print(time.perf_counter(), value, flush=True)


if __name__ == "__main__":
    main()
