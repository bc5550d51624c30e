"""Who is wished for, named as a guest, and was in the room."""

from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from stafett_tui.domain.event import Act, Body, Sort, Undo


class Presence(StrEnum):
    """How somebody took part, or not."""

    PRESENT = "present"
    VIDEO = "video"
    LATE = "late"
    LEFT = "left"
    REGRETS = "regrets"
    ABSENT = "absent"


IN_THE_ROOM = frozenset({Presence.PRESENT, Presence.VIDEO, Presence.LATE, Presence.LEFT})


class Wished(Body):
    """Somebody the meeting wishes for: a name and a service; nothing is sent, and it gives no access."""

    KIND: ClassVar[str] = "meeting.wished"
    SORT: ClassVar[Sort] = Sort.ADDED
    ACT: ClassVar[Act] = Act.MINUTES
    REFS: ClassVar[tuple[str, ...]] = ("meeting",)

    meeting: str
    name: str = Field(min_length=1)
    title: str = ""
    service: str = ""


class GuestNamed(Body):
    """An interpreter, who needs no service consent but is named."""

    KIND: ClassVar[str] = "meeting.guest_named"
    SORT: ClassVar[Sort] = Sort.ADDED
    ACT: ClassVar[Act] = Act.MINUTES
    REFS: ClassVar[tuple[str, ...]] = ("meeting",)

    meeting: str
    name: str = Field(min_length=1)
    task: str = "interpreter"


class AttendanceMarked(Body):
    """Somebody is there, came late, left, or sent regrets; the newest mark stands."""

    KIND: ClassVar[str] = "attendance.marked"
    SORT: ClassVar[Sort] = Sort.ADDED
    ACT: ClassVar[Act] = Act.MINUTES
    REFS: ClassVar[tuple[str, ...]] = ("meeting",)

    meeting: str
    person: str
    how: Presence
    at: str | None = Field(default=None, pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")
    """Wall time of coming or leaving."""
    substitute: str | None = None
    """Name of whoever came instead, from the same service."""


class NoteTakerNamed(Body):
    """Somebody takes the notes of this meeting; the keyboard changes hands, the baton does not."""

    KIND: ClassVar[str] = "meeting.note_taker"
    SORT: ClassVar[Sort] = Sort.COMMAND
    ACT: ClassVar[Act] = Act.PARTICIPANTS
    UNDO: ClassVar[Undo] = Undo.SKIP
    REFS: ClassVar[tuple[str, ...]] = ("meeting",)

    meeting: str
    person: str | None = None
    """Nobody: the holder writes again."""


BODIES: tuple[type[Body], ...] = (Wished, GuestNamed, AttendanceMarked, NoteTakerNamed)
