"""What the deadlines screen shows: rows over all plans with number and initials only (S-09), counts as views."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from stafett_tui.i18n import dates
from stafett_tui.i18n.enums import named
from stafett_tui.i18n.texts import N_, Texts
from stafett_tui.screens.frame.named import person_with_service
from stafett_tui.widgets.columns import Column
from stafett_tui.widgets.inks import Line
from stafett_tui.widgets.rows import Row

if TYPE_CHECKING:
    from stafett_tui.services.deadlines import DeadlineCounts
    from stafett_tui.services.front import DeadlineLine


class View(StrEnum):
    """A selection of deadlines; its number is its key."""

    OVERDUE = "overdue"
    WEEK = "week"
    MONTH = "month"
    UNASSIGNED = "unassigned"
    MINE = "mine"
    ALL = "all"


TITLES: Final[Mapping[View, str]] = {
    View.OVERDUE: N_("OVERDUE"),
    View.WEEK: N_("7 DAYS"),
    View.MONTH: N_("30 DAYS"),
    View.UNASSIGNED: N_("NOBODY"),
    View.MINE: N_("MINE"),
    View.ALL: N_("ALL"),
}
KEYS: Final[Mapping[str, View]] = {str(number): view for number, view in enumerate(View, start=1)}


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a view asks for its ids."""

    overdue: bool = False
    within: int | None = None
    mine: bool = False
    unassigned: bool = False


WANTED: Final[Mapping[View, Wanted]] = {
    View.OVERDUE: Wanted(overdue=True),
    View.WEEK: Wanted(within=7),
    View.MONTH: Wanted(within=30),
    View.UNASSIGNED: Wanted(unassigned=True),
    View.MINE: Wanted(mine=True),
    View.ALL: Wanted(),
}


def count_of(counts: DeadlineCounts, view: View) -> int:
    """How many rows a view has."""
    return int(getattr(counts, view.value))


def columns(t: Texts) -> tuple[Column, ...]:
    """The columns of the list; at 80 cells those for context are left out."""
    return (
        Column(t.tr("deadline"), width=5),
        Column(t.tr("days"), width=5, right=True),
        Column(t.tr("plan"), width=9),
        Column(t.tr("goal"), width=3, right=True, drop=3),
        Column(t.tr("activity"), flex=1, least=20),
        Column(t.tr("responsible"), width=14, least=11),
        Column(t.tr("service"), width=16, drop=5),
        Column(t.tr("moved"), width=7, right=True, drop=2),
        Column(t.tr("evaluated"), width=14, drop=4),
    )


def row(line: DeadlineLine, today: date, t: Texts) -> Row:
    """One deadline; `!` where it is overdue, `?` where nobody has taken it on."""
    day = date.fromisoformat(line.due[:10]) if line.due else None
    late = day is not None and day < today
    days = "" if day is None else t.tr("today") if day == today else str((day - today).days)
    cells = (
        dates.short(day) if day else "?",
        days,
        f"{line.number} {line.initials}",
        str(line.goal or ""),
        line.what,
        line.responsible_name or t.tr("NOBODY"),
        line.service,
        str(line.moved),
        named(t, "Effect", line.last_effect) if line.last_effect else "-",
    )
    return Row(
        line.activity_id, cells, "!" if late else "?" if not line.responsible_name else "", "alarm" if late else ""
    )


def row_detail(line: DeadlineLine, today: date, t: Texts) -> tuple[Line, ...]:
    """The row in full, as far as the lists know it: also for those who may not open the plan.

    Its lines stand where those of the plan will stand when that is read.
    """
    who = person_with_service(line.responsible_name, line.service) or t.tr("NOBODY")
    return (
        t.tr("Plan {number} {who}", number=line.number, who=line.initials),
        ((line.what, "strong"),),
        t.tr("Responsible: {who}", who=who),
        _deadline(line, today, t),
        t.trn("moved {n} time", "moved {n} times", line.moved, n=line.moved),
    )


def _deadline(line: DeadlineLine, today: date, t: Texts) -> Line:
    if line.due is None:
        return ((t.tr("Deadline: "), ""), (t.tr("? none yet"), "alarm"))
    day = date.fromisoformat(line.due[:10])
    late, words = day < today, t.tr("Deadline: {day}", day=dates.due_long(line.due, t))
    return ((words, ""), (f"  {'! ' if late else ''}{dates.away(day, today, t)}", "alarm" if late else "quiet"))
