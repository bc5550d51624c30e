"""The log of one person: contact data, numbers and protection, which never stand in a plan (D-11, K-02, N-07)."""

from typing import ClassVar

from pydantic import Field

from stafett_tui.domain import national_id
from stafett_tui.domain.errors import ErrorKind
from stafett_tui.domain.event import Act, Body, Sort, Undo
from stafett_tui.domain.plan import Plan
from stafett_tui.domain.policy import Policy
from stafett_tui.domain.protection import AddressProtection

PREFIX = "person:"
"""How the id of a person's log begins; the rest is the person's id."""


class _Said(Body):
    """Something about one person; the newest word stands."""

    SORT: ClassVar[Sort] = Sort.ADDED
    ACT: ClassVar[Act] = Act.CONTACT
    UNDO: ClassVar[Undo] = Undo.SKIP


class ContactNoted(_Said):
    """How to reach somebody; both may be empty, and no home address is ever stored (K-01)."""

    KIND: ClassVar[str] = "person.contact"

    phone: str = ""
    email: str = ""


class NumberNoted(_Said):
    """An identity number, asked for only where secure identification is needed (D-08); empty takes it away."""

    KIND: ClassVar[str] = "person.number"

    number: str = Field(default="", pattern="^([0-9]{11})?$")


class ProtectionNoted(_Said):
    """What the register says of the person's addresses (K-02)."""

    KIND: ClassVar[str] = "person.protection"

    protection: AddressProtection


class OpenersNamed(_Said):
    """Who alone may open the plan of somebody whose address is strictly confidential (K-03)."""

    KIND: ClassVar[str] = "person.openers"

    persons: tuple[str, ...]


def is_person(log: str) -> bool:
    """Tell whether a log is a person's own, and not a plan's."""
    return log.startswith(PREFIX)


def log_of(person: str) -> str:
    """Give the id of a person's log."""
    return f"{PREFIX}{person}"


def contact(log: Plan) -> ContactNoted:
    """Give the newest contact data, empty where none were noted."""
    found = log.last(ContactNoted)
    return ContactNoted() if found is None else found.body


def number(log: Plan) -> str:
    """Give the identity number, empty where there is none (N-07)."""
    found = log.last(NumberNoted)
    return "" if found is None else found.body.number


def protection(log: Plan) -> AddressProtection | None:
    """Give the protection, None where nobody has asked: it counts as none and is shown as unknown (K-02)."""
    found = log.last(ProtectionNoted)
    return None if found is None else found.body.protection


def openers(log: Plan) -> frozenset[str] | None:
    """Give who alone may open the plan, where the address is strictly confidential; None: no such list (K-03)."""
    if protection(log) is not AddressProtection.STRICTLY_CONFIDENTIAL:
        return None
    found = log.last(OpenersNamed)
    return frozenset() if found is None else frozenset(found.body.persons)


_REFUSED = {
    national_id.Refusal.WRONG_DIGITS: ErrorKind.NATIONAL_ID_WRONG,
    national_id.Refusal.TEST_NUMBER: ErrorKind.NATIONAL_ID_TEST,
    national_id.Refusal.REAL_PERSON: ErrorKind.NATIONAL_ID_REAL,
}


def check_number(body: NumberNoted, policy: Policy, mode: national_id.Mode) -> ErrorKind | None:
    """A number fits together, and is of this mode (N-03, N-04); none at all is possible (N-07)."""
    if not body.number:
        return None
    found = national_id.check(body.number, mode, help_numbers=policy.help_numbers)
    return None if found.refused is None else _REFUSED[found.refused]


BODIES: tuple[type[Body], ...] = (ContactNoted, NumberNoted, ProtectionNoted, OpenersNamed)
