"""What a date phrase can come out as: understood, the next meeting, or a question."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from itertools import chain


class AskReason(StrEnum):
    """Why the program asks instead of guessing."""

    EMPTY = "empty"
    UNKNOWN = "unknown"
    AMBIGUOUS = "ambiguous"
    VAGUE = "vague"
    CONTRADICTION = "contradiction"
    IMPOSSIBLE = "impossible"
    PAST = "past"
    FAR = "far"
    NO_DAY = "no_day"
    REPEATED = "repeated"


@dataclass(frozen=True, slots=True)
class Understood:
    """One day, with a time of day where one was given."""

    on: date
    at: time | None = None

    @property
    def moment(self) -> date | datetime:
        """The day, or the wall-clock moment where there is a time."""
        return self.on if self.at is None else datetime.combine(self.on, self.at)

    @property
    def iso(self) -> str:
        """`2026-12-11` or `2026-11-30T14:00`."""
        return iso_of(self.moment)


@dataclass(frozen=True, slots=True)
class NextMeeting:
    """The deadline is the next meeting, whose day may be known already."""

    on: date | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """Nothing is certain: the days that may have been meant, earliest first, and why."""

    dates: tuple[date | datetime, ...]
    reason: AskReason


Result = Understood | NextMeeting | Ask


def iso_of(moment: date | datetime) -> str:
    """A day as ISO date, a moment as ISO date and minute."""
    if isinstance(moment, datetime):
        return moment.isoformat(timespec="minutes")
    return moment.isoformat()


def day_of(moment: date | datetime) -> date:
    """The day that a moment falls on."""
    return moment.date() if isinstance(moment, datetime) else moment


def ask(reason: AskReason, moments: Iterable[date | datetime | None], *, not_before: date) -> Ask:
    """A question that offers each possible day once, in order, and never one that is past."""
    known = {moment for moment in moments if moment is not None and day_of(moment) >= not_before}
    return Ask(tuple(sorted(known, key=iso_of)), reason)


def offered(result: Result) -> tuple[date | datetime, ...]:
    """Every day that a result speaks of."""
    if isinstance(result, Ask):
        return result.dates
    if isinstance(result, NextMeeting):
        return () if result.on is None else (result.on,)
    return (result.moment,)


def ask_all(reason: AskReason, results: Iterable[Result], *, not_before: date) -> Ask:
    """A question that offers what each of several results speaks of."""
    return ask(reason, chain.from_iterable(map(offered, results)), not_before=not_before)


def as_json(result: Result) -> dict[str, str | list[str]]:
    """The result as one JSON object: `date`, or `ask` with the days offered."""
    if isinstance(result, Ask):
        return {"ask": [iso_of(moment) for moment in result.dates]}
    if isinstance(result, NextMeeting):
        return {"ask": []} if result.on is None else {"date": result.on.isoformat()}
    return {"date": result.iso}
