"""Opening plans, the people in them, goals, and reading a plan as it stands or stood."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from stafett_tui.domain.changes import Changes
from stafett_tui.domain.concern import AboutMeRevised, AboutMeWritten, ConcernRevised, ConcernWritten, Side, Trait
from stafett_tui.domain.consent import ConsentForm, default_through
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.event import Entry
from stafett_tui.domain.goal import Arena, GoalRevised, GoalSet
from stafett_tui.domain.people import Holder, Owner, ParticipantAdded, PlanKind, PlanOpened, Relation, Role
from stafett_tui.domain.plan import Plan
from stafett_tui.domain.view import may_read, needs_reason, view
from stafett_tui.services.clock import oslo
from stafett_tui.services.consents import Giving, consent_proposals
from stafett_tui.services.lookups import Lookups
from stafett_tui.services.person import Me
from stafett_tui.services.writing import Later, Proposal, Writer
from stafett_tui.store.opened import Store
from stafett_tui.store.reader import PlanLine


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody who is in the plan from the start; the id is made where none is given."""

    name: str
    role: Role
    title: str = ""
    service: str = ""
    relation: Relation | None = None
    consents: bool = True
    """For a guardian: whether this one consents."""
    parental: bool = True
    """For a guardian: whether this one has parental responsibility (C-02)."""
    unit: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class NewPlan:
    """What the form for a new plan asks."""

    owner: str
    born: date | None
    kind: PlanKind
    language: str
    people: tuple[NewPerson, ...] = ()
    owner_consents: bool = False
    """The youth or pregnant woman consents herself."""
    consent_on: date | None = None
    consent_through: date | None = None
    consent_form: ConsentForm = ConsentForm.SIGNED
    child_heard_on: date | None = None
    place: str = ""
    level: int = 1
    number: int | None = None
    owner_id: str = ""
    plan_id: str = ""
    one_reason: str | None = None
    """Why one guardian's consent is enough (C-03)."""
    others_sign_later: bool = False
    """Somebody who has to consent has not yet; the plan waits for that (C-01)."""
    template: str = ""
    """Id and version of the template, as `school@1`."""
    services: tuple[str, ...] = field(default_factory=tuple)
    """Services the consent names besides those of the people."""


class Plans:
    """Plans: opening, people, goals, and reading."""

    def __init__(self, store: Store, writer: Writer, me: Me, lookups: Lookups) -> None:
        """Work on this store, through this writer, as this person; who reads is noted in the look-ups."""
        self._store = store
        self._writer = writer
        self._me = me
        self._lookups = lookups

    def rows(self) -> tuple[PlanLine, ...]:
        """Give the plans of this store that I may read, by number; an office sees the others masked (S-09)."""
        today = self._writer.clock.today().isoformat()
        shown = ((row, self._readable(row)) for row in self._store.reader.plan_rows(today))
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
            self._lookups.note(plan_id, view)
        return seen

    def give_reason(self, plan_id: str, reason: str) -> None:
        """Say why a plan outside one's own is opened; it is noted before anything is shown (S-06)."""
        self._lookups.give_reason(plan_id, reason)

    def at(self, plan_id: str, *, seq: int | None = None, on: date | None = None, view: str = "") -> Plan:
        """Give the plan as it stood after an event, or at the end of a day; noted in this view."""
        if seq is None and on is not None:
            end = oslo(datetime.combine(on + timedelta(days=1), time()))
            seq = max((e.seq for e in self._writer.journal.entries(plan_id) if e.at < end), default=0)
        now = self.get(plan_id, view=view)
        if seq is None:
            return now
        return self._viewed_as_now(plan_id, self._writer.journal.at_seq(plan_id, seq))

    def entries(self, plan_id: str) -> tuple[Entry, ...]:
        """Give the log of the plan."""
        self.get(plan_id)
        return self._writer.journal.entries(plan_id)

    def open(self, new: NewPlan) -> Changes:
        """Open a plan with its people and, where given, their consent: one act."""
        ids = self._writer.ids
        plan_id = new.plan_id or ids.plan()
        owner_id = new.owner_id or ids()
        people = [(p.id or ids(), p) for p in new.people]
        number = new.number or self._writer.journal.next_number()
        holder = Holder(id=self._me.person, name=self._me.name, title=self._me.title, service=self._me.service)
        opened = PlanOpened(number=number, kind=new.kind, owner=Owner(id=owner_id, name=new.owner, born=new.born),
                            holder=holder, language=new.language, level=new.level, place=new.place,
                            template=new.template)  # fmt: skip
        family = [Proposal(_joined(i, p)) for i, p in people if p.role is Role.GUARDIAN]
        others = [Proposal(_joined(i, p)) for i, p in people if p.role is not Role.GUARDIAN]
        consent = self._consent(new, owner_id, [i for i, p in people if p.role is Role.GUARDIAN and p.consents])
        return self._writer.write_with(plan_id, lambda _: [Proposal(opened), *family, *consent, *others])

    def _consent(self, new: NewPlan, owner_id: str, guardians: list[str]) -> list[Proposal | Later]:
        consenters = (*([owner_id] if new.owner_consents else []), *guardians)
        if new.consent_on is None or not consenters:
            return []
        named = dict.fromkeys((self._me.service, *(p.service for p in new.people if p.service), *new.services))
        through = new.consent_through or default_through(new.consent_on, self._writer.policy.consent_years)
        told = Giving(new.consent_form, new.child_heard_on, one_reason=new.one_reason, partial=new.others_sign_later)
        return consent_proposals((consenters, tuple(named), new.consent_on, through), told, self._writer.policy)

    def add_participant(self, plan_id: str, person: NewPerson) -> Changes:
        """Take somebody into the plan (C-05)."""
        return self._writer.write(plan_id, [Proposal(_joined(person.id or self._writer.ids(), person))])

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
        """Tell whether I may read the plan; as its holder I may, without folding it, unless some address is guarded."""
        if row.holder == self._me.person and not self._writer.persons.some:
            return True
        plan = self._writer.journal.plan(row.plan_id)
        return may_read(plan, self._writer.seeing(plan), self._writer.policy, self._writer.today(plan))

    def _viewed(self, plan: Plan) -> Plan:
        today = self._writer.today(plan)
        if not may_read(plan, self._writer.seeing(plan), self._writer.policy, today):
            asks = needs_reason(plan, self._writer.seeing(plan))
            raise StafettError(ErrorKind.LOOKUP_REASON if asks else ErrorKind.NOT_ALLOWED)
        return view(plan, self._writer.seeing(plan), self._writer.policy, today)

    def _viewed_as_now(self, plan_id: str, then: Plan) -> Plan:
        """Show an earlier state to one who may read the plan now, even from before joining it."""
        del plan_id
        today = self._writer.today(then)
        if may_read(then, self._writer.seeing(then), self._writer.policy, today):
            return view(then, self._writer.seeing(then), self._writer.policy, today)
        return then


_SHORTEST = 6


def _joined(person: str, new: NewPerson) -> ParticipantAdded:
    return ParticipantAdded(person=person, name=new.name, role=new.role, title=new.title, service=new.service,
                            relation=new.relation, parental=new.parental, unit=new.unit)  # fmt: skip
