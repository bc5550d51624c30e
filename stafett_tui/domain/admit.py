"""The one write gate: rights row, then the topic's check, then the base (I4, I6)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from stafett_tui.domain import activity, consent, guards, lock, meeting, people
from stafett_tui.domain.attendance import IN_THE_ROOM, AttendanceMarked, GuestNamed, Wished
from stafett_tui.domain.errors import ErrorKind
from stafett_tui.domain.evaluation import ActivityEvaluated, EvaluationRevised
from stafett_tui.domain.event import Act, Body, Event, Status, Unknown
from stafett_tui.domain.kinds import KINDS
from stafett_tui.domain.log import ActUndone, Blanked, ConflictResolved, Restored, Revised, Struck
from stafett_tui.domain.minutes import LineRevised, LineWritten, OwnWordsSaid, ParkedSettled, ReadTicked
from stafett_tui.domain.people import Role, role_of
from stafett_tui.domain.plan import Plan, revised_body
from stafett_tui.domain.policy import Policy
from stafett_tui.domain.rights import Right, right
from stafett_tui.domain.voice import VoiceHeard, VoiceNotAsked


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever writes, with the offices held outside the plan."""

    person: str
    offices: frozenset[Role] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Admitted as ok or as a conflict, or refused with a code."""

    status: Status | None
    code: ErrorKind | None = None

    @property
    def admitted(self) -> bool:
        """Tell whether the event gets its place in the log."""
        return self.status is not None


@dataclass(frozen=True, slots=True)
class _Case:
    plan: Plan
    actor: Actor
    event: Event
    policy: Policy
    today: date
    at: datetime | None


def admit(
    plan: Plan, actor: Actor, event: Event, policy: Policy, today: date, at: datetime | None = None
) -> Verdict:
    """Judge an event against the state after the one before it; `at` is the keeper's clock where known."""
    body = event.body
    if body is None or isinstance(body, Unknown) or event.kind not in KINDS or _topic_is_newer(plan, event.kind):
        return Verdict(None, ErrorKind.UPGRADE)
    case = _Case(plan, actor, event, policy, today, at)
    code = _opened(case, body) or _may(case, body) or _consented(case, body) or _by_topic(case, body)
    if code is not None:
        return Verdict(None, code)
    if isinstance(body, Revised):
        return _judge_base(plan, event, body)
    return Verdict(Status.OK)


def roles(plan: Plan, actor: Actor) -> tuple[Role, ...]:
    """Give the roles an actor has here: the one in the plan, and offices outside it."""
    own = role_of(plan, actor.person)
    return (*(() if own is None else (own,)), *sorted(actor.offices))


def _topic_is_newer(plan: Plan, kind: str) -> bool:
    topic = kind.split(".", maxsplit=1)[0]
    if topic == "line":
        return False
    return any(f.body.was.split(".", maxsplit=1)[0] == topic for f in plan.of(Unknown))


def _opened(case: _Case, body: Body) -> ErrorKind | None:
    opened = bool(case.plan.of(people.PlanOpened))
    if isinstance(body, people.PlanOpened):
        return people.check_opened(case.plan, body)
    return None if opened else ErrorKind.NOT_OPENED


def _may(case: _Case, body: Body) -> ErrorKind | None:
    if isinstance(body, people.PlanOpened):
        return None if body.holder.id == case.actor.person else ErrorKind.NOT_ALLOWED
    rights = {right(body.ACT, role) for role in roles(case.plan, case.actor)}
    if Right.WRITE in rights:
        return None
    if Right.MEETING in rights and lock.running_meeting(case.plan) is not None:
        return None
    return None if Right.OWN in rights and _owns(case, body) else ErrorKind.NOT_ALLOWED


def _owns(case: _Case, body: Body) -> bool:
    person = case.actor.person
    if isinstance(body, people.BatonTaken):
        return body.person == person
    if isinstance(body, consent.ConsentGiven):
        return body.consenters == (person,)
    if isinstance(body, ActivityEvaluated | activity.ActivityEnded):
        thing = body.activity
    elif isinstance(body, EvaluationRevised):
        rated = case.plan.get(body.thing, ActivityEvaluated)
        return rated is not None and rated.by == person
    elif isinstance(body, activity.ActivityRevised) and body.field in {"due", "helpers"}:
        thing = body.thing
    else:
        return False
    planned = case.plan.get(thing, activity.ActivityPlanned)
    return planned is not None and planned.body.responsible == person


_BEFORE_CONSENT = (people.PlanOpened, people.ParticipantAdded, people.ParticipantRevised, consent.ConsentGiven)


def _consented(case: _Case, body: Body) -> ErrorKind | None:
    """Nothing but the start is written before the first consent (C-01, C-15)."""
    if isinstance(body, _BEFORE_CONSENT) or body.ACT in {Act.UNDO, Act.BLANK} or consent.begun(case.plan):
        return None
    return ErrorKind.NO_CONSENT


def _by_topic(case: _Case, body: Body) -> ErrorKind | None:
    if isinstance(body, Revised):
        return _check_revised(case, body)
    check = _CHECKS.get(type(body))
    return None if check is None else check(case, body)


def _check_revised(case: _Case, body: Revised) -> ErrorKind | None:
    fact = case.plan.get(body.thing, body.TARGET)
    if fact is None:
        return ErrorKind.TARGET_UNKNOWN
    if body.field not in body.FIELDS:
        return ErrorKind.FIELD_UNKNOWN
    if revised_body(fact.body, body.field, body.value) is None:
        return ErrorKind.BAD_INPUT
    if isinstance(body, LineRevised):
        return lock.check_writable(case.plan, fact.body.meeting)  # type: ignore[attr-defined] # a line has a meeting
    if isinstance(body, activity.ActivityRevised):
        return activity.check_revised(case.plan, body)
    return None


def _judge_base(plan: Plan, event: Event, body: Revised) -> Verdict:
    """A late old value never wins: it becomes a conflict that everybody sees (I4)."""
    revisions = plan.revisions.get((body.thing, body.field), ())
    fact = plan.facts[body.thing]
    seq, source = (revisions[-1].seq, revisions[-1].event) if revisions else (fact.seq, fact.id)
    if event.base is None:
        return Verdict(None, ErrorKind.BASE_MISSING)
    if any(c.event == event.base for c in plan.conflicts):
        return Verdict(Status.CONFLICT)
    return Verdict(Status.OK if event.base in {seq, source} else Status.CONFLICT)


def _target(case: _Case, target: str, *, struck: bool) -> ErrorKind | None:
    fact = case.plan.facts.get(target)
    if fact is None or (target in case.plan.struck) is not struck:
        return ErrorKind.TARGET_UNKNOWN
    own = fact.by == case.actor.person or role_of(case.plan, case.actor.person) is Role.HOLDER
    if not own or fact.body.UNDO != "yes":
        return ErrorKind.NOT_UNDOABLE
    where = getattr(fact.body, "meeting", None)
    found = None if where is None else lock.meeting(case.plan, where)
    return ErrorKind.MINUTES_LOCKED if found is not None and found.state == "locked" else None


def _act(case: _Case, body: ActUndone) -> ErrorKind | None:
    act = next((a for a in case.plan.acts if a.id == body.undone), None)
    if act is None:
        return ErrorKind.NOTHING_TO_UNDO
    return None if act.undo == "yes" and act.by == case.actor.person else ErrorKind.NOT_UNDOABLE


def _blank(case: _Case, body: Blanked) -> ErrorKind | None:
    fact = case.plan.facts.get(body.target)
    if fact is None or isinstance(fact.body, people.PlanOpened | consent.ConsentGiven):
        return ErrorKind.TARGET_UNKNOWN
    return None if body.reason.strip() else ErrorKind.REASON_NEEDED


def _conflict(case: _Case, body: ConflictResolved) -> ErrorKind | None:
    return None if any(c.event == body.conflict for c in case.plan.conflicts) else ErrorKind.TARGET_UNKNOWN


def _in_meeting(case: _Case, body: Any) -> ErrorKind | None:
    return lock.check_writable(case.plan, body.meeting)


def _attendance(case: _Case, body: AttendanceMarked) -> ErrorKind | None:
    refused = lock.check_writable(case.plan, body.meeting)
    if refused is not None or body.how not in IN_THE_ROOM:
        return refused
    return guards.check_present(case.plan, body.person, case.today)


def _known_meeting(case: _Case, body: Any) -> ErrorKind | None:
    return None if lock.meeting(case.plan, body.meeting) else ErrorKind.MEETING_UNKNOWN


def _turn(case: _Case, body: meeting.MeetingTurned) -> ErrorKind | None:
    found = lock.meeting(case.plan, body.meeting)
    return meeting.check_turned(None if found is None else found.state, body)


def _item(case: _Case, body: meeting.AgendaReached) -> ErrorKind | None:
    found = lock.meeting(case.plan, body.meeting)
    if found is not None and body.item not in {i.key for i in found.agenda}:
        return ErrorKind.ITEM_UNKNOWN
    return lock.check_writable(case.plan, body.meeting)


def _planned(case: _Case, body: activity.ActivityPlanned) -> ErrorKind | None:
    return lock.check_writable(case.plan, body.meeting) or activity.check_planned(case.plan, body)


_CHECKS: dict[type[Body], Callable[[_Case, Any], ErrorKind | None]] = {
    people.ParticipantAdded: lambda c, b: consent.check_participant(c.plan, b, c.today),
    people.BatonTaken: lambda c, b: people.check_baton(c.plan, b),
    consent.ConsentGiven: lambda c, b: consent.check_given(c.plan, b),
    activity.ActivityPlanned: _planned,
    activity.ActivityEnded: lambda c, b: activity.check_on_activity(c.plan, b),
    activity.CommentWritten: lambda c, b: activity.check_on_activity(c.plan, b),
    ActivityEvaluated: lambda c, b: activity.check_on_activity(c.plan, b),
    VoiceHeard: _in_meeting,
    VoiceNotAsked: _in_meeting,
    Wished: _known_meeting,
    GuestNamed: _in_meeting,
    AttendanceMarked: _attendance,
    meeting.MeetingTurned: _turn,
    meeting.AgendaReached: _item,
    meeting.LevelKept: _in_meeting,
    LineWritten: _in_meeting,
    ReadTicked: _in_meeting,
    OwnWordsSaid: _in_meeting,
    ParkedSettled: _in_meeting,
    lock.MinutesLocked: lambda c, b: guards.check_locked(c.plan, b, c.policy, c.today),
    lock.MinutesUnlocked: lambda c, b: lock.check_unlocked(c.plan, c.actor.person, b, c.at, c.policy.unlock_minutes),
    lock.MinutesReopened: lambda c, b: lock.check_reopened(c.plan, b),
    lock.RemarkMade: _known_meeting,
    ActUndone: _act,
    Struck: lambda c, b: _target(c, b.target, struck=False),
    Restored: lambda c, b: _target(c, b.target, struck=True),
    Blanked: _blank,
    ConflictResolved: _conflict,
}
