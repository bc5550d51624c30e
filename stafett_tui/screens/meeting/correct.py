"""Putting a line right: its words, and for an activity or a voice the slots it has (T10)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from stafett_tui.capture.dates import Ask, parse_past
from stafett_tui.capture.how import how_key
from stafett_tui.capture.people import Person
from stafett_tui.capture.who import read_who
from stafett_tui.domain.changes import Changes
from stafett_tui.domain.minutes import LineSort, MinuteLine
from stafett_tui.i18n import dates
from stafett_tui.screens.meeting import dueword
from stafett_tui.screens.meeting.attendance import STOP
from stafett_tui.screens.meeting.deeds import Deed, Doing, Form, Slot, Tell
from stafett_tui.screens.meeting.now import Now
from stafett_tui.screens.meeting.scene import people_of
from stafett_tui.widgets.inks import Line

if TYPE_CHECKING:
    from stafett_tui.services.desk import Desk

Write = Callable[["Desk"], Changes]


class Unclear(Exception):  # noqa: N818 - it is a question, not an error
    """Something written is not understood; the sentence says what."""


def form(now: Now, line: MinuteLine, at: int = 0) -> Form:
    """The line as it stands, to be changed."""
    texts = now.texts
    slots: tuple[Slot, ...] = (Slot("text", texts.tr("text"), text=line.text),)
    if line.sort is LineSort.ACTIVITY:
        activity = now.view.activities.get(line.id)
        who = activity.responsible_name if activity else ""
        due = dates.due(activity.due, texts) if activity else ""
        slots += (Slot("who", texts.tr("who does it"), proposal=who), Slot("due", texts.tr("when"), proposal=due))
    elif line.sort is LineSort.VOICE:
        slots += (Slot("asked_by", texts.tr("asked by")), Slot("how", texts.tr("how")), Slot("on", texts.tr("when")))
    return Form(
        "correct", line.id, texts.tr("Correct"), slots, lambda f: finish(now, line, f), lambda f: echo(now, f),
        min(at, len(slots) - 1),
        lambda f: dueword.offered(f.text.strip(), now) if f.slot.name == "due" else (),
    )  # fmt: skip


def finish(now: Now, line: MinuteLine, filled: Form) -> Doing:
    """Write what is another."""
    try:
        writes = _changes(now, line, filled)
    except Unclear as question:
        return Tell(((str(question), "alarm"),))
    if not writes:
        return Tell(now.texts.tr("The line stands as it was. {key_back} leaves it."))

    def run(desk: Desk) -> Changes:
        last: Changes | None = None
        for write in writes:
            last = write(desk)
        assert last is not None  # noqa: S101 - there is at least one
        return last

    return Deed(run, now.texts.tr("The line is corrected. {key_undo} takes it back."))


def echo(now: Now, filled: Form) -> Line:
    """What is understood by the slot one is in."""
    text = filled.text.strip()
    if filled.slot.name in {"who", "asked_by"} and text:
        return people_words(now, text)
    if filled.slot.name == "due" and text:
        said = dueword.understand(text, now)
        return ((said.words, "" if said.due is not None else "alarm"),)
    if filled.slot.name == "on" and text:
        day = parse_past(text, today=now.view.today)
        words = dueword.said(day, now.view.today, now.texts)
        return ((words.words, "" if words.due is not None else "alarm"),)
    return now.texts.tr("Enter saves. Tab: next field.")


def people_words(now: Now, text: str) -> Line:
    """Whom a few letters mean, and whether a consent covers them."""
    found = read_who(text, people_of(now))
    if not found or any(who.person is None for who in found):
        return ((now.texts.tr("Nobody in the plan is called that."), "alarm"),)
    people = [who.person for who in found if who.person is not None]
    words: Line = " + ".join(person_words(person) for person in people)
    stopped = [person for person in people if not person.covered]
    if not stopped:
        return words
    why = now.texts.tr("consent is missing")
    return ((f"{words}  ", ""), (f"{STOP} {why}", "alarm"))


def person_words(person: Person) -> str:
    """`Eli Vik (SFO)`."""
    about = person.role or person.service
    return f"{person.name} ({about})" if about else person.name


def _changes(now: Now, line: MinuteLine, filled: Form) -> list[Write]:
    plan_id, writes = now.plan_id, list[Write]()
    text = filled.value("text")
    if text and text != line.text:
        writes.append(lambda desk: desk.minutes.reword(plan_id, line.id, text))
    if filled.value("who"):
        people = _people(now, filled.value("who"))
        writes.append(lambda desk: desk.activities.revise(plan_id, line.id, "responsible", people[0].id))
        if len(people) > 1:
            helpers = [person.id for person in people[1:]]
            writes.append(lambda desk: desk.activities.revise(plan_id, line.id, "helpers", [*helpers]))
    if filled.value("due"):
        said = dueword.understand(filled.value("due"), now)
        if said.due is None:
            raise Unclear(said.words)
        writes.append(lambda desk: desk.activities.revise(plan_id, line.id, "due", said.due))
    return writes + _voice_changes(now, line, filled)


def _voice_changes(now: Now, line: MinuteLine, filled: Form) -> list[Write]:
    plan_id, writes = now.plan_id, list[Write]()
    if filled.value("asked_by"):
        asked = _people(now, filled.value("asked_by"))[0].id
        writes.append(lambda desk: desk.minutes.revise_voice(plan_id, line.id, "asked_by", asked))
    if filled.value("how"):
        how = how_key(filled.value("how")) or filled.value("how")
        writes.append(lambda desk: desk.minutes.revise_voice(plan_id, line.id, "how", how))
    if filled.value("on"):
        day = parse_past(filled.value("on"), today=now.view.today)
        if isinstance(day, Ask):
            raise Unclear(dueword.question(day, now.texts))
        on = dueword.said(day, now.view.today, now.texts).due
        writes.append(lambda desk: desk.minutes.revise_voice(plan_id, line.id, "on", (on or "")[:10]))
    return writes


def _people(now: Now, text: str) -> list[Person]:
    found = [who.person for who in read_who(text, people_of(now))]
    people = [person for person in found if person is not None]
    if len(people) != len(found) or not people:
        raise Unclear(now.texts.tr("Nobody in the plan is called that."))
    return people
