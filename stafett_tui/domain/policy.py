"""What differs between municipalities, with safe defaults; kept by hash, never applied backwards."""

import hashlib
from enum import StrEnum
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from stafett_tui.domain.event import canonical

WarnDays = Annotated[tuple[Annotated[int, Field(ge=1, le=365)], ...], Field(min_length=1)]


class LegalBasis(StrEnum):
    """What the municipality builds the processing of the data on (C-13)."""

    PUBLIC_TASK = "public_task"
    """A task in the public interest; the consent then lifts the duty of confidentiality only."""
    CONSENT = "consent"
    """The processing itself needs a consent of its own, too."""


class ArchivePoint(StrEnum):
    """When a plan is archived (A-01)."""

    EACH_MEETING = "each_meeting"
    END = "end"


class LeapBirthday(StrEnum):
    """The day on which somebody born on 29 February has a birthday in other years."""

    FIRST_OF_MARCH = "march_1"
    LAST_OF_FEBRUARY = "february_28"


class ActivityWord(StrEnum):
    """What people call the unit of work."""

    TILTAK = "tiltak"
    AKTIVITET = "aktivitet"


class Policy(BaseModel):
    """Municipal settings that rules read; a value outside its limits is refused with the name of its field."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)

    consent_years: int = Field(default=2, ge=1, le=5)
    """Default length of a consent (C-08)."""
    consent_warn_days: WarnDays = (60, 30, 7)
    """How many days ahead the end of a consent is told (C-08)."""
    youth_age: int = Field(default=16, ge=12, le=18)
    """From this birthday the youth's own consent is needed (C-02, C-04)."""
    adult_age: int = Field(default=18, ge=16, le=18)
    """From this birthday the owner consents alone (C-02)."""
    guardians_beside_youth: bool = True
    """Whether those with parental responsibility consent together with the youth (C-02)."""
    youth_grace_days: int = Field(default=30, ge=0, le=180)
    """How long after the birthday the old consent is enough for new sharing (C-04)."""
    leap_birthday: LeapBirthday = LeapBirthday.FIRST_OF_MARCH
    legal_basis: LegalBasis = LegalBasis.PUBLIC_TASK
    lowest_level: int = Field(default=1, ge=1, le=3)
    """The level at which a plan may be opened."""
    joint_meeting_days: int = Field(default=14, ge=1, le=60)
    """Within how many days the services meet when help from others is needed (two-week rule)."""
    unlock_minutes: int = Field(default=5, ge=0, le=120)
    """How long the locker may unlock again."""
    each_service_an_activity: bool = True
    """Whether the lock asks for an activity from every service."""
    meeting_interval_days: int = Field(default=28, ge=1, le=365)
    """From one meeting to the next where nothing better is known."""
    minutes_in_log: bool = True
    """Whether the log itself is the minutes, and no separate message is sent."""
    archive_point: ArchivePoint = ArchivePoint.END
    activity_word: ActivityWord = ActivityWord.TILTAK
    help_numbers: bool = False
    """Whether help numbers (month + 40) are taken in production (N-04)."""
    lock_minutes: int = Field(default=5, ge=1, le=60)
    """After how many idle minutes the screen locks (S-05)."""
    purge_days: int = Field(default=30, ge=1, le=365)
    """After how many unused days a local copy that the server has goes (D-07)."""
    backup_reminder_days: int = Field(default=7, ge=1, le=90)
    """After how many days without a copy the only copy is spoken of."""

    @model_validator(mode="after")
    def _youth_before_adult(self) -> Self:
        if self.youth_age > self.adult_age:
            msg = "youth_age <= adult_age"
            raise ValueError(msg)
        return self

    def fingerprint(self) -> str:
        """Give the hash that events are stamped with."""
        return hashlib.sha256(canonical(self.model_dump(mode="json"))).hexdigest()[:16]
