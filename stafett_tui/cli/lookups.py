"""`stafett lookups`: who has looked into a plan, for the family that asks (S-06, S-08)."""

from __future__ import annotations

from argparse import Namespace
from typing import Final

from stafett_tui.cli.exits import OK
from stafett_tui.cli.office import opened
from stafett_tui.cli.table import columns
from stafett_tui.cli.talk import Talk
from stafett_tui.documents.encoding import to_text
from stafett_tui.documents.json import VERSION
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.i18n import dates
from stafett_tui.i18n.enums import named
from stafett_tui.i18n.views import view_name
from stafett_tui.services.clock import to_wall
from stafett_tui.services.lookups import Lookup

SHORT: Final = 6
"""Signs of a plan's id that are enough to find it."""


def lookups(options: Namespace, talk: Talk) -> int:
    """List the look-ups of a plan that this device knows, the oldest first; this one is among them."""
    if options.alerts:
        return _alerts(options, talk)
    if options.plan is None:
        raise StafettError(ErrorKind.PLAN_UNKNOWN, text="")
    with opened(options, talk) as office:
        desk = office.desk()
        plan_id = desk.plans.find(options.plan)
        if options.reason:
            desk.plans.give_reason(plan_id, options.reason)
        desk.plans.get(plan_id, view="cli lookups")
        found = desk.lookups.extract(plan_id)
    if options.json:
        talk.put(to_text({"version": VERSION, "plan": plan_id, "lookups": [_shown(each) for each in found]}))
        return OK
    head = (talk.tr("When"), talk.tr("Who"), talk.tr("Role"), talk.tr("Unit"), talk.tr("What"), talk.tr("Why"))
    rows = [(_when(e), e.name or e.person, named(talk.texts, "Role", e.role), e.unit, view_name(talk.texts, e.view),
             e.reason or "-") for e in found]  # fmt: skip
    for line in columns(head, rows):
        talk.put(line)
    return OK


def _alerts(options: Namespace, talk: Talk) -> int:
    """List who has looked into a plan with a protected address, for the coordinator (K-03)."""
    with opened(options, talk) as office:
        found = office.desk().lookups.alerts()
    if options.json:
        rows = [{**_shown(each), "plan": each.plan_id} for each in found]
        talk.put(to_text({"version": VERSION, "alerts": rows}))
        return OK
    if not found:
        talk.say(talk.tr("Nobody has looked into a plan with a protected address."))
    head = (talk.tr("When"), talk.tr("Who"), talk.tr("Role"), talk.tr("Plan"), talk.tr("Why"))
    cells = [(_when(e), e.name or e.person, named(talk.texts, "Role", e.role), e.plan_id[:SHORT], e.reason or "-")
             for e in found]  # fmt: skip
    for line in columns(head, cells):
        talk.put(line)
    return OK


def _when(each: Lookup) -> str:
    wall = to_wall(each.at)
    return f"{dates.dotted(wall.date())} {dates.clock(wall)}"


def _shown(each: Lookup) -> dict[str, object]:
    return {
        "n": each.n, "at": each.at.isoformat(), "person": {"id": each.person, "name": each.name}, "role": each.role,
        "unit": each.unit, "view": each.view, "device": each.device, "reason": each.reason or None,
        "hash": each.hash.hex(),
    }  # fmt: skip
