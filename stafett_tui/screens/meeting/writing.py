"""The line being written, as it is shown before Enter and as it is handed to the services at Enter."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Final

from stafett_tui.capture.dates import Ask, NextMeeting, Understood
from stafett_tui.capture.line import understand
from stafett_tui.capture.scene import Mark, Understanding
from stafett_tui.capture.slots import Composition, LineSort
from stafett_tui.domain.deadlines import NEXT_MEETING
from stafett_tui.domain.goal import goal_by_number
from stafett_tui.domain.minutes import LineSort as Sort
from stafett_tui.domain.voice import Speaker
from stafett_tui.screens.meeting.deeds import Deed, Doing, Tell
from stafett_tui.screens.meeting.echo import question
from stafett_tui.screens.meeting.now import Now
from stafett_tui.screens.meeting.scene import scene_of
from stafett_tui.screens.meeting.written import Sent
from stafett_tui.services.drafts import key as draft_key

if TYPE_CHECKING:
    from stafett_tui.domain.changes import Changes
    from stafett_tui.services.desk import Desk

FIELD: Final = "line"
"""The name under which the unfinished line is kept."""
_SORTS: Final = {
    LineSort.NOTE: Sort.NOTE, LineSort.AGREEMENT: Sort.AGREEMENT, LineSort.DISAGREEMENT: Sort.DISAGREEMENT,
    LineSort.PARKED: Sort.PARKED,
}  # fmt: skip
_SHOWN: Final = {
    LineSort.AGREEMENT: "!", LineSort.DISAGREEMENT: "<>", LineSort.PARKED: ".", LineSort.VOICE: "'",
    LineSort.ACTIVITY: "+",
}  # fmt: skip
_numbers = count(1)


def jump(line: Composition, now: Now) -> int | None:
    """The agenda item that a digit alone goes to (T8)."""
    return understand(line, scene_of(now)).jump if line.sort is LineSort.JUMP else None


def on_its_way(understood: Understanding, now: Now) -> Sent:
    """The line as the minutes show it until the store has answered."""
    return Sent(str(next(_numbers)), _SHOWN.get(understood.sort, ""), understood.text, now.view.item)


def doubt(understood: Understanding, now: Now) -> Tell | None:
    """What is written but not understood: asked about once before it is saved without it."""
    if understood.sort is LineSort.PALETTE or not understood.text:
        return Tell(now.texts.tr("Write a few words after the sign first."))
    asked = question(understood, now)
    return (
        None if asked is None else Tell(((asked, "alarm"), (f"  {now.texts.tr('Enter again saves without it.')}", "")))
    )


def deed(understood: Understanding, now: Now, sent: Sent, promoted: str | None) -> Doing:
    """What is written to the store."""
    texts = now.texts
    if understood.sort is LineSort.ACTIVITY:
        return _activity(understood, now, sent, promoted)
    if understood.sort is LineSort.VOICE:
        return _voice(understood, now, sent)
    plan_id, thing, item, sort = now.plan_id, now.meeting, now.view.item, _SORTS[understood.sort]

    def run(desk: Desk) -> Changes:
        return desk.minutes.write(plan_id, thing, item, sort, understood.text, draft=draft_key(plan_id, FIELD))

    return Deed(run, texts.tr("Saved."), sent=sent.key)


def _activity(understood: Understanding, now: Now, sent: Sent, promoted: str | None) -> Deed:
    plan_id, thing, item, draft = now.plan_id, now.meeting, now.view.item, draft_key(now.plan_id, FIELD)
    who = None if understood.responsible is None else understood.responsible.id
    helpers = tuple(person.id for person in understood.helpers)
    number = understood.goal
    goal = None if number is None else goal_by_number(now.view.plan, number)
    goal_id, due, what = None if goal is None else goal.id, due_of(understood), understood.text

    def run(desk: Desk) -> Changes:
        if promoted is not None:
            return desk.minutes.promote(
                plan_id, promoted, what=what, responsible=who, helpers=helpers, due=due, goal=goal_id, draft=draft
            )
        return desk.activities.plan(
            plan_id, what, responsible=who, helpers=helpers, due=due, goal=goal_id, meeting=thing, item=item,
            draft=draft,
        )  # fmt: skip

    said = now.texts.tr("The activity is saved.")
    if Mark.PERSON in understood.marks or due is None:
        said = now.texts.tr("The activity is saved. What is marked ? is asked for before the lock.")
    return Deed(run, said, sent=sent.key)


def _voice(understood: Understanding, now: Now, sent: Sent) -> Deed:
    plan_id, thing, item = now.plan_id, now.meeting, now.view.item
    speaker = Speaker(understood.speaker or "child")
    asked = None if understood.asked_by is None else understood.asked_by.id

    def run(desk: Desk) -> Changes:
        return desk.minutes.voice(
            plan_id, thing, item, understood.text, speaker=speaker, asked_by=asked, how=understood.how,
            on=understood.on, draft=draft_key(plan_id, FIELD),
        )  # fmt: skip

    return Deed(run, now.texts.tr("The words are saved."), sent=sent.key)


def due_of(understood: Understanding) -> str | None:
    """The deadline as it is stored; None where it is not understood."""
    if isinstance(understood.due, NextMeeting):
        return NEXT_MEETING
    return understood.due.iso if isinstance(understood.due, Understood) else None


def offered_days(understood: Understanding) -> tuple[str, ...]:
    """The days that an uncertain phrase may mean, as somebody would type them."""
    from stafett_tui.screens.meeting.dueword import typed

    for asked in (understood.due, understood.on_asked):
        if isinstance(asked, Ask):
            return tuple(typed(each) for each in asked.dates)
    return ()


def next_person(line: Composition, understood: Understanding) -> Composition:
    """The line with the next of the people offered for what was typed."""
    typed, ids = understood.typed_person, [hit.person.id for hit in understood.candidates]
    taken = dict(line.chosen).get(typed, ids[0])
    at = ids.index(taken) if taken in ids else 0
    return line.choose(typed, ids[(at + 1) % len(ids)])
