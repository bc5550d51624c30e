"""Connections to the encrypted file: the order of PRAGMAs and the meaning of driver errors stand here only."""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final, TypeAlias

from sqlcipher3 import dbapi2

from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.store.evidence import opens_a_page

Connection: TypeAlias = Any
"""A connection of the driver, which carries no types."""

DriverError: Final[type[Exception]] = dbapi2.Error
FILE: Final = "stafett.db"
"""The name of the encrypted file in the folder of a store."""
_ROOM: Final = 64 * 1024
WAIT_SECONDS: Final = 5.0
"""How long a connection waits for another one of this program."""

_SETUP: Final = (
    "foreign_keys=ON",
    "temp_store=MEMORY",
    "secure_delete=ON",
    "journal_mode=WAL",
    "synchronous=FULL",
    f"busy_timeout={int(WAIT_SECONDS * 1000)}",
    "cache_size=-16384",
)

_DAMAGE: Final = ("SQLITE_NOTADB", "SQLITE_CORRUPT")
"""After these a connection answers everything with errors that mean nothing."""

_KINDS: Final = (
    (_DAMAGE[0], ErrorKind.FILE_DAMAGED),
    (_DAMAGE[1], ErrorKind.FILE_DAMAGED),
    ("SQLITE_FULL", ErrorKind.DISK_FULL),
    ("SQLITE_READONLY", ErrorKind.READ_ONLY),
    ("SQLITE_CANTOPEN", ErrorKind.READ_ONLY),
    ("SQLITE_PERM", ErrorKind.READ_ONLY),
    ("SQLITE_BUSY", ErrorKind.IN_USE),
    ("SQLITE_LOCKED", ErrorKind.IN_USE),
)


def connect(path: Path, key: bytes, *, create: bool = False) -> Connection:
    """Open the file with a raw key; every connection of the program comes from here (I9: synchronous=FULL).

    Raises NO_STORE, WRONG_KEY, FILE_DAMAGED, READ_ONLY or DISK_FULL.
    """
    if not create and not path.exists():
        raise StafettError(ErrorKind.NO_STORE)
    if create:
        _make_private(path)
    elif path.stat().st_size == 0:
        raise StafettError(ErrorKind.FILE_DAMAGED)
    if not os.access(path, os.R_OK | os.W_OK, effective_ids=os.access in os.supports_effective_ids):
        raise StafettError(ErrorKind.READ_ONLY)
    try:
        connection = dbapi2.connect(str(path), check_same_thread=False, timeout=WAIT_SECONDS)
    except DriverError as error:
        raise StafettError(driver_kind(error, writing=create) or ErrorKind.FILE_DAMAGED) from None
    try:
        _set_up(connection, key)
    except DriverError as error:
        connection.close()
        kind = driver_kind(error, writing=create)
        if _name(error) == "SQLITE_NOTADB" and not opens_a_page(path, key):
            kind = ErrorKind.WRONG_KEY
        elif _name(error).startswith("SQLITE_IOERR") and not _has_room(path.parent):
            kind = ErrorKind.DISK_FULL
        raise StafettError(kind or ErrorKind.FILE_DAMAGED) from None
    return connection


def _make_private(path: Path) -> None:
    try:
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise StafettError(os_kind(error)) from None


def _set_up(connection: Connection, key: bytes) -> None:
    connection.isolation_level = None
    connection.execute("PRAGMA cipher_log_level=NONE")  # before the first read: it writes over the screen
    connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    for pragma in _SETUP:
        connection.execute(f"PRAGMA {pragma}").fetchall()


def _has_room(folder: Path) -> bool:
    """Tell whether the disk takes what an opening needs; the driver tells a full one only as an I/O error."""
    probe = folder / "room.new"
    try:
        probe.write_bytes(bytes(_ROOM))
    except OSError:
        return False
    finally:
        with suppress(OSError):
            probe.unlink()
    return True


def make_folder(directory: Path) -> None:
    """Make the folder of a store, for this user alone."""
    try:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StafettError(os_kind(error)) from None


def os_kind(error: OSError) -> ErrorKind:
    """Give the kind of an error of the file system."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return ErrorKind.DISK_FULL
    return ErrorKind.READ_ONLY


def _name(error: BaseException) -> str:
    return str(getattr(error, "sqlite_errorname", ""))


def driver_kind(error: BaseException, *, writing: bool) -> ErrorKind | None:
    """Give what a driver error means to people, None where it can only be a mistake in the program."""
    name = _name(error)
    if name.startswith("SQLITE_IOERR"):
        return ErrorKind.DISK_FULL if writing else ErrorKind.FILE_DAMAGED
    return next((kind for prefix, kind in _KINDS if name.startswith(prefix)), None)


class Channel:
    """One connection that threads share, one at a time."""

    def __init__(self, connection: Connection) -> None:
        """Take over the connection; nobody else uses it from now on."""
        self._connection = connection
        self._lock = threading.RLock()
        self._damaged = False

    @property
    def lock(self) -> threading.RLock:
        """The lock that whoever reads before writing holds throughout."""
        return self._lock

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give the connection for reads; raises FILE_DAMAGED where a page cannot be trusted."""
        with self._lock:
            try:
                yield self._connection
            except DriverError as error:
                self._raise(error, writing=False)

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """Give the connection for several reads of one and the same state."""
        with self.reading() as connection:
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                if connection.in_transaction:
                    connection.execute("COMMIT")

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give the connection inside BEGIN IMMEDIATE; on any error nothing of it is on disk."""
        with self._lock:
            try:
                self._connection.execute("BEGIN IMMEDIATE")
                yield self._connection
                self._connection.execute("COMMIT")
            except DriverError as error:
                self._roll_back()
                self._raise(error, writing=True)
            except BaseException:
                self._roll_back()
                raise

    def empty_wal(self) -> None:
        """Let nothing of earlier pages stay in the WAL; where that cannot be done now, closing does it."""
        with self._lock, suppress(DriverError):
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def close(self) -> None:
        """Close the connection; the last one to close empties the WAL into the file."""
        with self._lock:
            self._connection.close()

    def _roll_back(self) -> None:
        if self._connection.in_transaction:
            try:
                self._connection.execute("ROLLBACK")
            except DriverError:
                self._damaged = True

    def _raise(self, error: BaseException, *, writing: bool) -> None:
        kind = ErrorKind.FILE_DAMAGED if self._damaged else driver_kind(error, writing=writing)
        if kind is None:
            raise error
        self._damaged = self._damaged or _name(error).startswith(_DAMAGE)
        raise StafettError(kind) from None
