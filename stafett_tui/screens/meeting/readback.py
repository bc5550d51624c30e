"""Item 8: what was agreed today, read aloud line by line; Enter ticks, Tab corrects (T13)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from stafett_tui.domain.attendance import IN_THE_ROOM
from stafett_tui.domain.minutes import LineSort, MinuteLine
from stafett_tui.domain.names import name_of
from stafett_tui.i18n import dates
from stafett_tui.i18n.texts import N_
from stafett_tui.screens.meeting import correct
from stafett_tui.screens.meeting.deeds import Deed, Doing, Fill, Panel, Tell
from stafett_tui.screens.meeting.now import WAITING, Now, under
from stafett_tui.widgets.cells import wrap
from stafett_tui.widgets.columns import Column
from stafett_tui.widgets.inks import Line
from stafett_tui.widgets.rows import Row

if TYPE_CHECKING:
    from stafett_tui.services.attendance import RoomRow

OWN: Final = "own:"
SIGNS: Final = {
    LineSort.NOTE: "", LineSort.AGREEMENT: "!", LineSort.DISAGREEMENT: "<>", LineSort.PARKED: ".",
    LineSort.VOICE: "'", LineSort.ACTIVITY: "+",
}  # fmt: skip
_KIND: Final = {LineSort.AGREEMENT: N_("agreement"), LineSort.DISAGREEMENT: N_("disagreement")}


def aloud(now: Now, line: MinuteLine) -> str:
    """A line as it is read aloud: whole, with who does it and by when."""
    activity = now.view.activities.get(line.id)
    if activity is None:
        return f"{now.texts.tr(_KIND[line.sort])}: {line.text}" if line.sort in _KIND else line.text
    who = activity.responsible_name or "?"
    helpers = "".join(f" + {name}" for name in activity.helper_names)
    due = dates.due(activity.due, now.texts)
    if activity.due_on is not None and activity.due and "T" not in activity.due:
        due = f"{due} ({dates.weekday(activity.due_on, now.texts.language)})" if activity.due != "next_meeting" else due
    return f"{line.text}  -  {who}{helpers}, {due}"


_COLUMNS: Final = (Column("", flex=1),)


@dataclass(frozen=True, slots=True)
class ReadBackPane:
    """The agreements and new activities of today, in big spacing, and who says them in own words."""

    panel: Panel = "read_back"
    mark_width: int = 3

    def columns(self, now: Now) -> tuple[Column, ...]:
        """Its columns."""
        del now
        return _COLUMNS

    def title(self, now: Now) -> Line:
        """How many are read."""
        total = len(now.view.aloud)
        read = sum(line.id in now.view.ticked or line.id in now.pending for line in now.view.aloud)
        return now.texts.tr("READ BACK  {n} of {total} read aloud", n=read, total=total)

    def rows(self, now: Now) -> list[Row]:
        """Every line whole; then the family, in own words."""
        rows: list[Row] = []
        for line in now.view.aloud:
            waits = WAITING if line.id in now.pending else ""
            mark = waits or ("ok" if line.id in now.view.ticked else SIGNS[line.sort])
            first, *rest = wrap(aloud(now, line), max(now.cells - 6, 20))
            rows.append(Row(line.id, (first,), mark=mark))
            rows += [under(part, self.mark_width) for part in rest]
            rows.append(Row("", ("",), heading=True))
        if not now.view.aloud:
            nothing = now.texts.tr("Nothing was agreed today yet: write + or ! and what was agreed.")
            rows.append(Row("none", (nothing,)))
        return rows + [_own(now, person) for person in _family(now)]

    def keys(self, now: Now) -> str:
        """The list's own keys."""
        return now.texts.tr("Enter or Space: read aloud   Tab: correct   last rows: said in own words")

    def press(self, now: Now, key: str, row: str) -> Doing | None:
        """Tick what was read, take a tick away, or correct."""
        if row.startswith(OWN):
            return _own_words(now, row.removeprefix(OWN)) if key in {"enter", "space"} else None
        line = now.view.line(row)
        if line is None:
            return None
        if key == "tab":
            return Fill(correct.form(now, line))
        ticked = line.id in now.view.ticked or line.id in now.pending
        if key == "space" and ticked:
            return _untick(now, line)
        return _tick(now, line, ticked=ticked) if key in {"enter", "space"} else None


def _tick(now: Now, line: MinuteLine, *, ticked: bool) -> Doing:
    plan_id, thing = now.plan_id, now.meeting
    if ticked:
        return Tell("", on=True)
    said = now.texts.tr("Read aloud. {key_undo} takes it back.")
    return Deed(lambda desk: desk.minutes.tick(plan_id, thing, line.id), said, row=line.id, pending="ok", on=True)


def _untick(now: Now, line: MinuteLine) -> Deed:
    plan_id, thing = now.plan_id, now.meeting
    return Deed(lambda desk: desk.minutes.untick(plan_id, thing, line.id), now.texts.tr("Not read aloud yet."))


def _family(now: Now) -> list[RoomRow]:
    return [r for r in now.view.room if r.kind in {"guardian", "owner"} and r.mark in IN_THE_ROOM]


def _own(now: Now, person: RoomRow) -> Row:
    done = person.name in now.view.own_words
    mark = "ok" if done else WAITING if OWN + person.person in now.pending else ""
    return Row(OWN + person.person, (now.texts.tr("{name} says it in own words", name=person.name),), mark=mark)


def _own_words(now: Now, person: str) -> Doing:
    plan_id, thing, name = now.plan_id, now.meeting, name_of(now.view.plan, person)
    said = now.texts.tr("{name} has said it in own words. {key_undo} takes it back.", name=name)
    return Deed(lambda desk: desk.minutes.own_words(plan_id, thing, person), said, row=OWN + person, pending="ok",
                on=True)  # fmt: skip
