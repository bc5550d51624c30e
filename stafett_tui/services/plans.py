"""Opening plans, the people in them, goals, and reading a plan as it stands or stood."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from stafett_tui.documents.outward import outward, place_words
from stafett_tui.domain.changes import Changes
from stafett_tui.domain.concern import AboutMeRevised, AboutMeWritten, ConcernRevised, ConcernWritten, Side, Trait
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.event import Entry
from stafett_tui.domain.goal import Arena, GoalRevised, GoalSet
from stafett_tui.domain.plan import Plan, fold
from stafett_tui.domain.view import may_read, needs_reason, view, visible
from stafett_tui.services import newplan
from stafett_tui.services.clock import oslo
from stafett_tui.services.lookups import Lookups
from stafett_tui.services.newplan import NewPerson, NewPlan, with_ids
from stafett_tui.services.person import Me
from stafett_tui.services.writing import Proposal, Writer
from stafett_tui.store.opened import Store
from stafett_tui.store.reader import PlanLine

__all__ = ["NewPerson", "NewPlan", "Plans"]


class Plans:
    """Plans: opening, people, goals, and reading."""

    def __init__(
        self, store: Store, writer: Writer, me: Me, lookups: Lookups, leased: Callable[[], None] | None = None
    ) -> None:
        """Work on this store, through this writer, as this person; who reads is noted in the look-ups.

        `leased` raises where this laptop may open no plan today (R10).
        """
        self._leased = leased
        self._store = store
        self._writer = writer
        self._me = me
        self._lookups = lookups

    def rows(self) -> tuple[PlanLine, ...]:
        """Give the plans of this store that I may read, by number; an office sees the others masked (S-09)."""
        today = self._writer.clock.today().isoformat()
        shown = ((row, self._readable(row)) for row in self._store.reader.plan_rows(today, self._me.person))
        office = bool(self._writer.actor.offices)
        return tuple(row if may else row._replace(name=row.initials) for row, may in shown if may or office)

    def find(self, text: str) -> str:
        """Give the plan id for an id, its first six signs or more, or the plan number."""
        wanted = text.strip().casefold()
        rows = self.rows()
        exact = [r.plan_id for r in rows if r.plan_id == wanted or str(r.number) == wanted]
        starts = [r.plan_id for r in rows if len(wanted) >= _SHORTEST and r.plan_id.startswith(wanted)]
        found = exact or starts
        if len(set(found)) > 1:
            raise StafettError(ErrorKind.PLAN_AMBIGUOUS, text=text)
        if not found:
            raise StafettError(ErrorKind.PLAN_UNKNOWN, text=text)
        return found[0]

    def get(self, plan_id: str, *, view: str = "") -> Plan:
        """Give the plan as I may see it; raises NOT_ALLOWED where I may not read it.

        Whoever shows it says in which view: that look-up is noted first (S-06). Without one it is read to work on.
        """
        seen = self._viewed(self._writer.journal.plan(plan_id))
        if view:
            if self._leased is not None:
                self._leased()
            self._lookups.note(plan_id, view)
        return seen

    def give_reason(self, plan_id: str, reason: str) -> None:
        """Say why a plan outside one's own is opened; it is noted before anything is shown (S-06)."""
        self._lookups.give_reason(plan_id, reason)

    def at(self, plan_id: str, *, seq: int | None = None, on: date | None = None, view: str = "") -> Plan:
        """Give the plan as it stood after an event, or at the end of a day; noted in this view.

        It is what I may see today of what stood then: nobody is shown by an earlier state what is hidden now (I7).
        """
        if seq is None and on is not None:
            end = oslo(datetime.combine(on + timedelta(days=1), time()))
            seq = max((e.seq for e in self._writer.journal.entries(plan_id) if e.at < end), default=0)
        now = self.get(plan_id, view=view)
        if seq is None:
            return now
        return fold(entry for entry in self.entries(plan_id) if entry.seq <= seq)

    def outward(self, plan_id: str) -> Callable[[Plan], Plan]:
        """Give what makes a plan fit to leave the program: a strictly confidential one says no place (K-03)."""
        plan = self._writer.journal.plan(plan_id)
        words = place_words(plan) if self._writer.persons.guarded(plan)[1] is not None else ()
        return lambda seen: outward(seen, words)

    def entries(self, plan_id: str) -> tuple[Entry, ...]:
        """Give the log of the plan as I may see it; raises NOT_ALLOWED where I may not read it."""
        self.get(plan_id)
        plan = self._writer.journal.plan(plan_id)
        return visible(plan.entries, self._writer.seeing(plan), self._writer.policy, self._writer.today(plan))

    def open(self, new: NewPlan) -> Changes:
        """Open a plan with its people and, where given, their consent, the first goal and activity: one act."""
        told = with_ids(new, self._writer.ids)
        number = told.number or self._writer.journal.next_number()
        whole = [*newplan.family(told), *newplan.consent(told, self._me, self._writer.policy), *newplan.others(told),
                 *newplan.content(told.goal, told.activity, self._writer.ids)]  # fmt: skip
        return self._writer.write_with(told.plan_id, lambda _: [newplan.opened(told, self._me, number), *whole])

    def add_participant(self, plan_id: str, person: NewPerson) -> Changes:
        """Take somebody into the plan (C-05)."""
        return self._writer.write(plan_id, [newplan.joined(replace(person, id=person.id or self._writer.ids()))])

    def set_goal(
        self, plan_id: str, arena: Arena, text: str, target_on: date | None = None, meeting: str | None = None
    ) -> Changes:
        """Set a goal."""
        return self._writer.write(
            plan_id, [Proposal(GoalSet(arena=arena, text=text, target_on=target_on, meeting=meeting))]
        )

    def reword_goal(self, plan_id: str, goal: str, text: str) -> Changes:
        """Word a goal anew."""
        return self._writer.write(plan_id, [Proposal(GoalRevised(thing=goal, field="text", value=text))])

    def retarget_goal(self, plan_id: str, goal: str, target_on: date | None, text: str | None = None) -> Changes:
        """Give a goal another target date, or none; with a text it is worded anew in the same act."""
        value = None if target_on is None else target_on.isoformat()
        words = [] if text is None else [Proposal(GoalRevised(thing=goal, field="text", value=text))]
        return self._writer.write(plan_id, [*words, Proposal(GoalRevised(thing=goal, field="target_on", value=value))])

    def write_concern(self, plan_id: str, initiator: str, text: str) -> Changes:
        """Write who took the initiative and to what; a second writing words the first anew."""

        def make(plan: Plan) -> list[Proposal]:
            known = plan.last(ConcernWritten)
            if known is None:
                return [Proposal(ConcernWritten(initiator=initiator, text=text))]
            return [
                Proposal(ConcernRevised(thing=known.id, field=name, value=value))
                for name, value, old in (
                    ("initiator", initiator, known.body.initiator),
                    ("text", text, known.body.text),
                )
                if value != old
            ]

        return self._writer.write_with(plan_id, make)

    def write_about_me(self, plan_id: str, side: Side, trait: Trait, text: str) -> Changes:
        """Write a point about the owner."""
        return self._writer.write(plan_id, [Proposal(AboutMeWritten(side=side, trait=trait, text=text))])

    def reword_about_me(self, plan_id: str, thing: str, text: str) -> Changes:
        """Word a point about the owner anew."""
        return self._writer.write(plan_id, [Proposal(AboutMeRevised(thing=thing, field="text", value=text))])

    def _readable(self, row: PlanLine) -> bool:
        """Tell whether I may read a plan that a list of mine may hold; its holder always may."""
        if row.holder == self._me.person:
            return True
        plan = self._writer.journal.plan(row.plan_id)
        return may_read(plan, self._writer.seeing(plan), self._writer.policy, self._writer.today(plan))

    def _viewed(self, plan: Plan) -> Plan:
        today, reader = self._writer.today(plan), self._writer.seeing(plan)
        if not may_read(plan, reader, self._writer.policy, today):
            asks = needs_reason(plan, reader) and (reader.named is None or reader.person in reader.named)
            raise StafettError(ErrorKind.LOOKUP_REASON if asks else ErrorKind.NOT_ALLOWED)
        return view(plan, reader, self._writer.policy, today)


_SHORTEST = 6
