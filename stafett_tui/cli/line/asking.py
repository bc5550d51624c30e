"""Asking for the slots of an activity or a voice, one question each, until the answer is understood."""

from __future__ import annotations

from dataclasses import replace

from stafett_tui.capture.dates import Ask, parse_past
from stafett_tui.capture.line import Composition, Slot, understand
from stafett_tui.capture.scene import Mark, Understanding, Warned
from stafett_tui.cli.line.hall import Hall
from stafett_tui.cli.line.scene import scene
from stafett_tui.domain.goal import goals


def ask_activity(hall: Hall, composition: Composition) -> Composition:
    """Ask who, when and for which goal, where the line does not say; ask again where it is not certain."""
    understood = understand(composition, scene(hall))
    if not understood.text:
        return composition
    untouched = len(composition.texts) == 1 and understood.responsible is None and understood.due_is_default
    if untouched or Mark.PERSON in understood.marks or Mark.HELPER in understood.marks or _unsure(understood):
        composition = ask_who(hall, composition, first=untouched)
    composition = _ask_consent(hall, composition)
    understood = understand(composition, scene(hall))
    if untouched or Mark.DATE in understood.marks:
        composition = ask_when(hall, composition, first=untouched)
    if untouched and len(goals(hall.plan)) > 1:
        composition = _ask_goal(hall, composition)
    return composition


def _unsure(understood: Understanding) -> bool:
    return Warned.SEVERAL_PEOPLE in understood.warnings


def ask_who(hall: Hall, composition: Composition, *, first: bool) -> Composition:
    """Ask who is responsible and who helps, until everybody named is found."""
    talk = hall.talk
    talk.help = (
        talk.tr("Two letters of a name, a title or a service. More people with commas: the first is responsible."),
        talk.tr("In the plan: {names}", names=", ".join(person.name for person in scene(hall).people)),
    )
    question = talk.tr("Who is responsible? Empty: nobody yet.")
    if not first:
        composition = _of_several(hall, composition)
        if _settled(hall, composition):
            return composition
    while True:
        answer = talk.ask(question)
        composition = _heard(hall, composition, Slot.WHO, answer)
        if not answer:
            return composition
        composition = _of_several(hall, composition)
        if _settled(hall, composition):
            return composition
        talk.say(talk.tr("Who is {name}? Write more of the name.", name=answer))


def _settled(hall: Hall, composition: Composition) -> bool:
    understood = understand(composition, scene(hall))
    return understood.responsible is not None and Mark.HELPER not in understood.marks


def _of_several(hall: Hall, composition: Composition) -> Composition:
    """Where the letters fit several people equally well, ask which one is meant."""
    understood = understand(composition, scene(hall))
    if not _unsure(understood) or not understood.candidates:
        return composition
    talk, people = hall.talk, [hit.person for hit in understood.candidates]
    talk.say(*(f"{n} {person.name}" for n, person in enumerate(people, start=1)))
    number = talk.choose(talk.tr("Which one? Empty: 1."), {str(n): None for n in range(1, len(people) + 1)})
    return composition.choose(understood.typed_person, people[int(number or "1") - 1].id)


def _ask_consent(hall: Hall, composition: Composition) -> Composition:
    """Somebody without consent is chosen only with STOPP and a question to the family (C-05)."""
    talk = hall.talk
    while stopped := understand(composition, scene(hall)).stop:
        for person in stopped:
            talk.say(talk.tr("STOPP: {name}. Consent is missing; ask the family.", name=person.name))
        talk.help = (talk.tr("With this person the minutes cannot be locked before the family has consented."),)
        if talk.yes(talk.tr("Choose anyway? y: yes. Empty: somebody else."), otherwise=False):
            return composition
        composition = ask_who(hall, with_slot(composition, Slot.WHO, ""), first=True)
    return composition


def ask_when(hall: Hall, composition: Composition, *, first: bool) -> Composition:
    """Ask for the deadline until the day is certain."""
    talk = hall.talk
    talk.help = (talk.tr("For example: Friday, 15.12, om to uker, u50, neste møte. Empty: the next meeting."),)
    if not first:
        _say_asked(hall, composition)
    while True:
        answer = talk.ask(talk.tr("When? Empty: the next meeting."))
        composition = _heard(hall, composition, Slot.WHEN, answer)
        if not isinstance(understand(composition, scene(hall)).due, Ask):
            return composition
        _say_asked(hall, composition)


def _say_asked(hall: Hall, composition: Composition) -> None:
    due = understand(composition, scene(hall)).due
    if isinstance(due, Ask):
        hall.ask_back(due)


def _ask_goal(hall: Hall, composition: Composition) -> Composition:
    talk = hall.talk
    found = goals(hall.plan)
    talk.say(*(f"{goal.number} {goal.text}" for goal in found))
    talk.help = (talk.tr("A digit chooses the goal that the activity serves."),)
    known = understand(composition, scene(hall)).goal
    question = talk.tr("Which goal? Empty: none.") if known is None else talk.tr("Which goal? Empty: {n}.", n=known)
    answer = talk.choose(question, {str(goal.number): None for goal in found})
    return _heard(hall, composition, Slot.GOAL, answer)


def ask_voice(hall: Hall, composition: Composition) -> Composition:
    """Ask who asked, how and when, where the line does not say."""
    understood = understand(composition, scene(hall))
    if not understood.text:
        return composition
    untouched = len(composition.texts) == 1
    if untouched or Mark.ASKED_BY in understood.marks:
        composition = _ask_asker(hall, composition)
    if untouched:
        hall.talk.help = (hall.talk.tr("For example: conversation, drawing, play, pictures. Other words stay."),)
        how = hall.talk.ask(hall.talk.tr("How? Empty: not said."))
        composition = _heard(hall, composition, Slot.HOW, how)
    if untouched or Mark.ASKED_ON in understood.marks:
        composition = _ask_day(hall, composition)
    return composition


def _ask_asker(hall: Hall, composition: Composition) -> Composition:
    talk = hall.talk
    talk.help = (talk.tr("Two letters of a name, a title or a service."),)
    while True:
        answer = talk.ask(talk.tr("Who asked? Empty: not said."))
        composition = _heard(hall, composition, Slot.ASKED_BY, answer)
        understood = understand(composition, scene(hall))
        if Mark.ASKED_BY not in understood.marks:
            return _of_several(hall, composition)
        talk.say(talk.tr("Who is {name}? Write more of the name.", name=answer))


def _ask_day(hall: Hall, composition: Composition) -> Composition:
    talk = hall.talk
    talk.help = (talk.tr("A day that has been, for example: 1.10, yesterday, mandag."),)
    while True:
        answer = talk.ask(talk.tr("On which day? Empty: not said."))
        composition = _heard(hall, composition, Slot.ASKED_ON, answer)
        if not answer:
            return composition
        result = parse_past(answer, today=hall.today, lang=hall.language())
        if not isinstance(result, Ask):
            return composition
        hall.ask_back(result)


def _heard(hall: Hall, composition: Composition, slot: Slot, answer: str) -> Composition:
    """Take an answer; from now it is kept, should the input end before the next one."""
    hall.writing = with_slot(composition, slot, answer)
    return hall.writing


def with_slot(composition: Composition, slot: Slot, text: str) -> Composition:
    """The line with another text in one of its slots."""
    return replace(composition, slot=composition.slots.index(slot)).with_text(text)
