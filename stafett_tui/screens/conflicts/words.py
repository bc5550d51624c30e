"""Two versions on their screen: every version whole with the key that takes it (I4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stafett_tui.documents.disputed import sentence, versions
from stafett_tui.i18n import dates
from stafett_tui.screens.frame.named import wall

if TYPE_CHECKING:
    from stafett_tui.documents.disputed import Eyes
    from stafett_tui.domain.versions import TwoVersions, Version
    from stafett_tui.widgets.inks import Line


def key(found: TwoVersions) -> str:
    """Give what the row of a field is known by."""
    return f"{found.thing}:{found.field}"


def lines(found: TwoVersions, eyes: Eyes) -> tuple[Line, ...]:
    """Everything about one row: what happened, every version whole with its key, and what choosing does."""
    t, values = eyes.t, eyes.values
    told: list[Line] = [((values.thing(found.thing), "strong"),)]
    told += [sentence(found, late, eyes) for late in found.late]
    shown = versions(found)
    for version, key_ in zip(shown, eyes.keys, strict=False):
        stands = t.tr("   stands now") if version is found.stands else ""
        words = values.value(found.field, version.value)
        told += ["", (("  ", ""), (key_, "strong"), ("  ", ""), (f"{words}{stands}", "strong"))]
        told.append((("     ", ""), (_whose(version, eyes), "quiet")))
    first, second, last = eyes.keys[0], eyes.keys[1], eyes.keys[len(shown) - 1]
    keeps = t.trn("{first} keeps what stands, {second} takes the other.",
                  "{first} keeps what stands, {second} to {last} take another.",
                  len(shown) - 1, first=first, second=second, last=last)  # fmt: skip
    return (*told, "", f"{keeps} {t.tr('All of them stay in the history.')}")


def _whose(version: Version, eyes: Eyes) -> str:
    at = wall(version.at)
    told = eyes.t.tr("{who} {day} at {time}", who=eyes.name(version.by), day=dates.dotted(at), time=dates.clock(at))
    return f"{told}: {version.reason}" if version.reason else told
