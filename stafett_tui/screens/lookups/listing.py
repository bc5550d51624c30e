"""Look-ups as rows and lines: who looked, as whom, from where, at what, when and why (S-06, K-03)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from stafett_tui.i18n import dates
from stafett_tui.i18n.enums import named
from stafett_tui.i18n.views import view_name
from stafett_tui.screens.frame.named import person_with_service, wall
from stafett_tui.screens.frame.sections import Section
from stafett_tui.widgets.columns import Column
from stafett_tui.widgets.rows import Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stafett_tui.i18n.texts import Texts
    from stafett_tui.services.lookups import Lookup
    from stafett_tui.widgets.inks import Line

SHORT: Final = 6
"""Signs of a plan's id that are enough to find it."""


def of_plan(found: Sequence[Lookup], t: Texts) -> Section:
    """The look-ups of one plan, the newest first."""
    columns = (
        Column(t.tr("WHEN"), width=16),
        Column(t.tr("who looked"), flex=1, least=16),
        Column(t.tr("role"), width=14, drop=2),
        Column(t.tr("what"), width=22, least=14),
        *([Column(t.tr("why"), width=20, least=6, drop=1)] if any(e.reason for e in found) else []),
    )
    rows = tuple(
        Row(str(e.n), (when(e), who(e), named(t, "Role", e.role), view_name(t, e.view), e.reason))
        for e in reversed(found)
    )
    return Section(columns, rows, t.tr("Nobody has looked into this plan on this device."))


def of_protected(found: Sequence[Lookup], t: Texts) -> Section:
    """The look-ups of plans with a protected address: by the first signs of the plan's id, never more (K-03)."""
    columns = (
        Column(t.tr("WHEN"), width=16),
        Column(t.tr("who looked"), flex=1, least=16),
        Column(t.tr("role"), width=14, least=9),
        Column(t.tr("plan"), width=8),
        Column(t.tr("why"), width=24, least=6, drop=1),
    )
    rows = tuple(
        Row(str(e.n), (when(e), e.name or e.person, named(t, "Role", e.role), e.plan_id[:SHORT], e.reason))
        for e in reversed(found)
    )
    return Section(columns, rows, t.tr("Nobody has looked into a plan with a protected address."))


def when(each: Lookup) -> str:
    """The day and the minute."""
    at = wall(each.at)
    return f"{dates.dotted(at.date())} {dates.clock(at)}"


def who(each: Lookup) -> str:
    """Who looked, with the unit where it is told."""
    return person_with_service(each.name or each.person, each.unit)


def whole(each: Lookup, t: Texts) -> tuple[Line, ...]:
    """One look-up in full."""
    lines: list[Line] = [
        ((who(each), "strong"),),
        named(t, "Role", each.role),
        dates.long_time(wall(each.at), t.language),
        t.tr("Looked at: {what}", what=view_name(t, each.view)),
    ]
    if each.reason:
        lines.append(t.tr("Why: {reason}", reason=each.reason))
    lines.append(((t.tr("Device {id}", id=each.device), "quiet"),))
    return tuple(line for line in lines if line)
