"""Two versions of one thing told in words: who changed what while who was offline (I4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from stafett_tui.documents.values import DAYS, Values
from stafett_tui.domain.names import name_of
from stafett_tui.i18n.texts import N_, Texts

if TYPE_CHECKING:
    from stafett_tui.domain.plan import Plan
    from stafett_tui.domain.versions import TwoVersions, Version

MOST: Final = 4
"""Versions that have a key of their own."""
SHORT: Final = 60
"""Values up to so many signs stand in the sentence itself; longer ones are only shown under it."""
_MOVED: Final = (
    N_("{who} moved {field} to {value} while you were offline; you wrote {other}."),
    N_("You moved {field} to {value} while {who} was offline; {who} wrote {other}."),
    N_("{first} moved {field} to {value} while {who} was offline; {who} wrote {other}."),
)
_CHANGED: Final = (
    N_("{who} changed {field} to {value} while you were offline; you wrote {other}."),
    N_("You changed {field} to {value} while {who} was offline; {who} wrote {other}."),
    N_("{first} changed {field} to {value} while {who} was offline; {who} wrote {other}."),
)
_WORDED: Final = (
    N_("{who} changed {field} while you were offline, and you changed it too."),
    N_("You changed {field} while {who} was offline, and {who} changed it too."),
    N_("{first} changed {field} while {who} was offline, and {who} changed it too."),
)
_MINE, _OTHERS, _NEITHER = range(3)


@dataclass(frozen=True, slots=True)
class Eyes:
    """A plan, who looks at it, and the language."""

    plan: Plan
    me: str
    t: Texts
    keys: tuple[str, ...] = ("1", "2", "3", "4")
    """What the keys that choose are called, in the order of the versions."""

    def name(self, person: str) -> str:
        """Give somebody's name; whoever is not in the plan is somebody."""
        return name_of(self.plan, person) or self.t.tr("somebody")

    @property
    def values(self) -> Values:
        """The plan's values in words."""
        return Values(self.plan, self.t)


def versions(found: TwoVersions) -> tuple[Version, ...]:
    """Give all versions in the order of their keys: what stands first."""
    return (found.stands, *found.late)[:MOST]


def sentence(found: TwoVersions, late: Version, eyes: Eyes) -> str:
    """Say who changed what while who was offline."""
    values, t = eyes.values, eyes.t
    value, other = values.value(found.field, found.stands.value), values.value(found.field, late.value)
    short = max(len(value), len(other)) <= SHORT and _says(found.stands) and _says(late)
    told = _WORDED if not short else _MOVED if found.field in DAYS else _CHANGED
    field = values.field(found.kind, found.field)
    if late.by == eyes.me:
        first = eyes.name(found.stands.by) if found.stands.by != eyes.me else t.tr("Another laptop of yours")
        return t.tr(told[_MINE], who=first, field=field, value=value, other=other)
    who = eyes.name(late.by)
    if found.stands.by == eyes.me:
        return t.tr(told[_OTHERS], who=who, field=field, value=value, other=other)
    return t.tr(told[_NEITHER], first=eyes.name(found.stands.by), who=who, field=field, value=value, other=other)


def _says(version: Version) -> bool:
    """Tell whether a version has a value at all."""
    return version.value not in (None, "", [])
