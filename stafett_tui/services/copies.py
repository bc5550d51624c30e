"""Copies of the whole store: by hand, and by themselves into a chosen folder; a reminder where there is none."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from stafett_tui.services.clock import Clock
from stafett_tui.store.opened import Store

_FOLDER: Final = "copies_folder"
_DAYS: Final = "copies_days"
_LAST: Final = "copies_last"
DEMO: Final = "demo_base"
"""A setting that only a store of invented plans has."""


@dataclass(frozen=True, slots=True)
class Overdue:
    """Nobody has copied what is here for too long."""

    days: int | None
    """Since the last copy; None where there never was one."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy that lies in a folder."""

    path: Path
    made: datetime
    size: int
    opens: bool
    """Whether it opens with the recovery passphrase of now; else with an earlier one, or it is of another store."""


class Copies:
    """The copies of this store; making one is slow, so it is called in a thread."""

    def __init__(self, store: Store, clock: Clock, reminder_days: int = 7) -> None:
        """Copy this store by this clock; speak up after so many days without a copy."""
        self._store = store
        self._clock = clock
        self._reminder = timedelta(days=reminder_days)

    def remind_after(self, days: int) -> None:
        """Speak up after so many days without a copy from now on."""
        self._reminder = timedelta(days=days)

    @property
    def ready(self) -> bool:
        """Tell whether a recovery passphrase was set up, so that a copy can be made."""
        from stafett_tui.store.recovery import recovery_of

        return recovery_of(self._store.settings) is not None

    @property
    def folder(self) -> Path | None:
        """Give the folder into which copies go by themselves."""
        told = self._store.settings.get(_FOLDER)
        return Path(told) if told else None

    @property
    def last(self) -> datetime | None:
        """Give when the last copy was made."""
        told = self._store.settings.get(_LAST)
        return datetime.fromisoformat(told) if told else None

    @property
    def days(self) -> int:
        """Give how many days lie between copies that are made by themselves."""
        return int(self._store.settings.get(_DAYS, "1"))

    def lying(self, *folders: Path) -> tuple[Copy, ...]:
        """Give the copies that lie in the automatic folder and in these, the newest first."""
        from stafett_tui.store.backup import SUFFIX
        from stafett_tui.store.recovery import recovery_of

        recovery = recovery_of(self._store.settings)
        named = "" if recovery is None else recovery.id[:8]
        places = dict.fromkeys(each for each in (self.folder, *folders) if each is not None)
        found = [_lying(path, named) for each in places for path in each.glob(f"stafett-*{SUFFIX}")]
        return tuple(sorted((each for each in found if each is not None), key=lambda each: each.made, reverse=True))

    def check(self, path: Path) -> None:
        """Read a copy through; raises FILE_UNREADABLE, NOT_A_BACKUP or STORE_NEWER where it does not hold."""
        from stafett_tui.store.backupfile import checked

        checked(path)

    def set_up(self, passphrase: str) -> None:
        """Choose the recovery passphrase, which opens the copies from now on; raises TOO_SHORT."""
        from stafett_tui.store.recovery import set_up

        set_up(self._store.settings, passphrase)

    def choose(self, folder: Path | None, days: int = 1) -> None:
        """Let a copy be made into this folder every so many days; None ends that. Raises COPY_FOLDER."""
        from stafett_tui.domain.errors import ErrorKind, StafettError

        try:
            if folder is not None:
                folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            raise StafettError(ErrorKind.COPY_FOLDER) from None
        self._store.settings.set(_FOLDER, "" if folder is None else str(folder.absolute()))
        self._store.settings.set(_DAYS, str(max(days, 1)))

    def due(self) -> bool:
        """Tell whether a copy is to be made by itself now."""
        if self.folder is None or not self.ready:
            return False
        return self._older(timedelta(days=self.days))

    def overdue(self) -> Overdue | None:
        """Tell that there is no copy or only an old one; None for an empty store and for one of invented plans."""
        if self._store.settings.get(DEMO) or not self._older(self._reminder) or not self._store.reader.any_plan():
            return None
        return Overdue(None if self.last is None else (self._clock.now() - self.last).days)

    def make(self, folder: Path | None = None, passphrase: str = "") -> Path:
        """Make a verified copy and give its path; of those in the automatic folder only the newest ten stay.

        A passphrase given sets the recovery up first. The automatic folder is never made anew: where it is away, its
        disk is. Raises NO_RECOVERY, COPY_FOLDER, DISK_FULL, or the kind of what does not hold in the store.
        """
        from stafett_tui.domain.errors import ErrorKind, StafettError
        from stafett_tui.store.backup import prune
        from stafett_tui.store.recovery import recovery_of

        if passphrase:
            self.set_up(passphrase)
        chosen, recovery = folder or self.folder, recovery_of(self._store.settings)
        if recovery is None or chosen is None:
            raise StafettError(ErrorKind.NO_RECOVERY)
        if folder is None and not chosen.is_dir():
            raise StafettError(ErrorKind.COPY_FOLDER)
        now = self._clock.now()
        try:
            made = self._store.back_up(chosen, now)
        except StafettError as error:
            raise StafettError(ErrorKind.COPY_FOLDER if error.kind is ErrorKind.READ_ONLY else error.kind) from None
        self._store.settings.set(_LAST, now.isoformat(timespec="seconds"))
        if chosen.absolute() == self.folder:
            prune(chosen, recovery)
        return made

    def _older(self, span: timedelta) -> bool:
        """Tell whether the last copy is older; one that lies ahead of a clock that was set back counts as none."""
        last = self.last
        return last is None or not timedelta(0) <= self._clock.now() - last < span


def _lying(path: Path, recovery: str) -> Copy | None:
    """Give a copy by its file; None where the name is not one of ours, or the file is gone again."""
    try:
        _, named, stamp = path.stem.split("-")
        made = datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        return Copy(path, made, path.stat().st_size, named == recovery)
    except (OSError, ValueError):
        return None
