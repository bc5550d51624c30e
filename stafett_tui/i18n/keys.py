"""Names of keys as they stand on a keyboard: `ctrl+p` is Ctrl+P, `f1` is F1, letters and signs stand as they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from stafett_tui.i18n.texts import N_, Texts

NAMES: Final[Mapping[str, str]] = {
    "escape": "Esc",
    "enter": "Enter",
    "tab": "Tab",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "delete": "Del",
    "backspace": "Backspace",
    "shift": "Shift",
    "ctrl": "Ctrl",
    "up": N_("Up arrow"),
    "down": N_("Down arrow"),
    "left": N_("Left arrow"),
    "right": N_("Right arrow"),
    "space": N_("Space"),
}


def key_name(key: str, texts: Texts) -> str:
    """The name of a key, or of keys pressed together (Textual's names in, people's names out)."""
    if len(key) == 1:
        return key
    *modifiers, last = key.split("+")
    return "+".join([*(_one(each, texts) for each in modifiers), _one(last, texts, held=bool(modifiers))])


def _one(name: str, texts: Texts, *, held: bool = True) -> str:
    known = NAMES.get(name)
    if known is not None:
        return texts.tr(known)
    function_key = name[0] == "f" and name[1:].isdigit()
    return name.upper() if held or function_key else name
