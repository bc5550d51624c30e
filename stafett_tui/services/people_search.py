"""Finding somebody who is in another plan of this store, by name or number, so that one person stays one person."""

from dataclasses import dataclass, field, replace
from datetime import date

from stafett_tui.domain.errors import StafettError
from stafett_tui.domain.people import Relation, Role, opening, participants
from stafett_tui.domain.plan import Plan
from stafett_tui.services.people import NUMBER_LENGTH, People
from stafett_tui.services.plans import Plans
from stafett_tui.services.writing import Writer


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody of a plan that I may read."""

    person: str
    name: str
    role: Role
    plans: tuple[int, ...]
    """The numbers of the plans they are in."""
    born: date | None = None
    relation: Relation | None = None
    title: str = ""
    service: str = ""
    plan_ids: tuple[str, ...] = field(default=(), repr=False)


class PeopleSearch:
    """The people of the plans that I may read; nobody else is ever found (D-11, K-03)."""

    def __init__(self, writer: Writer, plans: Plans, people: People) -> None:
        """Look through these services, which know what I may see."""
        self._writer = writer
        self._plans = plans
        self._people = people

    def everyone(self) -> tuple[Found, ...]:
        """Give everybody once, in the order of the plans."""
        found: dict[str, Found] = {}
        for row in self._plans.rows():
            plan = self._readable(row.plan_id)
            for one in _of(plan, row.number, row.plan_id) if plan is not None else ():
                known = found.get(one.person)
                found[one.person] = one if known is None else _both(known, one)
        return tuple(found.values())

    def by_number(self, number: str) -> Found | None:
        """Give whoever has this identity number, among those whose number I may see; None where nobody has."""
        bare = number.replace(" ", "")
        if len(bare) != NUMBER_LENGTH or not self._writer.persons.some:
            return None
        return next((one for one in self.everyone() if self._number(one) == bare), None)

    def _readable(self, plan_id: str) -> Plan | None:
        """Give the plan where I may read it; the people of a strictly confidential one are found nowhere (K-03)."""
        try:
            plan = self._plans.get(plan_id)
        except StafettError:
            return None
        return plan if self._writer.persons.guarded(plan)[1] is None else None

    def _number(self, one: Found) -> str:
        for plan_id in one.plan_ids:
            try:
                return self._people.known(plan_id, one.person).number
            except StafettError:
                continue
        return ""


def _of(plan: Plan, number: int, plan_id: str) -> tuple[Found, ...]:
    opened = opening(plan)
    if opened is None:
        return ()
    owner = Found(opened.owner.id, opened.owner.name, Role.OWNER, (number,), opened.owner.born, plan_ids=(plan_id,))
    return (owner, *(
        Found(p.person, p.name, p.role, (number,), None, p.relation, p.title, p.service, (plan_id,))
        for p in participants(plan)
    ))  # fmt: skip


def _both(one: Found, again: Found) -> Found:
    """Join what two plans tell of one person: the first word stands, the second fills in."""
    return replace(
        one, plans=(*one.plans, *again.plans), plan_ids=(*one.plan_ids, *again.plan_ids), born=one.born or again.born,
        relation=one.relation or again.relation, title=one.title or again.title, service=one.service or again.service,
    )  # fmt: skip
