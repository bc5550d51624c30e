"""The base of every screen of one plan: reads it, names it, and lets early keys wait until it is there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from stafett_tui.documents.family_choice import touched_words
from stafett_tui.domain.lock import next_meeting
from stafett_tui.domain.plan import Plan
from stafett_tui.domain.unread import unread
from stafett_tui.domain.versions import two_versions
from stafett_tui.screens.frame.asking import Question, Understood
from stafett_tui.screens.frame.early import Early
from stafett_tui.screens.frame.given import Given
from stafett_tui.screens.frame.messages import Back
from stafett_tui.screens.frame.named import clock_words, plan_title

if TYPE_CHECKING:
    from stafett_tui.services.desk import Desk
    from stafett_tui.widgets.inks import Line


class OfPlan(Early):
    """A screen of one plan."""

    def __init__(self, given: Given, plan_id: str) -> None:
        """Open this plan."""
        super().__init__(given)
        self._plan_id = plan_id

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

    def _take(self, plan: Plan) -> None:
        first, parted = self.plan is None, self.disputed
        self.plan, self.unread = plan, unread(plan)
        self.show(plan, first=first)
        self.show_head()
        told = self.tr("Somebody else changed the same thing: it stands in two versions.")
        alarm: Line = (("! ", "alarm"), (told, ""))
        if self.disputed and not parted and not first:
            self.say(alarm)
        elif parted and not self.disputed and self.word.lines == (alarm,):
            self.say(self.tr("It is chosen which version stands."))
        if first:
            self._tell_clock(plan)
            self.do_early()

    def _tell_clock(self, plan: Plan) -> None:
        """Say that the clock of the machine is behind; it never stops writing (architecture §3)."""
        if told := clock_words(plan, self.given.office.clock.now(), self.texts):
            self.say((("! ", "alarm"), (told, "")))

    def show(self, plan: Plan, *, first: bool) -> None:
        """Show the plan as it stands now."""
        raise NotImplementedError

    def without_reason(self) -> None:
        """Nothing of the plan is shown without a reason: go back to where one came from."""
        if self.plan is None:
            self.post_message(Back())

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
