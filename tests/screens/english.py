"""Which English sentences of the program stand on a screen that is in another language."""

from __future__ import annotations

import re

from stafett_tui.i18n.texts import LOCALE_DIR, Texts


def msgids() -> list[str]:
    """Every msgid of the catalogues."""
    source = (LOCALE_DIR / "nb" / "LC_MESSAGES" / "stafett.po").read_text(encoding="utf-8")
    found = re.findall(r'^msgid(?:_plural)? ((?:"[^\n]*"\n?)+)', source, re.MULTILINE)
    return [found for raw in found if (found := "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', raw)))]


def english_words(text: str, t: Texts) -> set[str]:
    """The msgids that stand on the screen as they are, though they have another form in this language."""
    plain = " ".join(text.split())
    left = set()
    for msgid in msgids():
        if "{" in msgid or len(msgid) < 5 or t.tr(msgid) == msgid:
            continue
        if re.search(rf"(?<!\w){re.escape(msgid)}(?!\w)", plain):
            left.add(msgid)
    return left
