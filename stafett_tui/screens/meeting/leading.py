"""Who leads the meeting from another device, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stafett_tui.domain.names import name_of
from stafett_tui.i18n import dates
from stafett_tui.services.clock import to_wall

if TYPE_CHECKING:
    from stafett_tui.domain.plan import Plan
    from stafett_tui.i18n.texts import Texts
    from stafett_tui.services.desk import Desk


@dataclass(frozen=True, slots=True)
class Leader:
    """Who leads the meeting from another device, and since when."""

    name: str
    mine: bool
    """Whether that is another device of my own."""
    since: str


def leader(desk: Desk, plan: Plan, thing: str) -> Leader | None:
    """Read who leads elsewhere; None where it is led here, or nobody leads."""
    found = desk.meetings.led_elsewhere(plan.id, thing)
    if found is None:
        return None
    return Leader(name_of(plan, found.person), found.person == desk.me.person, dates.clock(to_wall(found.since)))


def who(leads: Leader, t: Texts) -> str:
    """Who leads, as the beginning of a sentence."""
    if leads.mine:
        return t.tr("You lead this meeting from another machine.")
    return t.tr("{who} leads this meeting from another machine.", who=leads.name or t.tr("Somebody else"))


def question(leads: Leader, t: Texts) -> str:
    """What is asked before it is taken over."""
    return t.tr("{who} Since {time}. Take over here?", who=who(leads, t), time=leads.since)
