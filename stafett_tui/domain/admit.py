"""The one write gate: rights row, then the topic's check, then the base (I4, I6)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from stafett_tui.domain import activity, consent, guards, lock, meeting, minutes, people, undo
from stafett_tui.domain.attendance import AttendanceMarked, GuestNamed, Wished
from stafett_tui.domain.blanking import check_blanked
from stafett_tui.domain.conflict import check_resolved, judged, open_conflict
from stafett_tui.domain.errors import ErrorKind
from stafett_tui.domain.evaluation import ActivityEvaluated, EvaluationRevised
from stafett_tui.domain.event import Act, Body, Event, Status, Unknown
from stafett_tui.domain.goal import GoalSet
from stafett_tui.domain.kinds import KINDS
from stafett_tui.domain.log import ActUndone, Blanked, ConflictResolved, Restored, Revised, Struck
from stafett_tui.domain.own import owns
from stafett_tui.domain.people import Role, role_of
from stafett_tui.domain.plan import Plan, revised_body
from stafett_tui.domain.policy import Policy
from stafett_tui.domain.rights import Right, right
from stafett_tui.domain.voice import VoiceHeard, VoiceNotAsked, VoiceRevised


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever writes, with the offices held outside the plan."""

    person: str
    offices: frozenset[Role] = field(default_factory=frozenset)
    reasons: frozenset[str] = field(default_factory=frozenset)
    """Ids of plans that a reason was given for (S-06)."""


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


def admit(plan: Plan, actor: Actor, event: Event, policy: Policy, today: date, at: datetime | None = None) -> Verdict:
    """Judge an event against the state after the one before it; `at` is the keeper's clock where known."""
    body = event.body
    if body is None or isinstance(body, Unknown) or event.kind not in KINDS or _topic_is_newer(plan, event.kind):
        return Verdict(None, ErrorKind.UPGRADE)
    case = _Case(plan, actor, event, policy, today, at)
    code = _well_formed(case, body) or _opened(case, body) or _may(case, body)
    code = code or _consented(case, body) or _by_topic(case, body)
    if code is not None:
        return Verdict(None, code)
    if isinstance(body, Revised):
        return Verdict(None, ErrorKind.BASE_MISSING) if event.base is None else Verdict(judged(plan, body, event.base))
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


_TEXTS = frozenset({"text", "what", "name"})


def _well_formed(case: _Case, body: Body) -> ErrorKind | None:
    """It is of this plan, by this actor, new, and what people write says something."""
    event = case.event
    if case.plan.id and event.plan_id != case.plan.id:
        return ErrorKind.PLAN_UNKNOWN
    if event.actor != case.actor.person:
        return ErrorKind.NOT_ALLOWED
    if event.id in case.plan.facts:
        return ErrorKind.BAD_INPUT
    written = {body.field: body.value} if isinstance(body, Revised) else {n: getattr(body, n, None) for n in _TEXTS}
    empty = any(name in _TEXTS and isinstance(text, str) and not text.strip() for name, text in written.items())
    return ErrorKind.TEXT_EMPTY if empty else None


def _opened(case: _Case, body: Body) -> ErrorKind | None:
    opened = people.opening(case.plan) is not None
    if isinstance(body, people.PlanOpened):
        return people.check_opened(case.plan, body)
    return None if opened else ErrorKind.NOT_OPENED


def _may(case: _Case, body: Body) -> ErrorKind | None:
    if isinstance(body, people.PlanOpened):
        return None if body.holder.id == case.actor.person else ErrorKind.NOT_ALLOWED
    rights = {right(body.ACT, role) for role in roles(case.plan, case.actor)}
    allowed = (
        Right.WRITE in rights
        or (Right.MEETING in rights and lock.in_session(case.plan))
        or (Right.OWN in rights and owns(case.plan, case.actor.person, body))
        or (Right.REASON in rights and bool((getattr(body, "reason", None) or "").strip()))
    )
    return None if allowed else ErrorKind.NOT_ALLOWED


_BEFORE_CONSENT = (
    people.PlanOpened, people.PlanRevised, people.ParticipantAdded, people.ParticipantRevised, consent.ConsentGiven,
)  # fmt: skip


def _consented(case: _Case, body: Body) -> ErrorKind | None:
    """Nothing but the start is written before the first consent (C-01, C-15)."""
    if isinstance(body, _BEFORE_CONSENT) or body.ACT in {Act.UNDO, Act.BLANK} or consent.begun(case.plan):
        return None
    return ErrorKind.NO_CONSENT


_IN_MEETING = (
    ActivityEvaluated, activity.ActivityEnded, activity.ActivityPlanned, AttendanceMarked, GoalSet, VoiceHeard,
    VoiceNotAsked, meeting.AgendaReached, meeting.LevelKept, minutes.LineWritten, minutes.OwnWordsSaid,
    minutes.ParkedSettled, minutes.ReadTicked,
)  # fmt: skip
"""What can only be written into a meeting that has begun and is not locked, where it names one."""


def _by_topic(case: _Case, body: Body) -> ErrorKind | None:
    if isinstance(body, _IN_MEETING):
        refused = lock.check_writable(case.plan, body.meeting)
        if refused is not None:
            return refused
    if isinstance(body, Revised):
        return _revised(case, body)
    check = _CHECKS.get(type(body))
    return None if check is None else check(case, body)


_OF_THE_MINUTES = (minutes.LineRevised, VoiceRevised, EvaluationRevised)


def _revised(case: _Case, body: Revised) -> ErrorKind | None:
    fact = case.plan.get(body.thing, body.TARGET)
    if fact is None:
        return ErrorKind.TARGET_UNKNOWN
    if body.field not in body.FIELDS:
        return ErrorKind.FIELD_UNKNOWN
    if revised_body(fact.body, body.field, body.value) is None:
        return ErrorKind.BAD_INPUT
    if isinstance(body, _OF_THE_MINUTES):
        return lock.check_writable(case.plan, getattr(fact.body, "meeting", None))
    check = _CHECKS.get(type(body))
    return None if check is None else check(case, body)


def _activity_revised(case: _Case, body: activity.ActivityRevised) -> ErrorKind | None:
    undoing = any(a.id == case.event.act and a.undoes is not None for a in case.plan.acts[-1:])
    in_meeting = lock.running_meeting(case.plan) is not None
    moved = activity.check_moved(case.plan, body, in_meeting=in_meeting, undoing=undoing)
    return moved or activity.check_revised(case.plan, body)


def _resolved(case: _Case, body: ConflictResolved) -> ErrorKind | None:
    found = open_conflict(case.plan, body.conflict)
    fact = None if found is None else case.plan.facts.get(found.thing)
    refused = check_resolved(case.plan, body)
    if refused is not None or fact is None or not body.take or not hasattr(fact.body, "item"):
        return refused
    return lock.check_writable(case.plan, getattr(fact.body, "meeting", None))


def _item(case: _Case, body: meeting.AgendaReached) -> ErrorKind | None:
    found = lock.meeting(case.plan, body.meeting)
    known = found is not None and body.item in {i.key for i in found.agenda}
    return None if known else ErrorKind.ITEM_UNKNOWN


def _on_activity(case: _Case, body: Any) -> ErrorKind | None:
    return activity.check_on_activity(case.plan, body)


def _about(case: _Case, body: Wished | GuestNamed) -> ErrorKind | None:
    return lock.check_about(case.plan, body.meeting)


_CHECKS: dict[type[Body], Callable[[_Case, Any], ErrorKind | None]] = {
    people.PlanRevised: lambda c, b: people.check_head(c.plan, b),
    people.ParticipantAdded: lambda c, b: consent.check_participant(c.plan, b, c.today),
    people.BatonTaken: lambda c, b: people.check_baton(c.plan, b),
    consent.ConsentGiven: lambda c, b: consent.check_given(c.plan, b, c.today),
    activity.ActivityPlanned: lambda c, b: activity.check_planned(c.plan, b),
    activity.ActivityRevised: _activity_revised,
    activity.ActivityEnded: _on_activity,
    activity.CommentWritten: _on_activity,
    ActivityEvaluated: _on_activity,
    Wished: _about,
    GuestNamed: _about,
    AttendanceMarked: lambda c, b: guards.check_marked(c.plan, b, c.today),
    meeting.MeetingCalled: lambda c, b: lock.check_called(c.plan, b),
    meeting.MeetingRevised: lambda c, b: lock.check_moved(c.plan, b),
    meeting.MeetingTurned: lambda c, b: lock.check_turn(c.plan, b),
    meeting.AgendaReached: _item,
    meeting.LevelKept: lambda c, b: people.check_known(c.plan, b.holder),
    minutes.ReadTicked: lambda c, b: minutes.check_ticked(c.plan, b),
    minutes.OwnWordsSaid: lambda c, b: minutes.check_own_words(c.plan, b),
    minutes.ParkedSettled: lambda c, b: minutes.check_settled(c.plan, b),
    lock.MinutesLocked: lambda c, b: guards.check_locked(c.plan, b, c.policy, c.today),
    lock.MinutesUnlocked: lambda c, b: lock.check_unlocked(c.plan, c.actor.person, b, c.at, c.policy.unlock_minutes),
    lock.MinutesReopened: lambda c, b: lock.check_reopened(c.plan, b),
    lock.RemarkMade: lambda c, b: lock.check_remark(c.plan, b),
    ActUndone: lambda c, b: undo.check_undone(c.plan, c.actor.person, c.event.device, b),
    Struck: lambda c, b: undo.check_struck(c.plan, c.actor.person, b),
    Restored: lambda c, b: undo.check_restored(c.plan, c.actor.person, b),
    Blanked: lambda c, b: check_blanked(c.plan, c.actor.person, c.actor.offices, b),
    ConflictResolved: _resolved,
}
