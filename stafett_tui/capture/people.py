"""Finding a person by two letters: initials, first name, last name, role or service, æøå and marks included."""

import re
import unicodedata
from dataclasses import dataclass
from enum import IntEnum
from types import MappingProxyType
from typing import Final, Literal

Relation = Literal["mother", "father"]

RELATION_WORDS: Final = MappingProxyType({"mother": ("mor", "mamma", "mora"), "father": ("far", "pappa", "faren")})
PIECES: Final = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
QUOTES: Final = str.maketrans({"\u2018": "'", "\u2019": "'", "\u00b4": "'", "`": "'"})
SHORT: Final = str.maketrans({"å": "a", "ø": "o", "æ": "ae", "ð": "d", "þ": "th", "đ": "d", "ł": "l"})
LONG: Final = str.maketrans({"å": "aa", "ø": "oe", "æ": "ae"})
BARE: Final = str.maketrans({"å": "a", "ø": "o", "æ": "a"})
OWN_LETTERS: Final = frozenset("æøå")


class Rank(IntEnum):
    """How well a person fits, best first; without the marks of the name it is a `LATER` hit."""

    WHOLE = 0
    WORD = 1
    INITIALS = 2
    FIRST_NAME = 3
    LAST_NAME = 4
    ROLE = 5
    ROLE_INITIALS = 6
    LATER = 10


@dataclass(frozen=True, slots=True)
class Person:
    """Someone in the plan, as the capture line must know them; `covered` says whether a consent reaches them."""

    id: str
    name: str
    role: str = ""
    service: str = ""
    covered: bool = True
    relation: Relation | None = None
    role_words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """A person that a query may mean; a smaller rank fits better."""

    person: Person
    rank: int


def match(query: str, people: tuple[Person, ...]) -> tuple[Match, ...]:
    """Everyone that the query may mean, best first; equals stand as in the plan, the covered before others."""
    wanted = _small(query)
    if not wanted:
        return ()
    found = []
    for place, person in enumerate(people):
        rank = _rank(wanted, person)
        if rank is not None:
            found.append((rank, not person.covered, place, person))
    found.sort(key=lambda hit: hit[:3])
    return tuple(Match(person, rank) for rank, _uncovered, _place, person in found)


def _rank(wanted: str, person: Person) -> int | None:
    roles = tuple(
        _small(words)
        for words in (
            person.role,
            person.service,
            *person.role_words,
            *(RELATION_WORDS[person.relation] if person.relation else ()),
        )
        if words
    )
    exact = _rank_in(wanted, _small(person.name), roles)
    if exact is not None:
        return exact
    wanted = _own_letters(wanted)
    later = [
        rank
        for fold in (_own_letters, _short, _long, _bare)
        if (rank := _rank_in(wanted, fold(_small(person.name)), tuple(map(fold, roles)))) is not None
    ]
    return Rank.LATER + min(later) if later else None


def _rank_in(wanted: str, name: str, roles: tuple[str, ...]) -> int | None:
    names = _pieces(name)
    words = [word for role in roles for word in _pieces(role)]
    fits = {
        Rank.WHOLE: wanted == name or (" " in wanted and _in_order(wanted.split(), names)),
        Rank.WORD: wanted in names or wanted in words or wanted in roles,
        Rank.INITIALS: _has_initials(wanted, names),
        Rank.FIRST_NAME: bool(names) and names[0].startswith(wanted),
        Rank.LAST_NAME: any(piece.startswith(wanted) for piece in names),
        Rank.ROLE: any(word.startswith(wanted) for word in (*roles, *words)),
        Rank.ROLE_INITIALS: any(_has_initials(wanted, _pieces(role)) for role in roles),
    }
    return next((rank for rank, is_so in fits.items() if is_so), None)


def _pieces(text: str) -> tuple[str, ...]:
    """The words of a name, `o'neil` also as `oneil` and `neil`."""
    found: list[str] = []
    for word in PIECES.findall(text):
        found.append(word)
        if "'" in word:
            found += [word.replace("'", ""), word.split("'")[-1]]
    return tuple(found)


def _has_initials(wanted: str, words: tuple[str, ...]) -> bool:
    initials = "".join(word[0] for word in words)
    return min(len(wanted), len(initials)) > 1 and (initials.startswith(wanted) or wanted == initials[0] + initials[-1])


def _in_order(wanted: list[str], words: tuple[str, ...]) -> bool:
    """Whether each wanted word begins a word of the name, one after the other."""
    rest = iter(words)
    return all(any(word.startswith(part) for word in rest) for part in wanted)


def _small(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).translate(QUOTES).casefold().split())


def _own_letters(text: str) -> str:
    """The text without foreign marks: `zoë` is `zoe`, but å stays å."""
    return "".join(letter if letter in OWN_LETTERS else _unmarked(letter) for letter in text)


def _unmarked(letter: str) -> str:
    return "".join(part for part in unicodedata.normalize("NFD", letter) if not unicodedata.combining(part)).translate(
        SHORT
    )


def _short(text: str) -> str:
    return _own_letters(text).translate(SHORT)


def _long(text: str) -> str:
    return _own_letters(text).translate(LONG)


def _bare(text: str) -> str:
    return _own_letters(text).translate(BARE)
