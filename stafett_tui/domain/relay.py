"""The checks of the baton: to whom it can be offered, and who takes it (I8)."""

from datetime import date

from stafett_tui.domain.baton import BatonDeclined, BatonForced, BatonOffered, BatonTaken, offer
from stafett_tui.domain.consent import active, person_covered
from stafett_tui.domain.errors import ErrorKind
from stafett_tui.domain.keptout import person_kept_out
from stafett_tui.domain.people import Role, holder_id, participant, same_service
from stafett_tui.domain.plan import Plan


def check_receiver(plan: Plan, person: str, today: date) -> ErrorKind | None:
    """Only a provider covered today and not kept out can hold the baton (C-05, C-12); the holder has it already.

    Where nobody is covered any more, somebody of the holder's own service takes it: what was agreed is locked and
    the plan is ended by somebody.
    """
    found = participant(plan, person)
    if found is None or found.role is not Role.PROVIDER:
        return ErrorKind.PERSON_UNKNOWN
    holder = participant(plan, holder_id(plan))
    own = holder is not None and same_service(holder.service, found.service) and not active(plan, today)
    free = person_covered(plan, person, today) or (own and not person_kept_out(plan, person))
    return None if free else ErrorKind.SERVICE_NOT_COVERED


def check_offered(plan: Plan, body: BatonOffered, today: date) -> ErrorKind | None:
    """One offer stands at a time."""
    if offer(plan) is not None:
        return ErrorKind.BATON_OFFERED
    return check_receiver(plan, body.person, today)


def check_declined(plan: Plan, body: BatonDeclined, person: str) -> ErrorKind | None:
    """The one it was offered to declines, or the holder takes the offer back."""
    standing = offer(plan)
    if standing is None or standing.id != body.offer:
        return ErrorKind.NO_OFFER
    return None if person in {standing.body.person, holder_id(plan)} else ErrorKind.NOT_ALLOWED


def check_taken(plan: Plan, body: BatonTaken, today: date) -> ErrorKind | None:
    """What is accepted was offered to that person and not answered yet; until then the holder keeps it."""
    standing = offer(plan)
    if standing is None or standing.id != body.offer or standing.body.person != body.person:
        return ErrorKind.NO_OFFER
    return check_receiver(plan, body.person, today)


def check_forced(plan: Plan, body: BatonForced, today: date) -> ErrorKind | None:
    """With a reason, to somebody in the plan."""
    if not body.reason.strip():
        return ErrorKind.REASON_NEEDED
    return check_receiver(plan, body.person, today)
