"""Ctrl+G: what must hold before the minutes are locked, with counts; `j` or Enter locks (T14)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from stafett_tui.domain.guards import Guard, GuardKind
from stafett_tui.domain.minutes import LineSort
from stafett_tui.domain.names import name_of as person_name
from stafett_tui.i18n.enums import name_of
from stafett_tui.screens.meeting import upcoming
from stafett_tui.screens.meeting.attendance import present_count
from stafett_tui.screens.meeting.deeds import Deed, Doing, Panel, Tell, Turn
from stafett_tui.screens.meeting.now import WAITING, Now
from stafett_tui.screens.meeting.review import left_to_rate, short
from stafett_tui.widgets.columns import Column
from stafett_tui.widgets.inks import Line
from stafett_tui.widgets.rows import Row

if TYPE_CHECKING:
    from stafett_tui.domain.changes import Changes
    from stafett_tui.services.desk import Desk

LOCK: Final = "lock"
YES: Final = frozenset({"j", "J", "y", "Y"})
WHERE: Final[Mapping[GuardKind, Panel]] = {
    GuardKind.PRESENT: "attendance", GuardKind.CONSENT: "attendance", GuardKind.RATED: "review",
    GuardKind.NEW_DATE: "review", GuardKind.CHILD_VOICE: "voices", GuardKind.READ_BACK: "read_back",
    GuardKind.NEXT_MEETING: "next", GuardKind.RESPONSIBLE: "read_back", GuardKind.DEADLINE: "read_back",
    GuardKind.SERVICE_ACTIVITY: "goals",
}  # fmt: skip
"""Where each thing is put right."""


@dataclass(frozen=True, slots=True)
class GuardPane:
    """The list before the lock; the first row locks."""

    panel: Panel = "lock"
    columns: tuple[Column, ...] = (Column("", flex=3, least=24), Column("", flex=2, least=12))
    mark_width: int = 3

    def title(self, now: Now) -> Line:
        """What locking will do."""
        return now.texts.tr("LOCK THE MINUTES  as version {n}", n=now.view.meeting.version + 1)

    def rows(self, now: Now) -> list[Row]:
        """The question with its counts, then what is missing, then what holds."""
        missing = [g for g in now.view.guards if not g.ok]
        fine = [g for g in now.view.guards if g.ok]
        return [_question(now), *(_row(now, g) for g in missing), *(_row(now, g) for g in fine)]

    def keys(self, now: Now) -> str:
        """The list's own keys."""
        return now.texts.tr("y or Enter: lock   Enter on a row: go there   Esc: back to the meeting")

    def press(self, now: Now, key: str, row: str) -> Doing | None:
        """Lock, or go to where something is missing."""
        if key in YES or (key == "enter" and row == LOCK):
            return lock(now)
        guard = next((g for g in now.view.guards if g.kind.value == row), None)
        if guard is None or key not in {"enter", "space"}:
            return None
        if guard.kind is GuardKind.NEXT_MEETING and not guard.ok and key == "enter":
            return upcoming.take(now)
        return Turn(WHERE[guard.kind])


def missing_words(now: Now) -> str:
    """What stops the lock, in words."""
    stops = [name_of(now.texts, g.kind) for g in now.view.guards if not g.ok and not g.warns]
    return "; ".join(stops)


def counts(now: Now) -> str:
    """What is in the minutes, in numbers."""
    texts, lines = now.texts, now.view.lines
    agreed = sum(line.sort in {LineSort.AGREEMENT, LineSort.ACTIVITY, LineSort.DISAGREEMENT} for line in lines)
    rated = len(now.view.rated) - left_to_rate(now)
    return ", ".join((
        texts.trn("{n} agreement", "{n} agreements", agreed, n=agreed),
        texts.tr("{n} rated", n=rated),
        texts.tr("{n} present", n=present_count(now)),
    ))  # fmt: skip


def lock(now: Now) -> Doing:
    """Lock the next version, or say what is missing."""
    version = now.view.meeting.version + 1
    if not now.view.ready and not now.view.meeting.version:
        return Tell(((now.texts.tr("Not yet: {what}.", what=missing_words(now)), "alarm"),))
    plan_id, thing = now.plan_id, now.meeting

    def run(desk: Desk) -> Changes:
        return desk.minutes.lock(plan_id, thing)

    return Deed(run, now.texts.tr("The minutes are locked as version {n}.", n=version), row=LOCK, pending=LOCK)


def _question(now: Now) -> Row:
    if LOCK in now.pending:
        return Row(LOCK, (now.texts.tr("Locking"), ""), mark=WAITING)
    version, numbers = now.view.meeting.version + 1, counts(now)
    if now.view.ready or now.view.meeting.version:
        return Row(LOCK, (now.texts.tr("Lock version {n}: y or Enter", n=version), numbers), mark="?", ink="strong")
    return Row(LOCK, (now.texts.tr("Cannot be locked yet"), numbers), mark="--", ink="alarm")


def _row(now: Now, guard: Guard) -> Row:
    mark = "ok" if guard.ok else "!" if guard.warns else "--"
    return Row(guard.kind.value, (name_of(now.texts, guard.kind), _missing(now, guard)), mark=mark,
               ink="" if guard.ok or guard.warns else "alarm")  # fmt: skip


def _missing(now: Now, guard: Guard) -> str:
    if guard.ok:
        return ""
    if guard.kind is GuardKind.NEXT_MEETING:
        return now.texts.tr("Enter: {when}", when=upcoming.when(now, now.view.proposal))
    names = [_name(now, thing) for thing in guard.missing if thing != now.meeting]
    more = now.texts.trn("{n} is missing", "{n} are missing", len(names), n=len(names)) if names else ""
    return "  ".join((more, ", ".join(names))).strip()


def _name(now: Now, thing: str) -> str:
    activity = now.view.activities.get(thing)
    if activity is not None:
        return short(activity.what, 24)
    line = now.view.line(thing)
    return short(line.text, 24) if line else person_name(now.view.plan, thing) or thing
