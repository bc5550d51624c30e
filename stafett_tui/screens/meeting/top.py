"""The head line and the agenda: date, item, minutes used of planned, forecast end, and where one is."""

from __future__ import annotations

from stafett_tui.domain.attendance import IN_THE_ROOM
from stafett_tui.domain.meeting import MeetingState
from stafett_tui.i18n import dates
from stafett_tui.i18n.enums import name_of
from stafett_tui.screens.meeting.attendance import STOP, present_count
from stafett_tui.screens.meeting.course import item_title
from stafett_tui.screens.meeting.now import Now
from stafett_tui.screens.meeting.pace import Pace, pace
from stafett_tui.screens.meeting.shortly import guard_short
from stafett_tui.widgets.cells import cut, width
from stafett_tui.widgets.inks import Line, Span


def pace_of(now: Now) -> Pace:
    """How the meeting keeps its time."""
    planned = {item.key: item.minutes for item in now.view.meeting.agenda}
    return pace(planned, now.view.item, now.view.steps, now.wall, now.view.meeting.time.ends)


def number(now: Now) -> int:
    """The number of the item the meeting is at."""
    keys = [item.key for item in now.view.meeting.agenda]
    return keys.index(now.view.item) + 1 if now.view.item in keys else 0


def head_left(now: Now, cells: int) -> str:
    """`Møte 24.11  5/9 Gå gjennom tiltakene  7 av 10 min  slutt 14:46 (+1)`, the title short where that must be."""
    texts, view = now.texts, now.view
    start = f"{texts.tr('Meeting')} {dates.short(view.meeting.on)}"
    if not view.writable:
        return f"{start}  {name_of(texts, view.meeting.state)}"
    start += f"  {number(now)}/{len(view.meeting.agenda)} "
    state, used, used_shortly, ends = _times(now)
    for title, end in (
        (item_title(now, view.item), f"{state}  {used}{ends}"),
        (item_title(now, view.item), f"{state}  {used_shortly}{ends}"),
        (item_title(now, view.item, short=True), f"{state}  {used}{ends}"),
        (item_title(now, view.item, short=True), f"{state}  {used_shortly}{ends}"),
        (item_title(now, view.item, short=True), f"{state}  {used_shortly}"),
    ):
        room = cells - width(start) - width(end)
        if width(title) <= room:
            break
    return start + cut(title, max(room, 0)) + end


def _times(now: Now) -> tuple[str, str, str, str]:
    """The state where the meeting does not run, the minutes used, the same shorter, and the end where it runs."""
    texts, state = now.texts, now.view.meeting.state
    going = pace_of(now)
    planned = next((i.minutes for i in now.view.meeting.agenda if i.key == now.view.item), 0)
    minutes = going.used.get(now.view.item, 0)
    used = texts.tr("{used} of {planned} min", used=minutes, planned=planned), f"{minutes}/{planned} min"
    if state is not MeetingState.RUNNING:
        return f"  {name_of(texts, state).upper()}", *used, ""
    late = f" ({going.late:+d})" if going.late else ""
    return "", *used, f"  {texts.tr('ends {time}', time=dates.clock(going.ends))}{late}"


def strip(now: Now, cells: int) -> Line:
    """The agenda on one line: what is done, where one is, what comes; the item in focus is always in sight."""
    if not now.view.meeting.agenda:
        return ""
    parts = [_part(now, n, key.key) for n, key in enumerate(now.view.meeting.agenda, start=1)]
    here = max(number(now) - 1, 0)
    first = 0
    while first < here and _wide(parts[first : here + 2]) > cells:
        first += 1
    shown: list[Span] = []
    for text, ink in parts[first:]:
        shown += [("|", "")] if shown else []
        shown.append((text, ink))
    return (("…", ""), *shown) if first else tuple(shown)


def _wide(parts: list[Span]) -> int:
    return sum(width(text) + 1 for text, _ in parts) + 2


def _part(now: Now, n: int, key: str) -> Span:
    title = item_title(now, key, short=True)
    at = number(now)
    if n == at:
        return f">{n} {title} ", "strong"
    return (f"{n} {title} ok " if n < at else f"{n} {title} "), ("quiet" if n < at else "")


def column(now: Now) -> list[Line]:
    """The agenda, who is here, what is parked and what is missing before the lock: the left column at 120."""
    texts, view, going = now.texts, now.view, pace_of(now)
    lines: list[Line] = [((f" {texts.tr('AGENDA'):<17} min", "heading"),)]
    at = number(now)
    for n, item in enumerate(view.meeting.agenda, start=1):
        used = f"{going.used.get(item.key, 0)}/{item.minutes}"
        title = cut(item_title(now, item.key, short=True), 15)
        pointer = ">" if n == at else " "
        lines.append(((f"{pointer}{n} {title:<15} {used:>5}", "strong" if n == at else ""),))
    lines += ["", ((f" {texts.tr('PRESENT')} {present_count(now)}", "heading"),)]
    for row in view.room:
        mark = "x" if row.mark in IN_THE_ROOM else STOP if not row.covered else "-" if row.mark else " "
        if row.kind == "owner" and row.mark is None:
            continue
        lines.append(
            ((f" {mark:<2}" if mark != STOP else f" {STOP} ", "alarm" if mark == STOP else ""), (row.name, ""))
        )
    if view.parked or view.remarks:
        lines += ["", ((f" {texts.tr('PARKED')} {len(view.parked) + len(view.remarks)}", "heading"),)]
        lines += [((f" {f.body.text}", ""),) for f in view.parked]
        lines += [((f" * {text}", ""),) for text in view.remarks]
    lines += ["", ((f" {texts.tr('BEFORE LOCKING')}", "heading"),)]
    for guard in view.guards:
        mark = "ok" if guard.ok else "! " if guard.warns else "--"
        lines.append(((f" {mark} ", "" if guard.ok else "strong"), (guard_short(now, guard.kind.value), "")))
    return lines
