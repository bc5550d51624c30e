"""The grammar of the capture line: what a line means, told in a value that the screen can say in words."""

import re
from dataclasses import dataclass
from typing import Final

from stafett_tui.capture.dates import Ask, AskReason, NextMeeting, Understood, parse_date, parse_past
from stafett_tui.capture.how import how_key
from stafett_tui.capture.people import Person, match
from stafett_tui.capture.scene import Mark, Scene, Speaker, Understanding, Warned
from stafett_tui.capture.slots import Composition, LineSort, Slot, parse_line, promote, signed, start
from stafett_tui.capture.who import Who, read_who
from stafett_tui.domain.calendar import weekday_warning

__all__ = ["Composition", "LineSort", "Slot", "parse_line", "promote", "start", "understand"]

GUARDIAN: Final = re.compile(r"([mf])\s")
GUARDIANS: Final[dict[str, Speaker]] = {"m": "mother", "f": "father"}
INLINE: Final = re.compile(r"(?P<who>\S+)(?P<when>[^#]*?)(?:#(?P<goal>[1-9]))?\s*")
GOAL: Final = re.compile(r"(?:mål|mal|m|#)?\s*([0-9]{1,2})\.?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Parts:
    """The four texts of an activity, whether they stood in slots or in the line."""

    what: str
    who: str
    when: str
    goal: str


def understand(composition: Composition, scene: Scene) -> Understanding:
    """What the program understands by the line, complete or not."""
    first = signed(composition.texts[0])
    if first.sort is LineSort.ACTIVITY:
        return _activity(composition, first.rest, scene)
    if first.sort is LineSort.VOICE:
        return _voice(composition, first.rest, scene)
    text = first.rest.strip()
    marks = () if text or first.sort is LineSort.PALETTE else (Mark.TEXT,)
    jump = int(text) if first.sort is LineSort.JUMP else None
    return Understanding(first.sort, text, composition.texts, jump=jump, marks=marks)


def _activity(composition: Composition, rest: str, scene: Scene) -> Understanding:
    parts = _parts(composition, rest, scene)
    people = read_who(parts.who, scene.people, composition.chosen)
    responsible = people[0].person if people else None
    helpers = _helpers(people)
    due = _due(parts.when, scene)
    goal, goal_known = _goal(parts.goal, scene)
    missing = {
        Mark.TEXT: not parts.what,
        Mark.PERSON: responsible is None,
        Mark.HELPER: any(who.person is None for who in people[1:]),
        Mark.DATE: isinstance(due, Ask),
        Mark.GOAL: not goal_known,
    }
    involved = (*(() if responsible is None else (responsible,)), *helpers)
    return Understanding(
        LineSort.ACTIVITY,
        parts.what,
        composition.texts,
        responsible=responsible,
        responsible_candidates=people[0].matches if people else (),
        helpers=helpers,
        candidates=people[-1].matches if people else (),
        typed_person=people[-1].typed if people else "",
        due=due,
        due_is_default=not parts.when.strip(),
        goal=goal,
        marks=tuple(mark for mark, is_missing in missing.items() if is_missing),
        warnings=(*_day_warnings(due), *_several(people)),
        stop=tuple(person for person in involved if not person.covered),
    )


def _parts(composition: Composition, rest: str, scene: Scene) -> Parts:
    """The slots of an activity; `@ka fre #2` at the end of the text serves where they are untouched."""
    slots = [composition.text_of(slot) for slot in (Slot.WHO, Slot.WHEN, Slot.GOAL)]
    what = rest.strip()
    before, at, after = rest.rpartition(" @")
    found = INLINE.fullmatch(after) if at and before.strip() and not any(map(str.strip, slots)) else None
    if found is None or not match(found["who"], scene.people):
        return Parts(what, *slots)
    when = found["when"].strip()
    if when and _is_unknown(parse_date(when, today=scene.today, lang=scene.lang)):
        return Parts(what, *slots)
    return Parts(before.strip(), found["who"], when, found["goal"] or "")


def _is_unknown(result: object) -> bool:
    return isinstance(result, Ask) and result.reason is AskReason.UNKNOWN


def _helpers(people: tuple[Who, ...]) -> tuple[Person, ...]:
    taken = {people[0].person.id} if people and people[0].person else set()
    found: list[Person] = []
    for who in people[1:]:
        if who.person is not None and who.person.id not in taken:
            taken.add(who.person.id)
            found.append(who.person)
    return tuple(found)


def _due(text: str, scene: Scene) -> Understood | NextMeeting | Ask:
    """The deadline; with nothing said it is the next meeting."""
    if not text.strip():
        known = scene.next_meeting
        return NextMeeting(known if known is not None and known >= scene.today else None)
    return parse_date(text, today=scene.today, next_meeting=scene.next_meeting, lang=scene.lang)


def _day_warnings(due: Understood | NextMeeting | Ask) -> tuple[Warned, ...]:
    return Warned.of_day(weekday_warning(due.on)) if isinstance(due, Understood) else ()


def _several(people: tuple[Who, ...]) -> tuple[Warned, ...]:
    return (Warned.SEVERAL_PEOPLE,) if any(who.several for who in people if who.matches) else ()


def _goal(text: str, scene: Scene) -> tuple[int | None, bool]:
    """The goal: the digit typed, else that of the row in focus, the last one used, or the only one."""
    if text.strip():
        found = GOAL.fullmatch(text.strip())
        number = int(found[1]) if found else None
        return (number, True) if number in scene.goals else (None, False)
    only = scene.goals[0] if len(scene.goals) == 1 else None
    for number in (scene.focus_goal, scene.last_goal, only):
        if number is not None and number in scene.goals:
            return number, True
    return None, False


def _voice(composition: Composition, rest: str, scene: Scene) -> Understanding:
    guardian = GUARDIAN.match(rest)
    text = (rest[guardian.end() :] if guardian else rest).strip()
    asked_by, how, asked_on = (composition.text_of(slot).strip() for slot in (Slot.ASKED_BY, Slot.HOW, Slot.ASKED_ON))
    people = read_who(asked_by, scene.people, composition.chosen)
    person = people[0].person if people else None
    day = parse_past(asked_on, today=scene.today, lang=scene.lang) if asked_on else None
    missing = {
        Mark.TEXT: not text,
        Mark.ASKED_BY: bool(asked_by) and (person is None or len(people) > 1),
        Mark.ASKED_ON: isinstance(day, Ask),
    }
    return Understanding(
        LineSort.VOICE,
        text,
        composition.texts,
        speaker=GUARDIANS[guardian[1]] if guardian else "child",
        asked_by=person,
        how=(how_key(how) or how) if how else None,
        on=day.on if isinstance(day, Understood) else None,
        on_asked=day if isinstance(day, Ask) else None,
        candidates=people[-1].matches if people else (),
        typed_person=people[-1].typed if people else "",
        marks=tuple(mark for mark, is_missing in missing.items() if is_missing),
        warnings=_several(people),
        stop=() if person is None or person.covered else (person,),
    )
