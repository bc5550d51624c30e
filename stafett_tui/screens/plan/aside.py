"""The right column of the overview: what is known about the row, the meetings, and who takes part."""

from __future__ import annotations

from datetime import date

from stafett_tui.domain.activity import activities, activity
from stafett_tui.domain.goal import goals
from stafett_tui.domain.lock import next_meeting
from stafett_tui.domain.plan import Plan
from stafett_tui.domain.voice import child_voices
from stafett_tui.i18n import dates
from stafett_tui.i18n.enums import name_of as enum_name
from stafett_tui.i18n.texts import Texts
from stafett_tui.screens.frame.history import activity_lines
from stafett_tui.screens.frame.named import wall
from stafett_tui.screens.plan.overview import ACTIVITY, GOAL, PARKED, people_lines
from stafett_tui.widgets.inks import Line


def aside(plan: Plan, key: str, today: date, t: Texts) -> tuple[Line, ...]:
    """About the row: a goal with its effect over time, an activity with its history; else the people."""
    about: tuple[Line, ...] = ()
    if key.startswith(GOAL):
        about = goal_lines(plan, key.removeprefix(GOAL), today, t)
    elif key.startswith(ACTIVITY):
        following = next_meeting(plan)
        found = activity(plan, key.removeprefix(ACTIVITY), following.on if following else None)
        about = activity_lines(plan, found, today, t) if found else ()
    elif key.startswith(PARKED):
        fact = plan.facts.get(key.removeprefix(PARKED))
        about = (((t.tr("PARKED"), "heading"),), fact.body.text) if fact else ()
    voice = voice_lines(plan, t)
    return tuple(
        line for part in (about, voice, people_lines(plan, today, t)) for line in (*part, *(("",) * bool(part)))
    )


def goal_lines(plan: Plan, goal_id: str, today: date, t: Texts) -> tuple[Line, ...]:
    """A goal whole, when it was set, and the effect of its activities over time."""
    goal = next((g for g in goals(plan) if g.id == goal_id), None)
    if goal is None:
        return ()
    until = t.tr("Set {day}", day=dates.dotted(goal.set_on))
    if goal.target_on is not None:
        until = t.tr("Set {day}, until {last}", day=dates.dotted(goal.set_on), last=dates.dotted(goal.target_on))
    lines: list[Line] = [
        ((t.tr("GOAL {n}  ", n=goal.number), "heading"), (goal.text, "strong")),
        ((f"{until}, {enum_name(t, goal.arena)}", ""),),
    ]
    rated = sorted((e for a in activities(plan) if a.goal == goal.id for e in a.evaluations), key=lambda e: e.at)
    if rated:
        lines.append(((t.tr("Effect over time"), "heading"),))
        lines.extend(f"  {dates.dotted(wall(e.at).date())}  {enum_name(t, e.effect)}" for e in rated[-6:])
    running = [a for a in activities(plan) if a.goal == goal.id and a.overdue(today)]
    lines.extend((("! ", "alarm"), (f"{a.what}", "")) for a in running)
    return tuple(lines)


def voice_lines(plan: Plan, t: Texts) -> tuple[Line, ...]:
    """The child's own words, the last ones."""
    heard = child_voices(plan)
    if not heard:
        return ()
    last = heard[-1]
    day = dates.short(last.body.on or wall(last.at).date())
    return ((((t.tr("The child's voice ({day})", day=day)), "heading"),), f"«{last.body.text}»")
