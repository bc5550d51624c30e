"""A copy of everything, made from a screen; the first one asks for the passphrase that opens the copies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stafett_tui.screens.frame.asking import Dialogue
from stafett_tui.screens.frame.framed import Framed

if TYPE_CHECKING:
    from pathlib import Path

    from stafett_tui.services.desk import Desk


class Copying(Framed):
    """A screen from which a copy is made."""

    def action_copy_now(self) -> None:
        """Make a copy of everything; the first one asks for the passphrase that opens the copies."""
        self.read(lambda desk: desk.copies.ready, self._copy)

    def _copy(self, ready: bool) -> None:
        if ready:
            self._make("")
        else:
            self.converse(self._ask_recovery())

    def _ask_recovery(self) -> Dialogue:
        from stafett_tui.screens.frame.questions import secret_question

        hint = self.tr("It opens every copy. Write it down, and keep it apart from the copies.")
        chosen = yield secret_question(self.tr("Recovery passphrase, at least ten signs:"), hint=hint)
        again = yield secret_question(self.tr("Once more:"), hint=hint)
        if chosen == again:
            self._make(chosen)
        else:
            self.say(self.tr("The two are not the same. Nothing was changed."))

    def _make(self, recovery: str) -> None:
        folder = self.given.office.settings.paths.backup

        def make(desk: Desk) -> Path:
            return desk.copies.make(None if desk.copies.folder else folder, recovery)

        self.say(self.tr("A copy is being made."))
        self.write(make, self._made)

    def _made(self, made: Path) -> None:
        self.say(self.tr("A copy was made and checked: {path}", path=made))
        self.reload()
