"""Clock times as Norwegians write and say them. A small hour without a zero in front may be evening."""

from datetime import time
from typing import Final

from stafett_tui.capture.dates.elements import Hours

NOON: Final = 12
LAST_HOUR: Final = 23
LAST_MINUTE: Final = 59
SPOKEN_AFTERNOON: Final = 6
EVENING_TOO: Final = 8


def written(hour: str, minute: str = "00") -> tuple[time, ...]:
    """What `14`, `9.30` or `0900` may mean; hours 1 to 7 without a zero in front are two readings."""
    clock = _time(int(hour), int(minute))
    if clock is None or (clock.hour, clock.minute) == (0, 0):
        return ()
    if len(hour) == 1 and 0 < clock.hour < EVENING_TOO:
        return (clock, clock.replace(hour=clock.hour + NOON))
    return (clock,)


def compact(digits: str) -> tuple[time, ...]:
    """What a bare `14`, `900` or `1400` may mean."""
    if len(digits) <= len("14"):
        return written(digits)
    return written(digits[:-2].zfill(2), digits[-2:])


def spoken(hour: int, minutes: int = 0) -> tuple[time, ...]:
    """What `halv to` (hour 2, minutes -30) may mean: nobody meets at night, so two is the afternoon."""
    if not 1 <= hour <= NOON:
        return ()
    total = hour * 60 + minutes
    clock = time(total // 60, total % 60)
    later = clock.replace(hour=(clock.hour + NOON) % 24)
    if total < SPOKEN_AFTERNOON * 60:
        return (later,) if clock.hour else (time(NOON, clock.minute),)
    if total < EVENING_TOO * 60:
        return (clock, later)
    return (clock,)


def within(readings: tuple[time, ...], hours: Hours | None) -> tuple[time, ...]:
    """The readings that the words *morning* or *evening* leave, evening moving a small hour by twelve."""
    if hours is None:
        return readings
    if hours is Hours.MORNING:
        return tuple(clock for clock in readings if clock.hour < NOON)
    moved = (clock.replace(hour=clock.hour + NOON) if 0 < clock.hour < NOON else clock for clock in readings)
    return tuple(dict.fromkeys(moved))


def _time(hour: int, minute: int) -> time | None:
    return time(hour, minute) if hour <= LAST_HOUR and minute <= LAST_MINUTE else None
