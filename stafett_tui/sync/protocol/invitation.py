"""What the code of an invitation looks like, so that a laptop sees one that is not whole before it asks (S-02)."""

from __future__ import annotations

from typing import Final

LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: nothing that is mistaken for something else on paper."""
SIGNS: Final = 16
"""So many of them make a code: 80 bits."""
_MISREAD: Final = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})


def as_meant(code: str) -> str:
    """Give a code as it was meant, however it was typed."""
    return code.strip().upper().translate(_MISREAD)


def is_whole(code: str) -> bool:
    """Tell whether this can be the code of an invitation; whether it is one, the server knows."""
    meant = as_meant(code)
    return len(meant) == SIGNS and set(meant) <= set(LETTERS)
