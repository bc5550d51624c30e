"""Where histories begin: a plan on every laptop, or one that was begun alone and is on two disks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from stafett_tui.domain.activity import ActivityPlanned
from stafett_tui.domain.goal import Arena, GoalSet
from stafett_tui.domain.meeting import MeetingCalled, MeetingTurned, Turn
from stafett_tui.domain.people import Holder, Role
from stafett_tui.domain.policy import Policy
from tests.support.domain import BLID, KINDERGARTEN, KLOK, PPT, STODIG, VARM, consent, guardian, opened, provider, time
from tests.support.domain_life import COORDINATOR
from tests.support.domain_moves import DAYS
from tests.support.fleet import Account
from tests.sync.machine import Fleet
from tests.sync.machine_server import Server

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.fleet import Laptop

PLAN = "5b1f0c52-0000-4000-8000-000000000001"
POLICY = Policy(each_service_an_activity=False)
NOTES = "sekretær"
PEOPLE = (STODIG, STODIG, KLOK, VARM, COORDINATOR, NOTES)
"""Whose laptops there are to choose from; the first two are of one person."""
CREWS = ((0, 2), (0, 1), (0, 2, 3), (0, 1, 2), (0, 2, 4), (0, 2, 5), (0, 3, 4), (0, 1, 2, 3), (0, 2, 3, 4))


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


@dataclass(frozen=True)
class Beginning:
    """A fleet that is built once; every history begins with a copy of it."""

    fleet: Fleet
    kept: Any
    """Its server."""
    make: Callable[[Path, Policy], Server]

    @classmethod
    def together(cls, folder: Path, make: Callable[[Path, Policy], Server] = Server) -> Beginning:
        """Build a plan that was begun alone, taken over, and is on every laptop of those who take part."""
        fleet = Fleet(folder, make(folder / "server", POLICY), POLICY)
        for person in PEOPLE:
            fleet.new_laptop(account_of(person))
        begun_alone(fleet.laptops[0])
        for laptop in fleet.laptops:
            fleet.log_in(laptop)
        fleet.settle()
        return cls(fleet, fleet.server.copied(), make)

    def copy(self, folder: Path, crew: tuple[int, ...]) -> Fleet:
        """Give a fleet of these laptops."""
        built = self.fleet
        server = self.make(folder / "server", POLICY)
        server.begins_as(built.server, self.kept)
        fleet = Fleet(folder, server, POLICY)
        fleet.record.written.update(built.record.written)
        fleet.record.accounts.update(built.record.accounts)
        for at in crew:
            laptop = built.laptops[at].copied(built.laptops[at].name, folder / built.laptops[at].name)
            laptop.told = fleet.record.wrote
            fleet.laptops.append(laptop)
            fleet.sessions[laptop.name] = built.sessions[laptop.name]
        return fleet


def alone(folder: Path, crew: tuple[int, ...], make: Callable[[Path, Policy], Server] = Server) -> Fleet:
    """Give laptops of which two have the same plan, begun alone; nobody takes part yet."""
    fleet = Fleet(folder, make(folder / "server", POLICY), POLICY)
    for at in crew:
        fleet.new_laptop(account_of(PEOPLE[at]))
    begun_alone(fleet.laptops[0])
    fleet.twin(fleet.laptops[0])
    return fleet
