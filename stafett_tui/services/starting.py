"""Starting a plan from its form: what needs a whole consent waits on this laptop until everybody has signed (C-01)."""

from collections.abc import Iterable
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, ValidationError

from stafett_tui.domain.changes import Changes
from stafett_tui.domain.consent import ConsentGiven, covers
from stafett_tui.domain.consenters import required_consenters, unsigned
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.life_gate import writable
from stafett_tui.domain.names import name_of
from stafett_tui.domain.people import Role, role_of
from stafett_tui.services import newplan
from stafett_tui.services.drafts import WAITING, DraftService, key
from stafett_tui.services.newplan import NewActivity, NewGoal, NewPerson, NewPlan
from stafett_tui.services.people import People
from stafett_tui.services.person import Me
from stafett_tui.services.writing import Writer


@dataclass(frozen=True, slots=True)
class Reach:
    """How to reach somebody, and their number: for the person's own log (D-11)."""

    person: str
    phone: str = ""
    email: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Started:
    """A plan that was started."""

    plan_id: str
    waits: bool
    """Whether something waits until everybody has signed."""
    refused: ErrorKind | None = None
    """Why contact data or a number was not noted; the plan is there all the same."""


@dataclass(frozen=True, slots=True)
class Held:
    """What waits here for a whole consent, and for whose (C-01, C-05)."""

    people: tuple[NewPerson, ...]
    goal: NewGoal | None
    activity: NewActivity | None
    signers: tuple[str, ...]
    """The names of those who have not signed yet."""
    services: tuple[str, ...]
    """The services of those who join that no consent covers yet."""


class _Waiting(BaseModel):
    model_config = ConfigDict(frozen=True)

    people: tuple[NewPerson, ...] = ()
    goal: NewGoal | None = None
    activity: NewActivity | None = None
    reach: tuple[Reach, ...] = ()

    @property
    def something(self) -> bool:
        return bool(self.people or self.goal or self.activity)


class Starting:
    """Starts plans, and goes on with what waited when the consent is whole."""

    def __init__(self, writer: Writer, drafts: DraftService, people: People, me: Me) -> None:
        """Write through this writer, as this person; what a whole consent lets in is written when it is given."""
        self._writer = writer
        self._drafts = drafts
        self._people = people
        self._me = me
        writer.listeners.append(self._after)

    def start(self, new: NewPlan, reach: tuple[Reach, ...] = (), *, draft: str = "") -> Started:
        """Open the plan in one act; where the consent is not whole, all but family and consent waits (C-01, C-05)."""
        told = newplan.with_ids(new, self._writer.ids)
        later = _Waiting()
        if not newplan.whole(told, self._writer.policy):
            others = tuple(p for p in told.people if p.role is not Role.GUARDIAN)
            theirs = tuple(r for r in reach if r.person in {p.id for p in others})
            later = _Waiting(people=others, goal=told.goal, activity=told.activity, reach=theirs)
            self._keep(told.plan_id, later)
        self._open(told, waits=later.something, draft=draft)
        refused = self._note(told.plan_id, [each for each in reach if each not in later.reach])
        return Started(told.plan_id, later.something, refused)

    def waiting(self, plan_id: str) -> tuple[str, ...]:
        """Give the names of those who join when everybody has signed."""
        return tuple(each.name for each in self._kept(plan_id).people)

    def held(self, plan_id: str) -> Held | None:
        """Give what waits for the consent of a plan, and whose signature it waits for; None where nothing does."""
        kept = self._kept(plan_id)
        if not kept.something:
            return None
        plan = self._writer.journal.plan(plan_id)
        today = self._writer.today(plan)
        lack = unsigned(plan) if plan.of(ConsentGiven) else required_consenters(plan, self._writer.policy, today)
        asked = dict.fromkeys(p.service for p in kept.people if not covers(plan, p.service, today))
        return Held(kept.people, kept.goal, kept.activity, tuple(name_of(plan, each) for each in lack), tuple(asked))

    def take_up(self, plan_id: str) -> bool:
        """Write now what waited, as far as the consent reaches; tell whether nothing waits any more."""
        self._take_up(plan_id)
        return not self._kept(plan_id).something

    def let_go(self, plan_id: str) -> None:
        """Throw away what waits for the consent of a plan: nothing of it was ever in the plan."""
        self._keep(plan_id, _Waiting())
        for listener in tuple(self._writer.listeners):
            listener(Changes(plan_id, frozenset(), ()))

    def plans_held(self) -> tuple[str, ...]:
        """Give the plans for which something waits here until everybody has signed."""
        return tuple(d.plan_id for d in self._drafts.offered() if d.key == key(d.plan_id, WAITING))

    def _open(self, new: NewPlan, *, waits: bool, draft: str) -> None:
        number = new.number or self._writer.journal.next_number()
        proposals = [newplan.opened(new, self._me, number), *newplan.family(new),
                     *newplan.consent(new, self._me, self._writer.policy)]  # fmt: skip
        if not waits:
            proposals += [*newplan.others(new), *newplan.content(new.goal, new.activity, self._writer.ids)]
        self._writer.write_with(new.plan_id, lambda _: proposals, draft=key("", draft) if draft else None)

    def _after(self, changes: Changes) -> None:
        """Whatever waited for the consent of a plan is written when the consent is whole; else it waits on."""
        if ConsentGiven.KIND not in changes.kinds:
            return
        try:
            self._take_up(changes.plan_id)
        except StafettError:
            return

    def _take_up(self, plan_id: str) -> None:
        kept = self._kept(plan_id)
        plan = self._writer.journal.plan(plan_id)
        today = self._writer.today(plan)
        if not kept.something or not writable(plan, self._writer.policy, today):
            return
        now = tuple(p for p in kept.people if covers(plan, p.service, today) and role_of(plan, p.id) is None)
        left = tuple(p for p in kept.people if not covers(plan, p.service, today))
        activity = _known(kept.activity, {p.id for p in left})
        proposals = [*map(newplan.joined, now), *newplan.content(kept.goal, activity, self._writer.ids)]
        rest = _Waiting(people=left, reach=tuple(r for r in kept.reach if r.person in {p.id for p in left}))
        self._writer.write(plan_id, proposals, draft=None if rest.something else key(plan_id, WAITING))
        if rest.something:
            self._keep(plan_id, rest)
        self._note(plan_id, [each for each in kept.reach if each not in rest.reach])

    def _keep(self, plan_id: str, waiting: _Waiting) -> None:
        self._drafts.keep(plan_id, WAITING, waiting.model_dump_json() if waiting.something else "")

    def _kept(self, plan_id: str) -> _Waiting:
        found = self._drafts.take(plan_id, WAITING)
        try:
            return _Waiting() if found is None else _Waiting.model_validate_json(found.text)
        except ValidationError:
            return _Waiting()

    def _note(self, plan_id: str, reach: Iterable[Reach]) -> ErrorKind | None:
        """Write into each person's own log; what is known and not said anew stays."""
        refused = None
        for each in reach:
            try:
                known = self._people.known(plan_id, each.person)
                if each.phone or each.email:
                    self._people.note_contact(plan_id, each.person, phone=each.phone or known.phone,
                                              email=each.email or known.email)  # fmt: skip
                if each.number and each.number != known.number:
                    self._people.note_number(plan_id, each.person, each.number)
            except StafettError as error:
                refused = error.kind
        return refused


def _known(activity: NewActivity | None, strangers: set[str]) -> NewActivity | None:
    """Give the activity without a responsible person who is not in the plan yet."""
    if activity is None or activity.responsible not in strangers:
        return activity
    return NewActivity(activity.what, None, activity.due)
