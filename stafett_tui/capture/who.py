"""The slot for *who*: `va, bl`, `va og bl` or `va bl`; the first is responsible, the others help."""

import re
from dataclasses import dataclass
from typing import Final

from stafett_tui.capture.people import Match, Person, match

BETWEEN: Final = re.compile(r"\s*[,;&+/]\s*|\s+(?:og|samt|and)\s+", re.IGNORECASE)

LONGEST: Final = 200
LONGEST_NAME: Final = 5


@dataclass(frozen=True, slots=True)
class Who:
    """One person of the slot: what was typed, everyone it may mean, and who is taken."""

    typed: str
    matches: tuple[Match, ...]
    person: Person | None

    @property
    def several(self) -> bool:
        """Whether others fit as well as the one taken."""
        return len({hit.person.id for hit in self.matches if hit.rank == self.matches[0].rank}) > 1


def read_who(text: str, people: tuple[Person, ...], chosen: tuple[tuple[str, str], ...] = ()) -> tuple[Who, ...]:
    """The people that the slot speaks of, in the order typed."""
    if len(text) > LONGEST:
        return (Who(text.strip(), (), None),)
    found: list[Who] = []
    for part in BETWEEN.split(text.strip().lstrip("@")):
        words = part.replace("@", " ").split()
        while words:
            who, words = _first(words, people, dict(chosen))
            found.append(who)
    return tuple(found)


def _first(words: list[str], people: tuple[Person, ...], chosen: dict[str, str]) -> tuple[Who, list[str]]:
    """The longest run of words that finds somebody, and what is left; unknown words stay together."""
    for count in range(min(len(words), LONGEST_NAME), 0, -1):
        typed = " ".join(words[:count])
        hits = match(typed, people)
        if hits:
            return Who(typed, hits, _taken(hits, chosen.get(typed))), words[count:]
    known = next((place for place, word in enumerate(words) if match(word, people)), len(words))
    return Who(" ".join(words[:known]), (), None), words[known:]


def _taken(hits: tuple[Match, ...], chosen: str | None) -> Person:
    return next((hit.person for hit in hits if hit.person.id == chosen), hits[0].person)
