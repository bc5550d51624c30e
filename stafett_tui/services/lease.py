"""Until when a laptop may open plans without meeting its server; a clock set back does not make it longer (R10)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.store.settings import Settings

LEASE: Final = "lease"
LATEST: Final = "lease_latest"
AHEAD: Final = "lease_ahead"
"""By how many seconds the clock was ahead of the server's at the last contact."""
_WRITTEN: Final = timedelta(minutes=1)


class Lease:
    """The lease of this laptop, and the latest moment that it has seen."""

    def __init__(self, settings: Settings, now: Callable[[], datetime], tick: Callable[[], float]) -> None:
        """Keep it among these settings; `now` is the machine's clock, `tick` only goes forward."""
        self._settings = settings
        self._now = now
        self._tick = tick
        self._ticked = tick()
        told = settings.get(LEASE)
        self.until = datetime.fromisoformat(told) if told else None
        seen = settings.get(LATEST)
        self._ahead = timedelta(seconds=float(settings.get(AHEAD) or 0))
        self._latest = self._written = datetime.fromisoformat(seen) if seen else now()

    def latest(self) -> datetime:
        """Give the latest of what the clock said, put right, and what must have passed; it never goes back."""
        ticked = self._tick()
        self._latest = max(self._latest + timedelta(seconds=ticked - self._ticked), self._now() - self._ahead)
        self._ticked = ticked
        if self.until is not None and self._latest - self._written >= _WRITTEN:
            self._write()
        return self._latest

    def renew(self, until: datetime, server: datetime) -> None:
        """Take a new lease; the server's clock counts from here on, so a clock that is ahead is forgiven (R1)."""
        ahead = max(self._now() - server, timedelta(0))
        self._ahead = ahead if abs(ahead - self._ahead) >= _WRITTEN else self._ahead
        self.until, self._latest, self._ticked = until, server, self._tick()
        lease = {LEASE: until.isoformat(), AHEAD: str(self._ahead.total_seconds())}
        self._settings.set_all({**lease, LATEST: self._latest.isoformat()})
        self._written = self._latest

    def end(self) -> None:
        """There is no server any more."""
        self.until = None
        for name in (LEASE, LATEST, AHEAD):
            self._settings.set(name, "")
        self._ahead = timedelta(0)

    def check(self) -> None:
        """Raise LEASE_OVER where this laptop has been away for too long."""
        if self.until is not None and self.latest() > self.until:
            raise StafettError(ErrorKind.LEASE_OVER)

    def _write(self) -> None:
        self._settings.set(LATEST, self._latest.isoformat())
        self._written = self._latest
