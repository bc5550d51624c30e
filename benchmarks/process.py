"""What a process has used so far, read from /proc."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Usage:
    """Processor time in seconds, wake-ups, and the peak of resident memory in MiB."""

    cpu: float
    wakes: int
    peak: float


def usage(pid: int) -> Usage:
    """The usage of a process with all its threads."""
    base = Path(f"/proc/{pid}")
    cpu, wakes, peak = 0, 0, 0
    for task in (base / "task").iterdir():
        with suppress(OSError):  # a thread may end meanwhile
            cpu += int((task / "schedstat").read_text().split()[0])
            status = (task / "status").read_text()
            wakes += _number(status, "voluntary_ctxt_switches")
    peak = _number((base / "status").read_text(), "VmHWM")
    fields = (base / "stat").read_text().rpartition(")")[2].split()
    ticks = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")  # threads that ended count here
    return Usage(max(cpu / 1e9, ticks), wakes, peak / 1024)


def _number(status: str, name: str) -> int:
    for line in status.splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1])
    return 0
