"""Item 6: the goals with what runs under them; the row in focus is the goal of the next activity."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from stafett_tui.domain.goal import Arena, Goal
from stafett_tui.i18n import dates
from stafett_tui.i18n.enums import named
from stafett_tui.screens.meeting.deeds import Deed, Doing, Fill, Form, Panel, Slot, Tell
from stafett_tui.screens.meeting.now import ADD, Now
from stafett_tui.widgets.columns import Column
from stafett_tui.widgets.inks import Line
from stafett_tui.widgets.rows import Row

_ARENAS: Final = {
    "h": Arena.HOME, "b": Arena.KINDERGARTEN, "k": Arena.KINDERGARTEN, "s": Arena.SCHOOL, "f": Arena.LEISURE,
    "l": Arena.LEISURE, "a": Arena.OTHER, "o": Arena.OTHER,
}  # fmt: skip


_COLUMNS: Final = (
    Column("", 2), Column("", flex=1, least=20), Column("", 9, least=6, right=True, drop=1),
    Column("", 16, least=10, drop=2),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class GoalsPane:
    """The goals, each with its activities in numbers."""

    panel: Panel = "goals"
    mark_width: int = 2

    def columns(self, now: Now) -> tuple[Column, ...]:
        """Its columns."""
        del now
        return _COLUMNS

    def title(self, now: Now) -> Line:
        """How many goals there are, and what was agreed today."""
        new = sum(a.meeting == now.meeting for a in now.view.activities.values())
        goals = now.texts.trn("GOALS  {n}", "GOALS  {n}", len(now.view.goals), n=len(now.view.goals))
        return goals + "   " + now.texts.trn("{n} new activity today", "{n} new activities today", new, n=new)

    def rows(self, now: Now) -> list[Row]:
        """One row a goal, and one to set another."""
        rows = [_row(now, goal) for goal in now.view.goals]
        return [*rows, Row(ADD, ("", now.texts.tr("New goal"), "", ""), mark=ADD, ink="quiet")]

    def keys(self, now: Now) -> str:
        """The list's own keys."""
        return now.texts.tr(
            "+ new activity under the goal in focus   Tab: word the goal anew   {key_change_pane}: write"
        )

    def press(self, now: Now, key: str, row: str) -> Doing | None:
        """Word a goal anew, or set one."""
        if key not in {"enter", "tab"}:
            return None
        if row == ADD:
            return Fill(new_goal_form(now))
        goal = next((g for g in now.view.goals if g.id == row), None)
        if goal is None:
            return None
        return Fill(goal_form(now, goal)) if key == "tab" else Tell(goal.text)


def goal_form(now: Now, goal: Goal) -> Form:
    """The words of a goal."""
    texts, plan_id = now.texts, now.plan_id

    def finish(form: Form) -> Doing:
        text = form.value("text")
        if not text or text == goal.text:
            return Tell(texts.tr("The goal stands as it was."))
        return Deed(lambda desk: desk.plans.reword_goal(plan_id, goal.id, text), texts.tr("The goal is saved."))

    slots = (Slot("text", texts.tr("goal"), text=goal.text),)
    return Form("goal", goal.id, texts.tr("Goal {n}", n=goal.number), slots, finish, lambda _: _saves(now))


def new_goal_form(now: Now) -> Form:
    """A new goal, its arena and its date."""
    from stafett_tui.screens.meeting import dueword

    texts, plan_id, thing = now.texts, now.plan_id, now.meeting

    def finish(form: Form) -> Doing:
        text, arena = form.value("text"), _ARENAS.get(form.value("arena")[:1].casefold() or "o", Arena.OTHER)
        if not text:
            return Tell(texts.tr("Write the goal first."))
        on = None
        if form.value("on"):
            said = dueword.understand(form.value("on"), now)
            if said.due is None or said.due == "next_meeting":
                return Tell(((said.words, "alarm"),))
            on = date.fromisoformat(said.due[:10])
        return Deed(lambda desk: desk.plans.set_goal(plan_id, arena, text, on, thing), texts.tr("The goal is saved."))

    def echo(form: Form) -> Line:
        if form.slot.name == "on" and form.value("on"):
            return dueword.understand(form.value("on"), now).words
        if form.slot.name == "arena":
            arena = _ARENAS.get(form.value("arena")[:1].casefold() or "o", Arena.OTHER)
            return named(texts, "Arena", arena.value)
        return _saves(now)

    slots = (Slot("text", texts.tr("goal")), Slot("arena", texts.tr("where (h home, k kindergarten, s school)")),
             Slot("on", texts.tr("by when")))  # fmt: skip
    return Form("new_goal", "", texts.tr("New goal"), slots, finish, echo)


def _saves(now: Now) -> str:
    return now.texts.tr("Enter saves. Tab: next field.")


def _row(now: Now, goal: Goal) -> Row:
    under = [a for a in now.view.activities.values() if a.goal == goal.id and a.open]
    running = now.texts.trn("{n} runs", "{n} run", len(under), n=len(under))
    by = "" if goal.target_on is None else now.texts.tr("by {due}", due=dates.dotted(goal.target_on))
    return Row(goal.id, (str(goal.number), goal.text, running, by))
