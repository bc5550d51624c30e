"""One writer per store: the second process is told who has it; the lock goes with its process."""

from __future__ import annotations

import getpass
import json
import os
import socket
import sys
from datetime import UTC, datetime
from pathlib import Path

from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.store.engine import os_kind

if sys.platform == "win32":
    import msvcrt

    _BEYOND = 1 << 30  # a locked byte cannot be read by others there, so it lies behind the text

    def _take(handle: int) -> None:
        os.lseek(handle, _BEYOND, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        os.lseek(handle, 0, os.SEEK_SET)

else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


class StoreLock:
    """The lock of one store folder, held until released or until the process ends."""

    def __init__(self, path: Path) -> None:
        """Take the lock or raise IN_USE with who, host, pid and since."""
        try:
            self._handle: int | None = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise StafettError(os_kind(error)) from None
        try:
            _take(self._handle)
        except OSError:
            os.close(self._handle)
            raise StafettError(ErrorKind.IN_USE, **_holder(path)) from None
        self._sign()

    def release(self) -> None:
        """Give the lock back; the file stays, empty."""
        if self._handle is not None:
            os.ftruncate(self._handle, 0)
            os.close(self._handle)
            self._handle = None

    def _sign(self) -> None:
        """Write who has it; a full disk does not keep anybody from reading."""
        assert self._handle is not None  # noqa: S101 - just opened
        text = json.dumps({"who": _user(), "host": socket.gethostname(), "pid": os.getpid()})
        try:
            os.ftruncate(self._handle, 0)
            os.write(self._handle, text.encode())
        except OSError:
            return


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return ""


def _holder(path: Path) -> dict[str, object]:
    found: dict[str, object] = {"who": "", "host": "", "pid": 0}
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        found |= {name: told[name] for name in found if isinstance(told, dict) and name in told}
        return found | {"since": datetime.fromtimestamp(path.stat().st_mtime, UTC)}
    except (OSError, ValueError):
        return found | {"since": None}
