"""The unfinished line as it is kept on the disk, and taken up again at the next start (I9)."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Final

from stafett_tui.capture.line import Composition, parse_line
from stafett_tui.screens.meeting import attendance, correct, course, goalslist, level, review, rounds, upcoming, voices
from stafett_tui.screens.meeting.deeds import Form
from stafett_tui.screens.meeting.now import Now

FORM: Final = '{"form":'


def kept(mode: Composition | Form) -> tuple[str, int]:
    """What is kept of a line or form: its text, and the slot one was in; empty where nothing is written."""
    if isinstance(mode, Composition):
        return ("", 0) if mode.is_empty else (mode.line, mode.slot)
    if mode.untouched:
        return "", 0
    texts = {slot.name: slot.text for slot in mode.slots}
    found = {"form": mode.kind, "thing": mode.thing, "texts": texts}
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")), mode.at


def taken_up(text: str, at: int, now: Now) -> Composition | Form:
    """A draft as it was left; a form whose thing is gone comes back as its words."""
    if text.startswith(FORM):
        found = _object(text)
        texts = {str(k): str(v) for k, v in dict(found.get("texts", {})).items()}  # type: ignore[call-overload] # JSON
        form = reopened(str(found.get("form", "")), str(found.get("thing", "")), now)
        if form is not None:
            return form.filled(texts, at)
        text = " ".join(value for value in texts.values() if value)
    line = parse_line(text)
    return Composition(line.texts, min(max(at, 0), len(line.slots) - 1))


def reopened(kind: str, thing: str, now: Now) -> Form | None:
    """The form of that kind, about that thing, where both are still there."""
    maker = _MAKERS.get(kind)
    return None if maker is None else maker(now, thing)


def _object(text: str) -> dict[str, object]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _review(now: Now, thing: str) -> Form | None:
    found = next((a for a in now.view.rated if a.id == thing), None)
    return None if found is None else review.review_form(now, found)


def _attendance(now: Now, thing: str) -> Form | None:
    found = next((r for r in now.view.room if r.person == thing), None)
    return None if found is None else attendance.attendance_form(now, found)


def _correct(now: Now, thing: str) -> Form | None:
    found = now.view.line(thing)
    return None if found is None else correct.form(now, found)


def _goal(now: Now, thing: str) -> Form | None:
    found = next((g for g in now.view.goals if g.id == thing), None)
    return None if found is None else goalslist.goal_form(now, found)


def _settle(now: Now, thing: str) -> Form | None:
    found = next((f for f in now.view.parked if f.id == thing), None)
    return None if found is None else rounds.settle_form(now, thing, found.body.text)


_MAKERS: Final[Mapping[str, Callable[[Now, str], Form | None]]] = {
    "review": _review, "attendance": _attendance, "correct": _correct, "goal": _goal, "settle": _settle,
    "interpreter": lambda now, _: attendance.interpreter_form(now),
    "not_asked": lambda now, _: voices.not_asked_form(now),
    "new_goal": lambda now, _: goalslist.new_goal_form(now),
    "next": lambda now, _: upcoming.next_form(now),
    "another_day": lambda now, _: course.another_day_form(now),
    "break_off": lambda now, _: course.reason_form(now, "break_off"),
    "reopen": lambda now, _: course.reason_form(now, "reopen"),
    "remark": lambda now, _: course.reason_form(now, "remark"),
    "level": lambda now, thing: level.change_form(now, int(thing)),
}  # fmt: skip
