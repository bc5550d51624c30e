"""An open office over a real encrypted store, with a clock that stands where the test sets it."""

import itertools
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from stafett_tui.config import Paths, Settings
from stafett_tui.domain.consent import ConsentForm
from stafett_tui.domain.goal import Arena
from stafett_tui.domain.people import PlanKind, Relation, Role
from stafett_tui.services.clock import SetClock
from stafett_tui.services.desk import Desk
from stafett_tui.services.opening import Office
from stafett_tui.services.person import Me
from stafett_tui.services.plans import NewPerson, NewPlan
from stafett_tui.services.writing import Ids
from stafett_tui.store.opened import Store

KEY = bytes(range(32))
NOON = datetime(2026, 11, 16, 11, 58, tzinfo=UTC)
"""Monday 16 November 2026, 12:58 in Oslo."""
HOLDER = Me("p-stodig", "Stødig Gran", "Tøyestubben barnehage", "pedagogisk leder", "nb")


class CountedRandom:
    """Random bytes that are the same in every run."""

    def __init__(self, start: int = 1) -> None:
        """Begin at `start`."""
        self._next: Iterator[int] = itertools.count(start)

    def __call__(self, size: int, /) -> bytes:
        """Give the next number as bytes."""
        return next(self._next).to_bytes(size, "big")


def settings(directory: Path) -> Settings:
    """Give settings whose every path lies under the folder."""
    paths = Paths(directory / "config", directory / "data", directory / "log", directory / "backup")
    return Settings(paths=paths, store_dir=directory / "store", language="nb")


def open_office(directory: Path, *, at: datetime = NOON, me: Me = HOLDER) -> Office:
    """Open the store of this folder, made where it is missing, as this person."""
    chosen = settings(directory)
    store = Store.open(chosen.store_dir, KEY, create=not Store.exists(chosen.store_dir))
    for name in ("person", "name", "service", "title", "language", "office"):
        store.settings.set(name, getattr(me, name))
    return Office(store, chosen, SetClock(at))


def desk_of(office: Office, me: Me = HOLDER, *, start: int = 1) -> Desk:
    """Give a desk with ids that are the same in every run."""
    return Desk(office.store, office.clock, me, "laptop", ids=Ids(office.clock, CountedRandom(start)))


def open_plan(desk: Desk) -> str:
    """Open the kindergarten plan with both guardians, the consent and Klok of PPT; give its id."""
    people = (
        NewPerson("Varm Kaffekopp", Role.GUARDIAN, relation=Relation.MOTHER, id="p-varm"),
        NewPerson("Blid Sykkel", Role.GUARDIAN, relation=Relation.FATHER, id="p-blid"),
        NewPerson("Klok Ugle", Role.PROVIDER, "rådgiver", "PPT", id="p-klok"),
    )
    new = NewPlan("Munter Linerle", date(2021, 3, 14), PlanKind.KINDERGARTEN, "nb", people,
                  consent_on=date(2026, 9, 22), consent_form=ConsentForm.SIGNED, owner_id="p-munter")  # fmt: skip
    plan_id = desk.plans.open(new).plan_id
    desk.plans.set_goal(plan_id, Arena.KINDERGARTEN, "Du går fra lek til mat uten å gråte fire av fem dager.")
    return plan_id
