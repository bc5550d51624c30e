"""The door to the store: waits while it opens, asks for the passphrase, and says in words why it does not open."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult

from stafett_tui.actions import ACTIONS, Action
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.i18n.errors import error_text
from stafett_tui.i18n.texts import Texts
from stafett_tui.screens.frame.form import Button, Entered, FormField
from stafett_tui.screens.frame.messages import Passphrase, TryAgain
from stafett_tui.widgets.bindings import hint_of
from stafett_tui.widgets.chrome import Foot, Hint, Say
from stafett_tui.widgets.inks import Line
from stafett_tui.widgets.page import Sheet
from stafett_tui.widgets.screen import StafettScreen

ASKS = frozenset({ErrorKind.NO_KEY, ErrorKind.WRONG_KEY})
"""Errors that a passphrase can mend."""
SHORTEST = 12
"""Signs that a new passphrase has at least."""


class UnlockScreen(StafettScreen):
    """One sentence, one line to write on, one button."""

    SCREEN = "unlock"
    CSS_PATH = "screen.tcss"

    def __init__(
        self, texts: Texts, error: StafettError | None = None, *, new: bool = False,
        actions: Sequence[Action] = ACTIONS,
    ) -> None:  # fmt: skip
        """Show why the store is not open; with `new` the passphrase is chosen, and written twice."""
        super().__init__(texts, actions=actions)
        self.error, self.new, self.waiting = error, new, error is None
        self.wrong = ""
        self.told = Sheet(wrap=True, id="told")
        label = self.tr("New passphrase") if new else self.tr("Passphrase")
        hint = self.tr("At least 12 signs: nobody can open the store without it") if new else ""
        self.line = FormField(label, password=True, id="passphrase", hint=hint)
        self.again = FormField(self.tr("Once more"), password=True, id="again")
        self.open = Button(self.tr("Open the store"), id="open")
        self.word = Say(id="word")
        self.foot = Foot(
            [Hint("Enter", self.tr("open"), "enter"), *hint_of("quit", texts, actions, words=self.tr("Quit"))]
        )

    def body(self) -> ComposeResult:
        """Why, the passphrase, the button."""
        yield self.told
        yield self.line
        yield self.again
        yield self.open
        yield self.word

    def on_mount(self) -> None:
        """Say what stands now."""
        self.head.show(left="Stafett", right="")
        self._show()

    def tell(self, error: StafettError) -> None:
        """Another answer from the store."""
        self.error, self.waiting = error, False
        self.line.text = self.again.text = ""
        self._show()

    def _show(self) -> None:
        asks = self.error is not None and self.error.kind in ASKS
        waits = self.error is None
        self.line.display = asks
        self.again.display = asks and self.new
        self.open.display = not waits
        self.open.words = self.tr("Open the store") if asks else self.tr("Try again")
        self.open.refresh()
        self.told.set_lines(self._lines())
        if not waits:
            self.call_after_refresh((self.line if asks else self.open).focus)

    def _lines(self) -> tuple[Line, ...]:
        if self.error is None:
            return (self.tr("The store is being opened. The system may ask you to unlock its keyring."),)
        if self.new and self.error.kind is ErrorKind.NO_KEY:
            return (
                self.tr("This machine has no keyring that can keep the key of the store."),
                self.tr("Choose a passphrase instead. It is asked for at every start, and nobody can replace it."),
            )
        lines: list[Line] = [error_text(self.texts, self.error)]
        if self.error.kind is ErrorKind.IN_USE:
            lines.append(self._who_has_it())
        return tuple(lines)

    def _who_has_it(self) -> str:
        data = self.error.data if self.error is not None else {}
        return self.tr(
            "In use by {who} on {host}, process {pid}.",
            who=data.get("who") or "?", host=data.get("host") or "?", pid=data.get("pid") or "?",
        )  # fmt: skip

    def on_entered(self, event: Entered) -> None:
        """Say what was wrong until somebody writes again, else what helps."""
        event.stop()
        if self.line.text:
            self.wrong = ""
        self.word.say((("! ", "alarm"), (self.wrong, "")) if self.wrong else event.hint)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Try to open; once, until the store has answered."""
        event.stop()
        if self.waiting:
            return
        if not self.line.display:
            self.waiting = True
            self.post_message(TryAgain())
        elif not self.line.text:
            self.line.focus()
        elif self.new and len(self.line.text) < SHORTEST:
            self._again(self.tr("At least 12 signs: nobody can open the store without it"))
        elif self.new and self.line.text != self.again.text:
            self._again(self.tr("The two are not the same. Write both again."))
        else:
            self.waiting = True
            self.post_message(Passphrase(self.line.text))
            self.word.say(self.tr("The store is being opened."))

    def _again(self, words: str) -> None:
        """Empty both lines, and say why."""
        self.line.text = self.again.text = ""
        self.wrong = words
        self.line.focus()
