"""Names of whoever an event refers to: participants, the owner, those wished for and guests of a meeting."""

from stafett_tui.domain.attendance import GuestNamed, Wished
from stafett_tui.domain.people import everyone, opening
from stafett_tui.domain.plan import Plan


def name_of(plan: Plan, person: str | None) -> str:
    """Give the person's name, empty where nobody of this plan is meant."""
    if person is None:
        return ""
    opened = opening(plan)
    if opened is not None and person == opened.owner.id:
        return opened.owner.name
    found = next((p for p in everyone(plan) if p.person == person), None)
    if found is not None:
        return found.name
    wished = plan.get(person, Wished)
    if wished is not None:
        return wished.body.name
    guest = plan.get(person, GuestNamed)
    return "" if guest is None else guest.body.name


def service_of(plan: Plan, person: str | None) -> str:
    """Give the person's service, empty for family and strangers."""
    found = next((p for p in everyone(plan) if p.person == person), None)
    if found is not None:
        return found.service
    wished = plan.get(person or "", Wished)
    return "" if wished is None else wished.body.service
