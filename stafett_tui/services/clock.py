"""The clock that rules and screens are given; light, so that the first frame can use it."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

OSLO = ZoneInfo("Europe/Oslo")


class Clock:
    """The machine's clock, read as UTC and as Oslo wall time."""

    def now(self) -> datetime:
        """Give the moment, aware, in UTC."""
        return datetime.now(UTC)

    def wall(self) -> datetime:
        """Give the moment on the wall in Oslo, naive."""
        return self.now().astimezone(OSLO).replace(tzinfo=None)

    def today(self) -> date:
        """Give the date in Oslo."""
        return self.wall().date()


class RunningClock(Clock):
    """A clock set to another moment that runs on from there: the demo's, and a demo store's that is kept."""

    def __init__(self, base: datetime, real: Clock | None = None, started: datetime | None = None) -> None:
        """Stand at `base` (aware) at the real moment `started` (now where none is given)."""
        self._real = real or Clock()
        self.base = base
        self.started = started or self._real.now()

    def now(self) -> datetime:
        """Give the set moment and what has passed since; never before the set moment."""
        return self.base + max(self._real.now() - self.started, timedelta(0))


class SetClock(Clock):
    """A clock that stands where it is set, for building stores of other days and for tests."""

    def __init__(self, at: datetime) -> None:
        """Stand at this aware moment."""
        self.at = at

    def now(self) -> datetime:
        """Give the moment it is set to."""
        return self.at


def oslo(wall: datetime) -> datetime:
    """Give the aware UTC moment of a naive Oslo wall time."""
    return wall.replace(tzinfo=OSLO).astimezone(UTC)


def to_wall(moment: datetime) -> datetime:
    """Give the naive Oslo wall time of an aware moment."""
    return moment.astimezone(OSLO).replace(tzinfo=None)
