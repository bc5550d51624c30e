"""Days and seasons with a name: `julaften`, `langfredag`, `2. søndag i advent`, and *jul*, which is no day."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

from stafett_tui.capture.dates.elements import Side
from stafett_tui.domain.calendar import easter, next_working_day

FIRST: Final = r"(?:1\.?|første|fyrste|forste)\s*"
SECOND: Final = r"(?:2\.?|andre|annen|anna|2\.)\s*"
EVE: Final = r"(?:aften|aftan|afta|eftan|kvelden)"
PASKE: Final = r"(?:påske|paaske|paske)"

FIXED: Final[Mapping[str, tuple[str, int, int]]] = MappingProxyType(
    {
        "little_christmas_eve": (rf"(?:lille|litle|vesle)\s*(?:jule?|jole?){EVE}", 12, 23),
        "christmas_eve": (rf"(?:jule?|jole?){EVE}", 12, 24),
        "christmas_day": (rf"{FIRST}(?:jule|jole)dag(?:en)?", 12, 25),
        "second_christmas_day": (rf"{SECOND}(?:jule|jole)dag(?:en)?", 12, 26),
        "new_years_eve": (rf"nyttårs?{EVE}", 12, 31),
        "new_years_day": (rf"(?:{FIRST})?nyttårsdag(?:en)?", 1, 1),
        "sami_day": (r"samefolkets dag|samenes nasjonaldag", 2, 6),
        "valentine": (r"valentinsdag(?:en)?", 2, 14),
        "womens_day": (r"kvinnedagen", 3, 8),
        "constitution_day": (r"grunnlovsdag(?:en)?|nasjonaldagen", 5, 17),
        "midsummer_eve": (rf"sankthans{EVE}|st\.?\s?hans{EVE}|jonsok{EVE}", 6, 23),
        "halloween": (r"halloween", 10, 31),
        "lucia": (r"lucia(?:dagen)?|luciadag", 12, 13),
    }
)
MOVABLE: Final[Mapping[str, tuple[str, int]]] = MappingProxyType(
    {
        "palm_sunday": (r"palmes[øu]ndag", -7),
        "maundy_thursday": (r"skjærtorsdag|skjertorsdag|skirtorsdag", -3),
        "good_friday": (r"langfredag(?:en)?", -2),
        "easter_eve": (rf"{PASKE}{EVE}", -1),
        "easter_sunday": (rf"{FIRST}{PASKE}dag(?:en)?", 0),
        "easter_monday": (rf"{SECOND}{PASKE}dag(?:en)?", 1),
        "ascension_day": (r"(?:kristi\s*)?himmelfart(?:sdag)?(?:en)?", 39),
        "whit_eve": (rf"pinse{EVE}", 48),
        "whit_sunday": (rf"{FIRST}pinsedag(?:en)?", 49),
        "whit_monday": (rf"{SECOND}pinsedag(?:en)?", 50),
    }
)
SUNDAYS: Final[Mapping[str, tuple[str, int]]] = MappingProxyType(
    {"mothers_day": (r"morsdag(?:en)?", 2), "fathers_day": (r"farsdag(?:en)?", 11)}
)
PATTERNS: Final = MappingProxyType({key: row[0] for rows in (FIXED, MOVABLE, SUNDAYS) for key, row in rows.items()})
SEASONS: Final = MappingProxyType(
    {
        "christmas": r"jul|jol|jula|jola|julen",
        "new_year": r"nyttår|nyttaar|nyår|årsskiftet|årsskifte",
        "easter": rf"{PASKE}(?:n|a)?|påska",
        "whitsun": r"pinse|pinsen|pinsa",
        "weekend": r"helg|helga|helgen|helgi",
        "later": (
            r"romjul[ae]?n?|nyåret|(?:sommar|sommer|høst|haust|vinter|påske|jule|jole)?ferien?|sommar(?:en)?|sommer(?:en)?|"
            r"høst(?:en)?|haust(?:en)?|vinter(?:en)?|vår(?:en)?|sk[ou]le(?:slutt|start)|semesteret|terminen"
        ),
    }
)


def feast(key: str, year: int) -> date:
    """The day of a named feast in a year."""
    if key in FIXED:
        return date(year, *FIXED[key][1:])
    if key in MOVABLE:
        return easter(year) + timedelta(days=MOVABLE[key][1])
    if key in SUNDAYS:  # the second Sunday of its month
        first = date(year, SUNDAYS[key][1], 1)
        return first + timedelta(days=(6 - first.weekday()) + 7)
    fourth = date(year, 12, 24) - timedelta(days=(date(year, 12, 24).weekday() + 1) % 7)
    return fourth - timedelta(weeks=4 - int(key.removeprefix("advent_")))


def season(key: str, today: date, side: Side | None) -> tuple[date, ...]:
    """Days that may be meant by a season, or by *before* or *after* it."""
    days = _SEASON_DAYS.get(key)
    if days is None:
        return ()
    for year in (today.year, today.year + 1):
        found = tuple(day for day in days(today.replace(year=year, day=1), today, side) if day >= today)
        if found:
            return found
    return ()


def _christmas(start: date, _today: date, side: Side | None) -> tuple[date, ...]:
    eve = date(start.year, 12, 24)
    if side is Side.BEFORE:
        return (_friday_before(eve), eve - timedelta(days=1))
    if side is Side.AFTER:
        return (next_working_day(date(start.year, 12, 27)), next_working_day(date(start.year + 1, 1, 2)))
    return (eve, eve + timedelta(days=1))


def _new_year(start: date, _today: date, side: Side | None) -> tuple[date, ...]:
    eve = date(start.year, 12, 31)
    if side is Side.BEFORE:
        return (_friday_before(eve), eve)
    first = eve + timedelta(days=1)
    return (first + timedelta(days=1), next_working_day(first)) if side else (eve, first)


def _easter(start: date, _today: date, side: Side | None) -> tuple[date, ...]:
    sunday = easter(start.year)
    if side is Side.BEFORE:
        return (sunday - timedelta(days=9), sunday - timedelta(days=4))
    return (next_working_day(sunday),) if side else (sunday - timedelta(days=3), sunday)


def _whitsun(start: date, _today: date, side: Side | None) -> tuple[date, ...]:
    sunday = easter(start.year) + timedelta(days=49)
    if side is Side.BEFORE:
        return (_friday_before(sunday),)
    return (next_working_day(sunday),) if side else (sunday,)


def _weekend(_start: date, today: date, side: Side | None) -> tuple[date, ...]:
    saturday = today + timedelta(days=(5 - today.weekday()) % 7)
    if side is Side.BEFORE:
        return (saturday - timedelta(days=1),)
    if side is Side.AFTER:
        return (saturday + timedelta(days=2),)
    return (saturday, saturday + timedelta(days=1))


def _friday_before(day: date) -> date:
    return day - timedelta(days=(day.weekday() - 4) % 7 or 7)


_SEASON_DAYS: Final[Mapping[str, Callable[[date, date, Side | None], tuple[date, ...]]]] = MappingProxyType(
    {
        "christmas": _christmas,
        "new_year": _new_year,
        "easter": _easter,
        "whitsun": _whitsun,
        "weekend": _weekend,
    }
)
