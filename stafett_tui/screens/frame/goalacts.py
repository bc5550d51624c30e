"""Goals as they are written from several screens of a plan: a new one, other words, another target date."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from stafett_tui.domain.goal import Arena, Goal, goals
from stafett_tui.i18n.enums import name_of as enum_name
from stafett_tui.screens.frame.asking import Choice, Dialogue
from stafett_tui.screens.frame.days import day_question
from stafett_tui.screens.frame.ofplan import OfPlan
from stafett_tui.screens.frame.questions import pick_question, text_question

if TYPE_CHECKING:
    from stafett_tui.domain.changes import Changes
    from stafett_tui.services.desk import Desk


class GoalActs(OfPlan):
    """A screen of one plan where goals are written."""

    def added(self, thing: str, words: str) -> None:
        """Say that something new is saved; a screen may stand on it."""
        del thing
        self.say(words)

    def action_new_goal(self) -> None:
        """Set a new goal."""
        self.when_there(lambda: self.converse(self._ask_goal()))

    def _ask_goal(self) -> Dialogue:
        hint = self.tr("Say what is to be seen, for example: You read one page aloud")
        text = yield self.watched(text_question(self.tr("New goal:"), self.texts, draft="goal", hint=hint))
        arenas = [Choice(enum_name(self.texts, arena), arena) for arena in Arena]
        arena = yield pick_question(self.tr("Where is it to be seen?"), arenas)
        prompt = self.tr("Target date?")
        target = yield day_question(prompt, self.texts, self.today, next_meeting=self.next_day)
        self.write(
            lambda desk: desk.plans.set_goal(self._plan_id, arena, text, target),
            lambda changes: self.added(changes.ids[0], self.tr("The goal is saved.")),
        )

    @property
    def goal_here(self) -> str | None:
        """The goal where the cursor stands, or that of the activity there."""
        return None

    def action_change_goal(self) -> None:
        """Word a goal anew, or give it another target date."""
        self.when_there(self._change_goal)

    def _change_goal(self) -> None:
        if self.plan is not None and goals(self.plan):
            self.converse(self._ask_change())
        else:
            self.say(self.tr("No goals yet. Press {key_new_goal} to write the first one."))

    def _ask_change(self) -> Dialogue:
        plan, t = self.plan, self.texts
        known = () if plan is None else goals(plan)
        goal = next((each for each in known if each.id == self.goal_here), known[0])
        if len(known) > 1:
            choices = [Choice(f"{each.number} {each.text}", each) for each in known]
            goal = yield pick_question(self.tr("Which goal?"), choices, preset=known.index(goal))
        text = yield self.watched(text_question(self.tr("Goal {n}:", n=goal.number), t, text=goal.text))
        target = yield day_question(
            self.tr("Target date?"), t, self.today, known=goal.target_on, next_meeting=self.next_day
        )
        if (text, target) == (goal.text, goal.target_on):
            self.say(self.tr("Nothing is changed."))
            return
        self.write(partial(_changed, plan_id=self._plan_id, goal=goal, text=text, target=target),
                   lambda _: self.say(self.tr("The goal is saved.")))  # fmt: skip


def _changed(desk: Desk, *, plan_id: str, goal: Goal, text: str, target: date | None) -> Changes:
    """Write what is another: words, target date, or both in one act."""
    if target == goal.target_on:
        return desk.plans.reword_goal(plan_id, goal.id, text)
    return desk.plans.retarget_goal(plan_id, goal.id, target, None if text == goal.text else text)
