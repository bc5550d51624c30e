"""How many histories are played, cut into items that every worker takes its part of; what runs is known by its seeds.

STAFETT_SEED=n plays one. STAFETT_SOAK=1 plays ten times as many; STAFETT_SOAK_FROM=n begins at another seed, and
STAFETT_SOAK_MINUTES=m begins no item after so many minutes: each that was not played is told with its seeds.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

SOAK = bool(os.environ.get("STAFETT_SOAK"))
FROM = int(os.environ.get("STAFETT_SOAK_FROM", "0")) if SOAK else 0
MINUTES = float(os.environ.get("STAFETT_SOAK_MINUTES", "inf")) if SOAK else float("inf")
MORE = 10
"""So many times as many in soak."""
BEGAN = time.monotonic()


def items(many: int, size: int, first: int = 0) -> list[object]:
    """Give the seeds of each item, named by them; in soak ten times as many, in items five times as large."""
    only = os.environ.get("STAFETT_SEED")
    if only is not None:
        return [pytest.param(range(int(only), int(only) + 1), id=only)]
    first, many, size = (first + FROM, many * MORE, size * 5) if SOAK else (first, many, size)
    parts = [range(at, min(at + size, first + many)) for at in range(first, first + many, size)]
    return [pytest.param(part, id=f"{part[0]}-{part[-1]}") for part in parts]


def still_time(seeds: range) -> None:
    """Leave out what a soak with a budget has no time for; there is none outside a soak."""
    if time.monotonic() - BEGAN > MINUTES * 60:
        pytest.skip(f"not played, no time left: seeds {seeds[0]} to {seeds[-1]}")


@contextmanager
def measured(*, also: bool) -> Iterator[None]:
    """Let coverage rest, unless it is `also` measured here: more of the same lines would only take time."""
    tracer = sys.gettrace()
    if not also:
        sys.settrace(None)
    try:
        yield
    finally:
        sys.settrace(tracer)
