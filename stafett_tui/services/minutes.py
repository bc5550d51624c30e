"""The minutes: lines, voices, read-back, and the lock."""

from datetime import date

from stafett_tui.domain.activity import ActivityPlanned, ActivityRevised
from stafett_tui.domain.changes import Changes
from stafett_tui.domain.deadlines import NEXT_MEETING
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.guards import Guard, guards
from stafett_tui.domain.life_gate import writable
from stafett_tui.domain.lock import (
    MinutesLocked,
    MinutesReopened,
    MinutesUnlocked,
    RemarkMade,
    locks,
    meeting,
    next_meeting,
)
from stafett_tui.domain.log import Blanked, Revised, Struck
from stafett_tui.domain.meeting import Meeting, MeetingState
from stafett_tui.domain.minutes import (
    LineRevised,
    LineSort,
    LineWritten,
    OwnWordsSaid,
    ParkedSettled,
    ReadTicked,
    Settling,
)
from stafett_tui.domain.plan import Plan
from stafett_tui.domain.voice import Speaker, VoiceHeard, VoiceNotAsked, VoiceRevised
from stafett_tui.services.writing import Later, Proposal, Writer


class Minutes:
    """Lines of the minutes, read-back and lock."""

    def __init__(self, writer: Writer) -> None:
        """Write through this writer."""
        self._writer = writer

    def write(
        self, plan_id: str, thing: str, item: str, sort: LineSort, text: str, *, draft: str | None = None
    ) -> Changes:
        """Write a line under an agenda item; its draft goes in the same transaction (I9)."""
        body = LineWritten(meeting=thing, item=item, sort=sort, text=text)
        return self._writer.write(plan_id, [Proposal(body)], draft=draft)

    def voice(
        self, plan_id: str, thing: str | None, item: str | None, text: str, *, speaker: Speaker = Speaker.CHILD,
        asked_by: str | None = None, how: str | None = None, on: date | None = None, draft: str | None = None,
    ) -> Changes:  # fmt: skip
        """Write somebody's own words, with who asked, how and when."""
        body = VoiceHeard(speaker=speaker, text=text, asked_by=asked_by, how=how, on=on, meeting=thing, item=item)
        return self._writer.write(plan_id, [Proposal(body)], draft=draft)

    def promote(
        self, plan_id: str, line: str, *, what: str, responsible: str | None = None, helpers: tuple[str, ...] = (),
        due: str | None = None, goal: str | None = None, draft: str | None = None,
    ) -> Changes:  # fmt: skip
        """Make an activity of a line: the line is struck and the activity planned, one act (T6)."""

        def make(plan: Plan) -> list[Proposal]:
            found = plan.get(line, LineWritten)
            if found is None:
                raise StafettError(ErrorKind.TARGET_UNKNOWN)
            body = ActivityPlanned(what=what, responsible=responsible, helpers=helpers, due=due, goal=goal,
                                   meeting=found.body.meeting, item=found.body.item, from_line=line)  # fmt: skip
            return [Proposal(Struck(target=line)), Proposal(body)]

        return self._writer.write_with(plan_id, make, draft=draft)

    def reword(self, plan_id: str, thing: str, text: str, *, draft: str | None = None) -> Changes:
        """Word a line, a voice or an activity of the minutes anew."""

        def make(plan: Plan) -> list[Proposal]:
            fact = plan.facts.get(thing)
            kinds: dict[type[object], tuple[type[Revised], str]] = {
                LineWritten: (LineRevised, "text"), VoiceHeard: (VoiceRevised, "text"),
                ActivityPlanned: (ActivityRevised, "what"),
            }  # fmt: skip
            found = None if fact is None else kinds.get(type(fact.body))
            if found is None:
                raise StafettError(ErrorKind.TARGET_UNKNOWN)
            kind, name = found
            return [Proposal(kind(thing=thing, field=name, value=text))]

        return self._writer.write_with(plan_id, make, draft=draft)

    def revise_voice(self, plan_id: str, thing: str, field: str, value: str | None) -> Changes:
        """Put who asked, how or when right (`value` as in JSON)."""
        return self._writer.write(plan_id, [Proposal(VoiceRevised(thing=thing, field=field, value=value))])

    def strike(self, plan_id: str, thing: str) -> Changes:
        """Take a line away; undo brings it back."""
        return self._writer.write(plan_id, [Proposal(Struck(target=thing))])

    def tick(self, plan_id: str, thing: str, line: str) -> Changes:
        """Note that an agreement or activity was read aloud."""
        return self._writer.write(plan_id, [Proposal(ReadTicked(meeting=thing, thing=line))])

    def untick(self, plan_id: str, thing: str, line: str) -> Changes:
        """Take the tick away."""

        def make(plan: Plan) -> list[Proposal]:
            ticks = [f.id for f in plan.of(ReadTicked) if f.body.meeting == thing and f.body.thing == line]
            return [Proposal(Struck(target=tick)) for tick in ticks]

        return self._writer.write_with(plan_id, make)

    def own_words(self, plan_id: str, thing: str, person: str) -> Changes:
        """Note who said in own words what is agreed."""
        return self._writer.write(plan_id, [Proposal(OwnWordsSaid(meeting=thing, person=person))])

    def why_not_asked(self, plan_id: str, thing: str, reason: str) -> Changes:
        """Note why the child was not asked (C-14)."""
        return self._writer.write(plan_id, [Proposal(VoiceNotAsked(meeting=thing, reason=reason))])

    def settle(self, plan_id: str, line: str, how: Settling, thing: str | None = None) -> Changes:
        """Say what became of a parked point."""
        return self._writer.write(plan_id, [Proposal(ParkedSettled(line=line, how=how, meeting=thing))])

    def guards(self, plan_id: str, thing: str) -> tuple[Guard, ...]:
        """Give the list before the lock."""
        plan = self._writer.journal.plan(plan_id)
        return guards(plan, _known(plan, thing), self._writer.policy, self._writer.today(plan))

    def lock(self, plan_id: str, thing: str, reason: str | None = None) -> Changes:
        """Lock the next version: *next meeting* becomes its date, struck lines are blanked, all in one act.

        Where nothing new may be written any more, no deadline is changed (C-09).
        """

        def locked(plan: Plan) -> Proposal:
            this = _known(plan, thing)
            why = reason or _reopened_for(plan, thing)
            return Proposal(MinutesLocked(meeting=thing, version=this.version + 1, head=plan.head.hex(), reason=why))

        return self._writer.write_with(plan_id, lambda plan: [*_before_lock(plan, thing, self._writer), locked])

    def unlock(self, plan_id: str, thing: str) -> Changes:
        """Take the newest lock back, within minutes and by its locker only."""

        def make(plan: Plan) -> list[Proposal]:
            return [Proposal(MinutesUnlocked(meeting=thing, version=_known(plan, thing).version or 1))]

        return self._writer.write_with(plan_id, make)

    def reopen(self, plan_id: str, thing: str, reason: str) -> Changes:
        """Open locked minutes to correct them into a next version."""
        return self._writer.write(plan_id, [Proposal(MinutesReopened(meeting=thing, reason=reason))])

    def remark(self, plan_id: str, thing: str, text: str) -> Changes:
        """Remark on locked minutes."""
        return self._writer.write(plan_id, [Proposal(RemarkMade(meeting=thing, text=text))])


def _known(plan: Plan, thing: str) -> Meeting:
    found = meeting(plan, thing)
    if found is None:
        raise StafettError(ErrorKind.MEETING_UNKNOWN)
    return found


def _reopened_for(plan: Plan, thing: str) -> str | None:
    found = [f.body.reason for f in plan.of(MinutesReopened) if f.body.meeting == thing]
    return found[-1] if found else None


def _before_lock(plan: Plan, thing: str, writer: Writer) -> list[Proposal | Later]:
    this = _known(plan, thing)
    if this.state is MeetingState.LOCKED:
        raise StafettError(ErrorKind.MINUTES_LOCKED)
    open_guards = [g for g in guards(plan, this, writer.policy, writer.today(plan)) if not g.ok and not g.warns]
    if open_guards:
        raise StafettError(ErrorKind.MINUTES_NOT_READY, guards=tuple(g.kind.value for g in open_guards))
    following = next_meeting(plan, thing)
    found: list[Proposal | Later] = []
    open_plan = writable(plan, writer.policy, writer.today(plan))
    if following is not None and not this.version and open_plan:
        found += [
            Proposal(ActivityRevised(thing=f.id, field="due", value=following.on.isoformat(), reason=NEXT_MEETING))
            for f in plan.of(ActivityPlanned)
            if f.body.due == NEXT_MEETING
        ]
    return [*found, *(Proposal(Blanked(target=t, reason="struck before the lock")) for t in _never_locked(plan, thing))]


def _never_locked(plan: Plan, thing: str) -> list[str]:
    """Give what was struck without ever standing in a locked version: earlier versions stay readable."""
    since = max((f.seq for f in locks(plan, thing)), default=0)
    struck = (plan.facts[t] for t in sorted(plan.struck))
    return [
        f.id
        for f in struck
        if isinstance(f.body, LineWritten | VoiceHeard | ActivityPlanned) and f.body.meeting == thing and f.seq > since
    ]
