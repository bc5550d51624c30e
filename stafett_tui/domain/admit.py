"""The one write gate: rights row, then the topic's check, then the base (I4, I6)."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from stafett_tui.domain import activity, lock, meeting, minutes, people
from stafett_tui.domain.attendance import AttendanceMarked
from stafett_tui.domain.baton import BatonDeclined, BatonTaken
from stafett_tui.domain.case import Actor, Case
from stafett_tui.domain.checks import CHECKS
from stafett_tui.domain.conducting import Led, check_led
from stafett_tui.domain.conflict import check_seen, judged, revision
from stafett_tui.domain.consent import person_covered
from stafett_tui.domain.consenters import guardian_takes_part, of_age
from stafett_tui.domain.errors import ErrorKind
from stafett_tui.domain.evaluation import ActivityEvaluated, EvaluationRevised
from stafett_tui.domain.event import Body, Event, Status, Unknown
from stafett_tui.domain.goal import GoalSet
from stafett_tui.domain.guarding import check_place, may_open
from stafett_tui.domain.keptout import person_kept_out
from stafett_tui.domain.kinds import KINDS
from stafett_tui.domain.life_gate import check_life
from stafett_tui.domain.lifecycle import PlanErased
from stafett_tui.domain.log import OF_THE_SERVER, ConflictResolved, Revised
from stafett_tui.domain.own import owns
from stafett_tui.domain.people import Role, role_of
from stafett_tui.domain.person import BODIES as OF_A_PERSON
from stafett_tui.domain.plan import Plan, revised_body
from stafett_tui.domain.policy import Policy
from stafett_tui.domain.rights import Right, right
from stafett_tui.domain.voice import VoiceHeard, VoiceNotAsked, VoiceRevised

__all__ = ["Actor", "Verdict", "admit", "roles"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Admitted as ok or as a conflict, or refused with a code."""

    status: Status | None
    code: ErrorKind | None = None

    @property
    def admitted(self) -> bool:
        """Tell whether the event gets its place in the log."""
        return self.status is not None


_OK = Verdict(Status.OK)


def admit(plan: Plan, actor: Actor, event: Event, policy: Policy, today: date, at: datetime | None = None) -> Verdict:
    """Judge an event against the state after the one before it; `at` is the keeper's clock where known."""
    body = event.body
    if body is None or isinstance(body, Unknown) or event.kind not in KINDS or _topic_is_newer(plan, event.kind):
        return Verdict(None, ErrorKind.UPGRADE)
    case = Case(plan, actor, event, policy, today, at)
    code = _well_formed(case, body) or _opened(case, body) or _may(case, body)
    code = code or check_life(plan, body, policy, today) or _by_topic(case, body)
    if code is not None:
        return Verdict(None, code)
    if isinstance(body, Revised):
        return Verdict(None, ErrorKind.BASE_MISSING) if event.base is None else Verdict(judged(plan, body, event.base))
    return _OK


def roles(plan: Plan, actor: Actor, policy: Policy, today: date) -> tuple[Role, ...]:
    """Give the roles an actor has here: the one in the plan, the notes of this meeting, and offices outside it.

    An owner who is younger than the policy's age is heard, and has no rights of their own yet; the guardians of one
    who is grown have none any more but what the owner's consent gives them (C-02).
    """
    own = role_of(plan, actor.person)
    if own is Role.OWNER and not of_age(plan, policy, today):
        own = None
    if own is Role.GUARDIAN and not guardian_takes_part(plan, actor.person, policy, today):
        own = None
    notes = () if own is None or lock.note_taker(plan) != actor.person else (Role.NOTE_TAKER,)
    return (*(() if own is None else (own,)), *notes, *sorted(actor.offices))


def _topic_is_newer(plan: Plan, kind: str) -> bool:
    later = plan.of(Unknown)
    topic = kind.split(".", maxsplit=1)[0] if later else "line"
    if topic == "line":
        return False
    return any(f.body.was.split(".", maxsplit=1)[0] == topic for f in later)


_TEXTS = frozenset({"text", "what", "name"})


def _well_formed(case: Case, body: Body) -> ErrorKind | None:
    """It is of this plan and of no person's log (D-11), by this actor, new, and what people write says something."""
    event = case.event
    if case.plan.id and event.plan_id != case.plan.id:
        return ErrorKind.PLAN_UNKNOWN
    if event.actor != case.actor.person or isinstance(body, OF_THE_SERVER):
        return ErrorKind.NOT_ALLOWED
    if event.id in case.plan.facts or isinstance(body, OF_A_PERSON):
        return ErrorKind.BAD_INPUT
    if isinstance(body, Revised):
        written = [body.value] if body.field in _TEXTS else []
    else:
        written = [getattr(body, name) for name in _needed(type(body))]
    return ErrorKind.TEXT_EMPTY if any(isinstance(text, str) and not text.strip() for text in written) else None


@cache
def _needed(kind: type[Body]) -> tuple[str, ...]:
    """Give the texts without which there is nothing of this kind."""
    fields = kind.model_fields
    return tuple(name for name in sorted(_TEXTS) if name in fields and fields[name].is_required())


def _opened(case: Case, body: Body) -> ErrorKind | None:
    opened = people.opening(case.plan) is not None
    if isinstance(body, people.PlanOpened):
        return people.check_opened(case.plan, body)
    if opened:
        return None
    return ErrorKind.PLAN_CLOSED if case.plan.of(PlanErased) else ErrorKind.NOT_OPENED


def _may(case: Case, body: Body) -> ErrorKind | None:
    if isinstance(body, people.PlanOpened):
        return None if body.holder.id == case.actor.person else ErrorKind.NOT_ALLOWED
    if isinstance(body, ConflictResolved):
        body = revision(case.plan, body) or body  # whoever may change it may choose
    rights = {right(body.ACT, role) for role in roles(case.plan, case.actor, case.policy, case.today)}
    allowed = (
        Right.WRITE in rights
        or (Right.MEETING in rights and lock.in_session(case.plan))
        or (Right.OWN in rights and owns(case.plan, case.actor.person, body))
        or (Right.REASON in rights and _told_why(case, body))
    )
    return _covered(case, body) if allowed else ErrorKind.NOT_ALLOWED


def _told_why(case: Case, body: Body) -> bool:
    """Tell whether a reason is given: for what is written, or for opening this plan (S-06)."""
    return bool((getattr(body, "reason", None) or "").strip()) or case.plan.id in case.actor.reasons


def _covered(case: Case, body: Body) -> ErrorKind | None:
    """A provider writes while a consent covers the service and the family has not kept the person out (C-05, C-12)."""
    person, role = case.actor.person, role_of(case.plan, case.actor.person)
    if not may_open(case.plan, case.actor):
        return ErrorKind.NOT_ALLOWED
    if role not in {Role.PROVIDER, Role.NOTE_TAKER} or isinstance(body, BatonDeclined | BatonTaken):
        return None
    if person_kept_out(case.plan, person) or not person_covered(case.plan, person, case.today):
        return ErrorKind.SERVICE_NOT_COVERED
    return None


_IN_MEETING = (
    ActivityEvaluated, activity.ActivityEnded, activity.ActivityPlanned, AttendanceMarked, GoalSet, VoiceHeard,
    VoiceNotAsked, meeting.AgendaReached, meeting.LevelKept, minutes.LineWritten, minutes.OwnWordsSaid,
    minutes.ParkedSettled, minutes.ReadTicked,
)  # fmt: skip
"""What can only be written into a meeting that has begun and is not locked, where it names one."""


def _by_topic(case: Case, body: Body) -> ErrorKind | None:
    guarded = check_place(case, body)
    if guarded is not None:
        return guarded
    if isinstance(body, _IN_MEETING):
        refused = lock.check_writable(case.plan, body.meeting)
        if refused is not None:
            return refused
    if isinstance(body, Revised):
        return _revised(case, body)
    check = CHECKS.get(type(body))
    refused = None if check is None else check(case, body)
    if refused is None and isinstance(body, Led):
        return check_led(case.plan, case.event.device, body)
    taken = revision(case.plan, body) if isinstance(body, ConflictResolved) and body.take else None
    return refused if refused is not None or taken is None else _taken(case, taken)


def _taken(case: Case, taken: Revised) -> ErrorKind | None:
    """The late value is taken where it could be written now, by somebody who saw what stands."""
    return check_seen(case.plan, taken, case.event.base) or _by_topic(case, taken)


_OF_THE_MINUTES = (minutes.LineRevised, VoiceRevised, EvaluationRevised)


def _revised(case: Case, body: Revised) -> ErrorKind | None:
    fact = case.plan.get(body.thing, body.TARGET)
    if fact is None:
        return ErrorKind.TARGET_UNKNOWN
    if body.field not in body.FIELDS:
        return ErrorKind.FIELD_UNKNOWN
    if revised_body(fact.body, body.field, body.value) is None:
        return ErrorKind.BAD_INPUT
    if isinstance(body, _OF_THE_MINUTES):
        return lock.check_writable(case.plan, getattr(fact.body, "meeting", None))
    check = CHECKS.get(type(body))
    return None if check is None else check(case, body)
