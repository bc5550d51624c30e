"""Deadlines as they are agreed: a date, a date with a time, or the next meeting."""

import re
from datetime import date, datetime

_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2})?")

NEXT_MEETING = "next_meeting"


def is_due(text: str) -> bool:
    """Tell whether the text is a deadline: an ISO date, an ISO minute, or `next_meeting`."""
    return text == NEXT_MEETING or due_date(text) is not None


def due_date(due: str | None) -> date | None:
    """Give the date of a deadline, None for none, for the next meeting and for what is no date."""
    if due is None or not _ISO.fullmatch(due):
        return None
    try:
        return datetime.fromisoformat(due).date() if "T" in due else date.fromisoformat(due)
    except ValueError:
        return None
