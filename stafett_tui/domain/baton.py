"""The stafettpinne: offered, then accepted; there is never a gap and never a second holder (I8)."""

from typing import Any, ClassVar

from pydantic import Field

from stafett_tui.domain.event import Act, Body, Sort, Undo
from stafett_tui.domain.plan import Fact, Plan


class BatonOffered(Body):
    """The holder offers the baton to somebody of a covered service; the holder keeps it until it is accepted."""

    KIND: ClassVar[str] = "baton.offered"
    SORT: ClassVar[Sort] = Sort.COMMAND
    ACT: ClassVar[Act] = Act.BATON_OFFER
    UNDO: ClassVar[Undo] = Undo.SKIP

    person: str
    reason: str = ""


class BatonDeclined(Body):
    """The one it was offered to says no, or the holder takes the offer back."""

    KIND: ClassVar[str] = "baton.declined"
    SORT: ClassVar[Sort] = Sort.COMMAND
    ACT: ClassVar[Act] = Act.BATON
    UNDO: ClassVar[Undo] = Undo.SKIP

    offer: str
    reason: str = ""


class BatonTaken(Body):
    """The baton was offered and is accepted; from now this person is the holder (I8)."""

    KIND: ClassVar[str] = "baton.accepted"
    SORT: ClassVar[Sort] = Sort.COMMAND
    ACT: ClassVar[Act] = Act.BATON
    UNDO: ClassVar[Undo] = Undo.SKIP

    person: str
    offer: str | None = None
    """Id of the offer that is accepted; logs of before this field have none."""


class BatonForced(Body):
    """The coordinator gives the baton to somebody, with a reason: the holder is gone or cannot."""

    KIND: ClassVar[str] = "baton.forced"
    SORT: ClassVar[Sort] = Sort.COMMAND
    ACT: ClassVar[Act] = Act.BATON_FORCE
    UNDO: ClassVar[Undo] = Undo.SKIP

    person: str
    reason: str = Field(min_length=1)


class BatonWished(Body):
    """The family wishes, or a unit leader proposes, who should hold the baton."""

    KIND: ClassVar[str] = "baton.wished"
    SORT: ClassVar[Sort] = Sort.ADDED
    ACT: ClassVar[Act] = Act.BATON_WISH

    person: str
    text: str = ""


Handed = BatonTaken | BatonForced


def handed(plan: Plan) -> tuple[Fact[Handed], ...]:
    """Give every time the baton changed hands, oldest first: a chain."""
    found: tuple[Fact[Any], ...] = (*plan.of(BatonTaken), *plan.of(BatonForced))
    return tuple(sorted(found, key=lambda fact: fact.seq))


def offer(plan: Plan) -> Fact[BatonOffered] | None:
    """Give the offer nobody has answered yet, None where there is none."""
    last = plan.last(BatonOffered)
    if last is None:
        return None
    answered = any(f.body.offer == last.id for f in plan.of(BatonDeclined))
    since = any(f.seq > last.seq for f in handed(plan))
    return None if answered or since else last


BODIES: tuple[type[Body], ...] = (BatonOffered, BatonDeclined, BatonTaken, BatonForced, BatonWished)
