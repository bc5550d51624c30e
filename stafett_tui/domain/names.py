"""Names of whoever an event refers to: participants, the owner, those wished for and guests of a meeting."""

from stafett_tui.domain.attendance import GuestNamed, Wished
from stafett_tui.domain.event import Body
from stafett_tui.domain.people import JOINING, everyone, opening
from stafett_tui.domain.plan import Plan


def name_of(plan: Plan, person: str | None) -> str:
    """Give the person's name, empty where nobody of this plan is meant."""
    return "" if person is None else _known(plan).get(person, _NOBODY)[0]


def service_of(plan: Plan, person: str | None) -> str:
    """Give the person's service, empty for family and strangers."""
    return _known(plan).get(person or "", _NOBODY)[1]


NAMED: tuple[type[Body], ...] = (*JOINING, Wished, GuestNamed)
"""All that gives somebody a name."""
_NOBODY = ("", "")


def _known(plan: Plan) -> dict[str, tuple[str, str]]:
    return plan.once_from(NAMED, _names_and_services)


def _names_and_services(plan: Plan) -> dict[str, tuple[str, str]]:
    """Give the name and service of everybody: whoever is or was in the plan comes before who is only named."""
    found = {fact.id: (fact.body.name, "") for fact in plan.of(GuestNamed)}
    found |= {fact.id: (fact.body.name, fact.body.service) for fact in plan.of(Wished)}
    found |= {each.person: (each.name, each.service) for each in everyone(plan)}
    opened = opening(plan)
    if opened is not None:
        found[opened.owner.id] = (opened.owner.name, found.get(opened.owner.id, _NOBODY)[1])
    return found
