"""Rows for lists over many plans: pure, rebuildable, the same on every side (I10)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from stafett_tui.domain.activity import Activity, ActivityEnded, ActivityPlanned, activities, activity
from stafett_tui.domain.consent import valid_through
from stafett_tui.domain.endings import PlanReopened
from stafett_tui.domain.evaluation import ActivityEvaluated
from stafett_tui.domain.event import Body
from stafett_tui.domain.goal import GoalSet
from stafett_tui.domain.guards import to_rate
from stafett_tui.domain.hiding import ServiceHidden
from stafett_tui.domain.initials import initials
from stafett_tui.domain.lifecycle import status
from stafett_tui.domain.lock import OF_MEETINGS, meetings, next_meeting
from stafett_tui.domain.meeting import Meeting, level
from stafett_tui.domain.names import NAMED, name_of
from stafett_tui.domain.people import Role, everyone, holder_id, opening
from stafett_tui.domain.person import PREFIX, openers, protection
from stafett_tui.domain.plan import Plan
from stafett_tui.domain.protection import GUARDED
from stafett_tui.domain.view import never_shown


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One plan in a list."""

    plan_id: str
    number: int
    name: str
    initials: str
    kind: str
    level: int
    language: str
    status: str
    """A value of `lifecycle.PlanStatus`."""
    holder: str
    holder_name: str
    consent_through: str | None
    next_meeting: str | None
    """ISO minute on the wall clock."""
    open_activities: int
    seq: int
    owner: str
    """Id of the person the plan is about, for the lists that leave out whose address is strictly confidential."""


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """One activity in a list."""

    activity_id: str
    plan_id: str
    goal: int | None
    what: str
    responsible: str | None
    responsible_name: str
    service: str
    due: str | None
    """ISO date; for *next meeting* the date of that meeting where one is called."""
    at_next_meeting: bool
    open: bool
    moved: int
    last_effect: str | None
    comments: int


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """One meeting in a list."""

    meeting_id: str
    plan_id: str
    starts: str
    """ISO minute on the wall clock."""
    ends: str
    place: str
    state: str
    to_rate: int
    version: int


EVERYBODY = ""
"""Stands for whoever is not in the family, in rows of what is not shown."""
GUARDED_PLACE = "*"
"""Stands for whoever may not know the place of somebody, in rows of openers (K-04)."""


@dataclass(frozen=True, slots=True)
class UnseenRow:
    """An activity or meeting that a list of this person leaves out (C-11, D-12).

    Where `thing` is the plan itself, the person is one of several guardians: no list of theirs holds anything of the
    plan while the place of another is protected (K-04).
    """

    unseen_id: str
    plan_id: str
    thing: str
    person: str
    """`EVERYBODY`: whoever is not in the family."""


@dataclass(frozen=True, slots=True)
class OpenerRow:
    """One who may open the plans of somebody whose address is strictly confidential; `person` "" says that it is.

    `GUARDED_PLACE` says that the other guardians may not know where this one is (K-04).
    """

    opener_id: str
    owner: str
    person: str


@dataclass(frozen=True, slots=True)
class IndexRows:
    """All rows of one log: of a plan, or of a person whom nobody but those named may look up."""

    plan: PlanRow | None
    activities: tuple[ActivityRow, ...]
    meetings: tuple[MeetingRow, ...]
    openers: tuple[OpenerRow, ...] = ()
    unseen: tuple[UnseenRow, ...] = ()


def index(plan: Plan) -> IndexRows:
    """Give the rows of a log, activities in its order; none of them depends on today."""
    opened = opening(plan)
    if opened is None:
        return IndexRows(None, (), (), _openers(plan))
    following = next_meeting(plan)
    acts = tuple(plan.once_along(_made, _put_right).rows.values())
    row = PlanRow(
        plan_id=plan.id, number=opened.number, name=opened.owner.name, initials=initials(opened.owner.name),
        kind=opened.kind.value, level=level(plan, opened.level), language=opened.language,
        status=status(plan).value, holder=holder_id(plan) or "",
        holder_name=name_of(plan, holder_id(plan)), consent_through=_iso(valid_through(plan)),
        next_meeting=None if following is None else _minute(following.time.starts),
        open_activities=sum(map(_OPEN, acts)), seq=plan.seq, owner=opened.owner.id,
    )  # fmt: skip
    held = plan.once_from(_RATED, _meeting_rows)
    unseen = tuple(UnseenRow(f"{thing}/{who}", plan.id, thing, who) for thing, who in _unseen(plan, acts, held))
    return IndexRows(row, acts, held, unseen=unseen)


_OPEN, _SEQ = attrgetter("open"), attrgetter("seq")
_NAMING: tuple[type[Body], ...] = (*NAMED, GoalSet)
"""What rows of all activities may name."""
_RATED = (ActivityPlanned, ActivityEnded, ActivityEvaluated, PlanReopened, *OF_MEETINGS)
"""All that rows of meetings are made from."""


def _unseen(
    plan: Plan, acts: tuple[ActivityRow, ...], held: tuple[MeetingRow, ...]
) -> Iterator[tuple[str, str]]:  # fmt: skip
    """Give what is not shown to whom, each thing once where nobody outside the family is shown it."""
    family = [each.person for each in everyone(plan) if each.role is Role.GUARDIAN]
    if len(family) > 1:
        yield from ((plan.id, each) for each in family)
    said = plan.of(ServiceHidden)
    if not said and not plan.of(PlanReopened):
        return
    things = {*(a.activity_id for a in acts), *(m.meeting_id for m in held)}
    nobody = never_shown(plan, EVERYBODY) & things
    yield from ((thing, EVERYBODY) for thing in sorted(nobody))
    for reader in sorted({reader for fact in said for reader in fact.body.readers}):
        yield from ((thing, reader) for thing in sorted((never_shown(plan, reader) & things) - nobody))


def _openers(log: Plan) -> tuple[OpenerRow, ...]:
    """Give who alone opens the plans of the person of this log (K-03), and that their place is protected (K-04)."""
    if not log.id.startswith(PREFIX):
        return ()
    owner, named = log.id.removeprefix(PREFIX), openers(log)
    marks = (GUARDED_PLACE,) if protection(log) in GUARDED else ()
    told = marks if named is None else ("", *marks, *sorted(named))
    return tuple(OpenerRow(f"{owner}/{each}", owner, each) for each in told)


@dataclass(frozen=True, slots=True)
class _Made:
    """The rows of all activities, and what else they were made from: names and goals, and the next meeting's day."""

    others: tuple[object, date | None]
    rows: dict[str, ActivityRow]


def _made(plan: Plan) -> _Made:
    others = _others(plan)
    found = sorted(activities(plan, others[1]), key=_SEQ)
    return _Made(others, {a.id: _activity(plan.id, a) for a in found})


def _others(plan: Plan) -> tuple[object, date | None]:
    following = next_meeting(plan)
    return plan.once_from(_NAMING, _mark), None if following is None else following.on


def _put_right(plan: Plan, made: _Made, changed: tuple[str, ...]) -> _Made:
    """Make the rows anew of activities that changed, or that something was said of; the others are taken over."""
    if made.others != _others(plan):
        return _made(plan)
    rows = dict(made.rows)
    for thing in dict.fromkeys(each for one in changed for each in (one, *plan.facts[one].body.refs())):
        found = activity(plan, thing, made.others[1])
        if found is None:
            rows.pop(thing, None)
        elif thing not in rows and rows and found.seq < plan.facts[next(reversed(rows))].seq:  # it was taken in again
            return _made(plan)
        else:
            rows[thing] = _activity(plan.id, found)
    return _Made(made.others, rows)


def _mark(_plan: Plan) -> object:
    """Give what stands for the names and goals of a plan as they are."""
    return object()


def _activity(plan_id: str, a: Activity) -> ActivityRow:
    return ActivityRow(
        activity_id=a.id, plan_id=plan_id, goal=a.goal_number, what=a.what, responsible=a.responsible,
        responsible_name=a.responsible_name, service=a.service, due=_iso(a.due_on),
        at_next_meeting=a.due == "next_meeting", open=a.open, moved=len(a.moves),
        last_effect=a.evaluations[-1].effect.value if a.evaluations else None, comments=len(a.comments),
    )  # fmt: skip


def _meeting_rows(plan: Plan) -> tuple[MeetingRow, ...]:
    return tuple(_meeting(plan, m) for m in meetings(plan))


def _meeting(plan: Plan, m: Meeting) -> MeetingRow:
    return MeetingRow(
        meeting_id=m.id, plan_id=plan.id, starts=_minute(m.time.starts), ends=_minute(m.time.ends), place=m.place,
        state=m.state.value, to_rate=len(to_rate(plan, m)), version=m.version,
    )  # fmt: skip


def _iso(day: object) -> str | None:
    return None if day is None else str(day)


def _minute(moment: object) -> str:
    return str(moment).replace(" ", "T")[:16]
