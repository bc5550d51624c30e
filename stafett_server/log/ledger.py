"""The ledger: revocations, withdrawals and erasures in a file outside the database and its backups (R25)."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

FILE: Final = "ledger.jsonl"


class Ledger:
    """The file of what must never come back; it is only ever added to. Without a path it is kept in memory."""

    def __init__(self, path: Path | None = None) -> None:
        """Look after this file; it may not be there yet."""
        self._path = path
        self._guard = threading.Lock()
        self._memory: list[str] = []

    def add(self, entries: Iterable[Mapping[str, Any]]) -> None:
        """Add entries and wait for the disk; whatever they tell of is committed after this, never before."""
        lines = [json.dumps(dict(each), ensure_ascii=False, sort_keys=True) for each in entries]
        if not lines:
            return
        with self._guard:
            if self._path is None:
                self._memory.extend(lines)
                return
            handle = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            with os.fdopen(handle, "ab") as file:
                file.write(("\n" + "\n".join(lines) + "\n").encode())  # behind a line that a crash cut
                file.flush()
                os.fsync(file.fileno())

    def read(self) -> tuple[dict[str, Any], ...]:
        """Give every entry, oldest first; a line that was cut by a crash is none."""
        if self._path is None:
            lines = list(self._memory)
        elif self._path.exists():
            lines = self._path.read_text(encoding="utf-8", errors="replace").splitlines()
        else:
            lines = []
        return tuple(found for line in lines if (found := _entry(line)) is not None)


def _entry(line: str) -> dict[str, Any] | None:
    try:
        found = json.loads(line)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None
