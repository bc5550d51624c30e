"""`Form`: labelled lines to fill in, one below the other, all on one screen.

    form = Form([
        Entry("name", self.tr("Your name")),
        Entry("language", self.tr("Language"), options=(("nb", "bokmål"), ("nn", "nynorsk"))),
    ])
    on_form_submitted(event): event.values["name"]       form.say("name", self.tr("A name is needed"))

Enter, Down and Tab go to the next line, Up and Shift+Tab to the one before; Enter on the last line submits.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.geometry import Offset
from textual.message import Message
from textual.strip import Strip

from stafett_tui.widgets.cells import fit, width
from stafett_tui.widgets.chrome import Say
from stafett_tui.widgets.field import Field
from stafett_tui.widgets.inks import Span, draw, inks
from stafett_tui.widgets.keyed import Keyed


class Entry(NamedTuple):
    """One line of a form: a text, or one of several options given as (value, words)."""

    name: str
    label: str
    value: str = ""
    options: tuple[tuple[str, str], ...] = ()
    placeholder: str = ""
    password: bool = False


class Line(Field):
    """A field of a form: Up and Down go to its neighbours."""

    def act(self, key: str) -> bool:
        """Go to the next line or the one before."""
        return step(self, key)


class Picker(Keyed):
    """One of several options: Left, Right and Space go through them, a letter goes to the one that begins so."""

    DEFAULT_CSS = """
    Picker { height: 1; width: 1fr; }
    """

    def __init__(self, prompt: str, options: Sequence[tuple[str, str]], value: str = "") -> None:
        """Take the options; the first is chosen where the value is none of them."""
        super().__init__()
        self.prompt, self.options = prompt, tuple(options)
        values = [value for value, _ in self.options]
        self.index = values.index(value) if value in values else 0

    @property
    def value(self) -> str:
        """The value that is chosen."""
        return self.options[self.index][0]

    def take_key(self, key: str, character: str | None) -> bool:
        """Choose, or go to a neighbour."""
        moves = {"left": -1, "right": 1, "space": 1}
        if key in moves:
            self._choose((self.index + moves[key]) % len(self.options))
        elif key == "enter":
            self.tell(Field.Submitted(self, self.value))
        elif character:
            begins = [i for i, (_, text) in enumerate(self.options) if text.lower().startswith(character.lower())]
            later = [i for i in begins if i > self.index]
            self._choose((later or begins or [self.index])[0])
        else:
            return step(self, key)
        return True

    def _choose(self, index: int) -> None:
        self.index = index
        self.refresh()

    def cursor_cell(self) -> Offset:
        """On the first letter of what is chosen."""
        before = sum(width(text) + 4 for _, text in self.options[: self.index])
        return Offset(width(self.prompt) + before + 1, 0)

    def render_line(self, y: int) -> Strip:
        """The options beside each other, the chosen one in brackets."""
        cells, looks = self.content_size.width, inks(self.app.current_theme)
        if y:
            return Strip.blank(cells, self.rich_style)
        parts: list[Span] = [(self.prompt, "")]
        for index, (_, text) in enumerate(self.options):
            chosen = index == self.index
            parts.append((f"[{text}]  " if chosen else f" {text}   ", "strong" if chosen else ""))
        return draw(parts, cells, self.rich_style, looks)


class Form(Vertical):
    """Labelled lines and a sentence below the one that is not right yet."""

    DEFAULT_CSS = """
    Form { height: auto; }
    """

    class Submitted(Message):
        """Enter on the last line, with every value."""

        def __init__(self, form: Form, values: Mapping[str, str]) -> None:
            """Take the values."""
            super().__init__()
            self.form, self.values = form, values

    def __init__(self, entries: Sequence[Entry], *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        """Take the lines."""
        super().__init__(id=id)
        self.entries = tuple(entries)
        wide = max(width(entry.label) for entry in self.entries) + 2
        self.lines: dict[str, Line | Picker] = {}
        for entry in self.entries:
            prompt = fit(entry.label, wide)
            self.lines[entry.name] = (
                Picker(prompt, entry.options, entry.value)
                if entry.options
                else Line(entry.value, prompt=prompt, placeholder=entry.placeholder, password=entry.password)
            )
        self.notice = Say()

    def compose(self) -> ComposeResult:
        """The lines, and room for one sentence."""
        yield from self.lines.values()
        yield self.notice

    @property
    def values(self) -> dict[str, str]:
        """What is filled in."""
        return {
            name: line.value if isinstance(line, Picker) else line.text.strip() for name, line in self.lines.items()
        }

    def say(self, name: str, text: str) -> None:
        """Tell what a line needs, and go there."""
        self.notice.say(((text, "alarm"),))
        if name in self.lines:
            self.screen.set_focus(self.lines[name])

    def on_field_submitted(self, event: Field.Submitted) -> None:
        """Enter: to the next line, or done."""
        event.stop()
        lines = list(self.lines.values())
        place = next(i for i, line in enumerate(lines) if line is event.field)
        if place + 1 < len(lines):
            self.screen.set_focus(lines[place + 1])
        else:
            self.post_message(self.Submitted(self, self.values))


def step(line: Keyed, key: str) -> bool:
    """Go to the neighbour of a line in its form, with Up or Down."""
    form = line.parent
    if key not in {"up", "down"} or not isinstance(form, Form):
        return False
    lines = list(form.lines.values())
    place = next(i for i, each in enumerate(lines) if each is line) + (1 if key == "down" else -1)
    if 0 <= place < len(lines):
        line.screen.set_focus(lines[place])
    return True
