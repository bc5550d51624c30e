"""The board as text: a list by goal, or columns by where an activity stands; the plan in, rows out."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from enum import StrEnum

from stafett_tui.domain.activity import Activity, activities
from stafett_tui.domain.evaluation import Effect
from stafett_tui.domain.goal import Goal, goals
from stafett_tui.domain.lock import next_meeting
from stafett_tui.domain.plan import Plan
from stafett_tui.domain.versions import two_versions
from stafett_tui.i18n.enums import name_of as enum_name
from stafett_tui.i18n.texts import N_, Texts
from stafett_tui.screens.frame.matching import holds
from stafett_tui.screens.frame.named import due_with_year, person_with_service
from stafett_tui.widgets.columns import Column
from stafett_tui.widgets.inks import Ink
from stafett_tui.widgets.rows import Row, heading


class Lane(StrEnum):
    """A column of the board."""

    PLANNED = "planned"
    UNDER_WAY = "under_way"
    TO_EVALUATE = "to_evaluate"
    ENDED = "ended"


LANE_TITLES = {
    Lane.PLANNED: N_("PLANNED"),
    Lane.UNDER_WAY: N_("UNDER WAY"),
    Lane.TO_EVALUATE: N_("TO EVALUATE"),
    Lane.ENDED: N_("ENDED"),
}
ENDED_SHOWN = 20


def board_columns(t: Texts) -> tuple[Column, ...]:
    """The columns of the list."""
    return (
        Column(t.tr("Activity"), flex=1, least=20),
        Column(t.tr("responsible"), width=15, least=12),
        Column(t.tr("deadline"), width=10),
        Column(t.tr("status"), width=14, drop=1),
    )


def all_activities(plan: Plan) -> tuple[Activity, ...]:
    """Every activity, with *next meeting* as the day it is called for."""
    following = next_meeting(plan)
    return activities(plan, following.on if following else None)


def sought(found: Iterable[Activity], text: str) -> list[Activity]:
    """The activities that hold the text, in what, who or helpers."""
    if not text.strip():
        return list(found)
    return [a for a in found if holds(text, " ".join((a.what, a.responsible_name, a.service, *a.helper_names)))]


def list_rows(plan: Plan, today: date, t: Texts, text: str = "") -> tuple[Row, ...]:
    """The list: open ones by goal, those without a goal, then what has ended."""
    found, parted = sought(all_activities(plan), text), {each.thing for each in two_versions(plan)}
    rows: list[Row] = []
    for goal in goals(plan):
        mine = [a for a in found if a.goal == goal.id and a.open]
        rows.append(goal_heading(goal, found, t))
        rows.extend(list_row(a, today, t, parted) for a in mine)
    loose = [a for a in found if a.goal is None and a.open]
    if loose:
        rows.append(heading(t.tr("WITHOUT A GOAL")))
        rows.extend(list_row(a, today, t, parted) for a in loose)
    ended = [a for a in found if not a.open]
    if ended:
        rows.append(heading(t.tr("ENDED")))
        rows.extend(list_row(a, today, t, parted) for a in ended[-ENDED_SHOWN:])
    return tuple(rows)


def goal_heading(goal: Goal, found: Iterable[Activity], t: Texts) -> Row:
    """A goal with the newest effect of its activities."""
    rated = max((a.evaluations[-1] for a in found if a.goal == goal.id and a.evaluations), key=lambda e: e.at,
                default=None)  # fmt: skip
    effect = enum_name(t, rated.effect) if rated else t.tr("new")
    return heading(t.tr("GOAL {n}  {text}", n=goal.number, text=goal.text), effect)


def list_row(a: Activity, today: date, t: Texts, parted: Collection[str] = ()) -> Row:
    """One activity; `!` overdue or among those that stand in two versions, `?` person or date missing."""
    who = person_with_service(a.responsible_name, a.service) or t.tr("NOBODY")
    late = a.overdue(today)
    day = due_with_year(a.due, today, t) if a.open else ""
    if late and a.due_on is not None:
        day = f"{day} -{(today - a.due_on).days}"
    two = a.id in parted
    state, mark = (t.tr("two versions"), "!") if two else (state_words(a, t), mark_of(a, today))
    return Row(a.id, (a.what, who, day, state), mark, "alarm" if late or two else "")


def mark_of(a: Activity, today: date) -> str:
    """The sign in front of an activity."""
    if a.overdue(today):
        return "!"
    return "?" if a.open and (a.responsible is None or a.due is None) else ""


def state_words(a: Activity, t: Texts) -> str:
    """Where it stands: the last effect while it runs, else how it ended."""
    if a.open and a.evaluations:
        return enum_name(t, a.evaluations[-1].effect)
    return enum_name(t, a.state)


def lane_of(a: Activity, today: date, meeting_on: date | None) -> Lane:
    """The column of an activity."""
    if not a.open:
        return Lane.ENDED
    if a.due_on is not None and a.due_on <= (meeting_on or today):
        return Lane.TO_EVALUATE
    rated = a.evaluations[-1].effect if a.evaluations else None
    return Lane.PLANNED if rated in {None, Effect.NOT_STARTED} else Lane.UNDER_WAY


def lanes(plan: Plan, today: date, t: Texts, text: str = "") -> dict[Lane, tuple[Row, ...]]:
    """The columns: each activity on two lines, the second with who and when."""
    following = next_meeting(plan)
    found = sought(all_activities(plan), text)
    meeting_on = following.on if following else None
    return {
        lane: tuple(
            row
            for a in found
            if lane_of(a, today, meeting_on) is lane
            for row in card(a, today, t)
        )
        for lane in Lane
    }  # fmt: skip


def card(a: Activity, today: date, t: Texts) -> tuple[Row, Row]:
    """An activity in a column."""
    late = a.overdue(today)
    goal = t.tr("goal {n}", n=a.goal_number) if a.goal_number else ""
    who = a.responsible_name or t.tr("NOBODY")
    when = due_with_year(a.due, today, t) if a.open else state_words(a, t)
    ink: Ink = "alarm" if late else ""
    second = "  ".join(part for part in (who, when, goal) if part)
    return Row(a.id, (a.what,), mark_of(a, today), ink), Row("", (f"  {second}",), ink="quiet", heading=True)


def lane_title(lane: Lane, rows: tuple[Row, ...], t: Texts) -> str:
    """The title of a column, with how many stand in it."""
    count = sum(not row.heading for row in rows)
    return f"{t.tr(LANE_TITLES[lane])} {count}"


def services_line(plan: Plan, t: Texts) -> str:
    """How many running activities each service has: every service is to have one."""
    from stafett_tui.domain.people import services

    running = [a for a in all_activities(plan) if a.open]
    counted = [f"{service} {sum(a.service == service for a in running)}" for service in services(plan)]
    return t.tr("Activities per service: {list}", list="  ".join(counted))
