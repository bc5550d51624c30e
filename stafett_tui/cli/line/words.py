"""What is understood by a line, said in words before it is saved: one fact a line."""

from __future__ import annotations

from collections.abc import Iterator

from stafett_tui.capture.dates import NextMeeting, Understood
from stafett_tui.capture.line import LineSort
from stafett_tui.capture.scene import Understanding
from stafett_tui.cli.line.hall import Hall
from stafett_tui.cli.line.saving import due_of
from stafett_tui.documents.family_choice import touched_words
from stafett_tui.documents.ways import way_name
from stafett_tui.domain.goal import goal_by_number
from stafett_tui.domain.minutes import LineSort as Sort
from stafett_tui.i18n import dates, enums
from stafett_tui.i18n.texts import N_


def echo(hall: Hall, understood: Understanding) -> Iterator[str]:
    """Give the line as it is understood; before it, whose choice it goes against (C-12)."""
    if told := touched_words(hall.plan, " ".join(understood.texts) or understood.text, hall.talk.texts):
        yield told
    if understood.sort is LineSort.ACTIVITY:
        yield from _activity(hall, understood)
    elif understood.sort is LineSort.VOICE:
        yield from _voice(hall, understood)
    else:
        known = {sort.value for sort in Sort}
        sort = Sort(understood.sort.value) if understood.sort.value in known else Sort.NOTE
        yield f"{enums.name_of(hall.talk.texts, sort).capitalize()}: {understood.text}"


def _activity(hall: Hall, understood: Understanding) -> Iterator[str]:
    tr = hall.talk.tr
    yield tr("Activity: {what}", what=understood.text)
    yield tr("Responsible: {name}", name=understood.responsible.name if understood.responsible else "?")
    if understood.helpers:
        yield tr("Helps: {names}", names=", ".join(person.name for person in understood.helpers))
    yield tr("Deadline: {date}", date=_due(hall, understood))
    if isinstance(understood.due, Understood) and (told := hall.day_off(understood.due.on)):
        yield told
    goal = goal_by_number(hall.plan, understood.goal) if understood.goal is not None else None
    yield tr("Goal: {text}", text=f"{goal.number}, {goal.text}") if goal is not None else tr("Without a goal")


def _due(hall: Hall, understood: Understanding) -> str:
    words = hall.due(due_of(understood))
    due = understood.due
    if isinstance(due, NextMeeting):
        return words if due.on is None else f"{words}, {hall.day(due.on)}"
    if isinstance(due, Understood):
        return f"{words}, {dates.away(due.on, hall.today, hall.talk.texts)}"
    return words


SPEAKERS = {
    "child": N_("The child's words: {text}"),
    "mother": N_("Mother's words: {text}"),
    "father": N_("Father's words: {text}"),
}


def _voice(hall: Hall, understood: Understanding) -> Iterator[str]:
    tr = hall.talk.tr
    whose = SPEAKERS[understood.speaker or "child"]
    yield tr(whose, text=understood.text)
    if understood.asked_by is not None:
        yield tr("Asked by: {name}", name=understood.asked_by.name)
    if understood.how:
        yield tr("How: {how}", how=way_name(hall.talk.texts, understood.how))
    if understood.on is not None:
        yield tr("On: {date}", date=hall.day(understood.on))
