"""Making a demo store: the plans of the field's own examples, and as many generated ones as wanted."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final, Literal

from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.event import new_id
from stafett_tui.domain.policy import Policy
from stafett_tui.services.clock import Clock, oslo
from stafett_tui.services.demo.chronicle import seeded
from stafett_tui.services.demo.generated import Generated
from stafett_tui.services.demo.written import PLANS, holder_id, read, write_plan
from stafett_tui.services.person import Me
from stafett_tui.store.keys import create_demo_key
from stafett_tui.store.opened import Store

STARTS: Final = datetime(2026, 11, 16, 12, 58)  # noqa: DTZ001 - on the wall in Oslo
"""Monday 16 November 2026, two minutes before the meeting."""

Part = Literal["holder", "coordinator"]


def make_demo(directory: Path, part: Part, language: str, *, more: int = 0, real: Clock | None = None) -> None:
    """Make a demo store in the folder, with its key beside it; a demo that lies there already is left as it is.

    Raises ALREADY_OPENED where another store lies there: a real one is never touched.
    """
    if Store.exists(directory):
        if not is_demo(directory):
            raise StafettError(ErrorKind.ALREADY_OPENED)
        return
    store = Store.open(directory, create_demo_key(directory), create=True)
    try:
        _write_plans(store, more)
        _note(store, person(part, language), real or Clock())
    except BaseException:
        store.close()
        for left in (*directory.glob("stafett.db*"), directory / "demo.key"):
            left.unlink(missing_ok=True)
        raise
    store.close()


def is_demo(directory: Path) -> bool:
    """Tell whether the store in the folder is a demo: only that has its key beside it."""
    return (directory / "demo.key").exists()


def person(part: Part, language: str) -> Me:
    """Give whoever sits at the demo: the holder of every plan, or the coordinator."""
    if part == "coordinator":
        who = new_id(0, seeded("coordinator"))
        return Me(who, "Våken Ærfugl", "oppvekst", "koordinator barn og unge", language, "coordinator")
    holder = read(PLANS[0])["holder"]
    return Me(holder_id(), holder["name"], holder["service"], holder["title"], language, "holder")


def _write_plans(store: Store, more: int) -> None:
    policy = Policy()
    for name in PLANS:
        write_plan(store.journal, name, policy)
    if not more:
        return
    generated = Generated(read("words"), STARTS.date(), policy)
    for number in range(len(PLANS) + 1, len(PLANS) + 1 + more):
        generated.write(store.journal, number)


def _note(store: Store, me: Me, real: Clock) -> None:
    for name in ("person", "name", "service", "title", "language", "office"):
        store.settings.set(name, getattr(me, name))
    store.settings.set("demo_base", oslo(STARTS).isoformat())
    store.settings.set("demo_started", real.now().isoformat())
