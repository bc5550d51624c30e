"""The base of every screen of one plan: reads it, names it, and lets early keys wait until it is there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from textual import events

from stafett_tui.documents.family_choice import touched_words
from stafett_tui.domain.lock import next_meeting
from stafett_tui.domain.plan import Plan
from stafett_tui.domain.unread import unread
from stafett_tui.screens.frame.asking import Question, Understood
from stafett_tui.screens.frame.drafting import Drafting
from stafett_tui.screens.frame.given import Given
from stafett_tui.screens.frame.messages import Back
from stafett_tui.screens.frame.named import clock_words, plan_title
from stafett_tui.services.conflicts import two_versions
from stafett_tui.services.permitted import TRIED

if TYPE_CHECKING:
    from stafett_tui.services.desk import Desk


class OfPlan(Drafting):
    """A screen of one plan."""

    def __init__(self, given: Given, plan_id: str) -> None:
        """Open this plan."""
        super().__init__(given)
        self._plan_id = plan_id
        self.plan: Plan | None = None
        self._early: list[Callable[[], object]] = []
        self._leaving = {key for each in given.actions if each.id in {"back", "quit"} for key in each.keys}

    # ---- the plan

    @property
    def plan_id(self) -> str:
        """This plan."""
        return self._plan_id

    @property
    def today(self) -> date:
        """The day in Oslo."""
        return self.given.office.clock.today()

    @property
    def place(self) -> str:
        """Which screen of the plan this is, for the head line."""
        return ""

    @property
    def title_line(self) -> str:
        """Number, initials, age and the screen."""
        name = self.tr("Plan") if self.plan is None else plan_title(self.plan, self.today, self.texts)
        return f"{name}   {self.place}" if self.place else name

    @property
    def disputed(self) -> bool:
        """Whether something in the plan has two versions."""
        return self.plan is not None and bool(two_versions(self.plan))

    def on_mount(self) -> None:
        """Read the plan."""
        self.reload()

    def reload(self) -> None:
        """Read the plan again, and what is mine to do in it."""

        def look(desk: Desk) -> tuple[Plan, frozenset[str]]:
            return desk.plans.get(self._plan_id, view=self.SCREEN), desk.permitted.barred(self._plan_id)

        def take(found: tuple[Plan, frozenset[str]]) -> None:
            plan, barred = found
            self.bar(barred)
            self._take(plan)

        self.read(look, take)

    def bars(self, action_id: str) -> bool:
        """A key for what may be somebody else's waits until that is known."""
        if self.plan is not None or action_id not in TRIED:
            return super().bars(action_id)
        self._early.append(partial(self._run_if_mine, action_id))
        return True

    def _run_if_mine(self, action_id: str) -> None:
        if not self.bars(action_id):
            self.call_later(self.run_action, action_id)

    def bar(self, barred: frozenset[str]) -> None:
        """From now these acts are not this person's: the footer and the commands leave them out."""
        if barred != self.barred:
            self.barred = barred
            if not self.asking.open:
                self.foot.show(self.foot_hints())

    def _take(self, plan: Plan) -> None:
        first = self.plan is None
        self.plan, self.unread = plan, unread(plan)
        self.show(plan, first=first)
        self.show_head()
        if first:
            self._tell_clock(plan)
            self._do_early()

    def _tell_clock(self, plan: Plan) -> None:
        """Say that the clock of the machine is behind; it never stops writing (architecture §3)."""
        if told := clock_words(plan, self.given.office.clock.now(), self.texts):
            self.say((("! ", "alarm"), (told, "")))

    def show(self, plan: Plan, *, first: bool) -> None:
        """Show the plan as it stands now."""
        raise NotImplementedError

    async def _on_key(self, event: events.Key) -> None:
        """A key typed before the plan is there waits for it."""
        if self.plan is None and event.key not in self._leaving:
            self._early.append(partial(self.app.post_message, events.Key(event.key, event.character)))
            event.stop()
            event.prevent_default()

    def when_there(self, act: Callable[[], object]) -> None:
        """Do this now, or as soon as the plan is there."""
        if self.plan is None:
            self._early.append(act)
        else:
            act()

    def without_reason(self) -> None:
        """Nothing of the plan is shown without a reason: go back to where one came from."""
        if self.plan is None:
            self.post_message(Back())

    def _do_early(self) -> None:
        early, self._early = self._early, []
        for act in early:
            act()

    def watched(self, question: Question) -> Question:
        """The question with a word, before Enter, on what the family keeps out; it takes every answer (C-12)."""

        def understand(written: str) -> Understood:
            found = question.understand(written)
            told = "" if self.plan is None else touched_words(self.plan, written, self.texts)
            return replace(found, echo=(("! ", "alarm"), (told, ""))) if told else found

        return replace(question, understand=understand)

    @property
    def next_day(self) -> date | None:
        """The day of the next meeting, where one is called."""
        following = next_meeting(self.plan) if self.plan is not None else None
        return None if following is None else following.on
