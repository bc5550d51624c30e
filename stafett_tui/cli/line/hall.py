"""What every part of a meeting in line mode shares: the plan, the meeting, the services, the conversation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from stafett_tui.capture.dates import Ask, NextMeeting, Understood, parse_date
from stafett_tui.capture.line import Composition
from stafett_tui.cli.line.conversation import Conversation
from stafett_tui.cli.line.dayoff import day_off
from stafett_tui.domain.deadlines import NEXT_MEETING
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.lock import meeting, next_meeting
from stafett_tui.domain.meeting import Meeting
from stafett_tui.domain.names import name_of
from stafett_tui.domain.people import opening
from stafett_tui.domain.plan import Plan
from stafett_tui.i18n import dates
from stafett_tui.services.desk import Desk

LINE: str = "line"
"""The field whose unfinished text is kept as a draft."""


@dataclass
class Hall:
    """One meeting being held in line mode."""

    desk: Desk
    plan_id: str
    meeting_id: str
    talk: Conversation
    writing: Composition | None = None
    """The line whose questions are being asked."""

    @property
    def plan(self) -> Plan:
        """The plan as it stands now."""
        return self.desk.plans.get(self.plan_id)

    @property
    def meeting(self) -> Meeting:
        """The meeting as it stands now."""
        found = meeting(self.plan, self.meeting_id)
        if found is None:
            raise StafettError(ErrorKind.MEETING_UNKNOWN)
        return found

    @property
    def today(self) -> date:
        """Today in Oslo."""
        return self.desk.clock.today()

    @property
    def next_on(self) -> date | None:
        """The day of the next meeting, where it is set."""
        found = next_meeting(self.plan, self.meeting_id)
        return None if found is None else found.on

    def name(self, person: str | None) -> str:
        """A person's name, `?` for nobody."""
        return name_of(self.plan, person) or "?"

    def language(self) -> str:
        """The language that words are written in."""
        found = opening(self.plan)
        return "nb" if found is None or found.language == "en" else found.language

    def due(self, stored: str | None) -> str:
        """A deadline in words."""
        return dates.due_long(stored, self.talk.texts)

    def day(self, day: date) -> str:
        """A day in words."""
        return dates.long(day, self.talk.texts.language)

    def moment(self, moment: datetime) -> str:
        """A day and time in words."""
        return dates.long_time(moment, self.talk.texts.language)

    def day_off(self, day: date) -> str:
        """A warning where the day is a Saturday, a Sunday or a holiday; else empty."""
        return day_off(day, self.talk.texts)

    def mind(self, day: date) -> None:
        """Say the warning of a day off."""
        if told := self.day_off(day):
            self.talk.say(told)

    def understand(self, phrase: str) -> str | None:
        """A date phrase as a deadline; what is not understood is asked about in words, and answers None."""
        result = parse_date(phrase, today=self.today, next_meeting=self.next_on, lang=self.language())
        if isinstance(result, Understood):
            self.mind(result.on)
            return result.iso
        if isinstance(result, NextMeeting):
            return NEXT_MEETING
        self.ask_back(result)
        return None

    def ask_back(self, result: Ask) -> None:
        """Say which days may have been meant."""
        tr = self.talk.tr
        if not result.dates:
            self.talk.say(tr("This day was not understood. Write for example 15.12 or Friday."))
            return
        offered = [self.moment(d) if isinstance(d, datetime) else self.day(d) for d in result.dates]
        self.talk.say(tr("Which day is meant?"), *offered)
