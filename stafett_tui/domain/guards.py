"""What must hold before the minutes can be locked (N- and L-guards of the form)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from stafett_tui.domain.activity import Activity, activities
from stafett_tui.domain.attendance import GuestNamed
from stafett_tui.domain.consent import person_covered
from stafett_tui.domain.deadlines import NEXT_MEETING
from stafett_tui.domain.errors import ErrorKind
from stafett_tui.domain.lock import MinutesLocked, locks, meeting, next_meeting
from stafett_tui.domain.meeting import Meeting, MeetingState
from stafett_tui.domain.minutes import present, read_back, to_read_back
from stafett_tui.domain.names import name_of
from stafett_tui.domain.people import Role, participants, same_service
from stafett_tui.domain.plan import Plan
from stafett_tui.domain.policy import Policy
from stafett_tui.domain.voice import heard_in


class GuardKind(StrEnum):
    """One line of the list before the lock."""

    RESPONSIBLE = "responsible"
    DEADLINE = "deadline"
    RATED = "rated"
    NEW_DATE = "new_date"
    SERVICE_ACTIVITY = "service_activity"
    CHILD_VOICE = "child_voice"
    READ_BACK = "read_back"
    NEXT_MEETING = "next_meeting"
    CONSENT = "consent"
    PRESENT = "present"


@dataclass(frozen=True, slots=True)
class Guard:
    """Whether a guard holds, and for whom or what it does not."""

    kind: GuardKind
    missing: tuple[str, ...] = ()
    """Ids of activities or persons, or names of services."""
    warns: bool = False
    """Whether it only warns and does not stop the lock."""

    @property
    def ok(self) -> bool:
        """Tell whether nothing is missing."""
        return not self.missing


def to_rate(plan: Plan, this: Meeting) -> tuple[Activity, ...]:
    """Give the earlier activities that the meeting goes through, in the plan's order (by goal, then as created).

    Those that ended in the meeting stay on the list.
    """
    return tuple(
        a for a in activities(plan, this.on) if a.meeting != this.id and (a.open or a.ended_in == this.id)
    )


def needs_new_date(plan: Plan, this: Meeting) -> tuple[Activity, ...]:
    """Give continued activities whose date has come or was *next meeting*, which is this one."""
    return tuple(
        a for a in to_rate(plan, this)
        if a.open and ((a.due == NEXT_MEETING and not _moved_in(plan, a, this)) or (a.due_on is not None
        and a.due != NEXT_MEETING and a.due_on <= this.on))
    )  # fmt: skip


def _moved_in(plan: Plan, activity: Activity, this: Meeting) -> bool:
    if this.started_at is None:
        return False
    return any(r.value == NEXT_MEETING and r.at >= this.started_at for r in plan.history(activity.id, "due"))


def guards(plan: Plan, this: Meeting, policy: Policy, today: date) -> tuple[Guard, ...]:
    """Give the whole list before the lock."""
    running = [a for a in activities(plan) if a.open]
    rated = to_rate(plan, this)
    aloud = read_back(plan, this.id)
    found = [
        Guard(GuardKind.PRESENT, () if present(plan, this.id) else (this.id,)),
        Guard(GuardKind.CONSENT, _uncovered(plan, this, running, today)),
        Guard(GuardKind.RESPONSIBLE, tuple(a.id for a in running if a.responsible is None)),
        Guard(GuardKind.DEADLINE, tuple(a.id for a in running if a.due is None)),
        Guard(GuardKind.RATED, tuple(a.id for a in rated if not _rated_here(a, this)), warns=True),
        Guard(GuardKind.NEW_DATE, tuple(a.id for a in needs_new_date(plan, this))),
        Guard(GuardKind.CHILD_VOICE, () if heard_in(plan, this.id) else (this.id,)),
        Guard(GuardKind.READ_BACK, tuple(line.id for line in to_read_back(plan, this.id) if line.id not in aloud)),
        Guard(GuardKind.NEXT_MEETING, () if next_meeting(plan, this.id) else (this.id,)),
    ]
    if policy.each_service_an_activity:
        found.insert(4, Guard(GuardKind.SERVICE_ACTIVITY, _idle_services(plan, running)))
    return tuple(found)


def _rated_here(activity: Activity, this: Meeting) -> bool:
    return activity.ended_in == this.id or any(e.meeting == this.id for e in activity.evaluations)


def _uncovered(plan: Plan, this: Meeting, running: list[Activity], today: date) -> tuple[str, ...]:
    guests = {f.id for f in plan.of(GuestNamed)}
    people = [*present(plan, this.id), *(p for a in running for p in (a.responsible, *a.helpers) if p is not None)]
    return tuple(
        dict.fromkeys(p for p in people if p not in guests and not person_covered(plan, p, today))
    )


def _idle_services(plan: Plan, running: list[Activity]) -> tuple[str, ...]:
    idle: list[str] = []
    for p in participants(plan):
        if p.role is Role.GUARDIAN or not p.service or any(same_service(p.service, s) for s in idle):
            continue
        if not any(same_service(a.service, p.service) for a in running):
            idle.append(p.service)
    return tuple(idle)


def check_present(plan: Plan, person: str, today: date) -> ErrorKind | None:
    """Nobody whose service no consent covers is marked as in the room (C-05); a guest is only named."""
    if any(f.id == person for f in plan.of(GuestNamed)):
        return None
    if not name_of(plan, person):
        return ErrorKind.PERSON_UNKNOWN
    return None if person_covered(plan, person, today) else ErrorKind.SERVICE_NOT_COVERED


def check_locked(plan: Plan, body: MinutesLocked, policy: Policy, today: date) -> ErrorKind | None:
    """The lock needs a running meeting, every guard, the next version and the head of the log."""
    found = meeting(plan, body.meeting)
    if found is None:
        return ErrorKind.MEETING_UNKNOWN
    if not found.writable:
        return ErrorKind.MINUTES_LOCKED if found.state is MeetingState.LOCKED else ErrorKind.MEETING_NOT_RUNNING
    if body.version != found.version + 1 or body.head != plan.head.hex():
        return ErrorKind.VERSION_WRONG
    if found.version and not body.reason:
        return ErrorKind.REASON_NEEDED
    ready = all(g.ok or g.warns for g in guards(plan, found, policy, today)) or bool(locks(plan, body.meeting))
    return None if ready else ErrorKind.MINUTES_NOT_READY
