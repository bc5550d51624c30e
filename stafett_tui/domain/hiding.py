"""A service that chosen readers are not to know of: child welfare is always confidential (D-12)."""

from typing import ClassVar

from pydantic import Field

from stafett_tui.domain.errors import ErrorKind
from stafett_tui.domain.event import Act, Body, Sort, Undo
from stafett_tui.domain.people import Role, holder_id, one_spelling, opening, participant, role_of, same_service
from stafett_tui.domain.plan import Fact, Plan


class ServiceHidden(Body):
    """From now these readers do not see the service, its people or what they are responsible for."""

    KIND: ClassVar[str] = "service.hidden"
    SORT: ClassVar[Sort] = Sort.COMMAND
    ACT: ClassVar[Act] = Act.PARTICIPANTS
    UNDO: ClassVar[Undo] = Undo.SKIP

    service: str = Field(min_length=1)
    readers: tuple[str, ...]
    """Persons in the plan; empty shows the service to everybody again."""


def hidden_from(plan: Plan, reader: str) -> tuple[str, ...]:
    """Give the services that a reader is not to see; the newest word on each service stands.

    Whoever holds the baton since sees everybody, and is seen by everybody.
    """
    holder = participant(plan, holder_id(plan))
    if holder is None or reader == holder.person:
        return ()
    newest: dict[str, Fact[ServiceHidden]] = {}
    for fact in plan.of(ServiceHidden):
        newest[one_spelling(fact.body.service)] = fact
    unseen = (f.body.service for f in newest.values() if reader in f.body.readers)
    return tuple(service for service in unseen if not same_service(service, holder.service))


def of_first_holder(plan: Plan, services: tuple[str, ...]) -> str:
    """Give which of these services the first holder is of, empty where none: whoever opened the plan stays seen."""
    opened = opening(plan)
    own = "" if opened is None else opened.holder.service
    return next((each for each in services if same_service(each, own)), "")


def check_hidden(plan: Plan, body: ServiceHidden) -> ErrorKind | None:
    """Readers are in the plan and not of the service; the holder sees, and is seen by, everybody."""
    if holder_id(plan) in body.readers:
        return ErrorKind.HOLDER_STAYS
    for reader in body.readers:
        found = participant(plan, reader)
        if role_of(plan, reader) is None:
            return ErrorKind.PERSON_UNKNOWN
        if found is not None and same_service(found.service, body.service):
            return ErrorKind.BAD_INPUT
    holder = participant(plan, holder_id(plan))
    own = holder is not None and same_service(holder.service, body.service)
    return ErrorKind.HOLDER_STAYS if own and holder is not None and holder.role is Role.HOLDER else None


BODIES: tuple[type[Body], ...] = (ServiceHidden,)
