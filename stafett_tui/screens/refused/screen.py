"""What I wrote that was not taken: why, with every word of it; written again, or let go (I2)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from textual.app import ComposeResult

from stafett_tui.screens.frame.asking import Choice, Dialogue
from stafett_tui.screens.frame.framed import Framed
from stafett_tui.screens.frame.given import Given
from stafett_tui.screens.frame.questions import pick_question
from stafett_tui.screens.refused import words
from stafett_tui.screens.refused.listing import columns, row
from stafett_tui.widgets.bindings import screen_bindings
from stafett_tui.widgets.chrome import Rule
from stafett_tui.widgets.page import Sheet
from stafett_tui.widgets.rows import Rows

if TYPE_CHECKING:
    from stafett_tui.domain.changes import Changes
    from stafett_tui.services.refused import Refused

OF_A_ROW: Final = frozenset({"write_again", "let_go"})
"""The actions on what stands on a row."""


class RefusedScreen(Framed):
    """Each on a row; under it the reason and the words whole."""

    SCREEN = "refused"
    BINDINGS = [*screen_bindings("refused")]
    CSS_PATH = "screen.tcss"

    def __init__(self, given: Given) -> None:
        """Read what was not taken."""
        super().__init__(given)
        nothing = self.tr("Everything you wrote was taken.")
        self.list = Rows(columns(self.texts), id="refusals", vi=given.vi, empty=nothing)
        self.detail = Sheet(id="detail", wrap=True, focusable=True)
        self._found: tuple[Refused, ...] = ()

    @property
    def title_line(self) -> str:
        """Where one is."""
        return self.tr("What was not taken")

    @property
    def _today(self) -> date:
        return self.given.office.clock.today()

    def body(self) -> ComposeResult:
        """The list, and under it everything about its row."""
        yield self.list
        yield Rule()
        yield self.detail

    def on_mount(self) -> None:
        """Read it."""
        self.reload()

    def touches(self, changes: Changes) -> bool:
        """Every answer of a server may refuse something."""
        del changes
        return True

    def reload(self) -> None:
        """Read it again."""
        self.read(lambda desk: desk.refused.all(), self._show)

    def _show(self, found: tuple[Refused, ...]) -> None:
        self._found = found
        self.list.set_rows([row(each, self._today, self.texts) for each in found])
        self._tell()
        if not self.asking.open:
            self.foot.show(self.foot_hints())

    def offers(self, action_id: str) -> bool:
        """Offer what is done with a row where there is one."""
        return (bool(self._found) or action_id not in OF_A_ROW) and super().offers(action_id)

    def bars(self, action_id: str) -> bool:
        """Let a key say itself that nothing is left."""
        return action_id not in OF_A_ROW and super().bars(action_id)

    @property
    def current(self) -> Refused | None:
        """What stands on the row."""
        key = self.list.row.key if self.list.row else ""
        return next((each for each in self._found if each.event == key), None)

    def on_rows_moved(self) -> None:
        """Tell about the row where the cursor is now."""
        self._tell()

    def _tell(self) -> None:
        found = self.current
        self.detail.set_lines(() if found is None else words.lines(found, self._today, self.texts))
        self.detail.scroll_home(animate=False)

    # ---- acts

    def action_write_again(self) -> None:
        """Write the same words again, as they are."""
        found = self.current
        if found is None:
            self.say(self.tr("Everything you wrote was taken."))
        elif not found.again:
            self.say(self.tr("This cannot be written again as it is. Copy the words, and write them where they fit."))
        else:
            self.write(lambda desk: desk.refused.write_again(found), lambda _: self._done(self.tr("It is written.")))

    def action_let_go(self) -> None:
        """Forget it with its words, once that is said."""
        found = self.current
        if found is not None:
            self.converse(self._ask_let_go(found))

    def _ask_let_go(self, found: Refused) -> Dialogue:
        choices = [Choice(self.tr("keep it"), False), Choice(self.tr("let it go"), True)]
        hint = self.tr("Its words are nowhere else, and cannot be brought back")
        if (yield pick_question(self.tr("Let this go?"), choices, hint=hint)):
            self.write(lambda desk: desk.refused.let_go(found), lambda _: self._done(self.tr("It is gone.")))

    def _done(self, said: str) -> None:
        self.say(said)
        self.reload()

    # ---- reading

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Enter: read it over the whole screen."""
        event.stop()
        self.read_whole(self.detail)
