"""What must hold before the minutes can be locked (N- and L-guards of the form)."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from stafett_tui.domain.activity import Activity, activities
from stafett_tui.domain.attendance import IN_THE_ROOM, AttendanceMarked, GuestNamed, Presence
from stafett_tui.domain.conflict import disputed
from stafett_tui.domain.consent import covers, person_covered
from stafett_tui.domain.deadlines import NEXT_MEETING
from stafett_tui.domain.errors import ErrorKind
from stafett_tui.domain.life_gate import writable
from stafett_tui.domain.lifecycle import shown_again
from stafett_tui.domain.lock import MinutesLocked, meeting, next_meeting
from stafett_tui.domain.meeting import Meeting, MeetingState, Turn, turns
from stafett_tui.domain.minutes import Attendance, attendance, read_back, represented, to_read_back
from stafett_tui.domain.names import name_of
from stafett_tui.domain.people import Role, participants, same_service
from stafett_tui.domain.plan import Plan
from stafett_tui.domain.policy import Policy
from stafett_tui.domain.sections import Section
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
    TWO_VERSIONS = "two_versions"


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
    """Give the activities from before the meeting that it goes through, by goal, then as created.

    Those that ended in the meeting stay on the list, and on that of locked minutes those that were rated in it.
    """
    started = _started(plan, this)
    locked = this.version > 0
    return tuple(
        a
        for a in _shown(plan, activities(plan, this.on))
        if a.meeting != this.id
        and (started is None or a.seq < started)
        and (a.open or a.ended_in == this.id or (locked and _rated_here(a, this)))
    )


def needs_new_date(plan: Plan, this: Meeting) -> tuple[Activity, ...]:
    """Give continued activities whose date has come or was *next meeting*, which is this one."""
    return tuple(a for a in to_rate(plan, this) if a.open and _date_has_come(plan, a, this))


def _date_has_come(plan: Plan, activity: Activity, this: Meeting) -> bool:
    if activity.due != NEXT_MEETING:
        return activity.due_on is not None and activity.due_on <= this.on
    started = _started(plan, this)
    since = () if started is None else plan.history(activity.id, "due")
    return not any(r.value == NEXT_MEETING and r.seq > (started or 0) for r in since)


def _started(plan: Plan, this: Meeting) -> int | None:
    return next((t.seq for t in turns(plan, this.id) if t.body.turn is Turn.STARTED), None)


def guards(plan: Plan, this: Meeting, policy: Policy, today: date) -> tuple[Guard, ...]:
    """Give the whole list before the lock.

    Minutes that are corrected answer for their own day: its activities and consents; the plan may have moved on.
    Where nothing new may be written any more, what was written can still be locked, so that guards only warn (C-09).
    """
    correcting = this.version > 0
    shown = _shown(plan, activities(plan))
    running = [a for a in shown if a.open and (not correcting or a.meeting == this.id)]
    aloud = read_back(plan, this.id)
    found = [
        Guard(GuardKind.PRESENT, () if represented(plan, this.id) else (this.id,)),
        Guard(GuardKind.CONSENT, _uncovered(plan, this, running, this.on if correcting else today)),
        Guard(GuardKind.RESPONSIBLE, tuple(a.id for a in running if a.responsible is None)),
        Guard(GuardKind.DEADLINE, tuple(a.id for a in running if a.due is None)),
        Guard(GuardKind.RATED, tuple(a.id for a in to_rate(plan, this) if not _rated_here(a, this)), warns=True),
        Guard(GuardKind.NEW_DATE, tuple(a.id for a in needs_new_date(plan, this)), warns=correcting),
        Guard(GuardKind.CHILD_VOICE, () if heard_in(plan, this.id) else (this.id,)),
        Guard(GuardKind.READ_BACK, tuple(line.id for line in to_read_back(plan, this.id) if line.id not in aloud)),
        Guard(GuardKind.NEXT_MEETING, () if next_meeting(plan, this.id) else (this.id,), warns=correcting),
    ]
    if policy.each_service_an_activity:
        idle = _idle_services(plan, [a for a in shown if a.open], today)
        found.insert(4, Guard(GuardKind.SERVICE_ACTIVITY, idle, warns=correcting))
    if both := disputed(plan, this.id):
        found.append(Guard(GuardKind.TWO_VERSIONS, both))
    if not writable(plan, policy, today):
        return tuple(replace(guard, warns=True) for guard in found)
    return tuple(found)


def _shown(plan: Plan, found: tuple[Activity, ...]) -> tuple[Activity, ...]:
    """Leave out what the family did not let be shown again: nobody can put it right, it hinders no lock (C-11)."""
    again = shown_again(plan)
    if again is None or Section.GOALS in again[1]:
        return found
    return tuple(a for a in found if a.seq > again[0])


def _rated_here(activity: Activity, this: Meeting) -> bool:
    return activity.ended_in == this.id or any(e.meeting == this.id for e in activity.evaluations)


def _uncovered(plan: Plan, this: Meeting, running: list[Activity], today: date) -> tuple[str, ...]:
    """Give who is there or has agreed something without a consent; a guest may be there, and nothing else.

    Whoever left when the consent was withdrawn was there rightly until then (C-09).
    """
    guests = {f.id for f in plan.of(GuestNamed)}
    marks = attendance(plan, this.id)
    there = [p for p in represented(plan, this.id) if p not in guests and not _left(marks.get(p))]
    agreed = [p for a in running for p in (a.responsible, *a.helpers) if p is not None]
    return tuple(dict.fromkeys(p for p in (*there, *agreed) if not person_covered(plan, p, today)))


def _left(mark: Attendance | None) -> bool:
    return mark is not None and mark.how is Presence.LEFT and not mark.substitute


def _idle_services(plan: Plan, running: list[Activity], today: date) -> tuple[str, ...]:
    """Give the services without an activity; one whose consent has run out can have none."""
    idle: list[str] = []
    for p in participants(plan):
        if p.role is Role.GUARDIAN or not p.service or any(same_service(p.service, s) for s in idle):
            continue
        if not covers(plan, p.service, today):
            continue
        if not any(same_service(a.service, p.service) for a in running):
            idle.append(p.service)
    return tuple(idle)


def check_marked(plan: Plan, body: AttendanceMarked, today: date) -> ErrorKind | None:
    """Nobody whose service no consent covers is marked as in the room, nor their substitute (C-05).

    A guest of the meeting is only named; one who was there while a consent covered them may be noted as gone (C-09).
    """
    if any(f.id == body.person and f.body.meeting == body.meeting for f in plan.of(GuestNamed)):
        return None
    if not name_of(plan, body.person):
        return ErrorKind.PERSON_UNKNOWN
    if body.how not in IN_THE_ROOM and not body.substitute:
        return None
    before = attendance(plan, body.meeting).get(body.person)
    if before is not None and before.how in IN_THE_ROOM and body.how is Presence.LEFT and not body.substitute:
        return None
    return None if person_covered(plan, body.person, today) else ErrorKind.SERVICE_NOT_COVERED


def _seen(plan: Plan, head: str, device: str) -> bool:
    """Tell whether whoever locks has seen the log: to its end, but for what this device wrote there itself since.

    Where a server gives the places, what waits here gets its own only there, together with the lock.
    """
    for entry in reversed(plan.entries):
        if entry.hash.hex() == head:
            return True
        if entry.event is None or entry.event.device != device:
            return False
    return False


def check_locked(plan: Plan, body: MinutesLocked, policy: Policy, today: date, device: str) -> ErrorKind | None:
    """The lock needs a running meeting, every guard, the next version and the head of the log that its writer saw.

    *Next meeting* has become its date before the first version.
    """
    found = meeting(plan, body.meeting)
    if found is None:
        return ErrorKind.MEETING_UNKNOWN
    if not found.writable:
        return ErrorKind.MINUTES_LOCKED if found.state is MeetingState.LOCKED else ErrorKind.MEETING_NOT_RUNNING
    if body.version != found.version + 1 or not _seen(plan, body.head, device):
        return ErrorKind.VERSION_WRONG
    if found.version and not (body.reason or "").strip():
        return ErrorKind.REASON_NEEDED
    stopped, shown = not writable(plan, policy, today), _shown(plan, activities(plan))
    turned = stopped or found.version > 0 or not any(a.open and a.due == NEXT_MEETING for a in shown)
    ready = turned and all(g.ok or g.warns for g in guards(plan, found, policy, today))
    return None if ready else ErrorKind.MINUTES_NOT_READY
