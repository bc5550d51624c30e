"""What is done with the activity of the row, between meetings."""

from __future__ import annotations

from collections.abc import Callable

from stafett_tui.domain.activity import Activity, Ending
from stafett_tui.screens.frame.asking import Dialogue
from stafett_tui.screens.frame.days import day_question
from stafett_tui.screens.frame.planacts import PlanActs
from stafett_tui.screens.frame.questions import date_question, text_question


class BoardActs(PlanActs):
    """A screen with a row of activities."""

    stand_on: str | None = None
    """The row to stand on when the plan is shown the next time."""

    @property
    def current(self) -> Activity | None:
        """The activity on the row, as it stands."""
        raise NotImplementedError

    def on_current(self, act: Callable[[Activity], None]) -> None:
        """Do this with the activity of the row, as soon as the plan is there."""
        self.when_there(lambda: act(self.current) if self.current is not None else None)

    def action_done(self) -> None:
        """It is done."""
        self.on_current(self._end)

    def _end(self, found: Activity) -> None:
        self.write(lambda desk: desk.activities.end(self._plan_id, found.id, Ending.DONE),
                   lambda _: self.say(self.tr("Done. {key_undo} undoes it.")))  # fmt: skip

    def action_new_deadline(self) -> None:
        """Another date, with the reason people want to know."""
        self.on_current(lambda found: self.converse(self._ask_date(found)))

    def _ask_date(self, found: Activity) -> Dialogue:
        due = yield date_question(self.tr("New date:"), self.texts, self.today, next_meeting=self.next_day)
        reason = yield self.watched(text_question(self.tr("Why?"), self.texts, draft="reason"))
        self.write(lambda desk: desk.activities.move(self._plan_id, found.id, due, reason),
                   lambda _: self.say(self.tr("The new date is saved, with its reason.")))  # fmt: skip

    def action_comment(self) -> None:
        """A comment."""
        self.on_current(lambda found: self.converse(self._ask_comment(found)))

    def _ask_comment(self, found: Activity) -> Dialogue:
        text = yield self.watched(text_question(self.tr("Comment:"), self.texts, draft=f"comment-{found.id}"))
        self.write(lambda desk: desk.activities.comment(self._plan_id, found.id, text),
                   lambda _: self.say(self.tr("The comment is saved.")))  # fmt: skip

    def action_review_date(self) -> None:
        """The day on which it is to be evaluated, another one, or none."""
        self.on_current(lambda found: self.converse(self._ask_review(found)))

    def _ask_review(self, found: Activity) -> Dialogue:
        prompt = self.tr("To be evaluated when?")
        day = yield day_question(prompt, self.texts, self.today, known=found.review_on, next_meeting=self.next_day)
        if day == found.review_on:
            self.say(self.tr("Nothing is changed."))
            return
        value = None if day is None else day.isoformat()
        self.write(lambda desk: desk.activities.revise(self._plan_id, found.id, "review_on", value),
                   lambda _: self.say(self.tr("The evaluation date is saved.")))  # fmt: skip

    @property
    def goal_here(self) -> str | None:
        """The goal of the activity on the row."""
        return None if self.current is None else self.current.goal

    def action_responsible(self) -> None:
        """Somebody else is responsible."""
        self.on_current(lambda found: self.converse(self._ask_who(found)))

    def _ask_who(self, found: Activity) -> Dialogue:
        who = yield self.who_question(self.tr("Two letters find a person. Enter takes the one marked >"))
        self.write(lambda desk: desk.activities.revise(self._plan_id, found.id, "responsible", who),
                   lambda _: self.say(self.tr("Another person is responsible now.")))  # fmt: skip

    def action_new_activity(self) -> None:
        """A new activity, under the goal of the row where nothing else is said."""
        self.when_there(lambda: self.converse(self.ask_activity(self.current.goal if self.current else None)))

    def added(self, thing: str, words: str) -> None:
        """Stand on what is new."""
        super().added(thing, words)
        self.stand_on = thing
