"""National identity numbers: checked, never read for sex, age or century (N-01 to N-07).

Whoever has no number yet is known by the program's own id, so a number is never required (N-07).
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

LENGTH: Final = 11
_SHOWN: Final = 6
"""How many digits stand before the space, and may be shown."""
_STARS: Final = "*****"
_K1: Final = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)
_K2: Final = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
_LARGEST_R1: Final = 3
"""Numbers given out from 2032 leave 0, 1, 2 or 3 by the first weights."""
_MONTHS: Final = 12
_HELP: Final = 40
SYNTHETIC: Final = 80
"""What the Tax Administration adds to the month of a synthetic person."""
_TEST: Final = (SYNTHETIC, 65, _HELP)
_D: Final = 4
_DAYS: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Scheme(StrEnum):
    """By which rule the check digits are right."""

    TODAY = "today"
    FROM_2032 = "2032"


class Mode(StrEnum):
    """Whose numbers are taken: real ones in production, synthetic ones in the demo."""

    PRODUCTION = "production"
    DEMO = "demo"


class Refusal(StrEnum):
    """Why a number is not taken."""

    WRONG_DIGITS = "wrong_digits"
    TEST_NUMBER = "test_number"
    """A test number in production (N-04)."""
    REAL_PERSON = "real_person"
    """What could be a real person's number in the demo (N-04)."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A number that is right, or why it is not taken."""

    scheme: Scheme | None = None
    test: bool = False
    """Whether the month says that nobody real has it."""
    refused: Refusal | None = None


def check(text: str, mode: Mode, *, help_numbers: bool = False) -> Checked:
    """Check a number; in production a test number is refused, in the demo a real one (N-04).

    `help_numbers` lets month 41 to 52 through in production, where the municipality uses such numbers.
    """
    digits = _digits(text)
    scheme = None if digits is None else _scheme(digits)
    if digits is None or scheme is None:
        return Checked(refused=Refusal.WRONG_DIGITS)
    month = digits[2] * 10 + digits[3]
    test = month > _MONTHS
    helps = help_numbers and _HELP < month <= _HELP + _MONTHS
    if mode is Mode.PRODUCTION and test and not helps:
        return Checked(scheme, test, Refusal.TEST_NUMBER)
    if mode is Mode.DEMO and not test:
        return Checked(scheme, test, Refusal.REAL_PERSON)
    return Checked(scheme, test)


def synthetic(day: int, month: int, year: int, individual: int, *, d_number: bool = False) -> str | None:
    """Make a synthetic number (+80, N-05) from a day, month, two-digit year and individual number 0 to 999.

    None where the check digits cannot be made; the next individual number may do.
    """
    first = f"{day + (10 * _D if d_number else 0):02d}{month + SYNTHETIC:02d}{year:02d}{individual:03d}"
    nine = [int(sign) for sign in first]
    k1 = -sum(w * d for w, d in zip(_K1, nine, strict=False)) % 11
    k2 = -sum(w * d for w, d in zip(_K2, [*nine, k1], strict=False)) % 11
    return None if k1 == 10 or k2 == 10 else f"{first}{k1}{k2}"  # noqa: PLR2004 - 10 is no digit


def mask(text: str) -> str:
    """Give a number as it may be shown, `ddmmyy *****` (D-08); of anything else nothing but stars."""
    bare = _bare(text)
    return f"{bare[:_SHOWN]} {_STARS}" if bare else _STARS


def _digits(text: str) -> tuple[int, ...] | None:
    """Give the eleven digits, with or without a space after the sixth, of a day and month that can be."""
    bare = _bare(text)
    if not bare:
        return None
    digits = tuple(int(sign) for sign in bare)
    day, month = (digits[0] % _D) * 10 + digits[1], _month(digits[2] * 10 + digits[3])
    possible = month is not None and digits[0] < 2 * _D and 1 <= day <= _DAYS[month - 1]
    return digits if possible else None


def _bare(text: str) -> str:
    """Give the eleven signs without the space that people write; nothing where they are no eleven digits."""
    bare = text[:_SHOWN] + text[_SHOWN + 1 :] if len(text) == LENGTH + 1 and text[_SHOWN] == " " else text
    return bare if len(bare) == LENGTH and bare.isascii() and bare.isdecimal() else ""


def _month(written: int) -> int | None:
    """Give the month of the year without what test series add to it."""
    offsets = (0, *_TEST)
    return next((written - o for o in offsets if 1 <= written - o <= _MONTHS), None)


def _scheme(digits: tuple[int, ...]) -> Scheme | None:
    r1 = sum(w * d for w, d in zip(_K1, digits, strict=False)) % 11
    r2 = sum(w * d for w, d in zip(_K2, digits, strict=True)) % 11
    if r2 or r1 > _LARGEST_R1:
        return None
    return Scheme.FROM_2032 if r1 else Scheme.TODAY
