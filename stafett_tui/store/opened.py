"""An opened store: what the first frame needs at once, the journal when it is first asked for."""

from __future__ import annotations

import os
import threading
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.store.audit import Audit
from stafett_tui.store.blobs import Blobs
from stafett_tui.store.drafts import Drafts
from stafett_tui.store.engine import FILE, Channel, connect, make_folder, os_kind
from stafett_tui.store.erased import SETTING, ErasedIds, mark_of
from stafett_tui.store.findings import Finding
from stafett_tui.store.keyrecord import is_the_key, sync_folder
from stafett_tui.store.leftovers import clear
from stafett_tui.store.lock import StoreLock
from stafett_tui.store.migrations import STALE, is_current, migrate
from stafett_tui.store.reader import Reader
from stafett_tui.store.refusals import Refusals
from stafett_tui.store.settings import Settings
from stafett_tui.store.wal import is_damaged

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from stafett_tui.store.journal import Journal
    from stafett_tui.store.separating import Going
    from stafett_tui.store.shelf import PlanShelf


class Store:
    """One store folder, opened for this process alone."""

    def __init__(self, directory: Path, key: bytes, lock: StoreLock, channel: Channel) -> None:
        """Use `Store.open`, which takes the lock and looks at the file first."""
        self.directory = directory
        self._key = key
        self._lock = lock
        self._channel = channel
        self._making = threading.Lock()
        self._copying = threading.Lock()
        self._journal: Journal | None = None
        self.settings = Settings(channel)
        self.drafts = Drafts(channel)
        self.audit = Audit(channel)
        self.blobs = Blobs(channel)
        self.refusals = Refusals(channel)
        self._erased = ErasedIds(directory)

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
        make_folder(directory)
        lock = StoreLock(directory / "lock")
        try:
            clear(directory)
            if not path.exists():
                _make(path, key)
            store = cls(directory, key, lock, _connected(path, key))
        except BaseException:
            lock.release()
            raise
        try:
            store._catch_up()
        except BaseException:
            store.close()
            raise
        return store

    def _catch_up(self) -> None:
        """Take missing migrations, make old lists anew (I10), and blank again what a restore brought back (I7)."""
        with self._channel.reading() as connection:
            current = is_current(connection)
        if not current:
            migrate(self._channel)
        if self.settings.get(STALE):
            self.journal.rebuild_index()
        if self.settings.get(SETTING) != mark_of(self._erased.read()):
            self.journal.blank_again()

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

                self._journal = Journal(self._channel, self.drafts, self.directory, self._key)
            return self._journal

    @cached_property
    def shelf(self) -> PlanShelf:
        """What syncing reads and writes, in the memory of the journal."""
        from stafett_tui.store.shelf import PlanShelf

        return PlanShelf(self._channel, self.journal.folded, self.drafts, self._erased)

    def stand_alone(self) -> None:
        """Order every plan here again that a server ordered, as its log stands; what waits gets its place here."""
        from stafett_tui.store.leaving import leave

        leave(self._channel, self.journal.folded, self._erased)

    def take_in(self, other: Store, going: Going, named: Mapping[str, str]) -> frozenset[str]:
        """Write what goes with a person from another store into this one; give the logs of which all is here now.

        One transaction, on the disk with its name when this returns; both stores stand alone. Raises OTHER_LOG.
        """
        from stafett_tui.store.separating import bring, erased_in, mark_erased

        with other._channel.reading() as source:
            erased = erased_in(source, going)
            if erased - self._erased.read():
                self._erased.add(erased)
            with self.journal.folded.changing(None) as connection:
                whole = bring(source, connection, going, named)
                mark_erased(connection, self._erased.read())
        self._channel.empty_wal()
        sync_folder(self.directory)
        sync_folder(self.directory.parent)
        return whole

    def let_out(self, going: Going, whole: frozenset[str], named: Mapping[str, str]) -> None:
        """Take out what is in the person's own store now, in one transaction; no byte of it stays (I7)."""
        from stafett_tui.store.separating import take_out

        with self._channel.lock:
            for plan_id in going.plans:
                self.drafts.forget(plan_id)
            with self.journal.folded.changing(None) as connection:
                take_out(connection, going, whole, named)
            self._channel.empty_wal()

    def verify(self, plan_id: str | None = None) -> tuple[Finding, ...]:
        """Check a plan, or everything: chains, lists, file, and without a plan the look-ups too (I5, I10, S-07)."""
        found = self.journal.verify(plan_id)
        broken = self.audit.broken() if plan_id is None else 0
        return (*found, Finding(ErrorKind.CHAIN_BROKEN, seq=broken, what="lookup")) if broken else found

    def back_up(self, folder: Path, at: datetime) -> Path:
        """Write a verified copy of everything into the folder and give its path; NO_RECOVERY before any was set up."""
        from stafett_tui.store.backup import write_backup
        from stafett_tui.store.recovery import recovery_of

        recovery = recovery_of(self.settings)
        if recovery is None:
            raise StafettError(ErrorKind.NO_RECOVERY)
        with self._copying:
            erased = self._erased.read()
            return write_backup(self.directory / FILE, self._key, recovery, folder, at=at, erased=erased)

    def close(self) -> None:
        """Close the connections, empty the WAL into the file and give the lock back."""
        if "reader" in self.__dict__:
            self.reader.close()
        self._channel.close()
        self._lock.release()


def _connected(path: Path, key: bytes) -> Channel:
    """Connect; a WAL that SQLite would cut short, and a file its own key does not open, are damage."""
    if is_damaged(path.with_name(f"{path.name}-wal")):
        raise StafettError(ErrorKind.FILE_DAMAGED)
    try:
        return Channel(connect(path, key))
    except StafettError as error:
        if error.kind is ErrorKind.WRONG_KEY and is_the_key(path.parent, key):
            raise StafettError(ErrorKind.FILE_DAMAGED) from None
        raise


def _make(path: Path, key: bytes) -> None:
    """Make the file whole before it gets its name, so that a half-made store never stands there."""
    fresh = path.with_suffix(".new")
    try:
        for left in path.parent.glob(f"{fresh.name}*"):
            left.unlink()
    except OSError as error:
        raise StafettError(os_kind(error)) from None
    channel = Channel(connect(fresh, key, create=True))
    try:
        migrate(channel)
    finally:
        channel.close()
    try:
        os.replace(fresh, path)  # noqa: PTH105 - atomic on every system
    except OSError as error:
        raise StafettError(os_kind(error)) from None
