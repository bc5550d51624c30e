"""The capture line as a value: its sign, the text of each slot, and the slot being written."""

import re
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class LineSort(StrEnum):
    """What a line becomes; its first sign decides."""

    NOTE = "note"
    ACTIVITY = "activity"
    VOICE = "voice"
    PARKED = "parked"
    AGREEMENT = "agreement"
    DISAGREEMENT = "disagreement"
    JUMP = "jump"
    PALETTE = "palette"


class Slot(StrEnum):
    """A place on the line; Tab goes to the next."""

    TEXT = "text"
    WHO = "who"
    WHEN = "when"
    GOAL = "goal"
    ASKED_BY = "asked_by"
    HOW = "how"
    ASKED_ON = "asked_on"


SLOTS: Final = MappingProxyType(
    {
        LineSort.ACTIVITY: (Slot.TEXT, Slot.WHO, Slot.WHEN, Slot.GOAL),
        LineSort.VOICE: (Slot.TEXT, Slot.ASKED_BY, Slot.HOW, Slot.ASKED_ON),
    }
)
ONE_SLOT: Final = (Slot.TEXT,)
SIGNS: Final = MappingProxyType(
    {
        LineSort.ACTIVITY: r"\+|[ta]:",
        LineSort.VOICE: r"['\u2018\u2019\u00b4]|s:",
        LineSort.PARKED: r"\.(?!\.)|p:",
        LineSort.AGREEMENT: r"!|e:",
        LineSort.DISAGREEMENT: r"(?:uenig|ueinig|usamd|usamde|disagree):",
        LineSort.PALETTE: r"\\",
        LineSort.NOTE: r"-",
    }
)
SIGN: Final = re.compile(
    r"\s*(?:" + "|".join(f"(?P<{sort.name}>{pattern})" for sort, pattern in SIGNS.items()) + ")",
    re.IGNORECASE,
)
JUMP: Final = re.compile(r"\s*([1-9])\s*")
SEPARATOR: Final = "\t"


@dataclass(frozen=True, slots=True)
class Signed:
    """A first slot taken apart: what the line becomes, and everything after the sign as it was typed."""

    sort: LineSort
    rest: str


def signed(raw: str) -> Signed:
    """The sort of a line by its first sign; without a sign it is a note, a digit alone a jump."""
    if JUMP.fullmatch(raw):
        return Signed(LineSort.JUMP, raw)
    found = SIGN.match(raw)
    if found is None or found.lastgroup is None:
        return Signed(LineSort.NOTE, raw)
    return Signed(LineSort[found.lastgroup], raw[found.end() :])


@dataclass(frozen=True, slots=True)
class Composition:
    """A line being written. Texts are kept as typed, those of slots that the sort no longer has as well."""

    texts: tuple[str, ...] = ("",)
    slot: int = 0
    chosen: tuple[tuple[str, str], ...] = field(default=())

    @property
    def sort(self) -> LineSort:
        """What the line becomes."""
        return signed(self.texts[0]).sort

    @property
    def slots(self) -> tuple[Slot, ...]:
        """The slots of this sort of line."""
        return SLOTS.get(self.sort, ONE_SLOT)

    @property
    def slot_name(self) -> Slot:
        """The slot being written."""
        return self.slots[self.slot]

    @property
    def text(self) -> str:
        """The text of the slot being written, as typed."""
        return self.text_of(self.slot_name)

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all has been typed."""
        return not any(text.strip() for text in self.texts)

    @property
    def line(self) -> str:
        """The whole line in its one-line form, slots apart by TAB."""
        return SEPARATOR.join(self.texts).rstrip(SEPARATOR)

    def text_of(self, slot: Slot) -> str:
        """The text of a slot, as typed; empty where the slot is untouched or the line has none."""
        if slot not in self.slots:
            return ""
        place = self.slots.index(slot)
        return self.texts[place] if place < len(self.texts) else ""

    def with_text(self, text: str) -> "Composition":
        """The line with another text in the slot being written."""
        padded = [*self.texts, *[""] * (self.slot + 1 - len(self.texts))]
        padded[self.slot] = text
        return replace(self, texts=tuple(padded))

    def tab(self) -> "Composition":
        """The next slot; after the last comes the first again."""
        return replace(self, slot=(self.slot + 1) % len(self.slots))

    def back_tab(self) -> "Composition":
        """The slot before; before the first comes the last."""
        return replace(self, slot=(self.slot - 1) % len(self.slots))

    def choose(self, typed: str, person_id: str) -> "Composition":
        """Another of the people offered for what was typed, in place of the first hit."""
        others = tuple(pair for pair in self.chosen if pair[0] != typed)
        return replace(self, chosen=(*others, (typed, person_id)))


def start(text: str = "") -> Composition:
    """A new line."""
    return Composition((text,))


def parse_line(text: str) -> Composition:
    """A line in its one-line form; TABs beyond the last slot belong to its text."""
    first = text.split(SEPARATOR, 1)[0]
    slots = SLOTS.get(signed(first).sort, ONE_SLOT)
    texts = tuple(text.split(SEPARATOR, len(slots) - 1))
    return Composition(texts, len(texts) - 1)


def promote(note_text: str) -> Composition:
    """The last note made into an activity, with the slot for *who* open."""
    return Composition((f"+{note_text}", ""), slot=1)
