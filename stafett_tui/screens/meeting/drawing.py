"""Putting the meeting as it is now into its widgets; what is the same as before is not drawn again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stafett_tui.screens.meeting import top, written
from stafett_tui.screens.meeting.now import Now
from stafett_tui.widgets.inks import Line, spans
from stafett_tui.widgets.rows import Row

if TYPE_CHECKING:
    from stafett_tui.screens.meeting.acts import MeetingActs

TALL = frozenset({"read_back", "lock", "locked", "before"})
"""Lists that get the room, with the minutes small under them."""


def draw_all(screen: MeetingActs) -> None:
    """Everything."""
    if screen.conduct.view is None or not screen.is_attached:
        return
    now, pane = screen.conduct.now(), screen.conduct.pane
    screen.set_class(now.shown, "-shown")
    screen.set_class(pane.panel in TALL or (now.shown and pane.panel == "review"), "-tall")
    screen.list_title.say(_titled(pane.title(now)))
    rows = pane.rows(now)
    screen.list.show(pane.columns, pane.mark_width, _spaced(rows) if now.shown and pane.panel != "read_back" else rows)
    screen.minutes_title.say(_titled(now.texts.tr("AGREED TODAY") if now.shown else written.title(now)))
    lines = written.agreed(now)[1:] if now.shown else written.sheet(now, screen.line.sent)
    screen.minutes.set_lines(lines, to_end=True)
    draw_head(screen)
    draw_line(screen)


def draw_head(screen: MeetingActs) -> None:
    """The head line and the agenda: once a minute, and at every change."""
    right = " | ".join(part for part in (screen.given.saved(), "F1") if part)
    if screen.conduct.view is None:
        screen.head.show(left=screen.tr("Meeting"), right=right)
        return
    now, cells = screen.conduct.now(), screen.size.width or 80
    screen.head.show(left=top.head_left(now, cells - len(right) - 2), right=right)
    screen.strip.say(top.strip(now, cells))
    if screen.has_class("-wide"):
        screen.agenda.set_lines(top.column(now))
        screen.agreed.set_lines(written.agreed(now))


def draw_line(screen: MeetingActs) -> None:
    """The slots above the capture line, and what is offered below it."""
    if screen.conduct.view is None or not screen.is_attached:
        return
    screen.slots.say(screen.line.shown(_wide(screen)))
    draw_hints(screen)


def draw_hints(screen: MeetingActs) -> None:
    """What is offered; else the keys of the part in focus."""
    if screen.conduct.view is None or not screen.is_attached:
        return
    now = _wide(screen)
    offered = screen.line.offered(now)
    if offered and screen.hands.where == "line":
        screen.hints.say(offered)
    elif screen.hands.where == "line":
        screen.hints.say(((" " + _signs(now), "quiet"),))
    elif screen.hands.where == "minutes":
        screen.hints.say(((" " + now.texts.tr("Arrows: read   Esc: to the list   letters: write"), "quiet"),))
    else:
        screen.hints.say(((" " + screen.conduct.pane.keys(now), "quiet"),))


def _signs(now: Now) -> str:
    return now.texts.tr("+ activity   ! agreement   ' voice   . park   Tab next field   Up last line   digit: item")


def _wide(screen: MeetingActs) -> Now:
    from dataclasses import replace

    return replace(screen.conduct.now(), cells=screen.size.width or 80)


def _titled(line: Line) -> Line:
    return ((" ", "heading"), *((text, ink or "heading") for text, ink in spans(line)))


def _spaced(rows: list[Row]) -> list[Row]:
    """With a blank line after each row, for those who read along."""
    return [each for row in rows for each in (row, Row("", ("",), heading=True))]
