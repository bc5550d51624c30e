"""G1, G2, G14, G15: the start of the program, its memory, and how still it is afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from benchmarks.figures import Figure, Run, Samples, interleaved, ratio
from benchmarks.session import SETTLED, Session, floor, program

B = "B (bare TextArea)"


def measured(argv: Sequence[str], ready: str, idle: float) -> Run:
    """A run that starts the program, lets it settle, and watches it do nothing."""

    def run() -> Samples:
        with Session(argv) as session:
            at_frame = session.usage_at(ready)
            seen = session.until(ready)
            session.quiet(SETTLED)
            last = session.chunks[-1].at if session.chunks else seen
            settled = max(last, seen)
            session.quiet(1.0)
            before, written = session.usage, session.bytes
            session.wait(idle)
            after = session.usage
            return {
                "ready": (seen - session.began) * 1000,
                "settled": (settled - session.began) * 1000,
                "cpu": at_frame.cpu,
                "peak": after.peak,
                "idle_cpu": (after.cpu - before.cpu) / idle * 100,
                "wakes": (after.wakes - before.wakes) / idle,
                "bytes": float(session.bytes - written),
            }

    return run


def figures(store: Path, rounds: int, idle: float) -> list[Figure]:
    """The figures of start and rest."""
    found = interleaved(
        {
            "ours": measured(program(store), "Ctrl+P", idle),
            B: measured(floor("textarea"), "READY", idle),
        },
        rounds,
    )
    lines = []
    for goal_id, what, key, goal in (
        ("G1", "start to first usable frame", "ready", 1.20),
        ("G1", "processor time to the first frame", "cpu", 1.25),
        ("G2", "start until settled", "settled", 1.25),
        ("G14", "peak memory, store open, desk loaded", "peak", 1.50),
        ("G15", "processor while idle", "idle_cpu", 1.10),
        ("G15", "wake-ups while idle", "wakes", 1.10),
    ):
        value, note = ratio(found, "ours", B, key)
        lines.append(Figure(goal_id, what, B, value, goal, note))
    silent = sum(samples["bytes"] for samples in found["ours"])
    lines.append(Figure("T22", f"bytes written in {rounds} idle times", "silence", silent, 0.0))
    return lines
