"""Activities: what is to be done, one responsible person, helpers beside, a deadline (A-rules of the form)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from operator import is_
from typing import ClassVar

from pydantic import Field, field_validator

from stafett_tui.domain.attendance import GuestNamed, Wished
from stafett_tui.domain.deadlines import NEXT_MEETING, due_date, is_due
from stafett_tui.domain.errors import ErrorKind
from stafett_tui.domain.evaluation import ActivityEvaluated, Evaluation, evaluations, rated_facts
from stafett_tui.domain.event import Act, Body, Sort
from stafett_tui.domain.goal import GoalSet, goals
from stafett_tui.domain.log import Revised
from stafett_tui.domain.names import name_of, service_of
from stafett_tui.domain.people import ParticipantAdded, PlanOpened
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
    FIELDS: ClassVar[frozenset[str]] = frozenset({"what", "responsible", "helpers", "due", "review_on", "goal"})
    NEEDS_REASON: ClassVar[frozenset[str]] = frozenset({"due"})


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
    seq: int = 0
    """Its place in the log."""

    @property
    def open(self) -> bool:
        """Tell whether it still runs."""
        return self.state in {ActivityState.ACTIVE, ActivityState.EVALUATED}

    def overdue(self, today: date) -> bool:
        """Tell whether it runs and its date has passed."""
        return self.open and self.due_on is not None and self.due_on < today


def activities(plan: Plan, next_meeting: date | None = None) -> tuple[Activity, ...]:
    """Give every activity in the plan's order: by goal, then as created; those without a goal last."""
    return tuple(_dated(a, next_meeting) for a in plan.once(_activities))


def activity(plan: Plan, thing: str, next_meeting: date | None = None) -> Activity | None:
    """Give one activity by id."""
    fact = plan.get(thing, ActivityPlanned)
    return None if fact is None else _dated(_activity(plan, fact, plan.once_from(_BESIDE, _beside)), next_meeting)


def _activities(plan: Plan) -> tuple[Activity, ...]:
    """Select them; one that is as it was one event before is taken over."""
    beside, known, people = plan.once_from(_BESIDE, _beside), plan.once_from((), _known), plan.once_from(_PEOPLE, _mark)
    rated, due, found = rated_facts(plan), plan.revisions, list[Activity]()
    for fact in plan.of(ActivityPlanned):
        told = (
            fact, people, beside.numbers.get(fact.body.goal or ""), rated.get(fact.id), beside.endings.get(fact.id),
            beside.comments.get(fact.id), due.get((fact.id, "due")),
        )  # fmt: skip
        if (was := known.get(fact.id)) is None or not all(map(is_, was[0], told)):
            was = known[fact.id] = (told, _activity(plan, fact, beside))
        found.append(was[1])
    return tuple(sorted(found, key=lambda a: a.goal_number or len(beside.numbers) + 1))


def _known(_plan: Plan) -> dict[str, tuple[tuple[object, ...], Activity]]:
    """Begin to remember activities of a log with all that they were made from."""
    return {}


def _mark(_plan: Plan) -> object:
    """Give what stands for the people of a plan as they are."""
    return object()


def _dated(found: Activity, next_meeting: date | None) -> Activity:
    return found if next_meeting is None or found.due != NEXT_MEETING else replace(found, due_on=next_meeting)


@dataclass(frozen=True, slots=True)
class _Beside:
    """What stands beside the activities, grouped once: goal numbers, endings and comments by activity."""

    numbers: dict[str, int]
    endings: dict[str, ActivityEnded]
    comments: dict[str, list[Comment]]


_BESIDE, _PEOPLE = (CommentWritten, ActivityEnded, GoalSet), (PlanOpened, ParticipantAdded, Wished, GuestNamed)


def _beside(plan: Plan) -> _Beside:
    comments: dict[str, list[Comment]] = {}
    for c in plan.of(CommentWritten):
        comments.setdefault(c.body.activity, []).append(Comment(c.id, c.at, c.by, c.body.text))
    endings = {f.body.activity: f.body for f in plan.of(ActivityEnded)}
    return _Beside({g.id: g.number for g in goals(plan)}, endings, comments)


def _activity(plan: Plan, fact: Fact[ActivityPlanned], beside: _Beside) -> Activity:
    b = fact.body
    rated = evaluations(plan, fact.id)
    ended = beside.endings.get(fact.id)
    goal = b.goal if b.goal in beside.numbers else None
    helpers = tuple(h for h in dict.fromkeys(b.helpers) if h != b.responsible) if b.helpers else ()
    return Activity(
        id=fact.id, what=b.what, goal=goal, goal_number=beside.numbers.get(goal or ""), responsible=b.responsible,
        responsible_name=name_of(plan, b.responsible), service=service_of(plan, b.responsible), helpers=helpers,
        helper_names=tuple(name_of(plan, h) for h in helpers), due=b.due, due_on=due_date(b.due), review_on=b.review_on,
        state=_state(ended.how if ended else None, rated), planned_at=fact.at, meeting=b.meeting, item=b.item,
        moves=_moves(plan, fact.id), evaluations=rated, comments=tuple(beside.comments.get(fact.id, ())),
        ended_in=ended.meeting if ended else None, seq=fact.seq,
    )  # fmt: skip


def _state(how: Ending | None, rated: tuple[Evaluation, ...]) -> ActivityState:
    if how is not None:
        return ActivityState(how.value)
    return ActivityState.EVALUATED if rated else ActivityState.ACTIVE


def _moves(plan: Plan, thing: str) -> tuple[DueMove, ...]:
    """Give the moves; that the lock turned *next meeting* into its date is none, it only says which date."""
    moves: list[DueMove] = []
    for r in plan.history(thing, "due"):
        if r.before == NEXT_MEETING and r.reason == NEXT_MEETING:
            moves[-1:] = [replace(m, after=_text(r.value)) for m in moves[-1:] if m.after == NEXT_MEETING] or moves[-1:]
        elif r.before is not None and r.before != r.value:
            moves.append(DueMove(r.at, r.by, _text(r.before), _text(r.value), r.reason))
    return tuple(moves)


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def check_planned(plan: Plan, body: ActivityPlanned) -> ErrorKind | None:
    """Its goal and its people are in the plan."""
    if body.goal is not None and plan.get(body.goal, GoalSet) is None:
        return ErrorKind.GOAL_UNKNOWN
    return _check_people(plan, (body.responsible, *body.helpers))


def _check_people(plan: Plan, people: Iterable[object]) -> ErrorKind | None:
    strangers = any(not name_of(plan, str(person)) for person in people if person is not None)
    return ErrorKind.PERSON_UNKNOWN if strangers else None


def check_on_activity(plan: Plan, body: "ActivityEnded | CommentWritten | ActivityEvaluated") -> ErrorKind | None:
    """What is said of an activity needs one; only a running one can end."""
    found = activity(plan, body.activity)
    if found is None:
        return ErrorKind.ACTIVITY_UNKNOWN
    return ErrorKind.ACTIVITY_CLOSED if isinstance(body, ActivityEnded) and not found.open else None


def check_revised(plan: Plan, body: ActivityRevised) -> ErrorKind | None:
    """A new person or goal must be in the plan."""
    if body.field in {"responsible", "helpers"}:
        return _check_people(plan, body.value if isinstance(body.value, list) else [body.value])
    if body.field == "goal" and body.value is not None and plan.get(str(body.value), GoalSet) is None:
        return ErrorKind.GOAL_UNKNOWN
    return None


def check_moved(plan: Plan, body: ActivityRevised, *, in_meeting: bool, undoing: bool) -> ErrorKind | None:
    """Between meetings a deadline is moved with a reason; taking a move back needs none."""
    planned = plan.get(body.thing, ActivityPlanned)
    moved = body.field in body.NEEDS_REASON and planned is not None and planned.body.due is not None
    if not moved or in_meeting or undoing or (body.reason or "").strip():
        return None
    return ErrorKind.REASON_NEEDED


BODIES: tuple[type[Body], ...] = (ActivityPlanned, ActivityRevised, ActivityEnded, CommentWritten)
