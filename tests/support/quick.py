"""A folder whose files wait for no disk, where the machine has room for it in memory; what is written is the same."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOM = 1024**3
"""Bytes that must be free there: a small one, as containers have it, is left alone."""


@contextmanager
def quick_folder() -> Iterator[Path]:
    """Give a folder that is gone afterwards."""
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ROOM
    with tempfile.TemporaryDirectory(prefix="stafett-", dir=memory if roomy else None) as found:
        yield Path(found)
