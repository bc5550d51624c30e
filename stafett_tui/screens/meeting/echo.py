"""The line in words before Enter: its slots, the day with its weekday, the people it may mean, and STOPP."""

from __future__ import annotations

from typing import Final

from stafett_tui.capture.dates import Ask, NextMeeting, Understood
from stafett_tui.capture.scene import Mark, Understanding
from stafett_tui.capture.slots import Composition, LineSort, Slot
from stafett_tui.documents.ways import way_name
from stafett_tui.domain.deadlines import NEXT_MEETING
from stafett_tui.domain.minutes import MinuteLine
from stafett_tui.i18n import dates
from stafett_tui.i18n.owners import owned
from stafett_tui.i18n.texts import N_
from stafett_tui.screens.meeting import dueword
from stafett_tui.screens.meeting.attendance import STOP
from stafett_tui.screens.meeting.correct import person_words
from stafett_tui.screens.meeting.course import item_title
from stafett_tui.screens.meeting.deeds import Form
from stafett_tui.screens.meeting.now import Now
from stafett_tui.screens.meeting.written import sign, words
from stafett_tui.widgets.cells import cut, width
from stafett_tui.widgets.inks import Line, Span

MOST_OFFERED: Final = 4
PROMPT_TEXT: Final = 30
_BECOMES: Final = {
    LineSort.NOTE: N_("note"),
    LineSort.AGREEMENT: N_("agreement: it is read aloud before the end"),
    LineSort.DISAGREEMENT: N_("disagreement: it is read aloud before the end"),
    LineSort.PARKED: N_("parked: it comes up at the next meeting"),
    LineSort.PALETTE: N_("phrases"),
}
_LABELS: Final = {
    Slot.TEXT: N_("what"), Slot.WHO: N_("who does it"), Slot.WHEN: N_("when"), Slot.GOAL: N_("goal"),
    Slot.ASKED_BY: N_("asked by"), Slot.HOW: N_("how"), Slot.ASKED_ON: N_("when"),
}  # fmt: skip


def form_line(form: Form, cells: int) -> Line:
    """A form with its slots; `>` stands before the one being written, and that one is always in sight."""
    parts = _form_slots(form, 14)
    if sum(width(text) for text, _ in parts) > cells:
        parts = _form_slots(form, 5)
    room = cells - sum(width(text) for text, _ in parts) - 3
    title = ((f" {cut(form.title, room)} ", "heading"),) if room > 4 else ()  # noqa: PLR2004 - a word or nothing
    return (*title, *parts)


def _form_slots(form: Form, most: int) -> list[Span]:
    parts: list[Span] = []
    for n, slot in enumerate(form.slots):
        text = slot.text.strip() or (f"({slot.proposal})" if slot.proposal else "")
        if n == form.at:
            parts.append((f" >{slot.label}: {cut(text or '_', 30)} ", "strong"))
        else:
            parts.append((f"  {slot.label}: {cut(text, most)} " if text else f"  {slot.label} ", ""))
    return parts


def line_words(line: Composition, understood: Understanding, now: Now, *, promoted: bool) -> Line:
    """What the line becomes and, for an activity or a voice, its slots in words."""
    if line.is_empty:
        return ""
    if understood.jump is not None:
        agenda = now.view.meeting.agenda
        if understood.jump <= len(agenda):
            title = item_title(now, agenda[understood.jump - 1].key)
            return " " + now.texts.tr("Enter: to item {n} {title}", n=understood.jump, title=title)
        return " " + now.texts.tr("There are {n} agenda items.", n=len(agenda))
    if understood.sort is LineSort.ACTIVITY:
        return _slots(line, _activity(understood, now), now, understood, promoted=promoted)
    if understood.sort is LineSort.VOICE:
        return _slots(line, _voice(understood, now), now, understood, promoted=False)
    return " " + now.texts.tr(_BECOMES[understood.sort])


def prompt(line: Composition) -> str:
    """The words before the capture line: the text stands there while a slot is being written."""
    if not line.slot:
        return "> "
    return f"> {cut(line.texts[0].strip(), PROMPT_TEXT)} -> "


def form_prompt(form: Form) -> str:
    """The words before a slot of a form."""
    return f"{form.slot.label}> "


def recalled_words(now: Now, line: MinuteLine) -> Line:
    """The last line, taken up again, and what can be done with it."""
    keys = now.texts.tr("Enter edit  + activity  Del remove  Tab slots  {key_back}")
    room = max(now.cells - width(keys) - 6, 20)
    return (f" {sign(now, line)} {cut(words(now, line), room)}  ", "strong"), (keys, "")


def offers(line: Composition, understood: Understanding, now: Now) -> Line:
    """People to choose from, days to choose from, and warnings; empty where there is nothing to choose."""
    if line.slot_name in {Slot.WHO, Slot.ASKED_BY} and understood.typed_person:
        return _people(understood, now)
    if line.slot_name in {Slot.WHEN, Slot.ASKED_ON} and line.text.strip():
        asked = understood.due if line.slot_name is Slot.WHEN else understood.on_asked
        if isinstance(asked, Ask):
            return ((" " + dueword.question(asked, now.texts), "alarm"),)
        if line.slot_name is Slot.WHEN:
            return due_words(understood, now)
    if understood.stop:
        return _stopped(understood, now)
    return ""


def question(understood: Understanding, now: Now) -> str | None:
    """What is written but not understood."""
    if isinstance(understood.due, Ask):
        return dueword.question(understood.due, now.texts)
    if understood.on_asked is not None:
        return dueword.question(understood.on_asked, now.texts)
    people = {Mark.PERSON, Mark.HELPER, Mark.ASKED_BY} & set(understood.marks)
    if people and understood.typed_person:
        return now.texts.tr("Nobody in the plan is called that.")
    if Mark.GOAL in understood.marks and now.view.goals and _said_goal(understood):
        return now.texts.tr("There is no such goal.")
    return None


def due_shortly(understood: Understanding, now: Now) -> str:
    """The deadline with its weekday, for the line of slots."""
    due = understood.due
    if isinstance(due, Understood):
        time = f" {dates.clock(due.at)}" if due.at is not None else ""
        return f"{dates.weekday_short(due.on, now.texts.language)} {dates.dotted(due.on)}{time}"
    if isinstance(due, NextMeeting):
        name = dates.due(NEXT_MEETING, now.texts)
        return name if due.on is None else f"{name} {dates.short(due.on)}"
    return "?"


def due_words(understood: Understanding, now: Now) -> Line:
    """The deadline in full words before Enter: weekday, how far away, and a warning where it is a day off."""
    due = understood.due
    if isinstance(due, NextMeeting):
        return " " + dueword.next_meeting_words(due.on, now.view.today, now.texts)
    if not isinstance(due, Understood):
        return ""
    words, mark, warning = dueword.moment_words(due.moment, now.view.today, now.texts).partition("  ! ")
    return ((f" {words}", "strong"), (f"{mark}{warning}", "alarm"))


def _said_goal(understood: Understanding) -> bool:
    return len(understood.texts) > 3 and bool(understood.texts[3].strip())  # noqa: PLR2004 - the fourth slot


def _activity(understood: Understanding, now: Now) -> list[tuple[Slot, Line]]:
    who: Line = "?"
    if understood.responsible is not None:
        names = " + ".join(p.name for p in (understood.responsible, *understood.helpers))
        who = ((f"{names} ", ""), (STOP, "alarm")) if understood.stop else names
    goal = str(understood.goal) if understood.goal is not None else "-"
    return [(Slot.WHO, who), (Slot.WHEN, due_shortly(understood, now)), (Slot.GOAL, goal)]


def _voice(understood: Understanding, now: Now) -> list[tuple[Slot, Line]]:
    how = understood.how or "-"
    on = "-"
    if understood.on_asked is not None:
        on = "?"
    elif understood.on is not None:
        on = f"{dates.weekday_short(understood.on, now.texts.language)} {dates.dotted(understood.on)}"
    asked = "?" if Mark.ASKED_BY in understood.marks else "-"
    if understood.asked_by is not None:
        asked = understood.asked_by.name
    return [(Slot.ASKED_BY, asked), (Slot.HOW, way_name(now.texts, how)), (Slot.ASKED_ON, on)]


def _slots(
    line: Composition, values: list[tuple[Slot, Line]], now: Now, understood: Understanding, *, promoted: bool
) -> Line:
    texts, parts = now.texts, list[Span]()
    for slot, value in values:
        here = line.slot_name is slot
        parts.append((f"  {'>' if here else ''}{texts.tr(_LABELS[slot])}: ", "strong" if here else ""))
        parts.extend(((value, "strong" if here else ""),) if isinstance(value, str) else value)
    label = texts.tr("what")
    if understood.sort is LineSort.VOICE:
        label = {"mother": texts.tr("mother"), "father": texts.tr("father")}.get(
            understood.speaker or "", texts.tr(owned(N_("the child"), now.view.opened.kind))
        )
    elif promoted:
        label = texts.tr("line becomes")
    rest = sum(width(text) for text, _ in parts)
    room = max(now.cells - rest - width(label) - 4, 6)
    return (f" {label}: {cut(understood.text or '?', room)}", "strong" if not line.slot else ""), *parts


def _people(understood: Understanding, now: Now) -> Line:
    if not understood.candidates:
        text = now.texts.tr("Nobody in the plan is called that.")
        return ((f" {understood.typed_person}  ", "strong"), (text, "alarm"))
    parts: list[Span] = [(f" {understood.typed_person}  ", "strong")]
    for hit in understood.candidates[:MOST_OFFERED]:
        parts.append((person_words(hit.person), ""))
        parts.append((f" {STOP}  " if not hit.person.covered else "   ", "alarm" if not hit.person.covered else ""))
    if len(understood.candidates) > 1:
        parts.append((now.texts.tr("Arrow down: the next"), "quiet"))
    elif understood.stop:
        parts.append((now.texts.tr("no consent: ask the family first"), "alarm"))
    return tuple(parts)


def _stopped(understood: Understanding, now: Now) -> Line:
    names = ", ".join(person.name for person in understood.stop)
    text = now.texts.tr("{names}: no consent covers the service. Ask the family before the lock.", names=names)
    return ((f" {STOP} ", "alarm"), (text, ""))
