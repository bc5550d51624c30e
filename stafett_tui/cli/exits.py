"""Exit codes, and which error ends with which."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from stafett_tui.domain.errors import ErrorKind

OK: Final = 0
ERROR: Final = 1
MISUSE: Final = 2
FOUND: Final = 3
IN_USE: Final = 4
NOT_ALLOWED: Final = 5
NO_KEY: Final = 6

_CODES: Final[Mapping[ErrorKind, int]] = {
    ErrorKind.IN_USE: IN_USE,
    ErrorKind.NOT_ALLOWED: NOT_ALLOWED,
    ErrorKind.LOOKUP_REASON: NOT_ALLOWED,
    ErrorKind.NO_CONSENT: NOT_ALLOWED,
    ErrorKind.SERVICE_NOT_COVERED: NOT_ALLOWED,
    ErrorKind.NO_KEY: NO_KEY,
    ErrorKind.WRONG_KEY: NO_KEY,
}


def exit_code(kind: ErrorKind) -> int:
    """The exit code of an error: 4 in use, 5 not allowed, 6 no key, 1 for every other."""
    return _CODES.get(kind, ERROR)
