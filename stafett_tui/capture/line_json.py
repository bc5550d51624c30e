"""An understanding as one JSON object, for `stafett explain`."""

from typing import Any

from stafett_tui.capture.dates import Ask, NextMeeting, Understood
from stafett_tui.capture.dates import as_json as date_json
from stafett_tui.capture.people import Person
from stafett_tui.capture.scene import Understanding


def as_json(understood: Understanding) -> dict[str, Any]:
    """What was understood, without what the sort of line does not have."""
    shown: dict[str, Any] = {
        "sort": understood.sort.value,
        "text": understood.text,
        "speaker": understood.speaker,
        "asked_by": _person(understood.asked_by),
        "how": understood.how,
        "on": None if understood.on is None else understood.on.isoformat(),
        "on_ask": None if understood.on_asked is None else date_json(understood.on_asked)["ask"],
        "responsible": _person(understood.responsible),
        "helpers": [_person(person) for person in understood.helpers],
        "due": _due(understood.due),
        "goal": understood.goal,
        "jump": understood.jump,
        "marks": [mark.value for mark in understood.marks],
        "warnings": [warning.value for warning in understood.warnings],
        "stop": [_person(person) for person in understood.stop],
    }
    always = {"sort", "text", "marks"}
    return {key: value for key, value in shown.items() if key in always or value not in (None, [])}


def _person(person: Person | None) -> dict[str, str] | None:
    return None if person is None else {"id": person.id, "name": person.name or person.role}


def _due(due: Understood | NextMeeting | Ask | None) -> dict[str, Any] | None:
    if due is None:
        return None
    if isinstance(due, NextMeeting):
        return {"next_meeting": True} | ({} if due.on is None else {"date": due.on.isoformat()})
    return dict(date_json(due))
