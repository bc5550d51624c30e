"""Figures against floors: ratios of medians over interleaved rounds, and the table that is printed."""

from __future__ import annotations

import random
import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

Samples = Mapping[str, float]
Run = Callable[[], Samples]


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table: a ratio to its floor, held against its goal."""

    goal_id: str
    what: str
    floor: str
    ratio: float
    goal: float
    note: str = ""

    @property
    def reached(self) -> bool:
        """Whether the goal is reached."""
        return self.ratio <= self.goal

    def line(self) -> str:
        """As it is printed."""
        mark = "ok   " if self.reached else "SHORT"
        compared = f"{self.what:46s} {self.ratio:7.2f} x {self.floor:34s}"
        return f"{mark} {self.goal_id:4s} {compared} goal {self.goal:.2f}  {self.note}"


def interleaved(runs: Mapping[str, Run], rounds: int, *, seed: int = 1, warm: bool = True) -> dict[str, list[Samples]]:
    """Run everything that is compared in shuffled rounds, so that a busy machine is busy for all of them."""
    order = random.Random(seed)
    found: dict[str, list[Samples]] = {name: [] for name in runs}
    for number in range(-1 if warm else 0, rounds):
        names = list(runs)
        order.shuffle(names)
        for name in names:
            samples = runs[name]()
            if number >= 0:
                found[name].append(samples)
    return found


def ratio(found: Mapping[str, Sequence[Samples]], ours: str, theirs: str, what: str) -> tuple[float, str]:
    """The ratio of medians, and the median of the rounds' own ratios as a note."""
    mine = [samples[what] for samples in found[ours]]
    others = [samples[what] for samples in found[theirs]]
    paired = statistics.median(a / b for a, b in zip(mine, others, strict=True) if b)
    middle, base = statistics.median(mine), statistics.median(others)
    return middle / base if base else float("inf"), f"(paired {paired:.2f}; {middle:.3g} / {base:.3g})"


def quantile(values: Sequence[float], share: float) -> float:
    """The value below which this share of the others lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
