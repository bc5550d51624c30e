"""Invented people of the demo: named by an adjective and a noun, with synthetic numbers only (N-05)."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any, Final

from stafett_tui.domain.national_id import synthetic

Table = Mapping[str, Any]
D_NUMBERS: Final = 1 / 20
"""How many of them have a D-number."""


@dataclass(frozen=True)
class Invented:
    """Somebody who does not exist."""

    name: str
    born: date
    national_id: str


def invented(words: Table, number: int) -> Invented:
    """Give the invented person with this number, a child or a youth; the same for the same number."""
    dice = random.Random(f"person {number}")  # noqa: S311 - invented people need no secret
    born = date(dice.randint(2008, 2025), dice.randint(1, 12), dice.randint(1, 28))
    return Invented(invented_name(words, number), born, number_for(born, number, d_number=dice.random() < D_NUMBERS))


def invented_name(words: Table, number: int) -> str:
    """Give an adjective and a noun."""
    adjectives, nouns = words["adjectives"], words["nouns"]
    return f"{adjectives[number % len(adjectives)]} {nouns[(number * 7) % len(nouns)]}"


def number_for(born: date, first: int, *, d_number: bool = False) -> str:
    """Give the next synthetic number of that day whose check digits can be made."""
    tried = (synthetic(born.day, born.month, born.year % 100, n % 1000, d_number=d_number) for n in count(first))
    return next(each for each in tried if each is not None)
