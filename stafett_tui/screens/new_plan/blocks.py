"""One person of the form: the lines about them, whether they are shown, and whom they stand for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from stafett_tui.domain.people import Role
from stafett_tui.i18n import dates
from stafett_tui.screens.new_plan.parts import Asked, Beside, Kin, Offer, is_number
from stafett_tui.services.people_search import Found
from stafett_tui.services.starting import Reach


@dataclass
class Block:
    """The owner, a guardian, or somebody of a service."""

    key: str
    role: Role
    name: Asked
    about: tuple[Asked | Kin, ...] = ()
    """What is asked of everybody of this role: shown once there is a name."""
    reach: tuple[Asked, ...] = ()
    """Phone, address and number: shown once they are asked for, too."""
    known: Found | None = field(default=None)

    @property
    def parts(self) -> tuple[Beside, ...]:
        """Every line, from top to bottom."""
        return (self.name, *self.about, *self.reach)

    @property
    def filled(self) -> bool:
        """Whether there is a name."""
        return bool(self.name.written)

    @property
    def written(self) -> str:
        """The name; nothing where a number stands in its place."""
        text = self.name.written
        return "" if is_number(text) else text

    @property
    def person(self) -> Found | None:
        """Whom of another plan it is, as long as the name is that person's."""
        return self.known if self.known is not None and self.known.name == self.name.written else None

    @property
    def id(self) -> str:
        """The person's id: known from another plan, else the name of the line until the plan is made."""
        return self.person.person if self.person is not None else self.key

    def text(self, name: str) -> str:
        """What is written in one of the lines."""
        return next((p.written for p in self.parts if isinstance(p, Asked) and p.id == f"{self.key}_{name}"), "")

    @property
    def kin(self) -> Kin | None:
        """How a guardian is related."""
        return next((part for part in self.about if isinstance(part, Kin)), None)

    def show(self, *, wanted: bool, reach: bool) -> None:
        """Show the line of the name, and what is asked once there is one."""
        self.name.display = wanted
        for part in self.about:
            part.display = wanted and self.filled
        for line in self.reach:
            line.display = wanted and self.filled and reach

    def know(self, found: Found) -> None:
        """It is this person: what is known of them is written where nothing stands yet."""
        self.known = found
        if self.name.written != found.name:
            self.name.text = found.name
        told = {"born": dates.dotted(found.born) if found.born else "", "service": found.service, "title": found.title}
        for part in self.about:
            if isinstance(part, Asked) and not part.written:
                part.text = told.get((part.id or "").removeprefix(f"{self.key}_"), "")
        if self.kin is not None and found.relation is not None:
            self.kin.choose([found.relation])

    def reached(self, person: str) -> Reach | None:
        """How to reach this person, where something is written."""
        told = Reach(person, self.text("phone"), self.text("email"), self.text("number").replace(" ", ""))
        return told if told != Reach(person) else None


@dataclass
class Blocks:
    """The guardians, or those of services: a line appears when the last one is filled."""

    make: Callable[[int], Block]
    least: int
    """How many lines are shown while they are empty."""
    all: list[Block] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Make the first lines, and one that waits unseen."""
        self.all = [self.make(number) for number in range(1, self.least + 2)]

    def __iter__(self) -> Iterator[Block]:
        """Give those with a name."""
        return (each for each in self.all if each.filled)

    def show(self, *, reach: bool) -> None:
        """Show what is filled, and one line more."""
        last = max((n for n, each in enumerate(self.all) if each.filled), default=-1)
        for n, each in enumerate(self.all):
            each.show(wanted=n <= max(last + 1, self.least - 1), reach=reach)

    def more(self) -> Block | None:
        """Make a line that waits unseen where none does; None where one does already."""
        if not self.all[-1].name.display and not self.all[-1].filled:
            return None
        self.all.append(self.make(len(self.all) + 1))
        self.all[-1].show(wanted=False, reach=False)
        return self.all[-1]


Everyone = Callable[[], tuple[Found, ...]]


def name_offer(everyone: Everyone, said: Callable[[Found], tuple[str, str]]) -> Callable[[str], Offer | None]:
    """An offer of somebody known whose name begins as it is written, by any of its words."""

    def offer(text: str) -> Offer | None:
        wanted = text.casefold()
        if len(wanted) < ENOUGH:
            return None
        for found in everyone():
            words = found.name.casefold().split()
            if found.name.casefold().startswith(wanted) or any(word.startswith(wanted) for word in words):
                return Offer(found.name, *said(found), found)
        return None

    return offer


ENOUGH = 2
"""So many letters find somebody."""
