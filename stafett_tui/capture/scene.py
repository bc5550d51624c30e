"""What a line is read against, and what is understood by it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from stafett_tui.capture.dates import Ask, NextMeeting, Understood
from stafett_tui.capture.people import Match, Person
from stafett_tui.capture.slots import LineSort
from stafett_tui.domain.calendar import DayWarning

Speaker = Literal["child", "mother", "father"]


class Mark(StrEnum):
    """What is missing or uncertain: the line is saved all the same, and shown with a question mark."""

    TEXT = "text"
    PERSON = "person"
    HELPER = "helper"
    DATE = "date"
    GOAL = "goal"
    ASKED_BY = "asked_by"
    ASKED_ON = "asked_on"


class Warned(StrEnum):
    """What the writer is told without being stopped."""

    SATURDAY = "saturday"
    SUNDAY = "sunday"
    HOLIDAY = "holiday"
    SEVERAL_PEOPLE = "several_people"

    @classmethod
    def of_day(cls, warning: DayWarning | None) -> tuple["Warned", ...]:
        """The warning about a day, if there is one."""
        return () if warning is None else (cls(warning),)


@dataclass(frozen=True, slots=True)
class Scene:
    """The plan and the moment that a line is written in."""

    people: tuple[Person, ...]
    today: date
    goals: tuple[int, ...] = ()
    next_meeting: date | None = None
    lang: str = "nb"
    focus_goal: int | None = None
    last_goal: int | None = None
    child_name: str = ""


@dataclass(frozen=True, slots=True)
class Understanding:
    """A line as the program understands it; `texts` are the writer's own words, slot by slot."""

    sort: LineSort
    text: str
    texts: tuple[str, ...]
    speaker: Speaker | None = None
    asked_by: Person | None = None
    how: str | None = None
    on: date | None = None
    on_asked: Ask | None = None
    responsible: Person | None = None
    responsible_candidates: tuple[Match, ...] = ()
    helpers: tuple[Person, ...] = ()
    candidates: tuple[Match, ...] = ()
    typed_person: str = ""
    due: Understood | NextMeeting | Ask | None = None
    due_is_default: bool = False
    goal: int | None = None
    jump: int | None = None
    marks: tuple[Mark, ...] = ()
    warnings: tuple[Warned, ...] = ()
    stop: tuple[Person, ...] = ()
