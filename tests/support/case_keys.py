"""The keys that play the case on the screen, from home to the lock: one list for the pilot, a terminal and the kill test.

A key is a letter or sign as it stands, or a name as Textual has it (`enter`, `ctrl+n`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

NAMES = frozenset({"enter", "tab", "down", "up", "escape", "space", "backspace"})


@dataclass(frozen=True)
class Part:
    """What is done at one point of the agenda: its keys, and words that stand on the screen afterwards."""

    name: str
    keys: tuple[str, ...]
    seen: str = ""


def typed(text: str, *after: str) -> tuple[str, ...]:
    """The keys of a text, and those pressed after it."""
    return (*text, *after)


OPEN = Part("open today's plan", ("enter",), "Tøyestubben, møterommet")
CASE = (
    Part("start", ("enter",), "TIL STEDE  0 av 4"),
    Part("1 welcome", ("ctrl+a", "ctrl+n"), "2/9"),
    Part("2 the child", (
        *typed("'Jeg liker dinosaurer. Det er dumt når alle roper.", "tab"),
        *typed("stø", "tab"), *typed("tegning", "tab"), *typed("1.10", "enter"), "ctrl+n",
    )),
    Part("3 the family", (
        *typed("Hjemme virker bildene godt. Leggetiden er roligere.", "enter"),
        *typed(".Ferieturen i februar: hva gjør vi med bildene?", "enter"), "ctrl+n",
    )),
    Part("4 the round", (*typed("Du gikk til bordet uten å gråte tre av fem dager.", "enter"), "ctrl+n")),
    Part("5 the activities", (
        "2", "tab", *typed("Det er verst når det er mye lyd i gangen.", "enter"),
        "1", "enter",
        "1", "tab", "tab", "tab", "j", "enter", "ctrl+n",
    )),
    Part("6 new activities", (
        *typed("+Du og Stødig går først til maten", "tab"), *typed("stø", "tab"), *typed("fre", "enter"),
        *typed("+Varm og Blid leser for deg før leggetid", "tab"), *typed("va, bl", "tab"),
        *typed("om to uker", "enter"),
        *typed("+Klok sender råd om overganger til personalet", "tab"), *typed("kl", "enter"),
        *typed("!Vi fortsetter med bildene begge steder", "enter"), "ctrl+n",
    )),
    Part("7 level and holder", ("enter",)),
    Part("8 read back", ("ctrl+r", "enter", "enter", "enter", "enter", "down", "enter", "ctrl+n")),
    Part("9 next meeting", typed("15.12 13", "enter")),
    Part("lock", ("ctrl+g", "j"), "REFERATET ER LÅST"),
)  # fmt: skip


def all_keys() -> tuple[str, ...]:
    """Every key of the meeting, from its start to its lock."""
    return tuple(key for part in CASE for key in part.keys)


def runs(keys: tuple[str, ...]) -> Iterator[str]:
    """The keys with signs that follow each other joined to a text, as one would hand them to a terminal."""
    text = ""
    for key in keys:
        if len(key) == 1:
            text += key
            continue
        if text:
            yield text
        text = ""
        yield key
    if text:
        yield text


def tmux_name(key: str) -> str:
    """A key as tmux names it."""
    if key.startswith("ctrl+"):
        return f"C-{key.removeprefix('ctrl+')}"
    return {"enter": "Enter", "tab": "Tab", "down": "Down", "up": "Up", "escape": "Escape"}.get(key, key)
