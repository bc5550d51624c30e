"""A log taken anew that lacks most of what is here takes nothing away before somebody has said so (R39)."""

from __future__ import annotations

import json
from typing import Final

from stafett_tui.store.engine import Connection
from stafett_tui.store.ordered import DEVICE, DEVICES, Ordered, State, own
from stafett_tui.store.settings import Settings, set_setting, setting
from stafett_tui.sync.shelf import EmptiedError

_AGREED: Final = "agreed:"
"""Begins the setting that says of a plan: the server's log counts, whatever it lacks."""
_HERE: Final = "SELECT event_id, leaf, header FROM entry WHERE plan_id=?"
_THERE: Final = "SELECT event_id, leaf FROM anew WHERE plan_id=?"
_HALF: Final = 2


def agree(settings: Settings, plan_id: str) -> None:
    """Note that somebody has said: the server's log of this plan counts, though it lacks most of what is here."""
    settings.set(_AGREED + plan_id, "yes")


def mind(connection: Connection, row: Ordered) -> None:
    """Raise EmptiedError where more than half of the places here would go, own ones aside, which are offered again.

    What may be read no more is no matter here: its places stay, with their hashes. Somebody who agreed is not asked
    twice, and agrees to this one log only.
    """
    name = _AGREED + row.plan_id
    if setting(connection, name):
        set_setting(connection, name, "")
        return
    if row.state is State.ADOPT or not row.place:
        return
    here = connection.execute(_HERE, (row.plan_id,)).fetchall()
    there = connection.execute(_THERE, (row.plan_id,)).fetchall()
    ids, leaves = {each[0] for each in there}, {bytes(each[1]) for each in there}
    gone = [header for event_id, leaf, header in here if event_id not in ids and bytes(leaf) not in leaves]
    devices = own(connection, DEVICE, DEVICES)
    others = sum(not header or json.loads(header).get("device") not in devices for header in gone)
    if _HALF * others > len(here):
        raise EmptiedError
