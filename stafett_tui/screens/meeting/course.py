"""Before and after: starting, pausing, breaking off, going on another day, and the calm end after the lock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from stafett_tui.domain.meeting import MeetingState
from stafett_tui.i18n import dates
from stafett_tui.i18n.enums import agenda_title, name_of
from stafett_tui.screens.meeting import dueword, stopped, upcoming
from stafett_tui.screens.meeting.attendance import STOP
from stafett_tui.screens.meeting.deeds import Deed, Doing, Fill, Form, Panel, Slot, Tell
from stafett_tui.screens.meeting.now import WAITING, Now
from stafett_tui.services.clock import to_wall
from stafett_tui.widgets.columns import Column
from stafett_tui.widgets.inks import Line
from stafett_tui.widgets.rows import Row

if TYPE_CHECKING:
    from stafett_tui.domain.changes import Changes
    from stafett_tui.services.desk import Desk


_COLUMNS: Final = (Column("", flex=1, least=20), Column("", 30, least=8))


@dataclass(frozen=True, slots=True)
class BeforePane:
    """The meeting as called, or broken off: Enter starts it, or goes on with it."""

    panel: Panel = "before"
    mark_width: int = 6

    def columns(self, now: Now) -> tuple[Column, ...]:
        """Its columns."""
        del now
        return _COLUMNS

    def title(self, now: Now) -> Line:
        """Where the meeting stands."""
        state = now.view.meeting.state
        if now.view.reads_along and state is not MeetingState.CANCELLED:
            return now.texts.tr("THE MEETING HAS NOT BEGUN  The holder starts it")
        if why := stopped.before(now.view, now.texts):
            stands = now.texts.tr("THE MEETING IS {state}", state=name_of(now.texts, state).upper())
            return ((f"{stands}  ", ""), (why, "alarm"))
        if state is MeetingState.CALLED:
            return now.texts.tr("THE MEETING IS CALLED  Enter starts it")
        if state is MeetingState.CANCELLED:
            return now.texts.tr("THE MEETING IS CANCELLED")
        return now.texts.tr("THE MEETING IS {state}  Enter goes on", state=name_of(now.texts, state).upper())

    def rows(self, now: Now) -> list[Row]:
        """When and where, who is asked for, and what was parked before."""
        texts, view = now.texts, now.view
        time = view.meeting.time
        day = dates.long(time.starts.date(), texts.language)
        clock = f"{dates.clock(time.starts)}-{dates.clock(time.ends)}"
        mark = WAITING if "start" in now.pending else ""
        rows = [Row("start", (f"{day} {clock}", view.meeting.place), mark=mark)]
        rate = texts.trn("{n} activity to rate", "{n} activities to rate", len(view.rated), n=len(view.rated))
        rows.append(Row("rate", (rate, "")))
        for person in view.room:
            if not person.covered:
                text = texts.tr("{name}: consent is missing", name=person.name)
                rows.append(Row(person.person, (text, person.service), mark=STOP, ink="alarm"))
        rows += [
            Row(f.id, (f.body.text, texts.tr("parked {day}", day=dates.short(to_wall(f.at).date()))), mark=".")
            for f in view.parked
        ]
        return rows + [Row(f"r{n}", (text, texts.tr("remark")), mark="*") for n, text in enumerate(view.remarks)]

    def keys(self, now: Now) -> str:
        """The list's own keys."""
        if now.view.reads_along or now.view.stopped is not None:
            return ""
        return now.texts.tr("Enter: begin. The clock starts by itself, and everything written is saved at Enter")

    def press(self, now: Now, key: str, row: str) -> Doing | None:
        """Start, or go on."""
        if key != "enter" or now.view.meeting.state is MeetingState.CANCELLED or now.view.reads_along:
            return None
        del row
        return start(now) if now.view.meeting.state is MeetingState.CALLED else resume(now)


_LOCKED_COLUMNS: Final = (Column("", flex=1),)


@dataclass(frozen=True, slots=True)
class LockedPane:
    """The end: the version, its hash, what happens next, and what can still be done."""

    panel: Panel = "locked"
    mark_width: int = 3

    def columns(self, now: Now) -> tuple[Column, ...]:
        """Its columns."""
        del now
        return _LOCKED_COLUMNS

    def title(self, now: Now) -> Line:
        """The minutes are locked."""
        return now.texts.tr("THE MINUTES ARE LOCKED  version {n}", n=now.view.meeting.version)

    def rows(self, now: Now) -> list[Row]:
        """What was locked and what comes."""
        texts, view = now.texts, now.view
        assert view.lock is not None  # noqa: S101 - this list is shown of locked minutes only
        at = to_wall(view.lock.at)
        who = texts.tr(
            "Locked by {name} {day} at {time}", name=view.lock.by, day=dates.dotted(at), time=dates.clock(at)
        )
        rows = [Row("who", (f"{who}   {texts.tr('log')} {view.lock.head[:12]}",), mark="ok")]
        if view.following is not None:
            when = upcoming.when(now, view.following.time)
            rows.append(Row("next", (texts.tr("Next meeting: {when}", when=when),)))
        mine = sum(a.open for a in view.activities.values())
        rows.append(Row("runs", (texts.trn("{n} activity runs", "{n} activities run", mine, n=mine),)))
        rows.append(Row("say", (texts.tr("Others may remark on the minutes; it becomes a point next time."),)))
        if _may_unlock(now):
            until = dates.clock(view.unlockable_until or at)
            rows.append(Row("unlock", (texts.tr("u  Open again, until {time}", time=until),)))
        rows.append(
            Row("correct", (texts.tr("c  Correct, with a reason: becomes version {n}", n=view.lock.version + 1),))
        )
        rows.append(Row("remark", (texts.tr("m  Write a remark for the next meeting"),)))
        return rows

    def keys(self, now: Now) -> str:
        """The list's own keys."""
        return now.texts.tr("Everything is saved. {key_back}: to the plan")

    def press(self, now: Now, key: str, row: str) -> Doing | None:
        """Open again, correct, remark."""
        wish = {"u": "unlock", "c": "correct", "r": "correct", "m": "remark"}.get(key, row if key == "enter" else "")
        if wish == "unlock":
            return unlock(now)
        if wish == "correct":
            return Fill(reason_form(now, "reopen"))
        return Fill(reason_form(now, "remark")) if wish == "remark" else None


def start(now: Now) -> Deed:
    """Start the meeting: its clock runs from now."""
    plan_id, thing = now.plan_id, now.meeting
    said = now.texts.tr("The meeting has begun. Everything is saved at Enter.")
    return Deed(lambda desk: desk.meetings.start(plan_id, thing), said, row="start", pending="start")


def resume(now: Now) -> Deed:
    """Go on after a pause, or with a meeting that was broken off."""
    plan_id, thing = now.plan_id, now.meeting
    return Deed(lambda desk: desk.meetings.resume(plan_id, thing), now.texts.tr("The meeting goes on."), row="start",
                pending="start")  # fmt: skip


def pause(now: Now) -> Doing:
    """Stop the clock, or let it run on."""
    state, plan_id, thing = now.view.meeting.state, now.plan_id, now.meeting
    if state in {MeetingState.PAUSED, MeetingState.BROKEN_OFF}:
        return resume(now)
    if state is not MeetingState.RUNNING:
        return Tell(now.texts.tr("The meeting is not running."))
    return Deed(lambda desk: desk.meetings.pause(plan_id, thing), now.texts.tr("Pause. The clock stands still."))


def break_off(now: Now) -> Doing:
    """Break off with a reason; another day is asked for right after."""
    state = now.view.meeting.state
    if state is MeetingState.BROKEN_OFF:
        return Fill(another_day_form(now))
    if state not in {MeetingState.RUNNING, MeetingState.PAUSED}:
        return Tell(now.texts.tr("The meeting is not running."))
    return Fill(reason_form(now, "break_off"))


def unlock(now: Now) -> Doing:
    """Open the minutes again, while that is allowed."""
    if now.view.lock is None:
        return Tell(now.texts.tr("The minutes are not locked."))
    plan_id, thing = now.plan_id, now.meeting
    return Deed(lambda desk: desk.minutes.unlock(plan_id, thing), now.texts.tr("The minutes are open again."))


def reason_form(now: Now, kind: str) -> Form:
    """A few words: why it is broken off, why it is corrected, or a remark."""
    texts, plan_id, thing = now.texts, now.plan_id, now.meeting
    titles = {"break_off": texts.tr("Break off"), "reopen": texts.tr("Correct"), "remark": texts.tr("Remark")}

    def run(desk: Desk, text: str) -> Changes:
        if kind == "break_off":
            return desk.meetings.break_off(plan_id, thing, text)
        if kind == "reopen":
            return desk.minutes.reopen(plan_id, thing, text)
        return desk.minutes.remark(plan_id, thing, text)

    said = {
        "break_off": texts.tr("Broken off; what is written stays. It can go on another day."),
        "reopen": texts.tr("Correct now. {key_lock} locks it as the next version."),
        "remark": texts.tr("The remark is saved; it becomes a point next time."),
    }[kind]

    def finish(form: Form) -> Doing:
        text = form.value("text")
        if not text:
            return Tell(texts.tr("Write why in a few words."))
        then = (lambda later: Fill(another_day_form(later))) if kind == "break_off" else None
        return Deed(lambda desk: run(desk, text), said, then=then)

    label = texts.tr("remark") if kind == "remark" else texts.tr("why")
    return Form(kind, "", titles[kind], (Slot("text", label),), finish, lambda _: texts.tr("Enter saves."))


def another_day_form(now: Now) -> Form:
    """The day on which a meeting that was broken off goes on."""
    texts, plan_id, thing = now.texts, now.plan_id, now.meeting

    def finish(form: Form) -> Doing:
        starts = upcoming.moment(form.value("when"), now)
        if not isinstance(starts, datetime):
            return Tell(((starts.words, "alarm"),))
        words = dueword.moment_words(starts, now.view.today, texts)
        return Deed(lambda desk: desk.meetings.go_on(plan_id, thing, starts),
                    texts.tr("The meeting goes on {when}.", when=words))  # fmt: skip

    def echo(form: Form) -> Line:
        starts = upcoming.moment(form.value("when"), now)
        if isinstance(starts, datetime):
            return dueword.moment_words(starts, now.view.today, texts)
        return ((starts.words, "alarm"),)

    return Form(
        "another_day",
        "",
        texts.tr("Go on another day"),
        (Slot("when", texts.tr("when")),),
        finish,
        echo,
        offers=lambda form: upcoming.offered(form, now),
    )


def _may_unlock(now: Now) -> bool:
    until = now.view.unlockable_until
    return until is not None and now.wall <= until


def item_title(now: Now, key: str, *, short: bool = False) -> str:
    """The title of an agenda item."""
    own = next((i.title for i in now.view.meeting.agenda if i.key == key and i.title), "")
    return own or agenda_title(now.texts, key, short=short, kind=now.view.opened.kind)
