"""What waits for the holder of a plan: consents that end, signatures, the youth's own word (C-04, C-08, C-09).

A task is said in words by the screens; it is folded from the plan, so that it goes when what it asks for is there.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from stafett_tui.domain.baton import offer
from stafett_tui.domain.consent import ConsentGiven, ConsentStatus, ConsentWithdrawn, last_covered, service_consents
from stafett_tui.domain.consenters import birthday, unsigned
from stafett_tui.domain.document import shown_by
from stafett_tui.domain.evaluation import ActivityEvaluated
from stafett_tui.domain.level import OutcomeDecided, joint_meeting_by
from stafett_tui.domain.lifecycle import PlanStatus, endings, status
from stafett_tui.domain.lock import meeting, meetings
from stafett_tui.domain.names import name_of
from stafett_tui.domain.people import PlanKind, opening
from stafett_tui.domain.plan import Plan
from stafett_tui.domain.policy import Policy


class TaskKind(StrEnum):
    """What is to be done."""

    CONSENT_ENDS = "consent_ends"
    """A consent ends within the policy's days (C-08)."""
    CONSENT_OVER = "consent_over"
    """A consent has ended; nothing new is shared with the service (C-08)."""
    SIGNATURE = "signature"
    """Somebody who has to consent has not signed yet (C-01)."""
    OWN_CONSENT = "own_consent"
    """The youth has come of age and is asked themselves (C-04)."""
    EVIDENCE = "evidence"
    """Nothing in the plan shows a consent yet: the signed form, or the line of the minutes."""
    JOINT_MEETING = "joint_meeting"
    """Help from others was decided; the services meet within two weeks."""
    LOCK_MINUTES = "lock_minutes"
    """Consent was withdrawn; what was agreed before is locked (C-09)."""
    TELL = "tell"
    """Consent was withdrawn; those in the plan are told (C-09)."""
    END_OR_ASK = "end_or_ask"
    """The plan is passive: it ends, or the family is asked anew (C-09, C-11)."""
    BATON = "baton"
    """The baton is offered to somebody who has not answered (I8)."""


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that waits."""

    kind: TaskKind
    due: date | None = None
    """The last day, where there is one."""
    about: str = ""
    """A person's or a consent's id, or the name of a service."""


def tasks(plan: Plan, policy: Policy, today: date) -> tuple[Task, ...]:
    """Give what waits in a plan today, what is over first."""
    now = status(plan)
    if now in {PlanStatus.CLOSED, PlanStatus.ERASED}:
        return ()
    if now is PlanStatus.PASSIVE:
        return _after_withdrawal(plan)
    found = (*_own(plan, policy, today), *_ending(plan, policy, today), *_signatures(plan), *_joint(plan, policy),
             *_evidence(plan), *_baton(plan))  # fmt: skip
    return tuple(sorted(found, key=lambda task: (task.due is None, task.due or today)))


def about(plan: Plan, task: Task) -> tuple[str, date | None]:
    """Give the name of the person or service that a task is about, and the day of its consent or meeting."""
    if task.kind is TaskKind.LOCK_MINUTES:
        held = meeting(plan, task.about)
        return "", None if held is None else held.on
    if task.kind is TaskKind.EVIDENCE:
        given = plan.get(task.about, ConsentGiven)
        return "", None if given is None else given.body.given_on
    of_service = task.kind in {TaskKind.CONSENT_ENDS, TaskKind.CONSENT_OVER}
    return task.about if of_service else name_of(plan, task.about), None


def warned(policy: Policy, through: date, today: date) -> int | None:
    """Give the step of the policy's warnings that an end lies within, as 60, 30 or 7; None before the first (C-08)."""
    left = (through - today).days
    steps = [step for step in policy.consent_warn_days if left <= step]
    return min(steps, default=None) if left >= 0 else None


def _ending(plan: Plan, policy: Policy, today: date) -> tuple[Task, ...]:
    rows = service_consents(plan, (), today, max(policy.consent_warn_days))
    over = [r for r in rows if r.status is ConsentStatus.EXPIRED]
    soon = [r for r in rows if r.status is ConsentStatus.EXPIRING]
    ended = [Task(TaskKind.CONSENT_OVER, last_covered(plan, r.service), r.service) for r in over]
    return (*ended, *(Task(TaskKind.CONSENT_ENDS, r.through, r.service) for r in soon))


def _signatures(plan: Plan) -> tuple[Task, ...]:
    return tuple(Task(TaskKind.SIGNATURE, None, person) for person in unsigned(plan))


def _own(plan: Plan, policy: Policy, today: date) -> tuple[Task, ...]:
    """Ask the youth from the birthday on, until they have consented themselves (C-04)."""
    opened = opening(plan)
    if opened is None or opened.owner.born is None or opened.kind is PlanKind.EXPECTANT:
        return ()
    if birthday(opened.owner.born, policy.youth_age, policy) > today:
        return ()
    whole = [f.seq for f in plan.of(ConsentWithdrawn) if not f.body.services]
    since = max(whole, default=0)
    own = any(f.seq > since and opened.owner.id in f.body.consenters for f in plan.of(ConsentGiven))
    through = [f.body.own_through for f in plan.of(ConsentGiven) if f.seq > since and f.body.own_through is not None]
    return () if own else (Task(TaskKind.OWN_CONSENT, max(through, default=None), opened.owner.id),)


def _evidence(plan: Plan) -> tuple[Task, ...]:
    """Only the newest consent of each occasion asks for its form."""
    newest = {(f.body.kind, f.body.services): f for f in plan.of(ConsentGiven)}
    return tuple(
        Task(TaskKind.EVIDENCE, None, f.id) for f in newest.values() if not shown_by(plan, f.id, f.body.evidence)
    )


def _joint(plan: Plan, policy: Policy) -> tuple[Task, ...]:
    by = joint_meeting_by(plan, policy)
    return () if by is None else (Task(TaskKind.JOINT_MEETING, by),)


def _baton(plan: Plan) -> tuple[Task, ...]:
    standing = offer(plan)
    return () if standing is None else (Task(TaskKind.BATON, None, standing.body.person),)


def _after_withdrawal(plan: Plan) -> tuple[Task, ...]:
    """Say what the holder does next when the plan has stopped (C-09)."""
    last = endings(plan)[-1]
    steps = [Task(TaskKind.LOCK_MINUTES, None, m.id) for m in meetings(plan) if m.writable]
    if isinstance(last.body, ConsentWithdrawn):
        steps.append(Task(TaskKind.TELL, None, last.body.by))
    return (*steps, Task(TaskKind.END_OR_ASK))


def undecided(plan: Plan) -> tuple[str, ...]:
    """Give the last meeting whose activities were evaluated and whose minutes are locked, where nothing was decided.

    Empty where no evaluation waits for one of the four outcomes.
    """
    if status(plan) is not PlanStatus.ACTIVE:
        return ()
    rated = {f.body.meeting: f.seq for f in plan.of(ActivityEvaluated) if f.body.meeting is not None}
    locked = [m for m in meetings(plan) if m.version and m.id in rated]
    decided = plan.last(OutcomeDecided)
    if not locked or (decided is not None and decided.seq > rated[locked[-1].id]):
        return ()
    return (locked[-1].id,)
