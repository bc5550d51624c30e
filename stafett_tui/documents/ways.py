"""How a child was asked, in words: well-known ways have a key, other words stay as they were written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from stafett_tui.i18n.texts import N_, Texts

WAYS: Final[Mapping[str, str]] = {
    "conversation": N_("conversation"),
    "drawing": N_("drawing"),
    "play": N_("play"),
    "questionnaire": N_("questionnaire"),
    "film": N_("film"),
    "pictures": N_("pictures"),
    "walk": N_("a walk"),
    "letter": N_("a letter or message"),
    "observation": N_("observation"),
    "interpreter": N_("with an interpreter"),
}


def way_name(texts: Texts, how: str) -> str:
    """The way of asking for people."""
    known = WAYS.get(how)
    return how if known is None else texts.tr(known)
