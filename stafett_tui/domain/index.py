"""Rows for lists over many plans: pure, rebuildable, the same on every side (I10)."""

from dataclasses import dataclass

from stafett_tui.domain.activity import Activity, activities
from stafett_tui.domain.consent import valid_through
from stafett_tui.domain.guards import to_rate
from stafett_tui.domain.initials import initials
from stafett_tui.domain.lifecycle import status
from stafett_tui.domain.lock import meetings, next_meeting
from stafett_tui.domain.meeting import Meeting, level
from stafett_tui.domain.names import name_of
from stafett_tui.domain.people import holder_id, opening
from stafett_tui.domain.person import PREFIX, openers
from stafett_tui.domain.plan import Plan


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


@dataclass(frozen=True, slots=True)
class OpenerRow:
    """One who may open the plans of somebody whose address is strictly confidential; `person` "" says that it is."""

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


def index(plan: Plan) -> IndexRows:
    """Give the rows of a log; none of them depends on today."""
    opened = opening(plan)
    if opened is None:
        return IndexRows(None, (), (), _openers(plan))
    following = next_meeting(plan)
    called = None if following is None else following.on
    acts = activities(plan, called)
    row = PlanRow(
        plan_id=plan.id, number=opened.number, name=opened.owner.name, initials=initials(opened.owner.name),
        kind=opened.kind.value, level=level(plan, opened.level), language=opened.language,
        status=status(plan).value, holder=holder_id(plan) or "",
        holder_name=name_of(plan, holder_id(plan)), consent_through=_iso(valid_through(plan)),
        next_meeting=None if following is None else _minute(following.time.starts),
        open_activities=sum(a.open for a in acts), seq=plan.seq, owner=opened.owner.id,
    )  # fmt: skip
    return IndexRows(row, tuple(_activity(plan.id, a) for a in acts), tuple(_meeting(plan, m) for m in meetings(plan)))


def _openers(log: Plan) -> tuple[OpenerRow, ...]:
    """Give who alone opens the plans of the person of this log (K-03)."""
    named = openers(log) if log.id.startswith(PREFIX) else None
    if named is None:
        return ()
    owner = log.id.removeprefix(PREFIX)
    return tuple(OpenerRow(f"{owner}/{each}", owner, each) for each in ("", *sorted(named)))


def _activity(plan_id: str, a: Activity) -> ActivityRow:
    return ActivityRow(
        activity_id=a.id, plan_id=plan_id, goal=a.goal_number, what=a.what, responsible=a.responsible,
        responsible_name=a.responsible_name, service=a.service, due=_iso(a.due_on),
        at_next_meeting=a.due == "next_meeting", open=a.open, moved=len(a.moves),
        last_effect=a.evaluations[-1].effect.value if a.evaluations else None, comments=len(a.comments),
    )  # fmt: skip


def _meeting(plan: Plan, m: Meeting) -> MeetingRow:
    return MeetingRow(
        meeting_id=m.id, plan_id=plan.id, starts=_minute(m.time.starts), ends=_minute(m.time.ends), place=m.place,
        state=m.state.value, to_rate=len(to_rate(plan, m)), version=m.version,
    )  # fmt: skip


def _iso(day: object) -> str | None:
    return None if day is None else str(day)


def _minute(moment: object) -> str:
    return str(moment).replace(" ", "T")[:16]
