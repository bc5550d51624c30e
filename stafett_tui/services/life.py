"""The life of a plan: levels and transitions, set passive, ended, opened again, erased."""

from datetime import date

from stafett_tui.domain.changes import Changes
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.level import Change, LevelProposed, Outcome, OutcomeDecided, TransitionMade
from stafett_tui.domain.lifecycle import (
    Demanded,
    EndReason,
    ErasureAsked,
    PlanClosed,
    PlanErased,
    PlanPaused,
    PlanReopened,
    PlanStatus,
)
from stafett_tui.domain.meeting import LevelChanged
from stafett_tui.domain.people import PlanOpened, PlanRevised, ever_in
from stafett_tui.domain.person import PREFIX, log_of
from stafett_tui.domain.plan import Plan
from stafett_tui.domain.sections import Section
from stafett_tui.services.writing import Proposal, Writer


class Levels:
    """The level of a plan, what an evaluation leads to, and transitions."""

    def __init__(self, writer: Writer) -> None:
        """Write through this writer."""
        self._writer = writer

    def change(self, plan_id: str, level: int, reason: str) -> Changes:
        """Change the level, with a reason; up to 2 or 3 the family has consented to it first (C-06)."""
        if not reason.strip():
            raise StafettError(ErrorKind.REASON_NEEDED)
        return self._writer.write(plan_id, [Proposal(LevelChanged(level=level, reason=reason.strip()))])

    def propose(self, plan_id: str, level: int, text: str = "") -> Changes:
        """Propose another level."""
        return self._writer.write(plan_id, [Proposal(LevelProposed(level=level, text=text))])

    def decide(self, plan_id: str, outcome: Outcome, *, meeting: str | None = None, text: str = "") -> Changes:
        """Decide what the evaluation leads to."""
        return self._writer.write(plan_id, [Proposal(OutcomeDecided(outcome=outcome, meeting=meeting, text=text))])

    def transition(self, plan_id: str, change: Change, on: date, place: str = "") -> Changes:
        """Go on to another kindergarten or school; the place of the plan follows where one is named."""

        def make(plan: Plan) -> list[Proposal]:
            opened = plan.last(PlanOpened)
            moved = [Proposal(TransitionMade(change=change, on=on))]
            if place.strip() and opened is not None:
                moved.append(Proposal(PlanRevised(thing=opened.id, field="place", value=place.strip())))
            return moved

        return self._writer.write_with(plan_id, make)


class Life:
    """A plan stops, ends, goes on, or is erased."""

    def __init__(self, writer: Writer) -> None:
        """Write through this writer."""
        self._writer = writer

    def pause(self, plan_id: str, reason: str) -> Changes:
        """Set the plan passive, with a reason."""
        if not reason.strip():
            raise StafettError(ErrorKind.REASON_NEEDED)
        return self._writer.write(plan_id, [Proposal(PlanPaused(reason=reason.strip()))])

    def close(self, plan_id: str, reason: EndReason, note: str = "", told: tuple[str, ...] = ()) -> Changes:
        """End the plan, with a closing note."""
        return self._writer.write(plan_id, [Proposal(PlanClosed(reason=reason, note=note.strip(), told=told))])

    def reopen(self, plan_id: str, consent: str, sections: tuple[Section, ...]) -> Changes:
        """Go on with a plan by a new consent; only these sections of before are shown again (C-11)."""
        return self._writer.write(plan_id, [Proposal(PlanReopened(consent=consent, sections=sections))])

    def demand(self, plan_id: str, what: PlanStatus, text: str = "") -> Changes:
        """Demand a pause, an end or erasure, as one of the family."""
        return self._writer.write(plan_id, [Proposal(Demanded(what=what, text=text))])

    def ask_erasure(self, plan_id: str, reason: str, *, archived: bool = False) -> Changes:
        """The first of two steps to erase a plan; only a coordinator, with a reason (D-06)."""
        if not reason.strip():
            raise StafettError(ErrorKind.REASON_NEEDED)
        return self._writer.write(plan_id, [Proposal(ErasureAsked(reason=reason.strip(), archived=archived))])

    def erase(self, plan_id: str, reason: EndReason = EndReason.DELETION_DEMANDED) -> Changes:
        """The second step: every word of the plan goes; leaves and hashes stay (D-06).

        The logs of those who are in no other plan go first: after a power cut between, the plan can be erased again.
        """
        plan = self._writer.journal.plan(plan_id)
        asked = plan.last(ErasureAsked)
        if asked is None:
            raise StafettError(ErrorKind.TWO_STEPS)
        body = PlanErased(asked=asked.id, reason=reason, archived=asked.body.archived)
        self._writer.judge(plan_id, body)
        for person in self.only_here(plan_id):
            self._writer.journal.erase_plan(log_of(person))
        return self._writer.write(plan_id, [Proposal(body)])

    def only_here(self, plan_id: str) -> tuple[str, ...]:
        """Give who has a log of their own and is in no other plan: it is erased with this one."""
        journal = self._writer.journal
        here = ever_in(journal.plan(plan_id))
        known = {log.removeprefix(PREFIX) for log in journal.logs_of(PREFIX)} & here
        for other in journal.plan_ids() if known else ():
            if other != plan_id:
                known -= ever_in(journal.plan(other))
        return tuple(sorted(known))
