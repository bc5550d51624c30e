"""The Norwegian calendar: Easter, the twelve public holidays, and days on which few people work."""

from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Final, Literal

DayWarning = Literal["saturday", "sunday", "holiday"]

SATURDAY: Final = 5
SUNDAY: Final = 6

FIXED: Final = MappingProxyType(
    {
        (1, 1): "new_years_day",
        (5, 1): "labour_day",
        (5, 17): "constitution_day",
        (12, 25): "christmas_day",
        (12, 26): "second_christmas_day",
    }
)
MOVABLE: Final = MappingProxyType(
    {
        -3: "maundy_thursday",
        -2: "good_friday",
        0: "easter_sunday",
        1: "easter_monday",
        39: "ascension_day",
        49: "whit_sunday",
        50: "whit_monday",
    }
)
HOLIDAYS: Final = (*FIXED.values(), *MOVABLE.values())


@lru_cache(maxsize=64)
def easter(year: int) -> date:
    """Easter Sunday of a year, by the anonymous Gregorian computus."""
    golden = year % 19
    century, of_century = divmod(year, 100)
    leap_centuries, rest = divmod(century, 4)
    moon_shift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - moon_shift + 15) % 30
    leaps, years = divmod(of_century, 4)
    weekday = (32 + 2 * rest + 2 * leaps - epact - years) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def holiday(day: date) -> str | None:
    """The key of the public holiday that a day is, or nothing; where two meet, the fixed one."""
    fixed = FIXED.get((day.month, day.day))
    return fixed or MOVABLE.get((date(day.year, day.month, day.day) - easter(day.year)).days)


def weekday_warning(day: date) -> DayWarning | None:
    """Why a deadline on this day may be unwise, or nothing: a holiday says more than its weekday."""
    if holiday(day):
        return "holiday"
    if day.weekday() == SATURDAY:
        return "saturday"
    return "sunday" if day.weekday() == SUNDAY else None


def next_working_day(day: date) -> date:
    """The day itself, or the first day after it that is neither weekend nor holiday."""
    while weekday_warning(day):
        day += timedelta(days=1)
    return day
