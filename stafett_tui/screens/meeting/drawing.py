"""Putting the meeting as it is now into its widgets; what is the same as before is not drawn again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from stafett_tui.screens.meeting import around, following, top, written
from stafett_tui.screens.meeting.now import Now
from stafett_tui.screens.meeting.parted import MeetingParts
from stafett_tui.widgets.bindings import hint_of, key_name
from stafett_tui.widgets.cells import width
from stafett_tui.widgets.chrome import Hint
from stafett_tui.widgets.columns import widths
from stafett_tui.widgets.inks import Line, spans
from stafett_tui.widgets.rows import Row

TALL = frozenset({"read_back", "lock", "before"})
"""Lists that get the room, with the minutes small under them."""
_OF_ALL: Final = frozenset({"before", "review", "lock", "locked", "phrases"})
"""Lists on which whoever reads along has something to do, or nobody has."""
_MOST: Final = ("read_back", "lock", "show", "undo", "change_pane", "palette")
_FOOT: Final[Mapping[str, tuple[str, ...]]] = {
    "before": ("show", "help", "back", "palette"), "locked": ("back", "show", "help", "palette"),
    "attendance": ("all_present", "next_item", *_MOST), "goals": ("next_item", *_MOST),
}  # fmt: skip


def draw_all(screen: MeetingParts) -> None:
    """Everything."""
    if screen.conduct.view is None or not screen.is_attached:
        return
    now, pane = screen.conduct.now(), screen.conduct.pane
    screen.set_class(now.shown, "-shown")
    screen.set_class(pane.panel in TALL or (now.shown and pane.panel == "review"), "-tall")
    screen.list_title.say(_titled(pane.title(now)))
    rows = pane.rows(now)
    screen.list.show(
        pane.columns(now), pane.mark_width, _spaced(rows) if now.shown and pane.panel != "read_back" else rows
    )
    screen.minutes_title.say(_minutes_title(screen, now))
    lines = written.sheet(now, screen.line.sent)
    if now.shown:
        lines = written.spaced([*lines, *written.agreed(now)])
    other = tuple(lines) != screen.minutes.lines
    screen.minutes.set_lines(lines, to_end=now.view.writable and screen.hands.where != "minutes")
    if other and not now.view.writable:
        screen.minutes.move_key("home", None)
    screen.foot.show(_foot(screen, now))
    draw_head(screen)
    draw_line(screen)


def draw_head(screen: MeetingParts) -> None:
    """The head line and the agenda: once a minute, and at every change."""
    right = " | ".join(part for part in (_saved(screen)[1], screen.key("help")) if part)
    if screen.conduct.view is None:
        screen.head.show(left=screen.tr("Meeting"), right=right)
        return
    now, cells = screen.conduct.now(), screen.size.width or 80
    screen.head.show(left=top.head_left(now, cells - len(right) - 2), right=right)
    screen.strip.say(top.strip(now, cells))
    if screen.has_class("-wide"):
        screen.agenda.set_lines(top.column(now))
        more = written.dates_at_hand(now) if now.view.writable else []
        screen.agreed.set_lines([*written.agreed(now), *more])


def draw_line(screen: MeetingParts) -> None:
    """The slots above the capture line, and what is offered below it."""
    if screen.conduct.view is None or not screen.is_attached:
        return
    now = _wide(screen)
    screen.slots.say(around.above(screen.line, now) or _whole(screen, now))
    draw_hints(screen)


def draw_hints(screen: MeetingParts) -> None:
    """What is offered; else the keys of the part in focus."""
    if screen.conduct.view is None or not screen.is_attached:
        return
    now = _wide(screen)
    offered = around.below(screen.line, now)
    asked = screen.line.placeholder if now.view.writable and not now.view.reads_along else ""
    if asked != screen.capture.placeholder:
        screen.capture.placeholder = asked
        screen.capture.refresh()
    if offered and screen.hands.where == "line":
        screen.hints.say(offered)
    elif screen.hands.where == "line" or (now.view.reads_along and screen.conduct.panel not in _OF_ALL):
        screen.hints.say(((" " + _signs(now), "quiet"),))
    elif screen.hands.where == "minutes":
        screen.hints.say(((" " + now.texts.tr("Arrows: read   {key_back}: to the list   letters: write"), "quiet"),))
    else:
        screen.hints.say(((" " + screen.conduct.pane.keys(now), "quiet"),))


def _signs(now: Now) -> str:
    if now.view.reads_along:
        return now.texts.tr("The holder and whoever takes notes write the minutes; you read along.")
    return now.texts.tr("+ activity  ! agreement  ' voice  . park  Tab field  Up last line  digit: item")


def _whole(screen: MeetingParts, now: Now) -> Line:
    """The text of the row in focus, where the list had to cut it."""
    shown, row = screen.list, screen.list.row
    if row is None or screen.hands.where != "list" or now.shown:
        return ""
    sizes = widths(shown.columns, shown.size.width - 1 - shown.mark_width)
    cut = [text for text, size in zip(row.cells, sizes, strict=False) if width(text) > size]
    return ((f" {max(cut, key=width)}", "quiet"),) if cut else ""


def _foot(screen: MeetingParts, now: Now) -> list[Hint]:
    """The keys used most with this list; on a shared screen it says so first."""
    wanted = _FOOT.get(screen.conduct.panel, _FOOT["goals"])
    known = {each.id: each for each in screen.given.actions}
    ends = now.texts.tr("SHOWN ON THE BIG SCREEN, end")
    shown = hint_of("back", now.texts, screen.given.actions, words=ends) if now.shown else []
    return shown + [
        Hint(key_name(each.keys[0], now.texts), now.texts.tr(each.footer_hint), each.keys[0])
        for each in (known[name] for name in wanted if screen.offers(name))
        if each.keys
    ]


def _saved(screen: MeetingParts) -> tuple[str, str]:
    """What the store is, where it is for practice, and when something was saved."""
    told = screen.given.saved()
    practice, _, saved = told.partition(" | ") if screen.given.office.demo else ("", "", told)
    if screen.conduct.shown:
        return practice, saved
    return practice, " | ".join(filter(None, (saved if each == told else each for each in screen.stands())))


def _minutes_title(screen: MeetingParts, now: Now) -> Line:
    title = written.title(now)
    practice, since = ("", "") if now.shown else (_saved(screen)[0], screen.since)
    beside = " | ".join(filter(None, (practice, following.title(now, screen.key("take_over")), since)))
    return ((f" {title}", "heading"), (f"   {beside}", "quiet"))


def _wide(screen: MeetingParts) -> Now:
    from dataclasses import replace

    return replace(screen.conduct.now(), cells=screen.size.width or 80)


def _titled(line: Line) -> Line:
    return ((" ", "heading"), *((text, ink or "heading") for text, ink in spans(line)))


def _spaced(rows: list[Row]) -> list[Row]:
    """With a blank line after each row, for those who read along."""
    return [each for row in rows for each in (row, Row("", ("",), heading=True))]
