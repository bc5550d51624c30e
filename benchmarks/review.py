"""G8, G9: the deadlines of all plans, with 20,000 and with 200,000 activities."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from benchmarks.figures import Figure, Run, Samples, interleaved, quantile, ratio
from benchmarks.session import Session, floor, program

E = "E (empty DataTable)"
DOWN, PAGE = b"\x1b[B", b"\x1b[6~"
HOME, LIST = "Ctrl+P", "Person "  # what home shows, and what only the list of deadlines shows


def _timed(session: Session, key: bytes, times: int) -> list[float]:
    waits = []
    for _ in range(times):
        session.quiet(0.03, 1.0)
        waits.append(session.act(key)[0])
    return waits


def _keys(session: Session, times: int) -> Samples:
    down, page = _timed(session, DOWN, times), _timed(session, PAGE, times)
    return {
        "down": quantile(down, 0.5),
        "page": quantile(page, 0.5),
        "p99": quantile([*down, *page], 0.99),
        "peak": session.usage.peak,
    }


def table(rows: int, times: int) -> Run:
    """A run of a bare table with so many rows, loaded whole."""

    def run() -> Samples:
        with Session(floor("table", str(rows))) as session:
            seen = session.until("READY", 120)
            ready = {"ready": (seen - session.began) * 1000}
            if not rows:
                return ready
            session.quiet(1.0, 60)
            return {**ready, **_keys(session, times)}

    return run


def review(store: Path, times: int) -> Run:
    """A run of the program that goes from its start to the deadlines, and through them."""

    def run() -> Samples:
        with Session(program(store)) as session:
            home = session.until(HOME)
            session.quiet(1.0)
            pressed = session.send(b"k")
            listed = session.until(LIST)
            ready = (home - session.began) + (listed - pressed)
            session.quiet(0.5)
            session.seen(lambda: False)
            return {"ready": ready * 1000, "open": (listed - pressed) * 1000, **_keys(session, times)}

    return run


def figures(small: Path, large: Path, sizes: Sequence[int], rounds: int, times: int) -> list[Figure]:
    """The figures of the review."""
    rows = sizes[1] * 7 // 40  # about as many are overdue
    found = interleaved(
        {
            "small": review(small, times),
            "large": review(large, times),
            E: table(0, times),
            "filled": table(rows, times),
        },
        rounds,
    )
    lines = []
    for goal_id, what, ours, theirs, key, goal in (
        ("G8", f"start and the list, {sizes[1]:,} activities", "large", E, "ready", 1.20),
        ("G8", "the same against the smaller store", "large", "small", "ready", 1.10),
        ("G9", "cursor down: median", "large", "filled", "down", 0.60),
        ("G9", "page down: median", "large", "filled", "page", 0.40),
        ("G9", "cursor and page: 99 of 100", "large", "filled", "p99", 0.50),
        ("G14", "peak memory in the larger list", "large", "filled", "peak", 1.00),
    ):
        value, note = ratio(found, ours, theirs, key)
        named = {"small": f"{sizes[0]:,} activities", "filled": f"DataTable of {rows:,} rows"}.get(theirs, theirs)
        lines.append(Figure(goal_id, what, named, value, goal, note))
    return lines
