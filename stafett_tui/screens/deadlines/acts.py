"""What is done with the deadline of the row: done, another date, somebody else."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from stafett_tui.screens.deadlines.looking import Looking
from stafett_tui.screens.frame.asking import Dialogue
from stafett_tui.screens.frame.questions import date_question, pick_question, text_question
from stafett_tui.widgets.page import Sheet

if TYPE_CHECKING:
    from stafett_tui.domain.plan import Plan
    from stafett_tui.services.desk import Desk
    from stafett_tui.services.front import DeadlineLine


class DeadlineActs(Looking):
    """A screen with a row of deadlines."""

    detail: Sheet
    """Where the row is told in full."""
    plan_read: Plan | None = None
    """The plan of the row, once it is read."""
    written_in: str | None = None
    """The plan that was written in last."""

    @property
    def current(self) -> DeadlineLine | None:
        """The deadline on the row."""
        raise NotImplementedError

    def read_plan(self) -> None:
        """Read the plan of the row, for why its date moved."""
        line = self.current
        if line is not None and not self.asking.open:
            self.read(lambda desk: (line, self._history(desk, line)), self._take_history)

    def _history(self, desk: Desk, line: DeadlineLine) -> Plan | None:
        from stafett_tui.domain.errors import StafettError

        try:
            return desk.plans.get(line.plan_id, view="deadlines")
        except StafettError:
            return None

    def _take_history(self, answer: tuple[DeadlineLine, Plan | None]) -> None:
        line, plan = answer
        if plan is None or self.current is None or self.current.activity_id != line.activity_id:
            return
        from stafett_tui.domain.activity import activity
        from stafett_tui.screens.frame.history import activity_lines

        self.plan_read = plan
        found = activity(plan, line.activity_id)
        if found is not None:
            today = self.given.office.clock.today()
            name = self.tr("Plan {number} {who}", number=line.number, who=line.initials)
            self.detail.set_lines((name, *activity_lines(plan, found, today, self.texts)))

    def action_done(self) -> None:
        """It is done."""
        line = self.current
        if line is None:
            return
        from stafett_tui.domain.activity import Ending

        self.written_in = line.plan_id
        self.write(lambda desk: desk.activities.end(line.plan_id, line.activity_id, Ending.DONE),
                   lambda _: self.say(self.tr("Done. {key_undo} undoes it.")))  # fmt: skip

    def action_new_deadline(self) -> None:
        """Another date, with the reason people want to know."""
        if self.current is not None:
            self.converse(self._ask_date(self.current))

    def _ask_date(self, line: DeadlineLine) -> Dialogue:
        today = self.given.office.clock.today()
        due = yield date_question(self.tr("New date:"), self.texts, today, next_meeting=self._next_day())
        reason = yield text_question(self.tr("Why?"), self.texts)
        self.written_in = line.plan_id
        self.write(lambda desk: desk.activities.move(line.plan_id, line.activity_id, due, reason),
                   lambda _: self.say(self.tr("The new date is saved, with its reason.")))  # fmt: skip

    def _next_day(self) -> date | None:
        """The day of the next meeting in the plan of the row, where that is read already."""
        from stafett_tui.domain.lock import next_meeting

        following = next_meeting(self.plan_read) if self.plan_read is not None else None
        return following.on if following else None

    def action_responsible(self) -> None:
        """Somebody else is responsible: read who is in the plan, then ask."""
        line = self.current
        if line is not None:
            self.read(
                lambda desk: desk.plans.get(line.plan_id, view="deadlines"),
                lambda plan: self.converse(self._ask_who(line, plan)),
            )

    def _ask_who(self, line: DeadlineLine, plan: Plan) -> Dialogue:
        from stafett_tui.screens.frame.planacts import people_choices

        choices = people_choices(plan, self.given.office.clock.today(), self.texts)
        who = yield pick_question(
            self.tr("Who?"), choices, hint=self.tr("Two letters find a person. Enter takes the one marked >")
        )
        self.written_in = line.plan_id
        self.write(lambda desk: desk.activities.revise(line.plan_id, line.activity_id, "responsible", who),
                   lambda _: self.say(self.tr("Another person is responsible now.")))  # fmt: skip
