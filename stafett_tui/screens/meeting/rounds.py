"""Items without a list of their own: who has had a turn in the round, and points parked in earlier meetings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from stafett_tui.domain.attendance import IN_THE_ROOM
from stafett_tui.domain.minutes import Settling
from stafett_tui.i18n import dates
from stafett_tui.i18n.enums import name_of
from stafett_tui.screens.meeting.attendance import about_of
from stafett_tui.screens.meeting.deeds import Deed, Doing, Fill, Form, Panel, Slot, Tell
from stafett_tui.screens.meeting.now import Now
from stafett_tui.services.clock import to_wall
from stafett_tui.widgets.columns import Column
from stafett_tui.widgets.inks import Line
from stafett_tui.widgets.rows import Row

_HOW: Final = {"t": Settling.TAKEN_UP, "a": Settling.ACTIVITY, "d": Settling.DROPPED}


_COLUMNS: Final = (Column("", flex=1, least=20), Column("", 24, least=8))


@dataclass(frozen=True, slots=True)
class RoundPane:
    """Everybody in the room, and what was parked before."""

    panel: Panel = "round"
    mark_width: int = 2

    def columns(self, now: Now) -> tuple[Column, ...]:
        """Its columns."""
        del now
        return _COLUMNS

    def title(self, now: Now) -> Line:
        """How many have had a turn."""
        here = [r for r in now.view.room if r.mark in IN_THE_ROOM]
        heard = sum(r.person in now.spoken for r in here)
        return now.texts.tr("ROUND  {n} of {total} have spoken", n=heard, total=len(here))

    def rows(self, now: Now) -> list[Row]:
        """One row a person; then the parked points and remarks."""
        texts, view = now.texts, now.view
        rows = [
            Row(r.person, (r.name, about_of(now, r)), mark="x" if r.person in now.spoken else "")
            for r in view.room
            if r.mark in IN_THE_ROOM
        ]
        if not rows and view.writable and not view.reads_along:
            nobody = texts.tr("Nobody is marked present yet: 1 and Enter leads to the list.")
            rows.append(Row("", (nobody,), heading=True))
        if view.parked or view.remarks:
            rows.append(Row("", (texts.tr("FROM EARLIER MEETINGS"), ""), ink="heading", heading=True))
        rows += [
            Row(f.id, (f.body.text, texts.tr("parked {day}", day=dates.short(to_wall(f.at).date()))), mark=".")
            for f in view.parked
        ]
        return rows + [Row(f"r{n}", (text, texts.tr("remark")), mark="*") for n, text in enumerate(view.remarks)]

    def keys(self, now: Now) -> str:
        """The list's own keys."""
        return now.texts.tr("Space: has spoken   Enter on a parked point: what becomes of it   Tab: the whole text")

    def press(self, now: Now, key: str, row: str) -> Doing | None:
        """Settle a parked point; the turns of the round are kept by the screen itself."""
        point = next((f for f in now.view.parked if f.id == row), None)
        if point is not None and key in {"enter", "space"}:
            return Fill(settle_form(now, point.id, point.body.text))
        if key in {"tab", "enter"}:
            return Tell(next((" ".join(r.cells) for r in self.rows(now) if r.key == row), ""))
        return None


def settle_form(now: Now, line: str, text: str) -> Form:
    """What becomes of a parked point."""
    texts, plan_id, thing = now.texts, now.plan_id, now.meeting

    def chosen(form: Form) -> Settling | None:
        return _HOW.get(form.value("how")[:1].casefold() or "t")

    def finish(form: Form) -> Doing:
        how = chosen(form)
        if how is None:
            return Tell(texts.tr("t taken up, a became an activity, or d dropped aloud"))
        said = texts.tr("Parked point: {how}. {key_undo} takes it back.", how=name_of(texts, how))
        return Deed(lambda desk: desk.minutes.settle(plan_id, line, how, thing), said, row=line,
                    pending=name_of(texts, how))  # fmt: skip

    def echo(form: Form) -> Line:
        how = chosen(form)
        return texts.tr("t taken up, a became an activity, or d dropped aloud") if how is None else name_of(texts, how)

    slots = (Slot("how", texts.tr("how (t, a, d)"), proposal=name_of(texts, Settling.TAKEN_UP)),)
    return Form("settle", line, text, slots, finish, echo)
