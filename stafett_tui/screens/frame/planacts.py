"""What can be written in a plan from several of its screens: activities, goals, people, meetings."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from stafett_tui.domain.consent import person_covered
from stafett_tui.domain.goal import goals
from stafett_tui.domain.lock import next_meeting, running_meeting
from stafett_tui.domain.people import Relation, Role, participants
from stafett_tui.domain.plan import Plan
from stafett_tui.i18n.enums import name_of as enum_name
from stafett_tui.i18n.texts import Texts
from stafett_tui.screens.frame.asking import Choice, Dialogue, Question
from stafett_tui.screens.frame.goalacts import GoalActs
from stafett_tui.screens.frame.messages import OpenBoard, OpenConflicts, OpenConsent, OpenLookups, OpenMeeting
from stafett_tui.screens.frame.named import person_label
from stafett_tui.screens.frame.questions import (
    date_question,
    moment_question,
    optional_question,
    pick_question,
    text_question,
)
from stafett_tui.screens.frame.wronglog import WrongLog

MEETING_LENGTH = timedelta(minutes=45)
CALLS: Final = "all_present"
"""Who may do this in the minutes may call and begin a meeting as well."""


class PlanActs(WrongLog, GoalActs):
    """A screen of one plan with the acts of all of them."""

    def people_choices(self) -> list[Choice]:
        """Everyone in the plan; those whose service no consent covers say so."""
        return [] if self.plan is None else people_choices(self.plan, self.today, self.texts)

    def who_question(self, hint: str = "") -> Question:
        """Ask who; two letters are enough."""
        return pick_question(self.tr("Who?"), self.people_choices(), hint=hint)

    def action_new_activity(self) -> None:
        """Agree a new activity."""
        self.when_there(lambda: self.converse(self.ask_activity(None)))

    def ask_activity(self, goal: str | None) -> Dialogue:
        """What, who, when and under which goal."""
        plan, t = self.plan, self.texts
        if plan is None:
            return
        what = yield self.watched(text_question(self.tr("New activity: what?"), t, draft="activity"))
        who = yield self.who_question(self.tr("Two letters find a person. Enter takes the one marked >"))
        nearest = "next_meeting"
        due = yield date_question(self.tr("When?"), t, self.today, next_meeting=self.next_day, proposal=nearest)
        choices = [Choice(f"{g.number} {g.text}", g.id) for g in goals(plan)]
        if choices:
            preset = next((index for index, choice in enumerate(choices) if choice.value == goal), 0)
            goal = yield pick_question(self.tr("Under which goal?"), choices, preset=preset)
        self.write(
            lambda desk: desk.activities.plan(self._plan_id, what, responsible=who, due=due, goal=goal),
            lambda changes: self.added(changes.ids[0], self.tr("The activity is saved.")),
        )

    def action_new_participant(self) -> None:
        """Take somebody into the plan."""
        self.when_there(lambda: self.converse(self._ask_participant()))

    def _ask_participant(self) -> Dialogue:
        from stafett_tui.services.plans import NewPerson

        name = yield text_question(self.tr("New participant: name?"), self.texts)
        sorts = [
            Choice(self.tr("somebody of a service"), None),
            *(Choice(enum_name(self.texts, r), r) for r in Relation),
        ]
        relation = yield pick_question(self.tr("Who is {name}?", name=name), sorts)
        service = title = ""
        if relation is None:
            service = yield text_question(self.tr("Service?"), self.texts, hint=self.tr("for example: PPT"))
            title = yield optional_question(self.tr("Title?"), hint=self.tr("Enter: none"))
        role = Role.PROVIDER if relation is None else Role.GUARDIAN
        person = NewPerson(name, role, title, service, relation)
        self.write(
            lambda desk: desk.plans.add_participant(self._plan_id, person),
            lambda changes: self.added(changes.ids[0], self.tr("{name} is in the plan.", name=name)),
        )

    def action_wish(self) -> None:
        """Wish for somebody at the next meeting."""
        self.when_there(self._wish)

    def _wish(self) -> None:
        following = None if self.plan is None else next_meeting(self.plan)
        if following is None:
            self.say(self.tr("No meeting is called. Call one first, with {key_meeting} on the plan."))
        else:
            self.converse(self._ask_wish(following.id))

    def _ask_wish(self, meeting: str) -> Dialogue:
        hint = self.tr("Nothing is sent, and a wish gives no access")
        name = yield text_question(self.tr("Wished for at the next meeting: name?"), self.texts, hint=hint)
        title = yield optional_question(self.tr("Title?"), hint=self.tr("Enter: none"))
        service = yield text_question(self.tr("Service?"), self.texts, hint=self.tr("for example: PPT"))
        self.write(
            lambda desk: desk.attendance.wish(self._plan_id, meeting, name, title, service),
            lambda _: self.say(self.tr("{name} is wished for at the next meeting.", name=name)),
        )

    # ---- where one goes from here

    def action_meeting(self) -> None:
        """Open the meeting that runs or comes next, or call one."""
        self.when_there(self._open_or_call)

    def _open_or_call(self) -> None:
        plan = self.plan
        if plan is None:
            return
        if running_meeting(plan) is None and next_meeting(plan) is None:
            if not self.bars(CALLS):
                self.converse(self._call_meeting())
        else:
            self.post_message(OpenMeeting(self._plan_id))

    def _call_meeting(self) -> Dialogue:
        starts = yield moment_question(self.tr("No meeting is called. When?"), self.texts, self.today)
        place = yield optional_question(self.tr("Where?"), hint=self.tr("Enter: the place is not known yet"))
        self.write(
            lambda desk: desk.meetings.call(self._plan_id, starts, starts + MEETING_LENGTH, place=place),
            lambda changes: self.added(changes.ids[0], self.tr("The meeting is called. {key_meeting} opens it.")),
        )

    def action_board(self) -> None:
        """Open the goals and activities."""
        self.post_message(OpenBoard(self._plan_id))

    def action_lookups(self) -> None:
        """Open who has looked into the plan."""
        self.post_message(OpenLookups(self._plan_id))

    def action_consent(self) -> None:
        """Open the consents."""
        self.post_message(OpenConsent(self._plan_id))

    def action_conflicts(self) -> None:
        """Open what has two versions."""
        self.post_message(OpenConflicts(self._plan_id))


def people_choices(plan: Plan, today: date, t: Texts) -> list[Choice]:
    """Everyone in the plan; those whose service no consent covers say so."""
    found = []
    for someone in participants(plan):
        words = person_label(someone, t)
        if not person_covered(plan, someone.person, today):
            words = f"{words} {t.tr('STOP: no consent')}"
        found.append(Choice(words, someone.person))
    return found
