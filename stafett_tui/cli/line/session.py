"""Holding a meeting in line mode: from the question whether to start to the lock, item by item."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from stafett_tui.cli.line.agreeing import lines, take_up
from stafett_tui.cli.line.closing import keep_level, lock, read_aloud, set_next
from stafett_tui.cli.line.conversation import Conversation, EndedError
from stafett_tui.cli.line.hall import Hall
from stafett_tui.cli.line.mending import mend
from stafett_tui.cli.line.parked import settle
from stafett_tui.cli.line.review import review
from stafett_tui.cli.line.room import attendance
from stafett_tui.cli.line.voices import before_lines, why_not_asked
from stafett_tui.cli.line.withdrawing import STOPS, stop, why_stopped
from stafett_tui.documents.markdown import kind_of
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.lock import meetings, running_meeting
from stafett_tui.domain.meeting import AgendaItem, Meeting, MeetingState
from stafett_tui.domain.names import name_of
from stafett_tui.domain.people import opening
from stafett_tui.domain.plan import Plan
from stafett_tui.i18n import dates, enums
from stafett_tui.i18n.hindrances import behind_words
from stafett_tui.screens.meeting.leading import leader, question
from stafett_tui.services.desk import Desk
from stafett_tui.services.writing import clock_jump

BEFORE: Final[Mapping[str, Callable[[Hall], None]]] = {
    "welcome": attendance,
    "child_voice": before_lines,
    "service_update": settle,
    "review_activities": review,
    "decide_goals": mend,
    "level_and_holder": keep_level,
    "read_back": read_aloud,
    "next_meeting": set_next,
}
AFTER: Final[Mapping[str, Callable[[Hall], None]]] = {"child_voice": why_not_asked}


def hold(desk: Desk, plan_id: str, talk: Conversation, command: str) -> bool:
    """Hold the plan's meeting; tells whether its minutes are locked at the end. `command` is how to go on later."""
    found = choose(desk.plans.get(plan_id, view="meeting"), desk)
    hall = Hall(desk, plan_id, found.id, talk)
    try:
        _announce(hall)
        locked = _held(hall)
        if locked is None:
            return False
    except EndedError:
        locked = False
    if not locked:
        talk.say(talk.tr("Everything is saved. Go on with: {command}", command=command))
    return locked


def _held(hall: Hall) -> bool | None:
    """Go through the meeting, until nothing new may be written (C-09); None where it was not begun."""
    if hall.meeting.writable and why_stopped(hall) is not None:
        return stop(hall)
    if not _begin(hall):
        return None
    try:
        take_up(hall, hall.meeting.item)
        return _items(hall)
    except StafettError as error:
        if error.kind not in STOPS:
            raise
        return stop(hall)


def choose(plan: Plan, desk: Desk) -> Meeting:
    """Give the meeting that runs, else today's, else the next one called; raises NO_MEETING."""
    running = running_meeting(plan)
    if running is not None:
        return running
    waiting = [m for m in meetings(plan) if m.state is MeetingState.CALLED]
    today = [m for m in waiting if m.on == desk.clock.today()]
    later = [m for m in waiting if m.on >= desk.clock.today()]
    for found in (today, later, waiting[::-1]):
        if found:
            return found[0]
    raise StafettError(ErrorKind.NO_MEETING)


def _announce(hall: Hall) -> None:
    talk, m = hall.talk, hall.meeting
    opened = opening(hall.plan)
    talk.say(
        talk.tr("Meeting about {name}.", name=name_of(hall.plan, None if opened is None else opened.owner.id)),
        f"{dates.long_time(m.time.starts, talk.texts.language)}–{dates.clock(m.time.ends)}.",
        talk.texts.trn("{n} agenda item.", "{n} agenda items.", len(m.agenda), n=len(m.agenda)),
        talk.tr("? or help explains every question. quit stops; everything is saved."),
    )
    behind = clock_jump(hall.plan, hall.desk.clock.now())
    if behind is not None:
        talk.say(behind_words(behind, talk.texts))


def _begin(hall: Hall) -> bool:
    talk, m = hall.talk, hall.meeting
    if not _leads(hall):
        return False
    talk.help = (talk.tr("An empty answer is yes."),)
    if m.state is MeetingState.CALLED:
        if not _wanted(hall):
            return False
        hall.desk.meetings.start(hall.plan_id, m.id)
        talk.say(talk.tr("The meeting has started. Saved."))
    elif m.state in {MeetingState.PAUSED, MeetingState.BROKEN_OFF}:
        if not talk.yes(talk.tr("Go on with the meeting? Empty: yes."), otherwise=True):
            return False
        hall.desk.meetings.resume(hall.plan_id, m.id)
        talk.say(talk.tr("The meeting goes on. Saved."))
    return True


def _leads(hall: Hall) -> bool:
    """Ask before a meeting is taken over that is led from another machine; it is held from one at a time."""
    leads = leader(hall.desk, hall.plan, hall.meeting_id)
    if leads is None:
        return True
    talk = hall.talk
    talk.help = (talk.tr("An empty answer is no."),)
    asked = talk.tr("{question} y: yes. Empty: no.", question=question(leads, talk.texts))
    if not talk.yes(asked, otherwise=False):
        return False
    hall.desk.meetings.take_over(hall.plan_id, hall.meeting_id)
    talk.say(talk.tr("The meeting is led from here now."))
    return True


def _wanted(hall: Hall) -> bool:
    """Ask whether to start; a meeting of another day is not started by a mere Enter."""
    talk, m = hall.talk, hall.meeting
    if m.on == hall.today:
        return talk.yes(talk.tr("Start the meeting? Empty: yes."), otherwise=True)
    talk.help = (talk.tr("An empty answer is no."),)
    return talk.yes(talk.tr("This meeting is on another day. Start it now? y: yes. Empty: no."), otherwise=False)


def _items(hall: Hall) -> bool:
    """Go through the agenda from where the meeting is; answers whether the minutes were locked."""
    keys = [item.key for item in hall.meeting.agenda]
    at = keys.index(hall.meeting.item) if hall.meeting.item in keys else 0
    while True:
        while at < len(keys):
            jump = _item(hall, hall.meeting.agenda[at], at, len(keys))
            at = at + 1 if jump is None else jump
        back = lock(hall)
        if back is None:
            return False
        if not back:
            return True
        at = keys.index(back)


def _item(hall: Hall, item: AgendaItem, at: int, total: int) -> int | None:
    talk = hall.talk
    title = item.title or enums.agenda_title(talk.texts, item.key, kind=kind_of(hall.plan))
    talk.say("", talk.tr("Item {n} of {total}: {title}. {minutes} minutes.", n=at + 1, total=total, title=title,
                         minutes=item.minutes))  # fmt: skip
    if hall.meeting.item != item.key:
        hall.desk.meetings.reach(hall.plan_id, hall.meeting_id, item.key)
    before = BEFORE.get(item.key)
    if before is not None:
        before(hall)
    jump = lines(hall, item.key, total)
    after = AFTER.get(item.key)
    if after is not None and jump is None:
        after(hall)
    return jump
