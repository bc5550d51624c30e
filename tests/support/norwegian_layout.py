"""What a character or a key costs on the Norwegian keyboard: every press counted, modifiers too (T26)."""

from __future__ import annotations

from collections.abc import Iterable

PLAIN = "abcdefghijklmnopqrstuvwxyzæøå1234567890+'-.,<|\\ "
SHIFTED = dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅ", "abcdefghijklmnopqrstuvwxyzæøå", strict=True)) | {
    "!": "1", '"': "2", "#": "3", "¤": "4", "%": "5", "&": "6", "/": "7", "(": "8", ")": "9", "=": "0",
    "?": "+", "*": "'", "_": "-", ":": ".", ";": ",", ">": "<", "§": "|",
}  # fmt: skip
ALTGR = {"@": "2", "£": "3", "$": "4", "€": "e", "{": "7", "[": "8", "]": "9", "}": "0", "µ": "m"}
DEAD = {
    "¨": ("¨", " "), "^": ("shift", "¨", " "), "~": ("altgr", "¨", " "),
    "`": ("shift", "\\", " "), "´": ("altgr", "\\", " "),
    "é": ("altgr", "\\", "e"), "è": ("shift", "\\", "e"), "ê": ("shift", "¨", "e"), "ë": ("¨", "e"),
    "ü": ("¨", "u"), "ö": ("¨", "o"), "ä": ("¨", "a"), "ô": ("shift", "¨", "o"), "ò": ("shift", "\\", "o"),
    "ó": ("altgr", "\\", "o"), "á": ("altgr", "\\", "a"), "à": ("shift", "\\", "a"), "ñ": ("altgr", "¨", "n"),
}  # fmt: skip

NAMED = {
    "slash": "/", "question_mark": "?", "backslash": "\\", "apostrophe": "'", "plus": "+", "minus": "-",
    "full_stop": ".", "comma": ",", "exclamation_mark": "!", "colon": ":", "semicolon": ";", "space": " ",
    "number_sign": "#", "asterisk": "*", "underscore": "_", "quotation_mark": '"', "at": "@",
    "left_square_bracket": "[", "right_square_bracket": "]", "grave_accent": "`", "tilde": "~",
    "circumflex_accent": "^", "less_than_sign": "<", "greater_than_sign": ">", "vertical_line": "|",
}  # fmt: skip
"""Textual's names of signs."""
SINGLE = {
    "tab", "enter", "escape", "backspace", "delete", "insert", "home", "end", "pageup", "pagedown", "up", "down",
    "left", "right", *(f"f{n}" for n in range(1, 13)),
}  # fmt: skip
"""Keys with a place of their own."""
MODIFIERS = {"ctrl", "shift", "alt", "super"}


def strokes(character: str) -> tuple[str, ...]:
    """The presses that write `character`, modifiers and dead keys among them."""
    if character in PLAIN and len(character) == 1:
        return (character,)
    if character in SHIFTED:
        return ("shift", SHIFTED[character])
    if character in ALTGR:
        return ("altgr", ALTGR[character])
    if character in DEAD:
        return DEAD[character]
    raise KeyError(f"not on the Norwegian layout: {character!r}")


def key_strokes(key: str) -> tuple[str, ...]:
    """The presses of one of Textual's key names, or of one character."""
    if len(key) == 1:
        return strokes(key)
    *modifiers, last = key.split("+") if not key.endswith("+") else [*key[:-2].split("+"), "+"]
    assert set(modifiers) <= MODIFIERS, key
    if last in SINGLE:
        return (*modifiers, last)
    character = NAMED.get(last, last)
    if last.startswith("upper_"):
        character = last.removeprefix("upper_").upper()
    return (*modifiers, *strokes(character))


def presses(keys: Iterable[str]) -> int:
    """How many presses `keys` are: characters or Textual's key names; a string counts sign by sign."""
    return sum(len(key_strokes(key)) for key in keys)


def is_dead(key: str) -> bool:
    """Whether `key` needs a dead key."""
    pressed = key_strokes(key)
    return "¨" in pressed or pressed[:2] in {("shift", "\\"), ("altgr", "\\")}


def needs_altgr(key: str) -> bool:
    """Whether `key` needs AltGr."""
    return "altgr" in key_strokes(key)
