"""The sections of a plan, as a family chooses among them when a plan is opened again (C-11)."""

from collections.abc import Mapping
from enum import StrEnum

from stafett_tui.domain import (
    activity,
    attendance,
    concern,
    conducting,
    evaluation,
    goal,
    lock,
    meeting,
    minutes,
    voice,
)
from stafett_tui.domain.event import Body


class Section(StrEnum):
    """One part of a plan that is shown again, or not."""

    CONCERN = "concern"
    ABOUT_ME = "about_me"
    VOICE = "voice"
    GOALS = "goals"
    MINUTES = "minutes"


_MEETING = (*meeting.BODIES, *conducting.BODIES, *minutes.BODIES, *lock.BODIES, *attendance.BODIES)

SECTION_OF: Mapping[type[Body], Section] = {
    **dict.fromkeys((concern.ConcernWritten, concern.ConcernRevised), Section.CONCERN),
    **dict.fromkeys((concern.AboutMeWritten, concern.AboutMeRevised), Section.ABOUT_ME),
    **dict.fromkeys(voice.BODIES, Section.VOICE),
    **dict.fromkeys((*goal.BODIES, *activity.BODIES, *evaluation.BODIES), Section.GOALS),
    **{body: Section.MINUTES for body in _MEETING if body not in {meeting.LevelKept, meeting.LevelChanged}},
}
"""Which section a kind of event belongs to; the head, people, consents and the life of the plan are in none."""
