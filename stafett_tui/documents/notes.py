"""The line for the professional system: that a log exists, or has ended, ready to paste.

It names the plan by number and initials, never the child; where an address is protected it names no service either.
"""

from __future__ import annotations

from stafett_tui.domain.initials import initials
from stafett_tui.domain.lifecycle import PlanClosed, PlanStatus, endings, status
from stafett_tui.domain.oslo import oslo_date
from stafett_tui.domain.people import PlanOpened, holder_id, participant
from stafett_tui.domain.plan import Plan
from stafett_tui.i18n import dates
from stafett_tui.i18n.enums import name_of as enum_name
from stafett_tui.i18n.texts import Texts


def log_note(plan: Plan, t: Texts, *, guarded: bool = False) -> str:
    """The one line, in the language of the texts; empty where there is no plan any more."""
    opened = plan.last(PlanOpened)
    if opened is None:
        return ""
    which = {"number": opened.body.number, "who": initials(opened.body.owner.name)}
    stands = status(plan)
    if stands in {PlanStatus.PASSIVE, PlanStatus.CLOSED}:
        last = endings(plan)[-1]
        day = dates.dotted(oslo_date(last.at))
        if stands is PlanStatus.PASSIVE:
            return t.tr("Stafettlogg {number} ({who}) is passive since {day}.", day=day, **which)
        why = enum_name(t, last.body.reason) if isinstance(last.body, PlanClosed) else ""
        return t.tr("Stafettlogg {number} ({who}) ended {day}: {why}.", day=day, why=why, **which)
    day = dates.dotted(oslo_date(opened.at))
    return t.tr("Stafettlogg {number} ({who}) exists since {day}. Stafettholder: {holder}.", day=day,
                holder=_holder(plan, guarded), **which)  # fmt: skip


def _holder(plan: Plan, guarded: bool) -> str:
    found = participant(plan, holder_id(plan))
    if found is None:
        return ""
    return found.name if guarded or not found.service else f"{found.name}, {found.service}"
