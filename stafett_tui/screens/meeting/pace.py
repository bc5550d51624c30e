"""The clock of the agenda: minutes used of each item and the end to be expected; whole minutes only (T22)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Step:
    """From this moment on the meeting is at an item, or at none (a pause)."""

    at: datetime
    item: str | None


@dataclass(frozen=True, slots=True)
class Pace:
    """How the meeting keeps its time, in whole minutes."""

    used: Mapping[str, int]
    ends: datetime
    """When the meeting ends if the rest takes its planned minutes."""
    late: int
    """Minutes after the planned end; negative before it."""


def spent(steps: Iterable[Step], now: datetime) -> dict[str, timedelta]:
    """Add up how long the meeting was at each item."""
    total: dict[str, timedelta] = {}
    here: str | None = None
    since = now
    for step in steps:
        if here is not None:
            total[here] = total.get(here, timedelta()) + max(step.at - since, timedelta())
        here, since = step.item, step.at
    if here is not None:
        total[here] = total.get(here, timedelta()) + max(now - since, timedelta())
    return total


def pace(planned: Mapping[str, int], here: str, steps: Iterable[Step], now: datetime, planned_end: datetime) -> Pace:
    """Forecast the end: what is left of this item, and of those after it, from now on."""
    used = {item: int(time.total_seconds()) // 60 for item, time in spent(steps, now).items()}
    order = list(planned)
    rest = order[order.index(here) :] if here in planned else order
    left = sum(max(planned[item] - used.get(item, 0), 0) for item in rest)
    ends = now.replace(second=0, microsecond=0) + timedelta(minutes=left)
    return Pace(used, ends, round((ends - planned_end).total_seconds() / 60))


def until_next_minute(now: datetime) -> float:
    """Seconds until the clock on the wall shows another minute."""
    return 60 - now.second - now.microsecond / 1_000_000
