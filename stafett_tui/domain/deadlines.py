"""Deadlines as they are agreed: a date, a date with a time, or the next meeting."""

from datetime import date, datetime

NEXT_MEETING = "next_meeting"


def is_due(text: str) -> bool:
    """Tell whether the text is a deadline: an ISO date, an ISO minute, or `next_meeting`."""
    return text == NEXT_MEETING or due_date(text) is not None


def due_date(due: str | None) -> date | None:
    """Give the date of a deadline, None for none, for the next meeting and for what is no date."""
    if due is None or due == NEXT_MEETING:
        return None
    try:
        return datetime.fromisoformat(due).date() if "T" in due else date.fromisoformat(due)
    except ValueError:
        return None


def days_over(due: date, today: date) -> int:
    """Give how many days a deadline is over; 0 on its day, negative before it."""
    return (today - due).days
