"""What a key leads to: something to write, a form to fill in, another list, or a sentence.

A form is filled in in the capture line: Tab walks through its slots, Enter saves from any of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from stafett_tui.widgets.inks import Line

if TYPE_CHECKING:
    from stafett_tui.domain.changes import Changes
    from stafett_tui.screens.meeting.now import Now
    from stafett_tui.services.desk import Desk
    from stafett_tui.services.undo import Undone

Panel = Literal[
    "before", "attendance", "voices", "round", "review", "goals", "level", "read_back", "next", "lock", "locked",
    "phrases",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Deed:
    """A write, and what is said once the store has answered; until then `row` shows `pending`."""

    run: Callable[[Desk], Changes | Undone]
    said: str = ""
    row: str = ""
    pending: str = ""
    hasty: str = ""
    """The sign typed, where a letter right after it takes the deed back."""
    on: bool = False
    """Whether the cursor moves on to the next row at once."""
    then: Callable[[Now], Doing] | None = None
    """What follows once it is saved."""
    sent: str = ""
    """The line it writes, which comes back into the capture line if the store refuses."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One thing to say: its name, its label, what is written, and what Enter takes where nothing is."""

    name: str
    label: str
    text: str = ""
    proposal: str = ""


def nothing_offered(_form: Form) -> tuple[str, ...]:
    """Nothing to choose from."""
    return ()


@dataclass(frozen=True, slots=True)
class Form:
    """What is being filled in, and about what."""

    kind: str
    thing: str
    title: str
    slots: tuple[Slot, ...]
    finish: Callable[[Form], Doing]
    echo: Callable[[Form], Line]
    at: int = 0
    offers: Callable[[Form], tuple[str, ...]] = nothing_offered
    """Texts that Arrow down puts in the slot, one after the other."""

    @property
    def text(self) -> str:
        """What is written in the slot one is in."""
        return self.slots[self.at].text

    @property
    def slot(self) -> Slot:
        """The slot one is in."""
        return self.slots[self.at]

    def value(self, name: str) -> str:
        """What is written in a slot, without blanks around it."""
        return next((s.text.strip() for s in self.slots if s.name == name), "")

    def with_text(self, text: str) -> Form:
        """The same form with another text in the slot one is in."""
        slot = replace(self.slot, text=text)
        return replace(self, slots=(*self.slots[: self.at], slot, *self.slots[self.at + 1 :]))

    def tab(self) -> Form:
        """The next slot; after the last one the first."""
        return replace(self, at=(self.at + 1) % len(self.slots))

    def back_tab(self) -> Form:
        """The slot before."""
        return replace(self, at=(self.at - 1) % len(self.slots))

    def filled(self, texts: dict[str, str], at: int) -> Form:
        """The form as it was left, when it is opened again."""
        slots = tuple(replace(s, text=texts.get(s.name, s.text)) for s in self.slots)
        return replace(self, slots=slots, at=min(max(at, 0), len(slots) - 1))

    @property
    def untouched(self) -> bool:
        """Whether nothing is written in it."""
        return not any(slot.text.strip() for slot in self.slots)


@dataclass(frozen=True, slots=True)
class Fill:
    """Open a form in the capture line."""

    form: Form


@dataclass(frozen=True, slots=True)
class Turn:
    """Show another list."""

    panel: Panel


@dataclass(frozen=True, slots=True)
class Tell:
    """Say a sentence and write nothing."""

    text: Line
    on: bool = False
    """Whether the cursor moves on to the next row."""


@dataclass(frozen=True, slots=True)
class Write:
    """Write words in the capture line."""

    text: str


@dataclass(frozen=True, slots=True)
class AskConsent:
    """Go to where a consent is written down."""


@dataclass(frozen=True, slots=True)
class AskVersions:
    """Go to where one chooses between two versions."""


Doing = Deed | Fill | Turn | Tell | Write | AskConsent | AskVersions
