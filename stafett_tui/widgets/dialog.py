"""Questions over a screen: `Ask` for a choice, `Prompt` for one line of text.

The safe answer has focus, the real cursor stands on it, and Esc takes it.

    answer = await self.app.push_screen_wait(Ask("Låse referatet?", lines, choices))   # in a worker
    self.app.push_screen(Prompt("Ny frist", "når og hvorfor"), self.date_given)         # anywhere
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen

from stafett_tui.widgets.chrome import Rule, Say
from stafett_tui.widgets.columns import Column
from stafett_tui.widgets.compositor import LineDiff
from stafett_tui.widgets.field import Field
from stafett_tui.widgets.inks import Line
from stafett_tui.widgets.keyed import OrderedKeys
from stafett_tui.widgets.page import Sheet
from stafett_tui.widgets.rows import Row, Rows

Answer = TypeVar("Answer")


class Choice(NamedTuple):
    """An answer: what is given back, the letter that takes it at once, and its words."""

    value: str
    letter: str
    text: str


class Dialog(ModalScreen[Answer], OrderedKeys, LineDiff):
    """A box over the screen, at most 72 columns wide, that fits a terminal of 60x18."""

    ALLOW_SELECT = False
    AUTO_FOCUS = "Rows, Field"
    BINDINGS = [
        Binding("escape", "leave", show=False, id="back"), Binding("ctrl+q", "app.quit", show=False, id="quit"),
    ]  # fmt: skip
    DEFAULT_CSS = """
    Dialog { align: center middle; background: transparent; }
    Dialog > Vertical {
        width: 100%; max-width: 72; height: auto; max-height: 100%;
        background: $background; color: $foreground; padding: 0 1;
    }
    Dialog Sheet { height: auto; max-height: 10; }
    Dialog Rows { height: auto; max-height: 9; }
    """

    def __init__(self, title: str, lines: Sequence[Line] = ()) -> None:
        """Take the question and what is to be known before answering."""
        super().__init__()
        self.question, self.lines = title, tuple(lines)

    def compose(self) -> ComposeResult:
        """The question between two rules, and what answers it."""
        with Vertical():
            yield Rule(self.question)
            if self.lines:
                yield Sheet(self.lines, wrap=True)
            yield from self.answers()
            yield Rule()

    def answers(self) -> ComposeResult:
        """What the question is answered with."""
        raise NotImplementedError

    def action_leave(self) -> None:
        """Go away with the safe answer."""
        self.dismiss(None)


class Ask(Dialog[str | None]):
    """A question with a few answers, each with a letter; the first one is the safe one and has focus."""

    def __init__(self, title: str, lines: Sequence[Line], choices: Sequence[Choice]) -> None:
        """Take the question, what it will do in numbers, and the answers."""
        super().__init__(title, lines)
        self.choices = tuple(choices)

    def answers(self) -> ComposeResult:
        """The answers as a list."""
        rows = [Row(choice.value, (choice.letter, choice.text)) for choice in self.choices]
        letters = [choice.letter for choice in self.choices]
        yield Rows((Column("", 3), Column("", flex=1)), rows, acts=letters, mark_width=0)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Enter on an answer."""
        event.stop()
        self.dismiss(event.row.key)

    def on_rows_pressed(self, event: Rows.Pressed) -> None:
        """The letter of an answer."""
        event.stop()
        self.dismiss(next(choice.value for choice in self.choices if choice.letter == event.key))


class Prompt(Dialog[str | None]):
    """A question answered in one line; Enter gives the text, Esc nothing."""

    def __init__(
        self,
        title: str,
        label: str = "",
        text: str = "",
        *,
        lines: Sequence[Line] = (),
        password: bool = False,
        hint: Line = "",
    ) -> None:
        """Take the question, the words before the field and a first text."""
        super().__init__(title, lines)
        self.field = Field(text, prompt=f"{label} " if label else "> ", password=password)
        self.hint = Say(hint)

    def answers(self) -> ComposeResult:
        """The field, and a line that can say what is understood."""
        yield self.field
        yield self.hint

    def on_field_submitted(self, event: Field.Submitted) -> None:
        """Enter."""
        event.stop()
        self.dismiss(event.text)
