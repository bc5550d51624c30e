"""Items 7 to 9 and the end: level and holder, reading back, the next meeting, the guards, the lock."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from stafett_tui.capture.dates import NextMeeting, Understood, parse_date
from stafett_tui.cli.line.hall import Hall
from stafett_tui.documents.markdown import kind_of
from stafett_tui.domain.activity import activities, activity
from stafett_tui.domain.attendance import IN_THE_ROOM
from stafett_tui.domain.errors import StafettError
from stafett_tui.domain.guards import Guard, GuardKind
from stafett_tui.domain.lock import next_meeting
from stafett_tui.domain.meeting import LevelKept, WallTime, level
from stafett_tui.domain.minutes import LineSort, MinuteLine, OwnWordsSaid, read_back, to_read_back
from stafett_tui.domain.names import name_of
from stafett_tui.domain.people import holder_id, opening
from stafett_tui.i18n import dates, enums
from stafett_tui.i18n.errors import error_text
from stafett_tui.i18n.owners import owned
from stafett_tui.i18n.texts import N_

LEVELS: Final = ("1", "2", "3")
NOTHING: Final = "-"


def keep_level(hall: Hall) -> None:
    """Item 7: Enter keeps level and holder."""
    talk, plan = hall.talk, hall.plan
    if any(f.body.meeting == hall.meeting_id for f in plan.of(LevelKept)):
        return
    opened = opening(plan)
    now = level(plan, 1 if opened is None else opened.level)
    talk.help = (talk.tr("A digit from 1 to 3 changes the level. - leaves this for later."),)
    question = talk.tr("Level {level} and {name} as stafettholder. Empty: both stay. 1 to 3: another level.",
                       level=now, name=hall.name(holder_id(plan)))  # fmt: skip
    answer = talk.choose(question, dict.fromkeys((*LEVELS, NOTHING)))
    if answer == NOTHING:
        return
    chosen = int(answer) if answer else now
    reason = "" if chosen == now else talk.ask(talk.tr("Why level {level}?", level=chosen))
    try:
        hall.desk.meetings.keep_level(hall.plan_id, hall.meeting_id, chosen, reason)
    except StafettError as error:
        talk.say(error_text(talk.texts, error))
        return
    talk.say(talk.tr("Level {level}, stafettholder {name}. Saved.", level=chosen, name=hall.name(holder_id(plan))))


def read_aloud(hall: Hall) -> None:
    """Item 8: each agreement and new activity of today is read, and somebody says it in own words."""
    talk = hall.talk
    waiting = [line for line in to_read_back(hall.plan, hall.meeting_id) if not _read(hall, line)]
    talk.help = (
        talk.tr("Read the line aloud. Empty: it was read. n: not yet. Other words: the line reads like this instead."),
    )
    if not waiting and not to_read_back(hall.plan, hall.meeting_id):
        talk.say(talk.tr("Nothing was agreed today."))
    for number, line in enumerate(waiting, start=1):
        _read_one(hall, line, number, len(waiting))
    _own_words(hall)


def _read(hall: Hall, line: MinuteLine) -> bool:
    return line.id in read_back(hall.plan, hall.meeting_id)


def _read_one(hall: Hall, line: MinuteLine, number: int, total: int) -> None:
    talk = hall.talk
    talk.say(talk.tr("{n} of {total}: {text}", n=number, total=total, text=spoken(hall, line)))
    while answer := talk.ask(talk.tr("Empty: read aloud. n: not yet. Other words: it reads like this instead.")):
        if answer.casefold() in {"n", "nei", "no"}:
            return
        hall.desk.minutes.reword(hall.plan_id, line.id, answer)
        talk.say(talk.tr("Saved: {text}", text=answer))
    hall.desk.minutes.tick(hall.plan_id, hall.meeting_id, line.id)
    talk.say(talk.tr("Read aloud. Saved."))


def spoken(hall: Hall, line: MinuteLine) -> str:
    """Give a line as it is read aloud; an activity with who and by when."""
    talk = hall.talk
    planned = activity(hall.plan, line.id, hall.next_on) if line.sort is LineSort.ACTIVITY else None
    if planned is None:
        return f"{enums.name_of(talk.texts, line.sort)}: {line.text}"
    names = ", ".join((planned.responsible_name or "?", *planned.helper_names))
    return f"{line.text} {names}. {hall.due(planned.due)}."


def _own_words(hall: Hall) -> None:
    talk = hall.talk
    rows = hall.desk.attendance.room(hall.plan_id, hall.meeting_id)
    family = [r for r in rows if r.kind in {"guardian", "owner"} and r.mark in IN_THE_ROOM]
    said = {f.body.person for f in hall.plan.of(OwnWordsSaid) if f.body.meeting == hall.meeting_id}
    left = [r for r in family if r.person not in said]
    if not left:
        return
    talk.help = (talk.tr("The beginning of a name is enough. An empty answer goes on."),)
    question = talk.tr("Who says in own words what is agreed? {names}. Empty: nobody now.",
                       names=", ".join(r.name for r in left))  # fmt: skip
    while answer := talk.ask(question).casefold():
        found = [r for r in left if any(part.casefold().startswith(answer) for part in (r.name, *r.name.split()))]
        if len(found) == 1:
            hall.desk.minutes.own_words(hall.plan_id, hall.meeting_id, found[0].person)
            talk.say(talk.tr("{name} said it in own words. Saved.", name=found[0].name))
            left.remove(found[0])
            question = talk.tr("Anybody else? Empty: go on.")
        else:
            talk.say(talk.tr("Who is {name}? Write more of the name.", name=answer))


def set_next(hall: Hall) -> None:
    """Item 9: the proposal is taken with Enter; a day keeps this meeting's clock times."""
    talk = hall.talk
    called = next_meeting(hall.plan, hall.meeting_id)
    if called is not None and called.follows == hall.meeting_id:
        talk.say(talk.tr("The next meeting is set: {time}.", time=_time(hall, called.time)))
        question = talk.tr("Empty: it stays. Or another day and time.")
    else:
        proposed = hall.desk.meetings.propose_next(hall.plan_id, hall.meeting_id)
        question = talk.tr("Next meeting: {time}? Empty: yes. Or another day and time. -: not now.",
                           time=_time(hall, proposed))  # fmt: skip
    talk.help = (talk.tr("Write a day and a time, for example: 15.12 13. The meeting is as long as this one."),)
    while True:
        answer = talk.ask(question)
        if answer == NOTHING or (not answer and called is not None and called.follows == hall.meeting_id):
            return
        starts = _starts(hall, answer) if answer else proposed.starts
        if starts is not None:
            break
    ends = None if answer else proposed.ends
    hall.desk.meetings.set_next(hall.plan_id, hall.meeting_id, starts, ends=ends)
    following = next_meeting(hall.plan, hall.meeting_id)
    if following is not None:
        talk.say(talk.tr("Next meeting: {time}. Saved.", time=_time(hall, following.time)))


def _starts(hall: Hall, phrase: str) -> datetime | None:
    result = parse_date(phrase, today=hall.today, next_meeting=None, lang=hall.language())
    if isinstance(result, Understood):
        hall.mind(result.on)
        at = result.at or hall.meeting.time.starts.time()
        return datetime.combine(result.on, at)
    if not isinstance(result, NextMeeting):
        hall.ask_back(result)
    return None


def _time(hall: Hall, when: WallTime) -> str:
    return f"{hall.moment(when.starts)}–{dates.clock(when.ends)}"


GUARDS: Final = {
    GuardKind.PRESENT: N_("Nobody is marked as present."),
    GuardKind.CONSENT: N_("Consent is missing for: {names}"),
    GuardKind.RESPONSIBLE: N_("Nobody is responsible for: {names}"),
    GuardKind.DEADLINE: N_("There is no deadline for: {names}"),
    GuardKind.RATED: N_("Not rated today: {names}"),
    GuardKind.NEW_DATE: N_("The date has passed, a new one is needed for: {names}"),
    GuardKind.SERVICE_ACTIVITY: N_("This service has no activity: {names}"),
    GuardKind.CHILD_VOICE: N_("The child's voice is missing, or why the child was not asked."),
    GuardKind.READ_BACK: N_("Not read aloud yet: {names}"),
    GuardKind.NEXT_MEETING: N_("The next meeting is not set."),
    GuardKind.TWO_VERSIONS: N_("In two versions, choose on the screen which stands: {names}"),
}
WHERE: Final = {
    GuardKind.PRESENT: "welcome", GuardKind.CONSENT: "welcome", GuardKind.RESPONSIBLE: "decide_goals",
    GuardKind.DEADLINE: "decide_goals", GuardKind.RATED: "review_activities",
    GuardKind.NEW_DATE: "review_activities", GuardKind.SERVICE_ACTIVITY: "decide_goals",
    GuardKind.CHILD_VOICE: "child_voice", GuardKind.READ_BACK: "read_back",
    GuardKind.NEXT_MEETING: "next_meeting", GuardKind.TWO_VERSIONS: "",
}  # fmt: skip
"""The agenda item where what is missing is put right."""


def lock(hall: Hall) -> str | None:
    """Show the guards and lock; answers the agenda item to go back to, empty when done, None for later."""
    talk = hall.talk
    missing = [g for g in hall.desk.minutes.guards(hall.plan_id, hall.meeting_id) if not g.ok]
    talk.say(*(_guard(hall, guard) for guard in missing))
    stopping = [g for g in missing if not g.warns]
    keys = [item.key for item in hall.meeting.agenda]
    talk.help = (talk.tr("The number of an agenda item goes back to it. An empty answer leaves the minutes open."),)
    if stopping:
        question = talk.tr("The minutes cannot be locked yet. A number goes to that item. Empty: leave it for now.")
        numbers = {str(n): None for n in range(1, len(keys) + 1)}
        answer = talk.choose(question, numbers)
        return keys[int(answer) - 1] if answer else None
    version = hall.meeting.version + 1
    if not talk.yes(talk.tr("Lock the minutes as version {n}? y: yes. Empty: not now.", n=version), otherwise=False):
        return None
    try:
        hall.desk.minutes.lock(hall.plan_id, hall.meeting_id)
    except StafettError as error:
        talk.say(error_text(talk.texts, error))
        return None
    talk.say(talk.tr("The minutes are locked as version {n}. Saved.", n=version))
    return ""


def _guard(hall: Hall, guard: Guard) -> str:
    names = ", ".join(_missing(hall, each) for each in guard.missing)
    words = hall.talk.tr(owned(GUARDS[guard.kind], kind_of(hall.plan)), names=names)
    keys = [item.key for item in hall.meeting.agenda]
    where = _where(hall, guard)
    if where not in keys:
        return words
    return hall.talk.tr("Item {n}. {words}", n=keys.index(where) + 1, words=words)


def _where(hall: Hall, guard: Guard) -> str:
    """Give the agenda item where it is put right; a missing consent stands where the person was named."""
    agreed = {p for a in activities(hall.plan) if a.open for p in (a.responsible, *a.helpers)}
    if guard.kind is GuardKind.CONSENT and agreed & set(guard.missing):
        return "decide_goals"
    return WHERE[guard.kind]


def _missing(hall: Hall, thing: str) -> str:
    plan = hall.plan
    found = activity(plan, thing)
    if found is not None:
        return found.what
    line = next((row.text for row in to_read_back(plan, hall.meeting_id) if row.id == thing), "")
    return line or name_of(plan, thing) or thing
