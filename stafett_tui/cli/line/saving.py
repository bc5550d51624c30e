"""Writing an understood line through the services; its draft goes in the same transaction (I9)."""

from __future__ import annotations

from stafett_tui.capture.dates import NextMeeting, Understood
from stafett_tui.capture.line import LineSort
from stafett_tui.capture.scene import Understanding
from stafett_tui.cli.line.hall import LINE, Hall
from stafett_tui.cli.line.scene import goal_id
from stafett_tui.domain.deadlines import NEXT_MEETING
from stafett_tui.domain.minutes import LineSort as Sort
from stafett_tui.domain.voice import Speaker
from stafett_tui.services.drafts import key


def save(hall: Hall, item: str, understood: Understanding, promoted: str | None = None) -> None:
    """Write the line as what it is."""
    if understood.sort is LineSort.ACTIVITY:
        _activity(hall, item, understood, promoted)
    elif understood.sort is LineSort.VOICE:
        _voice(hall, item, understood)
    else:
        sort = Sort(understood.sort.value) if understood.sort.value in set(Sort) else Sort.NOTE
        draft = key(hall.plan_id, LINE)
        hall.desk.minutes.write(hall.plan_id, hall.meeting_id, item, sort, understood.text, draft=draft)


def due_of(understood: Understanding) -> str | None:
    """The deadline as it is stored; None where it is not certain."""
    due = understood.due
    if isinstance(due, Understood):
        return due.iso
    return NEXT_MEETING if isinstance(due, NextMeeting) else None


def _activity(hall: Hall, item: str, understood: Understanding, promoted: str | None) -> None:
    responsible = None if understood.responsible is None else understood.responsible.id
    helpers = tuple(person.id for person in understood.helpers)
    goal, due, draft = goal_id(hall, understood.goal), due_of(understood), key(hall.plan_id, LINE)
    if promoted is not None:
        hall.desk.minutes.promote(
            hall.plan_id, promoted, what=understood.text, responsible=responsible, helpers=helpers, due=due,
            goal=goal, draft=draft,
        )  # fmt: skip
        return
    hall.desk.activities.plan(
        hall.plan_id, understood.text, responsible=responsible, helpers=helpers, due=due, goal=goal,
        meeting=hall.meeting_id, item=item, draft=draft,
    )  # fmt: skip


def _voice(hall: Hall, item: str, understood: Understanding) -> None:
    asked_by = None if understood.asked_by is None else understood.asked_by.id
    hall.desk.minutes.voice(
        hall.plan_id, hall.meeting_id, item, understood.text, speaker=Speaker(understood.speaker or "child"),
        asked_by=asked_by, how=understood.how, on=understood.on, draft=key(hall.plan_id, LINE),
    )  # fmt: skip
