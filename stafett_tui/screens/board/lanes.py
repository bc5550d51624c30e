"""The board as columns: one line-drawn list a column, side by side; left and right go between them."""

from __future__ import annotations

from datetime import date

from textual.app import ComposeResult
from textual.containers import Horizontal

from stafett_tui.domain.plan import Plan
from stafett_tui.i18n.texts import Texts
from stafett_tui.screens.board.listing import Lane, lane_title, lanes
from stafett_tui.widgets.columns import Column
from stafett_tui.widgets.rows import Rows


class LaneRows(Rows):
    """One column; the arrows left and right go to the next one."""

    def take_key(self, key: str, character: str | None) -> bool:
        """Go sideways, or do what every list does."""
        if key in {"left", "right"} and isinstance(self.parent, Lanes):
            self.parent.sideways(self, 1 if key == "right" else -1)
            return True
        return super().take_key(key, character)


class Lanes(Horizontal):
    """All columns of the board."""

    def __init__(self, t: Texts, *, vi: bool = False) -> None:
        """Begin with empty columns."""
        super().__init__(id="lanes")
        self.texts = t
        self.columns = {lane: LaneRows(id=f"lane-{lane.value}", vi=vi) for lane in Lane}
        self.standing: Rows = self.columns[Lane.TO_EVALUATE]

    def compose(self) -> ComposeResult:
        """The columns."""
        yield from self.columns.values()

    def show(self, plan: Plan, today: date, text: str) -> None:
        """Show the activities of the plan."""
        for lane, rows in lanes(plan, today, self.texts, text).items():
            self.columns[lane].set_columns((Column(lane_title(lane, rows, self.texts), flex=1),))
            self.columns[lane].set_rows(rows)

    @property
    def current_id(self) -> str | None:
        """The activity where the cursor is."""
        return self.standing.row.key if self.standing.row else None

    def go_to(self, thing: str) -> None:
        """Stand on this activity, in whichever column it is."""
        for rows in self.columns.values():
            if rows.go_to(thing):
                self.standing = rows
                if self.screen.focused in self.columns.values():
                    rows.focus()

    def sideways(self, rows: Rows, step: int) -> None:
        """Go to the next column that has something in it."""
        order = list(self.columns.values())
        at = order.index(rows) + step  # type: ignore[arg-type]  # the column asked itself
        while 0 <= at < len(order):
            if order[at].row is not None:
                self.standing = order[at]
                order[at].focus()
                order[at].moved()
                return
            at += step
