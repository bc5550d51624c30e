"""Item 9: the next meeting, proposed; Enter takes it, `14.1 14` sets another (T12)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time
from typing import TYPE_CHECKING, Final

from stafett_tui.capture.dates import NextMeeting, Understood, parse_date
from stafett_tui.i18n import dates
from stafett_tui.screens.meeting import dueword
from stafett_tui.screens.meeting.deeds import Deed, Doing, Fill, Form, Panel, Slot, Tell
from stafett_tui.screens.meeting.now import WAITING, Now
from stafett_tui.widgets.columns import Column
from stafett_tui.widgets.inks import Line
from stafett_tui.widgets.rows import Row

if TYPE_CHECKING:
    from stafett_tui.domain.changes import Changes
    from stafett_tui.domain.meeting import WallTime
    from stafett_tui.services.desk import Desk

PROPOSED: Final = "proposed"
_ALONE: Final = re.compile(r"\s*\d{1,2}[./]\d{1,2}[./]?(\d{2,4})?\s+(kl\.?\s*)?\d{1,2}([.:]\d\d)?\s*")
_HOUR: Final = re.compile(r"^(?P<day>.*\S)\s+(?:kl\.?\s*)?(?P<hour>\d{1,2})(?:[.:](?P<minute>\d\d))?$")


_COLUMNS: Final = (Column("", flex=1),)


@dataclass(frozen=True, slots=True)
class NextPane:
    """The proposal, or the meeting that is set."""

    panel: Panel = "next"
    mark_width: int = 3

    def columns(self, now: Now) -> tuple[Column, ...]:
        """Its columns."""
        del now
        return _COLUMNS

    def title(self, now: Now) -> Line:
        """Whether it is set."""
        if now.view.following is not None:
            return now.texts.tr("NEXT MEETING  is set")
        return now.texts.tr("NEXT MEETING  proposed: Enter takes it")

    def rows(self, now: Now) -> list[Row]:
        """When, in words, and how to set another."""
        view = now.view
        mark = "ok" if view.following is not None else WAITING if PROPOSED in now.pending else "?"
        place = view.meeting.place if view.following is None else view.following.place
        words = when(now, view.proposal) + (f", {place}" if place else "")
        return [Row(PROPOSED, (words,), mark=mark)]

    def keys(self, now: Now) -> str:
        """The list's own keys."""
        return now.texts.tr("Enter: take it   or write day and time: 14.1 14   Tab: day, time, place")

    def press(self, now: Now, key: str, row: str) -> Doing | None:
        """Take the proposal, or open the slots."""
        if row != PROPOSED:
            return None
        if key == "tab":
            return Fill(next_form(now))
        if key == "enter":
            return take(now)
        if key.isdigit():
            return Fill(next_form(now).with_text(key))
        return None


def when(now: Now, moment: WallTime) -> str:
    """Day and time in words."""
    texts = now.texts
    words = (
        f"{dates.long(moment.starts.date(), texts.language)} {dates.clock(moment.starts)}-{dates.clock(moment.ends)}"
    )
    words += f", {dates.away(moment.starts.date(), now.view.today, texts)}"
    warning = dueword.warning_words(moment.starts.date(), texts)
    return f"{words}  ! {warning}" if warning else words


def take(now: Now) -> Doing:
    """Take the proposed time."""
    if now.view.following is not None:
        return Tell(now.texts.tr("The next meeting is set: {when}", when=when(now, now.view.following.time)))
    return set_to(now, now.view.proposal.starts)


def set_to(now: Now, starts: datetime, place: str | None = None) -> Deed:
    """Set the next meeting: same length, and the same place where nothing else is said."""
    plan_id, thing = now.plan_id, now.meeting

    def run(desk: Desk) -> Changes:
        return desk.meetings.set_next(plan_id, thing, starts, place=place)

    words = dueword.moment_words(starts, now.view.today, now.texts)
    said = now.texts.tr("Next meeting: {when}. {key_undo} takes it back.", when=words)
    return Deed(run, said, row=PROPOSED, pending=words)


def moment(phrase: str, now: Now) -> datetime | dueword.Said:
    """Day and time of a phrase such as `14.1 14`; the time is this meeting's where none is said."""
    lang = "nn" if now.view.opened.language == "nn" else "nb"
    understood = parse_date(phrase, today=now.view.today, lang=lang)
    found = _HOUR.match(phrase.strip())
    hour = None
    if found is not None and int(found["hour"]) < 24 and int(found["minute"] or 0) < 60:  # noqa: PLR2004 - a clock
        day = parse_date(found["day"], today=now.view.today, lang=lang)
        if isinstance(day, Understood) and day.at is None:
            understood, hour = day, time(int(found["hour"]), int(found["minute"] or 0))
    if not isinstance(understood, Understood):
        return dueword.Said(
            None, _asked(understood, now), () if isinstance(understood, NextMeeting) else understood.dates
        )
    at = hour or understood.at or now.view.meeting.time.starts.time()
    return datetime.combine(understood.on, at)


def typed_alone(text: str, now: Now) -> datetime | None:
    """Day and time where a line holds nothing else, such as `14.1 14`."""
    if not _ALONE.fullmatch(text):
        return None
    found = moment(text, now)
    return found if isinstance(found, datetime) else None


def proposed_words(now: Now, starts: datetime) -> str:
    """What Enter makes of a day and time."""
    words = dueword.moment_words(starts, now.view.today, now.texts)
    return now.texts.tr("Enter: next meeting {when}", when=words)


def _asked(understood: object, now: Now) -> str:
    if isinstance(understood, NextMeeting):
        return now.texts.tr("Which day is the next meeting?")
    return dueword.said(understood, now.view.today, now.texts).words  # type: ignore[arg-type] # an Ask


def next_form(now: Now) -> Form:
    """When and where the next meeting is."""
    texts = now.texts
    proposal = now.view.proposal.starts
    proposed = f"{dates.short(proposal)} {dates.clock(proposal)}"

    def wanted(form: Form) -> datetime | dueword.Said:
        return moment(form.value("when"), now) if form.value("when") else proposal

    def finish(form: Form) -> Doing:
        starts = wanted(form)
        if not isinstance(starts, datetime):
            return Tell(((starts.words, "alarm"),))
        if starts <= now.view.meeting.time.starts:
            return Tell(texts.tr("The next meeting comes after this one. Write a later day."))
        return set_to(now, starts, form.value("place") or None)

    def echo(form: Form) -> Line:
        starts = wanted(form)
        if isinstance(starts, datetime):
            return dueword.moment_words(starts, now.view.today, texts)
        return ((starts.words, "alarm"),)

    place = now.view.meeting.place if now.view.following is None else now.view.following.place
    slots = (Slot("when", texts.tr("when"), proposal=proposed), Slot("place", texts.tr("place"), proposal=place))
    return Form("next", "", texts.tr("Next meeting"), slots, finish, echo, offers=lambda form: offered(form, now))


def offered(form: Form, now: Now) -> tuple[str, ...]:
    """The days that an uncertain phrase may mean, as somebody would type them."""
    found = moment(form.value("when"), now) if form.slot.name == "when" and form.value("when") else None
    return tuple(dueword.typed(each) for each in found.offered) if isinstance(found, dueword.Said) else ()
