"""Goals by arena."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from stafett_tui.domain.event import Act, Body, Sort
from stafett_tui.domain.log import Revised
from stafett_tui.domain.oslo import oslo_date
from stafett_tui.domain.plan import Plan


class Arena(StrEnum):
    """Where a goal is to be seen."""

    HOME = "home"
    KINDERGARTEN = "kindergarten"
    SCHOOL = "school"
    LEISURE = "leisure"
    OTHER = "other"


class GoalSet(Body):
    """A concrete goal in an arena."""

    KIND: ClassVar[str] = "goal.set"
    SORT: ClassVar[Sort] = Sort.CREATED
    ACT: ClassVar[Act] = Act.GOALS_ACTIVITIES

    arena: Arena
    text: str = Field(min_length=1)
    target_on: date | None = None
    meeting: str | None = None


class GoalRevised(Revised):
    """A goal is worded anew, moved to another arena or date."""

    KIND: ClassVar[str] = "goal.revised"
    ACT: ClassVar[Act] = Act.GOALS_ACTIVITIES
    TARGET: ClassVar[type[Body]] = GoalSet
    FIELDS: ClassVar[frozenset[str]] = frozenset({"text", "arena", "target_on"})


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal as screens see it; the number is its place among the goals that stand."""

    id: str
    number: int
    arena: Arena
    text: str
    target_on: date | None
    set_on: date


def goals(plan: Plan) -> tuple[Goal, ...]:
    """Give the goals that stand, numbered from 1."""
    return tuple(
        Goal(f.id, n, f.body.arena, f.body.text, f.body.target_on, oslo_date(f.at))
        for n, f in enumerate(plan.of(GoalSet), start=1)
    )


def goal_by_number(plan: Plan, number: int) -> Goal | None:
    """Give the goal with this number."""
    return next((g for g in goals(plan) if g.number == number), None)


BODIES: tuple[type[Body], ...] = (GoalSet, GoalRevised)
