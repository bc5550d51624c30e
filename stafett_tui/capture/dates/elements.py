"""What the parts of a date phrase say, before any calendar is asked."""

from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from stafett_tui.capture.dates.result import AskReason


class Which(StrEnum):
    """Which of the coming weekdays a phrase points at."""

    PLAIN = "plain"
    COMING = "coming"
    NEXT = "next"
    THIS = "this"


class Part(StrEnum):
    """The beginning, middle or end of something."""

    EARLY = "early"
    MIDDLE = "middle"
    LATE = "late"


class Side(StrEnum):
    """On which side of a day the phrase stays."""

    BEFORE = "before"
    AFTER = "after"


class Hours(StrEnum):
    """The part of the day that makes a clock time plain."""

    MORNING = "morning"
    EVENING = "evening"


@dataclass(frozen=True, slots=True)
class Weekday:
    """`fredag`, `neste fredag`, `førstkommende fredag`."""

    number: int
    which: Which = Which.PLAIN


@dataclass(frozen=True, slots=True)
class Week:
    """`uke 50`."""

    number: int
    year: int | None = None


@dataclass(frozen=True, slots=True)
class WeekAhead:
    """`denne uka` (0) and `neste uke` (1)."""

    weeks: int


@dataclass(frozen=True, slots=True)
class DayMonth:
    """`11. desember`, `1.12.26`; a year such as 2030 after a space may also be a clock time."""

    day: int
    month: int
    year: int | None = None
    maybe_clock: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """`9.12`: a day and month, or `9.30`: a clock time, or either."""

    first: int
    second: int
    clock: tuple[time, ...]


@dataclass(frozen=True, slots=True)
class DayOfMonth:
    """`den 11.`; bare without the `den`."""

    day: int
    bare: bool = False


@dataclass(frozen=True, slots=True)
class MonthAhead:
    """`denne måneden` (0) and `neste måned` (1)."""

    months: int


@dataclass(frozen=True, slots=True)
class DayAhead:
    """`i dag` (0), `i morgen` (1), `i overmorgen` (2)."""

    days: int


@dataclass(frozen=True, slots=True)
class Ahead:
    """`om to uker`, `14d`, `om en måned`; `om åtte dager` is also said of a week."""

    days: int = 0
    months: int = 0
    or_days: int | None = None


@dataclass(frozen=True, slots=True)
class Feast:
    """`julaften`, `2. påskedag`: a day with a name."""

    key: str
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Nth:
    """`siste fredag i januar` (-1), `første dag i måneden` (1); weekday None means any day."""

    nth: int
    weekday: int | None
    month: int | MonthAhead
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock time; two where the words may mean morning or evening."""

    readings: tuple[time, ...]


@dataclass(frozen=True, slots=True)
class DayPart:
    """`formiddag`, `kveld`."""

    hours: Hours


@dataclass(frozen=True, slots=True)
class Number:
    """A bare number, `14` or `1400`."""

    digits: str


@dataclass(frozen=True, slots=True)
class YearAhead:
    """`i år` (0) and `neste år` (1)."""

    years: int


@dataclass(frozen=True, slots=True)
class Meeting:
    """`neste møte`."""


@dataclass(frozen=True, slots=True)
class Month:
    """A month alone: never a day."""

    month: int
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Season:
    """`jul`, `påske`, `helga`: a time of the year, never a day."""

    key: str


@dataclass(frozen=True, slots=True)
class PartOf:
    """`midten av`, `slutten av`."""

    part: Part


@dataclass(frozen=True, slots=True)
class Beside:
    """`før`, `etter`."""

    side: Side


@dataclass(frozen=True, slots=True)
class Doubt:
    """A word that makes the phrase a question, whatever else it says."""

    reason: AskReason


@dataclass(frozen=True, slots=True)
class Lead:
    """`innen`, `på`, `den`: a word that must have something after it."""

    word: str


Element = (
    Weekday | Week | WeekAhead | DayMonth | Pair | DayOfMonth | MonthAhead | DayAhead | Ahead | Feast | Nth
    | Clock | DayPart | Number | YearAhead | Meeting | Month | Season | PartOf | Beside | Doubt | Lead
)  # fmt: skip
