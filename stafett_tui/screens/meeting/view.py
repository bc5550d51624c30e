"""Everything the meeting screen shows of a plan, read in one go in a thread and never changed afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from stafett_tui.documents.versions import Version, versions
from stafett_tui.domain.activity import Activity, ActivityPlanned, activities
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.goal import Goal, goals
from stafett_tui.domain.guards import Guard, needs_new_date, to_rate
from stafett_tui.domain.life_gate import stopped
from stafett_tui.domain.lock import RemarkMade, locks, meeting, meetings, next_meeting
from stafett_tui.domain.meeting import LevelKept, Meeting, MeetingState, Turn, WallTime, level, reached, turns
from stafett_tui.domain.minutes import (
    LineWritten,
    MinuteLine,
    OwnWordsSaid,
    lines,
    parked,
    read_back,
    to_read_back,
)
from stafett_tui.domain.names import name_of
from stafett_tui.domain.people import Participant, PlanOpened, holder_id, opening, participants
from stafett_tui.domain.plan import Fact, Plan
from stafett_tui.domain.voice import VoiceHeard, child_voices
from stafett_tui.i18n.texts import known_language, texts
from stafett_tui.screens.meeting.leading import Leader, leader
from stafett_tui.screens.meeting.pace import Step
from stafett_tui.services.attendance import RoomRow
from stafett_tui.services.clock import to_wall

if TYPE_CHECKING:
    from stafett_tui.services.desk import Desk

LOCKED: Final = frozenset({MeetingState.LOCKED, MeetingState.CANCELLED})


@dataclass(frozen=True, slots=True)
class Lock:
    """The newest lock: its version, its hash of the log, when and by whom."""

    version: int
    head: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class View:
    """A meeting as it stood when it was read."""

    plan: Plan
    opened: PlanOpened
    meeting: Meeting
    following: Meeting | None
    today: date
    room: tuple[RoomRow, ...]
    people: tuple[Participant, ...]
    lines: tuple[MinuteLine, ...]
    rated: tuple[Activity, ...]
    stale: frozenset[str]
    """Activities that go on and need a new date."""
    activities: Mapping[str, Activity]
    goals: tuple[Goal, ...]
    aloud: tuple[MinuteLine, ...]
    ticked: frozenset[str]
    guards: tuple[Guard, ...]
    proposal: WallTime
    parked: tuple[Fact[LineWritten], ...]
    """Points parked in earlier meetings that nobody has settled: found anew at every reading, never copied."""
    remarks: tuple[str, ...]
    """What was remarked on the minutes of the meeting before."""
    own_words: tuple[str, ...]
    level: int
    level_kept: bool
    holder: str
    holder_name: str
    numbers: Mapping[str, int]
    """The number of each activity, in the order they were planned."""
    earlier: tuple[tuple[date, str], ...]
    """What the child said before this meeting."""
    lock: Lock | None
    unlockable_until: datetime | None
    versions: tuple[Version, ...]
    """Every version of minutes that are locked, where there is more than one."""
    steps: tuple[Step, ...]
    stopped: ErrorKind | None
    """Why nothing new may be written in the plan today; None where it may (C-08, C-09)."""
    leader: Leader | None = None
    """Who leads the meeting from another device; None where it is led here."""
    reads_along: bool = False
    """Whether the minutes are for others to write."""

    @property
    def writable(self) -> bool:
        """Whether something can be written."""
        return self.meeting.writable

    @property
    def item(self) -> str:
        """The agenda item the meeting is at."""
        return self.meeting.item

    @property
    def next_on(self) -> date | None:
        """The day of the next meeting, as far as it is set."""
        return None if self.following is None else self.following.on

    @property
    def ready(self) -> bool:
        """Whether nothing stops the lock."""
        return all(guard.ok or guard.warns for guard in self.guards)

    def line(self, thing: str) -> MinuteLine | None:
        """A line of the minutes by its id."""
        return next((line for line in self.lines if line.id == thing), None)


def read_view(desk: Desk, plan_id: str, thing: str) -> View:
    """Read the meeting; blocking, so it is called in a thread. Raises MEETING_UNKNOWN where it was taken back."""
    plan = desk.plans.get(plan_id, view="meeting")
    this = meeting(plan, thing)
    opened = opening(plan)
    if this is None or opened is None:
        raise StafettError(ErrorKind.MEETING_UNKNOWN)
    following = next_meeting(plan, thing)
    kept = [f for f in plan.of(LevelKept) if f.body.meeting == thing]
    lock = _lock(plan, thing)
    then = _locked_then(desk, plan, this)
    return View(
        plan=plan, opened=opened, meeting=this, following=following, today=desk.clock.today(),
        room=desk.attendance.room(plan_id, thing), people=participants(plan), lines=lines(then, thing),
        rated=to_rate(plan, this), stale=frozenset(a.id for a in needs_new_date(plan, this)),
        activities={a.id: a for a in activities(then, None if following is None else following.on)},
        goals=goals(plan), aloud=to_read_back(then, thing), ticked=read_back(then, thing),
        guards=desk.minutes.guards(plan_id, thing), proposal=desk.meetings.propose_next(plan_id, thing),
        parked=parked(plan, thing), remarks=_remarks(plan, this), own_words=_own_words(plan, thing),
        level=level(plan, opened.level), level_kept=bool(kept), holder=holder_id(plan) or "",
        holder_name=name_of(plan, holder_id(plan)),
        numbers={f.id: n for n, f in enumerate(plan.of(ActivityPlanned), start=1)},
        earlier=tuple((f.body.on or f.at.date(), f.body.text) for f in child_voices(plan) if f.body.meeting != thing),
        lock=lock, unlockable_until=_unlockable(desk, lock), versions=_versions(desk, plan, this, opened.language),
        steps=_steps(plan, thing), stopped=stopped(plan, desk.policy, desk.clock.today()),
        leader=leader(desk, plan, thing), reads_along=desk.permitted.reads_along(plan_id),
    )  # fmt: skip


def voice_of(view: View, line: str) -> VoiceHeard | None:
    """The voice behind a line."""
    fact = view.plan.get(line, VoiceHeard)
    return None if fact is None else fact.body


def _lock(plan: Plan, thing: str) -> Lock | None:
    locked = locks(plan, thing)
    if not locked:
        return None
    last = locked[-1]
    return Lock(last.body.version, last.body.head, last.at, name_of(plan, last.by))


def _locked_then(desk: Desk, plan: Plan, this: Meeting) -> Plan:
    """Give the plan that the minutes tell of: locked ones stand as they stood at the lock."""
    if this.state is not MeetingState.LOCKED:
        return plan
    return desk.plans.at(plan.id, seq=locks(plan, this.id)[-1].seq)


def _versions(desk: Desk, plan: Plan, this: Meeting, language: str) -> tuple[Version, ...]:
    """Give the versions in the language of the plan, as everything that is printed."""
    if this.state is not MeetingState.LOCKED or this.version < 2:  # noqa: PLR2004 - one version compares with nothing
        return ()
    return versions(plan, this, lambda seq: desk.plans.at(plan.id, seq=seq), texts(known_language(language) or "nb"))


def _unlockable(desk: Desk, lock: Lock | None) -> datetime | None:
    from datetime import timedelta

    return None if lock is None else to_wall(lock.at) + timedelta(minutes=desk.policy.unlock_minutes)


def _remarks(plan: Plan, this: Meeting) -> tuple[str, ...]:
    before = [m.id for m in meetings(plan) if m.time.starts < this.time.starts]
    return tuple(f.body.text for f in plan.of(RemarkMade) if before and f.body.meeting == before[-1])


def _own_words(plan: Plan, thing: str) -> tuple[str, ...]:
    said = [name_of(plan, f.body.person) for f in plan.of(OwnWordsSaid) if f.body.meeting == thing]
    return tuple(dict.fromkeys(said))


def _steps(plan: Plan, thing: str) -> tuple[Step, ...]:
    """When the meeting came to which item, and when it stood still, on the wall clock."""
    stops = {Turn.PAUSED, Turn.BROKEN_OFF}
    found = [(f.seq, to_wall(f.at), f.body.item) for f in reached(plan, thing)]
    found += [(f.seq, to_wall(f.at), "" if f.body.turn in stops else "*") for f in turns(plan, thing)]
    found += [(f.seq, to_wall(f.at), "") for f in locks(plan, thing)]
    steps: list[Step] = []
    here: str | None = None
    for _, at, item in sorted(found):
        if item not in {"", "*"}:
            here = item
        steps.append(Step(at, None if item == "" else here))
    return tuple(steps)
