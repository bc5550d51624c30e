"""Parts of the form for a new plan: lines that say what is wrong with them, complete names, and mask numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from textual.message import Message
from textual.strip import Strip

from stafett_tui.domain.national_id import LENGTH, mask
from stafett_tui.domain.people import Relation
from stafett_tui.screens.frame.form import BEFORE, GAP, LABEL, NEXT, Button, Entered, FormField
from stafett_tui.screens.frame.pick import Option, Pick
from stafett_tui.widgets.cells import fit, width, wrap
from stafett_tui.widgets.edit import Edit
from stafett_tui.widgets.inks import Ink, Span, draw, inks
from stafett_tui.widgets.keyed import Keyed

MARK: Final = "! "
INDENT: Final = " " * (LABEL + 2)


def nothing() -> None:
    """Do nothing: until the form says what is to be done after a change."""


def go(part: Keyed, key: str) -> bool:
    """Go to the next line that is shown, or the one before, at once: also to one that was shown this moment."""
    if key not in NEXT | BEFORE or part.parent is None:
        return False
    lines = [each for each in part.parent.children if each.has_class("part") and each.display]
    there = lines.index(part) + (1 if key in NEXT else -1)
    part.screen.set_focus(lines[there % len(lines)])
    return True


@dataclass(frozen=True, slots=True)
class Offer:
    """What the right arrow writes: the text, how it is told, and what it stands for."""

    text: str
    words: str
    taken: str = ""
    """What is told once it is written."""
    value: Any = None


class Beside(Keyed):
    """A part that says what is wrong on lines of its own, right under what is written."""

    _wrong = ""
    after: Callable[[], None] = staticmethod(nothing)
    """Called at once at every change, before the next key."""

    @property
    def wrong(self) -> str:
        """What is wrong, empty where nothing is."""
        return self._wrong

    @wrong.setter
    def wrong(self, words: str) -> None:
        if words != self._wrong:
            self._wrong = words
            self.refresh(layout=True)

    def beside(self, cells: int) -> list[str]:
        """The lines that say what is wrong."""
        room = max(cells - len(INDENT) - len(MARK), 1)
        return wrap(self._wrong, room) if self._wrong else []

    def drawn_beside(self, line: int) -> Strip:
        """One of those lines."""
        cells = self.content_size.width
        said = self.beside(cells)
        if line >= len(said):
            return Strip.blank(cells, self.rich_style)
        mark: Span = (MARK if line == 0 else "  ", "alarm")
        return draw(((INDENT, ""), mark, (said[line], "")), cells, self.rich_style, inks(self.app.current_theme))


class Asked(Beside, FormField):
    """A line to write on; what is offered is written with the right arrow at the end of the line."""

    DEFAULT_CSS = """
    Asked { height: auto; width: 1fr; }
    """

    @dataclass
    class Left(Message):
        """Somebody has gone on from this line."""

        part: Asked

    def __init__(
        self,
        label: str,
        *,
        hint: str = "",
        tell: Callable[[str], str] | None = None,
        check: Callable[[str], str] | None = None,
        offer: Callable[[str], Offer | None] | None = None,
        id: str | None = None,  # noqa: A002 - Textual's name
    ) -> None:
        """Take what helps; `check` says what is wrong with a text, `offer` what it may become."""
        super().__init__(label, hint=hint, tell=tell, id=id)
        self.check, self.offer = check, offer
        self.value: Any = None
        self.taken = ""

    def name_it(self, label: str, hint: str | None = None) -> None:
        """Give the line another label, and another hint."""
        self.prompt = f" {fit(label, LABEL)} "
        self.hint = self.hint if hint is None else hint
        self.refresh()

    @property
    def written(self) -> str:
        """The text without spaces around it."""
        return self.text.strip()

    @property
    def offered(self) -> Offer | None:
        """What the right arrow would write now."""
        return self.offer(self.written) if self.offer is not None and self.value is None else None

    @property
    def words(self) -> str:
        """What helps here, and what the right arrow writes."""
        if self.value is not None and self.taken:
            return self.taken
        offered = self.offered
        return offered.words if offered is not None else super().words

    def act(self, key: str) -> bool:
        """Take what is offered, or go from part to part."""
        offered = self.offered if key == "right" and self.at == len(self.text) else None
        if offered is None:
            return go(self, key)
        self.take(offered)
        return True

    def take(self, offered: Offer) -> None:
        """Write what is offered."""
        self.text = offered.text
        self.value, self.taken = offered.value, offered.taken
        self.post_message(Entered(self.words))
        self.after()

    def text_changed(self) -> None:
        """Nothing is wrong with the new text yet, and it stands for nobody known."""
        self.value, self.wrong = None, ""
        if self.has_focus:
            self.post_message(Entered(self.words))
        self.after()

    def on_focus(self) -> None:
        """Say what helps here."""
        self.post_message(Entered(self.words))

    def on_blur(self) -> None:
        """Say beside the line what is wrong with it, once it is left."""
        if self.check is not None and not self.wrong:
            self.wrong = self.check(self.written)
        self.post_message(self.Left(self))

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        """The line, and what is wrong with it."""
        del container, viewport
        return 1 + len(self.beside(width))

    def render_line(self, y: int) -> Strip:
        """The line, and what is wrong with it under it."""
        return self.drawn_beside(y - 1) if y else super().render_line(0)


class NumberField(Asked):
    """An identity number: shown as `ddmmyy *****` once it is left (D-08)."""

    def _view(self) -> Edit:
        edit = super()._view()
        return edit if self.has_focus else Edit(mask(self.written), 0)


class Chosen(Beside, Pick):
    """A choice whose options may change; where several count, all are chosen but those that were taken out."""

    DEFAULT_CSS = """
    Chosen { height: auto; width: 1fr; }
    """

    def __init__(self, label: str, options: Sequence[Option], chosen: Sequence[Any] = (), **told: Any) -> None:
        """Take the options as `Pick` does."""
        super().__init__(label, options, chosen, **told)
        self._out: set[Any] = set()

    def renew(self, options: Sequence[Option]) -> None:
        """Offer these from now on."""
        if tuple(options) == self.options:
            return
        kept = set(self.values)
        self.options = tuple(options)
        wanted = {option.value for option in self.options} - self._out if self.many else kept
        self.chosen = {n for n, option in enumerate(self.options) if option.value in wanted}
        if not self.many and not self.chosen and self.options:
            self.chosen = {0}
        self.at = 0 if self.many else min(self.chosen, default=0)
        self.refresh(layout=True)

    def put_back(self, values: Sequence[str]) -> None:
        """Choose what was chosen before, also nothing where several count."""
        named = {n for n, option in enumerate(self.options) if str(option.value) in values}
        if named or self.many:
            self.chosen = named
            self._out = {option.value for option in self.options} - set(self.values)
            self.at = 0 if self.many else min(named, default=0)
            self.refresh()

    def take_key(self, key: str, character: str | None) -> bool:
        """Choose, and let the form follow at once."""
        if go(self, key):
            return True
        before = set(self.chosen)
        taken = super().take_key(key, character)
        if self.chosen != before:
            self.wrong = ""
            self._out = {option.value for option in self.options} - set(self.values)
            self.after()
        return taken

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        """The options, and what is wrong."""
        return super().get_content_height(container, viewport, width) + len(self.beside(width))

    def render_line(self, y: int) -> Strip:
        """The options, and under them what is wrong."""
        options = len(self._laid(self.content_size.width))
        return self.drawn_beside(y - options) if y >= options else super().render_line(y)


class Kin(Chosen):
    """How a guardian is related, and with Space whether with parental responsibility (C-02)."""

    def __init__(self, relations: Sequence[Option], first: Relation, words: str, *, hint: str, id: str) -> None:  # noqa: A002 - Textual's name
        """Take the relations, and the words for parental responsibility, which counts at first."""
        super().__init__("", relations, [first], hint=hint, id=id)
        self.parental, self._words = True, words

    def take_key(self, key: str, character: str | None) -> bool:
        """Space gives or takes parental responsibility."""
        if key != "space":
            return super().take_key(key, character)
        self.parental = not self.parental
        self.post_message(self.Changed(self))
        self.refresh()
        self.after()
        return True

    def _laid(self, cells: int) -> list[list[tuple[int, Span]]]:
        lines = super()._laid(cells)
        text = f"[{'x' if self.parental else ' '}] {self._words}"
        used = sum(width(part) for _, (part, _) in lines[-1])
        ink: Ink = ""
        if used + len(GAP) + width(text) > cells:
            lines.append([(-1, (INDENT, "")), (-1, (text, ink))])
        else:
            lines[-1] += [(-1, (GAP, "")), (-1, (text, ink))]
        return lines


class Last(Button):
    """The line after all others."""

    def take_key(self, key: str, character: str | None) -> bool:
        """Do it, or go on."""
        return super().take_key(key, character) if key in {"enter", "space"} else go(self, key)


def is_number(text: str) -> bool:
    """Whether a text is eleven digits, as only an identity number is."""
    bare = text.replace(" ", "")
    return len(bare) == LENGTH and bare.isascii() and bare.isdecimal()
