"""G11, G13: keeping a draft and opening the store, against one fdatasync and against plain SQLite."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from benchmarks.figures import Figure, Samples, interleaved, quantile, ratio
from benchmarks.stores import plain_copy
from stafett_tui.store.engine import FILE, connect
from stafett_tui.store.keys import find_key
from stafett_tui.store.opened import Store

F = "F (fdatasync, 4 KiB append)"
PAGE = b"x" * 4096
ALLOWED = 0.3  # milliseconds above F, however fast the disk is
TEXT = "hva ble sagt, ord for ord, og hvem som gjør hva " * 4


def _milliseconds(act: Callable[[], object], times: int) -> Samples:
    waits = []
    for _ in range(times):
        began = time.perf_counter()
        act()
        waits.append((time.perf_counter() - began) * 1000)
    return {"p50": quantile(waits, 0.5), "p99": quantile(waits, 0.99)}


def keeping(store: Path, scratch: Path, rounds: int, times: int) -> list[Figure]:
    """G11: a draft is on the disk."""
    with closing(Store.open(store, find_key(store))) as opened, (scratch / "floor").open("ab", 0) as file:

        def appended() -> None:
            os.write(file.fileno(), PAGE)
            os.fdatasync(file.fileno())

        def kept() -> None:
            opened.drafts.keep("capture", "plan", TEXT, 10, datetime.now(UTC))

        found = interleaved(
            {"ours": lambda: _milliseconds(kept, times), F: lambda: _milliseconds(appended, times)}, rounds
        )
    lines = []
    for what, key, goal in (("median", "p50", 1.60), ("99 of 100", "p99", 2.00)):
        value, note = ratio(found, "ours", F, key)
        lines.append(Figure("G11", f"keeping a draft, FULL: {what}", F, value, goal, note))
    above = median(samples["p50"] for samples in found["ours"]) - median(samples["p50"] for samples in found[F])
    return [*lines, Figure("G11", "what a draft takes above F", "0.3 ms, on any disk", above / ALLOWED, 1.00)]


def opening(store: Path, scratch: Path, rounds: int, times: int) -> list[Figure]:
    """G13: from the closed file to the first answer, with the key at hand."""
    key, path = find_key(store), store / FILE
    plain = plain_copy(store, scratch / "plain.db")

    def encrypted() -> None:
        connect(path, key).close()  # it asks for its first answer itself, to see that the key is right

    def bare() -> None:
        connection = sqlite3.connect(plain)
        for pragma in ("foreign_keys=ON", "journal_mode=WAL", "synchronous=FULL", "busy_timeout=5000"):
            connection.execute(f"PRAGMA {pragma}").fetchone()
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        connection.close()

    found = interleaved(
        {"ours": lambda: _milliseconds(encrypted, times), "plain": lambda: _milliseconds(bare, times)}, rounds
    )
    value, note = ratio(found, "ours", "plain", "p50")
    return [Figure("G13", "opening the store, raw key", "plain sqlite3", value, 1.50, note)]
