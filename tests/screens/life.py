"""Ways that the tests of the life of a plan go: to its overview, and by the commands without a key."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date

from textual.pilot import Pilot

from stafett_tui.domain.consent import Occasion
from stafett_tui.screens.frame.messages import OpenPlan
from stafett_tui.services.consents import Giving
from stafett_tui.services.opening import Office
from stafett_tui.services.person import Me
from tests.support.app import NARROW, make_empty_office, press, running, settle

KLOK = Me("p-klok", "Klok Ugle", "PPT", "rådgiver", "nb")
VARM = Me("p-varm", "Varm Kaffekopp", "", "", "nb")
RASK = Me("p-rask", "Rask Elv", "Barn og unge", "koordinator", "nb", office="coordinator")
TODAY = date(2026, 11, 16)
BOTH = ("Tøyestubben barnehage", "PPT")


@asynccontextmanager
async def on_plan(office: Office, plan_id: str, size: tuple[int, int] = NARROW) -> AsyncIterator[Pilot[None]]:
    """The program on the overview of the plan."""
    async with running(office, size) as pilot:
        pilot.app.screen.post_message(OpenPlan(plan_id))
        await settle(pilot)
        yield pilot


async def act(pilot: Pilot[None], action: str, *keys: str) -> None:
    """Do what a command without a key does, and answer its questions."""
    await pilot.app.screen.run_action(action)
    await settle(pilot)
    await press(pilot, *keys)


def become(office: Office, me: Me) -> Office:
    """Somebody else sits at the same laptop; the program has closed the store, or it is closed here."""
    office.close()
    return make_empty_office(office.directory.parent, me=me)


def consented(office: Office, plan_id: str, occasion: Occasion) -> None:
    """Both guardians consent anew."""
    office.desk().consents.give(plan_id, ("p-varm", "p-blid"), BOTH, given_on=TODAY, how=Giving(occasion=occasion))
