"""What the child, or somebody else, said in own words; who asked, how and when (C-14)."""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from stafett_tui.domain.event import Act, Body, Sort
from stafett_tui.domain.log import Revised
from stafett_tui.domain.plan import Fact, Plan


class Speaker(StrEnum):
    """Whose words they are."""

    CHILD = "child"
    MOTHER = "mother"
    FATHER = "father"


class VoiceHeard(Body):
    """Somebody's own words, the child's where nothing else is said."""

    KIND: ClassVar[str] = "voice.heard"
    SORT: ClassVar[Sort] = Sort.CREATED
    ACT: ClassVar[Act] = Act.VOICE
    REFS: ClassVar[tuple[str, ...]] = ("meeting",)

    speaker: Speaker = Speaker.CHILD
    text: str = Field(min_length=1)
    asked_by: str | None = None
    how: str | None = None
    on: date | None = None
    meeting: str | None = None
    item: str | None = None


class VoiceRevised(Revised):
    """Somebody's words, or who asked, how and when, are put right."""

    KIND: ClassVar[str] = "voice.revised"
    ACT: ClassVar[Act] = Act.VOICE
    TARGET: ClassVar[type[Body]] = VoiceHeard
    FIELDS: ClassVar[frozenset[str]] = frozenset({"text", "speaker", "asked_by", "how", "on"})


class VoiceNotAsked(Body):
    """Why the child was not asked before this meeting (C-14)."""

    KIND: ClassVar[str] = "voice.not_asked"
    SORT: ClassVar[Sort] = Sort.ADDED
    ACT: ClassVar[Act] = Act.VOICE
    REFS: ClassVar[tuple[str, ...]] = ("meeting",)

    meeting: str
    reason: str = Field(min_length=1)


def child_voices(plan: Plan) -> tuple[Fact[VoiceHeard], ...]:
    """Give the child's own words, oldest first."""
    return tuple(f for f in plan.of(VoiceHeard) if f.body.speaker is Speaker.CHILD)


def heard_in(plan: Plan, meeting: str) -> bool:
    """Tell whether the child's voice stands in the meeting, or why not (C-14)."""
    return any(f.body.meeting == meeting for f in child_voices(plan)) or any(
        f.body.meeting == meeting for f in plan.of(VoiceNotAsked)
    )


BODIES: tuple[type[Body], ...] = (VoiceHeard, VoiceRevised, VoiceNotAsked)
