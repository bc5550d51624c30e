"""The minutes as they are shown: time, sign, text; what the disk has not answered for yet says so (I9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from stafett_tui.documents.literal import as_plain
from stafett_tui.documents.ways import way_name
from stafett_tui.domain.deadlines import NEXT_MEETING
from stafett_tui.domain.minutes import LineSort, MinuteLine
from stafett_tui.domain.names import name_of
from stafett_tui.domain.voice import Speaker
from stafett_tui.i18n import dates
from stafett_tui.i18n.enums import named
from stafett_tui.i18n.owners import owned
from stafett_tui.i18n.texts import N_, Texts
from stafett_tui.screens.meeting.now import WAITING, Now
from stafett_tui.screens.meeting.readback import SIGNS
from stafett_tui.screens.meeting.view import voice_of
from stafett_tui.services.clock import to_wall
from stafett_tui.widgets.inks import Line


@dataclass(frozen=True, slots=True)
class Sent:
    """A line on its way to the disk."""

    key: str
    sign: str
    text: str
    item: str


def sheet(now: Now, sent: tuple[Sent, ...], *, whole: bool = False) -> list[Line]:
    """The lines of this item, the newest last; of the whole meeting once it is over."""
    everything = whole or not now.view.writable
    shown = [line for line in now.view.lines if everything or line.item == now.view.item]
    lines = [one(now, line) for line in shown]
    lines += [((f" {WAITING:<5} {each.sign:<4} ", "quiet"), (each.text, "")) for each in sent]
    lines = lines or [((" " + now.texts.tr("Nothing is written here yet."), "quiet"),)]
    return lines + versions(now)


def versions(now: Now) -> list[Line]:
    """What each later version changed, and the earlier ones whole: both can be read and compared."""
    texts, lines = now.texts, list[Line]()
    for version in reversed(now.view.versions):
        if version.changes:
            told = texts.tr("CHANGED IN VERSION {n}  {reason}", n=version.number, reason=version.reason)
            lines += ["", ((f" {told}", "heading"),)]
        for mark, text in version.changes:
            plain = as_plain(text).rstrip("\n")
            lines.append(((f" {plain}", "strong"),) if mark == "#" else ((f"   {mark} ", "strong"), (plain, "")))
        if version is not now.view.versions[-1]:
            lines += ["", ((" " + texts.tr("VERSION {n} AS IT WAS LOCKED", n=version.number), "heading"),)]
            lines += [f" {as_plain(line)}".rstrip("\n") for line in version.lines if line]
    return lines


def title(now: Now) -> str:
    """What the minutes pane shows."""
    from stafett_tui.screens.meeting.top import number

    if not now.view.writable:
        return now.texts.tr("MINUTES")
    return now.texts.tr("MINUTES  item {n}", n=number(now))


def one(now: Now, line: MinuteLine) -> Line:
    """One line: `14:26 +A15 Kari spør rektor om fast vikar   Kari Lie  01.12`."""
    at = dates.clock(to_wall(line.at))
    return (f" {at} {sign(now, line):<4} ", ""), (words(now, line), "")


def sign(now: Now, line: MinuteLine) -> str:
    """The sign of a line; an activity has its number."""
    if line.sort is LineSort.ACTIVITY:
        return f"+{now.texts.tr('A')}{now.view.numbers.get(line.id, 0)}"
    return SIGNS[line.sort]


def words(now: Now, line: MinuteLine) -> str:
    """The text of a line, whole, with who and when where it has such."""
    if line.sort is LineSort.ACTIVITY:
        return _activity(now, line)
    return _voice(now, line) if line.sort is LineSort.VOICE else line.text


def _activity(now: Now, line: MinuteLine) -> str:
    activity = now.view.activities.get(line.id)
    if activity is None:
        return line.text
    who = " + ".join((activity.responsible_name or "?", *activity.helper_names))
    due = dates.due(activity.due, now.texts)
    if activity.due == NEXT_MEETING and activity.due_on is not None:
        due = f"{due} ({dates.short(activity.due_on)})"
    return f"{line.text}   {who}   {due}"


def _voice(now: Now, line: MinuteLine) -> str:
    voice = voice_of(now.view, line.id)
    speaker = Speaker.CHILD if voice is None else voice.speaker
    who = now.texts.tr(owned(N_("The child"), now.view.opened.kind))
    if speaker is not Speaker.CHILD:
        who = named(now.texts, "Speaker", speaker.value).capitalize()
    text = f"{who}: «{line.text}»"
    if voice is None:
        return text
    asked = name_of(now.view.plan, voice.asked_by) if voice.asked_by else ""
    how = way_name(now.texts, voice.how) if voice.how else ""
    about = ", ".join(part for part in (asked, how, dates.dotted(voice.on) if voice.on else "") if part)
    return f"{text}  ({about})" if about else text


def agreed(now: Now) -> list[Line]:
    """What was agreed today, and what the child said last: the right column at 120."""
    texts: Texts = now.texts
    lines: list[Line] = [((texts.tr("AGREED TODAY"), "heading"),)]
    lines += [((f"{sign(now, line):<4} ", "strong"), (words(now, line), "")) for line in now.view.aloud]
    if not now.view.aloud:
        lines.append(((texts.tr("nothing yet"), "quiet"),))
    if now.view.earlier:
        on, text = now.view.earlier[-1]
        lines += ["", ((texts.tr("LAST SAID ({day})", day=dates.short(on)), "heading"),), ((f"«{text}»", ""),)]
    if now.view.following is not None:
        time = now.view.following.time.starts
        when = f"{dates.weekday_short(time, texts.language)} {dates.short(time)} {dates.clock(time)}"
        lines += ["", ((texts.tr("NEXT MEETING"), "heading"),), ((when, ""),)]
    return lines


def dates_at_hand(now: Now) -> list[Line]:
    """Deadlines that are often agreed, with their days: what to write in the slot for when."""
    texts, today = now.texts, now.view.today
    offers = [
        (texts.tr("in a week"), today + timedelta(days=7)),
        (texts.tr("in two weeks"), today + timedelta(days=14)),
    ]
    if now.view.next_on is not None:
        offers.insert(0, (dates.due(NEXT_MEETING, texts), now.view.next_on))
    lines: list[Line] = ["", ((texts.tr("DEADLINES AT HAND"), "heading"),)]
    for words, day in offers:
        lines.append(f"{words:<13} {dates.short(day)} ({dates.weekday_short(day, texts.language)})")
    return lines


def spaced(lines: list[Line]) -> list[Line]:
    """With a blank line after each, for those who read along."""
    return [each for line in lines if line for each in (line, "")]
