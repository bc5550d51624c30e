"""A short form in the capture line: slots that Tab walks through, Enter saves from any of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from stafett_tui.widgets.inks import Line

if TYPE_CHECKING:
    from stafett_tui.screens.meeting.deeds import Doing


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
