"""The cover over every screen after a while without a key: no word of a case, and the same place again after it (S-05).

What lies under it stays as it is: its focus, its cursor, the half-written line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.message import Message

from stafett_tui.actions import ACTIONS, Action
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.i18n.errors import error_text
from stafett_tui.i18n.texts import Texts
from stafett_tui.screens.frame.form import Button, FormField
from stafett_tui.widgets.bindings import hint_of
from stafett_tui.widgets.chrome import Foot, Hint
from stafett_tui.widgets.page import Sheet
from stafett_tui.widgets.screen import StafettScreen

if TYPE_CHECKING:
    from stafett_tui.services.opening import Kept


class LockedScreen(StafettScreen):
    """One sentence, the passphrase where there is one, one button."""

    SCREEN = "unlock"
    CSS_PATH = "screen.tcss"

    @dataclass
    class Unlock(Message):
        """Somebody wants to go on, with what they wrote."""

        passphrase: str | None

    def __init__(self, texts: Texts, kept: Kept, actions: Sequence[Action] = ACTIONS) -> None:
        """Ask for what opens this store."""
        super().__init__(texts, actions=actions)
        self.kept = kept
        self.waiting = False
        told = self.tr("The screen is locked. Everything is saved, and nothing is lost.")
        self.told = Sheet([told], wrap=True, id="told")
        self.how = Sheet([self._how()], wrap=True, id="how")
        self.line = FormField(self.tr("Passphrase"), password=True, id="passphrase")
        self.line.display = kept == "passphrase"
        self.go_on = Button(self.tr("Go on where you were"), id="go-on")
        self.word = Sheet(wrap=True, id="word")
        self.foot = Foot(
            [Hint("Enter", self.tr("go on"), "enter"), *hint_of("quit", texts, actions, words=self.tr("Quit"))]
        )

    def body(self) -> ComposeResult:
        """What stands here, the passphrase, the button."""
        yield self.told
        yield self.how
        yield self.line
        yield self.go_on
        yield self.word

    def on_mount(self) -> None:
        """Say the name of the program and nothing else, and stand where one answers."""
        self.head.show(left="Stafett", right="")
        self.stand()

    def stand(self) -> None:
        """Put the cursor where the answer is written."""
        self.set_focus(self.line if self.line.display else self.go_on)

    def tell(self, error: StafettError) -> None:
        """The screen stays locked; say why."""
        self.waiting = False
        self.line.text = ""
        wrong = self.tr("That is not the passphrase of this store. Write it again.")
        why = wrong if error.kind is ErrorKind.WRONG_KEY else error_text(self.texts, error)
        self.word.set_lines([(("! ", "alarm"), (why, ""))])
        self.stand()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Try once, until the store has answered."""
        event.stop()
        if self.waiting:
            return
        if self.line.display and not self.line.text:
            self.line.focus()
            return
        self.waiting = True
        self.word.set_lines([self.tr("The key is being asked for.")])
        self.post_message(self.Unlock(self.line.text if self.line.display else None))

    def _how(self) -> str:
        if self.kept == "passphrase":
            return self.tr("Write the passphrase of the store to go on.")
        if self.kept == "demo":
            return self.tr("These plans are invented, so nothing is asked. Enter goes on.")
        return self.tr(
            "Enter asks the keyring of this computer for the key once more. While the keyring is open it may not ask "
            "who you are: then this only covers the screen. Lock the computer as well when you leave it."
        )
