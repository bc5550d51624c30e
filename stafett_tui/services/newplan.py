"""What a new plan begins with: its people, their consent, the first goal and the first activity; one act writes it."""

from dataclasses import dataclass, field, replace
from datetime import date

from stafett_tui.domain.activity import ActivityPlanned
from stafett_tui.domain.consent import ConsentForm, default_through
from stafett_tui.domain.consenters import who_consents
from stafett_tui.domain.goal import Arena, GoalSet
from stafett_tui.domain.people import Holder, Owner, ParticipantAdded, PlanKind, PlanOpened, Relation, Role
from stafett_tui.domain.policy import Policy
from stafett_tui.services.consents import Giving, consent_proposals
from stafett_tui.services.person import Me
from stafett_tui.services.writing import Ids, Later, Proposal


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
class NewGoal:
    """The first goal."""

    arena: Arena
    text: str


@dataclass(frozen=True, slots=True)
class NewActivity:
    """The first activity; it stands under the first goal where there is one."""

    what: str
    responsible: str | None = None
    due: str | None = None


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
    goal: NewGoal | None = None
    activity: NewActivity | None = None


def with_ids(new: NewPlan, ids: Ids) -> NewPlan:
    """Give everybody an id who has none, and the plan one."""
    named = replace(new, plan_id=new.plan_id or ids.plan(), owner_id=new.owner_id or ids())
    return replace(named, people=tuple(replace(each, id=each.id or ids()) for each in new.people))


def consenters(new: NewPlan) -> tuple[str, ...]:
    """Give who consents now, by id."""
    guardians = tuple(p.id for p in new.people if p.role is Role.GUARDIAN and p.consents)
    return (new.owner_id, *guardians) if new.owner_consents else guardians


def needed(new: NewPlan, policy: Policy, day: date) -> tuple[str, ...]:
    """Give whose consent the plan needs, by id (C-02)."""
    parents = (p.id for p in new.people if p.role is Role.GUARDIAN and p.parental)
    return who_consents(new.kind, Owner(id=new.owner_id, name=new.owner, born=new.born), parents, policy, day)


def whole(new: NewPlan, policy: Policy) -> bool:
    """Tell whether the consent of the form is enough to begin with (C-01, C-03)."""
    if new.consent_on is None or not consenters(new):
        return False
    return bool(new.one_reason) or set(needed(new, policy, new.consent_on)) <= set(consenters(new))


def opened(new: NewPlan, me: Me, number: int) -> Proposal:
    """Give the opening of the plan."""
    holder = Holder(id=me.person, name=me.name, title=me.title, service=me.service)
    owner = Owner(id=new.owner_id, name=new.owner, born=new.born)
    return Proposal(PlanOpened(number=number, kind=new.kind, owner=owner, holder=holder, language=new.language,
                               level=new.level, place=new.place, template=new.template))  # fmt: skip


def joined(new: NewPerson) -> Proposal:
    """Give the joining of somebody."""
    return Proposal(ParticipantAdded(person=new.id, name=new.name, role=new.role, title=new.title, service=new.service,
                                     relation=new.relation, parental=new.parental, unit=new.unit))  # fmt: skip


def family(new: NewPlan) -> list[Proposal]:
    """Give the guardians, who are in the plan before there is a consent."""
    return [joined(each) for each in new.people if each.role is Role.GUARDIAN]


def others(new: NewPlan) -> list[Proposal]:
    """Give those who come with the consent: everybody of a service."""
    return [joined(each) for each in new.people if each.role is not Role.GUARDIAN]


def consent(new: NewPlan, me: Me, policy: Policy) -> list[Proposal | Later]:
    """Give the consent of the form, to the services of everybody in it."""
    who = consenters(new)
    if new.consent_on is None or not who:
        return []
    named = dict.fromkeys((me.service, *(p.service for p in new.people if p.service), *new.services))
    through = new.consent_through or default_through(new.consent_on, policy.consent_years)
    told = Giving(new.consent_form, new.child_heard_on, one_reason=new.one_reason, partial=new.others_sign_later)
    return consent_proposals((who, tuple(named), new.consent_on, through), told, policy)


def content(goal: NewGoal | None, activity: NewActivity | None, ids: Ids) -> list[Proposal]:
    """Give the first goal, and the first activity under it."""
    found: list[Proposal] = []
    goal_id = ids() if goal is not None else None
    if goal is not None and goal_id is not None:
        found.append(Proposal(GoalSet(arena=goal.arena, text=goal.text), id=goal_id))
    if activity is not None:
        body = ActivityPlanned(what=activity.what, responsible=activity.responsible, due=activity.due, goal=goal_id)
        found.append(Proposal(body))
    return found
