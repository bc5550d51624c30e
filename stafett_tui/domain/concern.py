"""Why the plan began and who the owner is: concern, initiator and about me."""

from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from stafett_tui.domain.event import Act, Body, Sort
from stafett_tui.domain.log import Revised


class Side(StrEnum):
    """Which side of the child's day an about-me point tells of."""

    SOCIAL = "social"
    EMOTIONAL = "emotional"
    ACADEMIC = "academic"


class Trait(StrEnum):
    """Whether an about-me point is a strength or a challenge."""

    STRENGTH = "strength"
    CHALLENGE = "challenge"


class ConcernWritten(Body):
    """Who took the initiative, and to what wonder or concern."""

    KIND: ClassVar[str] = "concern.written"
    SORT: ClassVar[Sort] = Sort.CREATED
    ACT: ClassVar[Act] = Act.HEAD

    initiator: str = ""
    text: str = Field(min_length=1)


class ConcernRevised(Revised):
    """The concern is worded anew."""

    KIND: ClassVar[str] = "concern.revised"
    ACT: ClassVar[Act] = Act.HEAD
    TARGET: ClassVar[type[Body]] = ConcernWritten
    FIELDS: ClassVar[frozenset[str]] = frozenset({"initiator", "text"})


class AboutMeWritten(Body):
    """One point about the owner: a strength or a challenge, on one side of the day."""

    KIND: ClassVar[str] = "about_me.written"
    SORT: ClassVar[Sort] = Sort.CREATED
    ACT: ClassVar[Act] = Act.HEAD

    side: Side
    trait: Trait
    text: str = Field(min_length=1)


class AboutMeRevised(Revised):
    """A point about the owner is worded anew."""

    KIND: ClassVar[str] = "about_me.revised"
    ACT: ClassVar[Act] = Act.HEAD
    TARGET: ClassVar[type[Body]] = AboutMeWritten
    FIELDS: ClassVar[frozenset[str]] = frozenset({"side", "trait", "text"})


BODIES: tuple[type[Body], ...] = (ConcernWritten, ConcernRevised, AboutMeWritten, AboutMeRevised)
