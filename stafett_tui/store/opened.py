"""An opened store: what the first frame needs at once, the journal when it is first asked for."""

from __future__ import annotations

import os
import threading
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.store.drafts import Drafts
from stafett_tui.store.engine import Channel, connect, os_kind
from stafett_tui.store.lock import StoreLock
from stafett_tui.store.migrations import is_current, migrate
from stafett_tui.store.reader import Reader
from stafett_tui.store.settings import Settings

if TYPE_CHECKING:
    from stafett_tui.store.journal import Journal

FILE = "stafett.db"


class Store:
    """One store folder, opened for this process alone."""

    def __init__(self, directory: Path, key: bytes, lock: StoreLock, channel: Channel) -> None:
        """Use `Store.open`, which takes the lock and looks at the file first."""
        self.directory = directory
        self._key = key
        self._lock = lock
        self._channel = channel
        self._making = threading.Lock()
        self._journal: Journal | None = None
        self.settings = Settings(channel)
        self.drafts = Drafts(channel)

    @staticmethod
    def exists(directory: Path) -> bool:
        """Tell whether a store lies in the folder."""
        return (directory / FILE).exists()

    @classmethod
    def open(cls, directory: Path, key: bytes, *, create: bool = False) -> Store:
        """Open the store in the folder; with `create` an empty one is made where there is none.

        Raises NO_STORE, IN_USE, WRONG_KEY, FILE_DAMAGED, STORE_NEWER, READ_ONLY or DISK_FULL; none changes the file.
        """
        path = directory / FILE
        if not path.exists() and not create:
            raise StafettError(ErrorKind.NO_STORE)
        _make_folder(directory)
        lock = StoreLock(directory / "lock")
        try:
            if not path.exists():
                _make(path, key)
            channel = Channel(connect(path, key))
            try:
                with channel.reading() as connection:
                    current = is_current(connection)
                if not current:
                    migrate(channel)
            except BaseException:
                channel.close()
                raise
        except BaseException:
            lock.release()
            raise
        return cls(directory, key, lock, channel)

    @cached_property
    def reader(self) -> Reader:
        """Reads for lists, on a connection of their own."""
        return Reader(Channel(connect(self.directory / FILE, self._key)))

    @property
    def journal(self) -> Journal:
        """The journal; the first call loads the domain."""
        with self._making:
            if self._journal is None:
                from stafett_tui.store.journal import Journal

                self._journal = Journal(self._channel, self.drafts)
            return self._journal

    def close(self) -> None:
        """Close the connections, empty the WAL into the file and give the lock back."""
        if "reader" in self.__dict__:
            self.reader.close()
        self._channel.close()
        self._lock.release()


def _make_folder(directory: Path) -> None:
    try:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StafettError(os_kind(error)) from None


def _make(path: Path, key: bytes) -> None:
    """Make the file whole before it gets its name, so that a half-made store never stands there."""
    fresh = path.with_suffix(".new")
    for left in path.parent.glob(f"{fresh.name}*"):
        left.unlink()
    channel = Channel(connect(fresh, key, create=True))
    try:
        migrate(channel)
    finally:
        channel.close()
    try:
        os.replace(fresh, path)  # noqa: PTH105 - atomic on every system
    except OSError as error:
        raise StafettError(os_kind(error)) from None
