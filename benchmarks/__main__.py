"""`make bench`: every figure beside its floor, all measured in one run on this machine; ratios count.

python -m benchmarks [--quick] [start] [typing] [order] [review] [disk] [unreachable]
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from benchmarks import disk, keystrokes, review, start, stores, unreachable
from benchmarks.figures import Figure
from benchmarks.keystrokes import Writer
from benchmarks.session import Session, floor, program


@dataclass(frozen=True, slots=True)
class Scale:
    """How much is measured."""

    rounds: int
    idle: float
    letters: int
    keys: int
    commits: int
    sizes: tuple[int, int]


QUICK = Scale(rounds=3, idle=3, letters=240, keys=20, commits=50, sizes=(2_000, 20_000))
WHOLE = Scale(rounds=7, idle=10, letters=2_000, keys=50, commits=100, sizes=(20_000, 200_000))
LETTERS_APART = 600
TYPED_ROUNDS = 3  # each round types for more than a minute


class Bench:
    """One run over everything that was asked for."""

    def __init__(self, scale: Scale, folder: Path) -> None:
        """Make the practice store that the others are copies of."""
        self.scale, self.folder = scale, folder
        self.demo = stores.demo_store(folder / "demo")
        self.copies = 0

    def fresh(self) -> Path:
        """A copy of the practice store that nobody has written in."""
        self.copies += 1
        return Path(shutil.copytree(self.demo, self.folder / f"copy-{self.copies}"))

    def meeting(self) -> Writer:
        """The capture line of today's meeting in a fresh store."""
        store = self.fresh()

        def written(session: Session, _dump: Path) -> str:
            session.send(b"\r")
            session.quiet(1.0)
            session.send(b"\x11")
            session.process.wait(20)
            said = keystrokes.minutes(store)
            return next((line for line in said.splitlines() if "abed" in line), "").split()[-1]

        return Writer(program(store), "Ctrl+P", keystrokes.TO_THE_CAPTURE_LINE, written)

    def start(self) -> Iterable[Figure]:
        """G1, G2, G14, G15."""
        return start.figures(self.demo, self.scale.rounds, self.scale.idle)

    def typing(self) -> Iterable[Figure]:
        """G4, G6, G7, G12."""
        alone = Writer(floor("field"), "READY")
        saving = Writer(floor("field", str(self.fresh())), "READY")
        rounds = min(self.scale.rounds, TYPED_ROUNDS)
        return keystrokes.figures(self.meeting, alone, saving, rounds, self.scale.letters)

    def order(self) -> Iterable[Figure]:
        """G7b."""
        return keystrokes.order(self.meeting)

    def review(self) -> Iterable[Figure]:
        """G8, G9."""
        small, large = (stores.big_store(self.folder / f"big-{size}", size) for size in self.scale.sizes)
        return review.figures(small, large, self.scale.sizes, self.scale.rounds, self.scale.keys)

    def disk(self) -> Iterable[Figure]:
        """G11, G13."""
        yield from disk.keeping(self.fresh(), self.folder, self.scale.rounds, self.scale.commits)
        yield from disk.opening(self.demo, self.folder, self.scale.rounds, self.scale.commits)

    def unreachable(self) -> Iterable[Figure]:
        """Start, typing and lock with a server that says nothing."""
        rounds = min(self.scale.rounds, TYPED_ROUNDS)
        return unreachable.figures(self.fresh(), self.folder, rounds, min(self.scale.letters, LETTERS_APART))


PARTS: dict[str, Callable[[Bench], Iterable[Figure]]] = {
    "start": Bench.start,
    "typing": Bench.typing,
    "order": Bench.order,
    "review": Bench.review,
    "disk": Bench.disk,
    "unreachable": Bench.unreachable,
}


def main() -> int:
    """Measure, and print each figure as soon as it is known."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="all of them where none is named")
    parser.add_argument("--quick", action="store_true", help="few rounds and smaller stores, to see that it runs")
    chosen = parser.parse_args()
    began = time.monotonic()
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors; ratios of medians, interleaved rounds")
    with tempfile.TemporaryDirectory(prefix="stafett-bench-") as folder:
        bench = Bench(QUICK if chosen.quick else WHOLE, Path(folder))
        for name in chosen.parts or PARTS:
            for figure in PARTS[name](bench):
                print(figure.line(), flush=True)
    print(f"{time.monotonic() - began:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
