"""Ids of blanked events in a small file beside the store, replayed after a restore (I6, I7)."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from stafett_tui.domain.errors import StafettError
from stafett_tui.store.engine import os_kind

FILE: Final = "erased.ids"
SETTING: Final = "erased"
"""The setting that says which ids the encrypted file has taken in."""


class ErasedIds:
    """The file of ids; it is only ever added to."""

    def __init__(self, directory: Path) -> None:
        """Look after the file in this folder; it may not be there yet."""
        self._path = directory / FILE

    def read(self) -> frozenset[str]:
        """Give the ids in the file."""
        try:
            return frozenset(self._path.read_text(encoding="ascii", errors="replace").split())
        except FileNotFoundError:
            return frozenset()
        except OSError as error:
            raise StafettError(os_kind(error)) from None

    def add(self, ids: Iterable[str]) -> None:
        """Add ids and wait for the disk; what cannot be written now is added at the next opening."""
        with contextlib.suppress(OSError):
            handle = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            with os.fdopen(handle, "ab") as file:
                file.write(("\n" + "\n".join(sorted(ids)) + "\n").encode())
                file.flush()
                os.fsync(file.fileno())


def mark_of(ids: frozenset[str]) -> str:
    """Give a short text that stands for a set of ids; empty for none."""
    return hashlib.sha256("\n".join(sorted(ids)).encode()).hexdigest() if ids else ""
