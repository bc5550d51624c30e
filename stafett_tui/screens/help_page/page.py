"""What the help page of a screen says, from the registry: sorted by what one wants to do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from stafett_tui.actions import EVERYWHERE, GROUP_TITLES, Action, Group
from stafett_tui.i18n.texts import Texts
from stafett_tui.screens.frame.sections import Section
from stafett_tui.widgets.bindings import key_name, own_key
from stafett_tui.widgets.columns import Column
from stafett_tui.widgets.rows import Row

LAST: Final = (Group.LISTS, Group.GENERAL)
"""What holds in many places comes after what is special here."""


def sections(screen: str, actions: Sequence[Action], t: Texts) -> tuple[Section, ...]:
    """Every action of the screen, the screen's own first."""
    here = [each for each in actions if each.offered_on(screen)]
    palette = own_key("palette", t, actions)
    groups = list(dict.fromkeys(each.group for each in here))
    ordered = [g for g in groups if g not in LAST] + [g for g in LAST if g in groups]
    return tuple(_section(group, [each for each in here if each.group is group], t, palette) for group in ordered)


def _section(group: Group, actions: Sequence[Action], t: Texts, palette: str) -> Section:
    rows = tuple(
        Row(each.id, (_keys(each, t) or t.tr("in {key}", key=palette), t.tr(each.title)))
        for each in sorted(actions, key=lambda each: each.screens == EVERYWHERE)
    )
    return Section((Column(t.tr(GROUP_TITLES[group]), width=26), Column("", flex=1)), rows)


def _keys(each: Action, t: Texts) -> str:
    return ", ".join(key_name(key, t) for key in each.keys)
