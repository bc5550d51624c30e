"""Activities: what is to be done, one responsible person, helpers beside, a deadline (A-rules of the form)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from pydantic import Field, field_validator

from stafett_tui.domain.deadlines import NEXT_MEETING, due_date, is_due
from stafett_tui.domain.errors import ErrorKind
from stafett_tui.domain.evaluation import ActivityEvaluated, Evaluation, evaluations
from stafett_tui.domain.event import Act, Body, Sort
from stafett_tui.domain.goal import GoalSet, goals
from stafett_tui.domain.log import Revised
from stafett_tui.domain.names import name_of, service_of
from stafett_tui.domain.plan import Fact, Plan


class Ending(StrEnum):
    """How an activity came to its end."""

    DONE = "done"
    ENDED = "ended"
    DROPPED = "dropped"


class ActivityState(StrEnum):
    """Where an activity stands in its life."""

    ACTIVE = "active"
    EVALUATED = "evaluated"
    DONE = "done"
    ENDED = "ended"
    DROPPED = "dropped"


class ActivityPlanned(Body):
    """An activity is agreed; the person or date may be missing for the moment and stops the lock later."""

    KIND: ClassVar[str] = "activity.planned"
    SORT: ClassVar[Sort] = Sort.CREATED
    ACT: ClassVar[Act] = Act.GOALS_ACTIVITIES
    REFS: ClassVar[tuple[str, ...]] = ("goal",)

    goal: str | None = None
    what: str = Field(min_length=1)
    responsible: str | None = None
    helpers: tuple[str, ...] = ()
    due: str | None = None
    review_on: date | None = None
    meeting: str | None = None
    item: str | None = None
    from_line: str | None = None
    """The minutes line it was promoted from."""

    @field_validator("due")
    @classmethod
    def _is_due(cls, value: str | None) -> str | None:
        if value is not None and not is_due(value):
            msg = "not a deadline"
            raise ValueError(msg)
        return value


class ActivityRevised(Revised):
    """One thing about an activity is changed; a moved deadline carries its reason."""

    KIND: ClassVar[str] = "activity.revised"
    ACT: ClassVar[Act] = Act.GOALS_ACTIVITIES
    TARGET: ClassVar[type[Body]] = ActivityPlanned
    FIELDS: ClassVar[frozenset[str]] = frozenset(
        {"what", "responsible", "helpers", "due", "review_on", "goal"}
    )


class ActivityEnded(Body):
    """An activity is done, ended in the meeting, or dropped."""

    KIND: ClassVar[str] = "activity.ended"
    SORT: ClassVar[Sort] = Sort.ADDED
    ACT: ClassVar[Act] = Act.GOALS_ACTIVITIES
    REFS: ClassVar[tuple[str, ...]] = ("activity",)

    activity: str
    how: Ending
    meeting: str | None = None


class CommentWritten(Body):
    """A comment on an activity, also between meetings."""

    KIND: ClassVar[str] = "comment.written"
    SORT: ClassVar[Sort] = Sort.ADDED
    ACT: ClassVar[Act] = Act.COMMENT
    REFS: ClassVar[tuple[str, ...]] = ("activity",)

    activity: str
    text: str = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class DueMove:
    """A deadline was moved: when, by whom, from what to what, and why."""

    at: datetime
    by: str
    before: str | None
    after: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment as screens see it."""

    id: str
    at: datetime
    by: str
    text: str


@dataclass(frozen=True, slots=True)
class Activity:
    """An activity as screens see it, with its history."""

    id: str
    what: str
    goal: str | None
    goal_number: int | None
    responsible: str | None
    responsible_name: str
    service: str
    helpers: tuple[str, ...]
    helper_names: tuple[str, ...]
    due: str | None
    """As agreed: ISO date or minute, `next_meeting`, or None."""
    due_on: date | None
    """The date itself; for *next meeting* the date of that meeting where one is called."""
    review_on: date | None
    state: ActivityState
    planned_at: datetime
    meeting: str | None
    item: str | None
    moves: tuple[DueMove, ...]
    evaluations: tuple[Evaluation, ...]
    comments: tuple[Comment, ...]
    ended_in: str | None

    @property
    def open(self) -> bool:
        """Tell whether it still runs."""
        return self.state in {ActivityState.ACTIVE, ActivityState.EVALUATED}

    def overdue(self, today: date) -> bool:
        """Tell whether it runs and its date has passed."""
        return self.open and self.due_on is not None and self.due_on < today


def activities(plan: Plan, next_meeting: date | None = None) -> tuple[Activity, ...]:
    """Give every activity in the plan's order: by goal, then as created; those without a goal last."""
    numbers = {g.id: g.number for g in goals(plan)}
    found = [_activity(plan, f, numbers, next_meeting) for f in plan.of(ActivityPlanned)]
    return tuple(sorted(found, key=lambda a: a.goal_number or len(numbers) + 1))


def activity(plan: Plan, thing: str, next_meeting: date | None = None) -> Activity | None:
    """Give one activity by id."""
    fact = plan.get(thing, ActivityPlanned)
    return None if fact is None else _activity(plan, fact, {g.id: g.number for g in goals(plan)}, next_meeting)


def _activity(
    plan: Plan, fact: Fact[ActivityPlanned], numbers: dict[str, int], next_meeting: date | None
) -> Activity:
    b = fact.body
    rated = evaluations(plan, fact.id)
    ended = [f for f in plan.of(ActivityEnded) if f.body.activity == fact.id]
    due_on = next_meeting if b.due == NEXT_MEETING else due_date(b.due)
    goal = b.goal if b.goal in numbers else None
    return Activity(
        id=fact.id, what=b.what, goal=goal, goal_number=numbers.get(goal or ""), responsible=b.responsible,
        responsible_name=name_of(plan, b.responsible), service=service_of(plan, b.responsible), helpers=b.helpers,
        helper_names=tuple(name_of(plan, h) for h in b.helpers), due=b.due, due_on=due_on, review_on=b.review_on,
        state=_state(ended[-1].body.how if ended else None, rated), planned_at=fact.at, meeting=b.meeting,
        item=b.item, moves=_moves(plan, fact.id), evaluations=rated,
        comments=tuple(Comment(c.id, c.at, c.by, c.body.text) for c in plan.of(CommentWritten)
                       if c.body.activity == fact.id),
        ended_in=ended[-1].body.meeting if ended else None,
    )  # fmt: skip


def _state(how: Ending | None, rated: tuple[Evaluation, ...]) -> ActivityState:
    if how is not None:
        return ActivityState(how.value)
    return ActivityState.EVALUATED if rated else ActivityState.ACTIVE


def _moves(plan: Plan, thing: str) -> tuple[DueMove, ...]:
    return tuple(
        DueMove(r.at, r.by, _text(r.before), _text(r.value), r.reason)
        for r in plan.history(thing, "due")
        if r.before is not None and not (r.before == NEXT_MEETING and r.reason == NEXT_MEETING)
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def check_planned(plan: Plan, body: ActivityPlanned) -> ErrorKind | None:
    """Its goal and its people are in the plan; helpers are others than the responsible."""
    if body.goal is not None and plan.get(body.goal, GoalSet) is None:
        return ErrorKind.GOAL_UNKNOWN
    people = [p for p in (body.responsible, *body.helpers) if p is not None]
    if any(not name_of(plan, person) for person in people):
        return ErrorKind.PERSON_UNKNOWN
    return None


def check_on_activity(plan: Plan, body: "ActivityEnded | CommentWritten | ActivityEvaluated") -> ErrorKind | None:
    """What is said of an activity needs one; only a running one can end."""
    found = activity(plan, body.activity)
    if found is None:
        return ErrorKind.ACTIVITY_UNKNOWN
    return ErrorKind.ACTIVITY_CLOSED if isinstance(body, ActivityEnded) and not found.open else None


def check_revised(plan: Plan, body: ActivityRevised) -> ErrorKind | None:
    """A new person or goal must be in the plan."""
    if body.field == "responsible" and body.value is not None and not name_of(plan, str(body.value)):
        return ErrorKind.PERSON_UNKNOWN
    if body.field == "goal" and body.value is not None and plan.get(str(body.value), GoalSet) is None:
        return ErrorKind.GOAL_UNKNOWN
    return None


BODIES: tuple[type[Body], ...] = (ActivityPlanned, ActivityRevised, ActivityEnded, CommentWritten)
