"""A meeting that is led from another device: its agenda is followed, and what is being done here is never touched."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from stafett_tui.screens.meeting.leading import who
from stafett_tui.screens.meeting.panes import first_row, panel_of

if TYPE_CHECKING:
    from stafett_tui.screens.meeting.conduct import Conduct
    from stafett_tui.screens.meeting.deeds import Panel
    from stafett_tui.screens.meeting.now import Now


def title(now: Now, key: str) -> str:
    """What stands beside the title of the minutes while somebody else leads."""
    leads = now.view.leader
    if leads is None or now.shown:
        return ""
    if leads.mine:
        return now.texts.tr("You lead from another machine ({key})", key=key)
    return now.texts.tr("{who} leads from another machine ({key})", who=leads.name, key=key)


def follow(conduct: Conduct, was: str) -> None:
    """The agenda was moved elsewhere: its list comes where nobody is busy with this one; else it is only said.

    Focus, cursor and what is being written stay as they are.
    """
    now = conduct.now()
    free = conduct.line is None or conduct.line.free
    if free and not conduct.touched and conduct.panel == panel_of(was):
        come(conduct, panel_of(now.view.item))
    elif conduct.panel != panel_of(now.view.item):
        conduct.face.say(now.texts.tr("The meeting is at {item} now. Next item shows it.", item=_item(now)))


def come(conduct: Conduct, panel: Panel) -> None:
    """Show another list without touching focus or what is being written."""
    conduct.panel, conduct.just, conduct.pressed, conduct.touched = panel, "", None, False
    conduct.face.draw()
    conduct.face.step(first_row(conduct.now(), panel))


def bring(conduct: Conduct, panel: Panel) -> None:
    """Show a list that has to come; where a line is being written, line and focus stay."""
    if conduct.line is None or conduct.line.free:
        conduct.show(panel)
    else:
        come(conduct, panel)


def look(conduct: Conduct, panel: Panel) -> None:
    """Look at a list while somebody else leads: the meeting stays where it is."""
    now = conduct.now()
    conduct.show(panel)
    if panel != panel_of(now.view.item) and now.view.leader is not None:
        told = now.texts.tr("{who} It is at {item}.", who=who(now.view.leader, now.texts), item=_item(now))
        conduct.face.say(told)


def look_on(conduct: Conduct) -> None:
    """Next item while somebody else leads: to the list where the meeting is; from there to the one after it."""
    now = conduct.now()
    here = panel_of(now.view.item)
    if conduct.panel != here:
        look(conduct, here)
        return
    keys = [item.key for item in now.view.meeting.agenda]
    at = keys.index(now.view.item) + 1 if now.view.item in keys else len(keys)
    look(conduct, next((panel_of(key) for key in keys[at:]), here))


def _item(now: Now) -> str:
    from stafett_tui.screens.meeting.course import item_title

    keys = [item.key for item in now.view.meeting.agenda]
    number = keys.index(now.view.item) + 1 if now.view.item in keys else 0
    return f"{number} {item_title(now, now.view.item, short=True)}"


def at(now: Now, item: str) -> Now:
    """The moment as the line was begun: while somebody else leads, it belongs to the item of that time."""
    known = item in {each.key for each in now.view.meeting.agenda}
    if now.view.leader is None or not known or item == now.view.item:
        return now
    return replace(now, view=replace(now.view, meeting=replace(now.view.meeting, item=item)))
