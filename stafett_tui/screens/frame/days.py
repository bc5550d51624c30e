"""The question for a whole day that may be left out: a target date, an evaluation date."""

from __future__ import annotations

from datetime import date

from stafett_tui.i18n import dates
from stafett_tui.i18n.texts import Texts
from stafett_tui.screens.frame.asking import Choice, Question, Understood
from stafett_tui.screens.frame.questions import date_question

NO_DAY = "-"
"""The sign that takes away the day that is known."""


def day_question(
    prompt: str, t: Texts, today: date, *, known: date | None = None, next_meeting: date | None = None
) -> Question:
    """Ask for a day; Enter keeps the known one, or none, and `-` takes it away. The answer is a date or None."""
    asked = date_question(prompt, t, today, next_meeting=next_meeting, optional=True)

    def understand(written: str) -> Understood:
        phrase = written.strip()
        if not phrase and known is not None:
            day = dates.long(known, t.language)
            return Understood(t.tr("Enter keeps {day}, - takes it away", day=day), known, ok=True)
        if phrase == NO_DAY:
            return Understood(t.tr("Enter: without a date"), None, ok=True)
        return _whole(asked.understand(written), next_meeting, t)

    return Question(prompt, understand)


def _whole(found: Understood, next_meeting: date | None, t: Texts) -> Understood:
    """The same answer as a day, without a time; *next meeting* is its day, where one is called."""
    if found.value == "next_meeting":
        if next_meeting is None:
            return Understood(t.tr("No meeting is called yet. Write a day, for example: 15.12"))
        return Understood(found.echo, next_meeting, ok=True)
    offered = dict.fromkeys(date.fromisoformat(each.value[:10]) for each in found.choices)
    choices = tuple(Choice(dates.long(day, t.language), day) for day in offered)
    value = date.fromisoformat(found.value[:10]) if found.value else None
    return Understood(found.echo, value, found.ok, choices, found.chosen)
