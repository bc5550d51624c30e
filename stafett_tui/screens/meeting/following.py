"""A meeting that is led from another device: who leads it, where it is, and where what is written here belongs."""

from __future__ import annotations

from dataclasses import replace

from stafett_tui.screens.meeting.course import item_title
from stafett_tui.screens.meeting.now import Now


def title(now: Now, key: str) -> str:
    """What stands beside the title of the minutes while somebody else leads; `key` is for whoever may take over."""
    leads = now.view.leader
    if now.view.reads_along and now.view.writable and not now.shown:
        return now.texts.tr("{who} leads, you read along", who=leads.name) if leads else now.texts.tr("you read along")
    if leads is None or now.shown:
        return ""
    if leads.mine:
        return now.texts.tr("You lead from another machine ({key})", key=key)
    return now.texts.tr("{who} leads from another machine ({key})", who=leads.name, key=key)


def place(now: Now) -> str:
    """The number and the name of the item where the meeting is."""
    keys = [item.key for item in now.view.meeting.agenda]
    number = keys.index(now.view.item) + 1 if now.view.item in keys else 0
    return f"{number} {item_title(now, now.view.item, short=True)}"


def at(now: Now, item: str) -> Now:
    """The moment as the line was begun: while somebody else leads, it belongs to the item of that time."""
    known = item in {each.key for each in now.view.meeting.agenda}
    if now.view.leader is None or not known or item == now.view.item:
        return now
    return replace(now, view=replace(now.view, meeting=replace(now.view.meeting, item=item)))
