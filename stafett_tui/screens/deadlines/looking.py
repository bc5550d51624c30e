"""The numbers that choose a view of the deadlines."""

from __future__ import annotations

from stafett_tui.screens.deadlines.review import View
from stafett_tui.screens.frame.framed import Framed


class Looking(Framed):
    """A screen with views."""

    def look_at(self, view: View) -> None:
        """Show another view."""
        raise NotImplementedError

    def action_view_overdue(self) -> None:
        """Show what is overdue."""
        self.look_at(View.OVERDUE)

    def action_view_week(self) -> None:
        """Show the next 7 days."""
        self.look_at(View.WEEK)

    def action_view_month(self) -> None:
        """Show the next 30 days."""
        self.look_at(View.MONTH)

    def action_view_unassigned(self) -> None:
        """Show what nobody has taken on."""
        self.look_at(View.UNASSIGNED)

    def action_view_mine(self) -> None:
        """Show what is mine."""
        self.look_at(View.MINE)

    def action_view_all(self) -> None:
        """Show everything."""
        self.look_at(View.ALL)
