"""Message catalogues in their source form (.po): read without Babel, for a checkout that was never built."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from gettext import NullTranslations


@dataclass
class Message:
    """One text of a catalogue: its msgid, the plural msgid if it has one, and its translations by form."""

    msgid: str = ""
    plural: str = ""
    texts: dict[int, str] = field(default_factory=dict)


class SourceTranslations(NullTranslations):
    """A catalogue read from .po text; answers as a compiled one would (n == 1 is singular in nb and nn)."""

    def __init__(self, source: str) -> None:
        """Read `source`, the text of a .po file."""
        super().__init__()
        self._texts = {message.msgid: message.texts for message in read(source)}

    def gettext(self, message: str) -> str:
        """The translation of `message`, or itself."""
        return self._texts.get(message, {}).get(0, "") or message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The translation for `n` things, or the msgid for it."""
        form = 0 if n == 1 else 1
        return self._texts.get(msgid1, {}).get(form, "") or (msgid1, msgid2)[form]


def read(source: str) -> Iterator[Message]:
    """Every message of .po text, the header (empty msgid) left out."""
    for block in source.split("\n\n"):
        message = _message(block)
        if message.msgid:
            yield message


def _message(block: str) -> Message:
    message, key = Message(), ""
    for line in block.splitlines():
        if not line or line.startswith("#"):
            continue
        if line.startswith('"'):
            quoted = line
        else:
            key, _, quoted = line.partition(" ")
        _append(message, key, ast.literal_eval(quoted))
    return message


def _append(message: Message, key: str, text: str) -> None:
    if key == "msgid":
        message.msgid += text
    elif key == "msgid_plural":
        message.plural += text
    elif key.startswith("msgstr"):
        form = int(key[7:-1]) if key.startswith("msgstr[") else 0
        message.texts[form] = message.texts.get(form, "") + text
