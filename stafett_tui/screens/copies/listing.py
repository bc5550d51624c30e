"""What the screen of the copies shows: how they are made, and those that lie in the folders."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from stafett_tui.i18n import dates
from stafett_tui.screens.frame.named import wall
from stafett_tui.screens.frame.sections import Section
from stafett_tui.widgets.columns import Column
from stafett_tui.widgets.rows import Row

if TYPE_CHECKING:
    from pathlib import Path

    from stafett_tui.i18n.texts import Texts
    from stafett_tui.services.copies import Copy
    from stafett_tui.widgets.inks import Line, Span

KB, MB = 1000, 1000_000


@dataclass(frozen=True, slots=True)
class Copying:
    """How copies are made here, and which there are."""

    folder: Path | None
    days: int
    last: datetime | None
    ready: bool
    lying: tuple[Copy, ...]


def how(found: Copying, t: Texts) -> list[Line]:
    """When the last copy was made, how copies are made, and whether the recovery passphrase is chosen."""
    labels = (t.tr("Last copy"), t.tr("By themselves"), t.tr("Recovery passphrase"))
    room = max(map(len, labels)) + 2
    last, by_themselves, passphrase = (label.ljust(room) for label in labels)
    return [
        ((last, "quiet"), _last(found, t)),
        ((by_themselves, "quiet"), _how_often(found, t)),
        ((passphrase, "quiet"), _passphrase(found, t)),
    ]


def _last(found: Copying, t: Texts) -> Span:
    if found.last is None:
        return t.tr("NONE YET: everything here exists on this machine alone"), "alarm"
    at = wall(found.last)
    return f"{dates.dotted(at.date())} {dates.clock(at)}", ""


def _how_often(found: Copying, t: Texts) -> Span:
    if found.folder is None:
        return t.tr("no: a copy is made only when somebody asks for it"), ""
    often = t.trn("every day into {folder}", "every {n} days into {folder}", found.days, n=found.days,
                  folder=found.folder)  # fmt: skip
    return often, ""


def _passphrase(found: Copying, t: Texts) -> Span:
    if found.ready:
        return t.tr("chosen: it opens the copies, on any machine"), ""
    return t.tr("not chosen yet: the first copy asks for it"), ""


def sections(found: Copying, t: Texts) -> tuple[Section, ...]:
    """The copies that lie in the folders, the newest first."""
    columns = (
        Column(t.tr("COPIES"), width=16),
        Column(t.tr("size"), width=9, right=True),
        Column(t.tr("opens with"), width=24, least=12),
        Column(t.tr("file"), flex=1, least=20),
    )
    rows = tuple(_row(each, t) for each in found.lying)
    return (Section(columns, rows, t.tr("No copy lies in the folders that are known here.")),)


def _row(each: Copy, t: Texts) -> Row:
    at = wall(each.made)
    opens = t.tr("the passphrase of now") if each.opens else t.tr("another passphrase")
    cells = (f"{dates.dotted(at.date())} {dates.clock(at)}", size_words(each.size), opens, str(each.path))
    return Row(str(each.path), cells, "" if each.opens else "?")


def size_words(size: int) -> str:
    """`640 kB`, `12 MB`: as people say it."""
    return f"{max(size // KB, 1)} kB" if size < MB else f"{size // MB} MB"
