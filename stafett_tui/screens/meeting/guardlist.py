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
from stafett_tui.screens.meeting.deeds import AskVersions, Deed, Doing, Panel, Tell, Turn
from stafett_tui.screens.meeting.now import WAITING, Now, under
from stafett_tui.screens.meeting.review import left_to_rate, short
from stafett_tui.screens.meeting.shortly import guard_short
from stafett_tui.screens.meeting.stopped import stops
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


_COLUMNS: Final = (Column("", flex=1),)


@dataclass(frozen=True, slots=True)
class GuardPane:
    """The list before the lock; the first row locks."""

    panel: Panel = "lock"
    mark_width: int = 3

    def columns(self, now: Now) -> tuple[Column, ...]:
        """Its columns."""
        del now
        return _COLUMNS

    def title(self, now: Now) -> Line:
        """What locking will do."""
        version = now.view.meeting.version + 1
        return now.texts.tr("LOCK THE MINUTES  as version {n}:  {counts}", n=version, counts=counts(now))

    def rows(self, now: Now) -> list[Row]:
        """The question with its counts, then what is missing, then what holds."""
        missing = [g for g in now.view.guards if not g.ok]
        fine = [g for g in now.view.guards if g.ok]
        rows = [_question(now)]
        for guard in missing:
            rows += [_row(now, guard), *_missing(now, guard)]
        return rows + [_row(now, guard) for guard in fine]

    def keys(self, now: Now) -> str:
        """The list's own keys."""
        return now.texts.tr("y or Enter: lock   Enter on a row: go there   {key_back}: back to the meeting")

    def press(self, now: Now, key: str, row: str) -> Doing | None:
        """Lock, or go to where something is missing."""
        if key in YES or (key == "enter" and row == LOCK):
            return lock(now)
        guard = next((g for g in now.view.guards if g.kind.value == row), None)
        if guard is None or key not in {"enter", "space"}:
            return None
        if guard.kind is GuardKind.NEXT_MEETING and not guard.ok and key == "enter":
            return upcoming.take(now)
        return AskVersions() if guard.kind is GuardKind.TWO_VERSIONS else Turn(WHERE[guard.kind])


def missing_words(now: Now) -> str:
    """What stops the lock, in a few words."""
    stops = [guard_short(now, g.kind.value) for g in now.view.guards if not g.ok and not g.warns]
    return ", ".join(stops)


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
        return Tell(((now.texts.tr("Cannot be locked yet. Missing: {what}", what=missing_words(now)), "alarm"),))
    plan_id, thing = now.plan_id, now.meeting

    def run(desk: Desk) -> Changes:
        return desk.minutes.lock(plan_id, thing)

    return Deed(run, now.texts.tr("The minutes are locked as version {n}.", n=version), row=LOCK, pending=LOCK)


def _question(now: Now) -> Row:
    if LOCK in now.pending:
        return Row(LOCK, (now.texts.tr("Locking"),), mark=WAITING)
    if now.view.ready or now.view.meeting.version:
        version = now.view.meeting.version + 1
        return Row(LOCK, (now.texts.tr("Lock version {n}: y or Enter", n=version),), mark="?", ink="strong")
    return Row(LOCK, (now.texts.tr("Cannot be locked yet"),), mark="--", ink="alarm")


def _row(now: Now, guard: Guard) -> Row:
    mark = "ok" if guard.ok else "!" if guard.warns else "--"
    return Row(guard.kind.value, (name_of(now.texts, guard.kind, now.view.opened.kind),), mark=mark,
               ink="" if guard.ok or guard.warns else "alarm")  # fmt: skip


def _missing(now: Now, guard: Guard) -> list[Row]:
    """What is missing for a guard, on a line of its own."""
    if guard.kind is GuardKind.NEXT_MEETING and stops(now.view):
        words = ""
    elif guard.kind is GuardKind.NEXT_MEETING:
        words = now.texts.tr("Enter: {when}", when=upcoming.when(now, now.view.proposal))
    else:
        names = [_name(now, thing) for thing in guard.missing if thing != now.meeting]
        words = now.texts.tr("missing: {names}", names=", ".join(names)) if names else ""
    return [under(words, 3)] if words else []


def _name(now: Now, thing: str) -> str:
    activity = now.view.activities.get(thing)
    if activity is not None:
        return short(activity.what, 40)
    line = now.view.line(thing)
    return short(line.text, 40) if line else person_name(now.view.plan, thing) or thing
