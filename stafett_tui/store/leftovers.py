"""Temporary databases, and what a killed restore left: a text that is erased since could stand in it (I7)."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Final

PACKED: Final = "backup.new"
"""The database of a copy as it came, while it is restored."""
READY: Final = "restored.new"
"""The same under the key of the store, before it takes the store's place."""
COPY: Final = "copy.new"
"""A copy in the making, under a key that only its maker has."""


def remove(path: Path) -> None:
    """Take a temporary database away, with what stands beside it."""
    for each in ("", "-wal", "-shm", "-journal"):
        with contextlib.suppress(OSError):
            path.with_name(f"{path.name}{each}").unlink()


def clear(directory: Path) -> None:
    """Take away what a restore left here; whoever calls holds the lock, so no restore is under way."""
    for name in (PACKED, READY):
        remove(directory / name)
