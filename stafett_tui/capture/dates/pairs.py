"""Two numbers with a dot are a day and month, a clock time, or either: what the rest of the phrase lets them be."""

from datetime import time
from itertools import product
from typing import Final

from stafett_tui.capture.dates.elements import Clock, DayMonth, Element, Pair

LAST_MONTH: Final = 12
LAST_DAY: Final = 31


def interpretations(elements: tuple[Element, ...]) -> tuple[tuple[Element, ...], ...]:
    """Every way to read the pairs such that the phrase has at most one date and one clock time."""
    options = [_options(element) for element in elements]
    every = tuple(tuple(reading) for reading in product(*options))
    rather_dates = any(isinstance(element, Pair) and _nobody_meets(element.clock) for element in elements)
    single = tuple(reading for reading in every if _one_each(reading, rather_dates=rather_dates))
    return single or every[:1]


def _options(element: Element) -> tuple[Element, ...]:
    if not isinstance(element, Pair):
        return (element,)
    day = DayMonth(element.first, element.second)
    clock = (Clock(element.clock),) if element.clock else ()
    if 1 <= element.second <= LAST_MONTH and 1 <= element.first <= LAST_DAY:
        return (day, *clock)
    return clock or (day,)


def _one_each(reading: tuple[Element, ...], *, rather_dates: bool) -> bool:
    dates = {element for element in reading if isinstance(element, DayMonth)}
    clocks = {element for element in reading if isinstance(element, Clock)}
    return (len(dates) <= 1 or rather_dates) and len(clocks) <= 1


def odd_minute(reading: tuple[Element, ...], elements: tuple[Element, ...]) -> bool:
    """Whether the only pair was read as a clock time at which nobody meets, such as 11.12."""
    made = [new for new, old in zip(reading, elements, strict=True) if isinstance(old, Pair)]
    return len(made) == 1 and isinstance(made[0], Clock) and _nobody_meets(made[0].readings)


def _nobody_meets(clock: tuple[time, ...]) -> bool:
    return bool(clock) and clock[0].minute % 5 != 0
