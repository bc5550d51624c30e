"""Calling meetings, their course, the agenda, level and holder, and the next meeting."""

from datetime import datetime, timedelta

from stafett_tui.domain.calendar import weekday_warning
from stafett_tui.domain.changes import Changes
from stafett_tui.domain.conducting import Conductor, MeetingConducted, conductor
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.level import level_now
from stafett_tui.domain.lock import meeting, meetings, next_meeting
from stafett_tui.domain.meeting import (
    AGENDA,
    AgendaItem,
    AgendaReached,
    LevelChanged,
    LevelKept,
    Meeting,
    MeetingCalled,
    MeetingRevised,
    MeetingTurned,
    Turn,
    WallTime,
)
from stafett_tui.domain.people import holder_id
from stafett_tui.domain.plan import Plan
from stafett_tui.services.writing import Proposal, Writer


class Meetings:
    """Meetings of a plan."""

    def __init__(self, writer: Writer) -> None:
        """Write through this writer."""
        self._writer = writer

    def call(
        self, plan_id: str, starts: datetime, ends: datetime, *, place: str = "", follows: str | None = None,
        agenda: tuple[AgendaItem, ...] = AGENDA,
    ) -> Changes:  # fmt: skip
        """Call a meeting at a wall time."""
        time = _time(starts, ends)
        return self._writer.write(
            plan_id, [Proposal(MeetingCalled(time=time, place=place, agenda=agenda, follows=follows))]
        )

    def start(self, plan_id: str, thing: str) -> Changes:
        """Start a meeting; its clock runs from now, on the first agenda item."""

        def make(plan: Plan) -> list[Proposal]:
            found = _known(plan, thing)
            first = [Proposal(AgendaReached(meeting=thing, item=found.agenda[0].key))] if found.agenda else []
            return [Proposal(MeetingTurned(meeting=thing, turn=Turn.STARTED)), *first]

        return self._writer.write_with(plan_id, make)

    def pause(self, plan_id: str, thing: str) -> Changes:
        """Pause: the clock stands still."""
        return self._turn(plan_id, thing, Turn.PAUSED)

    def resume(self, plan_id: str, thing: str) -> Changes:
        """Go on after a pause, or with a meeting that was broken off."""
        return self._turn(plan_id, thing, Turn.RESUMED)

    def break_off(self, plan_id: str, thing: str, reason: str) -> Changes:
        """Break the meeting off; what is written stays and it can go on another day."""
        return self._turn(plan_id, thing, Turn.BROKEN_OFF, reason)

    def cancel(self, plan_id: str, thing: str, reason: str = "") -> Changes:
        """Cancel a meeting that has not begun."""
        return self._turn(plan_id, thing, Turn.CANCELLED, reason)

    def go_on(self, plan_id: str, thing: str, starts: datetime, ends: datetime | None = None) -> Changes:
        """Set another day for a meeting that was broken off."""

        def make(plan: Plan) -> list[Proposal]:
            found = _known(plan, thing)
            time = _time(starts, ends or starts + (found.time.ends - found.time.starts))
            return [Proposal(MeetingRevised(thing=thing, field="time", value=time.model_dump(mode="json")))]

        return self._writer.write_with(plan_id, make)

    def reach(self, plan_id: str, thing: str, item: str) -> Changes:
        """Come to an agenda item."""
        return self._writer.write(plan_id, [Proposal(AgendaReached(meeting=thing, item=item))])

    def take_over(self, plan_id: str, thing: str) -> Changes:
        """Lead the meeting from this device: the lock, the read-back and the agenda belong here now."""
        return self._writer.write(plan_id, [Proposal(MeetingConducted(meeting=thing))])

    def led_elsewhere(self, plan_id: str, thing: str) -> Conductor | None:
        """Give who leads a meeting that is written in, where that is on another device than this one."""
        plan = self._writer.journal.plan(plan_id)
        found, leads = meeting(plan, thing), conductor(plan, thing)
        here = leads is None or self._writer.led_here(leads)
        return None if here or found is None or not found.writable else leads

    def keep_level(self, plan_id: str, thing: str, new_level: int | None = None, reason: str = "") -> Changes:
        """Note that level and holder were gone through; another level is changed to, with a reason, in the same act."""

        def make(plan: Plan) -> list[Proposal]:
            now = level_now(plan)
            new = new_level or now
            kept = Proposal(LevelKept(meeting=thing, level=new, holder=holder_id(plan) or ""))
            if new == now:
                return [kept]
            if not reason.strip():
                raise StafettError(ErrorKind.REASON_NEEDED)
            return [Proposal(LevelChanged(level=new, reason=reason.strip(), meeting=thing)), kept]

        return self._writer.write_with(plan_id, make)

    def propose_next(self, plan_id: str, thing: str) -> WallTime:
        """Propose the next meeting: as called already, else same weekday and time after the usual interval."""
        plan = self._writer.journal.plan(plan_id)
        this = _known(plan, thing)
        called = next_meeting(plan, thing)
        if called is not None:
            return called.time
        days = _interval(plan, this, self._writer.policy.meeting_interval_days)
        starts = this.time.starts + timedelta(days=days)
        while weekday_warning(starts.date()) is not None:
            starts += timedelta(days=7)
        return _time(starts, starts + (this.time.ends - this.time.starts))

    def set_next(
        self, plan_id: str, thing: str, starts: datetime, *, ends: datetime | None = None, place: str | None = None
    ) -> Changes:
        """Set the next meeting: same length and place where nothing else is said; moves it where it is set."""

        def make(plan: Plan) -> list[Proposal]:
            this = _known(plan, thing)
            time = _time(starts, ends or starts + (this.time.ends - this.time.starts))
            called = next_meeting(plan, thing)
            if called is None or called.follows != thing:
                where = this.place if place is None else place
                return [Proposal(MeetingCalled(time=time, place=where, agenda=_agenda(this), follows=thing))]
            moved = [Proposal(MeetingRevised(thing=called.id, field="time", value=time.model_dump(mode="json")))]
            if place is not None and place != called.place:
                moved.append(Proposal(MeetingRevised(thing=called.id, field="place", value=place)))
            return moved if time != called.time or len(moved) > 1 else []

        return self._writer.write_with(plan_id, make)

    def _turn(self, plan_id: str, thing: str, turn: Turn, reason: str | None = None) -> Changes:
        return self._writer.write(plan_id, [Proposal(MeetingTurned(meeting=thing, turn=turn, reason=reason or None))])


def _agenda(this: Meeting) -> tuple[AgendaItem, ...]:
    return this.agenda or AGENDA


def _known(plan: Plan, thing: str) -> Meeting:
    found = meeting(plan, thing)
    if found is None:
        raise StafettError(ErrorKind.MEETING_UNKNOWN)
    return found


def _interval(plan: Plan, this: Meeting, usual: int) -> int:
    """Give days to the next meeting: as between the last two, where there were two."""
    earlier = [m for m in meetings(plan) if m.time.starts < this.time.starts]
    if not earlier:
        return usual
    days = (this.on - earlier[-1].on).days
    weeks = round(days / 7)
    return weeks * 7 if 1 <= weeks <= _LONGEST_WEEKS else usual


_LONGEST_WEEKS = 26


def _time(starts: datetime, ends: datetime) -> WallTime:
    if ends <= starts:
        raise StafettError(ErrorKind.BAD_PERIOD)
    return WallTime(starts=starts, ends=ends)
