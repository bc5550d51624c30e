"""Questions at the foot of a screen: one line to write on, and above it what is understood, before Enter.

A dialogue is a generator that yields questions and gets the answers, so it reads from top to bottom:

    def move(self) -> Dialogue:
        due = yield date_question(...)
        reason = yield text_question(...)
        self.write(lambda desk: desk.activities.move(plan_id, activity, due, reason))

Nothing is awaited between two keys: a letter typed right after the key that asks lands in the line.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widget import Widget

from stafett_tui.widgets.cells import width
from stafett_tui.widgets.chrome import Rule, Say
from stafett_tui.widgets.field import Field
from stafett_tui.widgets.inks import Line, Span
from stafett_tui.widgets.page import Sheet

OFFERED, FEW, HIGH = 6, 3, 24
"""How many answers stand under one another where they do not fit on one line; few where it is not so high."""
STEPS: Final = {"down": 1, "tab": 1, "up": -1, "shift+tab": -1}


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers offered: its words and its value."""

    words: str
    value: Any


@dataclass(frozen=True, slots=True)
class Understood:
    """What a question makes of the text so far."""

    echo: Line = ""
    value: Any = None
    ok: bool = False
    """Whether Enter takes the value."""
    choices: tuple[Choice, ...] = ()
    chosen: int | None = None
    """The choice that Enter takes when nobody moves; None: it must be chosen first, nothing is guessed."""


def as_text(text: str) -> Understood:
    """Any text but an empty one."""
    return Understood(value=text.strip(), ok=bool(text.strip()))


@dataclass(frozen=True, slots=True)
class Question:
    """A line to write on: the words before it, its first text, and how the text is understood."""

    prompt: str
    understand: Callable[[str], Understood] = as_text
    text: str = ""
    draft: str = ""
    """Under this name the unfinished text is kept."""
    secret: bool = False
    """Whether the text is shown as dots."""
    clears: Callable[[], None] | None = field(default=None)
    """Called when the person goes away without an answer."""


Dialogue = Generator[Question, Any, None]


class AskField(Field):
    """The line of a question: arrows and Tab choose among the answers offered."""

    @dataclass
    class Stepped(Message):
        """Another of the offered answers is wanted."""

        step: int

    def act(self, key: str) -> bool:
        """Choose with the arrows, and stay on the line."""
        if key not in STEPS:
            return False
        self.post_message(self.Stepped(STEPS[key]))
        return True


class Asking(Vertical):
    """The place at the foot of a screen where questions are asked; away when nothing is asked."""

    DEFAULT_CSS = """
    Asking { height: auto; display: none; }
    Asking.-open { display: block; }
    """

    @dataclass
    class Turned(Message):
        """Questions begin, or are over."""

        asks: bool

    @dataclass
    class Opened(Message):
        """A question with a draft name is asked."""

        question: Question

    @dataclass
    class Typed(Message):
        """The text of a question with a draft name is another."""

        question: Question
        text: str

    @dataclass
    class Settled(Message):
        """A question with a draft name is answered: its draft can go."""

        question: Question

    def __init__(self) -> None:
        """Begin closed."""
        super().__init__(id="asking")
        self.echo, self.offers = Say(id="echo"), Sheet(id="offers")
        self.line = AskField(clears=False, id="answer")
        self._talk: Dialogue | None = None
        self._question: Question | None = None
        self._understood = Understood()
        self._chosen: int | None = None
        self._came_from: Widget | None = None

    def compose(self) -> ComposeResult:
        """What is understood, what is offered, and the line."""
        yield Rule()
        yield self.echo
        yield self.offers
        yield self.line

    @property
    def question(self) -> Question | None:
        """What is asked now."""
        return self._question

    @property
    def open(self) -> bool:
        """Whether something is asked."""
        return self._question is not None

    def begin(self, talk: Dialogue) -> None:
        """Ask the first question now, in the same breath as the key that led here."""
        if self.open:
            self.leave()
        self._came_from = self.screen.focused
        self._talk = talk
        self.post_message(self.Turned(asks=True))
        self._go_on(None)

    def leave(self) -> None:
        """Stop asking; what the question showed on the way is taken back."""
        question, talk = self._question, self._talk
        self._close()
        if talk is not None:
            talk.close()
        if question is not None and question.clears is not None:
            question.clears()

    def restore(self, text: str) -> None:
        """Put a draft in the line, if nothing is written yet."""
        if self.open and not self.line.text:
            self.line.text = text

    def _go_on(self, answer: Any) -> None:
        assert self._talk is not None  # noqa: S101 - begin() has set it
        try:
            question = next(self._talk) if self._question is None else self._talk.send(answer)
        except StopIteration:
            self._close()
            return
        self._ask(question)

    def _ask(self, question: Question) -> None:
        self._question = question
        self.line.prompt, self.line.password = f"{question.prompt} ", question.secret
        self.line.text = question.text
        self.line.refresh()
        self.add_class("-open")
        self.screen.set_focus(self.line)
        self._understand()
        if question.draft and not question.text:
            self.post_message(self.Opened(question))

    def _close(self) -> None:
        self._question, self._talk = None, None
        self.remove_class("-open")
        self.post_message(self.Turned(asks=False))
        came_from = self._came_from
        if came_from is not None and came_from.is_attached:
            self.screen.set_focus(came_from)

    def _understand(self) -> None:
        if self._question is None:
            return
        self._understood = self._question.understand(self.line.text)
        self._chosen = self._understood.chosen
        self._show()

    def _show(self) -> None:
        self.echo.say(self._understood.echo)
        room = self.app.size
        rows = OFFERED if room.height >= HIGH else FEW
        self.offers.set_lines(offered(self._understood.choices, self._chosen, room.width, rows))

    def on_field_changed(self, event: Field.Changed) -> None:
        """Say at every letter what is understood."""
        event.stop()
        self._understand()
        if self._question is not None and self._question.draft:
            self.post_message(self.Typed(self._question, self.line.text))

    def on_ask_field_stepped(self, event: AskField.Stepped) -> None:
        """Stand on the next of the offered answers."""
        event.stop()
        count = len(self._understood.choices)
        if count:
            before = -1 if self._chosen is None and event.step > 0 else self._chosen or 0
            self._chosen = (before + event.step) % count
            self._show()

    def on_field_submitted(self, event: Field.Submitted) -> None:
        """Take the answer, or stay and leave standing what is to be done."""
        event.stop()
        question = self._question
        if question is None:
            return
        self._understood = understood = question.understand(event.text)
        value: Any = understood.value
        chosen = self._chosen if self._chosen is not None else understood.chosen
        if understood.choices and chosen is not None and chosen < len(understood.choices):
            value = understood.choices[chosen].value
        elif not understood.ok:
            self._show()
            return
        if question.draft:
            self.post_message(self.Settled(question))
        self._go_on(value)


def offered(choices: Sequence[Choice], chosen: int | None, cells: int, rows: int = OFFERED) -> list[Line]:
    """The answers on one line where they fit, else one a line: those around the chosen one, and how many more."""
    parts: list[Span] = []
    for index, choice in enumerate(choices):
        here = index == chosen
        parts.append((f"{'>' if here else ' '}{choice.words}  ", "strong" if here else ""))
    if sum(width(text) for text, _ in parts) <= cells:
        return [tuple(parts)]
    first = max(0, min((chosen or 0) - rows // 2, len(parts) - rows))
    shown: list[Line] = [(part,) for part in parts[first : first + rows]]
    left = len(parts) - len(shown)
    if left > 0:
        shown[-1] = (*parts[first + len(shown) - 1 : first + len(shown)], (f"(+{left})", "quiet"))
    return shown
