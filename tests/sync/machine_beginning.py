"""Where histories begin: a plan on every laptop, or one that was begun alone and is on two disks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from stafett_tui.domain.activity import ActivityPlanned
from stafett_tui.domain.goal import Arena, GoalSet
from stafett_tui.domain.meeting import MeetingCalled, MeetingTurned, Turn
from stafett_tui.domain.people import Holder, Owner, Role
from stafett_tui.domain.person import ContactNoted
from stafett_tui.domain.policy import Policy
from stafett_tui.store.opened import Store
from tests.support.domain import (
    BLID,
    CHILD,
    KINDERGARTEN,
    KLOK,
    PPT,
    STODIG,
    VARM,
    consent,
    guardian,
    opened,
    provider,
    time,
)
from tests.support.domain_life import COORDINATOR
from tests.support.domain_moves import DAYS
from tests.support.fleet import KEY, Account
from tests.sync.machine import Fleet
from tests.sync.machine_server import Server

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.fleet import Laptop

PLAN = "5b1f0c52-0000-4000-8000-000000000001"
OTHER = "5b1f0c52-0000-4000-8000-000000000002"
"""The plan of another child of the same guardian; the people of services are partly the same."""
BOTH = (PLAN, PLAN, OTHER)
"""Where things happen, and how often."""
POLICY = Policy(each_service_an_activity=False)
NOTES = "sekretær"
SIBLING = "modig"
PEOPLE = (STODIG, STODIG, KLOK, VARM, COORDINATOR, NOTES, BLID)
"""Whose laptops there are to choose from; the first two are of one person."""
CREWS = ((0, 2), (0, 1), (0, 2, 3), (0, 1, 2), (0, 2, 4), (0, 2, 5), (0, 3, 6), (0, 3, 4), (0, 1, 2, 3), (0, 2, 3, 4))


def account_of(person: str) -> Account:
    """Give somebody's account; the coordinator gave a reason for the plan (S-06)."""
    if person == COORDINATOR:
        return Account(person, frozenset({Role.COORDINATOR}), frozenset({PLAN}))
    return Account(person)


def begun_alone(laptop: Laptop) -> None:
    """Let somebody open the plan on a laptop that stands alone, and call a meeting that begins."""
    desk = laptop.desk(PLAN)
    holder = Holder(id=laptop.me, name="Stødig Gran", title="pedagogisk leder", service=KINDERGARTEN)
    desk.together(
        [
            opened(holder=holder),
            guardian(VARM, "Varm Kaffekopp"),
            guardian(BLID, "Blid Sykkel"),
            consent(KINDERGARTEN, PPT),
        ]
    )
    desk.together(
        [provider(KLOK, "Klok Ugle", PPT), ActivityPlanned(what="Dagtavla", responsible=KLOK, due="2026-12-01")]
    )
    desk.together(
        [provider(NOTES, "Rask Penn", KINDERGARTEN, Role.NOTE_TAKER), GoalSet(arena=Arena.HOME, text="Du sover")]
    )
    called = desk.event(MeetingCalled(time=time(DAYS[0])))
    desk.place(called)
    desk.together([MeetingTurned(meeting=called.id, turn=Turn.STARTED)])
    desk.note(VARM, ContactNoted(phone="00000001"))


def other_begun_alone(laptop: Laptop) -> None:
    """Let somebody open the other plan on a laptop that stands alone."""
    desk = laptop.desk(OTHER)
    holder = Holder(id=laptop.me, name="Stødig Gran", title="pedagogisk leder", service=KINDERGARTEN)
    owner = Owner(id=SIBLING, name="Modig Meis", born=CHILD)
    desk.together(
        [
            opened(number=2, holder=holder, owner=owner),
            guardian(VARM, "Varm Kaffekopp"),
            consent(KINDERGARTEN, PPT, by=(VARM,)),
        ]
    )
    desk.together([provider(KLOK, "Klok Ugle", PPT), GoalSet(arena=Arena.HOME, text="Du leker")])
    desk.note(VARM, ContactNoted(phone="00000002"))


@dataclass(frozen=True)
class Beginning:
    """A fleet that is built once; every history begins with a copy of it."""

    fleet: Fleet
    kept: Any
    """Its server."""
    make: Callable[[Path, Policy], Server]
    empty: Path
    """A disk with nothing on it."""
    two: Beginning | None = None
    """The same with two plans."""

    @classmethod
    def together(cls, folder: Path, make: Callable[[Path, Policy], Server] = Server) -> Beginning:
        """Build a plan that was begun alone, taken over, and is on every laptop of those who take part."""
        Store.open(folder / "empty", KEY, create=True).close()
        two = cls._built(folder / "two", make, folder / "empty", other_begun_alone)
        two.fleet.plans = BOTH
        return cls._built(folder / "one", make, folder / "empty", two=two)

    @classmethod
    def _built(
        cls, folder: Path, make: Callable[[Path, Policy], Server], empty: Path, *more: Callable[[Laptop], None],
        two: Beginning | None = None,
    ) -> Beginning:  # fmt: skip
        fleet = Fleet(folder, make(folder / "server", POLICY), POLICY, (PLAN,))
        for person in PEOPLE:
            fleet.new_laptop(account_of(person), empty)
        for begin in (begun_alone, *more):
            begin(fleet.laptops[0])
        for laptop in fleet.laptops:
            fleet.log_in(laptop)
        fleet.settle()
        for laptop in fleet.laptops:
            laptop.close()
        return cls(fleet, fleet.server.copied(), make, empty, two)

    def copy(self, folder: Path, crew: tuple[int, ...]) -> Fleet:
        """Give a fleet of these laptops."""
        built = self.fleet
        server = self.make(folder / "server", POLICY)
        server.begins_as(built.server, self.kept)
        fleet = Fleet(folder, server, POLICY, (PLAN,))
        fleet.plans = built.plans
        fleet.record.goes_on_as(built.record)
        for at in crew:
            laptop = built.laptops[at].copied(built.laptops[at].name, folder / built.laptops[at].name)
            laptop.told = fleet.record.wrote
            fleet.laptops.append(laptop)
            fleet.sessions[laptop.name] = built.sessions[laptop.name]
        return fleet

    def alone(self, folder: Path, crew: tuple[int, ...]) -> Fleet:
        """Give laptops of which two have the same plan, begun alone; nobody takes part yet."""
        fleet = Fleet(folder, self.make(folder / "server", POLICY), POLICY, (PLAN,))
        for at in crew:
            fleet.new_laptop(account_of(PEOPLE[at]), self.empty)
        begun_alone(fleet.laptops[0])
        fleet.twin(fleet.laptops[0])
        return fleet

    def one_alone(self, folder: Path, crew: tuple[int, ...], person: str) -> Fleet:
        """Give a fleet of these laptops, and one of somebody who began the other plan alone and takes no part yet."""
        fleet = self.copy(folder, crew)
        fleet.plans = BOTH
        other_begun_alone(fleet.new_laptop(account_of(person), self.empty))
        return fleet

    def close(self) -> None:
        """Let the servers go."""
        self.fleet.server.close()
        if self.two is not None:
            self.two.close()
