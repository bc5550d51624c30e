"""Who writes here: asked where several people share one laptop. Each sees their own plans and drafts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from textual.app import ComposeResult
from textual.binding import Binding
from textual.message import Message

from stafett_tui.actions import ACTIONS, Action
from stafett_tui.i18n.texts import Texts
from stafett_tui.widgets.bindings import hint_of
from stafett_tui.widgets.chrome import Foot, Hint
from stafett_tui.widgets.columns import Column
from stafett_tui.widgets.page import Sheet
from stafett_tui.widgets.rows import Row, Rows
from stafett_tui.widgets.screen import StafettScreen

if TYPE_CHECKING:
    from stafett_tui.services.person import Me

NEW: Final = "new"
_PERSON: Final = "person:"


class WhoScreen(StafettScreen):
    """A list of those who write on this laptop, and a row for one more."""

    SCREEN = "unlock"
    CSS_PATH = "who.tcss"
    BINDINGS = [Binding("escape", "stay", show=False, id="back")]

    @dataclass
    class Chosen(Message):
        """This person writes here from now on; "" is somebody who has not written here before."""

        person: str

    class Stay(Message):
        """Nobody else writes here after all."""

    def __init__(
        self, texts: Texts, people: Sequence[Me], last: str, *, may_stay: bool = False,
        actions: Sequence[Action] = ACTIONS,
    ) -> None:  # fmt: skip
        """Show these people, the cursor on whoever wrote here last."""
        super().__init__(texts, actions=actions)
        self.may_stay = may_stay
        self.asked = Sheet([self.tr("Who writes here now? Each sees their own plans and what they left unfinished.")],
                           wrap=True, id="asked")  # fmt: skip
        rows = [Row(_PERSON + each.person, (each.name, " | ".join(filter(None, (each.title, each.service)))))
                for each in people]  # fmt: skip
        rows.append(Row(NEW, (self.tr("Somebody who has not written here before"), "")))
        self.list = Rows((Column("", flex=1, least=20), Column("", flex=2, drop=1)), rows, id="people", mark_width=0)
        self._last = _PERSON + last
        stays = hint_of("back", texts, actions) if may_stay else []
        quits = hint_of("quit", texts, actions, words=self.tr("Quit"))
        self.foot = Foot([Hint("Enter", self.tr("choose"), "enter"), *stays, *quits])

    def body(self) -> ComposeResult:
        """The question, and the list."""
        yield self.asked
        yield self.list

    def on_mount(self) -> None:
        """Stand on whoever wrote here last."""
        self.head.show(left="Stafett", right="")
        self.list.go_to(self._last)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Enter on a person, or on the row for a new one."""
        event.stop()
        self.post_message(self.Chosen(event.row.key.removeprefix(_PERSON) if event.row.key != NEW else ""))

    def action_stay(self) -> None:
        """Esc: go back, where one came by choice."""
        if self.may_stay:
            self.post_message(self.Stay())
