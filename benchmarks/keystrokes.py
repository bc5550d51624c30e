"""G4, G6, G7, G7b, G12: typing – how fast, in how many bytes, in which order, and with drafts being kept."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.figures import Figure, Samples, interleaved, quantile, ratio
from benchmarks.session import ROOT, Session, floor

B = "B (bare TextArea)"
RATE = 30.0
LINE = 48
TELLING = 6  # so many letters of a line tell it from every other line on the screen
GROUP = (b"a", b"b", b"c", b"\x7f", b"d", b"\x1b[D", b"e", b"\x1b[F", b".")  # means "abed."
GROUPS = 100
GAPS = (0.0, 0.005, 0.015, 0.033)
TO_THE_CAPTURE_LINE = ((b"\r", "NESTE MØTE"), (b"\r", "REFERAT"), (b"-", "> -"))


@dataclass(frozen=True, slots=True)
class Writer:
    """A program one can write in: how to start it, how to come to where one writes, and what came of it."""

    argv: Sequence[str]
    ready: str
    keys: Sequence[tuple[bytes, str]] = ()
    written: Callable[[Session, Path], str] | None = None

    def open(self, dump: Path) -> Session:
        """Start it and go to where one writes."""
        session = Session(self.argv, {"FLOOR_DUMP": str(dump)})
        try:
            session.until(self.ready)
            for key, shown in self.keys:
                session.quiet(0.3)
                session.send(key)
                session.until(shown)
            session.quiet(0.5)
            session.seen(lambda: False)
        except BaseException:
            session.__exit__(None, None, None)
            raise
        return session


def bare() -> Writer:
    """The floor."""

    def written(session: Session, dump: Path) -> str:
        session.send(b"\x13")
        session.quiet(0.3)
        return dump.read_text(encoding="utf-8")

    return Writer(floor("textarea"), "READY", (), written)


def lines_of(letters: int) -> list[str]:
    """So many letters on lines that can be told apart, wherever one looks."""
    text = "".join(f"t{i:04d}_" for i in range(letters // 6 + 1))[:letters]
    return [text[i : i + LINE] for i in range(0, letters, LINE)]


def typed(writer: Writer, letters: int, rate: float) -> Samples:
    """Type at a steady rate, or as fast as it is taken where the rate is 0; time every letter to its frame."""
    with tempfile.TemporaryDirectory() as folder, writer.open(Path(folder) / "dump") as session:
        wanted: list[tuple[float, str]] = []
        mark, began = session.bytes, time.monotonic()
        strokes = [stroke for line in lines_of(letters) for stroke in _strokes(line)]
        for number, (key, shown) in enumerate(strokes):
            while rate and (left := began + number / rate - time.monotonic()) > 0:
                session.pull(left)
            wanted.append((session.send(key), shown))
        session.quiet(0.5)
        return _timed(session, wanted, mark)


def _strokes(line: str) -> list[tuple[bytes, str]]:
    """The keys of a line with what each one makes visible; Enter ends the line and makes nothing sure visible."""
    return [(letter.encode(), line[: place + 1]) for place, letter in enumerate(line)] + [(b"\r", "")]


def _timed(session: Session, wanted: list[tuple[float, str]], mark: int) -> Samples:
    """Draw what has arrived and see when each letter could first be seen."""
    waiting = [(at, shown) for at, shown in wanted if len(shown) >= TELLING]
    waits: list[float] = []
    letters, written = len(wanted), session.bytes - mark
    for chunk in session.chunks:
        session.screen.feed(chunk.data)
        display = "\n".join(session.screen.screen.display)
        later = next((i for i in range(len(waiting) - 1, -1, -1) if _seen(waiting[i], chunk.at, display)), None)
        if later is not None:
            waits.extend((chunk.at - at) * 1000 for at, _ in waiting[: later + 1])
            del waiting[: later + 1]
    session.chunks.clear()
    return {
        "p50": quantile(waits, 0.5),
        "p99": quantile(waits, 0.99),
        "max": max(waits, default=0),
        "lag": waits[-1] if waits else float("inf"),
        "bytes": written / letters,
        "lost": float(len(waiting)),
    }


def _seen(wait: tuple[float, str], at: float, display: str) -> bool:
    sent, shown = wait
    return sent <= at and shown in display


def groups_right(writer: Writer, gap: float) -> Samples:
    """Send groups of letters, Backspace, arrows and End; count those that came out as they were typed."""
    assert writer.written is not None
    with tempfile.TemporaryDirectory() as folder, writer.open(Path(folder) / "dump") as session:
        for _ in range(GROUPS):
            if gap:
                for key in GROUP:
                    session.send(key)
                    session.wait(gap)
            else:
                session.send(b"".join(GROUP))
                session.wait(0.06)
        session.quiet(0.5)
        found = writer.written(session, Path(folder) / "dump")
    return {"right": float(sum(group == "abed" for group in found.strip().split(".")))}


def figures(writer: Callable[[], Writer], alone: Writer, saving: Writer, rounds: int, letters: int) -> list[Figure]:
    """The figures of typing; `writer` gives the meeting of a fresh store each time."""
    slow = interleaved(
        {"ours": lambda: typed(writer(), letters, RATE), B: lambda: typed(bare(), letters, RATE)}, rounds, warm=False
    )
    fast = interleaved(
        {"ours": lambda: typed(writer(), letters, 0), B: lambda: typed(bare(), letters, 0)}, rounds, warm=False
    )
    drafts = interleaved(
        {"on": lambda: typed(saving, letters, RATE), "off": lambda: typed(alone, letters, RATE)}, rounds, warm=False
    )
    lines = []
    for goal_id, what, found, key, goal in (
        ("G4", "typing, 30 keys/s: median", slow, "p50", 1.10),
        ("G4", "typing, 30 keys/s: 99 of 100", slow, "p99", 0.60),
        ("G4", "typing, 30 keys/s: longest", slow, "max", 1.00),
        ("G6", "bytes a typed letter", slow, "bytes", 0.10),
        ("G7", "lag after a burst as fast as it is taken", fast, "lag", 1.20),
    ):
        value, note = ratio(found, "ours", B, key)
        lines.append(Figure(goal_id, what, B, value, goal, note))
    lost = sum(samples["lost"] for samples in (*slow["ours"], *fast["ours"]))
    lines.append(Figure("G7", f"letters of {2 * rounds * letters} that never came", "0", lost, 0.0))
    for what, key, goal in (("median", "p50", 1.15), ("99 of 100", "p99", 1.20)):
        value, note = ratio(drafts, "on", "off", key)
        lines.append(Figure("G12", f"typing with drafts kept: {what}", "the same without", value, goal, note))
    return lines


def order(writer: Callable[[], Writer]) -> list[Figure]:
    """G7b: groups out of order at each of the four rates, beside the floor's own."""
    lines = []
    for gap in GAPS:
        right, base = groups_right(writer(), gap)["right"], groups_right(bare(), gap)["right"]
        what = f"groups of {GROUPS} out of order, " + (f"{gap * 1000:.0f} ms apart" if gap else "in one write")
        lines.append(Figure("G7b", what, f"0 (B: {GROUPS - base:.0f})", GROUPS - right, 0.0))
    return lines


def minutes(store: Path) -> str:
    """Every line of the minutes in a store, as the program itself shows them to scripts."""

    def ask(*arguments: str) -> str:
        argv = [sys.executable, "-m", "stafett_tui", "--store", str(store), *arguments]
        return subprocess.run(argv, cwd=ROOT, capture_output=True, text=True, check=True).stdout

    plans = json.loads(ask("plans", "--json"))["plans"]
    return "\n".join(ask("show", plan["id"], "--markdown") for plan in plans)
